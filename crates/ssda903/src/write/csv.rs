//! The CSV layout: one file a table, UTF-8 without a mark, the Department's columns in its order, lines that end with CR and LF.

use std::borrow::Cow;

use super::{FIRST_YEAR_OF_DOLO, WrittenRow, written_rows};
use crate::rows::YearReturn;
use crate::table::Table;

const LINE_END: &str = "\r\n";

/// The tables of a return as files, each with its name. A table without rows has its header line. DoLo is left out, when it has
/// no rows, of years before its collection began.
///
/// Two things that XML can say have no place in CSV: a row in which every cell is blank is left out, and a line break inside a cell
/// becomes a space where the row could otherwise be taken for several.
pub fn write_csv(year: &YearReturn) -> Vec<(&'static str, Vec<u8>)> {
    let mut files = Vec::new();
    for table in Table::ALL {
        let rows = written_rows(year, table);
        let is_expected =
            table != Table::DeprivationOfLiberty || year.year_ending >= FIRST_YEAR_OF_DOLO;
        if is_expected || !rows.is_empty() {
            let rows = rows.iter().filter(|row| !row.is_blank());
            files.push((
                table.file_name(),
                write_table(table, rows.map(|row: &WrittenRow<'_>| &row.cells)),
            ));
        }
    }
    files
}

/// One table as a file, from rows that have a text for each of [`Table::columns`].
pub fn write_table<'a, Cells, Text>(table: Table, rows: impl Iterator<Item = Cells>) -> Vec<u8>
where
    Cells: IntoIterator<Item = &'a Text>,
    Text: AsRef<str> + 'a,
{
    let mut written = table.columns().join(",");
    written.push_str(LINE_END);
    for row in rows {
        let cells: Vec<&str> = row.into_iter().map(AsRef::as_ref).collect();
        push_row(&mut written, &cells);
    }
    written.into_bytes()
}

fn push_row(written: &mut String, cells: &[&str]) {
    let start = written.len();
    push_cells(written, cells);
    let row = written.get(start..).unwrap_or_default();
    if row.contains(['\r', '\n']) && could_be_several_rows(row, cells.len()) {
        let on_one_line: Vec<String> = cells
            .iter()
            .map(|cell| cell.replace("\r\n", " ").replace(['\r', '\n'], " "))
            .collect();
        let on_one_line: Vec<&str> = on_one_line.iter().map(String::as_str).collect();
        written.truncate(start);
        push_cells(written, &on_one_line);
    }
    written.push_str(LINE_END);
}

fn push_cells(written: &mut String, cells: &[&str]) {
    for (place, cell) in cells.iter().enumerate() {
        if place > 0 {
            written.push(',');
        }
        written.push_str(&quoted(cell));
    }
}

fn quoted(cell: &str) -> Cow<'_, str> {
    if cell.contains([',', '"', '\r', '\n']) {
        Cow::Owned(format!("\"{}\"", cell.replace('"', "\"\"")))
    } else {
        Cow::Borrowed(cell)
    }
}

/// Whether a row that spans lines could be read as something else, because reading never lets a quotation mark swallow what looks
/// like a row, and skips lines in which nothing is written.
fn could_be_several_rows(row: &str, cells: usize) -> bool {
    let separators = |text: &str| text.matches(',').count();
    let says_nothing = |line: &str| {
        line.chars()
            .all(|character| character == ',' || character == '"' || character.is_whitespace())
    };
    let holds_a_row =
        separators(row) >= cells && row.split('\n').any(|line| separators(line) + 1 >= cells);
    holds_a_row || row.split('\n').next().is_some_and(says_nothing)
}
