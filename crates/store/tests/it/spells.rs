//! Spells: every version stays, what was known at a moment is still known, and the second of two corrections is refused.

use jiff::civil::date;
use leaving_care::{
    source::Standing,
    spell_value::{SpellKind, SpellValue},
};
use store::{
    Recorded,
    spell::{self, SpellToInsert},
};
use uuid::Uuid;

use crate::{
    CONWY, LANCASHIRE, add_person, details, moment, on_each_engine, spell as spell_of, stamp,
    written,
};

#[tokio::test]
async fn every_kind_comes_back_as_it_was_written() {
    on_each_engine(async |db| {
        let ash = add_person(db, LANCASHIRE, details("Ash", "Brook", date(2006, 5, 4))).await;
        let values = [
            (SpellKind::Activity, "F5 30", r#"{"provider":"Fylde Bakehouse","wage_pence_an_hour":755,"note":"\"quoted\" — 😀\n'; DROP TABLE spell;--"}"#),
            (SpellKind::Accommodation, "U1", r#"{"address":"8 Sample Court","postcode":"PR1 1AA"}"#),
            (SpellKind::InTouch, "REFU", "{}"),
            (SpellKind::Placement, "C2 U4 X1", r#"{"category_of_need":"N1"}"#),
            (SpellKind::Allocation, "personal_adviser 0192f0c1b5b17cc29d2b6a5a3c1e7f00", r#"{"worker_name":"Siân"}"#),
            (SpellKind::ReportedCareLeaver, "oc3 2025", "{}"),
        ];
        let spells: Vec<SpellToInsert> = values
            .iter()
            .zip(Standing::ALL.into_iter().cycle())
            .map(|((kind, code, json), standing)| SpellToInsert {
                value: SpellValue::from_parts(*kind, code, json).unwrap(),
                standing,
                source: format!("facts {code}"),
                ..spell_of(ash, *kind, code, date(2024, 2, 29), Some(date(2024, 3, 1)))
            })
            .collect();
        written(db, async |tx| spell::insert_many(tx, LANCASHIRE, &spells, &stamp(3)).await.unwrap()).await;
        let read = spell::of_person(db, ash, None).await.unwrap();
        assert_eq!(read.len(), spells.len());
        for written in &spells {
            let found = spell::find(db, written.id).await.unwrap().unwrap();
            assert!(read.contains(&found));
            assert_eq!(
                (found.id, found.person, &found.value, found.starts_on, found.ends_on, found.standing, &found.stamp.source, found.stamp.at, found.superseded),
                (written.id, ash, &written.value, written.starts_on, written.ends_on, written.standing, &written.source, moment(3), None)
            );
        }
        assert_eq!(spell::find(db, Uuid::now_v7()).await.unwrap(), None);
        // An end before the start is refused by the database itself.
        let backwards = spell_of(ash, SpellKind::Activity, "G5", date(2024, 3, 1), Some(date(2024, 2, 29)));
        let mut tx = db.begin().await.unwrap();
        assert!(spell::insert_many(&mut tx, LANCASHIRE, &[backwards], &stamp(3)).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn what_was_known_at_a_moment_is_still_known() {
    on_each_engine(async |db| {
        let ash = add_person(db, LANCASHIRE, details("Ash", "Brook", date(2006, 5, 4))).await;
        let first = spell_of(ash, SpellKind::Activity, "G5", date(2024, 1, 1), None);
        let second = spell_of(ash, SpellKind::Activity, "G4", date(2024, 1, 1), None);
        written(db, async |tx| {
            spell::insert_many(tx, LANCASHIRE, std::slice::from_ref(&first), &stamp(10))
                .await
                .unwrap();
        })
        .await;
        let supersede = async |id: Uuid, by: Option<Uuid>, second: i64| {
            written(db, async |tx| {
                spell::supersede(tx, id, by, "a mistake", &stamp(second))
                    .await
                    .unwrap()
            })
            .await
        };
        assert!(supersede(first.id, Some(second.id), 20).await);
        written(db, async |tx| {
            spell::insert_many(tx, LANCASHIRE, std::slice::from_ref(&second), &stamp(20))
                .await
                .unwrap();
        })
        .await;
        // Somebody who wanted to correct or withdraw the first one is refused, and the first correction stays.
        assert!(!supersede(first.id, Some(Uuid::now_v7()), 21).await);
        assert!(!supersede(first.id, None, 22).await);
        let superseded = spell::find(db, first.id)
            .await
            .unwrap()
            .unwrap()
            .superseded
            .unwrap();
        assert_eq!(
            (
                superseded.at,
                superseded.replaced_by,
                superseded.reason.as_str()
            ),
            (moment(20), Some(second.id), "a mistake")
        );
        assert!(supersede(second.id, None, 30).await);

        let known = async |second: Option<i64>| -> Vec<String> {
            let spells = spell::of_person(db, ash, second.map(moment)).await.unwrap();
            spells
                .into_iter()
                .map(|record| record.value.code())
                .collect()
        };
        for (second, expected) in [
            (Some(9), vec![]),
            (Some(10), vec!["G5"]),
            (Some(19), vec!["G5"]),
            (Some(20), vec!["G4"]),
            (Some(29), vec!["G4"]),
            (Some(30), vec![]),
            (None, vec![]),
        ] {
            assert_eq!(known(second).await, expected, "at second {second:?}");
        }
        let history = spell::history(db, ash).await.unwrap();
        let ids: Vec<Uuid> = history.iter().map(|record| record.id).collect();
        assert_eq!(ids, [second.id, first.id]);
    })
    .await;
}

#[tokio::test]
async fn of_many_corrections_at_once_exactly_one_is_taken() {
    on_each_engine(async |db| {
        let ash = add_person(db, LANCASHIRE, details("Ash", "Brook", date(2006, 5, 4))).await;
        let first = spell_of(ash, SpellKind::Activity, "G5", date(2024, 1, 1), None);
        written(db, async |tx| {
            spell::insert_many(tx, LANCASHIRE, std::slice::from_ref(&first), &stamp(1))
                .await
                .unwrap();
        })
        .await;
        let tasks: Vec<_> = (0..8)
            .map(|_| {
                let (db, id) = (db.clone(), first.id);
                tokio::spawn(async move {
                    let mut tx = db.begin().await.unwrap();
                    let taken = spell::supersede(&mut tx, id, None, "at once", &stamp(2))
                        .await
                        .unwrap();
                    tx.commit().await.unwrap();
                    taken
                })
            })
            .collect();
        let mut taken = 0;
        for task in tasks {
            taken += usize::from(task.await.unwrap());
        }
        assert_eq!(taken, 1);
    })
    .await;
}

#[tokio::test]
async fn spells_are_found_by_where_they_came_from() {
    on_each_engine(async |db| {
        let ash = add_person(db, LANCASHIRE, details("Ash", "Brook", date(2006, 5, 4))).await;
        let elsewhere = add_person(db, CONWY, details("Cai", "Dafydd", date(2006, 5, 4))).await;
        let from = |person: Uuid, source: &str| SpellToInsert {
            source: source.into(),
            ..spell_of(person, SpellKind::Activity, "G5", date(2024, 1, 1), None)
        };
        let spells = [
            from(ash, "ssda903 oc3 2025"),
            from(ash, "ssda903 episode 2020-01-01"),
            from(ash, "ssd list"),
            from(ash, "annex_a list"),
            from(ash, ""),
        ];
        written(db, async |tx| {
            spell::insert_many(tx, LANCASHIRE, &spells, &stamp(1))
                .await
                .unwrap();
            spell::insert_many(tx, CONWY, &[from(elsewhere, "ssda903 oc3 2025")], &stamp(1))
                .await
                .unwrap();
            spell::supersede(tx, spells[1].id, None, "", &stamp(2))
                .await
                .unwrap();
        })
        .await;
        let check = async |beginning: &str, expected: &[&str]| {
            let found = spell::of_source(db, LANCASHIRE, beginning).await.unwrap();
            let mut sources: Vec<_> = found
                .iter()
                .map(|record| record.stamp.source.as_str())
                .collect();
            sources.sort_unstable();
            assert_eq!(sources, expected, "{beginning}");
        };
        check("ssda903 ", &["ssda903 oc3 2025"]).await;
        check("ssd ", &["ssd list"]).await;
        check("annex_a ", &["annex_a list"]).await;
        check("annexxa ", &[]).await;
        check("%", &[]).await;
        // What has no source of its own has that of the stamp.
        check("entered", &["entered"]).await;
    })
    .await;
}

#[tokio::test]
async fn spells_recorded_at_moments_of_their_own_are_known_from_then_on() {
    on_each_engine(async |db| {
        let ash = add_person(db, LANCASHIRE, details("Ash", "Brook", date(2006, 5, 4))).await;
        let spells: Vec<_> = (0..2_500)
            .map(|_| spell_of(ash, SpellKind::InTouch, "YES", date(2024, 1, 1), None))
            .collect();
        let recorded: Vec<_> = spells
            .iter()
            .zip(0..)
            .map(|(value, second)| Recorded {
                value,
                at: moment(second),
            })
            .collect();
        written(db, async |tx| {
            spell::insert_recorded(tx, LANCASHIRE, &recorded, &stamp(9_999))
                .await
                .unwrap();
        })
        .await;
        let known = async |second: i64| {
            spell::of_person(db, ash, Some(moment(second)))
                .await
                .unwrap()
                .len()
        };
        assert_eq!(
            (
                known(-1).await,
                known(0).await,
                known(999).await,
                known(2_499).await
            ),
            (0, 1, 1_000, 2_500)
        );
    })
    .await;
}
