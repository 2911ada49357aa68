//! Looks at a year's return once it is read, for what would make wrong facts: repeats, contradictions and impossible outcomes.
//!
//! This is not the Department's validation. It says only what somebody who imports the return has to know.

mod care_leavers;
mod codes;
mod dates;
mod repeats;

use std::collections::HashMap;

use jiff::civil::Date;

use crate::cell::ChildId;
use crate::finding::Finding;
use crate::report::Report;
use crate::rows::{Row, RowState, TableRow, YearReturn, usable};
use crate::table::{Table, with_row_type};

pub(crate) fn check_year(year: &mut YearReturn, report: &mut Report) {
    for table in Table::ALL {
        with_row_type!(table, RowType => repeats::mark_repeats::<RowType>(RowType::rows(year), report));
    }
    dates::check_births(year, report);
    dates::check_episodes(&year.episodes, report);
    codes::check_codes(year, report);
    let of_others = care_leavers::check_care_leavers(year, report);
    repeats::refuse_contradictions(&mut year.oc3, report);
    for number in of_others {
        if let Some(row) = year.oc3.get_mut(number) {
            row.state = RowState::Refused;
        }
    }
}

/// Dates of birth in Header, by child. More than one when Header contradicts itself.
fn births(year: &YearReturn) -> HashMap<&ChildId, Vec<Date>> {
    let mut births: HashMap<&ChildId, Vec<Date>> = HashMap::with_capacity(year.header.len());
    for row in usable(&year.header) {
        if let Some(child) = row.value.child.value() {
            let known = births.entry(child).or_default();
            if let Some(born) = row
                .value
                .date_of_birth
                .value()
                .filter(|born| !known.contains(born))
            {
                known.push(*born);
            }
        }
    }
    births
}

/// The finding with the place of the row.
fn at<T: TableRow>(row: &Row<T>, finding: Finding) -> Finding {
    finding
        .at_file(&*row.file)
        .at_table(T::TABLE.name())
        .at_row(row.line)
}
