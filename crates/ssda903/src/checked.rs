//! The ledger as it is handed out: for every rule what became of it, and for every row at fault its place and its values.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use crate::finding::Finding;
use crate::ledger::{Entry, Flagged, Ledger, Outcome};
use crate::rows::{Row, TableRow, YearReturn};
use crate::rule::Rule;
use crate::submission::{ReferenceUsed, Submission};
use crate::table::{Table, with_row_type};

/// What became of a rule, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OutcomeWord {
    Ran,
    NotApplicable,
    CouldNotRun,
}

/// A whole run: `{"collection": ..., "reference": ..., "rules": [...]}`.
#[derive(Serialize)]
pub struct Checked<'a> {
    /// The year in which the collection ends, as text: "2027".
    pub collection: String,
    /// The authority whose return it is.
    pub authority: &'a str,
    pub reference: &'a ReferenceUsed,
    pub rules: Vec<CheckedRule<'a>>,
    /// What was read otherwise than it is written, and what could not be read: of this year's files, then of last year's and so on.
    pub reading: Vec<&'a Finding>,
}

#[derive(Serialize)]
pub struct CheckedRule<'a> {
    pub code: &'static str,
    pub outcome: OutcomeWord,
    /// Why it did not run; absent when it did.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub why: &'a str,
    pub message: &'static str,
    /// The rule itself, with its `why` and `fix`: `explain` has them, so that they are not repeated here.
    #[serde(skip)]
    pub rule: &'static Rule,
    pub findings: Vec<CheckedRow<'a>>,
}

/// A row at fault.
#[derive(Serialize)]
pub struct CheckedRow<'a> {
    pub year: &'static str,
    /// 0 for this year, 1 for last year and so on.
    #[serde(skip)]
    pub years_ago: u8,
    pub table: Table,
    /// Data rows of the file, counted from 0.
    pub row: u32,
    /// As a spreadsheet counts: the header is line 1.
    pub line: u64,
    pub file: &'a str,
    pub child: Cow<'a, str>,
    pub fields: &'static [&'static str],
    /// What is written in those cells.
    pub values: Values<'a>,
}

/// The cells at fault, each with what is written in it: `{"DECOM": "01/05/2026"}`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Values<'a>(Vec<(&'static str, Cow<'a, str>)>);

impl Values<'_> {
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().map(|(column, text)| (*column, text.as_ref()))
    }

    /// What is written in the cell of that column. Empty when it is blank or not at fault.
    pub fn of(&self, column: &str) -> &str {
        self.iter()
            .find(|(name, _)| *name == column)
            .map_or("", |(_, text)| text)
    }
}

impl<'a> FromIterator<(&'static str, Cow<'a, str>)> for Values<'a> {
    fn from_iter<I: IntoIterator<Item = (&'static str, Cow<'a, str>)>>(cells: I) -> Self {
        Self(cells.into_iter().collect())
    }
}

impl Serialize for Values<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl Entry {
    pub fn outcome_word(&self) -> OutcomeWord {
        match self.outcome {
            Outcome::Ran => OutcomeWord::Ran,
            Outcome::NotApplicable(_) => OutcomeWord::NotApplicable,
            Outcome::CouldNotRun(_) => OutcomeWord::CouldNotRun,
        }
    }

    /// Why the rule did not run. Empty when it did.
    pub fn why_not(&self) -> &str {
        match &self.outcome {
            Outcome::Ran => "",
            Outcome::NotApplicable(why) | Outcome::CouldNotRun(why) => why,
        }
    }
}

impl<'a> Checked<'a> {
    /// The ledger of a run over that submission.
    pub fn of(ledger: &'a Ledger, submission: &'a Submission) -> Self {
        let rules = ledger.entries.iter().map(|entry| CheckedRule {
            code: entry.rule.code,
            outcome: entry.outcome_word(),
            why: entry.why_not(),
            message: entry.rule.message,
            rule: entry.rule,
            findings: entry
                .flagged
                .iter()
                .filter_map(|flagged| row_at_fault(entry, *flagged, submission))
                .collect(),
        });
        Self {
            collection: submission.collection.year_ending.to_string(),
            authority: &submission.collection.authority,
            reference: &submission.reference,
            rules: rules.collect(),
            reading: submission
                .years
                .iter()
                .flat_map(|year| &year.findings)
                .collect(),
        }
    }

    /// How many rows are at fault, each counted once for each rule.
    pub fn count(&self) -> usize {
        self.rules.iter().map(|rule| rule.findings.len()).sum()
    }
}

fn row_at_fault<'a>(
    entry: &Entry,
    flagged: Flagged,
    submission: &'a Submission,
) -> Option<CheckedRow<'a>> {
    let year = &submission.years.get(usize::from(flagged.years_ago))?.year;
    with_row_type!(flagged.table, RowType => described::<RowType>(entry, flagged, year))
}

fn described<'a, T: TableRow + 'a>(
    entry: &Entry,
    flagged: Flagged,
    year: &'a YearReturn,
) -> Option<CheckedRow<'a>> {
    let row: &Row<T> = T::rows_of(year).get(flagged.number as usize)?;
    let fields = entry.rule.columns(flagged.table);
    Some(CheckedRow {
        years_ago: flagged.years_ago,
        year: match flagged.years_ago {
            0 => "this",
            1 => "last",
            _ => "before",
        },
        table: flagged.table,
        row: flagged.number,
        line: row.line,
        file: &row.file,
        child: trimmed(row.value.text_in("CHILD")),
        fields,
        values: fields
            .iter()
            .map(|field| (*field, trimmed(row.value.text_in(field))))
            .collect(),
    })
}

/// Reading leaves the spaces around a value out: with them one child would be listed as two.
fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) if text.trim().len() == text.len() => Cow::Owned(text),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use crate::{Collection, InputFile, Submission, checked::Checked, read_year};

    #[test]
    fn spaces_around_a_value_are_not_handed_out() {
        let check = |row: &str| {
            let file = InputFile {
                name: "header.csv".into(),
                bytes: format!("CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n{row}\n").into_bytes(),
            };
            let year = read_year(&[file], 2027, 1_000_000);
            let submission = Submission::new(Collection::new(2027, "E09000027"), year, Vec::new());
            let ledger = submission.check();
            let checked = Checked::of(&ledger, &submission);
            let rule = checked.rules.iter().find(|rule| rule.code == "101");
            let found = rule.and_then(|rule| rule.findings.first()).unwrap();
            assert_eq!(found.child, "101", "{row}");
            assert_eq!(found.values.of("SEX"), "X", "{row}");
        };
        check("101,X,01/02/2010,WBRI,,,");
        check(" 101 ,  X ,01/02/2010,WBRI,,,");
    }
}
