//! What is due for whom, as the board, calendars and reminders count it. The duties themselves are worked out in `duty`.

use std::collections::HashSet;

use jiff::{ToSpan, civil::Date};
use leaving_care::duty::{OwedBy, State};
use store::action::ActionRecord;
use uuid::Uuid;

use super::living;
use crate::{
    actor::Actor,
    cover,
    duty::{PersonDuty, everybodys, falls_to, own_roles},
    error::Result,
    office::Office,
    person::View,
};

/// A duty, or a promise in a plan, that somebody of the council could still do.
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
    /// Whether it is to be done within seven days and is not late: as My work counts it.
    pub fn is_due_within_a_week(&self, today: Date) -> bool {
        self.state == State::Due && self.due_on <= today.saturating_add(7.days())
    }
}

/// What the council owes everybody who is alive. What only the Jobcentre owes is not the team's work; what waits for something else or
/// was put off is nobody's today.
pub(crate) async fn of_authority(actor: &Actor, office: &Office) -> Result<Vec<Work>> {
    let facts = office.facts(&actor.authority, None).await?;
    let people: HashSet<Uuid> = living(&facts, actor).map(|person| person.person).collect();
    let duties = everybodys(office, &actor.authority, today(actor)).await?;
    Ok(duties
        .iter()
        .filter(|duty| people.contains(&duty.person))
        .filter_map(as_work)
        .collect())
}

/// What falls to the actor for their own young people and those whom they cover: the same as on My work.
pub(crate) async fn of_actor(actor: &Actor, office: &Office) -> Result<Vec<Work>> {
    let Some(worker) = actor.worker else {
        return Ok(Vec::new());
    };
    let day = actor.moment.today;
    let seen = cover::workers_seen(office, worker, day).await?;
    let facts = office.facts(&actor.authority, None).await?;
    let duties = everybodys(office, &actor.authority, today(actor)).await?;
    let mut work = Vec::new();
    for person in living(&facts, actor) {
        if let Some(roles) = own_roles(&seen, person, day) {
            let own = duties.of(person.person).iter();
            work.extend(
                own.filter(|duty| falls_to(duty, &roles, person, day))
                    .filter_map(as_work),
            );
        }
    }
    let promises = crate::action::of_actor(actor, office).await?;
    work.extend(
        promises
            .iter()
            .filter_map(|promise| as_promise(promise, day)),
    );
    Ok(work)
}

/// `None` for a promise without a day. Its words are not there: they may say what nobody else should read.
fn as_promise(record: &ActionRecord, today: Date) -> Option<Work> {
    let due_on = record.action.due_on?;
    Some(Work {
        person: record.person?,
        key: format!("promise/{}", record.action_id),
        duty: "promise".to_owned(),
        title: "Promise in a plan".to_owned(),
        opens_on: due_on.min(today),
        due_on,
        late_after: due_on,
        state: if record.action.is_late(today) {
            State::Overdue
        } else {
            State::Due
        },
    })
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

fn today(actor: &Actor) -> View {
    View {
        as_at: actor.moment.today,
        known_at: None,
    }
}

/// `None` for what is nobody's work today.
fn as_work(duty: &PersonDuty) -> Option<Work> {
    let is_work = duty.definition.owed_by != OwedBy::Jobcentre
        && matches!(duty.state, State::Overdue | State::Due | State::Upcoming);
    is_work.then(|| Work {
        person: duty.person,
        key: duty.key(),
        duty: duty.name(),
        title: duty.definition.title.clone(),
        opens_on: duty.opens_on,
        due_on: duty.due_on,
        late_after: duty.late_after,
        state: duty.state,
    })
}
