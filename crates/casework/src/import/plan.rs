//! What an import would write: what the files say, compared with what is known, person by person and fact by fact.

mod facts;

use std::collections::{HashMap, HashSet};

use facts::{plan_current, plan_exact, plan_observations};
use jiff::civil::Date;
use leaving_care::{
    Finding, Severity, allocation::WorkerRole, person::PersonDetails, spell_value::SpellValue,
};
use store::{
    contact::ContactToInsert,
    person::{IdentifierRow, PersonVersion, lookup_of},
    spell::{SpellRecord, SpellToInsert},
    worker::WorkerRecord,
};
use uuid::Uuid;

use super::{
    ImportKind,
    proposal::{ProposedFact, ProposedPerson, Rule},
};
use crate::{
    actor::Actor,
    error::{Result, without_nul},
    office::Office,
    person::change::identifier_rows,
};

/// What is to be written.
#[derive(Default)]
pub(super) struct Plan {
    /// People with what their details were read from.
    pub new_people: Vec<(Uuid, PersonDetails, String)>,
    pub identifiers: Vec<IdentifierRow>,
    pub changed_details: Vec<(PersonVersion, PersonDetails, String)>,
    /// A spell that is superseded, with what takes its place.
    pub superseded: Vec<(Uuid, Uuid)>,
    pub spells: Vec<SpellToInsert>,
    pub contacts: Vec<ContactToInsert>,
    pub workers: Vec<WorkerRecord>,
    pub touched: HashSet<Uuid>,
    pub people: usize,
    pub written: usize,
    pub corrected: usize,
    pub unchanged: usize,
}

/// What is known before the import.
pub(super) struct Known {
    pub by_identifier: HashMap<(String, String), Uuid>,
    pub people: HashMap<Uuid, PersonVersion>,
    pub spells: HashMap<Uuid, Vec<SpellRecord>>,
    /// What files said before and somebody here has corrected or withdrawn since.
    pub set_aside: HashMap<Uuid, Vec<SpellRecord>>,
    pub workers: HashMap<(String, WorkerRole), Uuid>,
    pub data_version: i64,
}

/// The people of the files, each with the person that the records know by one of the identifiers. Two of a file who are one in the
/// records are one.
fn matched(
    office: &Office,
    people: &[ProposedPerson],
    known: &Known,
) -> Vec<(Option<Uuid>, ProposedPerson)> {
    let mut matched: Vec<(Option<Uuid>, ProposedPerson)> = Vec::with_capacity(people.len());
    let mut places: HashMap<Uuid, usize> = HashMap::new();
    for proposed in people
        .iter()
        .filter(|proposed| !proposed.identifiers.is_empty())
    {
        let person = proposed.identifiers.iter().find_map(|(kind, value)| {
            let lookup = if kind.is_secret() {
                office.key.lookup(value)
            } else {
                lookup_of(value)
            };
            known
                .by_identifier
                .get(&(kind.code().to_owned(), lookup))
                .copied()
        });
        if let Some(place) = person.and_then(|person| places.get(&person)) {
            matched[*place].1.join(proposed.clone());
        } else {
            places.extend(person.map(|person| (person, matched.len())));
            matched.push((person, proposed.clone()));
        }
    }
    matched
}

/// The date of birth that the records will have.
fn born(existing: Option<&PersonVersion>, proposed: &ProposedPerson) -> Option<Date> {
    let known = existing.map(|version| version.details.date_of_birth);
    known.or(proposed
        .details
        .as_ref()
        .map(|details| details.date_of_birth))
}

/// Nothing can be true of somebody before they are born: such a fact is a finding, and the others are still taken.
fn leave_out_before_birth(
    proposed: &ProposedPerson,
    facts: &mut Vec<ProposedFact>,
    born: Date,
    findings: &mut Vec<Finding>,
) {
    for fact in facts.iter().filter(|fact| fact.starts_on < born) {
        findings.push(
            Finding::new(
                Severity::Error,
                "This begins before the person's date of birth, so it was not taken.",
                "Correct the day, or the date of birth.",
            )
            .at_file(proposed.file.clone())
            .at_row(proposed.row)
            .at_cell(fact.value.kind().code(), &fact.starts_on.to_string()),
        );
    }
    facts.retain(|fact| fact.starts_on >= born);
}

/// What is to be written so that the records say what the files say.
pub(super) fn plan(
    actor: &Actor,
    office: &Office,
    kind: ImportKind,
    people: &[ProposedPerson],
    known: &Known,
    findings: &mut Vec<Finding>,
) -> Result<Plan> {
    let mut plan = Plan::default();
    let mut workers = known.workers.clone();
    let mut by_identifier = known.by_identifier.clone();
    for (matched, proposed) in &mut matched(office, people, known) {
        let existing = matched.and_then(|person| known.people.get(&person));
        let Some(person) = plan_person(kind, proposed, existing, &mut plan, findings) else {
            continue;
        };
        plan.people += 1;
        let rows = identifier_rows(office, person, &proposed.identifiers)?;
        for row in rows {
            let key = (row.kind.clone(), row.lookup.clone());
            match by_identifier.get(&key) {
                Some(known) if *known == person => {}
                Some(_) => findings.push(
                    Finding::new(
                        Severity::Warning,
                        "Somebody else has this identifier, so it was not taken for this person.",
                        "Find out whose it is. If they are one person, correct the file.",
                    )
                    .at_file(proposed.file.clone())
                    .at_row(proposed.row)
                    .at_cell(row.kind.clone(), &shown_identifier(proposed, &row.kind)),
                ),
                None => {
                    by_identifier.insert(key, person);
                    plan.identifiers.push(row);
                }
            }
        }
        let held = known.spells.get(&person).map_or(&[][..], Vec::as_slice);
        let mut facts = std::mem::take(&mut proposed.facts);
        if let Some(born) = born(existing, proposed) {
            leave_out_before_birth(proposed, &mut facts, born, findings);
        }
        for fact in &mut facts {
            name_worker(actor, fact, &mut workers, &mut plan.workers);
        }
        if let Some(set_aside) = known.set_aside.get(&person) {
            leave_out(proposed, &mut facts, set_aside, &mut plan, findings);
        }
        plan_exact(person, &facts, held, &mut plan);
        plan_observations(person, &facts, held, &mut plan);
        plan_current(person, proposed, &facts, held, &mut plan, findings);
        plan.contacts
            .extend(proposed.contacts.iter().map(|contact| ContactToInsert {
                id: Uuid::now_v7(),
                person,
                happened_on: contact.happened_on,
                channel: contact.channel,
                outcome: contact.outcome,
                worker_name: contact.worker_name.clone(),
                note: contact.note.clone(),
            }));
    }
    Ok(plan)
}

/// What somebody here has corrected or withdrawn since it was first imported does not come back with the same file.
fn leave_out(
    proposed: &ProposedPerson,
    facts: &mut Vec<ProposedFact>,
    set_aside: &[SpellRecord],
    plan: &mut Plan,
    findings: &mut Vec<Finding>,
) {
    facts.retain(|fact| {
        let is_again = set_aside.iter().any(|record| {
            record.value == fact.value
                && record.starts_on == fact.starts_on
                && key_of(&record.stamp.source) == fact.source
                && (fact.rule == Rule::Observation || record.ends_on == fact.ends_on)
        });
        if is_again {
            plan.unchanged += 1;
            findings.push(
                Finding::new(
                    Severity::Note,
                    "Somebody here has corrected or withdrawn this since it was first imported. Their correction stands.",
                    "Correct it in the system that the file came from.",
                )
                .at_file(proposed.file.clone())
                .at_row(proposed.row)
                .at_cell(fact.value.kind().code(), &fact.value.code()),
            );
        }
        !is_again
    });
}

/// How a finding shows an identifier: a secret one not at all.
fn shown_identifier(proposed: &ProposedPerson, kind: &str) -> String {
    proposed
        .identifiers
        .iter()
        .find(|(known, _)| known.code() == kind && !known.is_secret())
        .map_or_else(String::new, |(_, value)| value.clone())
}

/// Who the proposed person is here; new people are planned, and details that the file corrects. `None`, with a finding, when there
/// is no date of birth to begin with or another one than the records have.
fn plan_person(
    kind: ImportKind,
    proposed: &ProposedPerson,
    existing: Option<&PersonVersion>,
    plan: &mut Plan,
    findings: &mut Vec<Finding>,
) -> Option<Uuid> {
    let at = |finding: Finding| {
        let value = proposed
            .identifiers
            .iter()
            .find(|(kind, _)| !kind.is_secret())
            .map_or("", |(_, value)| value.as_str());
        finding
            .at_file(proposed.file.clone())
            .at_row(proposed.row)
            .at_cell("", value)
    };
    let source = match proposed.file_year {
        Some(year) => format!("{} in {year}", kind.code()),
        None => kind.code().to_owned(),
    };
    match (existing, &proposed.details) {
        (None, None) => {
            findings.push(at(Finding::new(
                Severity::Error,
                "Nothing gives this person's date of birth, so nothing about them was taken.",
                "Add the person's row to the Header table, or the date of birth to the file.",
            )));
            None
        }
        (None, Some(details)) => {
            let person = Uuid::now_v7();
            plan.new_people.push((person, storable(details), source));
            plan.touched.insert(person);
            Some(person)
        }
        (Some(version), None) => Some(version.person),
        (Some(version), Some(details)) => {
            let (known_from, known_year) = key_and_file_year(&version.stamp.source);
            let is_older = known_from == kind.code() && known_year > proposed.file_year;
            let own = known_from == kind.code() && !is_older;
            if version.details.date_of_birth != details.date_of_birth && !own && !is_older {
                findings.push(at(Finding::new(
                    Severity::Error,
                    "The date of birth differs from the one in the records, so nothing about this person was taken.",
                    "Find out which is right. Correct the file, or the person's details here.",
                )));
                return None;
            }
            let merged = merged(&version.details, &storable(details), own);
            if merged != version.details {
                let source = if is_older {
                    version.stamp.source.clone()
                } else {
                    source
                };
                plan.changed_details.push((version.clone(), merged, source));
                plan.touched.insert(version.person);
            }
            Some(version.person)
        }
    }
}

/// The details without what no database keeps.
fn storable(details: &PersonDetails) -> PersonDetails {
    let mut details = details.clone();
    for text in [
        &mut details.given_name,
        &mut details.family_name,
        &mut details.preferred_name,
        &mut details.locality,
    ] {
        *text = without_nul(text);
    }
    details
}

/// What a file says fills what is empty; where the record came from the same kind of file, it corrects.
fn merged(known: &PersonDetails, file: &PersonDetails, own: bool) -> PersonDetails {
    let take = |known: &String, file: &String| {
        if file.is_empty() || (!known.is_empty() && !own) {
            known.clone()
        } else {
            file.clone()
        }
    };
    PersonDetails {
        given_name: take(&known.given_name, &file.given_name),
        family_name: take(&known.family_name, &file.family_name),
        preferred_name: take(&known.preferred_name, &file.preferred_name),
        pronouns: take(&known.pronouns, &file.pronouns),
        date_of_birth: if own {
            file.date_of_birth
        } else {
            known.date_of_birth
        },
        sex: take(&known.sex, &file.sex),
        ethnicity: take(&known.ethnicity, &file.ethnicity),
        language: take(&known.language, &file.language),
        accessibility_needs: take(&known.accessibility_needs, &file.accessibility_needs),
        locality: take(&known.locality, &file.locality),
        client_groups: if known.client_groups.is_empty() {
            file.client_groups.clone()
        } else {
            known.client_groups.clone()
        },
        was_unaccompanied: known.was_unaccompanied || file.was_unaccompanied,
        phone: take(&known.phone, &file.phone),
        email: take(&known.email, &file.email),
    }
}

/// A worker whom the file names without an id is one of that name and role, made when there is none.
fn name_worker(
    actor: &Actor,
    fact: &mut ProposedFact,
    workers: &mut HashMap<(String, WorkerRole), Uuid>,
    new: &mut Vec<WorkerRecord>,
) {
    let SpellValue::Allocation(details) = &mut fact.value else {
        return;
    };
    details.worker_name = without_nul(&details.worker_name);
    details.team = without_nul(&details.team);
    if !details.allocation.worker.is_nil() {
        return;
    }
    let role = details.allocation.role;
    details.allocation.worker = *workers
        .entry((details.worker_name.clone(), role))
        .or_insert_with(|| {
            let id = Uuid::now_v7();
            new.push(WorkerRecord {
                id,
                authority: actor.authority.clone(),
                name: details.worker_name.clone(),
                role: role.code().to_owned(),
                team: details.team.clone(),
                locality: String::new(),
                email: String::new(),
                starts_on: None,
                ends_on: None,
            });
            id
        });
}

/// The part of a source that says which fact it is, and behind " in " the year of the file.
fn key_and_file_year(source: &str) -> (&str, Option<i16>) {
    match source.rsplit_once(" in ") {
        Some((key, year)) if source.starts_with("ssda903") => (key, year.parse().ok()),
        _ => (source, None),
    }
}

fn key_of(source: &str) -> &str {
    key_and_file_year(source).0
}

fn file_year_of(source: &str) -> Option<i16> {
    key_and_file_year(source).1
}
