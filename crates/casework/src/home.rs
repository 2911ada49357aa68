//! The first page: what changed, who is NEET and for how long, and who has no adviser.

use std::collections::{HashMap, HashSet};

use jiff::{Timestamp, civil::Date};
use leaving_care::eligibility::Category;
use measures::population::{Member, Population};
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
/// What the first page shows.
#[derive(Debug, Clone, Default)]
pub struct Home {
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

/// Something recorded or corrected.
#[derive(Debug, Clone)]
pub struct Change {
    pub at: Timestamp,
    pub by: String,
    /// "spell.record", "spell.correct", "contact.record" ...
    pub action: String,
    pub person: Option<(Uuid, String)>,
    /// How many of the same kind in a row, the last of them at `at`.
    pub times: usize,
}

/// The first page of the actor.
pub async fn open(actor: &Actor, office: &Office) -> Result<Home> {
    if actor.must(Action::ReadPeople, &actor.authority).is_err() {
        return Ok(Home::default());
    }
    let today = actor.moment.today;
    let population = live_population(actor, office).await?;
    let facts = office.facts(&actor.authority, None).await?;
    let counted = Counted::of(&population, today);
    let changes = latest_changes(actor, office).await?;

    let firsts = |people: &[&Member]| -> Vec<Uuid> {
        people
            .iter()
            .take(SHOWN)
            .map(|member| member.person)
            .collect()
    };
    let (longest, unadvised) = (firsts(&counted.neet), firsts(&counted.without_adviser));
    let mut wanted: HashSet<Uuid> = longest.iter().chain(&unadvised).copied().collect();
    wanted.extend(changes.iter().filter_map(|(event, _)| event.person));
    let wanted: Vec<Uuid> = wanted.into_iter().collect();
    let members: HashMap<Uuid, &Member> = population
        .members
        .iter()
        .map(|member| (member.person, member))
        .collect();
    let lines = store::person::lines(&office.db, &actor.authority, &wanted).await?;
    let people: HashMap<Uuid, PersonSummary> = summaries(actor, office, &facts, &members, lines)
        .await?
        .into_iter()
        .map(|person| (person.id, person))
        .collect();
    let named = |ids: &[Uuid]| -> Vec<PersonSummary> {
        ids.iter()
            .filter_map(|id| people.get(id).cloned())
            .collect()
    };
    office.note(actor, "home.read", None, "").await?;
    Ok(Home {
        care_leavers: counted.care_leavers,
        neet: counted.neet.len(),
        long_term_neet: counted.long_term_neet,
        not_known: counted.not_known,
        without_adviser: counted.without_adviser.len(),
        longest_neet: named(&longest),
        people_without_adviser: named(&unadvised),
        changes: changes
            .into_iter()
            .map(|(event, times)| Change {
                times,
                at: event.at,
                by: event.actor,
                action: event.action,
                person: event
                    .person
                    .and_then(|id| people.get(&id).map(|person| (id, person.name.clone()))),
            })
            .collect(),
    })
}

/// What the whole authority adds up to today.
struct Counted<'population> {
    care_leavers: usize,
    /// Longest first.
    neet: Vec<&'population Member>,
    long_term_neet: usize,
    not_known: usize,
    without_adviser: Vec<&'population Member>,
}

impl<'population> Counted<'population> {
    fn of(population: &'population Population, today: Date) -> Self {
        let care_leavers = population
            .members
            .iter()
            .filter(|member| member.is_care_leaver);
        let mut neet: Vec<&Member> = care_leavers
            .clone()
            .filter(|member| member.neet.is_some())
            .collect();
        neet.sort_by_key(|member| (member.neet.map(|neet| neet.since), member.person));
        let is_not_known = |member: &&Member| {
            member
                .activity
                .is_none_or(|code| !code.is_eet() && !code.is_neet())
        };
        let is_long_term =
            |member: &&&Member| member.neet.is_some_and(|neet| neet.is_long_term_on(today));
        let lacks_adviser = |member: &&Member| {
            member.is_alive
                && !member.has_personal_adviser
                && member
                    .category
                    .is_some_and(Category::is_owed_a_personal_adviser)
        };
        Self {
            care_leavers: care_leavers.clone().count(),
            long_term_neet: neet.iter().filter(is_long_term).count(),
            not_known: care_leavers.filter(is_not_known).count(),
            without_adviser: population.members.iter().filter(lacks_adviser).collect(),
            neet,
        }
    }
}

/// The last things that somebody recorded or corrected, those of a kind in a row as one; reading is not among them.
async fn latest_changes(actor: &Actor, office: &Office) -> Result<Vec<(AuditEvent, usize)>> {
    let events = store::audit::latest_changes(&office.db, &actor.authority, 60).await?;
    let mut changes: Vec<(AuditEvent, usize)> = Vec::new();
    for event in events {
        let same = changes.last_mut().filter(|(last, _)| {
            (&last.actor, &last.action, last.person) == (&event.actor, &event.action, event.person)
        });
        match same {
            Some((_, times)) => *times += 1,
            None => changes.push((event, 1)),
        }
    }
    changes.truncate(SHOWN);
    Ok(changes)
}
