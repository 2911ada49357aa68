//! The first page: what changed, who is NEET and for how long, who has no adviser, and one's own young people.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use jiff::{Timestamp, ToSpan, civil::Date};
use leaving_care::{
    allocation::{WorkerRole, worker_on},
    eligibility::Category,
    facts::PersonFacts,
};
use measures::population::Member;
use store::audit::AuditEvent;
use uuid::Uuid;

use crate::{
    actor::Actor,
    error::Result,
    office::Office,
    permission::Action,
    person::{
        PersonSummary,
        list::{live_population, summaries},
    },
};

/// How many people each list of the first page shows.
const SHOWN: usize = 8;
/// In touch at least every eight weeks: a local standard (the statute says two months for council-provided accommodation). The
/// council's own duties replace it.
const CONTACT_EXPECTED_WITHIN_DAYS: i32 = 56;

/// What the first page shows.
#[derive(Debug, Clone, Default)]
pub struct Home {
    /// The actor's own young people, where they are somebody's worker.
    pub own: Vec<OwnPerson>,
    pub care_leavers: usize,
    pub neet: usize,
    pub long_term_neet: usize,
    pub not_known: usize,
    pub without_adviser: usize,
    /// Those who have been NEET longest.
    pub longest_neet: Vec<PersonSummary>,
    pub people_without_adviser: Vec<PersonSummary>,
    /// The last things recorded or corrected.
    pub changes: Vec<Change>,
}

/// One of the actor's own young people.
#[derive(Debug, Clone)]
pub struct OwnPerson {
    pub person: PersonSummary,
    pub last_contact_on: Option<Date>,
    /// Whether the last contact is longer ago than expected.
    pub contact_is_late: bool,
    /// The activity began in the last two weeks.
    pub has_news: bool,
}

/// Something recorded or corrected.
#[derive(Debug, Clone)]
pub struct Change {
    pub at: Timestamp,
    pub by: String,
    /// "spell.record", "spell.correct", "contact.record" ...
    pub action: String,
    pub person: Option<(Uuid, String)>,
}

/// The first page of the actor.
pub async fn open(actor: &Actor, office: &Office) -> Result<Home> {
    if actor.must(Action::ReadPeople, &actor.authority).is_err() {
        return Ok(Home::default());
    }
    let today = actor.moment.today;
    let population = live_population(actor, office).await?;
    let facts = office.facts(&actor.authority, None).await?;
    let members: HashMap<Uuid, &Member> = population
        .members
        .iter()
        .map(|member| (member.person, member))
        .collect();
    let care_leavers: Vec<&Member> = population
        .members
        .iter()
        .filter(|member| member.is_care_leaver)
        .collect();
    let mut neet: Vec<&Member> = care_leavers
        .iter()
        .copied()
        .filter(|member| member.neet.is_some())
        .collect();
    neet.sort_by_key(|member| member.neet.map(|neet| neet.since));
    let without_adviser: Vec<&Member> = population
        .members
        .iter()
        .filter(|member| {
            member.is_alive
                && !member.has_personal_adviser
                && member
                    .category
                    .is_some_and(Category::is_owed_a_personal_adviser)
        })
        .collect();
    let own = own_people(actor, &facts.people);
    let changes = latest_changes(actor, office).await?;
    let mut wanted: HashSet<Uuid> = own.iter().copied().collect();
    wanted.extend(neet.iter().take(SHOWN).map(|member| member.person));
    wanted.extend(
        without_adviser
            .iter()
            .take(SHOWN)
            .map(|member| member.person),
    );
    wanted.extend(changes.iter().filter_map(|event| event.person));
    let wanted: Vec<Uuid> = wanted.into_iter().collect();
    let lines = store::person::lines(&office.db, &actor.authority, &wanted).await?;
    let summaries = summaries(actor, office, &facts, &members, lines).await?;
    let by_id: HashMap<Uuid, &PersonSummary> =
        summaries.iter().map(|person| (person.id, person)).collect();
    let named = |people: &[&Member]| -> Vec<PersonSummary> {
        people
            .iter()
            .take(SHOWN)
            .filter_map(|member| by_id.get(&member.person).map(|person| (*person).clone()))
            .collect()
    };
    let last: HashMap<Uuid, Date> = store::contact::last_of(&office.db, &own, today)
        .await?
        .into_iter()
        .collect();
    let mut own: Vec<OwnPerson> = own
        .iter()
        .filter_map(|id| by_id.get(id))
        .map(|person| {
            own_person(
                (*person).clone(),
                last.get(&person.id).copied(),
                &facts.people,
                today,
            )
        })
        .collect();
    own.sort_by_key(|person| {
        (
            !person.contact_is_late,
            person.last_contact_on,
            person.person.name.clone(),
        )
    });
    office.note(actor, "home.read", None, "").await?;
    Ok(Home {
        own,
        care_leavers: care_leavers.len(),
        neet: neet.len(),
        long_term_neet: neet
            .iter()
            .filter(|member| member.neet.is_some_and(|neet| neet.is_long_term_on(today)))
            .count(),
        not_known: care_leavers
            .iter()
            .filter(|member| {
                member
                    .activity
                    .is_none_or(|code| !code.is_eet() && !code.is_neet())
            })
            .count(),
        without_adviser: without_adviser.len(),
        longest_neet: named(&neet),
        people_without_adviser: named(&without_adviser),
        changes: changes
            .into_iter()
            .map(|event| Change {
                at: event.at,
                by: event.actor,
                action: event.action,
                person: event
                    .person
                    .and_then(|id| by_id.get(&id).map(|person| (id, person.name.clone()))),
            })
            .collect(),
    })
}

/// The people whose worker the actor is today, in any role.
fn own_people(actor: &Actor, people: &[Arc<PersonFacts>]) -> Vec<Uuid> {
    let Some(worker) = actor.worker else {
        return Vec::new();
    };
    let is_own = |person: &PersonFacts| {
        WorkerRole::ALL.into_iter().any(|role| {
            worker_on(&person.allocations, role, actor.moment.today)
                .is_some_and(|spell| spell.value.worker == worker)
        })
    };
    people
        .iter()
        .filter(|person| is_own(person))
        .map(|person| person.person)
        .collect()
}

/// The last things that somebody recorded or corrected; reading is not among them.
async fn latest_changes(actor: &Actor, office: &Office) -> Result<Vec<AuditEvent>> {
    let events = store::audit::latest(&office.db, &actor.authority, "", 60).await?;
    let is_change = |action: &str| {
        action.starts_with("spell.") || matches!(action, "contact.record" | "person.add")
    };
    Ok(events
        .into_iter()
        .filter(|event| is_change(&event.action))
        .take(SHOWN)
        .collect())
}

fn own_person(
    person: PersonSummary,
    last_contact_on: Option<Date>,
    people: &[Arc<PersonFacts>],
    today: Date,
) -> OwnPerson {
    let due = last_contact_on.map(|day| day.saturating_add(CONTACT_EXPECTED_WITHIN_DAYS.days()));
    let fortnight_ago = today.saturating_sub(14.days());
    let facts = people
        .binary_search_by_key(&person.id, |facts| facts.person)
        .ok()
        .and_then(|index| people.get(index));
    let has_news = facts.is_some_and(|facts| {
        facts.activities.iter().any(|spell| {
            spell.starts_on > fortnight_ago && spell.starts_on <= today && spell.value.code.is_eet()
        })
    });
    OwnPerson {
        contact_is_late: due.is_none_or(|due| due < today),
        last_contact_on,
        has_news,
        person,
    }
}
