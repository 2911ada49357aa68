//! Reads whole returns, good and bad, as somebody would hand them in.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop; clippy knows only test functions as tests"
)]

mod care_leaver_checks;
mod corpus;
mod corruption;
mod csv_files;
mod derived;
mod made_up_three_years;
mod one_bad_cell;
mod provider_list;
mod rule_catalogue;
mod samples;
mod vectors;
mod whole_returns;
mod written;
mod xml_files;
mod year_reading;
mod years;

use std::path::{Path, PathBuf};

use ssda903::{Finding, InputFile, ReadOptions, Reading, Severity, read};

fn file(name: &str, text: &str) -> InputFile {
    InputFile {
        name: name.into(),
        bytes: text.as_bytes().to_vec(),
    }
}

/// Reads files given as name and text, as the return for the year ending 2024.
fn read_texts(files: &[(&str, &str)]) -> Reading {
    let files: Vec<InputFile> = files.iter().map(|(name, text)| file(name, text)).collect();
    read(
        &files,
        &ReadOptions {
            year_ending: Some(2024),
            ..ReadOptions::default()
        },
    )
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// The files with this ending in a folder of the fixtures, each under its name with `prefix` before it.
fn fixture_files(folder: &str, ending: &str, prefix: &str) -> Vec<InputFile> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(fixtures().join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let wanted = paths
        .into_iter()
        .filter(|path| path.extension().is_some_and(|found| found == ending));
    wanted
        .map(|path| InputFile {
            name: format!("{prefix}{}", path.file_name().unwrap().to_string_lossy()),
            bytes: std::fs::read(&path).unwrap(),
        })
        .collect()
}

/// How many findings of this severity in this column have a reason with these words.
fn count(findings: &[Finding], severity: Severity, column: &str, words: &str) -> usize {
    let wanted = |finding: &&Finding| {
        finding.severity == severity && finding.column == column && finding.reason.contains(words)
    };
    findings.iter().filter(wanted).count()
}

/// One line a finding: severity, row, column, beginning of the reason.
fn brief(findings: &[Finding]) -> Vec<String> {
    let row = |finding: &Finding| finding.row.map_or("-".into(), |row| row.to_string());
    findings
        .iter()
        .map(|finding| {
            format!(
                "{:?} {} {} {}",
                finding.severity,
                row(finding),
                finding.column,
                finding.reason
            )
        })
        .collect()
}

/// Expects exactly these findings, each as "Severity row column" and words of its reason.
fn expect_findings(findings: &[Finding], expected: &[(&str, &str)], about: &str) {
    let brief = brief(findings);
    assert_eq!(brief.len(), expected.len(), "{about}: {brief:#?}");
    for (found, (start, words)) in brief.iter().zip(expected) {
        assert!(
            found.starts_with(start) && found.contains(words),
            "{about}: {found} is not {start} with {words}"
        );
    }
}
