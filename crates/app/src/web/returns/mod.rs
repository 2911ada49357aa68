//! The yearly return: handing it in to be checked, the ledger of the rules, the rows at fault, reasons, comparison and sign-off.

mod compare;
mod file;
mod finding;
mod ledger;
mod rows;
mod sign_off;
mod start;

pub use compare::show as compare;
pub use file::{csv, xlsx};
pub use finding::{agree, note, show as finding, withdraw};
pub use ledger::show as ledger;
pub use rows::{child, children, find_child, of_rule, rows};
pub use sign_off::{form as sign_off_form, sign_off};
pub use start::{list, start};

use casework::return_check::{Check, Outcome};
use jiff::Timestamp;
use ssda903::{Rule, rules};
use uuid::Uuid;

use super::printed;
use crate::clock;

/// "3 March 2026 at 14:03".
fn when(at: &Timestamp) -> String {
    let local = clock::local(*at);
    format!(
        "{} at {}",
        printed::long_date(&local.date()),
        local.strftime("%H:%M")
    )
}

/// "2027", and of earlier years "2026 (last year)".
fn year_words(check: &Check, years_ago: u8) -> String {
    let year = check.year - i16::from(years_ago);
    match years_ago {
        0 => year.to_string(),
        1 => format!("{year} (last year)"),
        _ => format!("{year} ({years_ago} years ago)"),
    }
}

/// "1 row", "1,204 rows".
fn rows_words(count: usize) -> String {
    match count {
        1 => "1 row".to_owned(),
        _ => format!("{} rows", printed::count(count as u64)),
    }
}

/// "1 finding", "1,204 findings".
fn findings_words(count: usize) -> String {
    match count {
        1 => "1 finding".to_owned(),
        _ => format!("{} findings", printed::count(count as u64)),
    }
}

/// The rule as it holds in the year of a check, whatever the capitals of its code.
fn rule_of(year: i16, code: &str) -> Option<&'static Rule> {
    rules::of_year(year).find(|rule| rule.code.eq_ignore_ascii_case(code))
}

fn outcome_words(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Ran => "Ran",
        Outcome::NotApplicable => "Does not apply",
        Outcome::CouldNotRun => "Could not run",
    }
}

/// The pages of one check beside its ledger.
struct Places {
    id: Uuid,
    /// Which of them is open.
    current: &'static str,
    may_export: bool,
}

impl Places {
    fn links(&self) -> Vec<(&'static str, String, bool)> {
        let id = self.id;
        [
            ("Ledger", format!("/returns/{id}")),
            ("Rows", format!("/returns/{id}/rows")),
            ("Children", format!("/returns/{id}/children")),
            ("Since the check before", format!("/returns/{id}/compare")),
            ("Sign-off", format!("/returns/{id}/sign-off")),
        ]
        .into_iter()
        .map(|(label, href)| (label, href, label == self.current))
        .collect()
    }
}
