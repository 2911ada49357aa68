//! Money and kept sums as entries of the history: what was awarded, taken back and paid, step by step, and each sum as it was kept.

use casework::{
    better_off::{Kept, RunSummary},
    entitlement::{Award, Made, Payment},
};

use super::history::{Entry, recorded};
use crate::web::printed;

/// An entry for each award, each counter entry, each payment and each of its steps.
pub fn of_money(awards: &[Award]) -> Vec<Entry> {
    awards.iter().flat_map(of_award).collect()
}

fn of_award(award: &Award) -> Vec<Entry> {
    let mut lines = vec![award.reason.clone()];
    if !award.exception.is_empty() {
        lines.push(format!(
            "Beyond the rules or the limit: {}",
            award.exception
        ));
    }
    let verb = if award.is_paid_by_council {
        "Awarded"
    } else {
        "Arranged with others"
    };
    let what = format!("{verb}: {}, {}", award.title, award.amount);
    let mut entries = vec![entry(&award.made, what, lines)];
    for counter in &award.taken_back {
        let what = format!("Taken back: {}, {}", award.title, counter.amount);
        entries.push(entry(&counter.made, what, vec![counter.reason.clone()]));
    }
    for payment in &award.payments {
        entries.extend(of_payment(award, payment));
    }
    entries
}

fn of_payment(award: &Award, payment: &Payment) -> Vec<Entry> {
    let about = format!("{}, {}", award.title, payment.amount);
    let way = payment.way.map_or("", casework::entitlement::Way::label);
    let made = entry(
        &payment.made,
        format!("Payment made: {about}"),
        vec![format!("{way} {}", payment.reference), payment.note.clone()],
    );
    let steps = payment.steps.iter().map(|taken| {
        entry(
            &taken.made,
            format!("Payment: {}: {about}", taken.step.label()),
            vec![taken.detail.clone()],
        )
    });
    std::iter::once(made).chain(steps).collect()
}

fn entry(made: &Made, what: String, lines: Vec<String>) -> Entry {
    Entry {
        at: made.at,
        recorded: recorded(made.at, &made.name),
        what,
        lines: lines
            .into_iter()
            .filter(|line| !line.trim().is_empty())
            .collect(),
        dates: String::new(),
        known: String::new(),
        after: String::new(),
    }
}

pub fn of_sum(sum: &RunSummary) -> Entry {
    let line = |kept: &Kept| {
        let name = if kept.name.is_empty() {
            "Now"
        } else {
            &kept.name
        };
        format!("{name}: {} left after rent a month", kept.after_rent)
    };
    Entry {
        at: sum.made_at,
        recorded: recorded(sum.made_at, &sum.made_by),
        what: "Better-off sum kept".to_owned(),
        lines: sum.kept.iter().map(line).collect(),
        dates: format!("For {}", printed::long_date(&sum.as_at)),
        known: String::new(),
        after: String::new(),
    }
}
