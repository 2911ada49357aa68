//! Ofsted's Annex A, List 9: claims without history, that end when a later file says something else.

use calamine::{Data, Reader, Xlsx};
use casework::import::{ImportKind, Upload};
use jiff::civil::{Date, date};
use leaving_care::{Severity, person::IdentifierKind};

use super::{confirmed, counts, dry, file, reasons, upload};
use crate::site::{at, on_each_engine};

const LOCAL: IdentifierKind = IdentifierKind::LocalId;

/// Six made-up people; see the page of provenance beside it.
const WORKBOOK: &[u8] = include_bytes!("../../fixtures/Annex_A_2024_Jan.xlsx");

fn made_on(day: Date, bytes: &[u8]) -> Upload {
    Upload {
        made_on: Some(day),
        ..upload(ImportKind::AnnexA, vec![file("Annex_A.xlsx", bytes)])
    }
}

/// List 9 as text, to be changed and written again.
fn list_nine() -> Vec<Vec<String>> {
    let mut workbook = Xlsx::new(std::io::Cursor::new(WORKBOOK)).unwrap();
    let range = workbook.worksheet_range("List 9").unwrap();
    let day = |number: f64| {
        (date(1899, 12, 30)
            + jiff::Span::new().days(format!("{number:.0}").parse::<i32>().unwrap()))
        .to_string()
    };
    range
        .rows()
        .map(|row| {
            row.iter()
                .map(|cell| match cell {
                    Data::DateTime(moment) => day(moment.as_f64().floor()),
                    other => other.to_string(),
                })
                .collect()
        })
        .collect()
}

/// A workbook with one sheet.
pub fn workbook(sheet: &str, rows: &[Vec<String>]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let page = book.add_worksheet();
    page.set_name(sheet).unwrap();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            page.write_string(row, column, cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

#[tokio::test]
async fn six_people_are_claimed_and_a_second_time_nothing_changes() {
    on_each_engine(async |site| {
        let upload = made_on(date(2024, 1, 31), WORKBOOK);
        let first = confirmed(&at(1), site, &upload).await;
        assert_eq!((first.people, first.new_people, first.rows_read), (6, 6, 6));
        let spells = site.spells_by(LOCAL).await;
        assert_eq!(spells.len(), 6);
        for (child, expected) in [
            ("7961370", "activity F1 2024-01-31 to now {}"),
            ("7961370", "accommodation Y1 2024-01-31 to now {}"),
            ("10414520", "activity F2 2024-01-31 to now {}"),
            ("13782635", "activity G5 2024-01-31 to now {}"),
            ("13782635", "in_touch YES 2024-01-31 to now {}"),
            ("6102196", "activity F3 2024-01-31 to now {}"),
        ] {
            assert!(
                spells[child].iter().any(|line| line == expected),
                "{expected}: {:#?}",
                spells[child]
            );
        }
        assert!(
            !spells["4939073"]
                .iter()
                .any(|line| line.starts_with("activity"))
        );
        // Two of them have a code that was replaced.
        let replaced = reasons(&first, Severity::Warning)
            .into_iter()
            .filter(|reason| reason.contains("This code was replaced"))
            .count();
        assert_eq!(replaced, 2, "{:#?}", first.findings);
        let kept = site.people().await;
        let second = confirmed(&at(2), site, &upload).await;
        assert_eq!(
            (second.written, second.corrected, second.unchanged),
            (0, 0, first.written)
        );
        assert_eq!(site.people().await, kept);
    })
    .await;
}

#[tokio::test]
async fn a_later_file_ends_what_it_no_longer_claims() {
    on_each_engine(async |site| {
        confirmed(&at(1), site, &made_on(date(2024, 1, 31), WORKBOOK)).await;
        let first = site.spells_by(LOCAL).await;
        let mut rows = list_nine();
        let activity = rows[0]
            .iter()
            .position(|heading| heading.starts_with("Activity Status"))
            .unwrap();
        let child = rows.iter_mut().find(|row| row[0] == "13782635").unwrap();
        child[activity] = "F5: Full time in training or employment".into();
        let later = made_on(date(2024, 4, 30), &workbook("List 9", &rows));
        let report = confirmed(&at(2), site, &later).await;
        // The new one is written; the one before ends on the day of the file.
        assert_eq!((report.written, report.new_people), (1, 0));
        let second = site.spells_by(LOCAL).await;
        let activities: Vec<&String> = second["13782635"]
            .iter()
            .filter(|line| line.starts_with("activity"))
            .collect();
        assert_eq!(
            activities,
            [
                "activity F5 2024-04-30 to now {}",
                "activity G5 2024-01-31 to 2024-04-30 {}"
            ]
        );
        for (child, lines) in &first {
            assert!(child == "13782635" || second[child] == *lines, "{child}");
        }
        let again = confirmed(&at(3), site, &later).await;
        assert_eq!((again.written, again.corrected), (0, 0));
        // The file before, once more: known already, and the later one stands.
        let kept = site.people().await;
        let old = confirmed(&at(4), site, &made_on(date(2024, 1, 31), WORKBOOK)).await;
        assert_eq!((old.written, old.corrected), (0, 0));
        assert_eq!(site.people().await, kept);
        // An older file that says something else is left out, and said.
        let older = confirmed(&at(5), site, &made_on(date(2023, 12, 31), WORKBOOK)).await;
        assert_eq!((older.written, older.corrected), (0, 0));
        assert!(
            reasons(&older, Severity::Warning)
                .iter()
                .any(|reason| reason.contains("newer file"))
        );
        assert_eq!(site.people().await, kept);
    })
    .await;
}

#[tokio::test]
async fn odd_cells_are_findings_and_the_rest_is_taken() {
    on_each_engine(async |site| {
        let heading = list_nine().remove(0);
        let row = |cells: &[(&str, &str)]| -> Vec<String> {
            heading
                .iter()
                .map(|heading| {
                    let given = cells.iter().find(|(begins, _)| heading.starts_with(begins));
                    given.map_or_else(String::new, |(_, cell)| (*cell).to_owned())
                })
                .collect()
        };
        let rows = vec![
            heading.clone(),
            row(&[("Child Unique ID", ""), ("Date of Birth", "2006-05-04")]),
            row(&[
                ("Child Unique ID", "1"),
                ("Date of Birth", "not a day"),
                ("Activity", "G5"),
            ]),
            row(&[
                ("Child Unique ID", "2"),
                ("Date of Birth", "04/05/9999"),
                ("Activity", "G5"),
            ]),
            row(&[
                ("Child Unique ID", "3"),
                ("Date of Birth", "04/05/2006"),
                ("Activity", "Q9: no such"),
                ("Type of Accommodation", "?"),
                ("Suitability", "perhaps"),
                ("LA in Touch", "sometimes"),
                ("Eligibility", "somehow"),
                ("Latest Date of Contact", "1900-01-01"),
            ]),
            row(&[
                ("Child Unique ID", "4"),
                ("Date of Birth", "04/05/2006"),
                ("Activity", "G5: other"),
                ("Eligibility", "b) Former relevant"),
            ]),
        ];
        let upload = made_on(date(2026, 1, 31), &workbook("Care leavers", &rows));
        let kept = site.everything().await;
        let said = dry(&at(1), site, &upload).await;
        assert_eq!(site.everything().await, kept);
        let report = confirmed(&at(1), site, &upload).await;
        assert_eq!(counts(&report), counts(&said));
        assert_eq!(report.people, 2, "{:#?}", report.findings);
        for (row, column) in [
            (2, "Child Unique ID"),
            (3, "Date of Birth"),
            (4, "Date of Birth"),
            (5, "activity"),
            (5, "type of accommodation"),
            (5, "suitability of accommodation"),
            (5, "in touch"),
            (5, "eligibility"),
        ] {
            let is_there = report
                .findings
                .iter()
                .any(|finding| finding.row == Some(row) && finding.column == column);
            assert!(is_there, "{row} {column}: {:#?}", report.findings);
        }
        let spells = site.spells_by(LOCAL).await;
        assert_eq!(
            spells["4"],
            [
                "activity G5 2026-01-31 to now {}",
                "reported_care_leaver former_relevant 2026-01-31 to now {}"
            ]
        );
    })
    .await;
}
