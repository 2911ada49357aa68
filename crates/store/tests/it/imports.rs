//! Imports with thousands of findings, targets, and authorities with their data version.

use leaving_care::{Finding, Severity};
use store::{
    authority,
    import_run::{self, ImportRun},
    target::{self, TargetRow},
};
use uuid::Uuid;

use crate::{CONWY, LANCASHIRE, moment, on_each_engine, written};

fn run(started: i64) -> ImportRun {
    ImportRun {
        id: Uuid::now_v7(),
        authority: LANCASHIRE.into(),
        kind: "ssda903".into(),
        started_at: moment(started),
        started_by: "Robin".into(),
        confirmed: true,
        summary: r#"{"people":1}"#.into(),
    }
}

#[tokio::test]
async fn an_import_is_kept_with_all_its_findings_in_order() {
    on_each_engine(async |db| {
        let findings: Vec<Finding> = (0..3_000)
            .map(|row| {
                Finding::new(
                    Severity::Warning,
                    format!("Reason {row}: \"it's\" 100%"),
                    "Remedy \u{1F600}\0",
                )
                .at_file("2025/oc3.csv")
                .at_table("OC3")
                .at_row(row)
                .at_cell("ACTIV", "G9\0")
            })
            .collect();
        let (first, second) = (run(1), run(2));
        written(db, async |tx| {
            import_run::insert(tx, &first, &findings).await.unwrap();
            import_run::insert(tx, &second, &[]).await.unwrap();
        })
        .await;
        assert_eq!(
            import_run::list(db, LANCASHIRE, 10).await.unwrap(),
            [second.clone(), first.clone()]
        );
        assert_eq!(
            import_run::list(db, LANCASHIRE, 1).await.unwrap(),
            std::slice::from_ref(&second)
        );
        assert!(import_run::list(db, CONWY, 10).await.unwrap().is_empty());
        assert_eq!(
            import_run::find(db, first.id).await.unwrap(),
            Some(first.clone())
        );
        assert_eq!(import_run::find(db, Uuid::now_v7()).await.unwrap(), None);
        let (mut after, mut read) = (-1, Vec::new());
        loop {
            let page = import_run::findings(db, first.id, after, 700)
                .await
                .unwrap();
            let Some((last, _)) = page.last() else { break };
            after = *last;
            read.extend(page.into_iter().map(|(_, finding)| finding));
        }
        assert_eq!(read, findings);
        assert!(
            import_run::findings(db, second.id, -1, 10)
                .await
                .unwrap()
                .is_empty()
        );
    })
    .await;
}

#[tokio::test]
async fn a_target_for_the_same_year_takes_the_place_of_the_one_before() {
    on_each_engine(async |db| {
        let target = |year: i64, percent_hundredths: i64| TargetRow {
            authority: LANCASHIRE.into(),
            measure: "ni148".into(),
            year,
            percent_hundredths,
            tolerance_hundredths: 500,
            source: "Board, 3 March 2026".into(),
        };
        for row in [
            target(2025, 6_000),
            target(2026, 6_500),
            target(2025, 5_500),
        ] {
            written(db, async |tx| target::save(tx, &row).await.unwrap()).await;
        }
        assert_eq!(
            target::list(db, LANCASHIRE).await.unwrap(),
            [target(2026, 6_500), target(2025, 5_500)]
        );
        assert!(target::list(db, CONWY).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn the_data_version_rises_by_one_with_each_write_also_of_many_at_once() {
    on_each_engine(async |db| {
        assert_eq!(authority::data_version(db, LANCASHIRE).await.unwrap(), 0);
        assert_eq!(authority::data_version(db, "E99999998").await.unwrap(), 0);
        let tasks: Vec<_> = (0..20)
            .map(|_| {
                let db = db.clone();
                tokio::spawn(async move {
                    written(&db, async |tx| {
                        authority::raise_version(tx, LANCASHIRE).await.unwrap()
                    })
                    .await
                })
            })
            .collect();
        let mut versions = Vec::new();
        for task in tasks {
            versions.push(task.await.unwrap());
        }
        versions.sort_unstable();
        assert_eq!(versions, (1..=20).collect::<Vec<i64>>());
        assert_eq!(authority::data_version(db, LANCASHIRE).await.unwrap(), 20);
        assert_eq!(authority::data_version(db, CONWY).await.unwrap(), 0);
        // Saving an authority again changes its name, not its version.
        let mut row = authority::find(db, "888").await.unwrap().unwrap();
        assert_eq!(row.code, LANCASHIRE);
        row.name = "Lancashire County Council".into();
        written(db, async |tx| authority::save(tx, &row).await.unwrap()).await;
        let row = authority::find(db, LANCASHIRE).await.unwrap().unwrap();
        assert_eq!(
            (row.name.as_str(), row.data_version),
            ("Lancashire County Council", 20)
        );
        assert!(authority::with_people(db).await.unwrap().is_empty());
    })
    .await;
}
