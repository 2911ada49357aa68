//! The facts of one person: each put in the place of what was known of it, ended, or added.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use leaving_care::{
    Finding, Severity,
    spell_value::{SpellKind, SpellValue},
};
use store::spell::{SpellRecord, SpellToInsert};
use uuid::Uuid;

use super::{Plan, file_year_of, key_of};
use crate::import::proposal::{ProposedFact, ProposedPerson, Rule};

pub(super) fn plan_exact(
    person: Uuid,
    facts: &[ProposedFact],
    held: &[SpellRecord],
    plan: &mut Plan,
) {
    // Of one fact in the files of several years the newest counts.
    let mut newest: HashMap<(SpellKind, &str), &ProposedFact> = HashMap::new();
    let mut order: Vec<(SpellKind, &str)> = Vec::new();
    for fact in facts
        .iter()
        .filter(|fact| matches!(fact.rule, Rule::Exact { .. }))
    {
        let key = (fact.value.kind(), fact.source.as_str());
        match newest.get(&key) {
            Some(other) if year_of(other) > year_of(fact) => {}
            Some(_) => drop(newest.insert(key, fact)),
            None => {
                order.push(key);
                newest.insert(key, fact);
            }
        }
    }
    let held: HashMap<(SpellKind, &str), &SpellRecord> = held
        .iter()
        .map(|record| ((record.value.kind(), key_of(&record.stamp.source)), record))
        .collect();
    for key in order {
        let Some(fact) = newest.get(&key) else {
            continue;
        };
        let source = match year_of(fact) {
            Some(year) => format!("{} in {year}", fact.source),
            None => fact.source.clone(),
        };
        let is_older = held
            .get(&key)
            .is_some_and(|record| file_year_of(&record.stamp.source) > year_of(fact));
        if is_older {
            plan.unchanged += 1;
        } else {
            put(
                person,
                fact,
                fact.ends_on,
                source,
                held.get(&key).copied(),
                plan,
            );
        }
    }
}

fn year_of(fact: &ProposedFact) -> Option<i16> {
    match fact.rule {
        Rule::Exact { file_year } => file_year,
        Rule::Observation | Rule::Current => None,
    }
}

/// All observations of a kind, known and new, make one chain: each holds until the next.
pub(super) fn plan_observations(
    person: Uuid,
    facts: &[ProposedFact],
    held: &[SpellRecord],
    plan: &mut Plan,
) {
    let kinds: HashSet<SpellKind> = facts
        .iter()
        .filter(|fact| fact.rule == Rule::Observation)
        .map(|fact| fact.value.kind())
        .collect();
    for kind in SpellKind::ALL
        .into_iter()
        .filter(|kind| kinds.contains(kind))
    {
        let is_observation = |record: &&SpellRecord| {
            record.value.kind() == kind && record.stamp.source.contains(" oc3 ")
        };
        let known: HashMap<&str, &SpellRecord> = held
            .iter()
            .filter(is_observation)
            .map(|record| (record.stamp.source.as_str(), record))
            .collect();
        let mut chain: Vec<ProposedFact> = facts
            .iter()
            .filter(|fact| fact.rule == Rule::Observation && fact.value.kind() == kind)
            .cloned()
            .collect();
        let named: HashSet<String> = chain.iter().map(|fact| fact.source.clone()).collect();
        let new: HashSet<&str> = named.iter().map(String::as_str).collect();
        chain.extend(
            known
                .values()
                .filter(|record| !named.contains(&record.stamp.source))
                .map(|record| ProposedFact {
                    value: record.value.clone(),
                    starts_on: record.starts_on,
                    ends_on: None,
                    standing: record.standing,
                    source: record.stamp.source.clone(),
                    rule: Rule::Observation,
                }),
        );
        chain.sort_by(|one, other| {
            (one.starts_on, &one.source).cmp(&(other.starts_on, &other.source))
        });
        let known_starts: HashSet<Date> = known.values().map(|record| record.starts_on).collect();
        for index in 0..chain.len() {
            let next = chain.get(index + 1).map(|next| next.starts_on);
            let fact = &chain[index];
            let before = known.get(fact.source.as_str()).copied();
            // An end at which no other observation starts was set by somebody here: it stays, unless the next one comes sooner.
            let ended_by_hand = before
                .and_then(|record| record.ends_on)
                .filter(|end| !known_starts.contains(end) && next.is_none_or(|next| *end < next));
            let ends_on = ended_by_hand.or(next);
            // A neighbour that the file does not name is only written when its end moves, and is not counted.
            let counted = (plan.written, plan.corrected, plan.unchanged);
            put(person, fact, ends_on, fact.source.clone(), before, plan);
            let value_same = before.is_some_and(|record| {
                record.value == fact.value && record.starts_on == fact.starts_on
            });
            if value_same {
                (plan.written, plan.corrected, plan.unchanged) = counted;
                plan.unchanged += usize::from(new.contains(fact.source.as_str()));
            }
        }
    }
}

/// What was current goes on, or ends on the day of the file and gives way to what is current now.
pub(super) fn plan_current(
    person: Uuid,
    proposed: &ProposedPerson,
    facts: &[ProposedFact],
    held: &[SpellRecord],
    plan: &mut Plan,
    findings: &mut Vec<Finding>,
) {
    for fact in facts.iter().filter(|fact| fact.rule == Rule::Current) {
        let is_same_thing = |record: &&SpellRecord| {
            record.value.kind() == fact.value.kind()
                && record.ends_on.is_none()
                && match (&record.value, &fact.value) {
                    (SpellValue::Allocation(held), SpellValue::Allocation(new)) => {
                        held.allocation.role == new.allocation.role
                    }
                    _ => true,
                }
        };
        let is_again = held
            .iter()
            .any(|record| record.value == fact.value && record.starts_on == fact.starts_on);
        if is_again {
            // The same file again, also when something else has followed or somebody has ended it since.
            plan.unchanged += 1;
            continue;
        }
        match held.iter().filter(is_same_thing).max_by_key(|record| record.starts_on) {
            Some(record) if record.value == fact.value => plan.unchanged += 1,
            Some(record) if record.starts_on > fact.starts_on => findings.push(
                Finding::new(
                    Severity::Warning,
                    "A newer file has already said something else, so this was left out.",
                    "Import files in the order in which they were made, or say when this one was made.",
                )
                .at_file(proposed.file.clone())
                .at_row(proposed.row)
                .at_cell(fact.value.kind().code(), &fact.value.code()),
            ),
            Some(record) => {
                let is_correction = record.starts_on == fact.starts_on;
                let ended = SpellToInsert {
                    id: Uuid::now_v7(),
                    person,
                    value: record.value.clone(),
                    starts_on: record.starts_on,
                    ends_on: Some(fact.starts_on),
                    standing: record.standing,
                    source: record.stamp.source.clone(),
                };
                if is_correction {
                    put(person, fact, fact.ends_on, fact.source.clone(), Some(record), plan);
                } else {
                    plan.superseded.push((record.id, ended.id));
                    plan.spells.push(ended);
                    put(person, fact, fact.ends_on, fact.source.clone(), None, plan);
                }
            }
            None => put(person, fact, fact.ends_on, fact.source.clone(), None, plan),
        }
    }
}

/// Plans a fact in the place of what was known of it; nothing when it is the same.
fn put(
    person: Uuid,
    fact: &ProposedFact,
    ends_on: Option<Date>,
    source: String,
    before: Option<&SpellRecord>,
    plan: &mut Plan,
) {
    let same = |record: &SpellRecord| {
        record.value == fact.value
            && record.starts_on == fact.starts_on
            && record.ends_on == ends_on
    };
    if before.is_some_and(same) {
        plan.unchanged += 1;
        return;
    }
    let id = Uuid::now_v7();
    match before {
        Some(record) => {
            plan.superseded.push((record.id, id));
            plan.corrected += 1;
        }
        None => plan.written += 1,
    }
    plan.touched.insert(person);
    let (starts_on, standing) = (fact.starts_on, fact.standing);
    plan.spells.push(SpellToInsert {
        id,
        person,
        value: fact.value.clone(),
        starts_on,
        ends_on,
        standing,
        source,
    });
}
