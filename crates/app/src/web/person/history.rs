//! Every version of what was known of a person: what, from when until when, who recorded it, and what took its place and why.

mod plans;

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use casework::{
    Action, better_off,
    contact::{Channel, Contact, Outcome, Superseded},
    entitlement,
    event::RecordedEvent,
    person::{PastIdentifier, PersonVersion, Who},
    spell::SpellRecord,
};
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use super::{
    compare::side_by_side,
    details_form, draft, event_words,
    money_history::{of_money, of_sum},
    spell_words,
};
use crate::web::{
    call::Path,
    context::{Answer, App, SignedIn, render},
    layout::Page,
    printed,
};

#[derive(Template)]
#[template(path = "person/history.html")]
struct HistoryPage {
    page: Page,
    who: Who,
    entries: Vec<Entry>,
    as_at: Date,
}

/// Something that was recorded once.
pub(super) struct Entry {
    pub(super) at: Timestamp,
    pub(super) recorded: String,
    pub(super) what: String,
    pub(super) lines: Vec<String>,
    pub(super) dates: String,
    pub(super) known: String,
    /// What became of it; empty while it stands.
    pub(super) after: String,
}

pub async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(person): Path<Uuid>,
) -> Answer {
    let history = casework::person::history(&actor, &app.office, person).await?;
    let mut entries: Vec<Entry> = of_details(&history.details);
    entries.extend(history.identifiers.iter().map(of_identifier));
    entries.extend(of_spells(&history.spells));
    entries.extend(of_contacts(&history.contacts));
    if actor.may(casework::Action::ReadPlans) {
        let held = casework::pathway_plan::held(&actor, &app.office, person).await?;
        entries.extend(plans::of_plans(&held));
    }
    entries.extend(of_events(&history.events));
    if actor.may(Action::ReadMoney) {
        let awards = entitlement::history(&actor, &app.office, person).await?;
        entries.extend(of_money(&awards));
    }
    if actor.may(Action::WorkOutBetterOff) {
        let sums = better_off::history(&actor, &app.office, person).await?;
        entries.extend(sums.iter().map(of_sum));
    }
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.at));
    render(&HistoryPage {
        page: app.page(&actor, "History of changes", "/people"),
        who: casework::person::who(&actor, &app.office, person).await?,
        entries,
        as_at: actor.moment.today,
    })
}

fn of_spells(spells: &[SpellRecord]) -> Vec<Entry> {
    let by_id: HashMap<Uuid, &SpellRecord> =
        spells.iter().map(|record| (record.id, record)).collect();
    spells
        .iter()
        .map(|record| Entry {
            at: record.stamp.at,
            recorded: recorded(record.stamp.at, &record.stamp.by),
            what: format!(
                "{}: {}",
                record.value.kind().label(),
                spell_words::in_words(&record.value)
            ),
            lines: note(record),
            dates: dates(record),
            known: format!(
                "{} ({})",
                record.standing.label(),
                source(&record.stamp.source)
            ),
            after: after(record.superseded.as_ref(), |id| {
                let next = by_id.get(&id)?;
                Some(format!(
                    "{}. {}",
                    spell_words::in_words(&next.value),
                    dates(next)
                ))
            }),
        })
        .collect()
}

fn of_contacts(contacts: &[Contact]) -> Vec<Entry> {
    let by_id: HashMap<Uuid, &Contact> = contacts
        .iter()
        .map(|contact| (contact.id, contact))
        .collect();
    let what = |contact: &Contact| {
        let how = contact.channel.map_or("", Channel::label);
        let outcome = contact.outcome.map_or("", Outcome::label).to_lowercase();
        let words = [how, outcome.as_str(), contact.worker_name.as_str()];
        let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        words.join(", ")
    };
    contacts
        .iter()
        .map(|contact| Entry {
            at: contact.recorded_at,
            recorded: recorded(contact.recorded_at, &contact.recorded_by),
            what: format!("Contact: {}", what(contact)),
            lines: Some(contact.note.clone())
                .filter(|note| !note.is_empty())
                .into_iter()
                .collect(),
            dates: format!("On {}", printed::long_date(&contact.happened_on)),
            known: String::new(),
            after: after(contact.superseded.as_ref(), |id| {
                let next = by_id.get(&id)?;
                let day = printed::long_date(&next.happened_on);
                Some(format!("{}. On {day}", what(next)))
            }),
        })
        .collect()
}

fn of_events(events: &[RecordedEvent]) -> Vec<Entry> {
    let by_id: HashMap<Uuid, &RecordedEvent> =
        events.iter().map(|record| (record.id, record)).collect();
    let what = |record: &RecordedEvent| event_words::what(record.kind, &record.details);
    events
        .iter()
        .map(|record| Entry {
            at: record.stamp.at,
            recorded: recorded(record.stamp.at, &record.stamp.by),
            what: format!("Step: {}", what(record)),
            lines: event_words::facts(record)
                .into_iter()
                .filter(|(label, _)| !matches!(*label, "What" | "When"))
                .map(|(label, text)| format!("{label}: {text}"))
                .collect(),
            dates: format!("On {}", printed::long_date(&record.happened_on)),
            known: source(&record.stamp.source),
            after: after(record.superseded.as_ref(), |id| {
                let next = by_id.get(&id)?;
                let day = printed::long_date(&next.happened_on);
                Some(format!("{}. On {day}", what(next)))
            }),
        })
        .collect()
}

fn of_identifier(version: &PastIdentifier) -> Entry {
    let identifier = &version.identifier;
    Entry {
        at: version.recorded_at,
        recorded: recorded(version.recorded_at, &version.recorded_by),
        what: format!("{}: {}", identifier.kind.label(), identifier.shown),
        lines: Vec::new(),
        dates: String::new(),
        known: String::new(),
        after: version
            .superseded
            .as_ref()
            .map_or_else(String::new, |(at, by)| {
                format!(
                    "Taken away by {by}, {} at {}.",
                    draft::day(*at),
                    draft::time(*at)
                )
            }),
    }
}

fn dates(record: &SpellRecord) -> String {
    let from = printed::long_date(&record.starts_on);
    match record.ends_on {
        Some(end) => format!("From {from} until {}", printed::long_date(&end)),
        None => format!("From {from}, goes on"),
    }
}

fn note(record: &SpellRecord) -> Vec<String> {
    spell_words::facts(&record.value, record.starts_on, record.ends_on)
        .into_iter()
        .filter(|(label, _)| *label == "Note")
        .map(|(_, text)| text)
        .collect()
}

/// What took its place and why, in a sentence.
fn after(superseded: Option<&Superseded>, in_words: impl Fn(Uuid) -> Option<String>) -> String {
    let Some(superseded) = superseded else {
        return String::new();
    };
    let by = &superseded.by;
    let when = format!(
        "{} at {}",
        draft::day(superseded.at),
        draft::time(superseded.at)
    );
    let why = if superseded.reason.is_empty() {
        String::new()
    } else {
        format!(" Reason: {}.", superseded.reason.trim_end_matches('.'))
    };
    match superseded.replaced_by {
        None => format!("Withdrawn by {by}, {when}.{why}"),
        Some(id) => match in_words(id) {
            Some(next) => format!("Replaced by {by}, {when}, with: {next}.{why}"),
            None => format!("Replaced by {by}, {when}.{why}"),
        },
    }
}

/// Each version of the details with what it changed in the one before; they come newest first.
fn of_details(versions: &[PersonVersion]) -> Vec<Entry> {
    versions
        .iter()
        .enumerate()
        .map(|(number, version)| {
            let facts = details_form::facts(&version.details);
            let before = versions.get(number + 1);
            let lines = match before {
                None => facts
                    .iter()
                    .map(|(label, text)| format!("{label}: {text}"))
                    .collect(),
                Some(before) => side_by_side(&details_form::facts(&before.details), &facts)
                    .into_iter()
                    .filter(|line| line.differs)
                    .map(|line| {
                        format!(
                            "{}: {} \u{2192} {}",
                            line.label,
                            or_nothing(&line.left),
                            or_nothing(&line.right)
                        )
                    })
                    .collect(),
            };
            Entry {
                at: version.stamp.at,
                recorded: recorded(version.stamp.at, &version.stamp.by),
                what: if before.is_none() {
                    "Person added".to_owned()
                } else {
                    "Details changed".to_owned()
                },
                lines,
                dates: String::new(),
                known: source(&version.stamp.source),
                after: version.superseded_at.map_or_else(String::new, |at| {
                    format!(
                        "Changed again on {} at {}.",
                        draft::day(at),
                        draft::time(at)
                    )
                }),
            }
        })
        // A version that changed nothing of these was about identifiers, which have entries of their own.
        .filter(|entry| !entry.lines.is_empty())
        .collect()
}

fn or_nothing(text: &str) -> &str {
    if text.is_empty() { "nothing" } else { text }
}

pub(super) fn recorded(at: Timestamp, by: &str) -> String {
    format!("{} at {}, {by}", draft::day(at), draft::time(at))
}

/// Where it was read, in words.
fn source(source: &str) -> String {
    match source {
        "entered" => "Typed in here".to_owned(),
        "synthesised" => "Made up for a demonstration".to_owned(),
        other => other.replace('_', " "),
    }
}
