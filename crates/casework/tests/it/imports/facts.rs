//! Our own format: every kind of fact, people by any identifier, corrections by id, and lines that cannot be read.

use casework::import::{ImportKind, Upload};
use leaving_care::{Severity, person::IdentifierKind};

use super::{confirmed, counts, file, upload};
use crate::site::{LANCASHIRE, at, on_each_engine};

fn lines(text: &str) -> Upload {
    upload(ImportKind::Facts, vec![file("facts.jsonl", text)])
}

const LIFE: &str = r#"{"person": {"local_id": "A-1", "upn": "A820207563023", "date_of_birth": "2005-06-15", "details": {"given_name": "Alex", "family_name": "Made-Up", "locality": "North"}}}
{"person": {"local_id": "A-1"}, "fact": {"kind": "placement", "code": "C2 U4 E4", "starts_on": "2015-02-01", "ends_on": "2023-06-15"}}
{"person": {"upn": "A820207563023"}, "fact": {"kind": "activity", "code": "G5", "starts_on": "2024-11-02"}}
{"person": {"local_id": "A-1"}, "fact": {"kind": "activity", "code": "F5 30", "starts_on": "2025-03-01", "id": "job-77", "details": {"provider": "Made-Up Bakery", "role": "Baker", "wage_pence_an_hour": 1221}}}

{"person": {"local_id": "A-1"}, "fact": {"kind": "accommodation", "code": "U1", "starts_on": "2023-06-15", "details": {"postcode": "AB1 2CD"}}}
{"person": {"local_id": "A-1"}, "fact": {"kind": "in_touch", "code": "YES", "starts_on": "2023-06-15"}}
{"person": {"local_id": "a-1"}, "fact": {"kind": "allocation", "code": "personal_adviser", "worker": "Sam Made-Up", "team": "Leaving care", "starts_on": "2021-06-15"}}
{"person": {"local_id": "A-1"}, "fact": {"kind": "reported_care_leaver", "code": "oc3 2025", "starts_on": "2024-06-15"}}
{"person": {"local_id": "A-1"}, "contact": {"happened_on": "2025-03-04", "channel": "phone", "outcome": "took_part", "worker": "Sam Made-Up", "note": "Talked about the first week."}}
"#;

#[tokio::test]
async fn every_kind_is_taken_once() {
    on_each_engine(async |site| {
        let first = confirmed(&at(1), site, &lines(LIFE)).await;
        assert!(first.findings.is_empty(), "{:#?}", first.findings);
        assert_eq!((first.people, first.new_people, first.rows_read), (1, 1, 9));
        assert_eq!(counts(&first), (7, 0, 0));
        let spells = site.spells_by(IdentifierKind::LocalId).await;
        assert_eq!(spells["A-1"], [
            r#"accommodation U1 2023-06-15 to now {"postcode":"AB1 2CD"}"#,
            r#"activity F5 30 2025-03-01 to now {"provider":"Made-Up Bakery","role":"Baker","wage_pence_an_hour":1221}"#,
            "activity G5 2024-11-02 to now {}",
            r#"allocation personal_adviser 00000000000000000000000000000000 2021-06-15 to now {"worker_name":"Sam Made-Up","team":"Leaving care"}"#,
            "in_touch YES 2023-06-15 to now {}",
            "placement C2 U4 E4 2015-02-01 to 2023-06-15 {}",
            "reported_care_leaver oc3 2025 2024-06-15 to now {}",
        ]);
        let kept = site.people().await;
        assert!(kept.contains("Talked about the first week."));
        let second = confirmed(&at(2), site, &lines(LIFE)).await;
        assert_eq!(counts(&second), (0, 0, 7));
        assert_eq!(site.people().await, kept);
        // Named the other way round it is the same person with the same facts.
        let renamed = LIFE.replace(r#"{"local_id": "A-1"}"#, r#"{"upn": "A820207563023"}"#);
        assert_eq!(counts(&confirmed(&at(3), site, &lines(&renamed)).await), (0, 0, 7));
        assert_eq!(site.people().await, kept);
    })
    .await;
}

#[tokio::test]
async fn a_known_id_takes_the_place_of_the_fact_before() {
    on_each_engine(async |site| {
        confirmed(&at(1), site, &lines(LIFE)).await;
        let corrected = LIFE.replace("\"F5 30\", \"starts_on\": \"2025-03-01\"", "\"P5 14\", \"starts_on\": \"2025-03-08\", \"ends_on\": \"2025-09-01\"");
        let report = confirmed(&at(2), site, &lines(&corrected)).await;
        assert_eq!(counts(&report), (0, 1, 6));
        let spells = site.spells_by(IdentifierKind::LocalId).await;
        let jobs: Vec<&String> = spells["A-1"].iter().filter(|line| line.contains("Bakery")).collect();
        assert_eq!(jobs.len(), 1);
        assert!(jobs[0].starts_with("activity P5 14 2025-03-08 to 2025-09-01"));
        let before = site.spells_known(LANCASHIRE, IdentifierKind::LocalId, Some(at(1).moment.now)).await;
        assert!(before["A-1"].iter().any(|line| line.starts_with("activity F5 30 2025-03-01 to now")));
        // Twice in one file: the later line counts.
        let twice = r#"{"person": {"local_id": "A-1"}, "fact": {"kind": "activity", "code": "F1", "starts_on": "2025-10-01", "id": "x"}}
{"person": {"local_id": "A-1"}, "fact": {"kind": "activity", "code": "F2", "starts_on": "2025-10-01", "id": "x"}}"#;
        assert_eq!(confirmed(&at(3), site, &lines(twice)).await.written, 1);
        let spells = site.spells_by(IdentifierKind::LocalId).await;
        assert!(spells["A-1"].contains(&"activity F2 2025-10-01 to now {}".to_owned()));
    })
    .await;
}

/// Two who turn out to be one, in the file or in the records, are one from then on.
#[tokio::test]
async fn people_are_joined_by_what_they_share() {
    on_each_engine(async |site| {
        let text = r#"{"person": {"local_id": "B-1", "date_of_birth": "2005-06-15"}}
{"person": {"uln": "1000000001", "date_of_birth": "2005-06-15"}, "fact": {"kind": "activity", "code": "G5", "starts_on": "2024-11-02"}}
{"person": {"local_id": "B-1", "uln": "1000000001"}, "fact": {"kind": "in_touch", "code": "YES", "starts_on": "2024-11-02"}}
{"person": {"uln": "1000000001"}, "fact": {"kind": "accommodation", "code": "U1", "starts_on": "2024-11-02"}}"#;
        let first = confirmed(&at(1), site, &lines(text)).await;
        assert_eq!((first.people, first.new_people, first.written), (1, 1, 3), "{:#?}", first.findings);
        let kept = site.people().await;
        // The lines alone, without the one that joins them: the records know that they are one.
        let apart: String = text.lines().filter(|line| !line.contains("in_touch")).collect::<Vec<_>>().join("\n");
        let again = confirmed(&at(2), site, &lines(&apart)).await;
        assert_eq!((again.people, again.new_people, again.written, again.corrected), (1, 0, 0, 0));
        assert_eq!(site.people().await, kept);
    })
    .await;
}

#[tokio::test]
async fn a_secret_number_is_written_nowhere() {
    on_each_engine(async |site| {
        let text = r#"{"person": {"ni_number": "QQ 12 34 56 C", "date_of_birth": "2005-06-15"}, "fact": {"kind": "activity", "code": "G5", "starts_on": "2024-11-02"}}
{"person": {"ni_number": "QQ 12 34 56 C"}, "fact": {"kind": "activity", "code": "no such code", "starts_on": "2024-11-02"}}
{"person": {"ni_number": "QQ 65 43 21 A"}, "fact": {"kind": "activity", "code": "G5", "starts_on": "2024-11-02"}}"#;
        for second in 1..3 {
            let report = confirmed(&at(second), site, &lines(text)).await;
            assert_eq!(report.findings.len(), 2, "{:#?}", report.findings);
            assert_eq!(report.people, 1);
            let written = format!("{:?}{}", report, site.everything().await).replace(' ', "");
            assert!(!written.contains("QQ123456C") && !written.contains("QQ654321A"), "{written}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_line_that_cannot_be_read_is_said_and_the_others_are_taken() {
    on_each_engine(async |site| {
        let good = r#"{"person": {"local_id": "C-1", "date_of_birth": "2005-06-15"}}"#;
        let bad = [
            ("not json", ""),
            ("{}", ""),
            ("[1, 2]", ""),
            (r#"{"person": {}}"#, "person"),
            (r#"{"person": {"local_id": " \u0000 "}}"#, "person"),
            (r#"{"person": {"local_id": "C-1", "shoe_size": 5}}"#, ""),
            (r#"{"person": {"local_id": "C-1", "details": {"given_name": "X"}}}"#, "date_of_birth"),
            (r#"{"person": {"local_id": "C-1", "date_of_birth": "2005-06-15", "details": {"given_name": 5}}}"#, "details"),
            (r#"{"person": {"local_id": "C-1", "date_of_birth": "9999-06-15"}}"#, "date_of_birth"),
            (r#"{"person": {"local_id": "C-1"}, "fact": {"kind": "activity", "code": "Q1", "starts_on": "2024-01-01"}}"#, "code"),
            (r#"{"person": {"local_id": "C-1"}, "fact": {"kind": "hobby", "code": "G5", "starts_on": "2024-01-01"}}"#, ""),
            (r#"{"person": {"local_id": "C-1"}, "fact": {"kind": "activity", "code": "G5", "starts_on": "2024-02-30"}}"#, ""),
            (r#"{"person": {"local_id": "C-1"}, "fact": {"kind": "activity", "code": "G5", "starts_on": "-009999-01-01"}}"#, "starts_on"),
            (r#"{"person": {"local_id": "C-1"}, "fact": {"kind": "activity", "code": "G5", "starts_on": "2024-01-02", "ends_on": "2024-01-02"}}"#, "ends_on"),
            (r#"{"person": {"local_id": "C-1"}, "fact": {"kind": "activity", "code": "G5", "starts_on": "2024-01-01", "details": {"colour": "red"}}}"#, "details"),
            (r#"{"person": {"local_id": "C-1"}, "fact": {"kind": "activity", "code": "F5", "starts_on": "2024-01-01", "details": {"wage_pence_an_hour": -5}}}"#, "details"),
            (r#"{"person": {"local_id": "C-1", "date_of_birth": "2005-06-15", "details": {"given_nam": "X"}}}"#, "details"),
            (r#"{"person": {"local_id": "C-1"}, "fact": {"kind": "allocation", "code": "personal_adviser", "starts_on": "2024-01-01"}}"#, "worker"),
            (r#"{"person": {"local_id": "C-1"}, "contact": {"happened_on": "2024-01-01", "channel": "fax", "outcome": "took_part"}}"#, "channel"),
            (r#"{"person": {"local_id": "C-1"}, "contact": {"happened_on": "2024-01-01", "channel": "phone", "outcome": "maybe"}}"#, "outcome"),
            (r#"{"person": {"local_id": "C-1"}, "contact": {"happened_on": "0001-01-01", "channel": "phone", "outcome": "no_reply"}}"#, "happened_on"),
        ];
        let bad_lines = bad.map(|(line, _)| line).join("\n");
        let long = "x".repeat(2 * 1024 * 1024);
        let text = format!("{bad_lines}\n{good}\n\u{fffd}\n{{\"person\": {{\"local_id\": \"{long}\"}}}}\n");
        let mut bytes = text.into_bytes();
        bytes.extend([0xff, 0xfe, b'\n']);
        let report = confirmed(&at(1), site, &upload(ImportKind::Facts, vec![file("facts.jsonl", bytes)])).await;
        assert_eq!((report.people, report.new_people, report.written), (1, 1, 0));
        for ((line, column), row) in bad.iter().zip(1..) {
            let finding = report.findings.iter().find(|finding| finding.row == Some(row));
            let finding = finding.unwrap_or_else(|| panic!("row {row}: {line}"));
            assert_eq!((finding.severity, finding.column.as_str()), (Severity::Error, *column), "{line}: {finding:?}");
        }
        assert_eq!(report.findings.len(), bad.len() + 3);
    })
    .await;
}

/// What PostgreSQL does not keep is left out on both engines alike.
#[tokio::test]
async fn nul_is_left_out() {
    on_each_engine(async |site| {
        let text = r#"{"person": {"local_id": "D\u0000-1", "date_of_birth": "2005-06-15", "details": {"given_name": "A\u0000lex", "locality": "No\u0000rth"}}, "fact": {"kind": "activity", "code": "G5", "starts_on": "2024-01-01", "id": "x\u0000y", "details": {"note": "a\u0000b"}}}
{"person": {"local_id": "D-1"}, "fact": {"kind": "allocation", "code": "social_worker", "worker": "Sa\u0000m", "team": "T\u0000", "starts_on": "2024-01-01"}}
{"person": {"local_id": "D-1"}, "contact": {"happened_on": "2025-03-04", "channel": "phone", "outcome": "took_part", "worker": "S\u0000", "note": "n\u0000"}}"#;
        let first = confirmed(&at(1), site, &lines(text)).await;
        assert_eq!((first.people, first.written), (1, 2), "{:#?}", first.findings);
        let kept = site.people().await;
        assert_eq!(counts(&confirmed(&at(2), site, &lines(text)).await), (0, 0, 2));
        assert_eq!(site.people().await, kept);
        let person = store::person::all_current(&site.db, LANCASHIRE).await.unwrap().remove(0);
        assert_eq!((person.details.given_name.as_str(), person.details.locality.as_str()), ("Alex", "North"));
    })
    .await;
}
