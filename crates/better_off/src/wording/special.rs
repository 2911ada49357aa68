//! Sentences of the rarer rules: other grown-ups, business, student money, pay of an earlier month, high income.

use super::day;
use crate::{money::Pence, self_employment::FloorReason};

pub(crate) fn others_at_home(paying: u8, each: Pence, is_exempt: bool) -> String {
    match (paying, is_exempt) {
        (_, true) => "Nothing is taken off, because of the daily living part of PIP.".into(),
        (0, _) => "Nothing is taken off for the other grown-ups at home.".into(),
        (1, _) => format!("{each} is taken off for one grown-up who should help with the rent."),
        (paying, _) => {
            format!(
                "{each} is taken off for each of {paying} grown-ups who should help with the rent."
            )
        }
    }
}

pub(crate) fn profit() -> String {
    "What comes in less what the business costs.".into()
}

pub(crate) fn income_floor(reason: FloorReason, floor: Pence) -> String {
    match reason {
        FloorReason::Added => {
            format!("The business earned less than {floor}, so that much is counted.")
        }
        FloorReason::EarnsEnough => format!("No less than {floor} was earned: nothing is added."),
        FloorReason::NotGainful => {
            "Nothing is added, because the business is not the main work.".into()
        }
        FloorReason::StartUp(ends) => {
            format!("Nothing is added in the first year, to {}.", day(ends))
        }
        FloorReason::NotAsked => {
            "Nothing is added for somebody who does not have to look for more work.".into()
        }
        FloorReason::Unknown => "Nothing is added until more is known.".into(),
    }
}

pub(crate) fn surplus() -> String {
    "High pay ended an award less than six months ago. The part above the limit counts again."
        .into()
}

pub(crate) fn student_income(a_year: Pence, periods: i64, not_counted: Pence) -> String {
    if periods == 0 {
        return "Student money does not count in the long vacation.".into();
    }
    format!("{a_year} for the year over {periods} months, less {not_counted} a month.")
}

pub(crate) fn child_benefit_charge(from: Pence, percent: i64) -> String {
    format!("One of you has more than {from} a year: {percent} per cent is paid back.")
}
