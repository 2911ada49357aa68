//! Who is owed a personal adviser and has none, how many advisers there have been, and how young people are shared out among colleagues.

use std::collections::HashSet;

use jiff::civil::Date;
use uuid::Uuid;

use crate::{
    allocation::{WorkerRole, days_without, worker_on},
    authority::Nation,
    calendar::{LeapDayBirthday, add_months, birthday_on},
    eligibility::{Category, eligibility},
    facts::PersonFacts,
};

/// What a council may expect of one adviser where it has set no limit of its own. No law sets one; this is a place to begin.
pub const LIMIT_UNLESS_SET: usize = 25;

/// The youngest age at which anybody is owed a personal adviser (Children Act 1989 Schedule 2 paragraph 19C; in Wales the Social
/// Services and Well-being (Wales) Act 2014 section 106).
const ADVISER_FROM_AGE: i16 = 16;

/// The stretches from `from` until the day before `until` on which a personal adviser was, is or will be owed if nothing else happens.
pub fn owed_stretches(
    facts: &PersonFacts,
    nation: Nation,
    from: Date,
    until: Date,
    leap_day: LeapDayBirthday,
) -> Vec<(Date, Date)> {
    let found = eligibility(facts, nation, from, leap_day);
    let mut stretches = Vec::new();
    let mut began = is_owed(found.category).then_some(from);
    for (day, category) in found.changes {
        if day >= until {
            break;
        }
        match (began, is_owed(category)) {
            (None, true) => began = Some(day),
            (Some(start), false) => {
                stretches.push((start, day));
                began = None;
            }
            _ => {}
        }
    }
    if let Some(start) = began.filter(|start| *start < until) {
        stretches.push((start, until));
    }
    stretches
}

/// Whether a category brings a personal adviser with it.
pub fn is_owed(category: Option<Category>) -> bool {
    category.is_some_and(Category::is_owed_a_personal_adviser)
}

/// Since when somebody who is owed a personal adviser has had none: the day on which the last one went, or on which one was first owed.
/// `None` when they have one, or when none is owed.
pub fn without_adviser_since(
    facts: &PersonFacts,
    nation: Nation,
    as_at: Date,
    leap_day: LeapDayBirthday,
) -> Option<Date> {
    if worker_on(&facts.allocations, WorkerRole::PersonalAdviser, as_at).is_some() {
        return None;
    }
    let from = birthday_on(facts.date_of_birth, ADVISER_FROM_AGE, leap_day).min(as_at);
    let until = as_at.tomorrow().unwrap_or(as_at);
    let (owed_since, owed_until) = owed_stretches(facts, nation, from, until, leap_day)
        .pop()
        .filter(|(_, end)| *end == until)?;
    let without = days_without(
        &facts.allocations,
        WorkerRole::PersonalAdviser,
        owed_since,
        owed_until,
    );
    without.last().map(|(since, _)| *since)
}

/// How steady the support of one young person has been.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Continuity {
    /// Different personal advisers until now.
    pub advisers: usize,
    /// Days of the last twelve months on which one was owed and there was none.
    pub days_without: i64,
}

/// How steady the support has been until a day, that day included.
pub fn continuity(
    facts: &PersonFacts,
    nation: Nation,
    as_at: Date,
    leap_day: LeapDayBirthday,
) -> Continuity {
    let until = as_at.tomorrow().unwrap_or(as_at);
    let from = add_months(until, -12);
    let role = WorkerRole::PersonalAdviser;
    let advisers: HashSet<Uuid> = facts
        .allocations
        .iter()
        .filter(|spell| spell.value.role == role && spell.starts_on <= as_at)
        .filter(|spell| spell.ends_on != Some(spell.starts_on))
        .map(|spell| spell.value.worker)
        .collect();
    let days_without = owed_stretches(facts, nation, from, until, leap_day)
        .into_iter()
        .flat_map(|(from, until)| days_without(&facts.allocations, role, from, until))
        .map(|(from, until)| i64::from((until - from).get_days()))
        .sum();
    Continuity {
        advisers: advisers.len(),
        days_without,
    }
}

/// How young people are shared out among several colleagues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// To whoever has the fewest.
    Evenly,
    /// To colleagues of the young person's own locality where there are some, and among them to whoever has the fewest.
    ByLocality,
}

/// Somebody who takes young people on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    pub worker: Uuid,
    pub locality: String,
    /// How many they have already.
    pub young_people: usize,
}

/// Who takes each young person, given by their localities, in the same order. Empty when there is no colleague.
pub fn shared_out(localities: &[&str], colleagues: &[Colleague], share: Share) -> Vec<Uuid> {
    let mut counts: Vec<usize> = colleagues
        .iter()
        .map(|colleague| colleague.young_people)
        .collect();
    let mut given = Vec::with_capacity(localities.len());
    for locality in localities {
        let is_near = |colleague: &Colleague| {
            !locality.trim().is_empty() && colleague.locality.trim() == locality.trim()
        };
        let somebody_near = share == Share::ByLocality && colleagues.iter().any(is_near);
        let fewest = colleagues
            .iter()
            .zip(&mut counts)
            .filter(|(colleague, _)| !somebody_near || is_near(colleague))
            .min_by_key(|(_, count)| **count);
        if let Some((colleague, count)) = fewest {
            *count += 1;
            given.push(colleague.worker);
        }
    }
    given
}

#[cfg(test)]
mod tests;
