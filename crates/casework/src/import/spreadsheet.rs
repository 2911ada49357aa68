//! Reading spreadsheets with care: how much a file unpacks to is measured before anything is read from it.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use leaving_care::{Finding, Severity};

/// A real list of care leavers unpacks to a few megabytes.
const MOST_UNPACKED: u64 = 256 * 1024 * 1024;
/// More rows than any council could have.
const MOST_ROWS: usize = 1_000_000;

/// A sheet as text: each row with the line that the spreadsheet shows.
pub(super) struct Sheet {
    pub name: String,
    pub rows: Vec<(u64, Vec<String>)>,
}

/// All sheets of a workbook, or why it cannot be read.
pub(super) fn sheets(file: &str, bytes: &[u8]) -> Result<Vec<Sheet>, Box<Finding>> {
    let refuse = |reason: &str, remedy: &str| {
        Box::new(Finding::new(Severity::Error, reason, remedy).at_file(file))
    };
    match unpacked_size(bytes) {
        None => {
            return Err(refuse(
                "This is not a spreadsheet in XLSX form, or it is damaged.",
                "Save it again as an Excel workbook (.xlsx) and import that.",
            ));
        }
        Some(size) if size > MOST_UNPACKED => {
            return Err(refuse(
                "This file unpacks to more than 256 MB, which no list of care leavers does.",
                "Save the sheet as a new workbook and import that.",
            ));
        }
        Some(_) => {}
    }
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|_| {
        refuse(
            "The workbook cannot be opened.",
            "Save it again as an Excel workbook (.xlsx), without a password, and import that.",
        )
    })?;
    let mut sheets = Vec::new();
    for name in workbook.sheet_names() {
        let Ok(range) = workbook.worksheet_range(&name) else {
            continue;
        };
        let first = u64::from(range.start().map_or(0, |(row, _)| row));
        let rows = range
            .rows()
            .take(MOST_ROWS)
            .zip(first + 1..)
            .map(|(row, line)| (line, row.iter().map(text).collect::<Vec<String>>()))
            .filter(|(_, row)| row.iter().any(|cell| !cell.is_empty()))
            .collect();
        sheets.push(Sheet { name, rows });
    }
    Ok(sheets)
}

/// How many bytes all parts unpack to, counted by unpacking, because what a file says of itself need not be true. Counting stops
/// above the limit; `None` when it is no archive.
fn unpacked_size(bytes: &[u8]) -> Option<u64> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut total = 0;
    for index in 0..archive.len() {
        let mut part = archive
            .by_index(index)
            .ok()?
            .take(MOST_UNPACKED + 1 - total);
        total += std::io::copy(&mut part, &mut std::io::sink()).ok()?;
        if total > MOST_UNPACKED {
            break;
        }
    }
    Some(total)
}

/// A cell as text; days as 2026-03-31, whole numbers without a fraction.
fn text(cell: &Data) -> String {
    match cell {
        Data::Empty | Data::Error(_) => String::new(),
        Data::String(text) => text.trim().to_owned(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) if number.fract() == 0.0 => format!("{number:.0}"),
        Data::Float(number) => number.to_string(),
        Data::Bool(value) => value.to_string(),
        Data::DateTime(day) => day_text(day.as_f64()).unwrap_or_default(),
        Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
    }
}

/// A spreadsheet's day number: days since 30 December 1899.
fn day_text(number: f64) -> Option<String> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "checked to be a day of this and the neighbouring centuries"
    )]
    let days = (1.0..200_000.0)
        .contains(&number)
        .then(|| number.floor() as i32)?;
    let day = jiff::civil::date(1899, 12, 30)
        .checked_add(jiff::Span::new().days(days))
        .ok()?;
    Some(day.to_string())
}
