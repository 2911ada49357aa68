//! Kept checks of a return: their rows in pages and by filter, what two checks share, and reasons that two people give.

use store::{
    Db,
    return_check::{self, CheckRecord, FindingRecord, RowRecord, SignOffRecord},
    return_finding::{self, Noted, RowQuery},
    return_note::{self, NoteRecord, Signature},
};
use uuid::Uuid;

use crate::{CONWY, LANCASHIRE, moment, on_each_engine, written};

fn check_made(at: i64, year: i16) -> CheckRecord {
    CheckRecord {
        id: Uuid::now_v7(),
        authority: LANCASHIRE.into(),
        year,
        made_at: moment(at),
        made_by: "Robin".into(),
        account: None,
        source: "files".into(),
        summary: r#"{"rules":[]}"#.into(),
        signed_off: None,
    }
}

/// A row of a child, flagged by these rules.
struct Fault(i64, &'static str, &'static str, &'static [&'static str]);

async fn keep(db: &Db, check: &CheckRecord, faults: &[Fault]) {
    let rows: Vec<RowRecord> = (0..)
        .zip(faults)
        .map(
            |(number, Fault(years_ago, table, child, rules))| RowRecord {
                number,
                years_ago: *years_ago,
                table: (*table).into(),
                row: number + 10,
                line: number + 12,
                file: "oc3.csv".into(),
                child: (*child).into(),
                cells: r#"{"CHILD":"\u0000"}"#.into(),
                rules: serde_json::to_string(rules).unwrap(),
            },
        )
        .collect();
    let findings: Vec<FindingRecord> = (0..)
        .zip(faults)
        .flat_map(|(number, Fault(_, table, child, rules))| {
            rules.iter().map(move |rule| FindingRecord {
                rule: (*rule).into(),
                number,
                identity: format!("{rule} {table} {child}"),
            })
        })
        .collect();
    written(db, async |tx| {
        return_check::insert(tx, check, &rows, &findings)
            .await
            .unwrap();
    })
    .await;
}

/// The children of the rows, in the order in which they come.
async fn children(db: &Db, check: &CheckRecord, asked: RowQuery) -> Vec<String> {
    let asked = RowQuery {
        limit: if asked.limit == 0 { 100 } else { asked.limit },
        ..asked
    };
    let rows = return_finding::rows(db, check, &asked).await.unwrap();
    let all = return_finding::count(db, check, &asked).await.unwrap();
    assert!(all >= i64::try_from(rows.len()).unwrap());
    rows.into_iter().map(|row| row.child).collect()
}

fn note(check: &CheckRecord, identity: &str, rule: &str) -> NoteRecord {
    NoteRecord {
        id: Uuid::now_v7(),
        authority: check.authority.clone(),
        year: check.year,
        identity: identity.into(),
        rule: rule.into(),
        child: "B".into(),
        reason: "Seen in the paper file.".into(),
        noted: Signature {
            at: moment(50),
            by: "Robin".into(),
            account: Some(Uuid::now_v7()),
        },
        agreed: None,
        withdrawn: None,
    }
}

/// A check with four rows of three children.
async fn a_check(db: &Db) -> CheckRecord {
    let check = check_made(1, 2026);
    let faults = [
        Fault(0, "OC3", "B", &["118", "1001"]),
        Fault(0, "OC3", "A", &["118"]),
        Fault(0, "Episodes", "B", &["143"]),
        Fault(1, "Episodes", "C", &["143", "118"]),
    ];
    keep(db, &check, &faults).await;
    check
}

#[tokio::test]
async fn the_rows_of_a_check_come_in_pages_and_by_filter() {
    on_each_engine(async |db| {
        let check = a_check(db).await;
        let rule = |mut asked: RowQuery, rule: &str| {
            asked.rule = Some(rule.to_owned());
            asked
        };
        let table = |mut asked: RowQuery, table: &str| {
            asked.table = Some(table.to_owned());
            asked
        };
        let after = |mut asked: RowQuery, child: &str, number| {
            asked.after = Some((child.to_owned(), number));
            asked
        };
        let all = RowQuery::default;
        let by_child = || RowQuery {
            by_child: true,
            ..all()
        };
        let of_b = RowQuery {
            child: Some("B".into()),
            ..all()
        };
        let last_year = RowQuery {
            years_ago: Some(1),
            ..all()
        };
        let first_two = RowQuery { limit: 2, ..all() };
        for (asked, expected) in [
            (all(), "BABC"),
            (by_child(), "ABBC"),
            (rule(all(), "118"), "BAC"),
            (rule(all(), "11"), ""),
            (table(all(), "Episodes"), "BC"),
            (rule(table(all(), "Episodes"), "118"), "C"),
            (of_b, "BB"),
            (last_year, "C"),
            (first_two, "BA"),
            (after(all(), "A", 1), "BC"),
            (after(by_child(), "B", 0), "BC"),
        ] {
            let described = format!("{asked:?}");
            let found = children(db, &check, asked).await.concat();
            assert_eq!(found, expected, "{described}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_check_says_whose_rows_it_has_and_of_which_tables() {
    on_each_engine(async |db| {
        let id = a_check(db).await.id;
        let by_table = return_finding::by_table(db, id).await.unwrap();
        let counts = [(0, "Episodes", 1), (0, "OC3", 2), (1, "Episodes", 1)];
        assert_eq!(
            by_table,
            counts.map(|(ago, table, rows)| (ago, table.to_owned(), rows))
        );
        let after_a = return_finding::children(db, id, Some("A"), 1)
            .await
            .unwrap();
        assert_eq!(after_a, [("B".to_owned(), 0, 2)]);
        for (child, first) in [("C", Some(3)), ("B", Some(0)), ("D", None)] {
            let found = return_finding::first_row_of(db, id, child).await.unwrap();
            assert_eq!(found, first, "{child}");
        }
        let row = return_finding::row(db, id, 3).await.unwrap().unwrap();
        let expected = (13, 15, r#"{"CHILD":"\u0000"}"#);
        assert_eq!((row.row, row.line, row.cells.as_str()), expected);
        assert_eq!(return_finding::row(db, id, 4).await.unwrap(), None);
        let of_rows = return_finding::of_rows(db, id, &[3, 1]).await.unwrap();
        let rules: Vec<&str> = of_rows
            .iter()
            .map(|finding| finding.rule.as_str())
            .collect();
        assert_eq!(rules, ["118", "118", "143"]);
    })
    .await;
}

#[tokio::test]
async fn a_check_is_compared_with_the_one_before_it_of_the_same_year() {
    on_each_engine(async |db| {
        let first = check_made(1, 2026);
        let other_year = check_made(2, 2025);
        let second = check_made(3, 2026);
        keep(
            db,
            &first,
            &[
                Fault(0, "OC3", "A", &["118"]),
                Fault(0, "OC3", "B", &["118", "143"]),
            ],
        )
        .await;
        keep(db, &other_year, &[]).await;
        // The rows have moved and A is mended.
        keep(
            db,
            &second,
            &[
                Fault(0, "OC3", "C", &["118"]),
                Fault(0, "OC3", "B", &["118", "143"]),
            ],
        )
        .await;
        assert_eq!(
            return_check::before(db, &second).await.unwrap(),
            Some(first.clone())
        );
        assert_eq!(return_check::before(db, &first).await.unwrap(), None);
        assert_eq!(return_check::before(db, &other_year).await.unwrap(), None);
        let only = async |one: &CheckRecord, other: &CheckRecord| {
            let counts = return_finding::only_in(db, one.id, other.id).await.unwrap();
            let asked = RowQuery {
                not_in: Some(other.id),
                ..RowQuery::default()
            };
            (counts, children(db, one, asked).await.concat())
        };
        assert_eq!(
            only(&second, &first).await,
            (vec![("118".to_owned(), 1)], "C".to_owned())
        );
        assert_eq!(
            only(&first, &second).await,
            (vec![("118".to_owned(), 1)], "A".to_owned())
        );
        let listed = return_check::list(db, LANCASHIRE, 2).await.unwrap();
        assert_eq!(listed, [second, other_year]);
        assert!(return_check::list(db, CONWY, 2).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_reason_counts_in_every_check_until_it_is_taken_back() {
    on_each_engine(async |db| {
        let (first, second) = (check_made(1, 2026), check_made(2, 2026));
        for check in [&first, &second] {
            keep(
                db,
                check,
                &[
                    Fault(0, "OC3", "A", &["118"]),
                    Fault(0, "OC3", "B", &["118", "143"]),
                ],
            )
            .await;
        }
        let kept = note(&first, "118 OC3 B", "118");
        let again = note(&first, "118 OC3 B", "118");
        written(db, async |tx| {
            assert!(return_note::insert(tx, &kept).await.unwrap());
            assert!(
                !return_note::insert(tx, &again).await.unwrap(),
                "one reason is enough"
            );
        })
        .await;
        let noted = async |noted: Noted| {
            let asked = RowQuery {
                rule: Some("118".into()),
                noted: Some(noted),
                ..RowQuery::default()
            };
            children(db, &second, asked).await.concat()
        };
        assert_eq!(
            (noted(Noted::Open).await, noted(Noted::Waiting).await),
            ("A".into(), "B".into())
        );
        assert_eq!(
            return_note::counts(db, &second).await.unwrap(),
            [("118".to_owned(), 1, 0)]
        );
        assert_eq!(
            return_note::current(db, LANCASHIRE, 2026).await.unwrap(),
            std::slice::from_ref(&kept)
        );
        assert!(
            return_note::current(db, LANCASHIRE, 2025)
                .await
                .unwrap()
                .is_empty()
        );

        let signature = Signature {
            at: moment(60),
            by: "Ana".into(),
            account: Some(Uuid::now_v7()),
        };
        written(db, async |tx| {
            assert!(return_note::agree(tx, kept.id, &signature).await.unwrap());
            assert!(
                !return_note::agree(tx, kept.id, &signature).await.unwrap(),
                "once"
            );
        })
        .await;
        assert_eq!(noted(Noted::Agreed).await, "B");
        assert_eq!(noted(Noted::Waiting).await, "");
        assert_eq!(
            return_note::counts(db, &second).await.unwrap(),
            [("118".to_owned(), 1, 1)]
        );
        let found = return_note::find(db, kept.id).await.unwrap().unwrap();
        assert_eq!(found.agreed, Some(signature.clone()));

        written(db, async |tx| {
            assert!(
                return_note::withdraw(tx, kept.id, moment(70), "Robin")
                    .await
                    .unwrap()
            );
            assert!(
                !return_note::withdraw(tx, kept.id, moment(71), "Ana")
                    .await
                    .unwrap()
            );
            assert!(!return_note::agree(tx, kept.id, &signature).await.unwrap());
            assert!(
                return_note::insert(tx, &again).await.unwrap(),
                "another may be given then"
            );
        })
        .await;
        let all = return_note::about(db, LANCASHIRE, "B").await.unwrap();
        assert_eq!(all.len(), 2, "the one that was taken back is still known");
        assert_eq!(
            all.first().unwrap().withdrawn,
            Some((moment(70), "Robin".to_owned()))
        );
    })
    .await;
}

#[tokio::test]
async fn a_check_is_signed_off_once() {
    on_each_engine(async |db| {
        let check = check_made(1, 2026);
        keep(db, &check, &[]).await;
        let sign_off = |by: &str| SignOffRecord {
            at: moment(5),
            by: by.into(),
            account: None,
            content: "{}".into(),
        };
        written(db, async |tx| {
            assert!(
                return_check::sign_off(tx, check.id, &sign_off("Ana"))
                    .await
                    .unwrap()
            );
            assert!(
                !return_check::sign_off(tx, check.id, &sign_off("Robin"))
                    .await
                    .unwrap()
            );
        })
        .await;
        let found = return_check::find(db, check.id).await.unwrap().unwrap();
        assert_eq!(found.signed_off, Some(sign_off("Ana")));
    })
    .await;
}
