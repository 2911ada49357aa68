//! Our own format for any dated fact: JSON lines, described in docs/facts-format.md.

use jiff::civil::Date;
use leaving_care::{
    Finding, Severity,
    allocation::{Allocation, WorkerRole},
    person::{IdentifierKind, PersonDetails},
    source::Standing,
    spell_value::{AllocationDetails, SpellKind, SpellValue},
};
use serde::Deserialize;
use ssda903::{FileSummary, InputFile};
use uuid::Uuid;

use super::proposal::{Proposal, ProposedContact, ProposedFact, Rule};
use crate::error::without_nul;

/// A line may be as long as a long letter.
const LONGEST_LINE: usize = 1024 * 1024;

/// One line: who, and one fact, one contact, or nothing but details of the person.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    person: PersonPart,
    #[serde(default)]
    fact: Option<FactPart>,
    #[serde(default)]
    contact: Option<ContactPart>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PersonPart {
    #[serde(default)]
    local_id: String,
    #[serde(default)]
    ssda903_child: String,
    #[serde(default)]
    upn: String,
    #[serde(default)]
    uln: String,
    #[serde(default)]
    ni_number: String,
    #[serde(default)]
    date_of_birth: Option<Date>,
    #[serde(default)]
    details: serde_json::Map<String, serde_json::Value>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FactPart {
    kind: SpellKind,
    code: String,
    starts_on: Date,
    #[serde(default)]
    ends_on: Option<Date>,
    /// Says which fact this is: a line with the same id later takes its place.
    #[serde(default)]
    id: String,
    #[serde(default)]
    worker: String,
    #[serde(default)]
    team: String,
    #[serde(default)]
    details: serde_json::Map<String, serde_json::Value>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ContactPart {
    happened_on: Date,
    channel: String,
    outcome: String,
    #[serde(default)]
    worker: String,
    #[serde(default)]
    note: String,
}

/// Reads all lines; a line that cannot be read is a finding, and the others are still read.
pub(super) fn read(files: &[InputFile], today: Date) -> Proposal {
    let mut proposal = Proposal::default();
    for file in files {
        let mut rows = 0;
        // Some editors begin a file with a byte order mark.
        let bytes = file
            .bytes
            .strip_prefix(b"\xef\xbb\xbf")
            .unwrap_or(&file.bytes);
        for (line, row) in bytes.split(|byte| *byte == b'\n').zip(1_u64..) {
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            rows += 1;
            if let Err((column, reason, remedy)) =
                read_line(&mut proposal, &file.name, row, line, today)
            {
                let mut text = String::from_utf8_lossy(&line[..line.len().min(200)]);
                if text.contains("ni_number") {
                    // Findings are kept and downloaded; a secret number is not for them.
                    text = "not shown: the line holds a National Insurance number".into();
                }
                proposal.findings.push(
                    Finding::new(Severity::Error, reason, remedy)
                        .at_file(&file.name)
                        .at_table("facts")
                        .at_row(row)
                        .at_cell(column, &text),
                );
            }
        }
        if rows == 0 {
            proposal.findings.push(
                Finding::new(
                    Severity::Error,
                    "The file holds no lines.",
                    "Write one JSON object a line.",
                )
                .at_file(&file.name),
            );
        }
        proposal.rows_read += rows;
        let name = file.name.clone();
        proposal.files.push(FileSummary {
            name,
            table: None,
            year_ending: None,
            rows,
            encoding: "UTF-8",
        });
    }
    proposal
}

/// Column, reason and remedy.
type Complaint = (&'static str, String, &'static str);

fn read_line(
    proposal: &mut Proposal,
    file: &str,
    row: u64,
    line: &[u8],
    today: Date,
) -> Result<(), Complaint> {
    if line.len() > LONGEST_LINE {
        return Err((
            "",
            "The line is longer than 1 MB.".into(),
            "Write one fact a line.",
        ));
    }
    let line: Line = serde_json::from_slice(line).map_err(|error| {
        (
            "",
            format!("The line is not as the format describes: {error}."),
            "Compare it with docs/facts-format.md.",
        )
    })?;
    let identifiers = identifiers(&line.person);
    if identifiers.is_empty() {
        return Err((
            "person",
            "The line names nobody.".into(),
            "Give local_id, ssda903_child, upn, uln or ni_number.",
        ));
    }
    // Everything is read before anything is taken, so that a line counts whole or not at all.
    if let Some(born) = line.person.date_of_birth {
        believable(born, "date_of_birth")?;
    }
    let details = details(&line.person)?;
    let fact = line.fact.as_ref().map(fact_of).transpose()?;
    let contact = line.contact.as_ref().map(contact_of).transpose()?;
    if contact
        .as_ref()
        .is_some_and(|contact| contact.happened_on > today)
    {
        return Err((
            "happened_on",
            "The contact lies in the future.".into(),
            "Import it when it has happened, or correct the day.",
        ));
    }
    if let Some(fact) = fact.as_ref().filter(|fact| fact.starts_on > today) {
        proposal.findings.push(
            Finding::new(
                Severity::Warning,
                "The fact begins in the future; it was taken and counts from that day.",
                "Correct the day if it is not meant.",
            )
            .at_file(file)
            .at_table("facts")
            .at_row(row)
            .at_cell("starts_on", &fact.starts_on.to_string()),
        );
    }
    let person = proposal.person_known_as(&identifiers, file, row);
    if let Some(details) = details {
        person.details = Some(details);
    } else if let Some(born) = line.person.date_of_birth {
        person.born(born);
    }
    person.facts.extend(fact);
    person.contacts.extend(contact);
    Ok(())
}

fn identifiers(person: &PersonPart) -> Vec<(IdentifierKind, String)> {
    [
        (IdentifierKind::LocalId, &person.local_id),
        (IdentifierKind::Ssda903Child, &person.ssda903_child),
        (IdentifierKind::Upn, &person.upn),
        (IdentifierKind::Uln, &person.uln),
        (IdentifierKind::NiNumber, &person.ni_number),
    ]
    .into_iter()
    .map(|(kind, value)| (kind, without_nul(value).trim().to_owned()))
    .filter(|(_, value)| !value.is_empty())
    .collect()
}

/// The details of a person where the line gives any, in the names of `PersonDetails`.
fn details(person: &PersonPart) -> Result<Option<PersonDetails>, Complaint> {
    if person.details.is_empty() {
        return Ok(None);
    }
    let Some(born) = person.date_of_birth else {
        return Err((
            "date_of_birth",
            "Details are given without a date of birth.".into(),
            "Add date_of_birth.",
        ));
    };
    let known = serde_json::to_value(PersonDetails::default()).unwrap_or_default();
    let is_unknown = |name: &&String| known.get(name.as_str()).is_none();
    if let Some(name) = person.details.keys().find(is_unknown) {
        return Err((
            "details",
            format!("\"{name}\" is no detail of a person."),
            "Compare it with docs/facts-format.md.",
        ));
    }
    let mut fields = person.details.clone();
    for name in ["given_name", "family_name"] {
        fields.entry(name).or_insert_with(|| "".into());
    }
    fields.insert("date_of_birth".into(), born.to_string().into());
    let read = serde_json::from_value(fields.into());
    read.map(Some).map_err(|error| {
        (
            "details",
            format!("The details of the person cannot be read: {error}."),
            "Compare them with docs/facts-format.md.",
        )
    })
}

fn fact_of(fact: &FactPart) -> Result<ProposedFact, Complaint> {
    for day in [Some(fact.starts_on), fact.ends_on].into_iter().flatten() {
        believable(day, "starts_on")?;
    }
    if fact.ends_on.is_some_and(|end| end <= fact.starts_on) {
        return Err((
            "ends_on",
            "The end is not after the start.".into(),
            "The end is the first day on which it no longer held.",
        ));
    }
    let value = value_of(fact)?;
    let id = if fact.id.is_empty() {
        // Without an id the fact is known again by its kind, code and start.
        format!("{} {} {}", value.kind().code(), fact.code, fact.starts_on)
    } else {
        without_nul(&fact.id)
    };
    if id.len() > 200 {
        return Err((
            "id",
            "The id of the fact is longer than 200 letters.".into(),
            "Choose another id.",
        ));
    }
    Ok(ProposedFact {
        value,
        starts_on: fact.starts_on,
        ends_on: fact.ends_on,
        standing: Standing::Recorded,
        // Whose fact it is stands beside it: an identifier in here could be a secret one.
        source: format!("facts {id}"),
        rule: Rule::Exact { file_year: None },
    })
}

fn value_of(fact: &FactPart) -> Result<SpellValue, Complaint> {
    let unknown = || {
        (
            "code",
            format!("\"{}\" is no code of this kind.", fact.code),
            "Compare it with docs/facts-format.md.",
        )
    };
    if fact.kind == SpellKind::Allocation {
        let role: WorkerRole = fact.code.parse().map_err(|()| unknown())?;
        if fact.worker.trim().is_empty() {
            return Err((
                "worker",
                "An allocation needs the worker's name.".into(),
                "Add worker.",
            ));
        }
        return Ok(SpellValue::Allocation(AllocationDetails {
            allocation: Allocation {
                role,
                worker: Uuid::nil(),
            },
            worker_name: without_nul(fact.worker.trim()),
            team: without_nul(fact.team.trim()),
        }));
    }
    let json = serde_json::Value::Object(fact.details.clone()).to_string();
    SpellValue::from_parts(fact.kind, &fact.code, &json).ok_or_else(|| {
        if SpellValue::from_parts(fact.kind, &fact.code, "{}").is_none() {
            return unknown();
        }
        (
            "details",
            "A detail is not one of this kind of fact, or its value cannot be right.".into(),
            "Compare the details with docs/facts-format.md.",
        )
    })
}

/// Days outside these years are slips of the keyboard.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;

fn believable(day: Date, column: &'static str) -> Result<Date, Complaint> {
    if YEARS.contains(&day.year()) {
        return Ok(day);
    }
    Err((
        column,
        format!("The year {} cannot be right.", day.year()),
        "Write days as 2026-03-31.",
    ))
}

fn contact_of(contact: &ContactPart) -> Result<ProposedContact, Complaint> {
    believable(contact.happened_on, "happened_on")?;
    let channel: crate::contact::Channel = contact.channel.parse().map_err(|()| {
        (
            "channel",
            format!("\"{}\" is no channel.", contact.channel),
            "Use face_to_face, phone, video, message or letter.",
        )
    })?;
    let outcome: crate::contact::Outcome = contact.outcome.parse().map_err(|()| {
        (
            "outcome",
            format!("\"{}\" is no outcome.", contact.outcome),
            "Use took_part, no_reply or with_somebody_else.",
        )
    })?;
    Ok(ProposedContact {
        happened_on: contact.happened_on,
        channel: channel.code(),
        outcome: outcome.code(),
        worker_name: without_nul(&contact.worker),
        note: without_nul(&contact.note),
    })
}
