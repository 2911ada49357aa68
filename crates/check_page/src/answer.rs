//! What the page gets: the ledger of a check as the program hands it out, with the files as they were read and the rules' own words.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use ssda903::checked::Checked;
use ssda903::ledger::Ledger;
use ssda903::reference::{Authorities, Postcodes, Providers};
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

/// Reads the files and runs every rule of the collection; or says why there is no answer.
pub fn to(request: &Request) -> Vec<u8> {
    let submission = match submission(request) {
        Ok(submission) => submission,
        Err(problem) => return refusal(&problem),
    };
    let ledger = submission.returns.check();
    let reading = of_each_year(&submission.returns, |reading| &reading.findings);
    let looked_up = submission.looked_up.iter().map(|said| InYear {
        year: "reference",
        said,
    });
    written(&Answer {
        checked: Checked::of(&ledger, &submission.returns),
        files: of_each_year(&submission.returns, |reading| &reading.files),
        reading: reading.into_iter().chain(looked_up).collect(),
        words: words(&ledger),
    })
}

/// Says why there is no answer.
pub fn refusal(problem: &str) -> Vec<u8> {
    written(&BTreeMap::from([("problem", problem)]))
}

/// What is checked, and what is wrong in the files in which things are looked up.
struct Read {
    returns: Submission,
    looked_up: Vec<Finding>,
}

fn submission(request: &Request) -> Result<Read, String> {
    let year_ending = request.year_ending;
    let year = |role, years_ago| year(request, role, year_ending.saturating_sub(years_ago));
    let this_year = year(Role::ThisYear, 0)?.ok_or("There is no file of this year’s return.")?;
    let last_year = year(Role::LastYear, 1)?;
    let two_years_ago = year(Role::TwoYearsAgo, 2)?;
    if two_years_ago.is_some() && last_year.is_none() {
        return Err(
            "Choose last year’s return too: the year before it cannot be used alone.".to_owned(),
        );
    }
    let mut looked_up = Vec::new();
    let mut providers: Option<Providers> = None;
    for (name, bytes) in request.files_for(Role::Providers) {
        let (list, findings) =
            Providers::read(bytes, name).map_err(|error| format!("{name}: {error}"))?;
        looked_up.extend(findings);
        match &mut providers {
            Some(all) => all.join(list),
            None => providers = Some(list),
        }
    }
    let mut postcodes = None;
    for (name, bytes) in request.files_for(Role::Postcodes) {
        let (list, findings) =
            Postcodes::read(bytes, name).map_err(|error| format!("{name}: {error}"))?;
        looked_up.extend(findings);
        postcodes = Some(Arc::new(list));
    }
    let collection = Collection::new(year_ending, &request.authority);
    let earlier = last_year.into_iter().chain(two_years_ago).collect();
    let returns = Submission::new(collection, this_year, earlier).with_reference(
        providers,
        postcodes,
        Authorities::dated(),
    );
    Ok(Read { returns, looked_up })
}

/// `None` when no file was chosen for that year. Files in which no table was found are a problem, never a clean return.
fn year(request: &Request, role: Role, year_ending: i16) -> Result<Option<YearReading>, String> {
    let files: Vec<InputFile> = request
        .files_for(role)
        .map(|(name, bytes)| InputFile {
            name: name.to_owned(),
            bytes: bytes.to_vec(),
        })
        .collect();
    let Some(first) = files.first() else {
        return Ok(None);
    };
    let reading = read_year(&files, year_ending, LARGEST_FILE_BYTES);
    if reading.tables.is_empty() {
        let why: Vec<&str> = reading
            .findings
            .iter()
            .map(|finding| finding.reason.as_str())
            .collect();
        let others = if files.len() > 1 {
            " and the files chosen with it"
        } else {
            ""
        };
        return Err(format!(
            "No table of a return was found in {}{others}. {}",
            first.name,
            why.join(" ")
        ));
    }
    Ok(Some(reading))
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
