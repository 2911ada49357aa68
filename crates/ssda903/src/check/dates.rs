//! Dates that exist but cannot be true: births after the year or in 1900, and episodes that end before they begin.

use std::collections::HashMap;

use jiff::civil::Date;

use super::at;
use crate::cell::{Cell, ChildId};
use crate::finding::{Finding, Severity};
use crate::report::Report;
use crate::rows::{Episode, Header, Row, TableRow, YearReturn, usable};

/// Systems write 1900 for a date of birth that nobody has entered.
const PLACEHOLDER_YEAR: i16 = 1900;

pub(super) fn check_births(year: &YearReturn, report: &mut Report) {
    let ends_on = year.ends_on();
    let mut first: HashMap<&ChildId, &Row<Header>> = HashMap::with_capacity(year.header.len());
    for row in usable(&year.header) {
        let born = &row.value.date_of_birth;
        check_birth(row, born, ends_on, report);
        let Some(child) = row.value.child.value() else {
            continue;
        };
        let earlier = *first.entry(child).or_insert(row);
        if earlier.value.date_of_birth != *born {
            let reason = "Header gives this child two dates of birth.";
            let remedy = format!(
                "Compare with row {} of {} and correct whichever is wrong.",
                earlier.line, earlier.file
            );
            report.add(
                at(row, Finding::new(Severity::Warning, reason, remedy))
                    .at_cell("DOB", &born.as_written()),
            );
        }
    }
    for row in usable(&year.oc3) {
        check_birth(row, &row.value.date_of_birth, ends_on, report);
    }
}

fn check_birth<T: TableRow>(row: &Row<T>, born: &Cell<Date>, ends_on: Date, report: &mut Report) {
    let Some(date) = born.value() else { return };
    let reason = if date.year() <= PLACEHOLDER_YEAR {
        "A date of birth in 1900 stands for one that nobody has entered."
    } else if *date > ends_on {
        "The date of birth lies after the end of the year of the return."
    } else {
        return;
    };
    let finding = Finding::new(
        Severity::Warning,
        reason,
        "Enter the date of birth; check the year of the return too.",
    );
    report.add(at(row, finding).at_cell("DOB", &born.as_written()));
}

pub(super) fn check_episodes(episodes: &[Row<Episode>], report: &mut Report) {
    for row in usable(episodes) {
        let episode = &row.value;
        if let (Some(started), Some(ceased)) =
            (episode.started_on.value(), episode.ceased_on.value())
            && ceased < started
        {
            let reason = "The episode ends (DEC) before it begins (DECOM).";
            let finding = Finding::new(
                Severity::Warning,
                reason,
                "Correct whichever of the two dates is wrong.",
            );
            report.add(at(row, finding).at_cell("DEC", &episode.ceased_on.as_written()));
        }
    }
}
