//! A step in words: its lines for checking and comparing, and one line for lists.

use casework::event::{NewEvent, RecordedEvent};
use jiff::civil::Date;
use leaving_care::event::{EventDetails, EventKind};

use super::compare::Fact;
use crate::web::printed;

/// Every line of an event.
pub fn facts(record: &RecordedEvent) -> Vec<Fact> {
    lines(record.kind, record.happened_on, &record.details)
}

/// The same of one that was typed.
pub fn facts_of(event: &NewEvent) -> Vec<Fact> {
    lines(event.kind, event.on, &event.details)
}

fn lines(kind: EventKind, on: Date, details: &EventDetails) -> Vec<Fact> {
    let mut facts = vec![
        ("What", what(kind, details)),
        ("When", printed::long_date(&on)),
        ("How", how(details).to_owned()),
        ("Who was there", present(details)),
        ("Stood in", details.substitute.clone()),
        ("Reason", reason(details)),
        ("Note", details.note.clone()),
    ];
    facts.retain(|(_, text)| !text.is_empty());
    facts
}

/// What happened, in one line.
pub fn what(kind: EventKind, details: &EventDetails) -> String {
    match kind {
        EventKind::OwnStep if !details.step.is_empty() => details.step.replace('_', " "),
        EventKind::DutyExcused => {
            let duty = details.duty.rsplit('/').next().unwrap_or_default();
            format!("Put off: {}", duty.replace('_', " "))
        }
        kind => kind.label().to_owned(),
    }
}

fn how(details: &EventDetails) -> &'static str {
    match details.face_to_face {
        Some(true) => "Face to face",
        Some(false) => "Not face to face",
        None => "",
    }
}

fn present(details: &EventDetails) -> String {
    let names: Vec<&str> = details
        .present
        .iter()
        .map(|attendee| attendee.label())
        .collect();
    names.join(", ")
}

/// The name of an exemption reads as its words.
fn reason(details: &EventDetails) -> String {
    details.reason.replace('_', " ")
}
