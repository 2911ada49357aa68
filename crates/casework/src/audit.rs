//! Reading the audit log.

pub use store::audit::AuditEvent;
use uuid::Uuid;

use crate::{actor::Actor, error::Result, office::Office, permission::Action};

/// How many events a page shows.
const SHOWN: u32 = 200;

/// The last events of the actor's authority, newest first; about one person when given.
pub async fn list(actor: &Actor, office: &Office, person: Option<Uuid>) -> Result<Vec<AuditEvent>> {
    actor.must(Action::ReadAudit, &actor.authority)?;
    let events = match person {
        Some(person) => {
            let events = store::audit::about_person(&office.db, person, SHOWN).await?;
            events
                .into_iter()
                .filter(|event| event.authority == actor.authority)
                .collect()
        }
        None => store::audit::latest(&office.db, &actor.authority, "", SHOWN).await?,
    };
    office
        .note(
            actor,
            "audit.read",
            person,
            format!("{} shown", events.len()),
        )
        .await?;
    Ok(events)
}
