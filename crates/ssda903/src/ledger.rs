//! Runs the rules over a return and keeps a ledger: of every rule whether it ran, did not apply or could not run, and what it found.

use std::ops::Range;

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
    let running: Vec<(usize, &'static Rule)> = entries
        .iter()
        .enumerate()
        .filter(|(_, entry)| entry.outcome == Outcome::Ran)
        .map(|(place, entry)| (place, entry.rule))
        .collect();
    let children = Children::of(submission);
    for (place, flagged) in run(submission, &children, &running) {
        if let Some(entry) = entries.get_mut(place) {
            entry.flagged.push(flagged);
        }
    }
    for entry in &mut entries {
        entry.flagged.sort_unstable();
        entry.flagged.dedup();
    }
    Ledger { entries }
}

/// Below so many children one thread is done before a second has begun.
const WORTH_A_THREAD: usize = 2_000;

/// A rule by its place in the ledger, and a row that it flags.
type Found = Vec<(usize, Flagged)>;

/// Runs the rules over all children, on all processors when there are many.
fn run(
    submission: &Submission,
    children: &Children<'_>,
    rules: &[(usize, &'static Rule)],
) -> Found {
    let all = children.ids.len();
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = processors.min(all / WORTH_A_THREAD).max(1);
    if threads == 1 {
        return run_over(submission, children, 0..all, rules);
    }
    let share = all.div_ceil(threads);
    std::thread::scope(|scope| {
        let parts: Vec<_> = (0..threads)
            .map(|part| {
                let range = part * share..all.min((part + 1) * share);
                scope.spawn(move || run_over(submission, children, range, rules))
            })
            .collect();
        parts
            .into_iter()
            .flat_map(|part| {
                part.join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            })
            .collect()
    })
}

fn run_over(
    submission: &Submission,
    children: &Children<'_>,
    range: Range<usize>,
    rules: &[(usize, &'static Rule)],
) -> Found {
    // A rule can flag nothing in tables in which a child has no rows: most children have none in most tables.
    let rules: Vec<(usize, u16, &Rule)> = rules
        .iter()
        .map(|(place, rule)| {
            (
                *place,
                rule.tables().fold(0, |mask, table| mask | bit(table)),
                *rule,
            )
        })
        .collect();
    let mut all = Vec::new();
    let mut found = Vec::new();
    for number in range {
        let Some(id) = children.ids.get(number) else {
            break;
        };
        let tables = Table::ALL
            .into_iter()
            .filter(|table| {
                children
                    .years
                    .iter()
                    .any(|year| !year.numbers(*table, number).is_empty())
            })
            .fold(0, |mask, table| mask | bit(table));
        let child = Child::new(id, number, submission, &children.years);
        for (place, flagging, rule) in &rules {
            if tables & flagging == 0 {
                continue;
            }
            (rule.check)(&child, &mut Flags { found: &mut found });
            if found.is_empty() {
                continue;
            }
            all.extend(found.drain(..).map(|(years_ago, table, number)| {
                (
                    *place,
                    Flagged {
                        years_ago,
                        table,
                        number,
                    },
                )
            }));
        }
    }
    all
}

fn bit(table: Table) -> u16 {
    1 << table as u16
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
