//! Separated files as councils' systems, spreadsheets and accidents make them.

use ssda903::{InputFile, ReadOptions, Severity, Table, read};

use crate::{count, expect_findings, file, read_texts};

const HEADER: (&str, &str) = (
    "header.csv",
    "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n1,1,01/05/2004,WBRI,,,\n2,2,02/05/2004,WBRI,,,\n",
);

/// Reads an OC3 file beside a Header with the children 1 and 2, and expects its children and findings.
fn check(text: &str, children: &[&str], expected: &[(&str, &str)]) {
    let reading = read_texts(&[HEADER, ("oc3.csv", text)]);
    let found: Vec<_> = reading
        .years
        .iter()
        .flat_map(|year| ssda903::usable(&year.oc3))
        .map(|row| row.value.child.value().unwrap().to_string())
        .collect();
    assert_eq!(found, children, "{text:?}");
    expect_findings(&reading.findings, expected, text);
}

#[test]
fn columns_may_stand_in_any_order_case_and_company() {
    check(
        "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n1,01/05/2004,YES,F1,U1\n",
        &["1"],
        &[],
    );
    check(
        "accom,activ,in_touch,dob,child\nU1,F1,YES,01/05/2004,1\n",
        &["1"],
        &[],
    );
    check(
        "CHILD;DOB;IN_TOUCH;ACTIV;ACCOM\n1;01/05/2004;YES;F1;U1\n",
        &["1"],
        &[],
    );
    check(
        "CHILD\tDOB\tIN_TOUCH\tACTIV\tACCOM\n1\t01/05/2004\tYES\tF1\tU1\n",
        &["1"],
        &[],
    );
    check(
        "\"Child\",\"Dob\",\"In Touch\",\"Activ\",\"Accom\"\r\n\"1\",\"01/05/2004\",\"YES\",\"F1\",\"U1\"\r\n",
        &["1"],
        &[],
    );
    check(
        "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM,TEAM\n1,01/05/2004,YES,F1,U1,North\n",
        &["1"],
        &[("Note 1 ", "columns that the collection does not know")],
    );
    check(
        "CHILD,DOB,IN_TOUCH,ACCOM\n1,01/05/2004,YES,U1\n",
        &["1"],
        &[
            ("Warning 1 ACTIV", "missing"),
            ("Warning 2 ACTIV", "rule 153"),
        ],
    );
    check(
        "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM,ACTIV\n1,01/05/2004,YES,F1,U1,F2\n",
        &["1"],
        &[("Warning 1 ACTIV", "twice")],
    );
}

#[test]
fn a_table_that_is_none_of_the_twelve_is_refused() {
    let refused = [("Error 1 ", "none of the twelve")];
    check("NAME,AGE\nSomebody,12\n", &[], &refused);
    check(
        "DOB,IN_TOUCH,ACTIV,ACCOM\n01/05/2004,YES,F1,U1\n",
        &[],
        &refused,
    );
    check("CHILD,SEX,DOB\n1,1,01/05/2004\n", &[], &refused);
    check("1,01/05/2004,YES,F1,U1\n", &[], &refused);
    check("{\"json\": true}", &[], &refused);
    check("", &[], &[("Error - ", "empty")]);
    check(
        "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n",
        &[],
        &[("Note - ", "no rows")],
    );
    check(
        "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n\n,,,,\n \n",
        &[],
        &[("Note - ", "no rows")],
    );
}

#[test]
fn the_columns_are_believed_before_the_name() {
    let oc3 = "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n1,01/05/2004,YES,F1,U1\n";
    let reading = read_texts(&[HEADER, ("oc2.csv", oc3)]);
    expect_findings(
        &reading.findings,
        &[("Note - ", "name of the file")],
        "oc2.csv",
    );
    assert_eq!(reading.files[1].table, Some(Table::Oc3));
}

#[test]
fn rows_are_judged_one_by_one() {
    let head = "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n";
    let good = "1,01/05/2004,YES,F1,U1\n";
    let check = |rows: &str, children: &[&str], expected: &[(&str, &str)]| {
        check(&format!("{head}{rows}"), children, expected);
    };
    check(&format!("\n\n{good}"), &["1"], &[]);
    check(
        "1,01/05/2004,YES,F1\n",
        &["1"],
        &[
            ("Warning 2 ", "fewer cells"),
            ("Warning 2 ACCOM", "rule 153"),
        ],
    );
    check(
        &format!("F1,U1\n{good}"),
        &["1"],
        &[("Error 2 ", "looks torn"), ("Warning 2 DOB", "not a date")],
    );
    check("1,01/05/2004,YES,F1,U1,,,\n", &["1"], &[]);
    check(
        &format!("1,01/05/2004,NO,YES,F1,U1\n{good}"),
        &["1"],
        &[
            ("Error 2 ", "more cells"),
            ("Warning 2 ACTIV", "not a code"),
            ("Warning 2 ACCOM", "not a code"),
        ],
    );
    check(
        &format!(",01/05/2004,YES,F1,U1\n{good}"),
        &["1"],
        &[("Error 2 CHILD", "which child")],
    );
    check(
        &format!("\"1\n9\",01/05/2004,YES,F1,U1\n{good}"),
        &["1"],
        &[("Error 2 CHILD", "cannot be a child's identifier")],
    );
    check(
        &format!("{head}{good}"),
        &["1"],
        &[("Note 2 ", "once more")],
    );
    check(
        &format!("{good}{good}"),
        &["1"],
        &[("Warning 3 ", "same as an earlier one")],
    );
    check(
        &format!("{good}1,1/5/2004,yes,f1,u1\n"),
        &["1"],
        &[
            ("Note 3 DOB", "not written DD/MM/YYYY"),
            ("Note 3 IN_TOUCH", "small letters"),
            ("Note 3 ACTIV", "small letters"),
            ("Note 3 ACCOM", "small letters"),
            ("Warning 3 ", "same as an earlier one"),
        ],
    );
    check(
        "1 ,01/05/2004, YES,F1,U1\n",
        &["1"],
        &[("Note 2 CHILD", "Spaces"), ("Note 2 IN_TOUCH", "Spaces")],
    );
    check(
        "1,2004-05-01,YES,F1,U1\n",
        &["1"],
        &[("Note 2 DOB", "not written DD/MM/YYYY")],
    );
    check(
        "1,30/02/2004,YES,F1,U1\n",
        &["1"],
        &[("Warning 2 DOB", "not a date")],
    );
    check(
        "1,01/05/04,YES,F1,U1\n",
        &["1"],
        &[("Warning 2 DOB", "not a date")],
    );
    check(
        "1,\"01/05/2004,YES,F1,U1\n2,02/05/2004,YES,F1,U1\n",
        &["1", "2"],
        &[("Warning 2 ", "does not close")],
    );
    check(
        &format!("{}\n{good}", "9".repeat(1_000_001)),
        &["1"],
        &[("Error 2 ", "longer than a megabyte")],
    );
}

#[test]
fn contradictory_rows_name_each_other_and_are_not_believed() {
    let text = "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n1,01/05/2004,YES,F1,U1\n2,02/05/2004,YES,F1,U1\n1,01/05/2004,YES,G5,U1\n";
    check(
        text,
        &["2"],
        &[
            ("Error 2 CHILD", "several rows"),
            ("Error 4 CHILD", "several rows"),
        ],
    );
    let reading = read_texts(&[HEADER, ("oc3.csv", text)]);
    assert!(
        reading.findings[0].remedy.contains("row 4 of oc3.csv"),
        "{}",
        reading.findings[0].remedy
    );
    assert!(
        reading.findings[1].remedy.contains("row 2 of oc3.csv"),
        "{}",
        reading.findings[1].remedy
    );
}

#[test]
fn two_files_of_one_table_are_joined_and_said() {
    let first = (
        "oc3_a.csv",
        "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n1,01/05/2004,YES,F1,U1\n",
    );
    let second = (
        "oc3_b.csv",
        "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n2,02/05/2004,YES,F1,U1\n",
    );
    let reading = read_texts(&[HEADER, first, second]);
    expect_findings(
        &reading.findings,
        &[("Warning - ", "same table")],
        "two files",
    );
    assert_eq!(reading.years[0].oc3.len(), 2);
}

#[test]
fn characters_may_be_written_in_several_ways() {
    let text = "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\nZoë1,01/05/2004,YES,F1,U1\n";
    let check = |bytes: Vec<u8>, encoding: &str| {
        let reading = read(
            &[InputFile {
                name: "2024/oc3.csv".into(),
                bytes,
            }],
            &ReadOptions::default(),
        );
        assert_eq!(reading.files[0].encoding, encoding);
        assert_eq!(
            reading.years[0].oc3[0].value.child.as_written(),
            "Zoë1",
            "{encoding}"
        );
        assert_eq!(
            count(&reading.findings, Severity::Note, "", "Windows-1252"),
            usize::from(encoding == "Windows-1252")
        );
    };
    check(text.as_bytes().to_vec(), "UTF-8");
    check(
        [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        "UTF-8 with byte-order mark",
    );
    check(
        text.chars()
            .map(|character| u8::try_from(character).unwrap())
            .collect(),
        "Windows-1252",
    );
    check(
        [0xFEFF]
            .into_iter()
            .chain(text.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect(),
        "UTF-16 little-endian",
    );
    check(
        [0xFEFF]
            .into_iter()
            .chain(text.encode_utf16())
            .flat_map(u16::to_be_bytes)
            .collect(),
        "UTF-16 big-endian",
    );
}

#[test]
fn a_large_file_is_refused_unread() {
    let oc3 = file(
        "2024/oc3.csv",
        "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n1,01/05/2004,YES,F1,U1\n",
    );
    let size = oc3.bytes.len();
    let check = |largest_file_bytes: usize, years: usize| {
        let reading = read(
            std::slice::from_ref(&oc3),
            &ReadOptions {
                largest_file_bytes,
                ..ReadOptions::default()
            },
        );
        assert_eq!(reading.years.len(), years, "{largest_file_bytes}");
        assert_eq!(
            count(&reading.findings, Severity::Error, "", "bytes"),
            1 - years
        );
    };
    check(size - 1, 0);
    check(size, 1);
    check(size + 1, 1);
}

#[test]
fn a_thousand_of_a_kind_become_one() {
    let rows: Vec<String> = (0..5_000)
        .map(|child| format!("{child},01/05/2004,DIED,F1,0"))
        .collect();
    let reading = read_texts(&[(
        "oc3.csv",
        &format!("CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n{}\n", rows.join("\n")),
    )]);
    expect_findings(
        &reading.findings,
        &[
            ("Note - ", "No Header"),
            ("Warning 2 ACTIV", "found 5000 times"),
        ],
        "5,000 rows",
    );
    assert_eq!(reading.years[0].oc3.len(), 5_000);
}

#[test]
fn nothing_to_read_is_said() {
    expect_findings(
        &read_texts(&[]).findings,
        &[("Error - ", "no file")],
        "no file",
    );
}
