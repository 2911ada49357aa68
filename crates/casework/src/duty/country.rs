//! How many duties stand how, for everybody in the database: what an authority, or a whole country, owes on a day.

use jiff::civil::Date;
use leaving_care::duty::{State, duties_in_any_order};

use super::cache;
use crate::{
    actor::Actor, error::Result, office::Office, permission::Action, person::View, protocol,
};

/// The duties of one authority, counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    pub authority: String,
    /// To whom something is owed.
    pub people: usize,
    /// In the order of `State::ALL`.
    pub by_state: [usize; State::ALL.len()],
}

/// Counts the duties of everybody in the actor's authority on a day, under the protocols in force there. Nothing is kept in memory.
pub async fn counted(actor: &Actor, office: &Office, as_at: Date) -> Result<Counted> {
    actor.must(Action::ReadPeople, &actor.authority)?;
    let view = View {
        as_at,
        known_at: None,
    };
    let protocols = protocol::in_force(office, &actor.authority, view).await?;
    let people = cache::tell_everybody(office, &actor.authority, None).await?;
    office.note(actor, "duty.count", None, "").await?;
    let mut counted = Counted {
        authority: actor.authority.clone(),
        people: 0,
        by_state: [0; State::ALL.len()],
    };
    for (_, told) in people.iter().filter(|(_, told)| told.is_owed_on(as_at)) {
        counted.people += 1;
        for duty in duties_in_any_order(&told.facts, &protocols, as_at) {
            let place = State::ALL.iter().position(|state| *state == duty.state);
            if let Some(count) = place.and_then(|place| counted.by_state.get_mut(place)) {
                *count += 1;
            }
        }
    }
    Ok(counted)
}
