//! Returns written as CSV and XML: they read back to the same return, and the second writing is the first, byte for byte.

use proptest::prelude::*;
use ssda903::{
    InputFile, ReadOptions, Table, YearReturn, read,
    write::{write_csv, write_xml, written_rows},
};

use crate::{file, fixture_files};

const YEAR: i16 = 2027;

fn read_as(files: &[InputFile]) -> YearReturn {
    let options = ReadOptions {
        year_ending: Some(YEAR),
        ..ReadOptions::default()
    };
    read(files, &options).years.pop().unwrap_or_default()
}

fn csv_files(year: &YearReturn) -> Vec<InputFile> {
    let files = write_csv(year).into_iter();
    files
        .map(|(name, bytes)| InputFile {
            name: name.into(),
            bytes,
        })
        .collect()
}

fn xml_file(year: &YearReturn) -> Vec<InputFile> {
    vec![InputFile {
        name: "return.xml".into(),
        bytes: write_xml(year),
    }]
}

fn bytes_of(files: &[InputFile]) -> Vec<&[u8]> {
    files.iter().map(|file| file.bytes.as_slice()).collect()
}

/// Every cell of a table as it is written, row by row; XML puts the rows child by child, so that their order is no matter.
fn cells(year: &YearReturn, table: Table) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = written_rows(year, table)
        .iter()
        .map(|row| row.cells.iter().map(ToString::to_string).collect())
        .collect();
    rows.sort_unstable();
    rows
}

/// The order of CSV is kept too.
fn rows_in_order(year: &YearReturn, table: Table) -> Vec<Vec<String>> {
    written_rows(year, table)
        .iter()
        .map(|row| row.cells.iter().map(ToString::to_string).collect())
        .collect()
}

/// Whoever has no row in Header gets one in XML that says only who they are.
fn without_empty_headers(mut rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
    rows.retain(|row| row.iter().skip(1).any(|cell| !cell.is_empty()));
    rows
}

fn check(year: &YearReturn, about: &str) {
    let csv = csv_files(year);
    let from_csv = read_as(&csv);
    for table in Table::ALL {
        assert_eq!(
            rows_in_order(&from_csv, table),
            rows_in_order(year, table),
            "{about}: {table} through CSV"
        );
    }
    assert_eq!(
        bytes_of(&csv_files(&from_csv)),
        bytes_of(&csv),
        "{about}: the second CSV"
    );

    let xml = xml_file(year);
    let from_xml = read_as(&xml);
    for table in Table::ALL {
        let (read, written) = (cells(&from_xml, table), cells(year, table));
        let (read, written) = if table == Table::Header {
            (without_empty_headers(read), without_empty_headers(written))
        } else {
            (read, written)
        };
        assert_eq!(read, written, "{about}: {table} through XML");
    }
    assert_eq!(
        bytes_of(&xml_file(&from_xml)),
        bytes_of(&xml),
        "{about}: the second XML"
    );
}

#[test]
fn made_up_returns_come_back_whole() {
    let mut rows = 0;
    for (folder, ending) in [
        ("ssda903_sample", "csv"),
        ("ssda903_sample", "xml"),
        ("made_up_three_years/2023", "csv"),
        ("made_up_three_years/2024", "csv"),
        ("made_up_three_years/2025", "csv"),
        ("returns/set00/this_year", "csv"),
        ("returns/set00/last_year", "csv"),
        ("returns/set03/this_year", "csv"),
        ("returns/set03/last_year", "csv"),
    ] {
        let year = read_as(&fixture_files(folder, ending, ""));
        rows += Table::ALL
            .iter()
            .map(|table| written_rows(&year, *table).len())
            .sum::<usize>();
        check(&year, folder);
    }
    assert!(rows > 2_000, "only {rows} rows were tried");
}

#[test]
fn the_files_are_as_the_department_names_their_columns() {
    let year = read_as(&[file(
        "oc3.csv",
        "ACCOM,CHILD,ACTIV,DOB,IN_TOUCH\nU1,77,=F2,1/4/2006, YES\n",
    )]);
    let written = write_csv(&year);
    let names: Vec<&str> = written.iter().map(|(name, _)| *name).collect();
    assert_eq!(names.len(), 12, "{names:?}");
    let oc3 = written
        .iter()
        .find(|(name, _)| *name == "oc3.csv")
        .map(|(_, bytes)| String::from_utf8(bytes.clone()).unwrap());
    // The faults are kept: they are for whoever sends the return to mend.
    assert_eq!(
        oc3.unwrap(),
        "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\r\n77,1/4/2006, YES,=F2,U1\r\n"
    );
    let earlier = YearReturn {
        year_ending: 2026,
        ..YearReturn::default()
    };
    assert_eq!(write_csv(&earlier).len(), 11, "DoLo began with 2027");
}

#[test]
fn rows_that_do_not_fit_into_the_header_keep_what_they_say() {
    let year = read_as(&[
        file(
            "header.csv",
            "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n1,F,01/02/2006,WBRI,UN1,0,\n1,M,02/02/2006,WBRI,,,\n2,M,03/02/2006,WBRI,,,\n",
        ),
        // Another birthday than in Header; twice; blank; nobody's; of somebody who is not in Header.
        file(
            "oc3.csv",
            "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n1,09/09/2006,YES,F2,U1\n1,01/02/2006,NO,0,0\n2,03/02/2006,,,\n,03/02/2006,YES,F1,B1\n3,,YES,G5,S2\n",
        ),
        file(
            "uasc.csv",
            "CHILD,SEX,DOB,DUC\n1,F,01/02/2006,\n2,F,03/02/2006,\n2,M,03/02/2006,01/01/2030\n",
        ),
        file(
            "dolo.csv",
            "CHILD,DOB,DOLO_START,DOLO_END\n2,03/02/2006,01/05/2026,\n 2,03/02/2006,01/05/2026,02/05/2026\n",
        ),
    ]);
    check(&year, "odd rows");
}

fn any_cell() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(vec![
            "", "", "YES", "NO", "F2", "0", "U1", "M", "01/04/2006", "1/4/2006", "2006-04-01", "31/02/2006", "zz/zz/2016", "WBRI",
            " padded ", "=1+1", "+44", "-5", "@x", "a,b", "\"quoted\"", "it's", "<b>&amp;", "]]>", "Siân", "\u{1}", "x\ty", "&#13;",
        ]).prop_map(str::to_owned),
        1 => "[ -~]{0,12}",
        1 => "[a-z,\"\r\n]{0,6}",
        1 => "\\PC{0,8}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// XML can hold any text in any cell; what came from there goes out to CSV and comes back.
    #[test]
    fn whatever_stands_in_the_cells_the_second_writing_is_the_first(
        rows in prop::collection::vec((0..12_usize, 0..4_u8, prop::collection::vec(any_cell(), 13)), 1..12),
    ) {
        let mut xml = String::from("<EXPSSDA903>");
        for (table, child, cells) in &rows {
            let table = Table::ALL[*table];
            let mut fields = String::new();
            for (column, cell) in table.columns().iter().zip(cells).skip(1) {
                fields.extend(["<", column, ">", &escaped(cell), "</", column, ">"]);
            }
            let element = table.element().unwrap_or(table.name());
            let inside = format!("<CHILDID>C{child}</CHILDID>{fields}");
            if table == Table::Header {
                xml.extend(["<CHILD><HEADER>", &inside, "</HEADER></CHILD>"]);
            } else {
                let of_child = format!("<CHILD><HEADER><CHILDID>C{child}</CHILDID><{element}>{inside}</{element}></HEADER></CHILD>");
                xml.push_str(&of_child);
            }
        }
        xml += "</EXPSSDA903>";
        let year = read_as(&[file("return.xml", &xml)]);
        for files in [csv_files(&year), xml_file(&year)] {
            let again = read_as(&files);
            let second = if files.len() == 1 { xml_file(&again) } else { csv_files(&again) };
            prop_assert_eq!(bytes_of(&second), bytes_of(&files));
            for table in Table::ALL {
                let spaces = |rows: Vec<Vec<String>>| -> Vec<Vec<String>> {
                    let one = |cell: &String| cell.replace(['\r', '\n'], " ").trim().to_owned();
                    let rows = rows.iter().map(|row| row.iter().map(one).collect()).collect();
                    if files.len() == 1 && table == Table::Header { without_empty_headers(rows) } else { rows }
                };
                let one_space = |rows: Vec<Vec<String>>| -> Vec<Vec<String>> {
                    rows.into_iter().map(|row| row.into_iter().map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" ")).collect()).collect()
                };
                let mut left = one_space(spaces(cells(&again, table)));
                let mut right = one_space(spaces(cells(&year, table)));
                left.sort_unstable();
                right.sort_unstable();
                prop_assert_eq!(left, right, "{}", table);
            }
        }
    }
}

fn escaped(cell: &str) -> String {
    cell.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('\r', "&#13;")
        .replace('\u{1}', "&#1;")
}
