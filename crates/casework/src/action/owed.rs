//! What workers have promised and not done yet, on the list of whoever does it now: themselves, their cover, or the adviser after them.

use std::collections::{HashMap, HashSet};

use jiff::{ToSpan, civil::Date};
use leaving_care::{
    allocation::{WorkerRole, worker_on},
    duty::State,
    facts::PersonFacts,
};
use store::action::ActionRecord;
use uuid::Uuid;

use super::PersonAction;
use crate::{
    actor::Actor,
    caseload::living,
    cover,
    duty::{Whose, own_roles},
    error::Result,
    office::Office,
    permission::Action,
    person::{Who, list::shown_line_name},
};

/// What falls due within this time is shown, as for duties; what comes later can wait.
const AHEAD_DAYS: i32 = 28;

/// What workers owe from their promises.
#[derive(Debug, Clone, Default)]
pub struct OwedPromises {
    /// By day, those without one last.
    pub rows: Vec<OwedPromise>,
    /// How many are due later than the list reaches.
    pub later: usize,
}

/// A promise that a worker has still to keep.
#[derive(Debug, Clone)]
pub struct OwedPromise {
    pub promise: PersonAction,
    /// About whom.
    pub who: Who,
    pub locality: String,
}

impl OwedPromise {
    pub fn state(&self, as_at: Date) -> State {
        state(&self.promise.action, as_at)
    }
}

/// Late, or to be done. What somebody said was not kept yet is to be done still, and no longer late.
fn state(action: &leaving_care::action::Action, as_at: Date) -> State {
    if action.is_late(as_at) {
        State::Overdue
    } else {
        State::Due
    }
}

/// The actor's own promises with those that fall to them, or everybody's. Whoever promised something reads it, whatever else of plans
/// their role reads; everybody's are for those who read plans.
pub async fn owed(actor: &Actor, office: &Office, whose: Whose) -> Result<OwedPromises> {
    actor.must(Action::ReadPeople, &actor.authority)?;
    let records = match whose {
        Whose::Own => of_actor(actor, office).await?,
        Whose::Service if actor.may(Action::ReadPlans) => everybodys(actor, office).await?,
        Whose::Service => Vec::new(),
    };
    let until = actor.moment.today.saturating_add(AHEAD_DAYS.days());
    let (soon, later): (Vec<ActionRecord>, Vec<ActionRecord>) = records
        .into_iter()
        .partition(|record| record.action.due_on.is_none_or(|due_on| due_on <= until));
    let mut people: Vec<Uuid> = soon.iter().filter_map(|record| record.person).collect();
    people.sort_unstable();
    people.dedup();
    let lines: HashMap<Uuid, _> = store::person::lines(&office.db, &actor.authority, &people)
        .await?
        .into_iter()
        .map(|line| (line.person_id, line))
        .collect();
    let rows: Vec<OwedPromise> = soon
        .into_iter()
        .filter_map(|record| {
            let line = lines.get(&record.person?)?;
            Some(OwedPromise {
                who: Who {
                    id: line.person_id,
                    name: shown_line_name(actor, line),
                },
                locality: line.locality.clone(),
                promise: record.into(),
            })
        })
        .collect();
    let shown = format!("{} shown", rows.len());
    office.note(actor, "action.owed", None, shown).await?;
    Ok(OwedPromises {
        rows,
        later: later.len(),
    })
}

/// What falls to the actor today.
pub(crate) async fn of_actor(actor: &Actor, office: &Office) -> Result<Vec<ActionRecord>> {
    let Some(worker) = actor.worker else {
        return Ok(Vec::new());
    };
    let today = actor.moment.today;
    let falling = Falling::to(actor, office, worker).await?;
    let facts = office.facts(&actor.authority, None).await?;
    let people: HashMap<Uuid, &PersonFacts> = living(&facts, actor)
        .map(|person| (person.person, person.as_ref()))
        .collect();
    let owners: Vec<Uuid> = falling.seen.iter().chain(&falling.gone).copied().collect();
    let mut records =
        store::action::open_of_workers(&office.db, &actor.authority, Some(&owners)).await?;
    records.retain(|record| {
        let person = record.person.and_then(|person| people.get(&person));
        person.is_some_and(|person| falling.is_theirs(record, person, today))
    });
    Ok(records)
}

/// What every worker has still to do for those who are alive.
async fn everybodys(actor: &Actor, office: &Office) -> Result<Vec<ActionRecord>> {
    let facts = office.facts(&actor.authority, None).await?;
    let people: HashSet<Uuid> = living(&facts, actor).map(|person| person.person).collect();
    let mut records = store::action::open_of_workers(&office.db, &actor.authority, None).await?;
    records.retain(|record| record.person.is_some_and(|person| people.contains(&person)));
    Ok(records)
}

/// Whether the actor answers for a promise today: then they say what came of it, whatever else they may write in plans.
pub(super) async fn falls_to_actor(
    actor: &Actor,
    office: &Office,
    record: &ActionRecord,
) -> Result<bool> {
    let (Some(worker), Some(person)) = (actor.worker, record.person) else {
        return Ok(false);
    };
    let facts = office.facts(&actor.authority, None).await?;
    let Some(person) = living(&facts, actor).find(|facts| facts.person == person) else {
        return Ok(false);
    };
    let falling = Falling::to(actor, office, worker).await?;
    Ok(falling.is_theirs(record, person, actor.moment.today))
}

/// Whose promises fall to a worker.
struct Falling {
    /// The worker and those whom they cover.
    seen: Vec<Uuid>,
    /// Who has left and is covered by nobody.
    gone: HashSet<Uuid>,
}

impl Falling {
    async fn to(actor: &Actor, office: &Office, worker: Uuid) -> Result<Self> {
        let today = actor.moment.today;
        let seen = cover::workers_seen(office, worker, today).await?;
        let covered: HashSet<Uuid> = cover::standing(actor, office)
            .await?
            .into_iter()
            .filter(|cover| cover.is_now)
            .map(|cover| cover.worker)
            .collect();
        let gone = store::worker::who_left(&office.db, &actor.authority, today)
            .await?
            .into_iter()
            .filter(|worker| !covered.contains(worker))
            .collect();
        Ok(Self { seen, gone })
    }

    /// Their own, those of whom they cover, and those of somebody who left where they are the adviser now; where there is no adviser,
    /// where they are another worker of the young person.
    fn is_theirs(&self, record: &ActionRecord, person: &PersonFacts, today: Date) -> bool {
        let Some(owner) = record.action.owner.worker() else {
            return false;
        };
        if self.seen.contains(&owner) {
            return true;
        }
        self.gone.contains(&owner)
            && own_roles(&self.seen, person, today).is_some_and(|roles| {
                roles.contains(&WorkerRole::PersonalAdviser)
                    || worker_on(&person.allocations, WorkerRole::PersonalAdviser, today).is_none()
            })
    }
}
