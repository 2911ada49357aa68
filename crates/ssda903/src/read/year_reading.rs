//! Reads one year's return to be checked: the year is given, and nothing is judged but whether it can be read.

use std::collections::BTreeSet;

use super::{FileSummary, InputFile, note_joined_files, read_file};
use crate::finding::{Finding, Severity};
use crate::report::Report;
use crate::rows::YearReturn;
use crate::table::Table;

/// How a return was handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One file of separated text for each table.
    Separated,
    /// One XML file for all tables.
    Xml,
}

/// One year's return as it was handed in.
#[derive(Debug, Clone)]
pub struct YearReading {
    pub year: YearReturn,
    /// The tables that were handed in: also those that have a header line and no rows. A return in XML hands in all of them.
    pub tables: BTreeSet<Table>,
    pub format: Format,
    /// What could not be read, or was read although it is unusual. What the rules find is not here.
    pub findings: Vec<Finding>,
    /// One entry for each table of each file, and one without a table for a file in which none was found.
    pub files: Vec<FileSummary>,
}

/// Reads the files of the year that ends on 31 March of `year_ending`, whatever year their names tell. Files of more than
/// `largest_file_bytes` are refused unread.
///
/// Unlike [`crate::read`] it does not look for repeats and contradictions: that is for the rules. Every row is kept, in the order of
/// the files and counted by [`crate::Row::number`], also one whose [`crate::RowState`] says that facts should not be taken from it.
pub fn read_year(files: &[InputFile], year_ending: i16, largest_file_bytes: usize) -> YearReading {
    let mut report = Report::default();
    if files.is_empty() {
        report.add(Finding::new(
            Severity::Error,
            "There is no file to read.",
            "Name the folder of the CSV files, or the XML file.",
        ));
    }
    let mut year = YearReturn {
        year_ending,
        ..YearReturn::default()
    };
    let mut summaries = Vec::new();
    let mut formats = Vec::new();
    for file in files {
        let read = read_file(
            file,
            Some(year_ending),
            largest_file_bytes,
            &mut year,
            &mut report,
        );
        formats.extend(read.format);
        summaries.extend(read.summaries);
    }
    note_joined_files(&summaries, &mut report);
    let is_xml = formats.contains(&Format::Xml);
    if is_xml && formats.contains(&Format::Separated) {
        report.add(Finding::new(
            Severity::Warning,
            "The return of one year came as XML and as separate tables; both were read, as one return in XML.",
            "Hand in the one or the other.",
        ));
    }
    let (format, tables) = if is_xml {
        (Format::Xml, Table::ALL.into_iter().collect())
    } else {
        let named = summaries.iter().filter_map(|summary| summary.table);
        (Format::Separated, named.collect())
    };
    YearReading {
        year,
        tables,
        format,
        findings: report.finish(),
        files: summaries,
    }
}
