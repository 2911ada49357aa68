//! The options of one case: the household that they make, or what they change in one that is known.

use std::str::FromStr;

use better_off::{
    Apprenticeship, Area, Born, CareStatus, Child, CouncilScheme, Health, Home, Household,
    Immigration, Job, Learning, Nation, Offer, Pay, Pence, Percent, Person, Tenure,
};
use clap::ValueEnum;
use jiff::civil::Date;

use super::super::output::Failure;

#[derive(Debug, clap::Args)]
pub struct Case {
    /// Date of birth
    #[arg(long, value_name = "DATE", conflicts_with = "age")]
    born: Option<Date>,
    /// Age, if the date of birth is not known
    #[arg(long, value_name = "YEARS")]
    age: Option<u8>,
    /// Leaving-care status
    #[arg(long, value_enum, value_name = "STATUS")]
    care_status: Option<Status>,
    /// Work and health, as decided by the Department for Work and Pensions
    #[arg(long, value_enum, value_name = "HEALTH")]
    health: Option<HealthText>,
    /// Date of birth of the partner
    #[arg(long, value_name = "DATE", conflicts_with = "partner_age")]
    partner_born: Option<Date>,
    /// Age of the partner
    #[arg(long, value_name = "YEARS")]
    partner_age: Option<u8>,
    /// Hours a week of the partner, at the lowest legal pay
    #[arg(long, value_name = "HOURS")]
    partner_hours: Option<HoursText>,
    /// A child: date of birth or age; once for each
    #[arg(long, value_name = "DATE|AGE")]
    child: Vec<BornText>,
    /// Who the landlord is; no rent if left out
    #[arg(long, value_enum, value_name = "TENURE")]
    tenure: Option<TenureText>,
    /// Rent a month in pounds
    #[arg(long, value_name = "POUNDS")]
    rent: Option<Money>,
    /// The broad rental market area, such as north-clwyd
    #[arg(long, value_name = "AREA")]
    area: Option<String>,
    /// Bedrooms of a council or housing association home
    #[arg(long, value_name = "NUMBER")]
    bedrooms: Option<u8>,
    /// Grown-ups in the home besides the couple
    #[arg(long, value_name = "NUMBER")]
    other_adults: Option<u8>,
    /// Where the home is; England if left out
    #[arg(long, value_enum)]
    nation: Option<NationText>,
    /// In Greater London
    #[arg(long)]
    london: bool,
    /// Hours of work a week now
    #[arg(long, value_name = "HOURS")]
    hours: Option<HoursText>,
    /// Pay an hour in pounds; the lowest legal pay if left out
    #[arg(long, value_name = "POUNDS")]
    pay: Option<Money>,
    /// First day of an apprenticeship
    #[arg(long, value_name = "DATE")]
    apprentice_since: Option<Date>,
    /// Travel to work a week in pounds
    #[arg(long, value_name = "POUNDS")]
    travel: Option<Money>,
    /// Registered childcare a month in pounds
    #[arg(long, value_name = "POUNDS")]
    childcare: Option<Money>,
    /// Savings in pounds
    #[arg(long, value_name = "POUNDS")]
    savings: Option<Money>,
    /// Council tax bill a year in pounds
    #[arg(long, value_name = "POUNDS")]
    council_tax: Option<Money>,
    /// What the council takes off for care leavers: PERCENT-UNTIL-AGE, such as 100-25
    #[arg(long, value_name = "PERCENT-AGE")]
    council_tax_scheme: Option<SchemeText>,
    /// Day of the month on which the assessment period begins
    #[arg(long, value_name = "1..31")]
    assessment_day: Option<i8>,
    /// Has no course and no training
    #[arg(long)]
    not_studying: bool,
    /// May use public funds
    #[arg(long)]
    may_claim: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Status {
    Eligible,
    Relevant,
    FormerRelevant,
    Qualifying,
    None,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum HealthText {
    Well,
    FitNote,
    LimitedCapability,
    ProtectedElement,
    NewElement,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum TenureText {
    Private,
    Social,
    Supported,
    NoRent,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum NationText {
    England,
    Scotland,
    Wales,
}

/// Pounds with up to two places.
#[derive(Debug, Clone, Copy)]
pub struct Money(pub Pence);

impl FromStr for Money {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Pence::read(text.trim_start_matches('£'))
            .map(Self)
            .ok_or_else(|| format!("{text} is not an amount such as 450 or 12.71"))
    }
}

/// Hours with up to two places, kept as minutes.
#[derive(Debug, Clone, Copy)]
struct HoursText(u32);

impl FromStr for HoursText {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Pence::read(text)
            .and_then(|hundredths| u32::try_from(hundredths.0 * 60 / 100).ok())
            .map(Self)
            .ok_or_else(|| format!("{text} is not a number of hours such as 16 or 37.5"))
    }
}

#[derive(Debug, Clone, Copy)]
struct BornText(Born);

impl FromStr for BornText {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        if let Ok(years) = text.parse() {
            return Ok(Self(Born::Years(years)));
        }
        text.parse()
            .map(|date| Self(Born::On(date)))
            .map_err(|_| format!("{text} is neither an age nor a date such as 2023-04-30"))
    }
}

#[derive(Debug, Clone, Copy)]
struct SchemeText(CouncilScheme);

impl FromStr for SchemeText {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once('-').and_then(|(percent, age)| {
            Some((percent.parse::<u8>().ok()?, age.parse::<u8>().ok()?))
        });
        match parts {
            Some((percent @ 0..=100, until_age)) => Ok(Self(CouncilScheme::Waives {
                percent: Percent::whole(i64::from(percent)),
                until_age,
            })),
            _ => Err(format!("{text} is not a scheme such as 100-25")),
        }
    }
}

/// An offer as NAME=HOURS@PAY.
#[derive(Debug, Clone)]
pub struct OfferText(pub Offer);

impl FromStr for OfferText {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once('=').and_then(|(name, rest)| {
            let (hours, pay) = rest.split_once('@')?;
            let hours: HoursText = hours.parse().ok()?;
            let pay: Money = pay.parse().ok()?;
            Some((name, hours, pay))
        });
        let Some((name, hours, pay)) = parts else {
            return Err(format!("{text} is not an offer such as Kitchen=24@10.85"));
        };
        Ok(Self(Offer {
            name: name.to_owned(),
            job: Some(Job::hourly(pay.0, hours.0)),
            childcare_a_month: None,
        }))
    }
}

impl Case {
    /// The household of the options; what was not said stays unknown and is asked.
    pub fn household(&self, as_at: Date) -> Result<Household, Failure> {
        let born = born(self.born, self.age).ok_or_else(|| {
            Failure::new("Say how old the person is: --born DATE or --age YEARS.")
        })?;
        let mut household = Household::of(born);
        self.change(&mut household, as_at)?;
        Ok(household)
    }

    /// Changes what was said and leaves the rest as it is.
    pub fn change(&self, household: &mut Household, as_at: Date) -> Result<(), Failure> {
        if let Some(born) = born(self.born, self.age) {
            household.claimant.born = born;
        }
        if matches!(household.claimant.born, Born::On(born) if born > as_at) {
            return Err(Failure::new("The date of birth is in the future."));
        }
        self.change_claimant(&mut household.claimant);
        if let Some(born) = born(self.partner_born, self.partner_age) {
            household.partner = Some(Person::of(born));
        }
        if let (Some(partner), Some(hours)) = (&mut household.partner, self.partner_hours) {
            partner.job = (hours.0 > 0).then(|| Job::of(Pay::LegalMinimum, hours.0));
        }
        if !self.child.is_empty() {
            household.children = self.child.iter().map(|child| Child::of(child.0)).collect();
        }
        self.change_home(&mut household.home)?;
        if let Some(savings) = self.savings {
            household.capital = Some(savings.0);
        }
        if let Some(childcare) = self.childcare {
            household.childcare_a_month = childcare.0;
        }
        if self.assessment_day.is_some() {
            household.claim.assessment_day = self.assessment_day;
        }
        Ok(())
    }

    /// Whether somebody said who the landlord is.
    pub fn says_tenure(&self) -> bool {
        self.tenure.is_some()
    }

    fn change_claimant(&self, person: &mut Person) {
        if let Some(status) = self.care_status {
            person.care = match status {
                Status::Eligible => CareStatus::Eligible,
                Status::Relevant => CareStatus::Relevant,
                Status::FormerRelevant => CareStatus::FormerRelevant,
                Status::Qualifying => CareStatus::Qualifying,
                Status::None => CareStatus::NotACareLeaver,
            };
        }
        if let Some(health) = self.health {
            person.health = match health {
                HealthText::Well => Health::Well,
                HealthText::FitNote => Health::FitNote,
                HealthText::LimitedCapability => Health::LimitedCapability,
                HealthText::ProtectedElement => Health::ProtectedElement,
                HealthText::NewElement => Health::NewElement,
            };
        }
        if self.not_studying {
            person.learning = Learning::None;
        }
        if self.may_claim {
            person.immigration = Immigration::MayClaim;
        }
        if let Some(hours) = self.hours {
            person.job = (hours.0 > 0).then(|| Job::of(Pay::LegalMinimum, hours.0));
        }
        let Some(job) = &mut person.job else {
            return;
        };
        if let Some(pay) = self.pay {
            job.pay = Pay::Hourly(pay.0);
        }
        if let Some(started) = self.apprentice_since {
            job.apprenticeship = Some(Apprenticeship {
                started_on: Some(started),
                is_first_year: None,
            });
        }
        if let Some(travel) = self.travel {
            job.costs.travel_a_week = travel.0;
        }
    }

    fn change_home(&self, home: &mut Home) -> Result<(), Failure> {
        if let Some(name) = &self.area {
            home.area = Some(Area::named(name).ok_or_else(|| {
                Failure::new(format!(
                    "There is no rental market area {name}. Write it as in the Local Housing Allowance tables, such as north-clwyd."
                ))
            })?);
        }
        if let Some(tenure) = self.tenure {
            home.tenure = match tenure {
                TenureText::Private => Tenure::Private,
                TenureText::Social => Tenure::Social,
                TenureText::Supported => Tenure::Supported,
                TenureText::NoRent => Tenure::NoRent,
            };
        }
        if let Some(rent) = self.rent {
            home.rent_a_month = rent.0;
        }
        if let Some(nation) = self.nation {
            home.nation = match nation {
                NationText::England => Nation::England,
                NationText::Scotland => Nation::Scotland,
                NationText::Wales => Nation::Wales,
            };
        }
        home.is_in_london |= self.london;
        home.bedrooms = self.bedrooms.or(home.bedrooms);
        home.other_adults = self.other_adults.or(home.other_adults);
        if let Some(bill) = self.council_tax {
            home.council_tax.a_year = Some(bill.0);
        }
        if let Some(scheme) = self.council_tax_scheme {
            home.council_tax.scheme = scheme.0;
        }
        Ok(())
    }
}

fn born(date: Option<Date>, age: Option<u8>) -> Option<Born> {
    date.map(Born::On).or(age.map(Born::Years))
}
