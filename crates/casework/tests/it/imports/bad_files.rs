//! Files that are empty, cut off, something else or a trap: a finding says so, and nothing is written.

use std::io::Write;

use casework::import::ImportKind;
use leaving_care::Severity;
use zip::{ZipWriter, write::SimpleFileOptions};

use super::{confirmed, file, upload};
use crate::site::{Database, Site, at};

/// A small file that unpacks to 300 MB.
fn bomb() -> Vec<u8> {
    let mut archive = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive
        .start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default())
        .unwrap();
    let zeros = vec![b' '; 1024 * 1024];
    for _ in 0..300 {
        archive.write_all(&zeros).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[tokio::test]
async fn each_is_said_and_nothing_is_written() {
    let site = Site::open(Database::sqlite()).await;
    let workbook = include_bytes!("../../fixtures/Annex_A_2024_Jan.xlsx").as_slice();
    let cut_off = &workbook[..workbook.len() / 2];
    let mut damaged = workbook.to_vec();
    damaged[4_000..9_000].fill(0x55);
    let other_lists = super::annex_a::workbook(
        "List 9",
        &[vec!["Child Unique ID".into(), "Something else".into()]],
    );
    let oc3 = "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n1,04/05/2006,YES,G5,U1\n";
    let cases: Vec<(ImportKind, &str, Vec<u8>)> = vec![
        (ImportKind::AnnexA, "empty.xlsx", Vec::new()),
        (ImportKind::AnnexA, "cut off.xlsx", cut_off.to_vec()),
        (ImportKind::AnnexA, "damaged.xlsx", damaged),
        (ImportKind::AnnexA, "a table.xlsx", oc3.as_bytes().to_vec()),
        (ImportKind::AnnexA, "no list nine.xlsx", other_lists),
        (ImportKind::AnnexA, "bomb.xlsx", bomb()),
        (ImportKind::Ssd, "empty.csv", Vec::new()),
        (ImportKind::Ssd, "oc3.csv", oc3.as_bytes().to_vec()),
        (ImportKind::Ssd, "workbook.csv", workbook.to_vec()),
        (ImportKind::Facts, "empty.jsonl", Vec::new()),
        (ImportKind::Facts, "blank.jsonl", b"\n \n".to_vec()),
        (ImportKind::Facts, "workbook.jsonl", workbook.to_vec()),
        (ImportKind::Ssda903, "empty.csv", Vec::new()),
        (ImportKind::Ssda903, "workbook.csv", workbook.to_vec()),
        (
            ImportKind::Ssda903,
            "people.csv",
            b"pers_person_id,pers_dob\n1,2006-05-04\n".to_vec(),
        ),
        (
            ImportKind::Ssda903,
            "cut off.xml",
            b"<EXPSSDA903><CHILD><HEADER><CHILDID>1".to_vec(),
        ),
    ];
    let people_before = site.people().await;
    for (kind, name, bytes) in cases {
        let report = confirmed(&at(1), &site, &upload(kind, vec![file(name, bytes)])).await;
        let errors = report
            .findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error);
        assert!(errors.clone().count() > 0, "{kind:?} {name}: {report:#?}");
        for finding in errors {
            assert!(
                !finding.reason.is_empty() && !finding.remedy.is_empty(),
                "{finding:?}"
            );
        }
        assert_eq!(
            (report.people, report.written),
            (0, 0),
            "{kind:?} {name}: {report:#?}"
        );
    }
    assert_eq!(site.people().await, people_before);
    // No file at all.
    for kind in ImportKind::ALL {
        assert_eq!(
            confirmed(&at(1), &site, &upload(kind, Vec::new()))
                .await
                .people,
            0
        );
    }
    site.office.close().await;
}

/// Two files of one table and rows that stand there twice lose nothing and count once.
#[tokio::test]
async fn repeats_count_once() {
    let site = Site::open(Database::sqlite()).await;
    let header = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n1,1,04/05/2006,WBRI,,,\n";
    let oc3 = "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n1,04/05/2006,YES,G5,U1\n1,04/05/2006,YES,G5,U1\n";
    let other = "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n2,05/05/2006,YES,F2,U1\n";
    let mut twice = upload(
        ImportKind::Ssda903,
        vec![
            file("header.csv", header),
            file("oc3.csv", oc3),
            file("more/oc3.csv", other),
        ],
    );
    twice.year_ending = Some(2025);
    let report = confirmed(&at(1), &site, &twice).await;
    assert_eq!(report.people, 2, "{:#?}", report.findings);
    let spells = site
        .spells_by(leaving_care::person::IdentifierKind::Ssda903Child)
        .await;
    assert_eq!(spells["1"].len(), 4, "{:#?}", spells["1"]);
    assert_eq!(spells["2"].len(), 4);
    assert!(!report.findings.is_empty());
    site.office.close().await;
}
