//! The XML layout: what is missing stays missing, what is broken costs one child, and nothing is expanded.

use ssda903::{Cell, Severity};

use crate::{count, expect_findings, read_texts};

fn child(id: u32, inside: &str) -> String {
    format!(
        "<CHILD><HEADER><CHILDID>{id}</CHILDID><SEX>1</SEX><DOB>01/05/2004</DOB><ETHNIC>WBRI</ETHNIC>{inside}</CHILD>\n"
    )
}

const OC3: &str = "<IN_TOUCH>YES</IN_TOUCH><ACTIV>F1</ACTIV><ACCOM>U1</ACCOM></HEADER>";

/// Reads a return with these children and expects those that are left, and findings.
fn check(text: &str, children: &[&str], expected: &[(&str, &str)]) {
    let reading = read_texts(&[("return.xml", text)]);
    let found: Vec<_> = reading
        .years
        .iter()
        .flat_map(|year| &year.header)
        .map(|row| row.value.child.as_written().into_owned())
        .collect();
    assert_eq!(found, children, "{text}");
    expect_findings(&reading.findings, expected, text);
}

fn root(children: &str) -> String {
    format!("<?xml version='1.0' encoding='us-ascii'?>\n<EXPSSDA903>\n{children}</EXPSSDA903>\n")
}

#[test]
fn children_are_read_with_their_lines() {
    let text = root(&format!("{}{}", child(1, OC3), child(2, OC3)));
    check(&text, &["1", "2"], &[]);
    let reading = read_texts(&[("return.xml", &text)]);
    let lines: Vec<u64> = reading.years[0].oc3.iter().map(|row| row.line).collect();
    assert_eq!(lines, [3, 4]);
    check(&root(""), &[], &[]);
}

#[test]
fn what_is_missing_stays_missing() {
    let first = "<EPISODE><DECOM>01/06/2020</DECOM><LS>C2</LS><PL>U4</PL><DEC>01/06/2021</DEC><REC>X1</REC></EPISODE>";
    let second = "<EPISODE><DECOM>01/06/2021</DECOM><LS>C2</LS><PL>K2</PL></EPISODE>";
    let text = root(&format!(
        "{}{}",
        child(1, &format!("{OC3}{first}{second}")),
        child(2, "</HEADER>")
    ));
    let reading = read_texts(&[("return.xml", &text)]);
    let year = &reading.years[0];
    assert_eq!(
        (year.oc3.len(), year.episodes.len(), year.header.len()),
        (1, 2, 2)
    );
    assert_eq!(year.episodes[1].value.ceased_on, Cell::blank());
    assert_eq!(year.episodes[1].value.reason_ceased, Cell::blank());
    assert!(year.header[1].value.unique_pupil_number.is_blank());
    expect_findings(&reading.findings, &[], "missing elements");
}

#[test]
fn tables_without_a_known_element_are_recognised_by_their_fields() {
    let worker = "<ASWEPISODE><SW_ID>W1</SW_ID><SW_DECOM>01/06/2023</SW_DECOM></ASWEPISODE>";
    let strange = "<PETS><CAT>1</CAT></PETS><SHOE_SIZE>7</SHOE_SIZE>";
    let text = root(&child(1, &format!("{worker}{strange}{OC3}")));
    let reading = read_texts(&[("return.xml", &text)]);
    assert_eq!(
        reading.years[0].social_worker_episodes[0]
            .value
            .child
            .as_written(),
        "1"
    );
    expect_findings(
        &reading.findings,
        &[
            ("Note - PETS", "none of the twelve"),
            ("Note - ", "does not know"),
        ],
        "strange elements",
    );
}

#[test]
fn a_broken_child_costs_no_other() {
    let whole = child(9, OC3);
    let check = |broken: &str, reason: &str| {
        check(
            &root(&format!("{}{broken}{whole}", child(1, OC3))),
            &["1", "9"],
            &[("Error 4 ", reason)],
        );
    };
    check(&child(2, "</WRONG>"), "broken");
    check(&child(2, "<ACTIV>F1</ACCOM></HEADER>"), "broken");
    check(&child(2, "<ACTIV><ACTIV></HEADER>"), "broken");
    check(&child(2, "<ACTIV>a < b</ACTIV></HEADER>"), "broken");
    check(&child(2, "<!-- never closed </HEADER>"), "broken");
    check(&child(2, "<![CDATA[ never closed </HEADER>"), "broken");
    check(&child(2, "<!DOCTYPE x></HEADER>"), "document type");
    check(
        &child(2, &format!("{}</HEADER>", "<A>".repeat(20))),
        "nested too deeply",
    );
    check(
        "<CHILD><HEADER><CHILDID>2</CHILDID>",
        "Another child begins",
    );
    check(
        &child(
            2,
            &format!("<ACTIV>{}</ACTIV></HEADER>", "x".repeat(1_000_001)),
        ),
        "longer than a megabyte",
    );
}

#[test]
fn a_file_that_is_cut_short_is_said_so() {
    let text = root(&format!("{}{}", child(1, OC3), child(2, OC3)));
    let second = text.find("<CHILDID>2").unwrap();
    check(
        &text[..second],
        &["1"],
        &[
            ("Error - ", "ends before the return does"),
            ("Error 4 ", "in the middle of this child"),
        ],
    );
    check(
        text.trim_end().trim_end_matches("</EXPSSDA903>"),
        &["1", "2"],
        &[("Error - ", "ends before the return does")],
    );
    check(
        "<EXPSSDA903>",
        &[],
        &[("Error - ", "ends before the return does")],
    );
    check("<EXPSSDA9", &[], &[("Error - ", "not whole")]);
}

#[test]
fn what_is_no_return_is_refused() {
    check(
        "<html><CHILD/></html>",
        &[],
        &[("Error - ", "not an SSDA903 return")],
    );
    check("<", &[], &[("Error - ", "not whole")]);
    check("<!-- only a comment -->", &[], &[("Error - ", "not whole")]);
    let bomb =
        "<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;&b;\">]><EXPSSDA903>&c;</EXPSSDA903>";
    check(bomb, &[], &[("Error - ", "document type")]);
}

#[test]
fn entities_are_never_expanded() {
    let text = root(&child(1, "<UPN>A&amp;B &#65; &lol; &</UPN></HEADER>"));
    let reading = read_texts(&[("return.xml", &text)]);
    assert_eq!(
        reading.years[0].header[0]
            .value
            .unique_pupil_number
            .as_written(),
        "A&B A &lol; &"
    );
}

#[test]
fn many_broken_children_are_given_up() {
    let text = root(&"<CHILD><!-- ".repeat(5_000));
    let reading = read_texts(&[("return.xml", &text)]);
    assert_eq!(
        count(&reading.findings, Severity::Error, "", "Too many children"),
        1
    );
}
