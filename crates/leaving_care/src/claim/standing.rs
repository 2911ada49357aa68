//! Where somebody stands with the Jobcentre, in one line for their page: what comes before anything else, the claim, the next appointment.

use jiff::civil::Date;

use super::{Appointment, Claim, Ledger, Outcome, Stage, early_entry::eighteenth, long};

/// The line, and whether it says something that somebody has to do before anything else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingLine {
    pub text: String,
    pub comes_first: bool,
}

impl Ledger {
    /// Where things stand on a day, from the steps up to that day.
    pub fn standing_line(&self, born: Date, as_at: Date) -> StandingLine {
        let mut parts = Vec::new();
        let untalked = self.first_missed_without_conversation();
        if let Some(on) = untalked.and_then(Appointment::missed_on) {
            parts.push(format!(
                "Missed an appointment on {}: talk about what is expected before anything else",
                day(on, as_at)
            ));
        } else {
            parts.push(self.claim_part(born, as_at));
            parts.extend(self.sanction_part(as_at));
        }
        parts.extend(self.appointment_part(as_at));
        StandingLine {
            text: parts.join("; "),
            comes_first: untalked.is_some(),
        }
    }

    /// The first missed in the claim that is open, or before any claim, as long as nobody has spoken about it.
    fn first_missed_without_conversation(&self) -> Option<&Appointment> {
        let claim = self.open_claim().map(|claim| claim.id);
        self.first_missed(claim)
            .filter(|missed| missed.conversation_on.is_none())
    }

    fn claim_part(&self, born: Date, as_at: Date) -> String {
        let last = self.open_claim().or_else(|| self.claims.last());
        let since = last.map(|claim| claim.day_of(Stage::Ended).unwrap_or(as_at));
        let not_needed = self
            .no_claim_needed
            .iter()
            .rfind(|(on, _)| since.is_none_or(|since| since <= *on));
        let is_open = last.is_some_and(Claim::is_open);
        match (last, not_needed) {
            (_, Some((_, reason))) if !is_open => no_claim_needed(reason),
            (Some(claim), _) => claim_words(claim, born, as_at),
            (None, _) => "No claim is recorded".to_owned(),
        }
    }

    /// A sanction that is being thought about, or for which money is held back on this day.
    fn sanction_part(&self, as_at: Date) -> Option<String> {
        let sanction = self.sanctions.last()?;
        let is_considered = sanction.state == super::SanctionState::Considered;
        if is_considered {
            return Some("a sanction is being considered".to_owned());
        }
        let (from, until) = sanction.applied.filter(|_| sanction.state.is_in_force())?;
        let holds = from <= as_at && until.is_none_or(|until| as_at <= until);
        holds.then(|| match until {
            Some(until) => format!("a sanction holds money back until {}", day(until, as_at)),
            None => format!("a sanction holds money back since {}", day(from, as_at)),
        })
    }

    fn appointment_part(&self, as_at: Date) -> Option<String> {
        let open = || {
            let all = self.appointments.iter();
            all.filter(|one| one.outcome == Outcome::Open)
        };
        let to_come = open()
            .filter(|one| as_at <= one.for_day)
            .min_by_key(|one| (one.for_day, one.time.clone()));
        if let Some(next) = to_come {
            let at = if next.time.is_empty() {
                String::new()
            } else {
                format!(" at {}", next.time)
            };
            return Some(format!("next appointment {}{at}", day(next.for_day, as_at)));
        }
        open().max_by_key(|one| one.for_day).map(|one| {
            format!(
                "what came of the appointment on {} is not recorded yet",
                day(one.for_day, as_at)
            )
        })
    }
}

fn no_claim_needed(reason: &str) -> String {
    let reason = reason.trim().trim_end_matches('.');
    if reason.is_empty() {
        return "No claim needed".to_owned();
    }
    let mut letters = reason.chars();
    let first = letters.next().map(char::to_lowercase);
    let second_is_capital = letters.clone().next().is_some_and(char::is_uppercase);
    match first {
        // "UK student" stays as it is.
        Some(first) if !second_is_capital => {
            format!(
                "No claim needed: {}{}",
                first.collect::<String>(),
                letters.as_str()
            )
        }
        _ => format!("No claim needed: {reason}"),
    }
}

fn claim_words(claim: &Claim, born: Date, as_at: Date) -> String {
    let title = &claim.benefit.terms().title;
    if let Some(ended) = claim.day_of(Stage::Ended) {
        return format!("{title}: ended on {}", long(ended));
    }
    if let Some(started) = claim.day_of(Stage::Started) {
        let payment = payment_words(claim, started, born, as_at);
        return format!("{title}: claimed {}{payment}", long(started));
    }
    if let Some(on) = claim.day_of(Stage::Submitted) {
        return format!("{title}: claim sent in on {}", long(on));
    }
    if let Some(on) = claim.day_of(Stage::Prepared) {
        return format!("{title}: claim prepared on {}, not sent in yet", long(on));
    }
    let done = Stage::EARLY_ENTRY
        .iter()
        .filter(|stage| claim.day_of(**stage).is_some())
        .count();
    let eighteenth = eighteenth(born);
    let turns = if as_at < eighteenth {
        format!(", 18 on {}", day(eighteenth, as_at))
    } else {
        String::new()
    };
    format!(
        "{title}: claim is being prepared, {done} of {} steps{turns}",
        Stage::EARLY_ENTRY.len()
    )
}

fn payment_words(claim: &Claim, started: Date, born: Date, as_at: Date) -> String {
    if let Some(paid) = claim.day_of(Stage::FirstPayment) {
        return format!(", first payment {}", day(paid, as_at));
    }
    match claim.first_payment_expected(started, born) {
        Some(expected) if as_at <= expected => {
            format!(", first payment expected about {}", day(expected, as_at))
        }
        Some(expected) => format!(
            ", first payment was expected about {} and is not recorded yet",
            day(expected, as_at)
        ),
        None => ", first payment not recorded yet".to_owned(),
    }
}

/// "12 March", and with the year where it is another than that of the day of the view.
fn day(day: Date, as_at: Date) -> String {
    if day.year() == as_at.year() {
        day.strftime("%-d %B").to_string()
    } else {
        long(day)
    }
}
