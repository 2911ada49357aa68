//! The letter that gives a good reason for a missed appointment, drafted from the record for people to change.

use jiff::civil::Date;

use super::{Appointment, Ledger, SanctionState, long};

/// What the letter says beyond the ledger.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LetterFacts {
    /// The name that the Jobcentre knows.
    pub name: String,
    pub council: String,
    /// Who writes.
    pub adviser: String,
    /// Why they could not come, as far as it is recorded.
    pub reason: String,
}

/// The draft. Where the record does not say why, a line in brackets asks for it.
pub fn good_reason_letter(
    ledger: &Ledger,
    appointment: &Appointment,
    facts: &LetterFacts,
    today: Date,
) -> String {
    let missed_on = appointment.missed_on().unwrap_or(appointment.for_day);
    let state = ledger
        .sanction_after(appointment.id)
        .map(|sanction| sanction.state);
    let is_decided = state.is_some_and(SanctionState::is_in_force);
    let name = &facts.name;
    let mut paragraphs = vec![
        long(today),
        "Dear work coach".to_owned(),
        format!(
            "{name} had an appointment on {}{}{} and did not come. I am writing to tell you why, and to ask you to {}.",
            long(missed_on),
            between(" at ", &appointment.time, ""),
            between(", ", &appointment.place, ","),
            if is_decided {
                "look at your decision again"
            } else {
                "accept this as a good reason"
            }
        ),
    ];
    paragraphs.push(if facts.reason.trim().is_empty() {
        "[Say here why they could not come, in their own words if they agree.]".to_owned()
    } else {
        format!("The reason: {}", facts.reason.trim())
    });
    if ledger.is_first_missed(appointment) {
        paragraphs.push("This is the first appointment missed in this claim. Our protocol says that the adviser and the young person speak before a sanction is considered.".to_owned());
    }
    if let Some(talked) = appointment.conversation_on {
        paragraphs.push(format!("I spoke with {name} on {}. We went through what you expect and how to tell you in time when something comes up.", long(talked)));
    }
    paragraphs.push(format!("{name} was in care, and {} supports them as a care leaver. Many people who leave care have no family to help when money is held back.", council(facts)));
    match ledger.sanction_after(appointment.id) {
        Some(sanction) if is_decided => {
            let from = sanction
                .applied
                .map_or_else(String::new, |(from, _)| format!(" from {}", long(from)));
            paragraphs.push(format!("Please look again at the sanction{from} and take it back. This is a request for a mandatory reconsideration."));
            if !sanction.before_conversation.trim().is_empty() {
                paragraphs.push("The sanction was applied before that conversation had taken place. Under the protocol it should not have been considered yet.".to_owned());
            }
        }
        _ => paragraphs.push("Please do not apply a sanction, and offer a new appointment. I can come with them if that helps.".to_owned()),
    }
    paragraphs.push(format!(
        "Yours sincerely\n\n{}\n{}",
        if facts.adviser.trim().is_empty() {
            "[Your name]"
        } else {
            facts.adviser.trim()
        },
        council(facts)
    ));
    paragraphs.join("\n\n")
}

fn council(facts: &LetterFacts) -> &str {
    if facts.council.trim().is_empty() {
        "the council"
    } else {
        facts.council.trim()
    }
}

fn between(before: &str, text: &str, after: &str) -> String {
    if text.trim().is_empty() {
        String::new()
    } else {
        format!("{before}{}{after}", text.trim())
    }
}
