//! Before young people are passed on: whom somebody has, who could take them, and a proposal to be looked at and changed.

use std::collections::HashMap;

use jiff::civil::Date;
use leaving_care::{
    allocation::{WorkerRole, worker_on},
    caseload::{Colleague, Share, shared_out},
    facts::AuthorityFacts,
    spell_value::SpellValue,
};
use store::{spell::SpellRecord, worker::WorkerRecord};
use uuid::Uuid;

use super::{Limit, limit, named};
use crate::{
    actor::Actor,
    error::{Error, Problem, Result},
    office::Office,
    permission::Action,
    person::PersonSummary,
};

/// What is to be proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// Whose young people are passed on.
    pub worker: Uuid,
    /// The first day with the new worker.
    pub from_day: Date,
    pub share: Share,
    /// Who may take them; everybody of the same role when empty.
    pub colleagues: Vec<Uuid>,
}

/// A proposal. Nothing is written yet.
#[derive(Debug, Clone)]
pub struct Proposal {
    pub worker: WorkerRecord,
    pub from_day: Date,
    pub limit: Limit,
    /// By locality and name.
    pub lines: Vec<Line>,
    /// Who may take them, with what they have now and would have.
    pub colleagues: Vec<ColleagueLine>,
    /// Everybody else of the same role who is there then, for whoever wants to choose another.
    pub others: Vec<WorkerRecord>,
}

/// One young person of a proposal.
#[derive(Debug, Clone)]
pub struct Line {
    /// The allocation that ends: by it one sees whether anything has changed since.
    pub spell: Uuid,
    pub person: PersonSummary,
    pub to: Uuid,
}

/// A colleague of a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColleagueLine {
    pub worker: WorkerRecord,
    pub young_people: usize,
    pub would_have: usize,
}

/// Proposes who takes whom.
pub async fn preview(actor: &Actor, office: &Office, ask: &Ask) -> Result<Proposal> {
    actor.must(Action::ManageTeam, &actor.authority)?;
    let facts = office.facts(&actor.authority, None).await?;
    let workers = store::worker::list(&office.db, &actor.authority).await?;
    let worker = workers
        .iter()
        .find(|worker| worker.id == ask.worker)
        .cloned()
        .ok_or_else(|| invalid("worker", "Choose whose young people are passed on."))?;
    let able: Vec<&WorkerRecord> = workers
        .iter()
        .filter(|other| may_take(other, &worker, ask.from_day))
        .collect();
    let chosen: Vec<&WorkerRecord> = able
        .iter()
        .filter(|other| ask.colleagues.is_empty() || ask.colleagues.contains(&other.id))
        .copied()
        .collect();
    if chosen.is_empty() {
        return Err(invalid(
            "colleagues",
            "Nobody else of this role works here on that day. Choose another day, or add a worker first.",
        ));
    }
    let counts = counts(&facts, &worker, ask.from_day);
    let held = held_by(office, &facts, &worker, ask.from_day).await?;
    let ids: Vec<Uuid> = held.iter().map(|record| record.person).collect();
    let people = named(actor, office, &ids).await?;
    let mut lines: Vec<Line> = held
        .iter()
        .filter_map(|record| {
            people.get(&record.person).map(|person| Line {
                spell: record.id,
                person: person.clone(),
                to: Uuid::nil(),
            })
        })
        .collect();
    lines.sort_by(|one, other| {
        (&one.person.locality, &one.person.name, one.spell).cmp(&(
            &other.person.locality,
            &other.person.name,
            other.spell,
        ))
    });
    let count_of = |worker: Uuid| counts.get(&worker).copied().unwrap_or(0);
    let colleagues: Vec<Colleague> = chosen
        .iter()
        .map(|other| Colleague {
            worker: other.id,
            locality: other.locality.clone(),
            young_people: count_of(other.id),
        })
        .collect();
    let localities: Vec<&str> = lines
        .iter()
        .map(|line| line.person.locality.as_str())
        .collect();
    let given = shared_out(&localities, &colleagues, ask.share);
    for (line, to) in lines.iter_mut().zip(given) {
        line.to = to;
    }
    office
        .note(
            actor,
            "team.preview",
            None,
            format!("{} of {}", lines.len(), worker.id),
        )
        .await?;
    Ok(Proposal {
        from_day: ask.from_day,
        limit: limit(actor, office).await?,
        colleagues: chosen
            .iter()
            .map(|other| ColleagueLine {
                worker: (*other).clone(),
                young_people: count_of(other.id),
                would_have: count_of(other.id)
                    + lines.iter().filter(|line| line.to == other.id).count(),
            })
            .collect(),
        others: able
            .into_iter()
            .filter(|other| !chosen.iter().any(|chosen| chosen.id == other.id))
            .cloned()
            .collect(),
        worker,
        lines,
    })
}

/// Whether somebody can take young people of a worker over on a day: another one of the same role who works here then.
pub(super) fn may_take(other: &WorkerRecord, worker: &WorkerRecord, from_day: Date) -> bool {
    other.id != worker.id
        && other.role == worker.role
        && other.starts_on.is_none_or(|start| start <= from_day)
        && other.ends_on.is_none_or(|end| from_day < end)
}

/// How many young people each worker of the role has on a day.
fn counts(facts: &AuthorityFacts, worker: &WorkerRecord, day: Date) -> HashMap<Uuid, usize> {
    let mut counts = HashMap::new();
    let Ok(role) = worker.role.parse::<WorkerRole>() else {
        return counts;
    };
    for person in &facts.people {
        if let Some(spell) = worker_on(&person.allocations, role, day) {
            *counts.entry(spell.value.worker).or_default() += 1;
        }
    }
    counts
}

/// The allocations of a worker that hold on a day or begin after it.
pub(super) async fn held_by(
    office: &Office,
    facts: &AuthorityFacts,
    worker: &WorkerRecord,
    from_day: Date,
) -> Result<Vec<SpellRecord>> {
    let goes_on = |ends_on: Option<Date>| ends_on.is_none_or(|end| from_day < end);
    let people = facts.people.iter().filter(|person| {
        person
            .allocations
            .iter()
            .any(|spell| spell.value.worker == worker.id && goes_on(spell.ends_on))
    });
    let mut held = Vec::new();
    for person in people {
        let spells = store::spell::of_person(&office.db, person.person, None).await?;
        held.extend(spells.into_iter().filter(|record| {
            matches!(&record.value, SpellValue::Allocation(details) if details.allocation.worker == worker.id)
                && goes_on(record.ends_on)
        }));
    }
    Ok(held)
}

pub(super) fn invalid(field: &'static str, message: &str) -> Error {
    Error::Invalid(vec![Problem::new(field, message)])
}
