//! The conformance vectors: 340 cases of the rules of 2026/27 and those of versions that were superseded, through the real reader.
//!
//! `VECTORS=118,1001 cargo nextest run -p ssda903 vectors` runs those of some rules alone.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;
use ssda903::derived::{Derived, Location};
use ssda903::ledger::check_with;
use ssda903::reference::{PostcodePlace, Postcodes, Provider, Providers};
use ssda903::{
    Collection, Format, InputFile, Outcome, ReferenceUsed, Rule, Submission, Table, YearReading,
    parse_date, read_year, rules,
};

/// The vectors tell empty text from nothing; a file of rows cannot, so that empty text becomes a text that no column can hold.
const EMPTY_TEXT: &str = "(empty text)";

/// Vectors that hold a fault which the rule mends (`purposeful_differences.txt` says which): they must differ.
const MENDED: [&str; 1] = ["superseded/2023_24/SW01STG1"];

#[test]
fn all_vectors_of_2026_27_pass() {
    assert_eq!(run_all("2026_27", 2027), (340, 340), "passed, of");
}

#[test]
fn the_vectors_of_superseded_versions_pass() {
    for (folder, year_ending) in [("2022_23", 2023), ("2023_24", 2024), ("2024_25", 2025)] {
        let (passed, cases) = run_all(&format!("superseded/{folder}"), year_ending);
        assert!(cases > 0);
        assert_eq!(passed, cases, "{folder}: passed, of");
    }
}

/// Runs a folder of vectors; gives how many cases passed, and how many there are.
fn run_all(folder: &str, year_ending: i16) -> (usize, usize) {
    let only: Option<Vec<String>> = std::env::var("VECTORS")
        .ok()
        .map(|codes| codes.split(',').map(str::to_owned).collect());
    let (mut passed, mut cases) = (0, 0);
    for file in files_of(folder) {
        let vector: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
        let code = vector["code"].as_str().unwrap();
        let wanted = only
            .as_ref()
            .is_none_or(|only| only.iter().any(|wanted| wanted == code));
        for (number, case) in vector["cases"].as_array().unwrap().iter().enumerate() {
            cases += 1;
            if !wanted {
                passed += 1;
                continue;
            }
            let is_mended = MENDED.contains(&format!("{folder}/{code}").as_str());
            match run(code, year_ending, case) {
                Ok(()) if !is_mended => passed += 1,
                Ok(()) => println!("{folder}/{code} case {}: no difference", number + 1),
                Err(_) if is_mended => passed += 1,
                Err(difference) => println!("{folder}/{code} case {}: {difference}", number + 1),
            }
        }
    }
    println!("{folder}: {passed} of {cases} cases passed");
    (passed, cases)
}

fn files_of(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/vectors")
        .join(folder);
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
}

fn run(code: &str, year_of_version: i16, case: &Value) -> Result<(), String> {
    let rule: &'static Rule = rules::find(code)
        .find(|rule| rule.code == code && rule.years.contains(&year_of_version))
        .ok_or("there is no such rule")?;
    let metadata = &case["input"]["metadata"];
    let tables = case["input"]["tables"].as_object().unwrap();
    // Some vectors name a year in which the version did not hold, 2022 for example; their version then decides.
    let year_ending = metadata["collectionYear"]
        .as_str()
        .map(|year| year.parse().unwrap())
        .filter(|year| rule.years.contains(year))
        .unwrap_or(year_of_version);
    let collection = collection_of(metadata, year_ending);

    let mut years = [Vec::new(), Vec::new()];
    let mut derived = vec![Vec::new(), Vec::new()];
    let mut labels: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (name, table) in tables.iter().filter(|(_, table)| !table.is_null()) {
        let (name_of_table, years_ago) = match name.strip_suffix("_last") {
            Some(name) => (name, 1),
            None => (name.as_str(), 0),
        };
        let kind = Table::ALL
            .into_iter()
            .find(|kind| kind.name() == name_of_table)
            .unwrap();
        let header = &tables.get(&name.replace(name_of_table, "Header"));
        years[years_ago].push(as_csv(kind, table, header.unwrap_or(&Value::Null)));
        if kind == Table::Episodes {
            derived[years_ago] = derived_of(table);
        }
        let rows = table["rows"].as_array().unwrap().len();
        let index = table["index"].as_array();
        labels.insert(
            name,
            (0..rows)
                .map(|row| index.map_or(row.to_string(), |index| text_of(&index[row])))
                .collect(),
        );
    }
    let format = match metadata["file_format"].as_str() {
        Some("xml") => Format::Xml,
        _ => Format::Separated,
    };
    let readings: Vec<YearReading> = years
        .iter()
        .zip([year_ending, year_ending - 1])
        .map(|(files, year)| {
            let mut reading = YearReading {
                format,
                ..read_year(files, year, usize::MAX)
            };
            // The vectors know the flag in Header from the UASC table, and do not always show the table itself.
            let headers = &reading.year.header;
            if headers.iter().any(|row| !row.value.asylum_flag.is_blank()) {
                reading.tables.insert(Table::Uasc);
            }
            reading
        })
        .collect();
    let providers: Providers = providers_of(&metadata["provider_info"]).collect();
    let known = PostcodePlace {
        authority: "S12000033".into(),
        grid: None,
    };
    let postcodes: Postcodes = [("AB1 0JD".to_owned(), known)].into_iter().collect();
    // An earlier year of which the vector has no table was not handed in.
    let handed_in = |reading: &YearReading| {
        reading.year.year_ending == year_ending || !reading.tables.is_empty()
    };
    let submission = Submission {
        collection,
        years: readings.into_iter().filter(handed_in).collect(),
        providers: Some(Arc::new(providers)),
        postcodes: Some(Arc::new(postcodes)),
        derived,
        reference: ReferenceUsed::default(),
    };

    let ledger = check_with(&submission, std::iter::once(rule));
    let entry = &ledger.entries[0];
    if format == Format::Separated && entry.outcome != Outcome::Ran {
        let nothing = expected_of(code, case).is_empty();
        return if nothing {
            Ok(())
        } else {
            Err(format!("{:?}", entry.outcome))
        };
    }
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for flagged in &entry.flagged {
        let name = match flagged.years_ago {
            0 => flagged.table.name().to_owned(),
            _ => format!("{}_last", flagged.table.name()),
        };
        let label = labels[name.as_str()][flagged.number as usize].clone();
        found.entry(name).or_default().insert(label);
    }
    let expected = expected_of(code, case);
    if found == expected {
        Ok(())
    } else {
        Err(format!("found {found:?}, expected {expected:?}"))
    }
}

fn collection_of(metadata: &Value, year_ending: i16) -> Collection {
    let authority = metadata["localAuthority"].as_str().unwrap_or("E09000027");
    let mut collection = Collection::new(year_ending, authority);
    if let Some(day) = date_of(&metadata["collection_start"]) {
        collection.starts_on = day;
    }
    if let Some(day) = date_of(&metadata["collection_end"]) {
        collection.ends_on = day;
    }
    collection
}

fn expected_of(code: &str, case: &Value) -> BTreeMap<String, BTreeSet<String>> {
    let Some(output) = case["output"].as_object() else {
        return BTreeMap::new();
    };
    output
        .iter()
        .map(|(table, rows)| {
            // The peer names last year's rows of 706 as if they were this year's.
            let last_year = if code == "706" { "_last" } else { "" };
            (
                format!("{table}{last_year}"),
                rows.as_array()
                    .unwrap()
                    .iter()
                    // One vector has its row numbers as 3.0.
                    .map(|row| text_of(row).trim_end_matches(".0").to_owned())
                    .collect::<BTreeSet<_>>(),
            )
        })
        .filter(|(_, rows)| !rows.is_empty())
        .collect()
}

/// The table as a CSV file with all columns; a row without a CHILD column is a child of its own. A table without a DOB column has the
/// dates of birth of Header: in a return every table has the column, and the checker took Header's where a vector has none.
fn as_csv(kind: Table, table: &Value, header: &Value) -> InputFile {
    let mut columns = kind.columns().to_vec();
    let given = columns_of(table);
    if kind == Table::Header && given.iter().any(|(name, _)| name == "UASC") {
        columns.push("UASC");
    }
    let mut text = columns.join(",");
    for (number, row) in table["rows"].as_array().unwrap().iter().enumerate() {
        let cells: Vec<String> = columns
            .iter()
            .map(|column| {
                let place = given.iter().position(|(name, _)| name == column);
                let cell = match place {
                    Some(place) => cell_of(&row[place], given[place].1),
                    None if *column == "CHILD" => format!("row {number}"),
                    None if *column == "DOB" => {
                        let child = given.iter().position(|(name, _)| name == "CHILD");
                        child.map_or(String::new(), |child| born_on(header, &row[child]))
                    }
                    None => String::new(),
                };
                format!("\"{cell}\"")
            })
            .collect();
        text.push('\n');
        text.push_str(&cells.join(","));
    }
    InputFile {
        name: format!("{}.csv", kind.name()),
        bytes: text.into_bytes(),
    }
}

/// The date of birth in Header; empty where Header has no such child or no such column.
fn born_on(header: &Value, child: &Value) -> String {
    let columns = if header.is_null() {
        Vec::new()
    } else {
        columns_of(header)
    };
    let place = |column: &str| columns.iter().position(|(name, _)| name == column);
    let (Some(id), Some(born)) = (place("CHILD"), place("DOB")) else {
        return String::new();
    };
    let rows = header["rows"].as_array().unwrap();
    let row = rows.iter().find(|row| row[id] == *child);
    row.map_or(String::new(), |row| cell_of(&row[born], columns[born].1))
}

/// The names of the columns, those that no return has under the name that is meant, and whether they hold dates.
fn columns_of(table: &Value) -> Vec<(String, bool)> {
    let named = |column: &Value| {
        let name = match column["name"].as_str().unwrap() {
            "PLACEMENT" => "PLACE",
            "DATE_EPISODE_CEASED" => "DEC",
            "UASC_STATUS" => "UASC",
            name => name,
        };
        (name.to_owned(), column["dtype"] == "datetime64[ns]")
    };
    table["columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(named)
        .collect()
}

fn cell_of(value: &Value, is_date: bool) -> String {
    match value {
        Value::String(text) if text.is_empty() => EMPTY_TEXT.to_owned(),
        Value::String(text) if is_date => written(text),
        value => text_of(value),
    }
}

fn text_of(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Object(date) => written(date["$date"].as_str().unwrap()),
        other => panic!("{other}"),
    }
}

/// A date as a return writes it.
fn written(iso: &str) -> String {
    let day = parse_date(&iso[..10]).unwrap();
    format!("{:02}/{:02}/{}", day.day(), day.month(), day.year())
}

fn date_of(value: &Value) -> Option<jiff::civil::Date> {
    (!value.is_null()).then(|| parse_date(&text_of(value)).unwrap())
}

fn derived_of(table: &Value) -> Vec<Derived> {
    let columns = columns_of(table);
    let rows = table["rows"].as_array().unwrap();
    rows.iter()
        .map(|row| {
            let cell = |name: &str| {
                let place = columns.iter().position(|(column, _)| column == name)?;
                Some(text_of(&row[place])).filter(|text| !text.is_empty())
            };
            Derived {
                authority: cell("PL_LA").map(|text| text.as_str().into()),
                location: cell("PL_LOCATION").map(|text| match text.as_str() {
                    "IN" => Location::Inside,
                    _ => Location::Outside,
                }),
                distance_tenths: cell("PL_DISTANCE").map(|text| tenths(&text)),
            }
        })
        .collect()
}

fn providers_of(info: &Value) -> impl Iterator<Item = Provider> {
    let table = &info["$table"];
    let columns = if table.is_null() {
        Vec::new()
    } else {
        columns_of(table)
    };
    let rows = table["rows"].as_array().cloned().unwrap_or_default();
    rows.into_iter().map(move |row| {
        let cell = |name: &str| {
            let place = columns.iter().position(|(column, _)| column == name)?;
            Some(cell_of(&row[place], columns[place].1)).filter(|text| !text.is_empty())
        };
        let codes = |name| {
            cell(name)
                .iter()
                .flat_map(|text| text.split(',').map(Into::into).collect::<Vec<_>>())
                .collect()
        };
        Provider {
            urn: cell("URN").unwrap_or_default().into(),
            placement_codes: codes("PLACE_CODES"),
            provider_codes: codes("PROVIDER_CODES"),
            closed_on: cell("REG_END").and_then(|text| parse_date(&text)),
            postcode: cell("POSTCODE").map(Into::into),
            postcode_authority: cell("LA_CODE_INFERRED")
                .or_else(|| cell("LA_CODE"))
                .map(Into::into),
        }
    })
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "distances within the country"
)]
fn tenths(miles: &str) -> i32 {
    // Some vectors write a text ("XX1") where only matters that there is a distance.
    let miles = miles.parse::<f64>().unwrap_or(1.0);
    (miles * 10.0).round() as i32
}
