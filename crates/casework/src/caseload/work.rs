//! What is due for whom, as the board, calendars and reminders count it. The duties themselves are worked out in `duty`.

use std::collections::HashSet;

use jiff::{ToSpan, civil::Date};
use leaving_care::{
    allocation::{WorkerRole, worker_on},
    duty::{OwedBy, State},
};
use uuid::Uuid;

use super::living;
use crate::{
    actor::Actor,
    cover,
    duty::{PersonDuty, everybodys},
    error::Result,
    office::Office,
    person::View,
};

/// A duty that somebody of the council could still do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Work {
    pub person: Uuid,
    /// The same for this one time of this duty, however it stands.
    pub key: String,
    /// The duty with its protocol: "statutory_england/health_review".
    pub duty: String,
    pub title: String,
    pub opens_on: Date,
    pub due_on: Date,
    pub late_after: Date,
    pub state: State,
}

/// How much there is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Counts {
    pub overdue: usize,
    pub due_this_week: usize,
}

impl Work {
    /// Whether it can still be done in time, and that ends within seven days.
    pub fn is_due_within_a_week(&self, today: Date) -> bool {
        matches!(self.state, State::Due | State::Upcoming)
            && self.due_on <= today.saturating_add(7.days())
    }
}

/// What the council owes everybody who is alive. What only the Jobcentre owes is not the team's work; what waits for something else or
/// was put off is nobody's today.
pub(crate) async fn of_authority(actor: &Actor, office: &Office) -> Result<Vec<Work>> {
    let facts = office.facts(&actor.authority, None).await?;
    let people: HashSet<Uuid> = living(&facts, actor).map(|person| person.person).collect();
    of(actor, office, &people).await
}

/// The same for the actor's own young people and those whom they cover.
pub(crate) async fn of_actor(actor: &Actor, office: &Office) -> Result<Vec<Work>> {
    let Some(worker) = actor.worker else {
        return Ok(Vec::new());
    };
    let today = actor.moment.today;
    let seen = cover::workers_seen(office, worker, today).await?;
    let facts = office.facts(&actor.authority, None).await?;
    let people: HashSet<Uuid> = living(&facts, actor)
        .filter(|person| {
            WorkerRole::ALL.into_iter().any(|role| {
                worker_on(&person.allocations, role, today)
                    .is_some_and(|spell| seen.contains(&spell.value.worker))
            })
        })
        .map(|person| person.person)
        .collect();
    of(actor, office, &people).await
}

/// How much a worker has to do themselves; without young people of their own, how much the team has.
pub(crate) async fn counts_for(actor: &Actor, office: &Office) -> Result<Counts> {
    let work = if actor.worker.is_some() {
        of_actor(actor, office).await?
    } else {
        of_authority(actor, office).await?
    };
    let today = actor.moment.today;
    Ok(Counts {
        overdue: work
            .iter()
            .filter(|due| due.state == State::Overdue)
            .count(),
        due_this_week: work
            .iter()
            .filter(|due| due.is_due_within_a_week(today))
            .count(),
    })
}

async fn of(actor: &Actor, office: &Office, people: &HashSet<Uuid>) -> Result<Vec<Work>> {
    let view = View {
        as_at: actor.moment.today,
        known_at: None,
    };
    let duties = everybodys(office, &actor.authority, view).await?;
    Ok(duties
        .iter()
        .filter(|duty| people.contains(&duty.person) && is_work(duty))
        .map(|duty| Work {
            person: duty.person,
            key: duty.key.clone(),
            duty: duty.name(),
            title: duty.definition.title.clone(),
            opens_on: duty.opens_on,
            due_on: duty.due_on,
            late_after: duty.late_after,
            state: duty.state,
        })
        .collect())
}

fn is_work(duty: &PersonDuty) -> bool {
    duty.definition.owed_by != OwedBy::Jobcentre
        && matches!(duty.state, State::Overdue | State::Due | State::Upcoming)
}
