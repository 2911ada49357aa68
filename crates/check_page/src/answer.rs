//! What the page gets: the files as they were read, and every rule with its words, what became of it and its findings.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;
use ssda903::write::{WrittenRow, written_rows};
use ssda903::{
    Collection, Entry, FileSummary, Finding, Flagged, InputFile, Outcome, Rule, Submission, Table,
    YearReading, check, read_year,
};

use crate::request::{Request, Role};

/// A file of a return of the largest council is a fiftieth of this.
const LARGEST_FILE_BYTES: usize = 512 * 1024 * 1024;

/// The same shape as `throughcare check --format json`, with the words of the rules and what was read beside it.
#[derive(Serialize)]
struct Answer<'a> {
    collection: String,
    authority: &'a str,
    files: Vec<InYear<'a, FileSummary>>,
    reading: Vec<InYear<'a, Finding>>,
    rules: Vec<RuleAnswer<'a>>,
}

/// Something that was read, with its year.
#[derive(Serialize)]
struct InYear<'a, T> {
    year: &'static str,
    #[serde(flatten)]
    said: &'a T,
}

#[derive(Serialize)]
struct RuleAnswer<'a> {
    code: &'static str,
    outcome: &'static str,
    /// Why it did not apply or could not run; empty when it ran.
    why: &'a str,
    findings: Vec<FindingAnswer<'a>>,
    about: About,
}

/// The rule's own words.
#[derive(Serialize)]
struct About {
    message: &'static str,
    why: &'static str,
    fix: &'static str,
    doubt: &'static str,
}

#[derive(Serialize)]
struct FindingAnswer<'a> {
    year: &'static str,
    table: Table,
    /// Counts data rows from 0.
    row: u32,
    /// As a spreadsheet counts: the header is line 1.
    line: u64,
    child: &'a str,
    fields: &'static [&'static str],
    values: BTreeMap<&'static str, &'a str>,
}

/// Reads the files and runs every rule of the collection.
pub fn to(request: &Request) -> Vec<u8> {
    let Request { year_ending, .. } = *request;
    let this_year = read(request, Role::ThisYear, year_ending)
        .unwrap_or_else(|| read_year(&[], year_ending, 0));
    let last_year = read(request, Role::LastYear, year_ending.saturating_sub(1));
    let two_years_ago = read(request, Role::TwoYearsAgo, year_ending.saturating_sub(2));
    if two_years_ago.is_some() && last_year.is_none() {
        return refusal(
            "The return of the year before last was chosen without last year’s. Choose last year’s too.",
        );
    }
    let mut submission =
        Submission::of(Collection::new(year_ending, &request.authority), &this_year);
    submission.earlier_years = last_year.iter().chain(&two_years_ago).collect();
    let ledger = check(&submission);

    let years: Vec<&YearReading> = std::iter::once(&this_year)
        .chain(submission.earlier_years.iter().copied())
        .collect();
    let rows = FlaggedRows::of(&years, &ledger.entries);
    let named = || (0..).map(year_name).zip(&years);
    written(&Answer {
        collection: year_ending.to_string(),
        authority: &request.authority,
        files: named()
            .flat_map(|(year, reading)| reading.files.iter().map(move |said| InYear { year, said }))
            .collect(),
        reading: named()
            .flat_map(|(year, reading)| {
                reading
                    .findings
                    .iter()
                    .map(move |said| InYear { year, said })
            })
            .collect(),
        rules: ledger
            .entries
            .iter()
            .map(|entry| rule_answer(entry, &rows))
            .collect(),
    })
}

/// Says why there is no answer.
pub fn refusal(problem: &str) -> Vec<u8> {
    written(&BTreeMap::from([("problem", problem)]))
}

/// `None` when no file was chosen for that year.
fn read(request: &Request, role: Role, year_ending: i16) -> Option<YearReading> {
    let files: Vec<InputFile> = request
        .files_for(role)
        .map(|(name, bytes)| InputFile {
            name: name.to_owned(),
            bytes: bytes.to_vec(),
        })
        .collect();
    (!files.is_empty()).then(|| read_year(&files, year_ending, LARGEST_FILE_BYTES))
}

fn rule_answer<'a>(entry: &'a Entry, rows: &'a FlaggedRows<'_>) -> RuleAnswer<'a> {
    let (outcome, why) = match &entry.outcome {
        Outcome::Ran => ("ran", ""),
        Outcome::NotApplicable(why) => ("not_applicable", why.as_str()),
        Outcome::CouldNotRun(why) => ("could_not_run", why.as_str()),
    };
    let Rule {
        message,
        why: reason,
        fix,
        doubt,
        ..
    } = *entry.rule;
    RuleAnswer {
        code: entry.rule.code,
        outcome,
        why,
        findings: entry
            .flagged
            .iter()
            .map(|flagged| finding_answer(entry.rule, *flagged, rows))
            .collect(),
        about: About {
            message,
            why: reason,
            fix,
            doubt,
        },
    }
}

fn finding_answer<'a>(
    rule: &Rule,
    flagged: Flagged,
    rows: &'a FlaggedRows<'_>,
) -> FindingAnswer<'a> {
    let row = rows.find(flagged);
    let fields = rule.columns(flagged.table);
    let value = |field: &&'static str| {
        let place = flagged
            .table
            .columns()
            .iter()
            .position(|column| column == field)?;
        Some((*field, row?.cells.get(place)?.as_ref()))
    };
    FindingAnswer {
        year: year_name(flagged.years_ago),
        table: flagged.table,
        row: flagged.number,
        line: row.map_or(0, |row| row.line),
        child: row.map_or("", WrittenRow::child),
        fields,
        values: fields.iter().filter_map(value).collect(),
    }
}

/// The rows of every table that has findings, as they were written.
struct FlaggedRows<'a>(HashMap<(u8, Table), Vec<WrittenRow<'a>>>);

impl<'a> FlaggedRows<'a> {
    fn of(years: &[&'a YearReading], entries: &[Entry]) -> Self {
        let mut tables = HashMap::new();
        for flagged in entries.iter().flat_map(|entry| &entry.flagged) {
            if let Some(reading) = years.get(usize::from(flagged.years_ago)) {
                tables
                    .entry((flagged.years_ago, flagged.table))
                    .or_insert_with(|| written_rows(&reading.year, flagged.table));
            }
        }
        Self(tables)
    }

    fn find(&self, flagged: Flagged) -> Option<&WrittenRow<'a>> {
        let rows = self.0.get(&(flagged.years_ago, flagged.table))?;
        rows.get(usize::try_from(flagged.number).ok()?)
    }
}

const fn year_name(years_ago: u8) -> &'static str {
    match years_ago {
        0 => "this",
        1 => "last",
        _ => "before_last",
    }
}

fn written(answer: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(answer)
        .unwrap_or_else(|_| b"{\"problem\":\"The answer could not be written.\"}".to_vec())
}
