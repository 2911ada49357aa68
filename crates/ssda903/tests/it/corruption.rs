//! Whatever is written into one cell, reading answers, and no other child loses a row.

use std::collections::BTreeMap;

use proptest::prelude::*;
use ssda903::{InputFile, ReadOptions, Reading, read};

use crate::file;

const CHILDREN: usize = 12;
const COLUMNS: usize = 5;

fn cells() -> Vec<Vec<String>> {
    let header = ["CHILD", "DOB", "IN_TOUCH", "ACTIV", "ACCOM"]
        .map(String::from)
        .to_vec();
    let row = |child: usize| {
        vec![
            format!("C{child}"),
            format!("{:02}/05/2004", child + 1),
            "YES".into(),
            "G5".into(),
            "U1".into(),
        ]
    };
    [header].into_iter().chain((0..CHILDREN).map(row)).collect()
}

/// How the spoilt cell gets into the file: as it is, or as a careful program writes it.
#[derive(Debug, Clone, Copy)]
enum Writing {
    Raw,
    Quoted,
    AllQuoted,
}

fn csv(cells: &[Vec<String>], spoilt: (usize, usize), writing: Writing) -> String {
    let write = |place: (usize, usize), cell: &str| match writing {
        Writing::AllQuoted => format!(
            "\"{}\"",
            if place == spoilt {
                cell.replace('"', "\"\"")
            } else {
                cell.into()
            }
        ),
        Writing::Quoted if place == spoilt => format!("\"{}\"", cell.replace('"', "\"\"")),
        _ => cell.to_owned(),
    };
    let line = |row: usize, cells: &Vec<String>| {
        cells
            .iter()
            .enumerate()
            .map(|(column, cell)| write((row, column), cell))
            .collect::<Vec<_>>()
            .join(",")
    };
    cells
        .iter()
        .enumerate()
        .map(|(row, cells)| line(row, cells) + "\n")
        .collect()
}

fn xml(cells: &[Vec<String>], spoilt: (usize, usize), writing: Writing) -> String {
    let escape = |cell: &str| {
        cell.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
    };
    let write = |place, cell: &str| {
        if place == spoilt && matches!(writing, Writing::Raw) {
            cell.to_owned()
        } else {
            escape(cell)
        }
    };
    let names = ["CHILDID", "DOB", "IN_TOUCH", "ACTIV", "ACCOM"];
    let child = |row: usize, cells: &Vec<String>| {
        let fields = names
            .iter()
            .zip(cells)
            .enumerate()
            .map(|(column, (name, cell))| {
                format!("<{name}>{}</{name}>", write((row, column), cell))
            })
            .collect::<Vec<_>>()
            .concat();
        format!("<CHILD><HEADER>{fields}</HEADER></CHILD>\n")
    };
    let children: String = cells
        .iter()
        .enumerate()
        .skip(1)
        .map(|(row, cells)| child(row, cells))
        .collect();
    format!("<EXPSSDA903>\n{children}</EXPSSDA903>\n")
}

/// The OC3 rows of each child, as written.
fn rows_by_child(reading: &Reading) -> BTreeMap<String, Vec<[String; 4]>> {
    let mut rows: BTreeMap<String, Vec<[String; 4]>> = BTreeMap::new();
    for row in reading.years.iter().flat_map(|year| &year.oc3) {
        let value = &row.value;
        let cells = [
            value.date_of_birth.as_written(),
            value.in_touch.as_written(),
            value.activity.as_written(),
            value.accommodation.as_written(),
        ];
        rows.entry(value.child.as_written().into_owned())
            .or_default()
            .push(cells.map(std::borrow::Cow::into_owned));
    }
    rows
}

fn check_others_are_whole(text: &str, name: &str, cells: &[Vec<String>], spoilt_row: usize) {
    let options = ReadOptions {
        year_ending: Some(2024),
        ..ReadOptions::default()
    };
    let rows = rows_by_child(&read(&[file(name, text)], &options));
    for (row, cells) in cells
        .iter()
        .enumerate()
        .skip(1)
        .filter(|(row, _)| *row != spoilt_row)
    {
        let found = rows
            .get(&cells[0])
            .unwrap_or_else(|| panic!("row {row} is lost: {text:?}"));
        assert!(
            found.iter().any(|found| found.as_slice() == &cells[1..]),
            "row {row} has changed: {text:?}"
        );
    }
}

fn spoilt_text() -> impl Strategy<Value = String> {
    let nasty = "[\"',;\t\r\n<>&/!\\[\\]\\-=CHILDEXPSA903 a-zé€\u{0}\u{1F600}]{0,40}";
    let pieces = prop::sample::select(vec![
        "\"",
        "\"\"",
        "\",\"",
        "\n\"",
        "\"\n",
        "\r\n",
        "C3,04/05/2004,NO,0,0\n",
        "<CHILD>",
        "</CHILD>",
        "</EXPSSDA903>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<!DOCTYPE a [",
        "&lol;",
        "&#0;",
        "<?",
        "\u{feff}",
        "=cmd|' /C calc'!A0",
        "31/02/2004",
    ]);
    prop_oneof![
        ".*",
        nasty,
        prop::collection::vec(pieces, 1..6).prop_map(|pieces| pieces.concat()),
        (
            prop::sample::select(vec!["x", "\"", "é", "1,", "<a>", "\n"]),
            1..40_000_usize
        )
            .prop_map(|(piece, times)| piece.repeat(times)),
    ]
}

fn writing() -> impl Strategy<Value = Writing> {
    prop::sample::select(vec![Writing::Raw, Writing::Quoted, Writing::AllQuoted])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_spoilt_csv_cell_costs_no_other_child(row in 1..=CHILDREN, column in 0..COLUMNS, text in spoilt_text(), writing in writing()) {
        let mut cells = cells();
        cells[row][column] = text;
        check_others_are_whole(&csv(&cells, (row, column), writing), "oc3.csv", &cells, row);
    }

    #[test]
    fn a_spoilt_xml_field_costs_no_other_child(row in 1..=CHILDREN, column in 0..COLUMNS, text in spoilt_text(), writing in writing()) {
        let mut cells = cells();
        cells[row][column] = text;
        check_others_are_whole(&xml(&cells, (row, column), writing), "return.xml", &cells, row);
    }

    #[test]
    fn any_bytes_get_an_answer(start in prop::sample::select(vec![
        "", "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n", "CHILD;SEX;DOB;ETHNIC\n", "\u{feff}CHILD\tDECOM\tDEC\n", "<", "<EXPSSDA903>", "<EXPSSDA903><CHILD><HEADER>",
        "<?xml version='1.0'?><EXPSSDA903><CHILD>",
    ]), bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        let file = InputFile { name: "2024/oc3.csv".into(), bytes: [start.as_bytes(), &bytes].concat() };
        let reading = read(&[file], &ReadOptions::default());
        prop_assert_eq!(reading.files.is_empty(), false);
    }

    #[test]
    fn any_name_gets_an_answer(name in ".*", year in any::<i16>()) {
        let reading = read(&[file(&name, "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n1,01/05/2004,YES,F1,U1\n")], &ReadOptions { year_ending: Some(year), ..ReadOptions::default() });
        prop_assert_eq!(reading.files.len(), 1);
    }
}
