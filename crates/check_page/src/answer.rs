//! What the page gets: the ledger of a check as the program hands it out, with the files as they were read and the rules' own words.

use std::collections::BTreeMap;

use serde::Serialize;
use ssda903::checked::Checked;
use ssda903::ledger::Ledger;
use ssda903::{Collection, FileSummary, Finding, InputFile, Submission, YearReading, read_year};

use crate::request::{Request, Role};

/// A file of a return of the largest council is a fiftieth of this.
const LARGEST_FILE_BYTES: usize = 512 * 1024 * 1024;

/// As `throughcare check --format json`, and more beside it.
#[derive(Serialize)]
struct Answer<'a> {
    #[serde(flatten)]
    checked: Checked<'a>,
    files: Vec<InYear<'a, FileSummary>>,
    reading: Vec<InYear<'a, Finding>>,
    words: BTreeMap<&'static str, Words>,
}

/// Something that was read, with its year.
#[derive(Serialize)]
struct InYear<'a, T> {
    year: &'static str,
    #[serde(flatten)]
    said: &'a T,
}

/// What a rule says beside its message.
#[derive(Serialize)]
struct Words {
    why: &'static str,
    fix: &'static str,
    doubt: &'static str,
}

/// Reads the files and runs every rule of the collection.
pub fn to(request: &Request) -> Vec<u8> {
    let year_ending = request.year_ending;
    let Some(this_year) = read(request, Role::ThisYear, year_ending) else {
        return refusal("There is no file of this year’s return.");
    };
    let last_year = read(request, Role::LastYear, year_ending.saturating_sub(1));
    let two_years_ago = read(request, Role::TwoYearsAgo, year_ending.saturating_sub(2));
    if two_years_ago.is_some() && last_year.is_none() {
        return refusal("Choose last year’s return too: the year before it cannot be used alone.");
    }
    let submission = Submission::new(
        Collection::new(year_ending, &request.authority),
        this_year,
        last_year.into_iter().chain(two_years_ago).collect(),
    );
    let ledger = submission.check();
    written(&Answer {
        checked: Checked::of(&ledger, &submission),
        files: of_each_year(&submission, |reading| &reading.files),
        reading: of_each_year(&submission, |reading| &reading.findings),
        words: words(&ledger),
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

fn of_each_year<T>(
    submission: &Submission,
    said: fn(&YearReading) -> &Vec<T>,
) -> Vec<InYear<'_, T>> {
    submission
        .years
        .iter()
        .zip(["this", "last", "before"])
        .flat_map(|(reading, year)| said(reading).iter().map(move |said| InYear { year, said }))
        .collect()
}

fn words(ledger: &Ledger) -> BTreeMap<&'static str, Words> {
    let words = ledger.entries.iter().map(|entry| {
        let rule = entry.rule;
        let words = Words {
            why: rule.why,
            fix: rule.fix,
            doubt: rule.doubt,
        };
        (rule.code, words)
    });
    words.collect()
}

fn written(answer: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(answer)
        .unwrap_or_else(|_| b"{\"problem\":\"The answer could not be written.\"}".to_vec())
}
