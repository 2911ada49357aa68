//! One bad cell never switches a rule off and never changes what is said of another child.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use proptest::prelude::*;
use ssda903::checked::Checked;
use ssda903::reference::{Authorities, Postcodes, Providers};
use ssda903::{Collection, InputFile, Submission, read_year};

/// A return as texts: year, file name, and its rows as cells, the header first.
#[derive(Clone)]
struct Files(Vec<(i16, String, Vec<Vec<String>>)>);

impl Files {
    fn load() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/returns/set01");
        let mut files = Vec::new();
        for (year, name) in [(2027, "this_year"), (2026, "last_year")] {
            let mut paths: Vec<PathBuf> = fs::read_dir(folder.join(name))
                .unwrap()
                .map(|entry| entry.unwrap().path())
                .collect();
            paths.sort();
            for path in paths {
                // No cell of the made-up returns holds a comma or a quote.
                let text = fs::read_to_string(&path).unwrap();
                let rows = text
                    .lines()
                    .map(|line| line.split(',').map(str::to_owned).collect())
                    .collect();
                files.push((
                    year,
                    path.file_name().unwrap().to_str().unwrap().to_owned(),
                    rows,
                ));
            }
        }
        Self(files)
    }

    /// What is said, by rule, year, table and the cells of the row, of all children but these; and what became of each rule.
    fn said(&self, references: &References, except: &[&str]) -> (Vec<String>, BTreeSet<String>) {
        let year = |year_ending: i16| {
            let files: Vec<InputFile> = self
                .0
                .iter()
                .filter(|(year, _, _)| *year == year_ending)
                .map(|(_, name, rows)| InputFile {
                    name: name.clone(),
                    bytes: as_csv(rows).into_bytes(),
                })
                .collect();
            read_year(&files, year_ending, usize::MAX)
        };
        let submission = Submission::new(
            Collection::new(2027, "E09000027"),
            year(2027),
            vec![year(2026)],
        )
        .with_reference(
            Some(references.providers.clone()),
            Some(references.postcodes.clone()),
            Authorities::dated(),
        );
        let ledger = submission.check();
        let checked = Checked::of(&ledger, &submission);
        let outcomes = checked
            .rules
            .iter()
            .map(|rule| format!("{} {:?} {}", rule.code, rule.outcome, rule.why))
            .collect();
        let said = checked
            .rules
            .iter()
            .flat_map(|rule| rule.findings.iter().map(move |row| (rule.code, row)))
            .filter(|(_, row)| !except.contains(&row.child.as_ref()))
            .map(|(code, row)| {
                format!(
                    "{code} {} {} {} {}",
                    row.year, row.table, row.row, row.child
                )
            })
            .collect();
        (outcomes, said)
    }
}

fn as_csv(rows: &[Vec<String>]) -> String {
    let quoted = |cell: &String| {
        let needs_quotes = cell.contains([',', '"', '\n', '\r']);
        if needs_quotes {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.clone()
        }
    };
    let lines: Vec<String> = rows
        .iter()
        .map(|row| row.iter().map(quoted).collect::<Vec<_>>().join(","))
        .collect();
    lines.join("\n")
}

struct References {
    providers: Providers,
    postcodes: Arc<Postcodes>,
}

fn references() -> References {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/returns");
    let postcodes = fs::read(folder.join("postcodes.csv")).unwrap();
    let providers = fs::read(folder.join("set01/providers.xlsx")).unwrap();
    References {
        providers: Providers::read(&providers, "providers.xlsx").unwrap().0,
        postcodes: Arc::new(Postcodes::read(&postcodes[..], "postcodes.csv").unwrap().0),
    }
}

#[test]
fn one_bad_cell_changes_nothing_for_other_children() {
    let files = Files::load();
    let references = references();
    let places: Vec<(usize, usize, usize)> = files
        .0
        .iter()
        .enumerate()
        .flat_map(|(file, (_, _, rows))| {
            (1..rows.len())
                .flat_map(move |row| (0..rows[row].len()).map(move |cell| (file, row, cell)))
        })
        .collect();
    let junk = prop_oneof![
        Just(String::new()),
        prop::sample::select(vec![
            "?",
            "31/02/2026",
            "2026-04-01",
            "99999999999999999999",
            "=1+1",
            "\u{0}",
            "X1",
            "S",
            "0",
            "-1",
            "01/01/1900",
            "31/12/2100"
        ])
        .prop_map(str::to_owned),
        "\\PC{0,30}",
    ];
    let runner = (prop::sample::select(places), junk);
    proptest!(ProptestConfig::with_cases(150), |((file, row, cell) in runner.0, text in runner.1)| {
        let mut bad = files.clone();
        let child = bad.0[file].2[row][0].clone();
        bad.0[file].2[row][cell] = text.clone();
        let other = if cell == 0 { text.trim().to_owned() } else { child.clone() };
        let except = [child.as_str(), other.as_str(), ""];
        let before = files.said(&references, &except);
        let after = bad.said(&references, &except);
        prop_assert_eq!(before, after);
    });
}
