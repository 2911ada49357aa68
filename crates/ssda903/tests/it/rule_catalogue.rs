//! Every rule of the Department's catalogue is here, with its words, its cells and its cases.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use ssda903::{Rule, rules};

fn catalogue() -> BTreeMap<String, Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/catalogue.json");
    let catalogue: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    let rules = catalogue["rules"].as_array().unwrap().iter();
    rules
        .map(|rule| (rule["code"].as_str().unwrap().to_owned(), rule.clone()))
        .collect()
}

#[test]
fn the_ledger_of_2027_has_all_327_rules() {
    let catalogue = catalogue();
    assert_eq!(catalogue.len(), 327);
    let codes: BTreeSet<String> = catalogue.keys().cloned().collect();
    let ours: Vec<&Rule> = rules::of_year(2027).collect();
    let mut seen = BTreeSet::new();
    for rule in &ours {
        assert!(
            seen.insert(rule.code.to_owned()),
            "{} stands twice",
            rule.code
        );
        assert!(rule.years.contains(&2027), "{} holds in 2027", rule.code);
        assert_eq!(
            rule.message,
            catalogue[rule.code]["message"].as_str().unwrap(),
            "{}",
            rule.code
        );
    }
    let missing: Vec<&String> = codes.difference(&seen).collect();
    assert!(
        missing.is_empty(),
        "{} of 327 are missing: {missing:?}",
        missing.len()
    );
    assert_eq!(seen, codes);
}

#[test]
fn no_year_has_two_versions_of_a_rule() {
    for year in 2023..=2030 {
        let mut seen = BTreeSet::new();
        for rule in rules::all().filter(|rule| rule.years.contains(&year)) {
            assert!(
                seen.insert(rule.code),
                "{} has two versions in {year}",
                rule.code
            );
        }
    }
}

#[test]
fn every_rule_says_why_and_what_to_do() {
    let mut said: BTreeMap<&str, &str> = BTreeMap::new();
    for rule in rules::all() {
        let code = rule.code;
        for words in [rule.why, rule.fix] {
            assert!(
                words.len() > 20 && words.ends_with('.'),
                "{code}: {words:?}"
            );
            assert!(
                !words.contains("TODO") && !words.contains("  "),
                "{code}: {words:?}"
            );
            assert_ne!(words, rule.message, "{code} repeats the message");
        }
        assert_ne!(rule.why, rule.fix, "{code}");
        assert!(
            rule.doubt.is_empty() || rule.doubt.ends_with('.'),
            "{code}: {:?}",
            rule.doubt
        );
        assert!(!rule.fields.is_empty(), "{code} marks no cell");
        for (table, columns) in rule.fields {
            assert!(!columns.is_empty(), "{code} marks no cell of {table}");
            for column in *columns {
                let known = table.columns().contains(column)
                    || (*column == "UASC" && table.name() == "Header");
                assert!(known, "{code}: {table} has no column {column}");
            }
        }
        assert!(!rule.needs.is_empty(), "{code} needs a table at least");
        said.insert(rule.code, rule.why);
    }
    assert!(said.len() >= 327);
}

/// In the source, because tests run apart: each rule is named by a case beside it.
#[test]
fn every_rule_has_a_case() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let mut counted = 0;
    for file in sources(&folder) {
        let text = fs::read_to_string(&file).unwrap();
        let (rules, cases) = text.split_once("#[cfg(test)]").unwrap_or((&text, ""));
        for line in rules.lines() {
            let Some((_, rest)) = line
                .split_once("pub static ")
                .or_else(|| line.split_once("pub(super) static "))
            else {
                continue;
            };
            let Some((name, kind)) = rest.split_once(": ") else {
                continue;
            };
            if kind.starts_with("Rule ") || kind.starts_with("Rule=") {
                counted += 1;
                assert!(
                    cases.contains(&format!("&{name}")),
                    "{} has no case for {name}",
                    file.display()
                );
            }
        }
    }
    assert_eq!(
        counted,
        rules::all().count(),
        "every rule is a static of its own"
    );
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found
}
