//! One year's return, as it is handed in to be checked: its rows, how they are counted, and which tables came.

use std::collections::BTreeSet;

use ssda903::{Format, InputFile, RowState, Severity, Table, YearReading, read_year};

use crate::{count, expect_findings, file};

const LARGEST: usize = 1_000_000;

fn read_texts(files: &[(&str, &str)]) -> YearReading {
    let files: Vec<InputFile> = files.iter().map(|(name, text)| file(name, text)).collect();
    read_year(&files, 2027, LARGEST)
}

fn children<T>(rows: &[ssda903::Row<T>], child: impl Fn(&T) -> String) -> Vec<(u32, u64, String)> {
    rows.iter()
        .map(|row| (row.number, row.line, child(&row.value)))
        .collect()
}

#[test]
fn the_year_is_the_one_that_is_given() {
    let reading = read_texts(&[(
        "2019/2018-19_oc3.csv",
        "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n1,01/05/2008,YES,F1,U1\n",
    )]);
    assert_eq!(reading.year.year_ending, 2027);
    assert_eq!(reading.year.oc3.len(), 1);
    assert_eq!(reading.files[0].year_ending, Some(2027));
    expect_findings(&reading.findings, &[], "a name that tells another year");
}

#[test]
fn rows_are_counted_over_all_files_of_a_table() {
    let reading = read_texts(&[
        (
            "a/episodes.csv",
            "CHILD,DECOM\n\n1,01/05/2026\n,\n\n2,02/05/2026\nCHILD,DECOM\n,03/05/2026\n",
        ),
        ("header.csv", "CHILD,SEX,DOB,ETHNIC\n9,M,01/05/2010,WBRI\n"),
        ("b/episodes.csv", "DECOM;CHILD\n04/05/2026;4\n"),
    ]);
    let found = children(&reading.year.episodes, |row| {
        row.child.as_written().into_owned()
    });
    let expected = [(0, 3, "1"), (1, 6, "2"), (2, 8, ""), (3, 2, "4")];
    assert_eq!(
        found,
        expected.map(|(number, line, child)| (number, line, child.to_owned()))
    );
    assert_eq!(&*reading.year.episodes[3].file, "b/episodes.csv");
    assert_eq!(reading.year.header[0].number, 0);
    assert_eq!(
        count(&reading.findings, Severity::Warning, "", "same table"),
        1
    );
}

#[test]
fn a_table_without_rows_was_handed_in_all_the_same() {
    let check = |files: &[(&str, &str)], format: Format, tables: &[Table]| {
        let reading = read_texts(files);
        let expected: BTreeSet<Table> = tables.iter().copied().collect();
        assert_eq!(
            (reading.format, reading.tables),
            (format, expected),
            "{files:?}"
        );
    };
    let uasc = ("uasc.csv", "CHILD,SEX,DOB,DUC\n");
    let oc3 = (
        "oc3.csv",
        "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n1,01/05/2008,YES,F1,U1\n",
    );
    let xml = ("return.xml", "<EXPSSDA903></EXPSSDA903>");
    check(&[], Format::Separated, &[]);
    check(&[uasc], Format::Separated, &[Table::Uasc]);
    check(&[oc3, uasc], Format::Separated, &[Table::Uasc, Table::Oc3]);
    check(&[("oc3.csv", "NAME,AGE\nA,1\n")], Format::Separated, &[]);
    check(&[("oc3.csv", "")], Format::Separated, &[]);
    check(&[xml], Format::Xml, &Table::ALL);
    check(&[("return.xml", "<html></html>")], Format::Separated, &[]);
    check(&[oc3, xml], Format::Xml, &Table::ALL);
}

#[test]
fn nothing_is_judged_that_a_rule_judges() {
    let reading = read_texts(&[(
        "oc3.csv",
        "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n1,01/05/1900,YES,F1,\n1,01/05/1900,YES,F1,\n1,02/05/2008,NO,F1,U1\n",
    )]);
    expect_findings(
        &reading.findings,
        &[],
        "repeats, contradictions and a birth in 1900",
    );
    let usable = |row: &ssda903::Row<_>| row.state == RowState::Usable;
    assert!(reading.year.oc3.iter().all(usable));
}

#[test]
fn an_xml_element_that_is_missing_is_blank() {
    let reading = read_texts(&[(
        "return.xml",
        "<EXPSSDA903>
<CHILD><HEADER><CHILDID>1</CHILDID><DOB>01/05/2012</DOB><UASC>1</UASC><DUC>01/05/2030</DUC></HEADER>
  <EPISODE><DECOM>01/05/2026</DECOM><LS>C2</LS><PL>U4</PL></EPISODE>
  <EPISODE><DECOM>01/06/2026</DECOM></EPISODE>
  <SWEPISODE><SW_ID>W1</SW_ID><SW_DECOM>01/05/2026</SW_DECOM></SWEPISODE>
  <DOLO><DOLO_START>01/07/2026</DOLO_START></DOLO></CHILD>
<CHILD><HEADER><CHILDID>2</CHILDID><UASC>0</UASC></HEADER><SOMETHING><SW_ID>W2</SW_ID></SOMETHING><DOLO/><EPISODE/></CHILD>
<CHILD><HEADER><CHILDID>3</CHILDID></HEADER></CHILD>
</EXPSSDA903>",
    )]);
    let year = &reading.year;
    let flags: Vec<_> = year
        .header
        .iter()
        .map(|row| (row.number, row.value.asylum_flag.as_written()))
        .collect();
    assert_eq!(flags, [(0, "1".into()), (1, "0".into()), (2, "".into())]);
    assert!(year.header[1].value.date_of_birth.is_blank());
    assert_eq!(year.uasc.len(), 1);
    let second = &year.episodes[1];
    assert_eq!((second.number, second.line), (1, 4));
    assert!(second.value.legal_status.is_blank() && second.value.placement.is_blank());
    let workers: Vec<_> = year
        .social_worker_episodes
        .iter()
        .map(|row| (row.number, row.value.social_worker.as_written()))
        .collect();
    assert_eq!(workers, [(0, "W1".into()), (1, "W2".into())]);
    assert!(year.social_worker_episodes[1].value.started_on.is_blank());
    assert_eq!(year.deprivation_of_liberty.len(), 1);
    expect_findings(&reading.findings, &[], "a good return");
}

#[test]
fn csv_may_have_the_asylum_flag_and_need_not() {
    let check = |text: &str, flag: &str| {
        let reading = read_texts(&[("header.csv", text)]);
        let header = &reading.year.header[0].value;
        assert_eq!(header.asylum_flag.as_written(), flag);
        expect_findings(&reading.findings, &[], text);
    };
    let line = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB";
    check(&format!("{line}\n1,M,01/05/2010,WBRI,UN1,,\n"), "");
    check(&format!("{line},UASC\n1,M,01/05/2010,WBRI,UN1,,,1\n"), "1");
    check(&format!("UASC,{line}\n0,1,M,01/05/2010,WBRI,UN1,,\n"), "0");
}

#[test]
fn a_file_that_is_too_large_is_refused_unread() {
    let text = format!("CHILD,SEX,DOB,DUC\n{}", "1,M,01/05/2010,\n".repeat(100_000));
    let reading = read_texts(&[("uasc.csv", &text)]);
    assert!(reading.year.uasc.is_empty() && reading.tables.is_empty());
    expect_findings(
        &reading.findings,
        &[("Error", "more than 1000000")],
        "1.6 MB",
    );
}

/// Ten million rows are no return: a million are kept, which take 80 to 300 MB by table, and reading stops there.
#[test]
fn ten_million_rows_are_refused_beyond_the_first_million() {
    let text = format!("CHILD,DOB,DOLO_START\n{}", "1,,\n".repeat(10_000_000));
    let files = [file("dolo.csv", &text)];
    let reading = read_year(&files, 2027, usize::MAX);
    assert_eq!(reading.year.deprivation_of_liberty.len(), 1_000_000);
    assert_eq!(reading.files[0].rows, 1_000_000);
    assert_eq!(
        count(
            &reading.findings,
            Severity::Error,
            "",
            "more than 1000000 rows"
        ),
        1
    );
}

#[test]
fn a_child_of_a_hundred_thousand_elements_is_left_out() {
    let child = |elements: usize| {
        let episodes = "<EPISODE/>".repeat(elements);
        format!("<CHILD><HEADER><CHILDID>1</CHILDID></HEADER>{episodes}</CHILD>")
    };
    let check = |elements: usize, children: usize| {
        let text = format!(
            "<EXPSSDA903>{}<CHILD><HEADER><CHILDID>2</CHILDID></HEADER></CHILD></EXPSSDA903>",
            child(elements)
        );
        let reading = read_year(&[file("return.xml", &text)], 2027, usize::MAX);
        assert_eq!(reading.year.header.len(), children, "{elements}");
    };
    check(99_998, 2);
    check(99_999, 1);
}

#[test]
fn an_xml_return_may_end_anywhere() {
    let text = "<?xml version='1.0'?><EXPSSDA903><CHILD><HEADER><CHILDID>1</CHILDID><DOB>01/05/2012</DOB></HEADER><EPISODE><DECOM>01/05/2026</DECOM>\
                <!-- é --><LS>C&amp;2</LS></EPISODE></CHILD><CHILD><HEADER><CHILDID>2</CHILDID></HEADER></CHILD></EXPSSDA903>";
    for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
        let reading = read_texts(&[("return.xml", &text[..end])]);
        let whole = text[..end].matches("</CHILD>").count();
        assert_eq!(reading.year.header.len(), whole, "{end}");
        let said = reading
            .findings
            .iter()
            .any(|finding| finding.severity == Severity::Error);
        assert!(said, "{end}: it is not whole, and nothing says so");
    }
}
