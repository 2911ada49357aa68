//! What the page shows of an appointment, of what comes after one that was missed, and of a sanction.

use jiff::civil::Date;
use leaving_care::claim::{Appointment, Ledger, Outcome, Purpose, Sanction};
use uuid::Uuid;

use crate::web::{person::jobcentre::words, printed};

/// An appointment, with what comes after one that was missed.
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent answers that a page shows"
)]
pub struct AppointmentShown {
    pub id: Uuid,
    pub line: String,
    pub tag: &'static str,
    pub tone: &'static str,
    /// What is known of it, in sentences.
    pub facts: Vec<String>,
    pub is_open: bool,
    pub can_be_invited: bool,
    pub can_be_confirmed: bool,
    /// The day has come.
    pub is_due: bool,
    pub missed: Option<MissedShown>,
    pub tap_id: Uuid,
}

/// What comes after a missed appointment.
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent answers that a page shows"
)]
pub struct MissedShown {
    pub is_first: bool,
    pub is_told: bool,
    pub has_conversation: bool,
    pub has_letter: bool,
    pub sanction: Option<SanctionShown>,
    /// Nobody can record that a sanction is considered yet.
    pub is_on_hold: bool,
}

pub struct SanctionShown {
    pub id: Uuid,
    pub facts: Vec<String>,
    /// The words of the link to the next step; empty at the end.
    pub next: &'static str,
}

/// Appointments: those that are open first, by day, then those that were, the last first.
pub fn appointments(ledger: &Ledger, as_at: Date) -> Vec<AppointmentShown> {
    let (mut open, mut past): (Vec<&Appointment>, Vec<&Appointment>) = ledger
        .appointments
        .iter()
        .partition(|known| known.outcome == Outcome::Open);
    open.sort_by_key(|known| known.for_day);
    past.sort_by_key(|known| std::cmp::Reverse(known.for_day));
    open.into_iter()
        .chain(past)
        .map(|known| appointment(known, ledger, as_at))
        .collect()
}

fn appointment(known: &Appointment, ledger: &Ledger, as_at: Date) -> AppointmentShown {
    let (tag, tone) = words::standing(known, as_at);
    let is_open = known.outcome == Outcome::Open;
    let needs_adviser = matches!(known.purpose, Purpose::WarmHandover | Purpose::ThreeWay);
    AppointmentShown {
        id: known.id,
        line: words::appointment(known),
        tag,
        tone,
        facts: appointment_facts(known),
        is_open,
        can_be_invited: is_open && needs_adviser && known.adviser_invited_on.is_none(),
        can_be_confirmed: is_open
            && known.adviser_invited_on.is_some()
            && known.adviser_confirmed.is_none(),
        is_due: is_open && known.for_day <= as_at,
        missed: known.missed_on().map(|_| missed(known, ledger)),
        tap_id: Uuid::now_v7(),
    }
}

fn appointment_facts(known: &Appointment) -> Vec<String> {
    let mut facts = Vec::new();
    if let Some(on) = known.adviser_invited_on {
        facts.push(match &known.adviser_confirmed {
            Some((confirmed, by)) => format!(
                "Adviser invited on {}, confirmed on {} by {by}.",
                printed::long_date(&on),
                printed::long_date(confirmed)
            ),
            None => format!("Adviser invited on {}.", printed::long_date(&on)),
        });
    }
    match &known.outcome {
        Outcome::Attended {
            present,
            substitute,
            ..
        } => {
            let who: Vec<&str> = present.iter().map(|one| one.label()).collect();
            facts.push(format!("There: {}.", who.join(", ")));
            if !substitute.is_empty() {
                facts.push(format!("Stood in: {substitute}."));
            }
        }
        Outcome::CalledOff { on } => {
            facts.push(format!("Called off on {}.", printed::long_date(on)));
        }
        Outcome::Open | Outcome::Missed { .. } => {}
    }
    facts
}

fn missed(known: &Appointment, ledger: &Ledger) -> MissedShown {
    let is_first = ledger.is_first_missed(known);
    let sanction = ledger.sanction_after(known.id);
    MissedShown {
        is_first,
        is_told: known.adviser_told_on.is_some(),
        has_conversation: known.conversation_on.is_some(),
        has_letter: known.letter.is_some(),
        is_on_hold: is_first && known.conversation_on.is_none(),
        sanction: sanction.map(sanction_shown),
    }
}

fn sanction_shown(sanction: &Sanction) -> SanctionShown {
    let mut facts: Vec<String> = sanction
        .steps
        .iter()
        .map(|(state, on)| format!("{}: {}.", state.label(), printed::long_date(on)))
        .collect();
    if let Some((from, until)) = sanction.applied {
        let until = until.map_or_else(String::new, |until| {
            format!(" to {}", printed::long_date(&until))
        });
        facts.push(format!(
            "Money held back from {}{until}.",
            printed::long_date(&from)
        ));
    }
    if !sanction.before_conversation.is_empty() {
        facts.push(format!(
            "Applied before the conversation that the protocol puts first: {}. That is a reason to challenge it.",
            sanction.before_conversation.trim_end_matches('.')
        ));
    }
    SanctionShown {
        id: sanction.id,
        facts,
        next: words::sanction_link(sanction.state.next()),
    }
}
