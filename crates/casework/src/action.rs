//! Actions: what was promised to a young person, and saying what came of it.

mod owed;

use leaving_care::{
    action::{Action as Promised, CameOfIt},
    pathway_plan::Promise,
};
use store::action::ActionRecord;
use uuid::Uuid;

use crate::{
    actor::Actor,
    error::{Error, Problem, Result, without_nul},
    office::{Office, event},
    permission::Action,
    person::{View, find_own},
};

pub(crate) use owed::of_actor;
pub use owed::{OwedPromise, OwedPromises, owed};

/// An action about a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonAction {
    pub id: Uuid,
    /// The version that stands: whoever changes it says which one they saw.
    pub version: Uuid,
    pub action: Promised,
    pub recorded_by: String,
}

impl From<ActionRecord> for PersonAction {
    fn from(record: ActionRecord) -> Self {
        Self {
            id: record.action_id,
            version: record.id,
            action: record.action,
            recorded_by: record.by,
        }
    }
}

const LONGEST_NOTE: usize = 2_000;

/// What was promised to a person, by day, as it was known at the moment of the view.
pub async fn of_person(
    actor: &Actor,
    office: &Office,
    person: Uuid,
    view: View,
) -> Result<Vec<PersonAction>> {
    actor.must(Action::ReadPlans, &actor.authority)?;
    find_own(actor, office, person, view).await?;
    let records = store::action::of_person(&office.db, person, view.known_at).await?;
    let shown = format!("{} shown", records.len());
    office
        .note(actor, "action.list", Some(person), shown)
        .await?;
    Ok(records.into_iter().map(PersonAction::from).collect())
}

/// Says what came of an action, today: for those who write plans, and for the worker whose promise it is. `based_on` is the version that
/// the actor saw: if somebody has said something else since, nothing is written. Gives the person.
pub async fn say_what_came_of_it(
    actor: &Actor,
    office: &Office,
    action: Uuid,
    based_on: Uuid,
    came_of_it: CameOfIt,
) -> Result<Uuid> {
    let record = store::action::find(&office.db, action)
        .await?
        .filter(|record| record.authority == actor.authority);
    let is_theirs = match &record {
        Some(record) => owed::falls_to_actor(actor, office, record).await?,
        None => false,
    };
    if !is_theirs {
        actor.must(Action::WritePlans, &actor.authority)?;
    }
    let record = record.ok_or(Error::NotFound("action"))?;
    let person = record.person.ok_or(Error::NotFound("action"))?;
    let today = View {
        as_at: actor.moment.today,
        known_at: None,
    };
    match find_own(actor, office, person, today).await {
        Ok(_) => {}
        Err(Error::NotFound(_)) => return Err(Error::NotFound("action")),
        Err(other) => return Err(other),
    }
    let mut problems = Vec::new();
    if came_of_it.on > actor.moment.today {
        problems.push(Problem::new(
            "on",
            "This can be said once it has happened. Choose today or an earlier day.",
        ));
    }
    if came_of_it.note.chars().count() > LONGEST_NOTE {
        problems.push(Problem::new(
            "note",
            format!("Write up to {LONGEST_NOTE} characters."),
        ));
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let id = Uuid::now_v7();
    let changed = ActionRecord {
        id,
        action: Promised {
            came_of_it: Some(CameOfIt {
                note: without_nul(came_of_it.note.trim()),
                ..came_of_it
            }),
            ..record.action
        },
        at: actor.moment.now,
        by: actor.name.clone(),
        superseded: None,
        ..record
    };
    let mut tx = office.db.begin().await?;
    let by = (actor.moment.now, actor.name.as_str());
    if !store::action::supersede(&mut tx, based_on, Some(id), "", by).await?
        || !store::action::insert_many(&mut tx, &[changed]).await?
    {
        return Err(Error::Conflict);
    }
    let noted = event(actor, "action.outcome", Some(person), action.to_string());
    store::audit::insert_many(&mut tx, &[noted]).await?;
    tx.commit().await?;
    Ok(person)
}

/// The promises of a plan as they stand; none without a plan.
pub(crate) fn promises_of(actions: &[ActionRecord], plan: Option<Uuid>) -> Vec<Promise> {
    actions
        .iter()
        .filter(|record| plan == Some(record.action.because.id()))
        .map(|record| Promise {
            id: record.action_id,
            what: record.action.what.clone(),
            is_answered: record.action.came_of_it.is_some(),
            is_over: record.action.is_over(),
        })
        .collect()
}
