//! The open duties of everybody, in memory under the data version: a write about one person makes only that person be read and worked
//! out again. What was read to work them out (events by the million in a large database) is not kept.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use jiff::{Timestamp, civil::Date};
use leaving_care::{
    authority::Nation,
    duty::Protocols,
    event::Event,
    facts::{AuthorityFacts, PersonFacts},
};
use uuid::Uuid;

use super::{AuthorityDuties, Book, ContactDay, PersonDuty, Told, still_open};
use crate::{
    error::{Error, Result},
    measure::nation_of,
    office::Office,
};

#[derive(Default)]
pub(crate) struct DutyCache {
    authorities: Mutex<HashMap<String, Arc<Slot>>>,
}

/// One authority. The outer lock is held while facts are read, so that many readers at once cause one reading.
#[derive(Default)]
struct Slot {
    working: tokio::sync::Mutex<()>,
    held: Mutex<Option<Arc<Answer>>>,
}

/// The last answer: what was asked, and the facts from which it was worked out.
struct Answer {
    protocols: Arc<Protocols>,
    as_at: Date,
    facts: Arc<AuthorityFacts>,
    /// In the order of people's ids, like the facts.
    people: Vec<Known>,
    duties: Arc<AuthorityDuties>,
}

/// A person's open duties, and the facts from which they were worked out: other facts, and they are worked out again.
#[derive(Clone)]
struct Known {
    facts: Arc<PersonFacts>,
    duties: Arc<[PersonDuty]>,
}

impl Answer {
    fn is_to(&self, protocols: &Arc<Protocols>, as_at: Date) -> bool {
        Arc::ptr_eq(&self.protocols, protocols) && self.as_at == as_at
    }

    /// What is known of a person, if their facts are still the same.
    fn of(&self, facts: &Arc<PersonFacts>) -> Option<&Known> {
        let index = self
            .people
            .binary_search_by_key(&facts.person, |known| known.facts.person)
            .ok()?;
        let known = self.people.get(index)?;
        Arc::ptr_eq(&known.facts, facts).then_some(known)
    }
}

impl DutyCache {
    pub(super) async fn of_authority(
        &self,
        office: &Office,
        authority: &str,
        protocols: Arc<Protocols>,
        as_at: Date,
    ) -> Result<Arc<AuthorityDuties>> {
        let slot = self.slot(authority);
        let facts = office.facts(authority, None).await?;
        if let Some(duties) = answered(&slot, &facts, &protocols, as_at) {
            return Ok(duties);
        }
        let _working = slot.working.lock().await;
        let facts = office.facts(authority, None).await?;
        if let Some(duties) = answered(&slot, &facts, &protocols, as_at) {
            return Ok(duties);
        }
        let before = held(&slot)
            .clone()
            .filter(|answer| answer.is_to(&protocols, as_at));
        let answer = worked_out(office, authority, facts, protocols, as_at, before).await?;
        let duties = answer.duties.clone();
        *held(&slot) = Some(Arc::new(answer));
        Ok(duties)
    }

    fn slot(&self, authority: &str) -> Arc<Slot> {
        let mut authorities = self
            .authorities
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        authorities.entry(authority.to_owned()).or_default().clone()
    }
}

/// The answer, when the same was asked of the same facts.
fn answered(
    slot: &Slot,
    facts: &Arc<AuthorityFacts>,
    protocols: &Arc<Protocols>,
    as_at: Date,
) -> Option<Arc<AuthorityDuties>> {
    held(slot)
        .as_ref()
        .filter(|answer| Arc::ptr_eq(&answer.facts, facts) && answer.is_to(protocols, as_at))
        .map(|answer| answer.duties.clone())
}

/// Everybody's open duties; those of people whose facts are the same as before are taken over. Events and contacts stamp the person like
/// spells, so that facts of their own mean that something of the three has changed. They are read after the facts: what is written in
/// between gives new facts again, and is never missed.
async fn worked_out(
    office: &Office,
    authority: &str,
    facts: Arc<AuthorityFacts>,
    protocols: Arc<Protocols>,
    as_at: Date,
    before: Option<Arc<Answer>>,
) -> Result<Answer> {
    let before = before.as_deref();
    let is_known = |person: &Arc<PersonFacts>| before.is_some_and(|all| all.of(person).is_some());
    let changed: Vec<Arc<PersonFacts>> = facts
        .people
        .iter()
        .filter(|person| !is_known(person))
        .cloned()
        .collect();
    let some: Vec<Uuid> = changed.iter().map(|person| person.person).collect();
    let of_some = (some.len() < facts.people.len()).then_some(some.as_slice());
    let (events, contacts) = recorded(office, authority, of_some, None).await?;
    let nation = nation_of(authority);
    let asked = protocols.clone();
    // A whole council takes a while: whoever opens another page meanwhile does not wait for it.
    let anew: HashMap<Uuid, Arc<[PersonDuty]>> = tokio::task::spawn_blocking(move || {
        let book = Book::of(&asked);
        tell(changed, nation, events, contacts)
            .map(|(facts, told)| {
                let person = facts.person;
                (person, still_open(person, &told, &asked, &book, as_at))
            })
            .collect()
    })
    .await
    .map_err(|_| Error::Refused("The duties could not be worked out.".into()))?;
    let people: Vec<Known> = facts
        .people
        .iter()
        .filter_map(|person| {
            let known = before.and_then(|all| all.of(person)).cloned();
            known.or_else(|| {
                Some(Known {
                    facts: person.clone(),
                    duties: anew.get(&person.person)?.clone(),
                })
            })
        })
        .collect();
    let owed = people.iter().filter(|known| !known.duties.is_empty());
    let by_person = owed.map(|known| (known.facts.person, known.duties.clone()));
    let duties = Arc::new(AuthorityDuties {
        as_at,
        people: by_person.collect(),
    });
    Ok(Answer {
        protocols,
        as_at,
        facts,
        people,
        duties,
    })
}

/// Everybody as they were known at a moment, with nothing kept.
pub(super) async fn tell_everybody(
    office: &Office,
    authority: &str,
    known_at: Option<Timestamp>,
) -> Result<Vec<(Uuid, Told)>> {
    let facts = office.facts(authority, known_at).await?;
    let (events, contacts) = recorded(office, authority, None, known_at).await?;
    let told = tell(facts.people.clone(), nation_of(authority), events, contacts);
    Ok(told.map(|(facts, told)| (facts.person, told)).collect())
}

type ByPerson<T> = HashMap<Uuid, Vec<T>>;

async fn recorded(
    office: &Office,
    authority: &str,
    people: Option<&[Uuid]>,
    known_at: Option<Timestamp>,
) -> Result<(ByPerson<Event>, ByPerson<ContactDay>)> {
    let events: ByPerson<Event> =
        store::event::of_authority(&office.db, authority, people, known_at)
            .await?
            .into_iter()
            .collect();
    let contacts: ByPerson<ContactDay> =
        store::contact::took_part(&office.db, authority, people, known_at)
            .await?
            .into_iter()
            .map(|contacts| (contacts.person, ContactDay::all(contacts).collect()))
            .collect();
    Ok((events, contacts))
}

fn tell(
    people: Vec<Arc<PersonFacts>>,
    nation: Nation,
    mut events: ByPerson<Event>,
    mut contacts: ByPerson<ContactDay>,
) -> impl Iterator<Item = (Arc<PersonFacts>, Told)> {
    people.into_iter().map(move |facts| {
        let events = events.remove(&facts.person).unwrap_or_default();
        let contacts = contacts.remove(&facts.person).unwrap_or_default();
        let told = Told::of(&facts, nation, events, contacts);
        (facts, told)
    })
}

fn held(slot: &Slot) -> MutexGuard<'_, Option<Arc<Answer>>> {
    slot.held.lock().unwrap_or_else(PoisonError::into_inner)
}
