//! Reads one table from separated text: finds the separator, the table and its columns, then row by row.

use std::sync::Arc;

use super::fields::{MOST_ROWS, read_row};
use super::separated::{RowKind, Rows};
use crate::date::parse_date;
use crate::finding::{Finding, Severity};
use crate::report::Report;
use crate::rows::{RowState, TableRow, YearReturn};
use crate::table::{Table, with_row_type};

const SEPARATORS: [char; 4] = [',', ';', '\t', '|'];

/// Reads the table into `year` and says which it was and how many rows it had. `None` when it is none of the twelve.
pub(super) fn read_csv(
    file: &Arc<str>,
    text: &str,
    year: &mut YearReturn,
    report: &mut Report,
) -> Option<(Table, u64)> {
    let (separator, header) = find_header(text);
    let say = |finding: Finding| finding.at_file(&**file);
    let Some(table) =
        Table::recognise(&header, file).filter(|_| header.iter().any(|column| column == "CHILD"))
    else {
        let finding = Finding::new(
            Severity::Error,
            "The columns are those of none of the twelve tables of the return; nothing was read from this file.",
            "Hand in a table with its header line: CHILD and the columns that the Department names.",
        );
        report.add(say(finding).at_row(1).at_cell("", &header.join(",")));
        return None;
    };
    let columns = place_columns(table, &header, file, report);
    note_other_table_in_name(table, file, report);

    let mut rows = Rows::new(text, separator);
    let mut cells = Vec::with_capacity(header.len());
    rows.next_row(&mut cells, None);
    let lines = rows.lines_left().min(MOST_ROWS);
    with_row_type!(table, RowType => RowType::rows(year).reserve(lines));
    let mut count = 0;
    loop {
        let mut row = TextRow::new(table, file, header.len());
        if let Some(number) = rows.next_plain_row(|cell| row.take(cell, &columns)) {
            row.number = number;
        } else if let Some(split) = rows.next_row(&mut cells, Some(header.len())) {
            row = TextRow::new(table, file, header.len());
            row.number = split.number;
            for cell in &cells {
                row.take(cell, &columns);
            }
            match split.kind {
                RowKind::Good => {}
                RowKind::TooLong => {
                    row.say(
                        report,
                        Severity::Error,
                        "This line is longer than a megabyte; it was not read.",
                        "Look for a line break that is missing.",
                    );
                    continue;
                }
                RowKind::LooseQuote => row.say(
                    report,
                    Severity::Warning,
                    "A quotation mark in this row does not close; the row was split at its separators.",
                    "Take the quotation mark out.",
                ),
            }
        } else {
            break;
        }
        match row.read(year, report) {
            Taken::Row => count += 1,
            Taken::Header => {}
            Taken::NoRoom => break,
        }
    }
    if count == 0 {
        let finding = Finding::new(
            Severity::Note,
            "The table has its header line and no rows.",
            "If there should be rows, export the table again.",
        );
        report.add(say(finding).at_table(table.name()));
    }
    Some((table, count))
}

/// The separator under which most columns are known ones, and the columns in capitals.
fn find_header(text: &str) -> (char, Vec<String>) {
    let known = |column: &String| {
        Table::ALL
            .iter()
            .any(|table| table.columns().contains(&column.as_str()))
    };
    let mut best = (',', Vec::new());
    let mut most = None;
    for separator in SEPARATORS {
        let mut cells = Vec::new();
        Rows::new(text, separator).next_row(&mut cells, None);
        let columns: Vec<String> = cells.iter().map(|cell| column_name(cell)).collect();
        let score = Some(columns.iter().filter(|column| known(column)).count());
        if score > most {
            (most, best) = (score, (separator, columns));
        }
    }
    best
}

/// In capitals, and under the name of the CSV layout where the XML layout or a habit has another.
pub(super) fn column_name(text: &str) -> String {
    let name = text
        .trim()
        .trim_matches('"')
        .trim()
        .to_ascii_uppercase()
        .replace([' ', '-'], "_");
    match name.as_str() {
        "CHILDID" | "CHILD_ID" => "CHILD".into(),
        "PL" => "PLACE".into(),
        _ => name,
    }
}

/// For each column of the file, which field of the table stands in it.
fn place_columns(
    table: Table,
    header: &[String],
    file: &Arc<str>,
    report: &mut Report,
) -> Vec<Option<usize>> {
    let mut fields = vec![None; header.len()];
    let say = |finding: Finding, column: &str, value: &str| {
        finding
            .at_file(&**file)
            .at_table(table.name())
            .at_row(1)
            .at_cell(column, value)
    };
    let expected = table.fields();
    let optional = expected.get(table.columns().len()..).unwrap_or(&[]);
    let extra: Vec<&str> = header
        .iter()
        .map(String::as_str)
        .filter(|column| !column.is_empty() && !expected.contains(column))
        .collect();
    if !extra.is_empty() {
        let reason = "The table has columns that the collection does not know; they were not read.";
        report.add(say(
            Finding::new(Severity::Note, reason, "Nothing has to be done."),
            "",
            &extra.join(", "),
        ));
    }
    for (field, column) in expected.iter().enumerate() {
        let mut found = header
            .iter()
            .enumerate()
            .filter(|(_, name)| name == column)
            .map(|(place, _)| place);
        let first = found.next();
        if first.is_none() && !optional.contains(column) {
            let reason = "A column of the table is missing; it was read as blank.";
            report.add(say(
                Finding::new(
                    Severity::Warning,
                    reason,
                    "Export the table with all its columns.",
                ),
                column,
                "",
            ));
        } else if found.next().is_some() {
            let reason = "The table has this column twice; the first was read.";
            report.add(say(
                Finding::new(Severity::Warning, reason, "Take one of them out."),
                column,
                "",
            ));
        }
        if let Some(place) = first.and_then(|place| fields.get_mut(place)) {
            *place = Some(field);
        }
    }
    fields
}

/// A file that is named after one table and holds another is worth a look.
fn note_other_table_in_name(table: Table, file: &Arc<str>, report: &mut Report) {
    let name = file.to_lowercase();
    let named = Table::ALL.into_iter().find(|other| match other {
        // Short or common words that stand inside other names.
        Table::Missing | Table::Reviews | Table::DeprivationOfLiberty => false,
        other => name.contains(&other.name().to_lowercase()),
    });
    // "sw_episodes.csv" holds the word episodes.
    if named.is_some_and(|other| other != table)
        && !(table == Table::SocialWorkerEpisodes && named == Some(Table::Episodes))
    {
        let reason = "The name of the file points to another table than its columns; the columns were believed.";
        let finding = Finding::new(
            Severity::Note,
            reason,
            "Check that the right file was exported.",
        );
        report.add(finding.at_file(&**file).at_table(table.name()));
    }
}

/// Whether the text is the name of the column CHILD. Asked of every row, so that it looks before it makes a name of it.
fn names_the_child(text: &str) -> bool {
    let begins = |byte: &u8| byte.eq_ignore_ascii_case(&b'C');
    let start =
        text.trim_start_matches(|character: char| character == '"' || character.is_whitespace());
    start.as_bytes().first().is_some_and(begins) && column_name(text) == "CHILD"
}

/// What became of a line.
enum Taken {
    Row,
    /// It was the header once more.
    Header,
    /// The table holds as many rows as it may.
    NoRoom,
}

/// A row of the file, its texts put into the table's order.
struct TextRow<'a> {
    table: Table,
    file: &'a Arc<str>,
    number: u64,
    texts: [&'a str; Table::MOST_COLUMNS],
    /// How many cells the row has.
    cells: usize,
    /// How many cells the header has.
    header: usize,
    /// Whether something is written behind the last column of the header.
    has_more: bool,
}

impl<'a> TextRow<'a> {
    fn new(table: Table, file: &'a Arc<str>, header: usize) -> Self {
        Self {
            table,
            file,
            number: 0,
            texts: [""; Table::MOST_COLUMNS],
            cells: 0,
            header,
            has_more: false,
        }
    }

    /// Takes the next cell of the row.
    #[inline]
    fn take(&mut self, cell: &'a str, columns: &[Option<usize>]) {
        match columns.get(self.cells) {
            Some(Some(field)) => {
                if let Some(text) = self.texts.get_mut(*field) {
                    *text = cell;
                }
            }
            Some(None) => {}
            None => self.has_more |= !cell.trim().is_empty(),
        }
        self.cells += 1;
    }

    fn read(&self, year: &mut YearReturn, report: &mut Report) -> Taken {
        let texts = &self.texts;
        if texts.first().is_some_and(|child| names_the_child(child)) {
            self.say(
                report,
                Severity::Note,
                "The header line stands here once more; it was left out.",
                "Nothing has to be done.",
            );
            return Taken::Header;
        }
        let state = self.state(report);
        let has_room = with_row_type!(self.table, RowType => read_row::<RowType>(texts, self.file, self.number, state, year, report));
        if has_room { Taken::Row } else { Taken::NoRoom }
    }

    /// A row with a wrong number of cells is believed only when nothing can have slipped into another column.
    fn state(&self, report: &mut Report) -> RowState {
        if self.has_more {
            self.say(
                report,
                Severity::Error,
                "This row has more cells than the header has columns; no facts are taken from it.",
                "Put a value that holds the separator into quotation marks, and each value into its column.",
            );
            return RowState::Refused;
        }
        if self.cells >= self.header {
            return RowState::Usable;
        }
        // Some programs leave out the blank cells at the end. The second half of a torn row has no date where one must be.
        let dated = self
            .table
            .columns()
            .iter()
            .zip(self.texts)
            .find(|(column, _)| ["DOB", "DECOM"].contains(column));
        let whole = dated.is_some_and(|(_, text)| parse_date(text.trim()).is_some());
        if whole {
            let reason = "This row has fewer cells than the header has columns; the missing ones were read as blank.";
            self.say(
                report,
                Severity::Warning,
                reason,
                "Check the row against the source.",
            );
            return RowState::Usable;
        }
        let reason = "This row has fewer cells than the header has columns and looks torn; no facts are taken from it.";
        self.say(
            report,
            Severity::Error,
            reason,
            "Put the row together again, or delete what is left of it.",
        );
        RowState::Refused
    }

    fn say(&self, report: &mut Report, severity: Severity, reason: &str, remedy: &str) {
        let finding = Finding::new(severity, reason, remedy)
            .at_file(&**self.file)
            .at_table(self.table.name());
        report.add(finding.at_row(self.number));
    }
}
