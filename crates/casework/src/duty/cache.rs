//! What the engine is told of everybody, and the duties that follow, in memory under the data version: a write about one person makes
//! only that person be read and worked out again.

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
use crate::{error::Result, measure::nation_of, office::Office};

#[derive(Default)]
pub(crate) struct DutyCache {
    authorities: Mutex<HashMap<String, Arc<Slot>>>,
}

/// One authority. The outer lock is held while facts are read, so that many readers at once cause one reading.
#[derive(Default)]
struct Slot {
    working: tokio::sync::Mutex<()>,
    held: Mutex<Held>,
}

#[derive(Default, Clone)]
struct Held {
    facts: Option<Arc<AuthorityFacts>>,
    people: Arc<HashMap<Uuid, Known>>,
    answer: Option<Answer>,
}

/// A person as told, and the facts from which that was put together: other facts, and it is put together again.
#[derive(Clone)]
struct Known {
    facts: Arc<PersonFacts>,
    told: Arc<Told>,
}

/// The last answer, and the question to which it was one.
#[derive(Clone)]
struct Answer {
    protocols: Arc<Protocols>,
    as_at: Date,
    told: HashMap<Uuid, Arc<Told>>,
    duties: Arc<AuthorityDuties>,
}

impl Answer {
    fn is_to(&self, protocols: &Arc<Protocols>, as_at: Date) -> bool {
        Arc::ptr_eq(&self.protocols, protocols) && self.as_at == as_at
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
        let before = held(&slot).clone();
        let people = Arc::new(told_again(office, authority, &facts, &before.people).await?);
        let answer = work_out(&people, &facts, protocols, as_at, before.answer.as_ref());
        let duties = answer.duties.clone();
        *held(&slot) = Held {
            facts: Some(facts),
            people,
            answer: Some(answer),
        };
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
    let held = held(slot);
    let is_of_these = held
        .facts
        .as_ref()
        .is_some_and(|known| Arc::ptr_eq(known, facts));
    held.answer
        .as_ref()
        .filter(|answer| is_of_these && answer.is_to(protocols, as_at))
        .map(|answer| answer.duties.clone())
}

/// Everybody as told, with only those put together again whose facts are others than before. Events and contacts stamp the person like
/// spells, so that facts of their own mean that something of the three has changed. They are read after the facts: what is written in
/// between gives new facts again, and is never missed.
async fn told_again(
    office: &Office,
    authority: &str,
    facts: &AuthorityFacts,
    before: &HashMap<Uuid, Known>,
) -> Result<HashMap<Uuid, Known>> {
    let mut people = HashMap::with_capacity(facts.people.len());
    let mut changed = Vec::new();
    for person in &facts.people {
        match before.get(&person.person) {
            Some(known) if Arc::ptr_eq(&known.facts, person) => {
                people.insert(person.person, known.clone());
            }
            _ => changed.push(person.clone()),
        }
    }
    if changed.is_empty() {
        return Ok(people);
    }
    let some: Vec<Uuid> = changed.iter().map(|person| person.person).collect();
    let of_some = (some.len() < facts.people.len()).then_some(some.as_slice());
    let (events, contacts) = recorded(office, authority, of_some, None).await?;
    for (facts, told) in tell(changed, nation_of(authority), events, contacts) {
        let told = Arc::new(told);
        people.insert(facts.person, Known { facts, told });
    }
    Ok(people)
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

/// Everybody's open duties; those of people of whom nothing else is told than before are taken over.
fn work_out(
    people: &HashMap<Uuid, Known>,
    facts: &AuthorityFacts,
    protocols: Arc<Protocols>,
    as_at: Date,
    before: Option<&Answer>,
) -> Answer {
    let before = before.filter(|answer| answer.is_to(&protocols, as_at));
    let book = Book::of(&protocols);
    let mut told = HashMap::with_capacity(people.len());
    let mut by_person: Vec<(Uuid, Arc<[PersonDuty]>)> = Vec::with_capacity(people.len());
    // The facts come in the order of people's ids.
    for person in &facts.people {
        let Some(known) = people.get(&person.person) else {
            continue;
        };
        let id = person.person;
        let same = before.filter(|before| {
            before
                .told
                .get(&id)
                .is_some_and(|told| Arc::ptr_eq(told, &known.told))
        });
        let duties = match same {
            Some(before) => before.duties.shared(id),
            None => Some(still_open(id, &known.told, &protocols, &book, as_at)),
        };
        told.insert(id, known.told.clone());
        by_person.extend(
            duties
                .filter(|duties| !duties.is_empty())
                .map(|duties| (id, duties)),
        );
    }
    Answer {
        protocols,
        as_at,
        told,
        duties: Arc::new(AuthorityDuties {
            as_at,
            people: by_person,
        }),
    }
}

fn held(slot: &Slot) -> MutexGuard<'_, Held> {
    slot.held.lock().unwrap_or_else(PoisonError::into_inner)
}
