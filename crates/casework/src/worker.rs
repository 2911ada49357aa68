//! Workers: who can be allocated.

pub use store::worker::WorkerRecord;

use crate::{actor::Actor, error::Result, office::Office, permission::Action};

/// The workers of the actor's authority, by name.
pub async fn list(actor: &Actor, office: &Office) -> Result<Vec<WorkerRecord>> {
    actor.must(Action::ReadPeople, &actor.authority)?;
    Ok(store::worker::list(&office.db, &actor.authority).await?)
}

/// Adds a worker, or brings one up to date.
pub async fn save(actor: &Actor, office: &Office, worker: &WorkerRecord) -> Result<()> {
    actor.must(Action::ManageAccounts, &worker.authority)?;
    let mut tx = office.db.begin().await?;
    store::worker::save(&mut tx, worker).await?;
    tx.commit().await?;
    Ok(())
}
