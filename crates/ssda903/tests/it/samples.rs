//! The two published samples are read whole, with the counts that were measured in them by other means.

use std::collections::{BTreeMap, BTreeSet};

use ssda903::{ReadOptions, Reading, Severity, Table, read, usable};

use crate::{brief, count, fixture_files};

fn rows_of(reading: &Reading) -> BTreeMap<Table, u64> {
    let mut rows = BTreeMap::new();
    for file in &reading.files {
        *rows
            .entry(file.table.expect("every file of a sample is a table"))
            .or_default() += file.rows;
    }
    rows
}

#[test]
fn five_years_are_read_with_their_years() {
    let reading = read(
        &fixture_files("ssda903_sample_5yr", "csv", ""),
        &ReadOptions::default(),
    );

    let years: Vec<(i16, usize)> = reading
        .years
        .iter()
        .map(|year| (year.year_ending, year.oc3.len()))
        .collect();
    assert_eq!(
        years,
        [(2018, 126), (2019, 96), (2020, 56), (2021, 40), (2022, 39)]
    );

    let children: BTreeSet<_> = reading
        .years
        .iter()
        .flat_map(|year| &year.header)
        .filter_map(|row| row.value.child.value())
        .collect();
    assert_eq!(children.len(), 820);

    let mut years_of_person: BTreeMap<_, usize> = BTreeMap::new();
    for row in reading.years.iter().flat_map(|year| usable(&year.oc3)) {
        *years_of_person
            .entry(row.value.child.value().unwrap())
            .or_default() += 1;
    }
    assert_eq!(years_of_person.len(), 249);
    assert_eq!(
        years_of_person
            .values()
            .filter(|years| **years == 2)
            .count(),
        108
    );
    assert_eq!(years_of_person.values().sum::<usize>(), 357);

    let findings = &reading.findings;
    for year in 2018..=2022 {
        let said = findings
            .iter()
            .filter(|finding| finding.reason.contains(&format!("to 31 March {year}")))
            .count();
        assert_eq!(said, 1, "how the year {year} was understood is said once");
    }
    // Counted in the files by another program.
    assert_eq!(count(findings, Severity::Warning, "ACTIV", "rule 344"), 119);
    assert_eq!(count(findings, Severity::Warning, "ACCOM", "rule 344"), 116);
    assert_eq!(count(findings, Severity::Warning, "ACTIV", "rule 345"), 5);
    assert_eq!(
        count(findings, Severity::Warning, "ACTIV", "superseded"),
        76
    );
    assert_eq!(
        count(
            findings,
            Severity::Warning,
            "ACCOM",
            "not a code that ACCOM can hold"
        ),
        24
    );
    assert_eq!(
        count(findings, Severity::Warning, "ACCOM", "S1 is not a code"),
        13
    );
    assert_eq!(count(findings, Severity::Warning, "DOB", "not 17 to 25"), 3);
    let errors: Vec<_> = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .cloned()
        .collect();
    assert!(errors.is_empty(), "{:#?}", brief(&errors));
}

#[test]
fn one_year_of_all_twelve_tables_is_read() {
    let options = ReadOptions {
        year_ending: Some(2018),
        ..ReadOptions::default()
    };
    let reading = read(&fixture_files("ssda903_sample", "csv", ""), &options);
    let rows: Vec<(Table, u64)> = rows_of(&reading).into_iter().collect();
    assert_eq!(
        rows,
        [
            (Table::Header, 2675),
            (Table::Episodes, 5050),
            (Table::Reviews, 12582),
            (Table::Uasc, 132),
            (Table::Oc2, 2675),
            (Table::Oc3, 53),
            (Table::Ad1, 29),
            (Table::PlacedForAdoption, 29),
            (Table::PreviousPermanence, 2675),
            (Table::Missing, 43),
            (Table::SocialWorkerEpisodes, 1),
            (Table::DeprivationOfLiberty, 1),
        ]
    );
    let [year] = reading.years.as_slice() else {
        panic!("one year")
    };
    assert_eq!(
        year.reviews.iter().filter(|row| !row.is_usable()).count(),
        2,
        "two reviews stand twice"
    );
    assert_eq!(
        count(&reading.findings, Severity::Warning, "ACTIV", "rule 344"),
        19
    );
    assert_eq!(
        count(&reading.findings, Severity::Warning, "ACTIV", "superseded"),
        12
    );
    assert_eq!(
        reading
            .files
            .iter()
            .filter(|file| file.encoding == "UTF-8 with byte-order mark")
            .count(),
        1
    );
}

#[test]
fn the_xml_sample_is_read() {
    let reading = read(
        &fixture_files("ssda903_sample", "xml", ""),
        &ReadOptions::default(),
    );
    let rows: Vec<(Table, u64)> = rows_of(&reading).into_iter().collect();
    assert_eq!(
        rows,
        [
            (Table::Header, 253),
            (Table::Episodes, 459),
            (Table::Reviews, 1206),
            (Table::Uasc, 12),
            (Table::Oc2, 253),
            (Table::Oc3, 6),
            (Table::Ad1, 3),
            (Table::PlacedForAdoption, 3),
            (Table::PreviousPermanence, 253),
            (Table::Missing, 6),
        ]
    );
    let [year] = reading.years.as_slice() else {
        panic!("one year")
    };
    assert_eq!(year.year_ending, 2018, "most dates inside point to it");
    assert_eq!(
        reading
            .findings
            .iter()
            .filter(|finding| finding.reason.contains("No year was given"))
            .count(),
        1
    );

    // 122 children have a score and 131 a reason instead: where an element is missing, nothing leaks from another child.
    let scores = year
        .oc2
        .iter()
        .filter(|row| !row.value.difficulties_score.is_blank())
        .count();
    let reasons = year
        .oc2
        .iter()
        .filter(|row| !row.value.reason_without_score.is_blank())
        .count();
    assert_eq!((scores, reasons), (122, 131));
    let first = &year.header[0];
    assert_eq!(
        (first.value.child.as_written().as_ref(), first.line),
        ("907440", 2),
        "children are counted where the file is one line"
    );
    assert!(
        year.episodes
            .iter()
            .all(|row| !row.value.placement.is_unreadable()),
        "PL is PLACE"
    );
}
