//! Published lists are filled and filled again, and further releases are kept as they came.

use store::reference::{self, FigureRow, FileRow, IndicatorRow, InspectionRow, NeighbourRow};

use crate::{moment, on_each_engine, written};

#[tokio::test]
async fn files_of_further_releases_are_kept_as_they_came() {
    on_each_engine(async |db| {
        let file = |name: &str, release_year: i64, content: &str| FileRow {
            name: name.into(),
            release_year,
            content: content.into(),
        };
        let long = "\"1,000\",c,z,k,x\r\n".repeat(50_000);
        for row in [
            file("b.csv", 2026, &long),
            file("a.csv", 2025, "first"),
            file("a.csv", 2025, "second"),
        ] {
            written(db, async |tx| {
                reference::save_file(tx, &row, moment(0)).await.unwrap();
            })
            .await;
        }
        assert_eq!(
            reference::files(db).await.unwrap(),
            [file("a.csv", 2025, "second"), file("b.csv", 2026, &long)]
        );
    })
    .await;
}

/// Filling twice with an emptying between works; without it a figure that is there already is refused, not doubled.
#[tokio::test]
async fn lists_are_emptied_and_filled_again() {
    on_each_engine(async |db| {
        let figures: Vec<FigureRow> = (0..2_500)
            .map(|year| FigureRow {
                release: "2025".into(),
                table: "activity".into(),
                year,
                place: "888".into(),
                ages: "19-21".into(),
                category: "eet".into(),
                count: (None, "c"),
                percent: (Some(48.5), ""),
            })
            .collect();
        let indicator = IndicatorRow {
            source: "lait".into(),
            code: "NEET".into(),
            title: "NEET".into(),
            polarity: "lower".into(),
            place: "888".into(),
            year: 2025,
            value: (Some(1.5), ""),
        };
        let neighbour = NeighbourRow {
            model: "2025".into(),
            authority: "888".into(),
            position: 1,
            neighbour: "830".into(),
            closeness: "Close",
        };
        let inspection = InspectionRow {
            authority: "888".into(),
            ended_on: "2025-01-01".into(),
            overall: "Good".into(),
            care_leavers: "Good".into(),
            link: "https://reports.example".into(),
        };
        for _ in 0..2 {
            written(db, async |tx| {
                reference::clear(tx).await.unwrap();
                reference::insert_figures(tx, &figures).await.unwrap();
                // The same row twice in one file counts once.
                reference::insert_indicators(tx, &[indicator.clone(), indicator.clone()])
                    .await
                    .unwrap();
                reference::insert_neighbours(tx, std::slice::from_ref(&neighbour))
                    .await
                    .unwrap();
                reference::insert_inspections(tx, &[inspection.clone(), inspection.clone()])
                    .await
                    .unwrap();
            })
            .await;
        }
        let mut tx = db.begin().await.unwrap();
        assert!(
            reference::insert_figures(&mut tx, &figures[..1])
                .await
                .is_err()
        );
    })
    .await;
}
