//! The team as its manager sees it: caseloads, who waits for an adviser, what is overdue, and how steady support has been.

mod board;
mod lists;
mod reassignment;
mod share;
pub(crate) mod work;

use std::{collections::HashMap, sync::Arc};

use leaving_care::{
    allocation::{WorkerRole, worker_on},
    calendar::LeapDayBirthday,
    caseload::LIMIT_UNLESS_SET,
    facts::{AuthorityFacts, PersonFacts},
    in_touch::{InTouchCode, in_touch_on},
};
use uuid::Uuid;

pub use board::{AdviserLine, Board, KindLine, Steadiness, board};
pub use lists::{
    OverdueQuery, OverdueThing, Page, Place, SteadinessQuery, Support, WaitingForAdviser, overdue,
    steadiness, unallocated,
};
pub use reassignment::{Decision, Past, Taken, TakenBack, past_reassignments, reassign, take_back};
pub use share::{Ask, ColleagueLine, Line, Proposal, preview};

use crate::{
    actor::Actor,
    error::{Error, Problem, Result},
    office::{Office, event},
    permission::Action,
    person::{
        PersonSummary,
        change::stamp,
        list::{live_population, summaries},
    },
};

/// How many young people an adviser should have at most, and whether the council has said so itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    pub people: usize,
    pub is_own: bool,
}

/// Limits that make sense.
const LIMITS: std::ops::RangeInclusive<usize> = 1..=200;

pub(crate) async fn limit(actor: &Actor, office: &Office) -> Result<Limit> {
    let own = store::caseload::limit(&office.db, &actor.authority).await?;
    let own = own.and_then(|people| usize::try_from(people).ok());
    Ok(Limit {
        people: own.unwrap_or(LIMIT_UNLESS_SET),
        is_own: own.is_some(),
    })
}

/// Sets the council's own limit.
pub async fn set_limit(actor: &Actor, office: &Office, people: usize) -> Result<()> {
    actor.must(Action::ManageTeam, &actor.authority)?;
    if !LIMITS.contains(&people) {
        return Err(Error::Invalid(vec![Problem::new(
            "limit",
            "Enter a number of young people from 1 to 200.",
        )]));
    }
    let mut tx = office.db.begin().await?;
    let count = i64::try_from(people).unwrap_or(i64::MAX);
    store::caseload::set_limit(&mut tx, &actor.authority, count, &stamp(actor)).await?;
    store::audit::insert_many(
        &mut tx,
        &[event(actor, "team.limit", None, people.to_string())],
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Everybody who is known to be alive: nobody is owed work for somebody who has died.
pub(crate) fn living<'a>(
    facts: &'a AuthorityFacts,
    actor: &Actor,
) -> impl Iterator<Item = &'a Arc<PersonFacts>> {
    let today = actor.moment.today;
    facts.people.iter().filter(move |person| {
        in_touch_on(&person.in_touch, today)
            .is_none_or(|spell| spell.value.code != InTouchCode::Died)
    })
}

/// The personal adviser of somebody today.
pub(crate) fn adviser_of(person: &PersonFacts, actor: &Actor) -> Option<Uuid> {
    worker_on(
        &person.allocations,
        WorkerRole::PersonalAdviser,
        actor.moment.today,
    )
    .map(|spell| spell.value.worker)
}

/// The leap-day rule used everywhere here.
pub(crate) fn leap_day() -> LeapDayBirthday {
    LeapDayBirthday::default()
}

/// These people as any list shows them.
pub(crate) async fn named(
    actor: &Actor,
    office: &Office,
    people: &[Uuid],
) -> Result<HashMap<Uuid, PersonSummary>> {
    let facts = office.facts(&actor.authority, None).await?;
    let population = live_population(actor, office).await?;
    let members = population
        .members
        .iter()
        .map(|member| (member.person, member))
        .collect();
    let lines = store::person::lines(&office.db, &actor.authority, people).await?;
    Ok(summaries(actor, office, &facts, &members, lines)
        .await?
        .into_iter()
        .map(|person| (person.id, person))
        .collect())
}
