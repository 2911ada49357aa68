//! Reads the files of a return: any number of years, separated text or XML, with everything that is wrong as findings.

mod csv;
mod fields;
mod separated;
mod text;
mod xml;
mod xml_child;
mod year;
mod year_reading;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

pub(crate) use fields::Fields;
pub use year_reading::{Format, YearReading, read_year};

use crate::check;
use crate::finding::{Finding, Severity};
use crate::report::Report;
use crate::rows::YearReturn;
use crate::table::Table;

/// A line, or the text of one XML element, longer than this is not a row of a return.
const LONGEST_LINE: usize = 1_000_000;

/// One file of a return.
#[derive(Debug, Clone)]
pub struct InputFile {
    /// Without folders, or with one folder that may name the year: `oc3.csv`, `2020/oc3.csv`.
    pub name: String,
    pub bytes: Vec<u8>,
}

#[derive(Debug, Clone)]
pub struct ReadOptions {
    /// The year ENDING on 31 March, for files whose names tell no year: OC3 itself carries none.
    pub year_ending: Option<i16>,
    /// Larger files are refused unread.
    pub largest_file_bytes: usize,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            year_ending: None,
            largest_file_bytes: 512 * 1024 * 1024,
        }
    }
}

/// What was in the files.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// In order of years; only years with rows.
    pub years: Vec<YearReturn>,
    /// By file and row.
    pub findings: Vec<Finding>,
    /// One entry for each table of each file, and one without a table for a file in which none was found.
    pub files: Vec<FileSummary>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileSummary {
    pub name: String,
    pub table: Option<Table>,
    pub year_ending: Option<i16>,
    pub rows: u64,
    /// How the characters were written, for example "UTF-8" or "Windows-1252".
    pub encoding: &'static str,
}

/// Reads all files of one or more years. Bad data never stops it: each fault is a finding, and everything else is still read.
///
/// Rows from which no facts may be taken stay in the tables, marked; see [`crate::usable`].
pub fn read(files: &[InputFile], options: &ReadOptions) -> Reading {
    let mut report = Report::default();
    if files.is_empty() {
        report.add(Finding::new(
            Severity::Error,
            "There is no file to read.",
            "Name the folder of the CSV files, or the XML file.",
        ));
    }
    let named = year::of_files(files, options, &mut report);

    let mut years: BTreeMap<i16, YearReturn> = BTreeMap::new();
    // Its year is found out, or given up, once everything has been read.
    let mut undated = YearReturn::default();
    let mut summaries = Vec::new();
    for (file, year_ending) in files.iter().zip(named) {
        let target = match year_ending {
            Some(year_ending) => years.entry(year_ending).or_insert_with(|| YearReturn {
                year_ending,
                ..YearReturn::default()
            }),
            None => &mut undated,
        };
        let read = read_file(
            file,
            year_ending,
            options.largest_file_bytes,
            target,
            &mut report,
        );
        summaries.extend(read.summaries);
    }
    if summaries
        .iter()
        .any(|summary| summary.year_ending.is_none() && summary.rows > 0)
        && let Some(year_ending) = year::from_dates(&undated, &summaries, &mut report)
    {
        undated.year_ending = year_ending;
        match years.get_mut(&year_ending) {
            Some(known) => known.absorb(undated),
            None => {
                years.insert(year_ending, undated);
            }
        }
        for summary in summaries
            .iter_mut()
            .filter(|summary| summary.year_ending.is_none() && summary.table.is_some())
        {
            summary.year_ending = Some(year_ending);
        }
    }
    note_joined_files(&summaries, &mut report);

    let has_rows = |year: &i16| {
        summaries
            .iter()
            .any(|summary| summary.year_ending == Some(*year) && summary.rows > 0)
    };
    let mut years: Vec<YearReturn> = years
        .into_values()
        .filter(|year| has_rows(&year.year_ending))
        .collect();
    for year in &mut years {
        check::check_year(year, &mut report);
    }
    Reading {
        years,
        findings: report.finish(),
        files: summaries,
    }
}

/// What one file turned out to be.
struct FileRead {
    /// `None` when it is none of a return.
    format: Option<Format>,
    summaries: Vec<FileSummary>,
}

fn read_file(
    file: &InputFile,
    year_ending: Option<i16>,
    largest_bytes: usize,
    year: &mut YearReturn,
    report: &mut Report,
) -> FileRead {
    let name: Arc<str> = file.name.as_str().into();
    let summary = |table, rows, encoding| FileSummary {
        name: file.name.clone(),
        table,
        year_ending,
        rows,
        encoding,
    };
    let decoded = match text::open(file, largest_bytes) {
        Ok(decoded) => decoded,
        Err(finding) => {
            report.add(*finding);
            return FileRead {
                format: None,
                summaries: vec![summary(None, 0, "")],
            };
        }
    };
    decoded
        .findings
        .into_iter()
        .for_each(|finding| report.add(finding));
    let (format, tables) = if decoded.text.trim_start().starts_with('<') {
        let tables = xml::read_xml(&name, &decoded.text, year, report);
        (tables.is_some().then_some(Format::Xml), tables)
    } else {
        let table = csv::read_csv(&name, &decoded.text, year, report);
        let tables = table.map(|table| vec![table]);
        (tables.is_some().then_some(Format::Separated), tables)
    };
    let mut summaries: Vec<FileSummary> = tables
        .into_iter()
        .flatten()
        .map(|(table, rows)| summary(Some(table), rows, decoded.encoding))
        .collect();
    if summaries.is_empty() {
        summaries.push(summary(None, 0, decoded.encoding));
    }
    FileRead { format, summaries }
}

/// One table of a year may come in parts, but also twice by mistake.
fn note_joined_files(summaries: &[FileSummary], report: &mut Report) {
    let mut first: BTreeMap<(i16, Table), &str> = BTreeMap::new();
    for summary in summaries {
        let (Some(year_ending), Some(table)) = (summary.year_ending, summary.table) else {
            continue;
        };
        let earlier = *first.entry((year_ending, table)).or_insert(&summary.name);
        if earlier != summary.name {
            let finding = Finding::new(
                Severity::Warning,
                "Another file of the same year holds the same table; the rows of both were read.",
                format!(
                    "If this file should replace {earlier}, take that one away; if both belong together, nothing has to be done."
                ),
            );
            report.add(finding.at_file(&summary.name).at_table(table.name()));
        }
    }
}
