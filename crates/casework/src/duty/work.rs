//! My work: what is late, due and soon for one's own young people, and for the whole service where one answers for it.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use jiff::{ToSpan, civil::Date};
use leaving_care::{
    activity::ActivityCode,
    allocation::{WorkerRole, worker_on},
    duty::{OwedBy, State},
    event::Attendee,
    facts::{AuthorityFacts, PersonFacts},
};
use measures::population::Member;
use uuid::Uuid;

use super::{PersonDuty, everybodys};
use crate::{
    actor::Actor,
    cover::{self, Cover},
    error::Result,
    office::Office,
    permission::{Action, Role},
    person::{
        PersonSummary, View,
        list::{live_population, summaries},
    },
};

/// What falls due within this time is shown; what comes later can wait.
const AHEAD_DAYS: i32 = 28;
/// Something begun within this time is news.
const NEWS_DAYS: i32 = 14;

/// Whose young people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Those whose worker the actor is, and what falls to the actor's role.
    Own,
    /// Everybody's.
    Service,
}

/// What there is to do.
#[derive(Debug, Clone)]
pub struct MyWork {
    pub as_at: Date,
    pub whose: Whose,
    /// What is longest late first, then by the day on which it is due.
    pub rows: Vec<WorkRow>,
    /// One's own young people, by name.
    pub own: Vec<OwnPerson>,
    /// What can be done already and is due later than the list reaches.
    pub due_later: usize,
    /// What the Jobcentre owes and has not done in time: somebody may have to ask.
    pub late_elsewhere: usize,
    /// Whose work is among it because they are away.
    pub covers: Vec<Cover>,
}

impl MyWork {
    pub fn overdue(&self) -> usize {
        self.rows.iter().filter(|row| row.is_late()).count()
    }

    /// Due today or within a week, and not late.
    pub fn due_this_week(&self) -> usize {
        self.rows
            .iter()
            .filter(|row| !row.is_late() && row.is_due_by(self.as_at.saturating_add(7.days())))
            .count()
    }
}

/// One thing to do for one young person.
#[derive(Debug, Clone)]
pub struct WorkRow {
    pub person: Arc<PersonSummary>,
    pub duty: PersonDuty,
}

impl WorkRow {
    pub fn is_late(&self) -> bool {
        self.duty.state == State::Overdue
    }

    fn is_due_by(&self, day: Date) -> bool {
        self.duty.state == State::Due && self.duty.due_on <= day
    }
}

/// One of the actor's own young people.
#[derive(Debug, Clone)]
pub struct OwnPerson {
    pub person: Arc<PersonSummary>,
    pub last_contact_on: Option<Date>,
    pub late: usize,
    /// When something is due next; none when nothing is.
    pub next_due_on: Option<Date>,
    /// Education, training or work that began in the last two weeks.
    pub news: Option<(Date, ActivityCode)>,
}

/// What is late, due and soon. A role that reads nobody has no work here.
pub async fn my_work(actor: &Actor, office: &Office, whose: Whose) -> Result<MyWork> {
    actor.must(Action::ReadPeople, &actor.authority)?;
    let as_at = actor.moment.today;
    let view = View {
        as_at,
        known_at: None,
    };
    let duties = everybodys(office, &actor.authority, view).await?;
    let facts = office.facts(&actor.authority, None).await?;
    let covers = cover::own(actor, office).await?;
    let workers: Vec<Uuid> = actor
        .worker
        .into_iter()
        .chain(covers.iter().map(|cover| cover.worker))
        .collect();
    let own: HashMap<Uuid, Vec<WorkerRole>> = facts
        .people
        .iter()
        .filter_map(|person| Some((person.person, own_roles(&workers, person, as_at)?)))
        .collect();
    let is_mine = |duty: &PersonDuty, person: &PersonFacts| match whose {
        Whose::Service => true,
        Whose::Own => {
            is_of_role(actor.role, duty.definition.role)
                || own
                    .get(&duty.person)
                    .is_some_and(|roles| falls_to(duty, roles, person, as_at))
        }
    };
    let until = as_at.saturating_add(AHEAD_DAYS.days());
    let mut mine: Vec<&PersonDuty> = Vec::new();
    let (mut due_later, mut late_elsewhere) = (0, 0);
    let mut of_own: HashMap<Uuid, (usize, Option<Date>)> = HashMap::new();
    for person in &facts.people {
        for duty in duties.of(person.person) {
            if !is_mine(duty, person) {
                continue;
            }
            match (duty.definition.owed_by, duty.state) {
                (OwedBy::Jobcentre, State::Overdue) => late_elsewhere += 1,
                (OwedBy::Jobcentre, _) | (_, State::Upcoming | State::Excused | State::Done) => {}
                (_, State::Due) if duty.due_on > until => due_later += 1,
                (_, State::Due | State::Overdue | State::Blocked) => {
                    let counted = of_own.entry(duty.person).or_default();
                    if duty.state == State::Overdue {
                        counted.0 += 1;
                    } else if duty.state == State::Due {
                        counted.1 = Some(counted.1.map_or(duty.due_on, |day| day.min(duty.due_on)));
                    }
                    mine.push(duty);
                }
            }
        }
    }
    mine.sort_by_key(|duty| {
        let order = match duty.state {
            State::Overdue => (0, duty.late_after),
            State::Due => (1, duty.due_on),
            _ => (2, duty.due_on),
        };
        (order, duty.person)
    });
    let mut wanted: HashSet<Uuid> = mine.iter().map(|duty| duty.person).collect();
    wanted.extend(own.keys());
    let people = named(actor, office, wanted).await?;
    let own: Vec<Uuid> = own.into_keys().collect();
    let own = own_people(actor, office, &own, &people, &facts, &of_own).await?;
    office.note(actor, "work.read", None, "").await?;
    Ok(MyWork {
        as_at,
        whose,
        rows: mine
            .into_iter()
            .filter_map(|duty| {
                Some(WorkRow {
                    person: people.get(&duty.person)?.clone(),
                    duty: duty.clone(),
                })
            })
            .collect(),
        own,
        due_later,
        late_elsewhere,
        covers,
    })
}

/// In which roles one of these workers is somebody's on a day; `None` in none.
pub(crate) fn own_roles(
    workers: &[Uuid],
    person: &PersonFacts,
    day: Date,
) -> Option<Vec<WorkerRole>> {
    let roles: Vec<WorkerRole> = WorkerRole::ALL
        .into_iter()
        .filter(|role| {
            worker_on(&person.allocations, *role, day)
                .is_some_and(|spell| workers.contains(&spell.value.worker))
        })
        .collect();
    (!roles.is_empty()).then_some(roles)
}

/// Whether a duty to one's own young person falls to oneself: its text names one's role, or nobody, or a role in which nobody is there.
/// What falls to a virtual school or a reviewing officer is on their lists.
pub(crate) fn falls_to(
    duty: &PersonDuty,
    roles: &[WorkerRole],
    person: &PersonFacts,
    day: Date,
) -> bool {
    let wanted = match duty.definition.role {
        None => return true,
        Some(Attendee::PersonalAdviser) => WorkerRole::PersonalAdviser,
        Some(Attendee::SocialWorker) => WorkerRole::SocialWorker,
        Some(Attendee::YouthAdviser) => WorkerRole::YouthAdviser,
        Some(_) => return false,
    };
    roles.contains(&wanted) || worker_on(&person.allocations, wanted, day).is_none()
}

/// Whether a duty falls to a role of which an authority has one or a few, and which is nobody's own worker.
fn is_of_role(role: Role, wanted: Option<Attendee>) -> bool {
    matches!(
        (role, wanted),
        (Role::VirtualSchoolHead, Some(Attendee::VirtualSchoolHead))
            | (
                Role::IndependentReviewingOfficer,
                Some(Attendee::ReviewingOfficer)
            )
    )
}

async fn named(
    actor: &Actor,
    office: &Office,
    wanted: HashSet<Uuid>,
) -> Result<HashMap<Uuid, Arc<PersonSummary>>> {
    let facts = office.facts(&actor.authority, None).await?;
    let population = live_population(actor, office).await?;
    let members: HashMap<Uuid, &Member> = population
        .members
        .iter()
        .map(|member| (member.person, member))
        .collect();
    let wanted: Vec<Uuid> = wanted.into_iter().collect();
    let lines = store::person::lines(&office.db, &actor.authority, &wanted).await?;
    let people = summaries(actor, office, &facts, &members, lines).await?;
    Ok(people
        .into_iter()
        .map(|person| (person.id, Arc::new(person)))
        .collect())
}

async fn own_people(
    actor: &Actor,
    office: &Office,
    own: &[Uuid],
    people: &HashMap<Uuid, Arc<PersonSummary>>,
    facts: &AuthorityFacts,
    of_own: &HashMap<Uuid, (usize, Option<Date>)>,
) -> Result<Vec<OwnPerson>> {
    let today = actor.moment.today;
    let last_contacts: HashMap<Uuid, Date> = store::contact::last_of(&office.db, own, today)
        .await?
        .into_iter()
        .collect();
    let mut own: Vec<OwnPerson> = own
        .iter()
        .filter_map(|id| {
            let (late, next_due_on) = of_own.get(id).copied().unwrap_or_default();
            Some(OwnPerson {
                person: people.get(id)?.clone(),
                last_contact_on: last_contacts.get(id).copied(),
                late,
                next_due_on,
                news: facts.of(*id).and_then(|person| news_of(person, today)),
            })
        })
        .collect();
    own.retain(|own| own.person.in_touch != Some(leaving_care::in_touch::InTouchCode::Died));
    own.sort_by(|one, other| one.person.name.cmp(&other.person.name));
    Ok(own)
}

fn news_of(person: &PersonFacts, today: Date) -> Option<(Date, ActivityCode)> {
    let earliest = today.saturating_sub(NEWS_DAYS.days());
    person
        .activities
        .iter()
        .filter(|spell| spell.starts_on > earliest && spell.holds_on(today))
        .filter(|spell| spell.value.code.is_eet())
        .map(|spell| (spell.starts_on, spell.value.code))
        .max_by_key(|(starts_on, _)| *starts_on)
}
