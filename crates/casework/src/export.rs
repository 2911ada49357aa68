//! Care leavers as other systems and inspectors ask for them: Ofsted's Annex A List 9, and the Standard Safeguarding Dataset.

mod list_nine;
mod safeguarding_dataset;

use jiff::{Timestamp, civil::Date};
use leaving_care::{
    accommodation::{AccommodationCode, accommodation_on},
    activity::{ActivityCode, main_activity_on},
    allocation::WorkerRole,
    authority::Nation,
    calendar::{LeapDayBirthday, add_months, age_years},
    eligibility::{Category, category_on},
    facts::PersonFacts,
    in_touch::{InTouchCode, in_touch_on},
    person::ClientGroup,
    spell::Spell,
    spell_value::{AllocationDetails, SpellValue},
};

pub use list_nine::list_nine;
pub use safeguarding_dataset::{ssd_care_leavers, ssd_person};

use crate::{
    actor::Actor,
    error::{Error, Result},
    import::plan_reviewed_on,
    measure::nation_of,
    office::Office,
    permission::Action,
    statutory_return::records::{self, Case},
};

/// A list to be written as a file: its name, the headings, and the rows under them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    pub name: &'static str,
    pub columns: Vec<&'static str>,
    pub rows: Vec<Vec<ListCell>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListCell {
    /// Blank when empty.
    Text(String),
    Date(Option<Date>),
    Number(i16),
}

/// A care leaver as the lists ask about them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CareLeaver {
    /// The council's own number, or where there is none what the return calls them.
    pub id: String,
    pub unique_pupil_number: String,
    /// Empty where the role may not read names.
    pub given_name: String,
    pub family_name: String,
    /// "1" male, "2" female; empty when not known.
    pub sex: String,
    pub ethnicity: String,
    pub date_of_birth: Date,
    pub age_years: i16,
    pub was_unaccompanied: bool,
    /// Whether a disability is recorded. That none is recorded does not say that there is none.
    pub is_disabled: bool,
    pub category: Category,
    pub plan_reviewed_on: Option<Date>,
    pub in_touch: Option<InTouchCode>,
    pub latest_contact_on: Option<Date>,
    pub accommodation: Option<AccommodationCode>,
    pub activity: Option<ActivityCode>,
    pub personal_adviser: String,
    pub social_worker: String,
    pub team: String,
}

/// The care leavers of the actor's authority today, those still in care who are eligible included, in the order of their numbers. Whoever
/// died or returned home is there for a year.
pub async fn care_leavers(actor: &Actor, office: &Office) -> Result<Vec<CareLeaver>> {
    actor.must(Action::ExportPeople, &actor.authority)?;
    actor.must(Action::ReadPeople, &actor.authority)?;
    if nation_of(&actor.authority) != Nation::England {
        return Err(Error::Refused(
            "These lists are made by English authorities only.".into(),
        ));
    }
    let today = actor.moment.today;
    let all = (Date::MIN, today);
    let records = records::read(office, &actor.authority, all, Timestamp::MAX).await?;
    let may_read_names = actor.may(Action::ReadNames);
    let found: Vec<CareLeaver> = records
        .cases
        .into_iter()
        .filter_map(|case| care_leaver(case, today, may_read_names))
        .collect();
    let detail = format!("{} exported", found.len());
    office
        .note(actor, "export.care_leavers", None, detail)
        .await?;
    Ok(found)
}

fn care_leaver(case: Case, today: Date, may_read_names: bool) -> Option<CareLeaver> {
    let in_touch = in_touch_on(&case.facts.in_touch, today);
    let a_year_ago = add_months(today, -12);
    if in_touch
        .is_some_and(|spell| spell.value.code.is_outside_cohort() && spell.starts_on < a_year_ago)
    {
        return None;
    }
    let facts = PersonFacts {
        in_touch: Vec::new(),
        ..case.facts.clone()
    };
    let (category, _) = category_on(&facts, Nation::England, today, LeapDayBirthday::default());
    let worker = |role| worker(&case, role, today);
    let (adviser, social_worker) = (
        worker(WorkerRole::PersonalAdviser),
        worker(WorkerRole::SocialWorker),
    );
    let team = [adviser, social_worker]
        .into_iter()
        .flatten()
        .map(|details| details.team.clone())
        .find(|team| !team.is_empty());
    let name = |worker: Option<&AllocationDetails>| {
        worker.map_or_else(String::new, |details| details.worker_name.clone())
    };
    let named = |name: &String| {
        if may_read_names {
            name.clone()
        } else {
            String::new()
        }
    };
    let disabilities = [
        ClientGroup::LearningDisability,
        ClientGroup::PhysicalDisability,
        ClientGroup::SensoryImpairment,
    ];
    Some(CareLeaver {
        category: category?,
        age_years: age_years(case.born(), today, LeapDayBirthday::default()),
        is_disabled: case
            .details
            .client_groups
            .iter()
            .any(|group| disabilities.contains(group)),
        plan_reviewed_on: plan_reviewed(&case, today),
        in_touch: in_touch.map(|spell| spell.value.code),
        latest_contact_on: case.took_part_on.last().copied(),
        accommodation: accommodation_on(&case.facts.accommodations, today)
            .map(|spell| spell.value.code),
        activity: main_activity_on(&case.facts.activities, today).map(|spell| spell.value.code),
        personal_adviser: name(adviser),
        social_worker: name(social_worker),
        team: team.unwrap_or_default(),
        given_name: named(&case.details.given_name),
        family_name: named(&case.details.family_name),
        sex: case.details.sex.clone(),
        ethnicity: case.details.ethnicity.clone(),
        date_of_birth: case.born(),
        was_unaccompanied: case.details.was_unaccompanied,
        id: if case.local_id.is_empty() {
            case.child
        } else {
            case.local_id
        },
        unique_pupil_number: case.unique_pupil_number,
    })
}

/// The worker in a role on a day: the one allocated last.
fn worker(case: &Case, role: WorkerRole, day: Date) -> Option<&AllocationDetails> {
    case.spells
        .iter()
        .filter(|record| Spell::new((), record.starts_on, record.ends_on).holds_on(day))
        .filter_map(|record| match &record.value {
            SpellValue::Allocation(details) if details.allocation.role == role => {
                Some((record.starts_on, details))
            }
            _ => None,
        })
        .max_by_key(|(since, _)| *since)
        .map(|(_, details)| details)
}

/// The day on which the pathway plan was reviewed, as far as an imported list told it: plans themselves are not recorded here yet.
fn plan_reviewed(case: &Case, today: Date) -> Option<Date> {
    case.spells
        .iter()
        .filter(|record| Spell::new((), record.starts_on, record.ends_on).holds_on(today))
        .filter_map(|record| match &record.value {
            SpellValue::ReportedCareLeaver(details) => plan_reviewed_on(&details.note),
            _ => None,
        })
        .max()
}
