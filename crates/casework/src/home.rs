//! The first page: what changed, who is NEET and for how long, who has no adviser, and one's own young people.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use jiff::{Timestamp, ToSpan, civil::Date};
use leaving_care::{
    activity::ActivityCode,
    allocation::{WorkerRole, worker_on},
    eligibility::Category,
    facts::PersonFacts,
    in_touch::InTouchCode,
};
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
/// In touch at least every eight weeks: a local standard (the statute says two months for council-provided accommodation). The
/// council's own duties replace it.
const CONTACT_EXPECTED_WITHIN_DAYS: i32 = 56;
/// A contact that falls due within this time is shown as coming up.
const SOON_DAYS: i32 = 7;
/// Something begun within this time is news.
const NEWS_DAYS: i32 = 14;

/// What the first page shows.
#[derive(Debug, Clone, Default)]
pub struct Home {
    /// The actor's own young people, where they are somebody's worker: late contacts first, longest ago first.
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
    pub contact: ContactStanding,
    /// Education, training or work that began in the last two weeks.
    pub news: Option<(Date, ActivityCode)>,
}

/// How the next contact stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ContactStanding {
    /// The last contact is longer ago than expected, or there was none.
    Late,
    /// Due within a week.
    Soon,
    InTime,
    /// None is expected: they have returned home or say that they need no service.
    NotExpected,
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
    let own = own_people(actor, &facts.people);
    let changes = latest_changes(actor, office).await?;

    let firsts = |people: &[&Member]| -> Vec<Uuid> {
        people
            .iter()
            .take(SHOWN)
            .map(|member| member.person)
            .collect()
    };
    let (longest, unadvised) = (firsts(&counted.neet), firsts(&counted.without_adviser));
    let mut wanted: HashSet<Uuid> = own.iter().copied().collect();
    wanted.extend(longest.iter().chain(&unadvised));
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
    let last_contacts: HashMap<Uuid, Date> = store::contact::last_of(&office.db, &own, today)
        .await?
        .into_iter()
        .collect();
    let mut own: Vec<OwnPerson> = named(&own)
        .into_iter()
        .filter(|person| person.in_touch != Some(InTouchCode::Died))
        .map(|person| {
            let last_contact_on = last_contacts.get(&person.id).copied();
            own_person(person, last_contact_on, &facts.people, today)
        })
        .collect();
    own.sort_by(|one, other| {
        let key = |own: &OwnPerson| (own.contact, own.news.is_none(), own.last_contact_on);
        (key(one), &one.person.name).cmp(&(key(other), &other.person.name))
    });
    office.note(actor, "home.read", None, "").await?;
    Ok(Home {
        own,
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

fn own_person(
    person: PersonSummary,
    last_contact_on: Option<Date>,
    people: &[Arc<PersonFacts>],
    today: Date,
) -> OwnPerson {
    let facts = people
        .binary_search_by_key(&person.id, |facts| facts.person)
        .ok()
        .and_then(|index| people.get(index));
    let earliest = today.saturating_sub(NEWS_DAYS.days());
    let news = facts.and_then(|facts| {
        facts
            .activities
            .iter()
            .filter(|spell| spell.starts_on > earliest && spell.holds_on(today))
            .filter(|spell| spell.value.code.is_eet())
            .map(|spell| (spell.starts_on, spell.value.code))
            .max_by_key(|(starts_on, _)| *starts_on)
    });
    OwnPerson {
        contact: contact_standing(last_contact_on, person.in_touch, today),
        last_contact_on,
        news,
        person,
    }
}

/// Somebody who does not want contact is still owed the offer of it, so that theirs can be late.
fn contact_standing(
    last_contact_on: Option<Date>,
    in_touch: Option<InTouchCode>,
    today: Date,
) -> ContactStanding {
    if matches!(
        in_touch,
        Some(InTouchCode::Died | InTouchCode::Rhom | InTouchCode::Nreq)
    ) {
        return ContactStanding::NotExpected;
    }
    let Some(last) = last_contact_on else {
        return ContactStanding::Late;
    };
    let due_on = last.saturating_add(CONTACT_EXPECTED_WITHIN_DAYS.days());
    if due_on < today {
        ContactStanding::Late
    } else if due_on <= today.saturating_add(SOON_DAYS.days()) {
        ContactStanding::Soon
    } else {
        ContactStanding::InTime
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_contact_is_late_after_eight_weeks() {
        let today = date(2026, 3, 3);
        let check = |last: Option<Date>, in_touch, expected: ContactStanding| {
            assert_eq!(
                contact_standing(last, in_touch, today),
                expected,
                "{last:?}"
            );
        };
        let ago = |days: i32| Some(today.saturating_sub(days.days()));
        check(ago(57), None, ContactStanding::Late);
        check(ago(56), None, ContactStanding::Soon);
        check(ago(49), None, ContactStanding::Soon);
        check(ago(48), None, ContactStanding::InTime);
        check(ago(0), None, ContactStanding::InTime);
        check(None, None, ContactStanding::Late);
        check(ago(57), Some(InTouchCode::Refu), ContactStanding::Late);
        check(
            ago(57),
            Some(InTouchCode::Nreq),
            ContactStanding::NotExpected,
        );
        check(None, Some(InTouchCode::Rhom), ContactStanding::NotExpected);
        check(None, Some(InTouchCode::Died), ContactStanding::NotExpected);
    }
}
