//! People: every version stays, the second of two changes is refused, and identifiers belong to one person.

use jiff::civil::date;
use leaving_care::person::IdentifierKind;
use store::{
    Recorded,
    person::{self, IdentifierRow, lookup_of},
};
use uuid::Uuid;

use crate::{CONWY, LANCASHIRE, add_person, details, moment, on_each_engine, stamp, written};

#[tokio::test]
async fn every_version_of_a_person_stays_readable() {
    on_each_engine(async |db| {
        let ash = add_person(db, LANCASHIRE, details("Ashley", "Brook", date(2006, 5, 4))).await;
        let first = person::find(db, ash, None).await.unwrap().unwrap();
        assert_eq!((first.stamp.clone(), first.superseded_at), (stamp(0), None));
        assert_eq!(first.authority, LANCASHIRE);

        let mut changed = first.details.clone();
        changed.preferred_name = "Ash".into();
        assert!(
            written(db, async |tx| {
                person::supersede(tx, first.id, ash, LANCASHIRE, &changed, &stamp(10))
                    .await
                    .unwrap()
            })
            .await
        );
        // Somebody who still saw the first version is refused, and nothing of theirs is written.
        let late = details("Wrong", "Name", date(2006, 5, 4));
        assert!(
            !written(db, async |tx| {
                person::supersede(tx, first.id, ash, LANCASHIRE, &late, &stamp(11))
                    .await
                    .unwrap()
            })
            .await
        );

        let known = async |second: Option<i64>| {
            let version = person::find(db, ash, second.map(moment)).await.unwrap();
            version.map(|version| version.details.preferred_name)
        };
        assert_eq!(known(Some(-1)).await, None);
        assert_eq!(known(Some(0)).await.as_deref(), Some(""));
        assert_eq!(known(Some(9)).await.as_deref(), Some(""));
        assert_eq!(known(Some(10)).await.as_deref(), Some("Ash"));
        assert_eq!(known(None).await.as_deref(), Some("Ash"));
        let history = person::history(db, ash).await.unwrap();
        let names: Vec<_> = history
            .iter()
            .map(|version| version.details.preferred_name.as_str())
            .collect();
        assert_eq!(names, ["Ash", ""]);
        assert_eq!(history[1].superseded_at, Some(moment(10)));

        let current = person::all_current(db, LANCASHIRE).await.unwrap();
        assert_eq!(current.len(), 1);
        assert_eq!(current[0].details, changed);
        assert!(person::all_current(db, CONWY).await.unwrap().is_empty());
        assert_eq!(person::find(db, Uuid::now_v7(), None).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn of_many_changes_at_once_exactly_one_is_taken() {
    on_each_engine(async |db| {
        let ash = add_person(db, LANCASHIRE, details("Ashley", "Brook", date(2006, 5, 4))).await;
        let first = person::find(db, ash, None).await.unwrap().unwrap();
        let mut tasks = Vec::new();
        for number in 0..8 {
            let (db, mut changed, replaces) = (db.clone(), first.details.clone(), first.id);
            changed.preferred_name = format!("Ash {number}");
            tasks.push(tokio::spawn(async move {
                let mut tx = db.begin().await.unwrap();
                let taken =
                    person::supersede(&mut tx, replaces, ash, LANCASHIRE, &changed, &stamp(10))
                        .await
                        .unwrap();
                if taken {
                    tx.commit().await.unwrap();
                }
                taken
            }));
        }
        let mut taken = 0;
        for task in tasks {
            taken += usize::from(task.await.unwrap());
        }
        assert_eq!(taken, 1);
        assert_eq!(person::history(db, ash).await.unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn people_recorded_at_moments_of_their_own_are_known_from_then_on() {
    on_each_engine(async |db| {
        let (one, other) = (Uuid::now_v7(), Uuid::now_v7());
        let (ash, bo) = (
            details("Ash", "Brook", date(2006, 5, 4)),
            details("Bo", "Cole", date(2007, 1, 1)),
        );
        let people = [
            Recorded {
                value: (one, &ash),
                at: moment(5),
            },
            Recorded {
                value: (other, &bo),
                at: moment(7),
            },
        ];
        written(db, async |tx| {
            person::insert_recorded(tx, LANCASHIRE, &people, &stamp(100), 1)
                .await
                .unwrap();
        })
        .await;
        let is_known = async |id: Uuid, second: i64| {
            person::find(db, id, Some(moment(second)))
                .await
                .unwrap()
                .is_some()
        };
        assert!(!is_known(one, 4).await && is_known(one, 5).await);
        assert!(!is_known(other, 6).await && is_known(other, 7).await);
        assert_eq!(person::count(db, LANCASHIRE).await.unwrap(), 2);
        assert_eq!(person::count(db, CONWY).await.unwrap(), 0);
    })
    .await;
}

fn identifier(person: Uuid, kind: IdentifierKind, value: &str) -> IdentifierRow {
    IdentifierRow {
        person_id: person,
        kind: kind.code().into(),
        value: value.into(),
        lookup: lookup_of(value),
    }
}

#[tokio::test]
async fn an_identifier_is_one_persons() {
    on_each_engine(async |db| {
        let ash = add_person(db, LANCASHIRE, details("Ash", "Brook", date(2006, 5, 4))).await;
        let bo = add_person(db, LANCASHIRE, details("Bo", "Cole", date(2006, 5, 4))).await;
        let elsewhere = add_person(db, CONWY, details("Cai", "Dafydd", date(2006, 5, 4))).await;
        let insert = async |authority: &str, rows: &[IdentifierRow]| {
            written(db, async |tx| {
                person::insert_identifiers(tx, authority, rows, &stamp(0))
                    .await
                    .unwrap()
            })
            .await
        };
        let local = |person: Uuid, value: &str| identifier(person, IdentifierKind::LocalId, value);
        assert_eq!(
            insert(
                LANCASHIRE,
                &[
                    local(ash, "LC-1"),
                    identifier(ash, IdentifierKind::Upn, "A1")
                ]
            )
            .await,
            2
        );
        // Written another way it is still the same; another kind, or another authority, is not.
        assert_eq!(
            insert(
                LANCASHIRE,
                &[
                    local(bo, " lc-1 "),
                    local(bo, "LC-2"),
                    identifier(bo, IdentifierKind::Uln, "A1")
                ]
            )
            .await,
            2
        );
        assert_eq!(insert(CONWY, &[local(elsewhere, "LC-1")]).await, 1);

        let of = async |person: Uuid| -> Vec<String> {
            let rows = person::identifiers(db, person).await.unwrap();
            rows.into_iter().map(|row| row.value).collect()
        };
        assert_eq!(of(ash).await, ["LC-1", "A1"]);
        assert_eq!(of(bo).await, ["LC-2", "A1"]);
        let local_ids = person::identifiers_of_kind(db, LANCASHIRE, IdentifierKind::LocalId)
            .await
            .unwrap();
        assert_eq!(local_ids.len(), 2);

        // Given up by one, it can be another's.
        written(db, async |tx| {
            person::supersede_identifier(
                tx,
                ash,
                IdentifierKind::LocalId,
                &lookup_of("LC-1"),
                &stamp(5),
            )
            .await
            .unwrap();
        })
        .await;
        assert_eq!(of(ash).await, ["A1"]);
        assert_eq!(insert(LANCASHIRE, &[local(bo, "LC-1")]).await, 1);
    })
    .await;
}

#[tokio::test]
async fn an_undone_transaction_leaves_nothing() {
    on_each_engine(async |db| {
        let id = Uuid::now_v7();
        let mut tx = db.begin().await.unwrap();
        person::insert_many(
            &mut tx,
            LANCASHIRE,
            &[(id, details("Ash", "Brook", date(2006, 5, 4)))],
            &stamp(0),
            1,
        )
        .await
        .unwrap();
        drop(tx);
        assert_eq!(person::find(db, id, None).await.unwrap(), None);
        assert_eq!(person::count(db, LANCASHIRE).await.unwrap(), 0);
    })
    .await;
}
