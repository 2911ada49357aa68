//! What is said about the content of OC3, Header and Episodes: one row here for each rule and each side of its boundary.

use ssda903::RowState;

use crate::{expect_findings, read_texts};

/// One OC3 row of a young person whom Header knows, born on 1 May 2004: 19 on 31 March 2024.
fn check(row: &str, expected: &[(&str, &str)]) {
    let header = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n1,1,01/05/2004,WBRI,,,\n";
    let reading = read_texts(&[
        ("header.csv", header),
        (
            "oc3.csv",
            &format!("CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n{row}\n"),
        ),
    ]);
    expect_findings(&reading.findings, expected, row);
    assert_eq!(
        reading.years[0].oc3.len(),
        1,
        "the row is read whatever is said about it"
    );
    let refused = expected.iter().any(|(start, _)| start.starts_with("Error"));
    assert_eq!(
        reading.years[0].oc3[0].state,
        if refused {
            RowState::Refused
        } else {
            RowState::Usable
        },
        "{row}"
    );
}

#[test]
fn outcomes_are_held_against_each_other() {
    let check = |outcome: &str, expected: &[(&str, &str)]| {
        check(&format!("1,01/05/2004,{outcome}"), expected);
    };
    check("YES,F1,U1", &[]);
    check("YES,0,U1", &[("Warning 2 ACTIV", "rule 345")]);
    check("YES,F1,0", &[("Warning 2 ACCOM", "rule 345")]);
    check(
        "YES,0,0",
        &[
            ("Warning 2 ACTIV", "rule 345"),
            ("Warning 2 ACCOM", "rule 345"),
        ],
    );
    check("NO,0,0", &[]);
    check("NO,G5,U1", &[]);
    check("REFU,0,0", &[]);
    check("NREQ,F5,0", &[]);
    check("DIED,0,0", &[]);
    check("RHOM,0,0", &[]);
    check("DIED,G5,0", &[("Warning 2 ACTIV", "rule 344")]);
    check("RHOM,0,B1", &[("Warning 2 ACCOM", "rule 344")]);
    check(
        "RHOM,F2,B1",
        &[
            ("Warning 2 ACTIV", "rule 344"),
            ("Warning 2 ACCOM", "rule 344"),
        ],
    );
    check("YES,F3,U1", &[("Warning 2 ACTIV", "superseded")]);
    check("YES,P3,U1", &[("Warning 2 ACTIV", "superseded")]);
    check("YES,F1,S1", &[("Warning 2 ACCOM", "S1 is not a code")]);
    check("YES,F1,X1", &[("Warning 2 ACCOM", "X1 is not a code")]);
    check("YES,F1,S2", &[]);
    check("YES,F1,01", &[("Warning 2 ACCOM", "not a code")]);
    check("MAYBE,F1,U1", &[("Warning 2 IN_TOUCH", "not a code")]);
    check("YES,F6,U1", &[("Warning 2 ACTIV", "not a code")]);
    check(",,", &[("Note 2 ", "all blank")]);
    check(
        "YES,,",
        &[
            ("Warning 2 ACTIV", "rule 153"),
            ("Warning 2 ACCOM", "rule 153"),
        ],
    );
    check(",F1,U1", &[("Warning 2 IN_TOUCH", "rule 153")]);
}

#[test]
fn the_person_is_held_against_header() {
    check(
        "1,02/05/2004,YES,F1,U1",
        &[("Error 2 DOB", "differs from the one in Header")],
    );
    check("1,,YES,F1,U1", &[]);
    check(
        "2,01/05/2004,YES,F1,U1",
        &[("Note 2 CHILD", "not in Header")],
    );
}

#[test]
fn header_is_held_against_itself() {
    let check = |second: &str, expected: &[(&str, &str)]| {
        let header = format!(
            "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n1,1,01/05/2004,WBRI,,,\n1,1,{second},WBRI,,1,\n"
        );
        expect_findings(
            &read_texts(&[("header.csv", &header)]).findings,
            expected,
            second,
        );
    };
    check("01/05/2004", &[]);
    check("02/05/2004", &[("Warning 3 DOB", "two dates of birth")]);
}

#[test]
fn the_age_on_31_march_is_looked_at() {
    let check = |born: &str, expected: &[(&str, &str)]| {
        let header = format!("CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n2,1,{born},WBRI,,,\n");
        let oc3 = format!("CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n2,{born},YES,F1,U1\n");
        let reading = read_texts(&[("header.csv", &header), ("oc3.csv", &oc3)]);
        let findings: Vec<_> = reading
            .findings
            .into_iter()
            .filter(|finding| finding.table == "OC3")
            .collect();
        expect_findings(&findings, expected, born);
    };
    // The year ends on 31 March 2024.
    check("01/04/2007", &[("Warning 2 DOB", "not 17 to 25")]);
    check("31/03/2007", &[]);
    check("30/03/2007", &[]);
    check("01/04/2002", &[]);
    check("31/03/2002", &[("Note 2 DOB", "22 to 25")]);
    check("01/04/1998", &[("Note 2 DOB", "22 to 25")]);
    check("31/03/1998", &[("Warning 2 DOB", "not 17 to 25")]);
    check("29/02/2004", &[]);
    check("31/03/2024", &[("Warning 2 DOB", "not 17 to 25")]);
    check(
        "01/04/2024",
        &[
            ("Warning 2 DOB", "after the end of the year"),
            ("Warning 2 DOB", "not 17 to 25"),
        ],
    );
    check(
        "01/01/1900",
        &[("Warning 2 DOB", "1900"), ("Warning 2 DOB", "not 17 to 25")],
    );
}

#[test]
fn episodes_run_forwards_and_use_the_codes_of_their_year() {
    let check = |start: &str, placement: &str, end: &str, expected: &[(&str, &str)]| {
        let head = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN";
        let reading = read_texts(&[(
            "episodes.csv",
            &format!("{head}\n1,{start},S,C2,N1,{placement},PR1,{end},CARPL,,,\n"),
        )]);
        expect_findings(
            &reading.findings,
            expected,
            &format!("{start} {placement} {end}"),
        );
    };
    check("01/06/2023", "U4", "02/06/2023,X1", &[]);
    check("01/06/2023", "U4", "01/06/2023,X1", &[]);
    check(
        "01/06/2023",
        "U4",
        "31/05/2023,X1",
        &[("Warning 2 DEC", "ends (DEC) before it begins")],
    );
    check("01/06/2023", "U4", ",", &[]);
    check("01/06/2023", "H5", ",", &[]);
    check("01/06/2023", "K3", ",", &[]);
    check(
        "01/06/2023",
        "Z11",
        ",",
        &[("Note 2 PLACE", "not yet in use")],
    );
    check("01/06/2023", "Q1", ",", &[("Note 2 PLACE", "superseded")]);
    check(
        "01/06/2023",
        "QQ",
        ",",
        &[("Warning 2 PLACE", "not a code")],
    );
    check(
        "01/06/2023",
        "U4",
        "02/06/2023,E43",
        &[("Note 2 REC", "superseded")],
    );
    check(
        "31/06/2023",
        "U4",
        ",",
        &[("Warning 2 DECOM", "not a date")],
    );
}
