//! Comparing what files say with what is known, and writing the difference: importing twice changes nothing, a corrected file
//! supersedes, and all of it happens or none.

use std::collections::{HashMap, HashSet};

use leaving_care::{
    Finding, Severity,
    allocation::WorkerRole,
    person::{IdentifierKind, PersonDetails},
    spell_value::{SpellKind, SpellValue},
};
use store::{
    contact::ContactToInsert,
    import_run::ImportRun,
    person::{IdentifierRow, PersonVersion, Stamp, lookup_of},
    spell::{SpellRecord, SpellToInsert},
    worker::WorkerRecord,
};
use uuid::Uuid;

use super::{
    ImportKind, Progress, Report,
    proposal::{Proposal, ProposedFact, ProposedPerson, Rule},
};
use crate::{
    actor::Actor,
    error::{Error, Result},
    office::{Office, event},
    person::change::identifier_rows,
};

/// What is to be written.
#[derive(Default)]
struct Plan {
    new_people: Vec<(Uuid, PersonDetails)>,
    identifiers: Vec<IdentifierRow>,
    changed_details: Vec<(PersonVersion, PersonDetails)>,
    /// A spell that is superseded, with what takes its place.
    superseded: Vec<(Uuid, Uuid)>,
    spells: Vec<SpellToInsert>,
    contacts: Vec<ContactToInsert>,
    workers: Vec<WorkerRecord>,
    touched: HashSet<Uuid>,
    people: usize,
    written: usize,
    corrected: usize,
    unchanged: usize,
}

/// What is known before the import.
struct Known {
    by_identifier: HashMap<(String, String), Uuid>,
    people: HashMap<Uuid, PersonVersion>,
    spells: HashMap<Uuid, Vec<SpellRecord>>,
    workers: HashMap<(String, WorkerRole), Uuid>,
    data_version: i64,
}

/// How often an import begins again because somebody else wrote at the same time.
const ATTEMPTS: u32 = 5;

pub(super) async fn apply(
    actor: &Actor,
    office: &Office,
    kind: ImportKind,
    proposal: Proposal,
    confirm: bool,
    progress: &mut impl FnMut(Progress),
) -> Result<Report> {
    let Proposal {
        people,
        mut findings,
        files,
        rows_read,
        ..
    } = proposal;
    for _ in 0..ATTEMPTS {
        let known = known(actor, office, kind, &people).await?;
        let mut found = Vec::new();
        let plan = plan(actor, office, kind, &people, &known, &mut found)?;
        let report = |findings: Vec<Finding>| Report {
            kind,
            confirmed: confirm,
            people: plan.people,
            new_people: plan.new_people.len(),
            rows_read,
            written: plan.written,
            corrected: plan.corrected,
            unchanged: plan.unchanged,
            files: files.clone(),
            findings,
        };
        let mut all = findings.clone();
        all.extend(found);
        let report = report(all);
        if !confirm {
            return Ok(report);
        }
        if write(
            actor,
            office,
            kind,
            plan,
            &report,
            known.data_version,
            progress,
        )
        .await?
        {
            return Ok(report);
        }
        findings.shrink_to_fit();
    }
    Err(Error::Refused(
        "Others were writing all the time. Nothing was imported: try again.".into(),
    ))
}

async fn known(
    actor: &Actor,
    office: &Office,
    kind: ImportKind,
    people: &[ProposedPerson],
) -> Result<Known> {
    let authority = &actor.authority;
    // Read first: whatever is written after this makes the write begin again.
    let data_version = store::authority::data_version(&office.db, authority).await?;
    let kinds: HashSet<IdentifierKind> = people
        .iter()
        .flat_map(|person| person.identifiers.iter().map(|(kind, _)| *kind))
        .collect();
    let mut by_identifier = HashMap::new();
    for kind in kinds {
        for row in store::person::identifiers_of_kind(&office.db, authority, kind).await? {
            by_identifier.insert((row.kind, row.lookup), row.person_id);
        }
    }
    let people = store::person::all_current(&office.db, authority).await?;
    let mut spells: HashMap<Uuid, Vec<SpellRecord>> = HashMap::new();
    for record in store::spell::of_source(&office.db, authority, &format!("{} ", kind.code())).await?
    {
        spells.entry(record.person).or_default().push(record);
    }
    let workers = store::worker::list(&office.db, authority).await?;
    Ok(Known {
        by_identifier,
        people: people
            .into_iter()
            .map(|version| (version.person, version))
            .collect(),
        spells,
        workers: workers
            .into_iter()
            .filter_map(|worker| Some(((worker.name, worker.role.parse().ok()?), worker.id)))
            .collect(),
        data_version,
    })
}

fn plan(
    actor: &Actor,
    office: &Office,
    kind: ImportKind,
    people: &[ProposedPerson],
    known: &Known,
    findings: &mut Vec<Finding>,
) -> Result<Plan> {
    let mut plan = Plan::default();
    let mut workers = known.workers.clone();
    for proposed in people {
        let matched = proposed.identifiers.iter().find_map(|(kind, value)| {
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
        let existing = matched.and_then(|person| known.people.get(&person));
        let Some(person) = plan_person(kind, proposed, existing, &mut plan, findings) else {
            continue;
        };
        plan.people += 1;
        let rows = identifier_rows(office, person, &proposed.identifiers)?;
        let unknown = rows
            .into_iter()
            .filter(|row| {
                !known
                    .by_identifier
                    .contains_key(&(row.kind.clone(), row.lookup.clone()))
            })
            .collect::<Vec<_>>();
        plan.identifiers.extend(unknown);
        let held = known.spells.get(&person).map_or(&[][..], Vec::as_slice);
        let mut facts = proposed.facts.clone();
        for fact in &mut facts {
            name_worker(actor, fact, &mut workers, &mut plan.workers);
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
            .first()
            .map_or("", |(_, value)| value.as_str());
        finding
            .at_file(proposed.file.clone())
            .at_row(proposed.row)
            .at_cell("", value)
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
            plan.new_people.push((person, details.clone()));
            plan.touched.insert(person);
            Some(person)
        }
        (Some(version), None) => Some(version.person),
        (Some(version), Some(details)) => {
            let own = version.stamp.source == kind.code();
            if version.details.date_of_birth != details.date_of_birth && !own {
                findings.push(at(Finding::new(
                    Severity::Error,
                    "The date of birth differs from the one in the records, so nothing about this person was taken.",
                    "Find out which is right. Correct the file, or the person's details here.",
                )));
                return None;
            }
            let merged = merged(&version.details, details, own);
            if merged != version.details {
                plan.changed_details.push((version.clone(), merged));
                plan.touched.insert(version.person);
            }
            Some(version.person)
        }
    }
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

/// The part of a source that says which fact it is; behind " in " stands the year of the file.
fn key_of(source: &str) -> &str {
    source.split_once(" in ").map_or(source, |(key, _)| key)
}

fn file_year_of(source: &str) -> Option<i16> {
    source
        .split_once(" in ")
        .and_then(|(_, year)| year.parse().ok())
}

fn plan_exact(person: Uuid, facts: &[ProposedFact], held: &[SpellRecord], plan: &mut Plan) {
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
fn plan_observations(person: Uuid, facts: &[ProposedFact], held: &[SpellRecord], plan: &mut Plan) {
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
        for index in 0..chain.len() {
            let ends_on = chain.get(index + 1).map(|next| next.starts_on);
            let fact = &chain[index];
            let before = known.get(fact.source.as_str()).copied();
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
fn plan_current(
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
    ends_on: Option<jiff::civil::Date>,
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

/// Writes it all in one transaction. `false`, with nothing written, when others wrote since the plan was made.
async fn write(
    actor: &Actor,
    office: &Office,
    kind: ImportKind,
    plan: Plan,
    report: &Report,
    planned_on: i64,
    progress: &mut impl FnMut(Progress),
) -> Result<bool> {
    let stamp = Stamp {
        at: actor.moment.now,
        by: actor.name.clone(),
        source: kind.code().to_owned(),
    };
    let authority = &actor.authority;
    let mut tx = office.db.begin().await?;
    let version = store::authority::raise_version(&mut tx, authority).await?;
    if version != planned_on + 1 {
        return Ok(false);
    }
    let of = plan.spells.len();
    progress(Progress::Writing { done: 0, of });
    for worker in &plan.workers {
        store::worker::save(&mut tx, worker).await?;
    }
    store::person::insert_many(&mut tx, authority, &plan.new_people, &stamp, version).await?;
    for (before, details) in &plan.changed_details {
        if !store::person::supersede(
            &mut tx,
            before.id,
            before.person,
            authority,
            details,
            &stamp,
        )
        .await?
        {
            return Ok(false);
        }
    }
    store::person::insert_identifiers(&mut tx, authority, &plan.identifiers, &stamp).await?;
    for (before, after) in &plan.superseded {
        if !store::spell::supersede(&mut tx, *before, Some(*after), "imported again", &stamp)
            .await?
        {
            return Ok(false);
        }
    }
    let mut done = 0;
    for chunk in plan.spells.chunks(10_000) {
        store::spell::insert_many(&mut tx, authority, chunk, &stamp).await?;
        done += chunk.len();
        progress(Progress::Writing { done, of });
    }
    let contacts = store::contact::unknown_only(&mut tx, &plan.contacts).await?;
    store::contact::insert_many(&mut tx, authority, &contacts, &stamp).await?;
    let touched: Vec<Uuid> = plan.touched.into_iter().collect();
    store::person::stamp_version(&mut tx, &touched, version).await?;
    let run = ImportRun {
        id: Uuid::now_v7(),
        authority: authority.clone(),
        kind: kind.code().to_owned(),
        started_at: actor.moment.now,
        started_by: actor.name.clone(),
        confirmed: true,
        summary: serde_json::to_string(&Report {
            findings: Vec::new(),
            ..report.clone()
        })
        .unwrap_or_default(),
    };
    store::import_run::insert(&mut tx, &run, &report.findings).await?;
    store::audit::insert_many(
        &mut tx,
        &[event(actor, "import.write", None, run.id.to_string())],
    )
    .await?;
    tx.commit().await?;
    Ok(true)
}
