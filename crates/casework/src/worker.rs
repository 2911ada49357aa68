//! Workers: who can be allocated.

use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
};

use leaving_care::allocation::{WorkerRole, worker_on};
pub use store::worker::WorkerRecord;
use uuid::Uuid;

use crate::{
    actor::Actor,
    error::{Error, Result},
    office::Office,
    permission::Action,
};

/// The workers of the actor's authority, by name.
pub async fn list(actor: &Actor, office: &Office) -> Result<Vec<WorkerRecord>> {
    actor.must(Action::ReadPeople, &actor.authority)?;
    Ok(store::worker::list(&office.db, &actor.authority).await?)
}

/// The worker of each role with the most young people today: whom a demo shows.
pub async fn busiest(actor: &Actor, office: &Office) -> Result<Vec<WorkerRecord>> {
    actor.must(Action::ReadPeople, &actor.authority)?;
    let facts = office.facts(&actor.authority, None).await?;
    let mut young_people: HashMap<Uuid, usize> = HashMap::new();
    for person in &facts.people {
        for role in WorkerRole::ALL {
            if let Some(spell) = worker_on(&person.allocations, role, actor.moment.today) {
                *young_people.entry(spell.value.worker).or_default() += 1;
            }
        }
    }
    let mut workers = store::worker::list(&office.db, &actor.authority).await?;
    workers.sort_by_key(|worker| Reverse(young_people.get(&worker.id).copied().unwrap_or(0)));
    let mut roles = HashSet::new();
    workers.retain(|worker| roles.insert(worker.role.clone()));
    Ok(workers)
}

/// Adds a worker, or brings one up to date.
pub async fn save(actor: &Actor, office: &Office, worker: &WorkerRecord) -> Result<()> {
    actor.must(Action::ManageAccounts, &worker.authority)?;
    let mut tx = office.db.begin().await?;
    if !store::worker::save(&mut tx, worker).await? {
        return Err(Error::NotFound("worker"));
    }
    tx.commit().await?;
    Ok(())
}
