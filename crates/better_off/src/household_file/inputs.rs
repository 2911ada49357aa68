//! One line of a household file, and the household that it makes.

use std::fmt;

use serde::{Deserialize, Deserializer, de};

use crate::{
    age::Born,
    area::Area,
    household::{
        CareStatus, Child, Health, Home, Household, Immigration, Learning, Nation, Person, Tenure,
    },
    money::Pence,
    work::{Apprenticeship, Job, Pay},
};

#[derive(Debug, Deserialize)]
pub(super) struct Case {
    pub id: serde_json::Value,
    pub inputs: Inputs,
}

#[derive(Debug, Deserialize)]
pub(super) struct Inputs {
    age: u8,
    #[serde(default)]
    partner_age: Option<u8>,
    #[serde(default)]
    child_ages: Vec<u8>,
    tenure: TenureCode,
    #[serde(default)]
    rent_pcm: Pounds,
    #[serde(default)]
    brma: Option<Market>,
    region: Region,
    #[serde(default)]
    hours: Hours,
    #[serde(default)]
    partner_hours: Hours,
    #[serde(default)]
    wage_basis: WageBasis,
    #[serde(default)]
    lcwra: Lcwra,
    #[serde(default)]
    childcare_pcm: Pounds,
    #[serde(default)]
    savings: Pounds,
    care_leaver: bool,
    #[serde(default)]
    gross_pa: YearlyPay,
    #[serde(default)]
    partner_gross_pa: YearlyPay,
}

#[derive(Debug, Default, Deserialize)]
struct YearlyPay {
    #[serde(rename = "2025")]
    first: Option<Pounds>,
    #[serde(rename = "2026")]
    second: Option<Pounds>,
}

impl YearlyPay {
    fn of(&self, year: &str) -> Option<Pence> {
        let pounds = if year == "2025" {
            self.first
        } else {
            self.second
        };
        pounds.map(|pounds| pounds.0)
    }
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum TenureCode {
    Private,
    Social,
    Supported,
    None,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Region {
    London,
    Scotland,
    Wales,
    NorthernIreland,
    #[serde(
        alias = "NORTH_EAST",
        alias = "NORTH_WEST",
        alias = "YORKSHIRE",
        alias = "EAST_MIDLANDS",
        alias = "WEST_MIDLANDS",
        alias = "EAST_OF_ENGLAND",
        alias = "SOUTH_EAST",
        alias = "SOUTH_WEST"
    )]
    England,
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum WageBasis {
    #[default]
    AgeRate,
    Apprentice,
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Lcwra {
    #[default]
    None,
    Protected,
    New,
}

/// The rental market area: looked up as it is read, so that no name is kept.
#[derive(Debug, Clone, Copy)]
struct Market(Area);

impl<'de> Deserialize<'de> for Market {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Name;
        impl de::Visitor<'_> for Name {
            type Value = Market;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("the name of a rental market area")
            }
            fn visit_str<E: de::Error>(self, name: &str) -> Result<Market, E> {
                Area::named(name)
                    .map(Market)
                    .ok_or_else(|| E::custom(format_args!("there is no rental market area {name}")))
            }
        }
        deserializer.deserialize_str(Name)
    }
}

/// Pounds in a file become pence here, at the edge: JSON has no money.
#[derive(Debug, Clone, Copy, Default)]
struct Pounds(Pence);

/// Hours in a file become minutes here.
#[derive(Debug, Clone, Copy, Default)]
struct Hours(u32);

/// The largest number that is taken for pounds or hours: above it the file is wrong.
const LARGEST: f64 = 100_000_000.0;

fn hundredths<'de, D: Deserializer<'de>>(deserializer: D, parts: f64) -> Result<i64, D::Error> {
    let number = f64::deserialize(deserializer)?;
    if !number.is_finite() || number.abs() > LARGEST {
        return Err(de::Error::custom("this number is too large"));
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "bounded above, and rounded to a whole number first"
    )]
    let whole = (number * parts).round() as i64;
    Ok(whole)
}

impl<'de> Deserialize<'de> for Pounds {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        hundredths(deserializer, 100.0).map(|pence| Self(Pence(pence)))
    }
}

impl<'de> Deserialize<'de> for Hours {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let minutes = hundredths(deserializer, 60.0)?;
        u32::try_from(minutes)
            .map(Self)
            .map_err(|_| de::Error::custom("hours cannot be below nothing"))
    }
}

impl Inputs {
    /// A private rent is paid up to the allowance of its area.
    pub fn lacks_area(&self) -> bool {
        matches!(self.tenure, TenureCode::Private) && self.brma.is_none()
    }

    /// Puts in the pay of a year. Without one it is the legal minimum.
    pub fn pay(&self, year: &str, household: &mut Household) {
        let put = |person: &mut Person, gross: Option<Pence>| {
            if let Some(job) = &mut person.job {
                job.pay = gross.map_or(Pay::LegalMinimum, Pay::Yearly);
            }
        };
        put(&mut household.claimant, self.gross_pa.of(year));
        if let Some(partner) = &mut household.partner {
            put(partner, self.partner_gross_pa.of(year));
        }
    }

    /// The household, with jobs at the legal minimum.
    pub fn household(&self) -> Household {
        let mut claimant = Self::person(self.age, self.hours);
        claimant.care = if self.care_leaver {
            CareStatus::CareLeaver
        } else {
            CareStatus::NotACareLeaver
        };
        claimant.health = match self.lcwra {
            Lcwra::None => Health::Well,
            Lcwra::Protected => Health::ProtectedElement,
            Lcwra::New => Health::NewElement,
        };
        if let (WageBasis::Apprentice, Some(job)) = (self.wage_basis, &mut claimant.job) {
            job.apprenticeship = Some(Apprenticeship {
                started_on: None,
                is_first_year: Some(true),
            });
        }
        let partner = self.partner_age.map(|age| {
            let mut partner = Self::person(age, self.partner_hours);
            partner.care = CareStatus::NotACareLeaver;
            partner.health = Health::Well;
            partner
        });
        Household {
            claimant,
            partner,
            children: self
                .child_ages
                .iter()
                .map(|age| Child::of(Born::Years(*age)))
                .collect(),
            home: self.home(),
            capital: Some(self.savings.0),
            childcare_a_month: self.childcare_pcm.0,
            ..Household::of(Born::Years(self.age))
        }
    }

    fn person(age: u8, hours: Hours) -> Person {
        let mut person = Person::of(Born::Years(age));
        person.learning = Learning::None;
        person.immigration = Immigration::MayClaim;
        person.is_carer = Some(false);
        if hours.0 > 0 {
            person.job = Some(Job::of(Pay::LegalMinimum, hours.0));
        }
        person
    }

    fn home(&self) -> Home {
        Home {
            tenure: match self.tenure {
                TenureCode::Private => Tenure::Private,
                TenureCode::Social => Tenure::Social,
                TenureCode::Supported => Tenure::Supported,
                TenureCode::None => Tenure::NoRent,
            },
            rent_a_month: self.rent_pcm.0,
            area: self.brma.map(|market| market.0),
            nation: match self.region {
                Region::Scotland => Nation::Scotland,
                Region::Wales => Nation::Wales,
                Region::NorthernIreland => Nation::NorthernIreland,
                Region::London | Region::England => Nation::England,
            },
            is_in_london: matches!(self.region, Region::London),
            other_adults: Some(0),
            ..Home::default()
        }
    }
}
