//! Duties worked out from the records: of one person, of one's own young people, of the whole service. Nothing about them is stored.

mod cache;
mod country;
mod told;
mod work;

use std::{ops::Deref, sync::Arc, time::Instant};

use jiff::{Timestamp, civil::Date};
use leaving_care::duty::{
    Definition, Duty, DutyFacts, Occurrence, Protocol, Protocols, State, duties,
};
use uuid::Uuid;

pub(crate) use cache::DutyCache;
pub use country::{Counted, counted};
pub(crate) use told::{ContactDay, Told};
pub use work::{MyWork, OwnPerson, Whose, WorkRow, my_work};
pub(crate) use work::{falls_to, own_roles};

use crate::{
    actor::Actor,
    error::Result,
    event::as_fact,
    measure::nation_of,
    office::Office,
    permission::Action,
    person::{View, facts_of, find_own},
    protocol,
};

/// One duty to one person: once to be done, or done.
#[derive(Debug, Clone)]
pub struct PersonDuty {
    pub person: Uuid,
    pub protocol: Arc<Protocol>,
    pub definition: Arc<Definition>,
    occurrence: Occurrence,
}

/// Its days and how it stands.
impl Deref for PersonDuty {
    type Target = Occurrence;

    fn deref(&self) -> &Occurrence {
        &self.occurrence
    }
}

impl PersonDuty {
    fn as_duty(&self) -> Duty<'_> {
        Duty {
            protocol: &self.protocol,
            definition: &self.definition,
            occurrence: self.occurrence,
        }
    }

    /// A name for this one time of this duty that stays the same however it stands.
    pub fn key(&self) -> String {
        self.as_duty().key()
    }

    /// Why it is due and which text says so, in one sentence.
    pub fn why(&self) -> String {
        self.as_duty().why()
    }

    /// "statutory_england/health_review": the protocol and the duty, as an address or an excuse names it.
    pub fn name(&self) -> String {
        format!("{}/{}", self.protocol.id, self.definition.id)
    }
}

/// The duties of one person.
#[derive(Debug, Clone)]
pub struct PersonDuties {
    pub view: View,
    /// In the order of the day on which they are due; those done too.
    pub duties: Vec<PersonDuty>,
}

impl PersonDuties {
    /// Those that somebody could do or that come: late first, then by day.
    pub fn open(&self) -> impl Iterator<Item = &PersonDuty> {
        self.duties.iter().filter(|duty| duty.state.is_open())
    }

    /// Those that were done, the last first.
    pub fn done(&self) -> Vec<&PersonDuty> {
        let mut done: Vec<&PersonDuty> = self
            .duties
            .iter()
            .filter(|duty| duty.state == State::Done)
            .collect();
        done.sort_by_key(|duty| std::cmp::Reverse(duty.fulfilled_on));
        done
    }
}

/// The open duties of everybody whom an authority knows.
#[derive(Debug, Clone)]
pub struct AuthorityDuties {
    pub as_at: Date,
    /// In the order of people's ids; somebody without an open duty is left out.
    pub people: Vec<(Uuid, Arc<[PersonDuty]>)>,
}

impl AuthorityDuties {
    /// Every open duty.
    pub fn iter(&self) -> impl Iterator<Item = &PersonDuty> {
        self.people.iter().flat_map(|(_, duties)| duties.iter())
    }

    /// The open duties of one person.
    pub fn of(&self, person: Uuid) -> &[PersonDuty] {
        self.people
            .binary_search_by_key(&person, |(id, _)| *id)
            .ok()
            .and_then(|index| self.people.get(index))
            .map_or(&[], |(_, duties)| duties)
    }
}

/// Every duty of a person of the actor's authority on the day of the view, as it was known at its moment.
pub async fn of_person(
    actor: &Actor,
    office: &Office,
    person: Uuid,
    view: View,
) -> Result<PersonDuties> {
    actor.must(Action::ReadPeople, &actor.authority)?;
    let known = find_own(actor, office, person, view).await?;
    let told = told_of(
        office,
        &known.authority,
        person,
        known.details.date_of_birth,
        view,
    )
    .await?;
    let protocols = protocol::in_force(office, &known.authority, view).await?;
    office.note(actor, "duty.list", Some(person), "").await?;
    Ok(PersonDuties {
        view,
        duties: worked_out(person, &told, &protocols, &Book::of(&protocols), view.as_at),
    })
}

/// The open duties of everybody in the actor's authority on a day, as it was known at a moment. What stands now is kept in memory under
/// the data version.
pub async fn of_authority(
    actor: &Actor,
    office: &Office,
    as_at: Date,
    known_at: Option<Timestamp>,
) -> Result<Arc<AuthorityDuties>> {
    actor.must(Action::ReadPeople, &actor.authority)?;
    office.note(actor, "duty.of_authority", None, "").await?;
    everybodys(office, &actor.authority, View { as_at, known_at }).await
}

/// Works out everybody's duties on a day before somebody waits for them: each morning the first page of each authority would take
/// longer otherwise. Leaves the machine to others in between, and gives nothing to anybody.
pub async fn make_ready(office: &Office, as_at: Date) -> Result<()> {
    for authority in crate::authority::with_people(office).await? {
        let began = Instant::now();
        let view = View {
            as_at,
            known_at: None,
        };
        everybodys(office, &authority.code, view).await?;
        tokio::time::sleep(began.elapsed()).await;
    }
    Ok(())
}

/// The same without asking who asks: for what runs by itself and names nobody.
pub(crate) async fn everybodys(
    office: &Office,
    authority: &str,
    view: View,
) -> Result<Arc<AuthorityDuties>> {
    let protocols = protocol::in_force(office, authority, view).await?;
    if view.known_at.is_none() {
        return office
            .duties
            .of_authority(office, authority, protocols, view.as_at)
            .await;
    }
    let people = cache::tell_everybody(office, authority, view.known_at).await?;
    let book = Book::of(&protocols);
    let mut people: Vec<(Uuid, Arc<[PersonDuty]>)> = people
        .into_iter()
        .map(|(person, told)| {
            (
                person,
                still_open(person, &told, &protocols, &book, view.as_at),
            )
        })
        .filter(|(_, duties)| !duties.is_empty())
        .collect();
    people.sort_unstable_by_key(|(person, _)| *person);
    Ok(Arc::new(AuthorityDuties {
        as_at: view.as_at,
        people,
    }))
}

/// What the engine is told of everybody to whom something is owed on the day of the view, for whoever asks what other protocols would do.
pub(crate) async fn facts_of_authority(
    office: &Office,
    authority: &str,
    view: View,
) -> Result<Vec<(Uuid, DutyFacts)>> {
    let people = cache::tell_everybody(office, authority, view.known_at).await?;
    Ok(people
        .into_iter()
        .filter(|(_, told)| told.is_owed_on(view.as_at))
        .map(|(person, told)| (person, told.facts))
        .collect())
}

/// What the engine is told of one person, read for them alone.
async fn told_of(
    office: &Office,
    authority: &str,
    person: Uuid,
    date_of_birth: Date,
    view: View,
) -> Result<Told> {
    let spells = store::spell::of_person(&office.db, person, view.known_at).await?;
    let events = store::event::of_person(&office.db, person, view.as_at, view.known_at).await?;
    let contacts =
        store::contact::took_part(&office.db, authority, Some(&[person]), view.known_at).await?;
    Ok(Told::of(
        &facts_of(person, date_of_birth, &spells),
        nation_of(authority),
        events.iter().map(as_fact).collect(),
        contacts.into_iter().flat_map(ContactDay::all),
    ))
}

/// The protocols with their duties as things that outlive a question.
pub(crate) struct Book {
    protocols: Vec<(Arc<Protocol>, Vec<Arc<Definition>>)>,
}

impl Book {
    pub(crate) fn of(protocols: &Protocols) -> Self {
        let owned = |protocol: &Arc<Protocol>| {
            let definitions = protocol.duties.iter().cloned().map(Arc::new).collect();
            (protocol.clone(), definitions)
        };
        Self {
            protocols: protocols.all().iter().map(owned).collect(),
        }
    }

    fn find(&self, protocol: &str, duty: &str) -> Option<(&Arc<Protocol>, &Arc<Definition>)> {
        let (protocol, definitions) = self.protocols.iter().find(|(own, _)| own.id == protocol)?;
        let definition = definitions.iter().find(|own| own.id == duty)?;
        Some((protocol, definition))
    }
}

/// Every duty of a person on a day.
fn worked_out(
    person: Uuid,
    told: &Told,
    protocols: &Protocols,
    book: &Book,
    as_at: Date,
) -> Vec<PersonDuty> {
    let is_owed = told.is_owed_on(as_at);
    owned(person, told, protocols, book, as_at, |duty| {
        is_owed || !duty.state.is_open()
    })
}

/// Those of them that are open.
fn still_open(
    person: Uuid,
    told: &Told,
    protocols: &Protocols,
    book: &Book,
    as_at: Date,
) -> Arc<[PersonDuty]> {
    if !told.is_owed_on(as_at) {
        return Arc::default();
    }
    owned(person, told, protocols, book, as_at, |duty| {
        duty.state.is_open()
    })
    .into()
}

fn owned(
    person: Uuid,
    told: &Told,
    protocols: &Protocols,
    book: &Book,
    as_at: Date,
    is_wanted: impl Fn(&Duty<'_>) -> bool,
) -> Vec<PersonDuty> {
    duties(&told.facts, protocols, as_at)
        .into_iter()
        .filter(|duty| is_wanted(duty))
        .filter_map(|duty| {
            let (protocol, definition) = book.find(&duty.protocol.id, &duty.definition.id)?;
            Some(PersonDuty {
                person,
                protocol: protocol.clone(),
                definition: definition.clone(),
                occurrence: duty.occurrence,
            })
        })
        .collect()
}
