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

use super::{
    Decision, decisions_of, is_law, shipped_for,
    stand::{self, Stand, unbroken},
};
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
    let decisions: Vec<Vec<Decision>> = ids.iter().map(|id| decisions_of(&records, id)).collect();
    let decided: Vec<(&str, Vec<&Decision>)> = ids
        .iter()
        .zip(&decisions)
        .map(|(id, decisions)| (*id, unbroken(decisions, view)))
        .collect();
    let key = (
        authority.to_owned(),
        decided
            .iter()
            .flat_map(|(_, decisions)| stand::ids(decisions))
            .collect::<Vec<_>>(),
    );
    if let Some(set) = lock(&office.protocols.sets).get(&key) {
        return Ok(set.clone());
    }
    let mut chosen = Vec::new();
    for (id, decisions) in decided {
        let stand = Stand::of(office, authority, id, &decisions).await?;
        chosen.extend(stand.map(|stand| (id.to_owned(), stand)));
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

/// What is in force from what was decided, by protocol. The law holds from its own beginning; what a council adopts asks for nothing that
/// would have been due before.
pub(super) fn put_together(authority: &str, mut decided: Vec<(String, Stand)>) -> Vec<Protocol> {
    let mut protocols = Vec::new();
    for shipped in shipped_for(authority) {
        let at = decided.iter().position(|(id, ..)| *id == shipped.id);
        let decision = at.map(|at| decided.swap_remove(at));
        let stand = decision.map(|(_, stand)| stand);
        if is_law(&shipped.id) {
            let own = stand.and_then(|stand| stand.own);
            protocols
                .push(own.map_or_else(|| shipped.clone(), |own| law_with_local(shipped, &own)));
        } else if let Some(stand) = stand.filter(Stand::is_in_use) {
            let words = stand.own.clone().unwrap_or_else(|| shipped.clone());
            protocols.push(stand.dated(words));
        }
    }
    decided.sort_by(|(one, ..), (other, ..)| one.cmp(other));
    let nation = Nation::of(authority);
    let own = decided.into_iter().filter_map(|(_, stand)| {
        let own = stand.own.clone()?;
        Some(stand.dated(own))
    });
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
