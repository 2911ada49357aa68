//! The form filled in from a person's record: each fact with where it comes from, and nothing guessed that the record does not say.

use better_off::{
    Apprenticeship, Area, Born, CareStatus, Health, Household, Job, Learning, Nation, Pay, Pence,
    Tenure,
};
use jiff::civil::Date;
use leaving_care::{
    accommodation::{AccommodationKind, accommodation_on},
    activity::{ActivityCode, main_activity_on},
    calendar::{LeapDayBirthday, birthday_on},
    eligibility::{Category, category_on, eligibility},
    facts::PersonFacts,
    spell_value::{ActivityDetails, SpellValue},
};
use serde::Serialize;
use store::better_off::RunRecord;
use uuid::Uuid;

use super::{
    case::{Case, Start},
    run,
};
use crate::{
    actor::Actor,
    error::Result,
    measure::nation_of,
    office::Office,
    permission::Action,
    person::{self, View},
};

/// A case as far as the record knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    pub name: String,
    pub case: Case,
    /// Whether the record, or an earlier run, says who the landlord is.
    pub knows_tenure: bool,
    pub sources: Sources,
}

/// Where each answer comes from, a sentence each; empty where the record says nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Sources {
    pub born: String,
    pub care: String,
    pub home: String,
    pub children: String,
    pub health: String,
    pub learning: String,
    pub work: String,
    pub nation: String,
    /// What was taken from the last run that was kept.
    pub last_run: String,
}

/// Fills in what the record of a person says of a day; rent, area and other choices come from the last run that was kept.
pub async fn fill_in(actor: &Actor, office: &Office, person: Uuid, as_at: Date) -> Result<Filled> {
    actor.must(Action::WorkOutBetterOff, &actor.authority)?;
    actor.must(Action::ReadPeople, &actor.authority)?;
    let filled = filled(actor, office, person, as_at).await?;
    office
        .note(actor, "better_off.fill_in", Some(person), "")
        .await?;
    Ok(filled)
}

/// The same for the young person themselves, today.
pub async fn fill_in_own(actor: &Actor, office: &Office) -> Result<Filled> {
    let person = actor.own(Action::WorkOutOwnBetterOff)?;
    let filled = filled(actor, office, person, actor.moment.today).await?;
    office
        .note(actor, "better_off.own_fill_in", Some(person), "")
        .await?;
    Ok(filled)
}

async fn filled(actor: &Actor, office: &Office, person: Uuid, as_at: Date) -> Result<Filled> {
    let view = View {
        as_at,
        known_at: None,
    };
    let version = person::find_own(actor, office, person, view).await?;
    let spells = store::spell::of_person(&office.db, person, None).await?;
    let facts = person::facts_of(person, version.details.date_of_birth, &spells);
    let activity = main_activity_on(&facts.activities, as_at).and_then(|spell| {
        let details = spells.iter().find_map(|record| match &record.value {
            SpellValue::Activity(details)
                if record.starts_on == spell.starts_on && details.code == spell.value.code =>
            {
                Some(details.clone())
            }
            _ => None,
        })?;
        Some((details, spell.starts_on))
    });
    let nation = nation_of(&version.authority);
    let eligibility = eligibility(&facts, nation, as_at, LeapDayBirthday::default());
    let known = Known {
        authority: &version.authority,
        facts: &facts,
        as_at,
        category: eligibility.category,
        because: eligibility
            .because
            .iter()
            .map(leaving_care::eligibility::Reason::sentence)
            .collect(),
        home: accommodation_on(&facts.accommodations, as_at)
            .map(|spell| (spell.value.code.kind, spell.starts_on)),
        activity,
    };
    let mut filled = known.filled(person::shown_name(actor, &version));
    let last = store::better_off::of_person(&office.db, person, 1).await?;
    if let Some(last) = last.first() {
        take_choices_from(&mut filled, last);
    }
    Ok(filled)
}

/// The areas of the runs that were kept here, the latest first: an authority lies in a few only.
pub async fn areas_used(actor: &Actor, office: &Office) -> Result<Vec<Area>> {
    actor.must(Action::WorkOutBetterOff, &actor.authority)?;
    let runs = store::better_off::latest(&office.db, &actor.authority, 200).await?;
    let mut areas = Vec::new();
    for area in runs
        .iter()
        .filter_map(|run| run::case_of(run).ok())
        .filter_map(|case| case.household.home.area)
    {
        if !areas.contains(&area) {
            areas.push(area);
        }
    }
    Ok(areas)
}

/// Choices that no record holds are those of the last run: rent, area, savings, the claim. Facts of the record stay as they are today.
fn take_choices_from(filled: &mut Filled, last: &RunRecord) {
    let Ok(before) = run::case_of(last) else {
        return;
    };
    let was = before.household;
    let household = &mut filled.case.household;
    if !filled.knows_tenure || household.home.tenure == was.home.tenure {
        household.home.tenure = was.home.tenure;
        household.home.rent_a_month = was.home.rent_a_month;
        household.home.bedrooms = was.home.bedrooms;
        household.home.other_adults = was.home.other_adults;
        filled.knows_tenure = true;
    }
    household.home.area = was.home.area;
    household.home.council_tax = was.home.council_tax;
    household.partner = was.partner;
    household.children = was.children;
    household.capital = was.capital;
    household.childcare_a_month = was.childcare_a_month;
    household.other_income = was.other_income;
    household.claim = was.claim;
    let claimant = &mut household.claimant;
    claimant.immigration = was.claimant.immigration;
    claimant.is_carer = was.claimant.is_carer;
    claimant.has_parental_support = was.claimant.has_parental_support;
    claimant.pip = was.claimant.pip;
    if claimant.health == Health::Unknown {
        claimant.health = was.claimant.health;
    }
    filled.sources.last_run = format!(
        "Rent, area, savings and the claim are as {} entered them on {}. Check that they still hold.",
        last.made_by,
        day(last.as_at)
    );
}

/// What the record says of a person on a day.
struct Known<'a> {
    authority: &'a str,
    facts: &'a PersonFacts,
    as_at: Date,
    category: Option<Category>,
    because: Vec<String>,
    home: Option<(AccommodationKind, Date)>,
    activity: Option<(ActivityDetails, Date)>,
}

impl Known<'_> {
    fn filled(&self, name: String) -> Filled {
        let mut household = Household::of(Born::On(self.facts.date_of_birth));
        let mut sources = Sources {
            born: format!("From the record: born {}.", day(self.facts.date_of_birth)),
            children: self.children(),
            health: self.health(),
            ..Sources::default()
        };
        (household.claimant.care, sources.care) = self.care();
        let (tenure, home) = self.tenure();
        household.home.tenure = tenure.unwrap_or(Tenure::NoRent);
        sources.home = home;
        household.home.nation = match nation_of(self.authority) {
            leaving_care::authority::Nation::England => Nation::England,
            leaving_care::authority::Nation::Wales => Nation::Wales,
        };
        // E09 is how the codes of the London boroughs begin.
        household.home.is_in_london = self.authority.starts_with("E09");
        "From the council whose record this is.".clone_into(&mut sources.nation);
        (household.claimant.learning, sources.learning) = self.learning();
        (household.claimant.job, sources.work) = self.job();
        Filled {
            name,
            case: Case {
                as_at: self.as_at,
                household,
                offers: Vec::new(),
                start: Start::default(),
            },
            knows_tenure: tenure.is_some(),
            sources,
        }
    }

    /// UC Regs 2013 reg 8(4) and Sch 4 para 29(2) ask about the time before 18, so that is what is looked at where no category holds today.
    fn care(&self) -> (CareStatus, String) {
        let reasons = self.because.join(" ");
        let said =
            |label: &str| format!("From the time in care that is recorded: {label}. {reasons}");
        match self.category {
            Some(Category::Eligible | Category::Category1) => {
                (CareStatus::Eligible, said("still looked after"))
            }
            Some(Category::Relevant | Category::Category2) => {
                (CareStatus::Relevant, said("left care at 16 or 17"))
            }
            Some(Category::FormerRelevant | Category::Category3 | Category::Category4) => {
                (CareStatus::FormerRelevant, said("left care"))
            }
            Some(Category::Qualifying | Category::Category5 | Category::Category6) => (
                CareStatus::Qualifying,
                said("not looked after long enough for the special rules"),
            ),
            None => self.care_before_eighteen(&reasons),
        }
    }

    fn care_before_eighteen(&self, reasons: &str) -> (CareStatus, String) {
        let nation = nation_of(self.authority);
        let leap_day = LeapDayBirthday::default();
        let eighteenth = birthday_on(self.facts.date_of_birth, 18, leap_day);
        let before = eighteenth
            .yesterday()
            .ok()
            .filter(|before| *before < self.as_at)
            .and_then(|before| category_on(self.facts, nation, before, leap_day).0);
        match before {
            Some(
                Category::Eligible | Category::Relevant | Category::Category1 | Category::Category2,
            ) => (
                CareStatus::CareLeaver,
                format!(
                    "From the record: a care leaver on the day before turning 18, {}. {reasons}",
                    day(eighteenth)
                ),
            ),
            _ if self.facts.placements.is_empty() => (
                CareStatus::Unknown,
                "The record holds no time in care. Choose what is known.".to_owned(),
            ),
            _ => (
                CareStatus::NotACareLeaver,
                format!("From the time in care that is recorded. {reasons}"),
            ),
        }
    }

    fn tenure(&self) -> (Option<Tenure>, String) {
        let Some((kind, since)) = self.home else {
            return (
                None,
                "The record says nothing of a home today. Choose.".to_owned(),
            );
        };
        let tenure = match kind {
            AccommodationKind::B | AccommodationKind::C | AccommodationKind::X => {
                Some(Tenure::NoRent)
            }
            AccommodationKind::D | AccommodationKind::E | AccommodationKind::T => {
                Some(Tenure::Supported)
            }
            AccommodationKind::K => Some(Tenure::Private),
            _ => None,
        };
        let said = format!(
            "From the record: {}, since {}.",
            kind.label().to_lowercase(),
            day(since)
        );
        match tenure {
            Some(_) => (tenure, said),
            None => (
                None,
                format!("{said} It does not say who the landlord is: choose."),
            ),
        }
    }

    fn children(&self) -> String {
        let expects = self
            .activity
            .as_ref()
            .is_some_and(|(details, _)| details.code == ActivityCode::G6);
        if expects {
            "The record says: pregnancy or parenting. It does not name the children: enter them."
                .to_owned()
        } else {
            "The record does not say. Enter the children who live with them.".to_owned()
        }
    }

    fn health(&self) -> String {
        match &self.activity {
            Some((details, since)) if details.code == ActivityCode::G4 => format!(
                "The record says: illness or disability, since {}. It does not say what was decided about work: choose.",
                day(*since)
            ),
            _ => "The record does not say what was decided about health and work.".to_owned(),
        }
    }

    fn learning(&self) -> (Learning, String) {
        let Some((details, since)) = &self.activity else {
            return (
                Learning::Unknown,
                "The record says nothing for today.".to_owned(),
            );
        };
        let learning = match details.code {
            ActivityCode::F1 => Learning::AdvancedFullTime,
            ActivityCode::F2 => Learning::NonAdvanced {
                hours_a_week: details.hours_a_week,
                started_on: Some(*since),
                has_maintenance: false,
            },
            ActivityCode::P1 | ActivityCode::P2 => Learning::PartTime,
            ActivityCode::NotKnown | ActivityCode::F3 | ActivityCode::P3 => Learning::Unknown,
            ActivityCode::F4
            | ActivityCode::P4
            | ActivityCode::F5
            | ActivityCode::P5
            | ActivityCode::G4
            | ActivityCode::G5
            | ActivityCode::G6 => Learning::None,
        };
        (learning, said_activity(details, *since))
    }

    fn job(&self) -> (Option<Job>, String) {
        let Some((details, since)) = &self.activity else {
            return (None, "The record says nothing for today.".to_owned());
        };
        let is_apprentice = matches!(details.code, ActivityCode::F4 | ActivityCode::P4);
        let may_work = is_apprentice
            || matches!(
                details.code,
                ActivityCode::F3 | ActivityCode::P3 | ActivityCode::F5 | ActivityCode::P5
            );
        if !may_work {
            return (
                None,
                format!("{} No job is recorded.", said_activity(details, *since)),
            );
        }
        let mut said = said_activity(details, *since);
        let Some(hours) = details.hours_a_week else {
            return (
                None,
                format!("{said} The hours are not recorded: enter them if it is paid work."),
            );
        };
        let pay = if let Some(pence) = details.wage_pence_an_hour {
            Pay::Hourly(Pence(i64::from(pence)))
        } else {
            said.push_str(" The pay is not recorded: taken as the lowest legal pay.");
            Pay::LegalMinimum
        };
        let mut job = Job::of(pay, u32::from(hours) * 60);
        job.apprenticeship = is_apprentice.then_some(Apprenticeship {
            started_on: Some(*since),
            is_first_year: None,
        });
        (Some(job), said)
    }
}

fn said_activity(details: &ActivityDetails, since: Date) -> String {
    format!(
        "From the record: {}, since {}.",
        details.code.label().to_lowercase(),
        day(since)
    )
}

fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

#[cfg(test)]
mod tests;
