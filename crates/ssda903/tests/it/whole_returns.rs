//! The eight whole made-up returns: every rule must flag the rows that were recorded for it, save what differs on purpose.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;
use ssda903::reference::{Authorities, Postcodes, Providers};
use ssda903::{Collection, InputFile, Outcome, Submission, YearReading, read_year};

/// Faults of the checker with which the expectations were recorded, seen then: these rules were never compared.
const NOT_RECORDED_RIGHTLY: [&str; 7] = ["231", "233", "709", "710", "706", "1001", "584"];

#[test]
fn the_whole_returns_agree() {
    let on_purpose = differences_on_purpose();
    let (mut compared, mut differ) = (0, 0);
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for number in 0..8 {
        let set = format!("set{number:02}");
        let folder = fixtures().join(&set);
        let expected: Value =
            serde_json::from_slice(&fs::read(folder.join("expected.json")).unwrap()).unwrap();
        let submission = submission(&folder, &expected);
        let ledger = submission.check();
        let found: BTreeMap<&str, _> = ledger
            .entries
            .iter()
            .map(|entry| (entry.rule.code, entry))
            .collect();
        assert_eq!(found.len(), ledger.entries.len(), "each code once");
        for (code, recorded) in expected["rules"].as_object().unwrap() {
            let Some(recorded) = recorded["flagged"].as_object() else {
                continue;
            };
            if NOT_RECORDED_RIGHTLY.contains(&code.as_str()) {
                continue;
            }
            compared += 1;
            let wanted: BTreeMap<&str, BTreeSet<u32>> = recorded
                .iter()
                .map(|(table, rows)| {
                    (
                        table.as_str(),
                        rows.as_array()
                            .unwrap()
                            .iter()
                            .map(number_of)
                            .collect::<BTreeSet<_>>(),
                    )
                })
                .filter(|(_, rows)| !rows.is_empty())
                .collect();
            let mut got: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
            let entry = found.get(code.as_str());
            for flagged in entry
                .iter()
                .flat_map(|entry| &entry.flagged)
                .filter(|flagged| flagged.years_ago == 0)
            {
                got.entry(flagged.table.name())
                    .or_default()
                    .insert(flagged.number);
            }
            let ran = entry.is_some_and(|entry| {
                matches!(entry.outcome, Outcome::Ran | Outcome::NotApplicable(_))
            });
            if ran && got == wanted {
                continue;
            }
            let here = format!("{code}/{set}");
            let purpose = on_purpose
                .get_key_value(&here)
                .or_else(|| on_purpose.get_key_value(code));
            if let Some((reason, _)) = purpose {
                used.insert(reason);
                continue;
            }
            differ += 1;
            println!("{here} (ran: {ran}): found {got:?}, recorded {wanted:?}");
        }
    }
    println!("{compared} rule runs compared, {differ} differ, on purpose: {used:?}");
    assert!(compared > 2_400, "{compared}");
    assert_eq!(differ, 0);
}

/// What differs on purpose, by `CODE` or `CODE/setNN`, each with its reason.
fn differences_on_purpose() -> BTreeMap<String, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("purposeful_differences.txt");
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| {
            let (code, why) = line.split_once(':').expect("CODE: why");
            assert!(!why.trim().is_empty(), "{code} has a reason");
            (code.trim().to_owned(), why.trim().to_owned())
        })
        .collect()
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/returns")
}

fn number_of(row: &Value) -> u32 {
    u32::try_from(row.as_u64().unwrap()).unwrap()
}

fn submission(folder: &Path, expected: &Value) -> Submission {
    let year_ending: i16 = expected["collectionYear"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    let collection = Collection::new(year_ending, expected["localAuthority"].as_str().unwrap());
    let postcodes = fs::read(fixtures().join("postcodes.csv")).unwrap();
    let (postcodes, _) = Postcodes::read(&postcodes[..], "postcodes.csv").unwrap();
    let (providers, _) = Providers::read(
        &fs::read(folder.join("providers.xlsx")).unwrap(),
        "providers.xlsx",
    )
    .unwrap();
    // The list with which the expectations were recorded.
    let authorities = fs::read(fixtures().join("authorities_2021.json")).unwrap();
    let authorities = Authorities::read(&authorities, "authorities_2021.json").unwrap();
    Submission::new(
        collection,
        year(&folder.join("this_year"), year_ending),
        vec![year(&folder.join("last_year"), year_ending - 1)],
    )
    .with_reference(Some(providers), Some(Arc::new(postcodes)), &authorities)
}

fn year(folder: &Path, year_ending: i16) -> YearReading {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let files: Vec<InputFile> = paths
        .iter()
        .map(|path| InputFile {
            name: path.file_name().unwrap().to_str().unwrap().to_owned(),
            bytes: fs::read(path).unwrap(),
        })
        .collect();
    read_year(&files, year_ending, usize::MAX)
}
