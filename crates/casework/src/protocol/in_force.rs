//! The protocols in force for an authority on a day, as known at a moment: what every duty is worked out from.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use leaving_care::{
    authority::Nation,
    duty::{Protocol, Protocols},
};
use uuid::Uuid;

use super::{Standing, decisions_of, is_law, shipped_for, standing};
use crate::{error::Result, office::Office, person::View};

/// An authority, and the decisions that made a set.
type Made = (String, Vec<Uuid>);

/// Sets of protocols that were put together, by authority and by the decisions that made them.
#[derive(Default)]
pub(crate) struct Cache {
    sets: Mutex<HashMap<Made, Arc<Protocols>>>,
}

/// Days and moments ask for few different sets; a program that serves many councils forgets all at once and begins again.
const SETS_KEPT: usize = 512;

/// The protocols in force on `view.as_at`, as known at `view.known_at`. The law of the nation always is. A text of the council's that this
/// version of the program cannot read gives way to what ships.
pub async fn in_force(office: &Office, authority: &str, view: View) -> Result<Arc<Protocols>> {
    let records = store::protocol::decisions(&office.db, authority).await?;
    let mut ids: Vec<&str> = records
        .iter()
        .map(|record| record.protocol.as_str())
        .collect();
    ids.sort_unstable();
    ids.dedup();
    let mut decided = Vec::new();
    for id in ids {
        let decisions = decisions_of(&records, id);
        if let Some(decision) = standing(&decisions, view) {
            decided.push((id.to_owned(), decision.id, decision.standing));
        }
    }
    let key = (
        authority.to_owned(),
        decided.iter().map(|(_, id, _)| *id).collect::<Vec<_>>(),
    );
    if let Some(set) = lock(&office.protocols.sets).get(&key) {
        return Ok(set.clone());
    }
    let mut chosen = Vec::new();
    for (id, decision, standing) in decided {
        let own = match standing {
            Standing::OwnWords => {
                let text = store::protocol::text(&office.db, authority, decision).await?;
                Protocol::parse(&text.unwrap_or_default())
                    .inspect_err(|_| tracing::error!(%authority, protocol = %id, "a council's protocol cannot be read"))
                    .ok()
            }
            _ => None,
        };
        chosen.push((id, standing, own));
    }
    let set = Arc::new(set_of(put_together(authority, chosen)));
    let mut sets = lock(&office.protocols.sets);
    if sets.len() >= SETS_KEPT {
        sets.clear();
    }
    sets.insert(key, set.clone());
    Ok(set)
}

/// Protocols with the working days of the program.
pub(super) fn set_of(protocols: Vec<Protocol>) -> Protocols {
    let working_days = Protocols::shipped().working_days().clone();
    Protocols::new(protocols.into_iter().map(Arc::new).collect(), working_days)
}

/// What is in force from what was decided: by protocol, how it stands and the council's words for it.
pub(super) fn put_together(
    authority: &str,
    mut decided: Vec<(String, Standing, Option<Protocol>)>,
) -> Vec<Protocol> {
    let mut protocols = Vec::new();
    for shipped in shipped_for(authority) {
        let at = decided.iter().position(|(id, ..)| *id == shipped.id);
        let decision = at.map(|at| decided.swap_remove(at));
        match decision {
            Some((id, _, Some(own))) if is_law(&id) => {
                protocols.push(law_with_local(shipped, &own));
            }
            _ if is_law(&shipped.id) => protocols.push(shipped.clone()),
            Some((_, Standing::OwnWords, Some(own))) => protocols.push(own),
            Some((_, Standing::Shipped | Standing::OwnWords, _)) => protocols.push(shipped.clone()),
            Some((_, Standing::Off | Standing::Law, _)) | None => {}
        }
    }
    decided.sort_by(|(one, ..), (other, ..)| one.cmp(other));
    let nation = Nation::of(authority);
    let own = decided.into_iter().filter_map(|(_, _, own)| own);
    protocols.extend(own.filter(|own| own.nation.is_none_or(|of| of == nation)));
    protocols
}

/// The law as it ships, with the council's choice where the law leaves one: so a change in the law is never hidden by an older copy.
/// A local default that the council left out does not hold.
pub(super) fn law_with_local(shipped: &Protocol, own: &Protocol) -> Protocol {
    let mut law = shipped.clone();
    law.duties.retain_mut(|duty| {
        if !duty.local {
            return true;
        }
        let Some(choice) = own.duty(&duty.id) else {
            return false;
        };
        *duty = choice.clone();
        true
    });
    law.text.clone_from(&own.text);
    law
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
