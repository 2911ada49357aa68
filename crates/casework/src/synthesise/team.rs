//! A team in motion: somebody is away and covered, somebody will be, somebody leaves soon, and a council's own limit.

use std::{cmp::Reverse, collections::HashMap};

use jiff::{ToSpan, civil::Date};
use leaving_care::allocation::WorkerRole;
use store::{cover::CoverToInsert, worker::WorkerRecord};
use uuid::Uuid;

use crate::{
    actor::Actor,
    caseload::{adviser_of, living},
    error::Result,
    office::Office,
    person::change::stamp,
};

/// Made up; no law sets one.
const LIMIT: i64 = 30;

/// Writes it about the day on which somebody looks: cover and leaving are about now.
pub(super) async fn write(actor: &Actor, office: &Office, authority: &str) -> Result<()> {
    let advisers = advisers(actor, office, authority).await?;
    let days = |count: i32| actor.moment.today.saturating_add(count.days());
    let stamp = stamp(actor);
    let mut tx = office.db.begin().await?;
    store::caseload::set_limit(&mut tx, authority, LIMIT, &stamp).await?;
    // The adviser with the most young people, whose account a demo has, covers the next one now.
    for (away, by, from, until) in [(1, 0, -2, 8), (2, 3, 14, 29)] {
        if let (Some(away), Some(by)) = (advisers.get(away), advisers.get(by)) {
            let cover = CoverToInsert {
                id: Uuid::now_v7(),
                worker: away.id,
                covered_by: by.id,
                starts_on: days(from),
                ends_on: days(until),
            };
            store::cover::insert(&mut tx, authority, &cover, &stamp).await?;
        }
    }
    if let Some(leaver) = advisers.get(4) {
        let leaver = WorkerRecord {
            ends_on: Some(days(24)),
            ..leaver.clone()
        };
        store::worker::save(&mut tx, &leaver).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Personal advisers who are there today, most young people first.
async fn advisers(actor: &Actor, office: &Office, authority: &str) -> Result<Vec<WorkerRecord>> {
    let facts = office.facts(authority, None).await?;
    let mut young_people: HashMap<Uuid, usize> = HashMap::new();
    for person in living(&facts, actor) {
        if let Some(adviser) = adviser_of(person, actor) {
            *young_people.entry(adviser).or_default() += 1;
        }
    }
    let is_here = |end: Option<Date>| end.is_none_or(|end| actor.moment.today < end);
    let mut advisers: Vec<WorkerRecord> = store::worker::list(&office.db, authority)
        .await?
        .into_iter()
        .filter(|worker| worker.role == WorkerRole::PersonalAdviser.code())
        .filter(|worker| is_here(worker.ends_on))
        .collect();
    let key = |worker: &WorkerRecord| Reverse(young_people.get(&worker.id).copied().unwrap_or(0));
    advisers.sort_by_key(key);
    Ok(advisers)
}
