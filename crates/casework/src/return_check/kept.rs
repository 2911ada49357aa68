//! What is kept of a check beside its rows: what was read, what was looked up, and what became of every rule.

use serde::{Deserialize, Serialize};
use ssda903::{
    Finding, Severity, Submission, Table,
    checked::{Checked, OutcomeWord},
};

/// More findings of reading are counted, not kept.
const MOST_READING_FINDINGS: usize = 200;

/// Kept as JSON with the check.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    pub files: Vec<FileRead>,
    pub reference: Reference,
    /// All rules, in the order of the catalogue.
    pub rules: Vec<LedgerLine>,
    /// Rows at fault, each counted once.
    pub rows: usize,
    /// Rows at fault, each counted once for each rule.
    pub findings: usize,
    pub children: usize,
    /// What was read otherwise than it is written, and what could not be read.
    pub reading: Vec<Finding>,
    /// So many more of those are not kept.
    pub reading_left_out: usize,
}

/// A table of a file that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRead {
    /// 0 for the year of the return, 1 for the year before.
    pub years_ago: u8,
    pub name: String,
    /// The table's name; empty when none was found in the file.
    pub table: String,
    pub rows: u64,
}

/// Which version of what was looked up.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    pub authorities: String,
    pub postcodes: Option<String>,
    pub providers: Option<String>,
    pub rules: String,
}

/// What became of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerLine {
    pub code: String,
    pub outcome: Outcome,
    /// Why it did not run; empty when it did.
    pub why: String,
    /// The Department's words.
    pub message: String,
    /// Rows that it flags.
    pub found: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    CouldNotRun,
    Ran,
    NotApplicable,
}

impl From<OutcomeWord> for Outcome {
    fn from(word: OutcomeWord) -> Self {
        match word {
            OutcomeWord::Ran => Self::Ran,
            OutcomeWord::NotApplicable => Self::NotApplicable,
            OutcomeWord::CouldNotRun => Self::CouldNotRun,
        }
    }
}

impl Summary {
    /// Without the counts of rows and children, which are known once the rows are put together.
    pub(super) fn of(checked: &Checked<'_>, submission: &Submission) -> Self {
        let mut reading: Vec<Finding> = checked.reading.iter().copied().cloned().collect();
        reading.retain(|finding| finding.severity != Severity::Note);
        reading.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        let reading_left_out = reading.len().saturating_sub(MOST_READING_FINDINGS);
        reading.truncate(MOST_READING_FINDINGS);
        let files = (0_u8..)
            .zip(&submission.years)
            .flat_map(|(years_ago, year)| {
                year.files.iter().map(move |file| FileRead {
                    years_ago,
                    name: file.name.clone(),
                    table: file
                        .table
                        .map_or_else(String::new, |table| table.name().to_owned()),
                    rows: file.rows,
                })
            });
        Self {
            files: files.collect(),
            reference: Reference {
                authorities: checked.reference.authorities.clone(),
                postcodes: checked.reference.postcodes.clone(),
                providers: checked.reference.providers.clone(),
                rules: checked.reference.rules.clone(),
            },
            rules: checked
                .rules
                .iter()
                .map(|rule| LedgerLine {
                    code: rule.code.to_owned(),
                    outcome: rule.outcome.into(),
                    why: rule.why.to_owned(),
                    message: rule.message.to_owned(),
                    found: rule.findings.len(),
                })
                .collect(),
            findings: checked.count(),
            reading,
            reading_left_out,
            ..Self::default()
        }
    }

    /// The line of a rule, whatever the capitals of its code.
    pub fn rule(&self, code: &str) -> Option<&LedgerLine> {
        self.rules
            .iter()
            .find(|line| line.code.eq_ignore_ascii_case(code))
    }

    pub fn count(&self, outcome: Outcome) -> usize {
        self.rules
            .iter()
            .filter(|line| line.outcome == outcome)
            .count()
    }
}

/// The table with that name, as the Department's rules call it.
pub(super) fn table_named(name: &str) -> Option<Table> {
    Table::ALL.into_iter().find(|table| table.name() == name)
}
