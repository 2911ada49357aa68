//! The result of checking a return as files: findings as CSV, and a workbook with a summary, the rows at fault and the children.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use rust_xlsxwriter::{Color, Format as Look, Workbook, Worksheet, XlsxError};
use ssda903::checked::{Checked, CheckedRow, CheckedRule, OutcomeWord};
use ssda903::{Submission, Table};

use crate::web::spreadsheet::harmless;

/// Every finding in a line, safe to open in a spreadsheet.
pub fn findings_csv(checked: &Checked<'_>) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    write_findings(checked, &mut bytes).ok()?;
    Some(bytes)
}

/// Writes every finding in a line, safe to open in a spreadsheet, one by one: a large return has hundreds of thousands.
pub fn write_findings(checked: &Checked<'_>, out: impl Write) -> Result<(), csv::Error> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(out);
    writer.write_record(COLUMNS)?;
    for rule in &checked.rules {
        let outcome = outcome_in_words(rule.outcome);
        if rule.outcome == OutcomeWord::CouldNotRun {
            let blank = [""; 7];
            let said = format!("{} {}", rule.message, rule.why);
            writer.write_record([rule.code, outcome].iter().chain(&blank).chain([&&*said]))?;
        }
        for found in &rule.findings {
            writer.write_record([
                rule.code,
                outcome,
                found.year,
                found.table.name(),
                &harmless(found.file),
                &found.line.to_string(),
                &harmless(&found.child),
                &found.fields.join(", "),
                &values(found),
                rule.message,
            ])?;
        }
    }
    writer.flush()?;
    Ok(())
}

/// What a rule means and how to mend it stands in the workbook and in `explain`, once for each rule.
const COLUMNS: [&str; 10] = [
    "Rule", "Outcome", "Year", "Table", "File", "Line", "Child", "Cells", "Values", "Message",
];

/// What is written in the cells at fault: `DECOM 01/05/2026, LS C2`.
pub fn values(found: &CheckedRow<'_>) -> String {
    let mut text = String::new();
    for (column, value) in found.values.iter() {
        let value = if value.is_empty() { "blank" } else { value };
        let before = if text.is_empty() { "" } else { ", " };
        text.extend([before, column, " ", value]);
    }
    text
}

/// What became of a rule, for people.
pub fn outcome_in_words(outcome: OutcomeWord) -> &'static str {
    match outcome {
        OutcomeWord::Ran => "Ran",
        OutcomeWord::NotApplicable => "Does not apply",
        OutcomeWord::CouldNotRun => "Could not run",
    }
}

/// A workbook: what became of every rule, for each table the rows at fault with their cells marked, and for each child the rules.
/// `None` when it could not be made.
pub fn workbook(checked: &Checked<'_>, submission: &Submission) -> Option<Vec<u8>> {
    workbook_of(checked, |years_ago, table, number| {
        let year = submission.years.get(usize::from(years_ago));
        let texts = year.and_then(|year| year.year.row_texts(table, number));
        let texts = texts.unwrap_or_default();
        texts.into_iter().map(Cow::into_owned).collect()
    })
}

/// The same, where the cells of a row are known by its years ago, its table and its number.
pub fn workbook_of(
    checked: &Checked<'_>,
    texts: impl Fn(u8, Table, u32) -> Vec<String>,
) -> Option<Vec<u8>> {
    write_workbook(checked, &texts).ok()
}

fn write_workbook(
    checked: &Checked<'_>,
    texts: &impl Fn(u8, Table, u32) -> Vec<String>,
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let looks = Looks::default();
    write_summary(sheet(&mut workbook, "Summary")?, checked, &looks)?;
    for table in Table::ALL {
        let rows = rows_at_fault(checked, table);
        if !rows.is_empty() {
            write_table(
                sheet(&mut workbook, table.name())?,
                table,
                &rows,
                texts,
                &looks,
            )?;
        }
    }
    write_children(sheet(&mut workbook, "Children")?, checked, &looks)?;
    workbook.save_to_buffer()
}

struct Looks {
    heading: Look,
    /// Text of the return: shown as text even after somebody opens the cell and closes it again.
    plain: Look,
    marked: Look,
    wrapped: Look,
}

impl Default for Looks {
    fn default() -> Self {
        Self {
            heading: Look::new().set_bold(),
            plain: Look::new().set_quote_prefix(),
            marked: Look::new()
                .set_background_color(Color::RGB(0x00FF_D9D0))
                .set_bold()
                .set_quote_prefix(),
            wrapped: Look::new().set_text_wrap(),
        }
    }
}

fn sheet<'w>(workbook: &'w mut Workbook, name: &str) -> Result<&'w mut Worksheet, XlsxError> {
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.set_name(name)?;
    sheet.set_freeze_panes(1, 0)?;
    Ok(sheet)
}

/// The longest text that a cell of a workbook takes.
const LONGEST_TEXT: usize = 32_767;

/// Text of the return, cut where a workbook cannot hold it.
fn write_text(
    sheet: &mut Worksheet,
    line: u32,
    column: u16,
    text: &str,
    look: &Look,
) -> Result<(), XlsxError> {
    let fitting: String = text.chars().take(LONGEST_TEXT).collect();
    sheet.write_string_with_format(line, column, fitting, look)?;
    Ok(())
}

fn write_headings(
    sheet: &mut Worksheet,
    headings: &[(&str, f64)],
    looks: &Looks,
) -> Result<(), XlsxError> {
    for (column, (heading, width)) in (0..).zip(headings) {
        sheet.set_column_width(column, *width)?;
        sheet.write_string_with_format(0, column, *heading, &looks.heading)?;
    }
    Ok(())
}

fn write_summary(
    sheet: &mut Worksheet,
    checked: &Checked<'_>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let headings = [
        ("Rule", 10.0),
        ("Outcome", 16.0),
        ("Rows found", 12.0),
        ("Message", 70.0),
        ("Why", 60.0),
        ("What to do", 60.0),
        ("Why it did not run", 40.0),
    ];
    write_headings(sheet, &headings, looks)?;
    for (line, rule) in (1..).zip(&checked.rules) {
        sheet.write_string(line, 0, rule.code)?;
        sheet.write_string(line, 1, outcome_in_words(rule.outcome))?;
        if rule.outcome == OutcomeWord::Ran {
            sheet.write_number(line, 2, rule.findings.len() as f64)?;
        }
        for (column, text) in (3..).zip([rule.message, rule.rule.why, rule.rule.fix, rule.why]) {
            sheet.write_string_with_format(line, column, text, &looks.wrapped)?;
        }
    }
    Ok(())
}

/// The rows of a table at fault, by year and place, each with the rules and the columns that they name.
type RowsAtFault<'a> = BTreeMap<(u8, u32), Vec<(&'a CheckedRule<'a>, &'a CheckedRow<'a>)>>;

fn rows_at_fault<'a>(checked: &'a Checked<'a>, table: Table) -> RowsAtFault<'a> {
    let mut rows = RowsAtFault::new();
    for rule in &checked.rules {
        for found in rule.findings.iter().filter(|found| found.table == table) {
            rows.entry((found.years_ago, found.row))
                .or_default()
                .push((rule, found));
        }
    }
    rows
}

fn write_table(
    sheet: &mut Worksheet,
    table: Table,
    rows: &RowsAtFault<'_>,
    texts: &impl Fn(u8, Table, u32) -> Vec<String>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let mut headings = vec![("Year", 8.0), ("File", 20.0), ("Line", 8.0)];
    headings.extend(table.columns().iter().map(|column| (*column, 14.0)));
    headings.push(("Rules", 40.0));
    write_headings(sheet, &headings, looks)?;
    for (line, ((years_ago, number), found)) in (1..).zip(rows) {
        let Some((_, first)) = found.first() else {
            continue;
        };
        sheet.write_string(line, 0, first.year)?;
        write_text(sheet, line, 1, first.file, &looks.plain)?;
        sheet.write_number(line, 2, first.line as f64)?;
        let marked: BTreeSet<&str> = found
            .iter()
            .flat_map(|(_, row)| row.fields.iter().copied())
            .collect();
        let texts = texts(*years_ago, table, *number);
        for ((column, name), text) in (3..).zip(table.columns()).zip(&texts) {
            if marked.contains(name) {
                write_text(sheet, line, column, text, &looks.marked)?;
            } else {
                write_text(sheet, line, column, text, &looks.plain)?;
            }
        }
        let codes: Vec<&str> = found.iter().map(|(rule, _)| rule.code).collect();
        let last = u16::try_from(table.columns().len() + 3).unwrap_or(u16::MAX);
        sheet.write_string(line, last, codes.join(", "))?;
    }
    Ok(())
}

fn write_children(
    sheet: &mut Worksheet,
    checked: &Checked<'_>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    write_headings(
        sheet,
        &[("Child", 14.0), ("Rows found", 12.0), ("Rules", 80.0)],
        looks,
    )?;
    for (line, (child, (count, codes))) in (1..).zip(children(checked)) {
        write_text(sheet, line, 0, child, &looks.plain)?;
        sheet.write_number(line, 1, count as f64)?;
        sheet.write_string(line, 2, codes.into_iter().collect::<Vec<_>>().join(", "))?;
    }
    Ok(())
}

/// For each child how many rows are at fault, and by which rules.
pub fn children<'a>(
    checked: &'a Checked<'a>,
) -> BTreeMap<&'a str, (usize, BTreeSet<&'static str>)> {
    let mut children: BTreeMap<&str, (usize, BTreeSet<&'static str>)> = BTreeMap::new();
    for rule in &checked.rules {
        for found in &rule.findings {
            let (count, codes) = children.entry(found.child.as_ref()).or_default();
            *count += 1;
            codes.insert(rule.code);
        }
    }
    children
}
