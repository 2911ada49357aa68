//! Rows of a return that no other kind of fact says, kept as they were written, so that the return can be produced again.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use leaving_care::{
    person::IdentifierKind,
    source::Standing,
    spell_value::{ReturnRowDetails, SpellValue},
};
use ssda903::{
    RowState, Table, YearReturn, parse_date,
    write::{WrittenRow, written_rows},
};

use super::proposal::{Proposal, ProposedFact, Rule};

/// The columns in which a row says from when until when it is so. Rows of other tables are so for the year of their return.
pub(crate) fn dates_of(table: Table) -> Option<(&'static str, &'static str)> {
    match table {
        Table::Reviews => Some(("REVIEW", "")),
        Table::Missing => Some(("MIS_START", "MIS_END")),
        Table::SocialWorkerEpisodes => Some(("SW_DECOM", "SW_DEC")),
        Table::DeprivationOfLiberty => Some(("DOLO_START", "DOLO_END")),
        Table::PlacedForAdoption => Some(("DATE_PLACED", "DATE_PLACED_CEASED")),
        Table::Header
        | Table::Episodes
        | Table::Uasc
        | Table::Oc2
        | Table::Oc3
        | Table::Ad1
        | Table::PreviousPermanence => None,
    }
}

/// Takes the rows of all tables but Episodes and OC3, whose every column is a fact of its own.
pub(super) fn keep(proposal: &mut Proposal, year: &YearReturn) {
    // Two rows of one child can begin on one day: the second is told apart by its number.
    let mut known: HashMap<(String, String), usize> = HashMap::new();
    for table in Table::ALL
        .into_iter()
        .filter(|table| !matches!(table, Table::Episodes | Table::Oc3))
    {
        for row in written_rows(year, table)
            .iter()
            .filter(|row| row.state == RowState::Usable)
        {
            let cells = cells(table, row);
            if cells.is_empty() && table == Table::Header {
                continue;
            }
            keep_row(proposal, year, table, row, cells, &mut known);
        }
    }
}

fn keep_row(
    proposal: &mut Proposal,
    year: &YearReturn,
    table: Table,
    row: &WrittenRow<'_>,
    cells: BTreeMap<String, String>,
    known: &mut HashMap<(String, String), usize>,
) {
    let date = |column: &str| cell(table, row, column).and_then(parse_date);
    let person = proposal.person(
        IdentifierKind::Ssda903Child,
        row.child(),
        row.file,
        row.line,
    );
    let details_born = person.details.as_ref().map(|details| details.date_of_birth);
    let born = details_born.or_else(|| date("DOB"));
    let (starts_on, ends_on, begun) = match dates_of(table) {
        Some((from, until)) if date(from).is_some() => {
            let starts_on = date(from).unwrap_or_else(|| year.starts_on());
            let ends_on = if until.is_empty() {
                starts_on.tomorrow().ok()
            } else {
                // An end before the start is a finding of the reading; the cell keeps what was written.
                date(until).filter(|end| *end >= starts_on)
            };
            (starts_on, ends_on, starts_on.to_string())
        }
        // A baby of the year was not there on its first day.
        _ => {
            let starts_on = born.map_or(year.starts_on(), |born| born.max(year.starts_on()));
            let ends_on = year.ends_on().tomorrow().unwrap_or(Date::MAX);
            (
                starts_on,
                Some(ends_on.max(starts_on)),
                year.year_ending.to_string(),
            )
        }
    };
    let key = format!("ssda903 {} {begun}", table.name().to_lowercase());
    let number = known
        .entry((row.child().to_owned(), key.clone()))
        .or_default();
    *number += 1;
    let source = if *number == 1 {
        key
    } else {
        format!("{key} number {number}")
    };
    person.facts.push(ProposedFact {
        value: SpellValue::ReturnRow(ReturnRowDetails { table, cells }),
        starts_on,
        ends_on,
        standing: Standing::Returned,
        source,
        rule: Rule::Exact {
            file_year: Some(year.year_ending),
        },
    });
}

fn cell<'a>(table: Table, row: &'a WrittenRow<'_>, column: &str) -> Option<&'a str> {
    let place = table.columns().iter().position(|known| *known == column)?;
    row.cells.get(place).map(|cell| cell.trim())
}

/// What the row says beyond who it is about. Of Header that is what a person's details and identifiers do not hold.
fn cells(table: Table, row: &WrittenRow<'_>) -> BTreeMap<String, String> {
    let is_kept = |column: &str, cell: &str| match (table, column) {
        (_, "CHILD" | "DOB") | (Table::Uasc, "SEX") | (Table::Header, "ETHNIC") => false,
        // UN1 to UN5 say why there is no number; U that the sex is not known.
        (Table::Header, "UPN") => cell.trim().starts_with("UN"),
        (Table::Header, "SEX") => cell.trim() == "U",
        _ => !cell.trim().is_empty(),
    };
    table
        .columns()
        .iter()
        .zip(&row.cells)
        .filter(|(column, cell)| is_kept(column, cell))
        .map(|(column, cell)| ((*column).to_owned(), cell.to_string()))
        .collect()
}
