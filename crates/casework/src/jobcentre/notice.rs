//! What an adviser must know at once: the first appointment missed in a claim, until it is recorded that they know.

use std::collections::HashSet;

use jiff::{Timestamp, civil::Date};
use leaving_care::{allocation::WorkerRole, facts::PersonFacts};
use uuid::Uuid;

use super::ledger_of;
use crate::{
    actor::Actor,
    error::Result,
    office::Office,
    permission::Action,
    person::{View, Who, open::shown_name},
};

/// A first missed appointment of which nobody has recorded yet that the adviser knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The step with which it was recorded: a reminder about it is sent once.
    pub id: Uuid,
    pub person: Uuid,
    pub appointment: Uuid,
    pub missed_on: Date,
    pub recorded_at: Timestamp,
    pub recorded_by: String,
}

/// The notices of the actor's own young people, newest first, each with the name to show.
pub async fn notices(actor: &Actor, office: &Office) -> Result<Vec<(Notice, Who)>> {
    let Some(worker) = actor.worker.filter(|_| actor.may(Action::ReadContacts)) else {
        return Ok(Vec::new());
    };
    let mut own = Vec::new();
    for (notice, workers) in
        notices_of_authority(office, &actor.authority, actor.moment.today).await?
    {
        if !workers.contains(&worker) {
            continue;
        }
        let view = View {
            as_at: actor.moment.today,
            known_at: None,
        };
        let known = crate::person::open::find_own(actor, office, notice.person, view).await?;
        let who = Who {
            id: notice.person,
            name: shown_name(actor, &known),
        };
        own.push((notice, who));
    }
    if !own.is_empty() {
        office
            .note(
                actor,
                "jobcentre.notices",
                None,
                format!("{} shown", own.len()),
            )
            .await?;
    }
    Ok(own)
}

/// Every notice of an authority, newest first, each with the workers whom it is for: for reminders, which name nobody.
pub async fn notices_of_authority(
    office: &Office,
    authority: &str,
    today: Date,
) -> Result<Vec<(Notice, Vec<Uuid>)>> {
    let untold = store::jobcentre_step::missed_untold(&office.db, authority).await?;
    if untold.is_empty() {
        return Ok(Vec::new());
    }
    let facts = office.facts(authority, None).await?;
    let mut notices = Vec::new();
    for record in untold {
        let steps =
            store::jobcentre_step::of_person(&office.db, record.person, today, None).await?;
        let ledger = ledger_of(&steps);
        let is_first = ledger
            .appointment(record.taken.about)
            .is_some_and(|appointment| ledger.is_first_missed(appointment));
        if !is_first {
            continue;
        }
        let workers = facts
            .people
            .binary_search_by_key(&record.person, |person| person.person)
            .ok()
            .and_then(|index| facts.people.get(index))
            .map(|person| workers_of(person, today))
            .unwrap_or_default();
        let notice = Notice {
            id: record.taken.id,
            person: record.person,
            appointment: record.taken.about,
            missed_on: record.taken.on,
            recorded_at: record.at,
            recorded_by: record.by,
        };
        notices.push((notice, workers));
    }
    Ok(notices)
}

fn workers_of(person: &PersonFacts, today: Date) -> Vec<Uuid> {
    let workers: HashSet<Uuid> = WorkerRole::ALL
        .into_iter()
        .filter_map(|role| {
            leaving_care::allocation::worker_on(&person.allocations, role, today)
                .map(|spell| spell.value.worker)
        })
        .collect();
    workers.into_iter().collect()
}
