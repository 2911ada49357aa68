//! Turns the texts of one row into a typed row, and says which of them mean nothing.

use std::sync::Arc;

use crate::cell::{Cell, FieldValue};
use crate::finding::{Finding, Severity};
use crate::report::Report;
use crate::rows::{Row, RowState, TableRow, YearReturn};
use crate::table::Table;

/// The texts of a row in the order of the table's columns; each call of [`Fields::next`] takes one.
pub(crate) struct Fields<'a> {
    table: Table,
    columns: &'static [&'static str],
    texts: &'a [&'a str],
    taken: usize,
    file: &'a Arc<str>,
    line: u64,
    report: &'a mut Report,
}

impl Fields<'_> {
    pub(crate) fn next<T: FieldValue>(&mut self) -> Cell<T> {
        let raw = self.texts.get(self.taken).copied().unwrap_or("");
        let column = self.columns.get(self.taken).copied().unwrap_or("");
        self.taken += 1;
        let cell = Cell::<T>::read(raw);
        if cell.is_unreadable() {
            let severity = if column == "CHILD" {
                Severity::Error
            } else {
                Severity::Warning
            };
            let complaint = T::complaint(raw.trim());
            self.say(
                column,
                raw,
                Finding::new(severity, complaint.reason, complaint.remedy),
            );
        } else if let Some(value) = cell.value() {
            let text = raw.trim();
            if text.len() != raw.len() {
                self.say(
                    column,
                    raw,
                    Finding::new(
                        Severity::Note,
                        "Spaces around this value were left out.",
                        "Nothing has to be done.",
                    ),
                );
            }
            if !value.is_written_as(text) {
                self.say(
                    column,
                    raw,
                    Finding::new(
                        Severity::Note,
                        T::UNUSUAL,
                        "Nothing has to be done here; the Department may refuse it.",
                    ),
                );
            }
        }
        cell
    }

    fn say(&mut self, column: &str, raw: &str, finding: Finding) {
        self.report.add(
            finding
                .at_file(&**self.file)
                .at_table(self.table.name())
                .at_row(self.line)
                .at_cell(column, raw),
        );
    }
}

/// Reads one row and puts it into its table of the year. A row without a child is kept, but refused.
pub(crate) fn read_row<T: TableRow>(
    texts: &[&str],
    file: &Arc<str>,
    line: u64,
    state: RowState,
    year: &mut YearReturn,
    report: &mut Report,
) {
    let value = T::read(&mut Fields {
        table: T::TABLE,
        columns: T::COLUMNS,
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
        state,
        value,
    });
}
