//! The words of the Jobcentre page and its forms.

use casework::Problem;
use jiff::civil::Date;
use leaving_care::claim::{
    Appointment, Ledger, Outcome, Purpose, SanctionState, Stage, SupportStage,
};
use uuid::Uuid;

use super::read::Kind;
use crate::web::{
    form::{Choice, Form},
    printed,
};

/// The heading of a form.
pub fn title(kind: Kind, goes_on: bool) -> &'static str {
    match kind {
        Kind::Information => "Tell what the Jobcentre offers",
        Kind::Consent => "May we share with the Jobcentre?",
        Kind::NoClaim => "No claim needed",
        Kind::Claim => "Plan a claim",
        Kind::Stage => "A step of the claim",
        Kind::Appointment => "Arrange an appointment",
        Kind::Move => "Move the appointment",
        Kind::Outcome if goes_on => "What came of the appointment",
        Kind::Outcome => "An appointment that has been",
        Kind::Conversation => "Speak about what is expected",
        Kind::Sanction => "A sanction",
        Kind::Conference => "Case conference",
        Kind::Support if goes_on => "What came of the support",
        Kind::Support => "Offer support",
        Kind::Contact => "Contact with the Jobcentre",
    }
}

/// What there is to know before one fills a form in.
pub fn hint(kind: Kind, ledger: &Ledger, about: Option<Uuid>) -> String {
    let text = match kind {
        Kind::Consent => {
            "Nothing is shared with the Jobcentre unless the young person agrees. They choose what, and can take it back at any time."
        }
        Kind::Conversation => {
            "The first missed appointment of a claim: go through what the Jobcentre expects and what got in the way. Until this is recorded no sanction can be considered."
        }
        Kind::Contact if ledger.open_claim().is_some() => {
            "Outside an appointment: a call, a message, a group session. In work: the fortnightly contact."
        }
        Kind::Outcome => {
            let is_handover = about
                .and_then(|about| ledger.appointment(about))
                .is_some_and(|known| known.purpose == Purpose::WarmHandover);
            if is_handover {
                "The handover is done when the young person, the work coach and the adviser were there, or somebody who stood in for one of the two."
            } else {
                ""
            }
        }
        _ => "",
    };
    text.to_owned()
}

/// What a step goes on with, in a line.
pub fn about(ledger: &Ledger, about: Option<Uuid>) -> String {
    let Some(about) = about else {
        return String::new();
    };
    if let Some(claim) = ledger.claim(about) {
        return claim.benefit.terms().title.clone();
    }
    if let Some(known) = ledger.appointment(about) {
        return appointment(known);
    }
    if let Some(known) = ledger.sanctions.iter().find(|one| one.id == about) {
        let missed = ledger.appointment(known.appointment);
        let after = missed.map(|missed| format!(" for {}", printed::long_date(&missed.for_day)));
        return format!("{}{}", known.state.label(), after.unwrap_or_default());
    }
    if let Some(known) = ledger.support.iter().find(|one| one.id == about) {
        return support_title(&known.item);
    }
    let conference = ledger.conferences.iter().find(|one| one.id == about);
    conference.map_or_else(String::new, |known| known.why.clone())
}

/// "Regular appointment, 3 March 2026 at 10:30, Preston".
pub fn appointment(known: &Appointment) -> String {
    let mut line = format!(
        "{}, {}",
        known.purpose.label(),
        printed::long_date(&known.for_day)
    );
    if !known.time.is_empty() {
        line = format!("{line} at {}", known.time);
    }
    if !known.place.is_empty() {
        line = format!("{line}, {}", known.place);
    }
    line
}

pub fn support_title(item: &str) -> String {
    let on_menu = leaving_care::claim::support_items();
    let found = on_menu.iter().find(|known| known.id == item);
    found.map_or_else(|| item.to_owned(), |known| known.title.clone())
}

/// How an appointment stands: a word and its colour.
pub fn standing(known: &Appointment, today: Date) -> (&'static str, &'static str) {
    match &known.outcome {
        Outcome::Open if known.is_unconfirmed_on(today) => ("Not confirmed yet", "soon"),
        Outcome::Open if known.for_day < today => ("What came of it?", "soon"),
        Outcome::Open if known.adviser_confirmed.is_some() => ("Adviser will be there", "eet"),
        Outcome::Open => ("To come", "plain"),
        Outcome::CalledOff { .. } => ("Called off", "plain"),
        Outcome::Attended {
            is_handover: true, ..
        } => ("Warm handover done", "eet"),
        Outcome::Attended { .. } => ("Came", "eet"),
        Outcome::Missed { .. } => ("Missed", "unknown"),
    }
}

/// Where a claim stands, in a sentence.
pub fn claim(claim: &leaving_care::claim::Claim, today: Date) -> String {
    let day = |stage: Stage| claim.day_of(stage);
    let title = &claim.benefit.terms().title;
    if let Some(ended) = day(Stage::Ended) {
        return format!("{title}: ended on {}.", printed::long_date(&ended));
    }
    if let Some(started) = day(Stage::Started) {
        let days = (today - started).get_days();
        let paid = match day(Stage::FirstPayment) {
            Some(_) => "The first payment has come.",
            None => "The first payment has not come yet.",
        };
        return format!(
            "{title} since {}: day {}, week {}. {paid}",
            printed::long_date(&started),
            days + 1,
            days / 7 + 1
        );
    }
    let last = claim.stages().max_by_key(|(_, on)| *on);
    match last {
        Some((stage, on)) => format!(
            "{title} is being prepared. Last step: {} on {}.",
            claim.benefit.stage_label(stage).to_lowercase(),
            printed::long_date(&on)
        ),
        None => format!("{title} is planned. No step is recorded yet."),
    }
}

pub fn consent_answers() -> Vec<Choice> {
    vec![
        Choice::new("given", "They agree"),
        Choice::new("refused", "They do not agree"),
        Choice::new("withdrawn", "They take their agreement back"),
    ]
}

pub fn outcomes(ledger: &Ledger, about: Option<Uuid>) -> Vec<Choice> {
    let is_handover = about
        .and_then(|about| ledger.appointment(about))
        .is_some_and(|known| known.purpose == Purpose::WarmHandover);
    let mut outcomes = Vec::new();
    if is_handover {
        outcomes.push(Choice::new("handover", "It was the warm handover"));
        outcomes.push(Choice::new(
            "attended",
            "It took place, and the handover is still to come",
        ));
    } else {
        outcomes.push(Choice::new("attended", "The young person came"));
    }
    outcomes.push(Choice::new("missed", "The young person did not come"));
    if about.is_some() {
        outcomes.push(Choice::new("called_off", "It was called off"));
    }
    outcomes
}

/// What can have happened: all of it where a step is corrected.
pub fn conference_answers(goes_on: bool, is_correction: bool) -> Vec<Choice> {
    let mut answers = Vec::new();
    if !goes_on || is_correction {
        answers.push(Choice::new("asked", "It was asked for"));
    }
    answers.push(Choice::new("held", "It was held"));
    if goes_on || is_correction {
        answers.push(Choice::new("called_off", "It was called off"));
    }
    answers
}

/// "Accepted on 3 March 2026".
pub fn support_stage(stage: SupportStage, on: Date) -> String {
    format!("{} on {}", stage.label(), printed::long_date(&on))
}

/// The step that leads to a state, as a link.
pub fn sanction_link(next: &[SanctionState]) -> &'static str {
    match next {
        [SanctionState::Applied, ..] => "What was decided?",
        [SanctionState::Challenged] => "Record that it was challenged",
        [SanctionState::Overturned, ..] => "What came of the challenge?",
        _ => "",
    }
}

pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}

/// Puts what was found wrong to the fields that this form has; what is about the whole goes to its day.
pub fn add_problems(form: &mut Form, kind: Kind, problems: &[Problem]) {
    for problem in problems {
        let is_asked = match problem.field {
            "step" => matches!(kind, Kind::Sanction | Kind::Conference),
            "outcome" | "present" => matches!(kind, Kind::Outcome | Kind::Conference),
            "stage" => matches!(kind, Kind::Stage | Kind::Support),
            "about" | "claim" => false,
            _ => true,
        };
        form.add_error(
            if is_asked { problem.field } else { "on" },
            &*problem.message,
        );
    }
}
