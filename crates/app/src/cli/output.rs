//! How answers are printed: text for people, JSON for programs, findings as a table or CSV, a bar while it takes time.

use std::collections::HashMap;
use std::io::Write;

use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressStyle};
use leaving_care::{Finding, Severity};
use serde::Serialize;

use crate::web::{imports::findings_sheet, spreadsheet::csv_bytes};

/// How to print. Every command can print text and JSON; the others only where a command says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Text,
    Json,
    /// One JSON value a line
    Jsonl,
    Csv,
    Xlsx,
}

/// Why a command could not do its work, in one sentence or more.
#[derive(Debug)]
pub struct Failure(pub(super) String);

impl Failure {
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl From<casework::Error> for Failure {
    fn from(error: casework::Error) -> Self {
        match error {
            casework::Error::Invalid(problems) => Self(
                problems
                    .iter()
                    .map(|problem| problem.message.clone())
                    .collect::<Vec<_>>()
                    .join(" "),
            ),
            error => Self(error.to_string()),
        }
    }
}

/// Prints why a command could not do its work: on the error stream, and as JSON where JSON was asked for.
pub fn print_failure(failure: &Failure, format: Format) {
    if format == Format::Json {
        print_json(&serde_json::json!({ "error": failure.0 }));
    } else {
        eprintln!("throughcare: {}", failure.0);
    }
}

/// Prints a value as indented JSON. A reader that has gone away is no fault.
pub fn print_json(value: &impl Serialize) {
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    print_text(&text);
}

/// Prints a text with a line break at its end. A reader that has gone away is no fault.
pub fn print_text(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{text}");
}

/// The most kinds of findings that text output shows; all findings are in JSON.
const KINDS_SHOWN: usize = 40;

/// Findings for people: place, reason, remedy. Those of one kind in one column of one file are shown once, with how many there are.
pub fn findings_text(findings: &[Finding]) -> String {
    let mut kinds: Vec<(&Finding, usize)> = Vec::new();
    let mut places: HashMap<_, usize> = HashMap::new();
    for finding in findings {
        let kind = (
            (finding.severity, &finding.file, &finding.table),
            (&finding.column, &finding.reason, &finding.remedy),
        );
        let place = *places.entry(kind).or_insert(kinds.len());
        match kinds.get_mut(place) {
            Some((_, count)) => *count += 1,
            None => kinds.push((finding, 1)),
        }
    }
    let shown = kinds.iter().take(KINDS_SHOWN);
    let mut lines: Vec<String> = shown
        .map(|(finding, count)| finding_text(finding, *count))
        .collect();
    if kinds.len() > KINDS_SHOWN {
        let more: usize = kinds.iter().skip(KINDS_SHOWN).map(|(_, count)| count).sum();
        lines.push(format!(
            "... and {more} more findings; see them all with --format json"
        ));
    }
    lines.push(String::new());
    lines.join("\n")
}

fn finding_text(finding: &Finding, count: usize) -> String {
    let severity = match finding.severity {
        Severity::Error => "ERROR  ",
        Severity::Warning => "warning",
        Severity::Note => "note   ",
    };
    let row = finding
        .row
        .map(|row| format!(" row {row}"))
        .unwrap_or_default();
    let cell = match (finding.column.is_empty(), finding.value.is_empty()) {
        (true, true) => String::new(),
        (true, false) => format!(" \"{}\"", finding.value),
        (false, _) => format!(" {} \"{}\"", finding.column, finding.value),
    };
    let more = match count {
        0 | 1 => String::new(),
        2 => ", and 1 more like it".to_owned(),
        _ => format!(", and {} more like it", count - 1),
    };
    let Finding {
        file,
        table,
        reason,
        remedy,
        ..
    } = finding;
    format!("{severity} {file} {table}{row}{cell}{more}\n        {reason} {remedy}")
}

/// Writes findings as a CSV file that is safe to open in a spreadsheet: the same file that the page gives.
pub fn write_findings(path: &std::path::Path, findings: &[Finding]) -> Result<(), Failure> {
    let failed =
        |error: String| Failure::new(format!("{} cannot be written: {error}.", path.display()));
    let bytes = csv_bytes(&findings_sheet(findings.to_vec()), false)
        .ok_or_else(|| failed("there is no memory for it".into()))?;
    std::fs::write(path, bytes).map_err(|error| failed(error.to_string()))
}

/// A bar on the error stream that appears only when somebody is looking.
pub fn bar(what: &'static str) -> ProgressBar {
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} {elapsed}") {
        bar.set_style(style);
    }
    bar.set_message(what);
    bar
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_of_one_kind_are_shown_once() {
        let check = |count: u64, shown: &str| {
            let finding = |row| {
                Finding::new(Severity::Warning, "No such code.", "Use another.")
                    .at_file("oc3.csv")
                    .at_table("OC3")
                    .at_row(row)
                    .at_cell("ACTIV", "?")
            };
            let findings: Vec<_> = (2..count + 2).map(finding).collect();
            assert_eq!(findings_text(&findings), shown, "{count} findings");
        };
        let first = "warning oc3.csv OC3 row 2 ACTIV \"?\"";
        let words = "\n        No such code. Use another.\n";
        check(0, "");
        check(1, &format!("{first}{words}"));
        check(2, &format!("{first}, and 1 more like it{words}"));
        check(200, &format!("{first}, and 199 more like it{words}"));
    }
}
