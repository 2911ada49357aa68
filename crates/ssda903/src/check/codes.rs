//! Codes that exist, but not in the year of the return.

use super::at;
use crate::cell::{Cell, FieldValue};
use crate::finding::{Finding, Severity};
use crate::report::Report;
use crate::rows::{Row, TableRow, YearReturn, usable};

pub(super) fn check_codes(year: &YearReturn, report: &mut Report) {
    let year_ending = year.year_ending;
    for row in usable(&year.header) {
        check_code(
            row,
            &row.value.sex,
            "SEX",
            year_ending,
            Severity::Note,
            report,
        );
    }
    for row in usable(&year.episodes) {
        check_code(
            row,
            &row.value.placement,
            "PLACE",
            year_ending,
            Severity::Note,
            report,
        );
        check_code(
            row,
            &row.value.reason_ceased,
            "REC",
            year_ending,
            Severity::Note,
            report,
        );
    }
    for row in usable(&year.oc3) {
        check_code(
            row,
            &row.value.activity,
            "ACTIV",
            year_ending,
            Severity::Warning,
            report,
        );
    }
}

fn check_code<T: TableRow, C: FieldValue>(
    row: &Row<T>,
    cell: &Cell<C>,
    column: &str,
    year_ending: i16,
    severity: Severity,
    report: &mut Report,
) {
    let Some(years) = cell
        .value()
        .map(FieldValue::years)
        .filter(|years| !years.include(year_ending))
    else {
        return;
    };
    let (reason, remedy) = match years.superseded_by {
        Some(newer) => (
            "This code was superseded before the year of the return; it was read.",
            format!("Use {newer}."),
        ),
        None => (
            "This code was not yet in use in the year of the return; it was read.",
            "Use the code of that year.".to_owned(),
        ),
    };
    report.add(at(row, Finding::new(severity, reason, remedy)).at_cell(column, &cell.as_written()));
}
