//! The answer to one case as text for people.

use std::fmt::Write;

use better_off::{BudgetCurve, Calendar, Change, Compared, Outcome, Pence};

use super::Answer;

pub fn text(answer: &Answer) -> String {
    let mut out = String::new();
    if let Some(record) = &answer.record {
        record.print(&mut out);
    }
    outcome("Now", &answer.comparison.now, &mut out);
    for offer in &answer.comparison.offers {
        compared(offer, &mut out);
    }
    if answer.comparison.left_out > 0 {
        let _ = writeln!(out, "\nOnly the first four offers are compared.");
    }
    if let Some(curve) = &answer.curve {
        budget(curve, &mut out);
    }
    changes(&answer.changes, &mut out);
    if let Some(found) = &answer.calendar {
        calendar(found, &mut out);
    }
    out
}

fn outcome(title: &str, outcome: &Outcome, out: &mut String) {
    let _ = writeln!(out, "{title}, as at {}, a month\n", outcome.as_at);
    for finding in &outcome.findings {
        let _ = writeln!(
            out,
            "  WRONG  {}: {} {}",
            finding.place, finding.reason, finding.remedy
        );
    }
    for line in &outcome.trace {
        let amount = if line.amount == Pence::ZERO && !line.applies {
            "-".to_owned()
        } else {
            line.amount.to_string()
        };
        let _ = writeln!(out, "  {:<32}{amount:>12}  {}", line.title, line.why);
        if !line.law.is_empty() {
            let _ = writeln!(out, "  {:<32}{:>12}  [{}]", "", "", line.law);
        }
    }
    let amounts = &outcome.amounts;
    let _ = writeln!(out, "  {:<32}{:>12}", "Rent", amounts.rent.to_string());
    let _ = writeln!(
        out,
        "  {:<32}{:>12}",
        "Left after rent",
        amounts.after_rent.to_string()
    );
    let _ = writeln!(
        out,
        "  {:<32}{:>12}",
        "Left after everything known",
        amounts.left_over.to_string()
    );
    for beside in &outcome.beside {
        let _ = writeln!(
            out,
            "  beside: {} {} {}. {}",
            beside.title, beside.amount, beside.how_often, beside.why
        );
    }
    for question in &outcome.ask {
        let _ = writeln!(out, "  ask: {} {}", question.question, question.meanwhile);
    }
}

fn compared(offer: &Compared, out: &mut String) {
    let amounts = &offer.outcome.amounts;
    let _ = writeln!(
        out,
        "\n{}: take-home pay {}, Universal Credit {}, after rent {}. {}",
        offer.name, amounts.net_earnings, amounts.award, amounts.after_rent, offer.sentence
    );
    for finding in &offer.outcome.findings {
        let _ = writeln!(out, "  WRONG  {} {}", finding.reason, finding.remedy);
    }
}

fn budget(curve: &BudgetCurve, out: &mut String) {
    let _ = writeln!(out, "\nHours a week and what is left after rent a month");
    for point in &curve.points {
        let _ = writeln!(
            out,
            "  {:>2}  {:>12}",
            point.hours,
            point.amounts.after_rent.to_string()
        );
    }
    for cliff in &curve.cliffs {
        let _ = writeln!(out, "  {}", cliff.sentence);
    }
}

fn changes(changes: &[Change], out: &mut String) {
    if changes.is_empty() {
        return;
    }
    let _ = writeln!(out, "\nWhat changes by itself");
    for change in changes {
        let _ = writeln!(out, "  {}", change.sentence);
    }
}

fn calendar(calendar: &Calendar, out: &mut String) {
    let _ = writeln!(
        out,
        "\nFrom now to the second wage: day, money in or out, in hand"
    );
    for event in &calendar.events {
        let _ = writeln!(
            out,
            "  {}  {:<42}{:>12}{:>12}",
            event.on,
            event.title,
            event.amount.to_string(),
            event.in_hand.to_string()
        );
    }
    for sentence in &calendar.sentences {
        let _ = writeln!(out, "  {sentence}");
    }
    for question in &calendar.ask {
        let _ = writeln!(out, "  ask: {} {}", question.question, question.meanwhile);
    }
}
