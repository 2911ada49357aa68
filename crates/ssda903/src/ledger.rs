//! Runs the rules over a return and keeps a ledger: of every rule whether it ran, did not apply or could not run, and what it found.

use crate::child::Child;
use crate::children::Children;
use crate::read::{Format, YearReading};
use crate::rows::TableRow;
use crate::rule::{Flags, Need, Rule};
use crate::submission::Submission;
use crate::table::{Table, with_row_type};

/// What became of every rule.
pub struct Ledger {
    /// One entry for each code of the catalogue, in its order.
    pub entries: Vec<Entry>,
}

/// What became of one rule.
pub struct Entry {
    pub rule: &'static Rule,
    pub outcome: Outcome,
    /// By year, table and row, each row once.
    pub flagged: Vec<Flagged>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Ran,
    /// One sentence says why.
    NotApplicable(String),
    /// One sentence says what was missing.
    CouldNotRun(String),
}

/// A row at fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Flagged {
    /// 0 for this year's return, 1 for last year's.
    pub years_ago: u8,
    pub table: Table,
    /// Which data row of the table it is, counted from 0.
    pub number: u32,
}

/// Checks a return against these rules alone.
pub fn check_with(submission: &Submission, rules: impl Iterator<Item = &'static Rule>) -> Ledger {
    let year_ending = submission.collection.year_ending;
    let mut entries: Vec<Entry> = rules
        .map(|rule| Entry {
            rule,
            outcome: outcome(rule, year_ending, submission),
            flagged: Vec::new(),
        })
        .collect();
    let children = Children::of(submission);
    let mut found = Vec::new();
    for (number, id) in children.ids.iter().enumerate() {
        let child = Child::new(id, number, submission, &children.years);
        for entry in entries
            .iter_mut()
            .filter(|entry| entry.outcome == Outcome::Ran)
        {
            (entry.rule.check)(&child, &mut Flags { found: &mut found });
            entry
                .flagged
                .extend(found.drain(..).map(|(years_ago, table, number)| Flagged {
                    years_ago,
                    table,
                    number,
                }));
        }
    }
    for entry in &mut entries {
        entry.flagged.sort_unstable();
        entry.flagged.dedup();
    }
    Ledger { entries }
}

fn outcome(rule: &Rule, year_ending: i16, submission: &Submission) -> Outcome {
    if !rule.years.contains(&year_ending) {
        let (first, last) = (rule.years.start(), rule.years.end());
        return Outcome::NotApplicable(match *last {
            i16::MAX => format!("This rule holds from the year ending {first}."),
            _ => format!("This rule holds for the years ending {first} to {last}."),
        });
    }
    if rule.needs.contains(&Need::Xml)
        && submission
            .this_year()
            .is_none_or(|year| year.format != Format::Xml)
    {
        return Outcome::NotApplicable(
            "This rule is about a field that only the XML layout has.".to_owned(),
        );
    }
    let missing: Vec<String> = rule
        .needs
        .iter()
        .filter(|need| !need.is_met(submission))
        .map(Need::to_string)
        .collect();
    if missing.is_empty() {
        Outcome::Ran
    } else {
        Outcome::CouldNotRun(format!("It needs {}.", missing.join(" and ")))
    }
}

impl Need {
    fn is_met(&self, submission: &Submission) -> bool {
        let (this, last) = (submission.this_year(), submission.last_year());
        let has_rows = |year: &YearReading, table| with_row_type!(table, RowType => !RowType::rows_of(&year.year).is_empty());
        match *self {
            Self::Table(table) => this.is_some_and(|this| this.tables.contains(&table)),
            Self::Rows(table) => this.is_some_and(|this| has_rows(this, table)),
            Self::LastYear(table) => last.is_some_and(|last| last.tables.contains(&table)),
            Self::LastYearRows(table) => last.is_some_and(|last| has_rows(last, table)),
            Self::Providers => submission.providers.is_some(),
            Self::Postcodes => submission.postcodes.is_some(),
            Self::Xml => this.is_some_and(|this| this.format == Format::Xml),
            Self::AnyOf(needs) => needs.iter().any(|need| need.is_met(submission)),
            Self::AllOf(needs) => needs.iter().all(|need| need.is_met(submission)),
        }
    }
}

impl std::fmt::Display for Need {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let listed = |needs: &[Need], between| {
            needs
                .iter()
                .map(Need::to_string)
                .collect::<Vec<_>>()
                .join(between)
        };
        match self {
            Self::Table(table) => write!(formatter, "this year's {table}"),
            Self::Rows(table) => write!(formatter, "rows in this year's {table}"),
            Self::LastYear(table) => write!(formatter, "last year's {table}"),
            Self::LastYearRows(table) => write!(formatter, "rows in last year's {table}"),
            Self::Providers => formatter.write_str("Ofsted's list of providers"),
            Self::Postcodes => formatter.write_str("the postcode file"),
            Self::Xml => formatter.write_str("a return in XML"),
            Self::AnyOf(needs) => formatter.write_str(&listed(needs, " or ")),
            Self::AllOf(needs) => formatter.write_str(&listed(needs, " and ")),
        }
    }
}
