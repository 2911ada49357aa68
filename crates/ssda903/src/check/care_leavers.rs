//! What OC3 says about a young person, held against itself, against Header and against their age.

use jiff::civil::Date;

use super::{at, births};
use crate::codes::{Accommodation, Activity, InTouch};
use crate::date::age_on;
use crate::finding::{Finding, Severity};
use crate::report::Report;
use crate::rows::{Oc3, Row, YearReturn};

/// Gives the numbers of the rows that are about somebody else than Header knows under this identifier.
pub(super) fn check_care_leavers(year: &YearReturn, report: &mut Report) -> Vec<usize> {
    let ends_on = year.ends_on();
    let mut refused = Vec::new();
    let births = births(year);
    if let Some(row) = year.oc3.first().filter(|_| births.is_empty()) {
        let reason = "No Header came with this year, so that dates of birth could not be compared.";
        report.add(
            Finding::new(
                Severity::Note,
                reason,
                "Hand in header.csv of the same year too.",
            )
            .at_file(&*row.file)
            .at_table("OC3"),
        );
    }
    for (number, row) in year
        .oc3
        .iter()
        .enumerate()
        .filter(|(_, row)| row.is_usable())
    {
        check_outcomes(row, report);
        check_age(row, ends_on, report);
        let Some(child) = row.value.child.value().filter(|_| !births.is_empty()) else {
            continue;
        };
        let Some(known) = births.get(child) else {
            let finding = Finding::new(
                Severity::Note,
                "This young person is not in Header (rule INT06).",
                "Add the young person to Header.",
            );
            report.add(at(row, finding).at_cell("CHILD", child.as_str()));
            continue;
        };
        if let Some(born) = row
            .value
            .date_of_birth
            .value()
            .filter(|born| !known.is_empty() && !known.contains(born))
        {
            refused.push(number);
            let header: Vec<String> = known
                .iter()
                .map(|born| born.strftime("%d/%m/%Y").to_string())
                .collect();
            let reason = "The date of birth differs from the one in Header (rule INT15); no facts are taken from the row.";
            let remedy = format!(
                "Header says {}: correct whichever is wrong, and make sure that both are the same person.",
                header.join(" and ")
            );
            report.add(
                at(row, Finding::new(Severity::Error, reason, remedy))
                    .at_cell("DOB", &born.strftime("%d/%m/%Y").to_string()),
            );
        }
    }
    refused
}

/// Rules 153 (all three or none), 344 (died or returned home: nothing else) and 345 (in touch: both known).
fn check_outcomes(row: &Row<Oc3>, report: &mut Report) {
    let Oc3 {
        in_touch,
        activity,
        accommodation,
        ..
    } = &row.value;
    let mut warn = |column: &str, value: &str, reason: &str, remedy: &str| {
        report.add(at(row, Finding::new(Severity::Warning, reason, remedy)).at_cell(column, value));
    };
    let blank = [
        ("IN_TOUCH", in_touch.is_blank()),
        ("ACTIV", activity.is_blank()),
        ("ACCOM", accommodation.is_blank()),
    ];
    let blanks = blank.iter().filter(|(_, blank)| *blank).count();
    if blanks == blank.len() {
        let finding = Finding::new(
            Severity::Note,
            "Contact, activity and accommodation are all blank: the row says nothing.",
            "Fill in all three, or delete the row.",
        );
        report.add(at(row, finding));
        return;
    }
    if blanks > 0 {
        for (column, _) in blank.iter().filter(|(_, blank)| *blank) {
            warn(
                column,
                "",
                "Contact, activity and accommodation must be filled in together or all left blank (rule 153).",
                "Fill in what is missing; 0 stands for an activity or accommodation that is not known.",
            );
        }
    }
    let Some(in_touch) = in_touch.value() else {
        return;
    };
    let known_activity = activity
        .value()
        .map(|activity| *activity != Activity::NotKnown);
    let known_accommodation = accommodation
        .value()
        .map(|accommodation| *accommodation != Accommodation::NOT_KNOWN);
    let cells = [
        ("ACTIV", known_activity, activity.as_written()),
        ("ACCOM", known_accommodation, accommodation.as_written()),
    ];
    for (column, known, written) in cells {
        match known {
            Some(true) if in_touch.asks_for_nothing_else() => warn(
                column,
                &written,
                "Somebody who died or returned home has an activity or accommodation (rule 344).",
                "Write 0 for both, or correct IN_TOUCH.",
            ),
            Some(false) if *in_touch == InTouch::Yes => warn(
                column,
                &written,
                "The authority is in touch with this young person, but activity or accommodation is 0 (rule 345).",
                "Write what the young person does and where they live, or correct IN_TOUCH.",
            ),
            _ => {}
        }
    }
}

/// OC3 is about people whose 17th to 21st birthday falls in the year: on 31 March they are 17 to 21. Since the collection
/// for the year ending 2023 it may hold people up to 25.
fn check_age(row: &Row<Oc3>, ends_on: Date, report: &mut Report) {
    let born = &row.value.date_of_birth;
    let Some(age) = born.value().map(|born| age_on(*born, ends_on)) else {
        return;
    };
    let (severity, reason) = match age {
        17..=21 => return,
        22..=25 => (
            Severity::Note,
            "The young person is 22 to 25 on 31 March: status at the latest contact, not at the birthday.",
        ),
        _ => (
            Severity::Warning,
            "The young person is not 17 to 25 years old on 31 March, so that OC3 does not ask about them.",
        ),
    };
    let remedy = if severity == Severity::Note {
        "Nothing has to be done."
    } else {
        "Check the date of birth and the year of the return."
    };
    report.add(at(row, Finding::new(severity, reason, remedy)).at_cell("DOB", &born.as_written()));
}
