//! Reads Ofsted's list of providers from the workbook in which it is published, whatever its edition.

use std::io::{Cursor, Read};

use calamine::{DataRef, Reader, Xlsx};
use jiff::civil::Date;

use super::ReferenceError;
use super::postcode::postcode_key;
use super::provider::{Provider, Providers};
use crate::date::parse_date;
use crate::finding::{Finding, Severity};
use crate::report::Report;

/// Ofsted's lists unpack to a few megabytes. Counted by unpacking, because what an archive says of itself need not be true.
const MOST_UNPACKED_MB: u64 = 256;
/// England has some 20,000 providers, closed ones included.
const MOST_PROVIDERS: usize = 1_000_000;
/// Cells further to the right are not looked at.
const MOST_COLUMNS: u32 = 500;

/// Registered supported accommodation, now and as it was called before: its sheet has no column for the placement code.
const SUPPORTED_ACCOMMODATION: [&str; 2] = ["H5", "K3"];

/// What a column of the list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Urn,
    Authority,
    PlacementCodes,
    ProviderCodes,
    ClosedOn,
    Postcode,
}

/// The names that Ofsted's editions give to the columns, in small letters. The last two lines are those of the list of children's homes of
/// earlier years, of which no copy was at hand: not verified.
const NAMES: [(&str, Field); 11] = [
    ("urn", Field::Urn),
    ("local authority", Field::Authority),
    ("provider local authority", Field::Authority),
    ("placement code", Field::PlacementCodes),
    ("placement provider code", Field::ProviderCodes),
    ("deregistration date", Field::ClosedOn),
    ("closed date", Field::ClosedOn),
    ("setting address postcode", Field::Postcode),
    ("setting postcode", Field::Postcode),
    ("provider code", Field::PlacementCodes),
    ("provider placement code", Field::ProviderCodes),
];

/// Said when a sheet has no such column. The authority is not read: rules go by the postcode.
const NEEDED: [(Field, &str); 4] = [
    (Field::PlacementCodes, "Placement code"),
    (Field::ProviderCodes, "Placement provider code"),
    (Field::ClosedOn, "Deregistration date"),
    (Field::Postcode, "Setting address postcode"),
];

impl Providers {
    /// Reads all sheets that have a column URN, wherever their header line is. `name` goes into [`Providers::version`].
    pub fn read(workbook: &[u8], name: &str) -> Result<(Self, Vec<Finding>), ReferenceError> {
        let failed = |reason: String| ReferenceError::OpenProviders(reason);
        check_unpacked_size(workbook)?;
        let mut workbook =
            Xlsx::new(Cursor::new(workbook)).map_err(|error| failed(error.to_string()))?;
        let mut report = Report::default();
        let mut providers = Vec::new();
        let mut sheets_read = 0;
        for sheet in workbook.sheet_names() {
            let mut reading = Sheet {
                file: name,
                name: &sheet,
                columns: Vec::new(),
                providers: &mut providers,
                report: &mut report,
            };
            // Cell by cell: two cells at opposite corners would make a table of seventeen thousand million.
            let Ok(mut cells) = workbook.worksheet_cells_reader(&sheet) else {
                continue;
            };
            let mut row: Vec<(u32, DataRef<'_>)> = Vec::new();
            let mut line = 0;
            loop {
                let cell = match cells.next_cell() {
                    Ok(cell) => cell,
                    Err(error) => {
                        reading.say_damaged(&error.to_string());
                        None
                    }
                };
                let ends = cell
                    .as_ref()
                    .is_none_or(|cell| cell.get_position().0 != line);
                if ends && !row.is_empty() {
                    reading.take(u64::from(line) + 1, &row);
                    row.clear();
                }
                let Some(cell) = cell.filter(|_| reading.providers.len() < MOST_PROVIDERS) else {
                    break;
                };
                let (at, column) = cell.get_position();
                line = at;
                if column < MOST_COLUMNS {
                    row.push((column, cell.get_value().clone()));
                }
            }
            sheets_read += usize::from(!reading.columns.is_empty());
        }
        if sheets_read == 0 {
            return Err(ReferenceError::NoProviders);
        }
        let mut list: Self = providers.into_iter().collect();
        list.version = format!("{name}, {} providers", list.len());
        Ok((list, report.finish()))
    }
}

struct Sheet<'a> {
    file: &'a str,
    name: &'a str,
    /// Empty until the header line has been found.
    columns: Vec<(u32, Field)>,
    providers: &'a mut Vec<Provider>,
    report: &'a mut Report,
}

impl Sheet<'_> {
    fn take(&mut self, line: u64, row: &[(u32, DataRef<'_>)]) {
        if self.columns.is_empty() {
            self.columns = columns(row);
            if !self.columns.is_empty() {
                self.note_missing(line);
            }
            return;
        }
        let cell = |field: Field| {
            let column = self.columns.iter().find(|(_, of)| *of == field)?.0;
            let (_, cell) = row.iter().find(|(place, _)| *place == column)?;
            Some(cell).filter(|cell| !text(cell).is_empty())
        };
        let Some(urn) = cell(Field::Urn).map(text) else {
            let reason = "A row has no URN; it was left out.";
            self.say(
                line,
                "URN",
                "",
                Severity::Note,
                reason,
                "Nothing has to be done.",
            );
            return;
        };
        let codes = |field| cell(field).map_or_else(Vec::new, |cell| codes(&text(cell)));
        let closed = cell(Field::ClosedOn);
        let closed_on = closed.and_then(date);
        let is_supported = !self
            .columns
            .iter()
            .any(|(_, field)| *field == Field::PlacementCodes);
        let provider = Provider {
            urn: urn.into(),
            placement_codes: if is_supported {
                SUPPORTED_ACCOMMODATION.map(Into::into).into()
            } else {
                codes(Field::PlacementCodes)
            },
            provider_codes: codes(Field::ProviderCodes),
            closed_on,
            postcode: cell(Field::Postcode).map(|cell| postcode_key(&text(cell)).into()),
            postcode_authority: None,
        };
        if let Some(closed) = closed.filter(|_| closed_on.is_none()) {
            let reason = "This is no date; the provider was taken as still registered.";
            let remedy = "Correct the date in the list.";
            self.say(
                line,
                "Deregistration date",
                &text(closed),
                Severity::Warning,
                reason,
                remedy,
            );
        }
        self.providers.push(provider);
    }

    fn note_missing(&mut self, line: u64) {
        for (field, column) in NEEDED {
            if self.columns.iter().any(|(_, of)| *of == field) {
                continue;
            }
            let (severity, reason) = match field {
                Field::PlacementCodes => (
                    Severity::Note,
                    "The sheet has no placement codes; its providers were taken as supported accommodation (H5, K3).",
                ),
                _ => (
                    Severity::Warning,
                    "The sheet lacks this column; it was read as blank.",
                ),
            };
            let remedy = "If that is not right, hand in Ofsted's list as it was published.";
            self.say(line, column, "", severity, reason, remedy);
        }
    }

    fn say_damaged(&mut self, detail: &str) {
        let reason = "The sheet is damaged; what stands behind this place was not read.";
        let remedy = "Download the list again.";
        let finding = Finding::new(Severity::Error, reason, remedy).at_file(self.file);
        self.report
            .add(finding.at_table(self.name).at_cell("", detail));
    }

    fn say(
        &mut self,
        line: u64,
        column: &str,
        value: &str,
        severity: Severity,
        reason: &str,
        remedy: &str,
    ) {
        if self.report.is_full(severity, self.name, column, reason) {
            return;
        }
        let finding = Finding::new(severity, reason, remedy).at_file(self.file);
        self.report.add(
            finding
                .at_table(self.name)
                .at_row(line)
                .at_cell(column, value),
        );
    }
}

/// The columns of a header line; none when the row is not one.
fn columns(row: &[(u32, DataRef<'_>)]) -> Vec<(u32, Field)> {
    let mut columns: Vec<(u32, Field)> = Vec::new();
    for (place, cell) in row {
        let name = text(cell).to_lowercase().replace('_', " ");
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some((_, field)) = NAMES.iter().find(|(known, _)| *known == name)
            && columns.iter().all(|(_, other)| other != field)
        {
            columns.push((*place, *field));
        }
    }
    if !columns.iter().any(|(_, field)| *field == Field::Urn) {
        columns.clear();
    }
    columns
}

/// A cell as text in capitals, spaces around it left out; whole numbers without a fraction, also those that are text.
fn text(cell: &DataRef<'_>) -> String {
    let text = match cell {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) => text.trim().to_uppercase(),
        DataRef::SharedString(text) => text.trim().to_uppercase(),
        DataRef::DateTime(day) => day.as_f64().to_string(),
        DataRef::Bool(_) | DataRef::Error(_) | DataRef::Empty | DataRef::DurationIso(_) => {
            String::new()
        }
    };
    match text.strip_suffix(".0") {
        Some(whole) if whole.bytes().all(|byte| byte.is_ascii_digit()) => whole.to_owned(),
        _ => text,
    }
}

fn date(cell: &DataRef<'_>) -> Option<Date> {
    match cell {
        DataRef::DateTime(day) => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            Date::new(
                year.try_into().ok()?,
                month.try_into().ok()?,
                day.try_into().ok()?,
            )
            .ok()
        }
        cell => parse_date(&text(cell)),
    }
}

/// Codes stand apart by commas, in some editions by slashes.
fn codes(text: &str) -> Vec<Box<str>> {
    let codes = text.split([',', '/', ';']).map(str::trim);
    codes
        .filter(|code| !code.is_empty())
        .map(Into::into)
        .collect()
}

fn check_unpacked_size(workbook: &[u8]) -> Result<(), ReferenceError> {
    const MOST: u64 = MOST_UNPACKED_MB * 1_000_000;
    let failed = |error: zip::result::ZipError| ReferenceError::OpenProviders(error.to_string());
    let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).map_err(failed)?;
    let mut total = 0;
    for part in 0..archive.len() {
        let mut part = archive
            .by_index(part)
            .map_err(failed)?
            .take(MOST + 1 - total);
        total += std::io::copy(&mut part, &mut std::io::sink())
            .map_err(|error| ReferenceError::OpenProviders(error.to_string()))?;
        if total > MOST {
            return Err(ReferenceError::ProvidersTooLarge(MOST_UNPACKED_MB));
        }
    }
    Ok(())
}
