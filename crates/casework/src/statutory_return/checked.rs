//! The check before a return is written: it is read as whoever gets it will, and all rules of its collection run over it.

use std::collections::HashMap;

use leaving_care::{Finding, Severity, calendar::ReportingYear};
use serde::Serialize;
use ssda903::{
    Collection, Entry, InputFile, Outcome, Submission, Table, YearReading, YearReturn, read_year,
    write::{WrittenRow, write_csv, written_rows},
};

use crate::error::{Error, Result};

/// What became of the rules. Those that need a list of providers or of postcodes cannot run here: `throughcare check` takes both.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Checked {
    pub ran: usize,
    pub not_applicable: usize,
    pub could_not_run: Vec<NotRun>,
}

/// A rule that could not run, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotRun {
    pub code: &'static str,
    pub why: String,
}

/// Reads files of our own making, whatever their size.
pub(super) fn read_own(files: &[InputFile], year: ReportingYear) -> YearReading {
    read_year(files, year.year(), usize::MAX)
}

/// The tables as they are read, or why they must not be written.
pub(super) fn read_back(tables: &[InputFile], year: ReportingYear) -> Result<YearReturn> {
    let read = read_own(tables, year).year;
    let again = write_csv(&read);
    let is_same = tables.iter().all(|table| {
        again
            .iter()
            .any(|(name, bytes)| *name == table.name && *bytes == table.bytes)
    });
    if is_same {
        Ok(read)
    } else {
        Err(Error::Refused(
            "The return would not be read as it is written, so it was not written. Look for line breaks in identifiers and codes.".into(),
        ))
    }
}

/// What is wrong with a return that is about to be written, beside those of earlier years, last year's first.
pub(super) fn check_before_writing(
    authority: &str,
    year: ReportingYear,
    files: &[InputFile],
    earlier: Vec<YearReading>,
) -> (Vec<Finding>, Checked) {
    let mut this_year = read_own(files, year);
    let mut findings = std::mem::take(&mut this_year.findings);
    findings.retain(|finding| finding.severity != Severity::Note);
    let submission = Submission::new(Collection::new(year.year(), authority), this_year, earlier);
    let ledger = submission.check();
    let mut checked = Checked::default();
    let mut rows = submission
        .years
        .first()
        .map_or_else(Rows::default, |this| Rows::of(&this.year));
    for entry in &ledger.entries {
        match &entry.outcome {
            Outcome::Ran => checked.ran += 1,
            Outcome::NotApplicable(_) => checked.not_applicable += 1,
            Outcome::CouldNotRun(why) => checked.could_not_run.push(NotRun {
                code: entry.rule.code,
                why: why.clone(),
            }),
        }
        rows.add_findings(entry, &mut findings);
    }
    (findings, checked)
}

/// The rows of this year's tables, each table written out once, when it is first needed.
#[derive(Default)]
struct Rows<'a> {
    year: Option<&'a YearReturn>,
    tables: HashMap<Table, Vec<WrittenRow<'a>>>,
}

impl<'a> Rows<'a> {
    fn of(year: &'a YearReturn) -> Self {
        Self {
            year: Some(year),
            tables: HashMap::new(),
        }
    }

    /// What is wrong in earlier years was for their returns to mend.
    fn add_findings(&mut self, entry: &Entry, findings: &mut Vec<Finding>) {
        let Some(year) = self.year else { return };
        let rule = entry.rule;
        for flagged in entry
            .flagged
            .iter()
            .filter(|flagged| flagged.years_ago == 0)
        {
            let table = flagged.table;
            let rows = self
                .tables
                .entry(table)
                .or_insert_with(|| written_rows(year, table));
            let Some(row) = rows.get(flagged.number as usize) else {
                continue;
            };
            let column = rule.columns(table).first().copied().unwrap_or_default();
            let place = table.columns().iter().position(|known| *known == column);
            let written = place.and_then(|place| row.cells.get(place));
            findings.push(
                Finding::new(
                    Severity::Error,
                    format!("Rule {}: {}", rule.code, rule.message),
                    rule.fix,
                )
                .at_file(row.file)
                .at_table(table.name())
                .at_row(row.line)
                .at_cell(column, written.map_or("", |cell| cell)),
            );
        }
    }
}
