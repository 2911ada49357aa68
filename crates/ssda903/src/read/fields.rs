//! Turns the texts of one row into a typed row, and says which of them mean nothing.

use std::sync::Arc;

use crate::cell::{Cell, FieldValue};
use crate::finding::{Finding, Severity};
use crate::report::Report;
use crate::rows::{Row, RowState, TableRow, YearReturn, row_number};
use crate::table::Table;

/// The texts of a row in the order of the table's fields; each call of [`Fields::next`] takes one.
pub(crate) struct Fields<'a> {
    table: Table,
    names: &'static [&'static str],
    texts: &'a [&'a str],
    taken: usize,
    file: &'a Arc<str>,
    line: u64,
    report: &'a mut Report,
}

impl Fields<'_> {
    #[inline]
    pub(crate) fn next<T: FieldValue>(&mut self) -> Cell<T> {
        let raw = self.texts.get(self.taken).copied().unwrap_or("");
        let cell = Cell::<T>::read(raw);
        if !cell.is_usual() {
            self.note(raw, &cell);
        }
        self.taken += 1;
        cell
    }

    /// Says what is wrong with the cell, or unusual about it.
    #[cold]
    fn note<T: FieldValue>(&mut self, raw: &str, cell: &Cell<T>) {
        let column = self.names.get(self.taken).copied().unwrap_or("");
        let Some(value) = cell.value() else {
            let severity = if column == "CHILD" {
                Severity::Error
            } else {
                Severity::Warning
            };
            let complaint = T::complaint(raw.trim());
            self.say(column, raw, severity, &complaint.reason, &complaint.remedy);
            return;
        };
        let text = raw.trim();
        if text.len() != raw.len() {
            let reason = "Spaces around this value were left out.";
            let remedy = "Nothing has to be done.";
            self.say(column, raw, Severity::Note, reason, remedy);
        }
        if !value.is_written_as(text) {
            let remedy = "Nothing has to be done here; the Department may refuse it.";
            self.say(column, raw, Severity::Note, T::UNUSUAL, remedy);
        }
    }

    fn say(&mut self, column: &str, raw: &str, severity: Severity, reason: &str, remedy: &str) {
        let table = self.table.name();
        if self.report.is_full(severity, table, column, reason) {
            return;
        }
        let finding = Finding::new(severity, reason, remedy).at_file(&**self.file);
        self.report.add(
            finding
                .at_table(table)
                .at_row(self.line)
                .at_cell(column, raw),
        );
    }
}

/// Many times the rows of all England in one table (around half a million); a file with more holds something else. Rows up to
/// here take at most 0.4 GB, in the widest table.
pub(crate) const MOST_ROWS: usize = 1_000_000;

/// Reads one row and puts it into its table of the year; `false` when the table has no room for it. A row without a child is
/// kept, but refused.
pub(crate) fn read_row<T: TableRow>(
    texts: &[&str],
    file: &Arc<str>,
    line: u64,
    state: RowState,
    year: &mut YearReturn,
    report: &mut Report,
) -> bool {
    let number = T::rows(year).len();
    if number >= MOST_ROWS {
        let reason = format!("A table has more than {MOST_ROWS} rows; the rest was not read.");
        let remedy = "Check that this is the return of one year; no authority has so many rows.";
        if !report.is_said(Severity::Error, T::TABLE.name(), "", &reason) {
            let finding = Finding::new(Severity::Error, reason, remedy);
            report.add(finding.at_file(&**file).at_table(T::TABLE.name()));
        }
        return false;
    }
    let value = T::read(&mut Fields {
        table: T::TABLE,
        names: T::FIELDS,
        texts,
        taken: 0,
        file,
        line,
        report,
    });
    if value.child().is_blank() {
        let finding = Finding::new(
            Severity::Error,
            "This row does not say which child it is about.",
            "Fill in the child's identifier, or delete the row.",
        );
        report.add(
            finding
                .at_file(&**file)
                .at_table(T::TABLE.name())
                .at_row(line)
                .at_cell("CHILD", ""),
        );
    }
    let state = if value.child().value().is_none() {
        RowState::Refused
    } else {
        state
    };
    T::rows(year).push(Row {
        file: Arc::clone(file),
        line,
        number: row_number(number),
        state,
        value,
    });
    true
}
