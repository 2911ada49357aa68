//! Lists as files: CSV and XLSX, in which no text can act as a formula, dates are dates and numbers are numbers.

use std::borrow::Cow;

use axum::{
    http::{HeaderName, HeaderValue, header},
    response::IntoResponse,
};
use jiff::civil::Date;
use rust_xlsxwriter::{ExcelDateTime, Format as Look, Workbook, Worksheet, XlsxError};

use super::context::{Answer, Problem};

/// A table to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// The name on the tab in a workbook.
    pub name: &'static str,
    pub columns: Vec<&'static str>,
    pub rows: Vec<Vec<Cell>>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Empty,
    Text(String),
    Number(f64),
    Date(Date),
}

/// What kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// UTF-8. Excel reads accents right only after a byte order mark; other programs may stumble over it.
    Csv {
        has_byte_order_mark: bool,
    },
    Xlsx,
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text)
        }
    }
}

impl From<Date> for Cell {
    fn from(date: Date) -> Self {
        Self::Date(date)
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<i32> for Cell {
    fn from(number: i32) -> Self {
        Self::Number(f64::from(number))
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

/// The sheet as a file to be saved. The name has no ending: "people-2026-03-03".
pub fn download(sheet: &Sheet, kind: FileKind, name: &str) -> Answer {
    let (bytes, ending, content_type) = match kind {
        FileKind::Csv {
            has_byte_order_mark,
        } => (
            csv_bytes(sheet, has_byte_order_mark),
            "csv",
            "text/csv; charset=utf-8",
        ),
        FileKind::Xlsx => (
            xlsx_bytes(sheet),
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
    };
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}.{ending}\""))
        .map_err(|_| Problem::Internal)?;
    let headers: [(HeaderName, HeaderValue); 2] = [
        (header::CONTENT_TYPE, HeaderValue::from_static(content_type)),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    match bytes {
        Some(bytes) => Ok((headers, bytes).into_response()),
        None => Err(Problem::Internal),
    }
}

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// The sheet as CSV, dates as 2026-03-03. `None` when there was no memory for it.
pub fn csv_bytes(sheet: &Sheet, has_byte_order_mark: bool) -> Option<Vec<u8>> {
    let start = if has_byte_order_mark {
        BYTE_ORDER_MARK.to_vec()
    } else {
        Vec::new()
    };
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(start);
    writer.write_record(&sheet.columns).ok()?;
    for row in &sheet.rows {
        writer.write_record(row.iter().map(csv_text)).ok()?;
    }
    writer.into_inner().ok()
}

fn csv_text(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => harmless(text).into_owned(),
        Cell::Number(number) => number.to_string(),
        Cell::Date(date) => date.to_string(),
    }
}

/// A text that no spreadsheet program takes for a formula: with an apostrophe before it where it could be taken for one.
pub fn harmless(text: &str) -> Cow<'_, str> {
    if could_act(text) {
        format!("'{text}").into()
    } else {
        text.into()
    }
}

/// Whether a spreadsheet program could take a text for a formula: one that begins with `=`, `+`, `-` or `@`, also written
/// full width, also behind anything that some program skips: spaces, tabs, line ends, quotes, marks that are not seen.
fn could_act(text: &str) -> bool {
    let is_skipped = |character: char| {
        character.is_whitespace()
            || character.is_control()
            || matches!(
                character,
                '"' | '\'' | '`' | '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2018}'..='\u{201f}' | '\u{2060}' | '\u{ff02}' | '\u{ff07}'
            )
    };
    if text.starts_with(['\t', '\r', '\n']) {
        return true;
    }
    let start = text.trim_start_matches(is_skipped);
    start.starts_with([
        '=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}', '\u{2212}',
    ]) && !is_plain_number(text)
}

/// "-5" and "-0.25" do nothing; "+44 7700" would lose its plus.
fn is_plain_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, part]
        .iter()
        .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The longest text that a cell of a workbook takes.
const LONGEST_TEXT: usize = 32_767;
const WIDEST_COLUMN: usize = 48;

/// The sheet as a workbook: the first row stays in sight, dates are real dates. `None` when it is larger than a workbook can be.
pub fn xlsx_bytes(sheet: &Sheet) -> Option<Vec<u8>> {
    let mut workbook = Workbook::new();
    write_worksheet(workbook.add_worksheet(), sheet).ok()?;
    workbook.save_to_buffer().ok()
}

fn write_worksheet(worksheet: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let heading = Look::new().set_bold();
    let date_look = Look::new().set_num_format("d mmm yyyy");
    // Shown as text even after somebody opens the cell and closes it again.
    let as_text = Look::new().set_quote_prefix();
    worksheet.set_name(sheet.name)?.set_freeze_panes(1, 0)?;
    for (column, name) in (0_u16..).zip(&sheet.columns) {
        worksheet.write_string_with_format(0, column, *name, &heading)?;
        let widest = sheet
            .rows
            .iter()
            .filter_map(|row| row.get(usize::from(column)))
            .map(|cell| match cell {
                Cell::Date(_) => 12,
                cell => csv_text(cell).chars().count(),
            })
            .chain([name.len()])
            .max()
            .unwrap_or(0);
        worksheet.set_column_width(column, widest.min(WIDEST_COLUMN) as f64 + 2.0)?;
    }
    for (row, cells) in (1_u32..).zip(&sheet.rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            match cell {
                Cell::Empty => {}
                Cell::Number(number) => {
                    worksheet.write_number(row, column, *number)?;
                }
                Cell::Date(date) => match excel_date(*date) {
                    Some(day) => {
                        worksheet.write_datetime_with_format(row, column, &day, &date_look)?;
                    }
                    None => {
                        worksheet.write_string(row, column, date.to_string())?;
                    }
                },
                Cell::Text(text) => {
                    let fitting: String = text.chars().take(LONGEST_TEXT).collect();
                    if could_act(&fitting) {
                        worksheet.write_string_with_format(row, column, fitting, &as_text)?;
                    } else {
                        worksheet.write_string(row, column, fitting)?;
                    }
                }
            }
        }
    }
    Ok(())
}

/// A workbook knows no day before 1900, and 29 February 1900, which never was: older days are texts.
fn excel_date(date: Date) -> Option<ExcelDateTime> {
    if date.year() <= 1900 {
        return None;
    }
    ExcelDateTime::from_ymd(
        u16::try_from(date.year()).ok()?,
        u8::try_from(date.month()).ok()?,
        u8::try_from(date.day()).ok()?,
    )
    .ok()
}
