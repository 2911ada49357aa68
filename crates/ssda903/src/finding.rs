//! A finding: one thing that is wrong or doubtful in what was read, with its place, the reason and the remedy.

use serde::{Deserialize, Serialize};

/// How much a finding stands in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Read as it stands; somebody may want to know.
    Note,
    /// Read, but doubtful: a person should look at it.
    Warning,
    /// This row or cell could not be used. Every other row still was.
    Error,
}

/// One thing that is wrong or doubtful, in plain words.
///
/// Bad data is a finding and never an `Err`: the whole file is always read, and everything is reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub severity: Severity,
    /// File name without folders, so that a report can be passed on. Empty when the finding is about no file.
    pub file: String,
    /// Table of the return ("OC3"), sheet, or kind of fact. Empty when not known.
    pub table: String,
    /// Line of the file as a spreadsheet counts it: the header is line 1. `None` when the finding is about the whole file.
    pub row: Option<u64>,
    /// Column or field as the file names it. Empty when the finding is about the whole row.
    pub column: String,
    /// The value found, cut to 100 characters.
    pub value: String,
    /// Why this is a finding, one sentence.
    pub reason: String,
    /// What to do about it, one sentence.
    pub remedy: String,
}

impl Finding {
    /// A finding about a whole file; add the place with the `at_` functions.
    pub fn new(severity: Severity, reason: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            severity,
            file: String::new(),
            table: String::new(),
            row: None,
            column: String::new(),
            value: String::new(),
            reason: reason.into(),
            remedy: remedy.into(),
        }
    }

    #[must_use]
    pub fn at_file(mut self, file: impl Into<String>) -> Self {
        self.file = file.into();
        self
    }

    #[must_use]
    pub fn at_table(mut self, table: impl Into<String>) -> Self {
        self.table = table.into();
        self
    }

    #[must_use]
    pub fn at_row(mut self, row: u64) -> Self {
        self.row = Some(row);
        self
    }

    /// The cell: its column and the value found there. Long values are cut, so that a report stays readable.
    #[must_use]
    pub fn at_cell(mut self, column: impl Into<String>, value: &str) -> Self {
        self.column = column.into();
        self.value = value.chars().take(100).collect();
        self
    }
}
