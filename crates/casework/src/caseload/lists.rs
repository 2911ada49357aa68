//! The lists behind the numbers of the board, a page at a time: who waits for an adviser, what is overdue, whose adviser changed how often.

use jiff::civil::Date;
use leaving_care::{
    caseload::{Continuity, continuity, is_owed, without_adviser_since},
    duty::State,
    eligibility::category_on,
};
use uuid::Uuid;

use super::{adviser_of, leap_day, living, named, work};
use crate::{
    actor::Actor, error::Result, measure::nation_of, office::Office, permission::Action,
    person::PersonSummary,
};

/// Where a page ended: a day or a number that orders, and what tells two of the same apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub order: String,
    pub id: String,
}

/// A page of a list.
#[derive(Debug, Clone)]
pub struct Page<T> {
    pub lines: Vec<T>,
    /// How many there are on all pages.
    pub total: usize,
    pub next: Option<Place>,
    pub as_at: Date,
}

/// Somebody who is owed an adviser and has none.
#[derive(Debug, Clone)]
pub struct WaitingForAdviser {
    pub person: PersonSummary,
    pub since: Date,
    pub weeks: i64,
}

/// Something overdue for somebody.
#[derive(Debug, Clone)]
pub struct OverdueThing {
    pub person: PersonSummary,
    pub title: String,
    pub due_on: Date,
    pub late_after: Date,
    pub days_late: i64,
}

/// Which overdue things are asked for; empty and `None` narrow nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OverdueQuery {
    pub duty: String,
    pub adviser: Option<Uuid>,
    pub team: String,
    /// Not the overdue ones, but those that fall due within a week.
    pub due_this_week: bool,
}

/// Whose support is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SteadinessQuery {
    /// So many advisers; 4 stands for four and more.
    pub advisers: Option<usize>,
    /// Only those with days without an adviser.
    pub with_days_without: bool,
    pub team: String,
}

/// How steady somebody's support has been.
#[derive(Debug, Clone)]
pub struct Support {
    pub person: PersonSummary,
    pub advisers: usize,
    pub days_without: i64,
}

/// Whole weeks between two days.
pub(super) fn weeks(since: Date, until: Date) -> i64 {
    i64::from((until - since).get_days()) / 7
}

/// Those who wait for an adviser, longest first.
pub async fn unallocated(
    actor: &Actor,
    office: &Office,
    after: Option<&Place>,
    limit: usize,
) -> Result<Page<WaitingForAdviser>> {
    actor.must(Action::ReadTeam, &actor.authority)?;
    let today = actor.moment.today;
    let nation = nation_of(&actor.authority);
    let facts = office.facts(&actor.authority, None).await?;
    let waiting = living(&facts, actor).filter_map(|person| {
        without_adviser_since(person, nation, today, leap_day()).map(|since| {
            let place = Place {
                order: since.to_string(),
                id: person.person.to_string(),
            };
            (place, (person.person, since))
        })
    });
    let (lines, total, next) = page(waiting.collect(), after, limit);
    let people = named(actor, office, &ids(&lines, |(person, _)| *person)).await?;
    note(actor, office, "team.unallocated", lines.len()).await?;
    Ok(Page {
        lines: lines
            .into_iter()
            .filter_map(|(person, since)| {
                people.get(&person).map(|person| WaitingForAdviser {
                    person: person.clone(),
                    since,
                    weeks: weeks(since, today),
                })
            })
            .collect(),
        total,
        next,
        as_at: today,
    })
}

/// What is overdue, longest first; or what falls due within a week, soonest first.
pub async fn overdue(
    actor: &Actor,
    office: &Office,
    query: &OverdueQuery,
    after: Option<&Place>,
    limit: usize,
) -> Result<Page<OverdueThing>> {
    actor.must(Action::ReadTeam, &actor.authority)?;
    let today = actor.moment.today;
    let facts = office.facts(&actor.authority, None).await?;
    let teams = teams(actor, office).await?;
    let adviser = |person: Uuid| adviser_of(facts.of(person)?, actor);
    let is_asked = |due: &work::Work| {
        let in_time = if query.due_this_week {
            due.is_due_within_a_week(today)
        } else {
            due.state == State::Overdue
        };
        in_time
            && (query.duty.is_empty() || due.duty == query.duty)
            && (query.adviser.is_none() || adviser(due.person) == query.adviser)
            && (query.team.is_empty()
                || adviser(due.person)
                    .and_then(|adviser| teams.get(&adviser))
                    .is_some_and(|team| *team == query.team))
    };
    let things: Vec<(Place, work::Work)> = work::of_authority(actor, office)
        .await?
        .into_iter()
        .filter(is_asked)
        .map(|due| {
            let place = Place {
                order: due.late_after.to_string(),
                id: format!("{}/{}", due.person, due.key),
            };
            (place, due)
        })
        .collect();
    let (lines, total, next) = page(things, after, limit);
    let people = named(actor, office, &ids(&lines, |due| due.person)).await?;
    note(actor, office, "team.overdue", lines.len()).await?;
    Ok(Page {
        lines: lines
            .into_iter()
            .filter_map(|due| {
                people.get(&due.person).map(|person| OverdueThing {
                    person: person.clone(),
                    title: due.title,
                    due_on: due.due_on,
                    late_after: due.late_after,
                    days_late: i64::from((today - due.late_after).get_days()).max(0),
                })
            })
            .collect(),
        total,
        next,
        as_at: today,
    })
}

/// How steady support has been: most days without an adviser first, then most advisers.
pub async fn steadiness(
    actor: &Actor,
    office: &Office,
    query: &SteadinessQuery,
    after: Option<&Place>,
    limit: usize,
) -> Result<Page<Support>> {
    actor.must(Action::ReadTeam, &actor.authority)?;
    let today = actor.moment.today;
    let nation = nation_of(&actor.authority);
    let facts = office.facts(&actor.authority, None).await?;
    let teams = teams(actor, office).await?;
    let is_asked = |found: Continuity| {
        (!query.with_days_without || found.days_without > 0)
            && query
                .advisers
                .is_none_or(|advisers| advisers.min(4) == found.advisers.min(4))
    };
    let people = living(&facts, actor)
        .filter(|person| is_owed(category_on(person, nation, today, leap_day()).0))
        .filter(|person| {
            query.team.is_empty()
                || adviser_of(person, actor)
                    .and_then(|adviser| teams.get(&adviser))
                    .is_some_and(|team| *team == query.team)
        })
        .map(|person| (person.person, continuity(person, nation, today, leap_day())))
        .filter(|(_, found)| is_asked(*found))
        .map(|(person, found)| {
            let place = Place {
                // Counted down, so that the most comes first and places still rise.
                order: format!(
                    "{:04}.{:03}",
                    9_999 - found.days_without.clamp(0, 9_999),
                    999 - found.advisers.min(999)
                ),
                id: person.to_string(),
            };
            (place, (person, found))
        });
    let (lines, total, next) = page(people.collect(), after, limit);
    let people = named(actor, office, &ids(&lines, |(person, _)| *person)).await?;
    note(actor, office, "team.steadiness", lines.len()).await?;
    Ok(Page {
        lines: lines
            .into_iter()
            .filter_map(|(person, found)| {
                people.get(&person).map(|person| Support {
                    person: person.clone(),
                    advisers: found.advisers,
                    days_without: found.days_without,
                })
            })
            .collect(),
        total,
        next,
        as_at: today,
    })
}

async fn teams(actor: &Actor, office: &Office) -> Result<std::collections::HashMap<Uuid, String>> {
    Ok(store::worker::list(&office.db, &actor.authority)
        .await?
        .into_iter()
        .map(|worker| (worker.id, worker.team))
        .collect())
}

async fn note(actor: &Actor, office: &Office, action: &str, shown: usize) -> Result<()> {
    office
        .note(actor, action, None, format!("{shown} shown"))
        .await
}

fn ids<T>(lines: &[T], id: impl Fn(&T) -> Uuid) -> Vec<Uuid> {
    let mut ids: Vec<Uuid> = lines.iter().map(id).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// The lines behind a place, up to a limit; how many there are in all; and where the next page starts.
fn page<T>(
    mut lines: Vec<(Place, T)>,
    after: Option<&Place>,
    limit: usize,
) -> (Vec<T>, usize, Option<Place>) {
    lines.sort_by(|(one, _), (other, _)| one.cmp(other));
    let total = lines.len();
    if let Some(after) = after {
        lines.retain(|(place, _)| place > after);
    }
    let has_more = lines.len() > limit;
    lines.truncate(limit);
    let next = lines
        .last()
        .filter(|_| has_more)
        .map(|(place, _)| place.clone());
    (
        lines.into_iter().map(|(_, line)| line).collect(),
        total,
        next,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_follow_each_other_without_losing_anybody() {
        let lines = || -> Vec<(Place, u32)> {
            [
                ("2026-01-02", "a"),
                ("2026-01-01", "b"),
                ("2026-01-01", "a"),
                ("2026-01-03", "a"),
                ("2025-12-31", "z"),
            ]
            .iter()
            .zip(0..)
            .map(|((order, id), number)| {
                (
                    Place {
                        order: (*order).into(),
                        id: (*id).into(),
                    },
                    number,
                )
            })
            .collect()
        };
        let mut seen = Vec::new();
        let mut after = None;
        loop {
            let (found, total, next) = page(lines(), after.as_ref(), 2);
            assert_eq!(total, 5);
            seen.extend(found);
            match next {
                Some(next) => after = Some(next),
                None => break,
            }
        }
        assert_eq!(seen, [4, 2, 1, 0, 3]);
        let (found, total, next) = page::<u32>(Vec::new(), None, 2);
        assert_eq!((found, total, next), (vec![], 0, None));
    }
}
