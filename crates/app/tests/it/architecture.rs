//! Holds the walls of ARCHITECTURE.md: which crate may name which, where SQL and the clock may be, how files begin and how long they are.

use std::fs;
use std::path::{Path, PathBuf};

use crate::browser::root;

/// Every arrow that is allowed, from a crate to those that it may name. A new crate needs a line here and a decision record.
const ARROWS: [(&str, &[&str]); 8] = [
    ("ssda903", &[]),
    ("check_page", &["ssda903"]),
    ("better_off", &[]),
    ("leaving_care", &["ssda903"]),
    ("measures", &["leaving_care", "ssda903"]),
    ("store", &["leaving_care", "measures", "ssda903"]),
    (
        "casework",
        &["better_off", "leaving_care", "measures", "ssda903", "store"],
    ),
    (
        "app",
        &[
            "better_off",
            "casework",
            "leaving_care",
            "measures",
            "ssda903",
        ],
    ),
];

/// The crates that only compute: no clock, no files, no network, no chance, nothing asynchronous.
const PURE: [&str; 4] = ["ssda903", "better_off", "leaving_care", "measures"];

/// The only file that may ask what time it is.
const CLOCK: &str = "crates/app/src/clock.rs";

const CLOCK_READS: [&str; 3] = ["Zoned::now", "Timestamp::now", "SystemTime::now"];

/// A database that knows the time would answer differently tomorrow about yesterday.
const CLOCK_READS_IN_SQL: [&str; 5] = [
    "CURRENT_TIMESTAMP",
    "CURRENT_DATE",
    "datetime('now'",
    "date('now'",
    " now()",
];

const IMPURE: [&str; 8] = [
    "std::fs",
    "std::net",
    "std::process",
    "std::env",
    "Instant::now",
    "Uuid::now",
    "async fn",
    "rand::",
];

/// A line with all parts of one of these holds a statement.
const SQL: [&[&str]; 6] = [
    &["SELECT ", " FROM "],
    &["INSERT INTO "],
    &["UPDATE ", " SET "],
    &["DELETE FROM "],
    &["CREATE TABLE "],
    &["sqlx::"],
];

const MOST_LINES: usize = 800;

#[test]
fn crates_name_only_the_crates_that_they_may() {
    let mut faults = Vec::new();
    for folder in folders(&root().join("crates")) {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
        faults.extend(arrow_faults(&name, &manifest));
    }
    assert_none(&faults);
}

#[test]
fn sql_is_in_the_store_only() {
    assert_none(&faults_in("rs", |path, text| {
        if path.starts_with("crates/store/") || path.ends_with("tests/it/architecture.rs") {
            return Vec::new();
        }
        lines_with(text, "SQL outside crates/store", |line| {
            SQL.iter()
                .any(|parts| parts.iter().all(|part| line.contains(part)))
        })
    }));
}

#[test]
fn only_the_clock_file_reads_the_clock() {
    let mut faults = faults_in("rs", |path, text| {
        if path == CLOCK || path.ends_with("tests/it/architecture.rs") {
            return Vec::new();
        }
        let mut found = lines_with(
            text,
            "the clock is read outside crates/app/src/clock.rs",
            |line| CLOCK_READS.iter().any(|read| line.contains(read)),
        );
        if path.starts_with("crates/store/") {
            found.extend(lines_with(
                text,
                "SQL that reads the clock",
                reads_clock_in_sql,
            ));
        }
        found
    });
    faults.extend(faults_in("sql", |_, text| {
        lines_with(text, "SQL that reads the clock", reads_clock_in_sql)
    }));
    assert_none(&faults);
}

#[test]
fn pure_crates_only_compute() {
    assert_none(&faults_in("rs", |path, text| {
        if !PURE
            .iter()
            .any(|name| path.starts_with(&format!("crates/{name}/src/")))
        {
            return Vec::new();
        }
        // Tests at a file's end may read a fixture.
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        lines_with(text, "a pure crate does more than compute", |line| {
            IMPURE.iter().any(|word| line.contains(word))
        })
    }));
}

#[test]
fn files_begin_with_what_is_in_them_and_stay_short() {
    let mut faults = faults_in("rs", |_, text| file_faults(text));
    for ending in ["html", "css", "sql", "js"] {
        faults.extend(faults_in(ending, |_, text| length_fault(text)));
    }
    assert_none(&faults);
}

#[test]
fn templates_hold_no_inline_script_or_style() {
    assert_none(&faults_in("html", |_, text| {
        lines_with(text, "refused by the security policy", |line| {
            line.contains("style=")
                || line.contains(" onclick=")
                || (line.contains("<script") && !line.contains("src="))
        })
    }));
}

/// Proves that the searches above find what they are for.
#[test]
fn faults_are_found() {
    let check = |faults: Vec<String>, is_fault: bool, case: &str| {
        assert_eq!(!faults.is_empty(), is_fault, "{case}: {faults:?}");
    };
    for (name, manifest, is_fault) in [
        ("app", "[dependencies]\ncasework.workspace = true\n", false),
        ("app", "[dependencies]\nstore.workspace = true\n", true),
        (
            "app",
            "[dev-dependencies]\nstore = { path = \"../store\" }\n",
            true,
        ),
        ("app", "[dependencies.store]\nworkspace = true\n", true),
        ("measures", "[dependencies]\nstore.workspace = true\n", true),
        (
            "store",
            "[dependencies]\nmeasures.workspace = true\n",
            false,
        ),
        (
            "ssda903",
            "[package]\nname = \"ssda903\"\n[dependencies]\njiff.workspace = true\n",
            false,
        ),
        ("reporting", "[dependencies]\n", true),
    ] {
        check(arrow_faults(name, manifest), is_fault, manifest);
    }
    for (text, is_fault) in [
        ("//! Reads the return.\n", false),
        ("// Reads the return.\n", true),
        ("use std::fmt;\n", true),
        ("//!\n", true),
    ] {
        check(file_faults(text), is_fault, text);
    }
    check(length_fault(&"x\n".repeat(MOST_LINES)), false, "800 lines");
    check(
        length_fault(&"x\n".repeat(MOST_LINES + 1)),
        true,
        "801 lines",
    );
    assert!(reads_clock_in_sql(
        "recorded_at TIMESTAMPTZ DEFAULT CURRENT_TIMESTAMP"
    ));
    assert!(
        !faults_in("rs", |path, _| vec![path.to_owned()]).is_empty(),
        "no source file was read"
    );
}

fn arrow_faults(name: &str, manifest: &str) -> Vec<String> {
    let Some((_, allowed)) = ARROWS.iter().find(|(known, _)| *known == name) else {
        return vec![format!(
            "crates/{name}: a new crate needs a line in ARROWS and a decision record"
        )];
    };
    let is_ours = |dependency: &str| ARROWS.iter().any(|(known, _)| *known == dependency);
    dependencies(manifest)
        .into_iter()
        .filter(|dependency| is_ours(dependency) && !allowed.contains(&dependency.as_str()))
        .map(|dependency| format!("crates/{name} must not name {dependency}"))
        .collect()
}

/// The names under every heading that ends in "dependencies", and those that are part of the heading itself.
fn dependencies(manifest: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut is_listing = false;
    for line in manifest.lines().map(str::trim) {
        if let Some(heading) = line.strip_prefix('[') {
            let heading = heading.trim_end_matches(']');
            is_listing = heading.ends_with("dependencies");
            if let Some((_, name)) = heading.rsplit_once("dependencies.") {
                names.push(name.to_owned());
            }
        } else if is_listing && let Some(name) = line.split(['.', ' ', '=']).next() {
            names.push(name.trim_matches('"').to_owned());
        }
    }
    names
}

fn file_faults(text: &str) -> Vec<String> {
    let first = text.lines().next().unwrap_or_default();
    let says_something = first
        .strip_prefix("//! ")
        .is_some_and(|sentence| !sentence.trim().is_empty());
    let mut faults = length_fault(text);
    if !says_something {
        faults.push("1: the first line does not say in one //! sentence what is here".to_owned());
    }
    faults
}

fn length_fault(text: &str) -> Vec<String> {
    let lines = text.lines().count();
    if lines > MOST_LINES {
        return vec![format!("{lines} lines; split it at {MOST_LINES}")];
    }
    Vec::new()
}

fn reads_clock_in_sql(line: &str) -> bool {
    CLOCK_READS_IN_SQL.iter().any(|read| line.contains(read))
}

/// The lines that match, comments left out, each as "number: what is wrong: the line".
fn lines_with(text: &str, fault: &str, is_fault: impl Fn(&str) -> bool) -> Vec<String> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| {
            !line.trim_start().starts_with("//") && !line.trim_start().starts_with("--")
        })
        .filter(|(_, line)| is_fault(line))
        .map(|(index, line)| format!("{}: {fault}: {}", index + 1, line.trim()))
        .collect()
}

/// Asks every file of the crates with this ending; gives the answers with the file's path before them.
fn faults_in(ending: &str, ask: impl Fn(&str, &str) -> Vec<String>) -> Vec<String> {
    let root = root();
    let mut files = Vec::new();
    collect_files(&root.join("crates"), ending, &mut files);
    files
        .iter()
        .flat_map(|file| {
            let path = file
                .strip_prefix(&root)
                .unwrap()
                .to_string_lossy()
                .replace('\\', "/");
            let text = fs::read_to_string(file).unwrap_or_default();
            let faults = ask(&path, &text);
            faults
                .into_iter()
                .map(move |fault| format!("{path}:{fault}"))
        })
        .collect()
}

fn collect_files(folder: &Path, ending: &str, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect_files(&path, ending, files);
        } else if path.extension().is_some_and(|found| found == ending) {
            files.push(path);
        }
    }
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect()
}

fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}
