//! The steps of one young person as a work coach sees them: claims, appointments to come, missed ones, contacts, support. The page and
//! the API show the same.

use jiff::civil::Date;
use leaving_care::claim::{Appointment, Claim, Ledger, Outcome, Sanction, support_items};

/// How many contacts are shown.
const CONTACTS_SHOWN: usize = 10;

/// What is shown of the steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepsShown {
    /// The last one first.
    pub claims: Vec<Claim>,
    /// Still to come, the soonest first.
    pub ahead: Vec<Appointment>,
    /// The newest first.
    pub missed: Vec<Missed>,
    /// The newest first: contacts, and appointments that took place.
    pub contacts: Vec<(Date, String)>,
    /// What was offered, and what became of it.
    pub support: Vec<(String, &'static str)>,
}

/// A missed appointment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missed {
    pub appointment: Appointment,
    pub on: Date,
    pub is_first: bool,
    pub sanction: Option<Sanction>,
}

impl Missed {
    /// Before the first missed appointment of a claim may lead to a sanction, adviser and young person speak.
    pub fn waits_for_conversation(&self) -> bool {
        self.is_first && self.appointment.conversation_on.is_none()
    }
}

impl StepsShown {
    pub(super) fn of(ledger: &Ledger) -> Self {
        let mut ahead: Vec<Appointment> = ledger
            .appointments
            .iter()
            .filter(|one| one.outcome == Outcome::Open)
            .cloned()
            .collect();
        ahead.sort_by_key(|one| one.for_day);
        let mut missed: Vec<Missed> = ledger
            .appointments
            .iter()
            .filter_map(|one| {
                Some(Missed {
                    on: one.missed_on()?,
                    is_first: ledger.is_first_missed(one),
                    sanction: ledger.sanction_after(one.id).cloned(),
                    appointment: one.clone(),
                })
            })
            .collect();
        missed.sort_by_key(|one| std::cmp::Reverse(one.on));
        let mut claims = ledger.claims.clone();
        claims.reverse();
        Self {
            claims,
            ahead,
            missed,
            contacts: contacts(ledger),
            support: ledger
                .support
                .iter()
                .map(|one| (support_title(&one.item), one.stage().label()))
                .collect(),
        }
    }
}

fn contacts(ledger: &Ledger) -> Vec<(Date, String)> {
    let outside = ledger.contacts.iter().map(|contact| {
        let with = if contact.adviser_present {
            ", with the adviser"
        } else {
            ""
        };
        (contact.on, format!("{}{with}", contact.channel.label()))
    });
    let attended = ledger.appointments.iter().filter_map(|one| {
        let Outcome::Attended {
            on, is_handover, ..
        } = &one.outcome
        else {
            return None;
        };
        let what = if *is_handover {
            "Warm handover"
        } else {
            "Came to the appointment"
        };
        Some((*on, what.to_owned()))
    });
    let mut contacts: Vec<(Date, String)> = outside.chain(attended).collect();
    contacts.sort_by_key(|(on, _)| std::cmp::Reverse(*on));
    contacts.truncate(CONTACTS_SHOWN);
    contacts
}

fn support_title(id: &str) -> String {
    support_items()
        .iter()
        .find(|item| item.id == id)
        .map_or_else(|| id.to_owned(), |item| item.title.clone())
}
