//! Accounts, sessions, drafts, saved views and the audit log.

use jiff::civil::date;
use store::{
    Db,
    account::{self, AccountRow},
    audit::{self, AuditEvent},
    draft, saved_view, session,
    worker::{self, WorkerRecord},
};
use uuid::Uuid;

use crate::{CONWY, LANCASHIRE, add_person, details, moment, on_each_engine, written};

async fn add_account(db: &Db, email: &str) -> Uuid {
    let row = AccountRow {
        id: Uuid::now_v7(),
        authority: LANCASHIRE.into(),
        email: email.into(),
        name: "Robin Made-Up".into(),
        role: "team_manager".into(),
        worker_id: None,
        person_id: None,
        password_hash: "hash".into(),
        failed_attempts: 0,
        locked_until: None,
        is_closed: false,
        closes_on: None,
    };
    written(db, async |tx| account::save(tx, &row).await.unwrap()).await;
    row.id
}

#[tokio::test]
async fn accounts_are_found_counted_and_locked() {
    on_each_engine(async |db| {
        let id = add_account(db, " Robin@Council.Example ").await;
        let found = account::find_by_email(db, "ROBIN@council.example")
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (found.id, found.email.as_str()),
            (id, "robin@council.example")
        );
        assert_eq!(account::find(db, id).await.unwrap().as_ref(), Some(&found));
        assert_eq!(
            account::find_by_email(db, "robin@council.example' OR '1'='1")
                .await
                .unwrap(),
            None
        );
        assert_eq!(account::list(db, LANCASHIRE).await.unwrap().len(), 1);
        assert_eq!(account::list(db, CONWY).await.unwrap().len(), 0);
        for expected in 1..=3 {
            assert_eq!(
                written(db, async |tx| account::note_failure(tx, id).await.unwrap()).await,
                expected
            );
        }
        written(db, async |tx| {
            account::lock(tx, id, moment(60)).await.unwrap();
        })
        .await;
        let locked = account::find(db, id).await.unwrap().unwrap();
        assert_eq!(
            (locked.failed_attempts, locked.locked_until),
            (0, Some(moment(60).as_microsecond()))
        );
        written(db, async |tx| account::note_success(tx, id).await.unwrap()).await;
        assert_eq!(
            account::find(db, id).await.unwrap().unwrap().locked_until,
            None
        );
    })
    .await;
}

#[tokio::test]
async fn sessions_begin_go_on_and_end() {
    on_each_engine(async |db| {
        let id = add_account(db, "robin@council.example").await;
        let other = add_account(db, "kim@council.example").await;
        written(db, async |tx| {
            session::insert(tx, "one", id, moment(0), moment(100))
                .await
                .unwrap();
            session::insert(tx, "two", id, moment(0), moment(200))
                .await
                .unwrap();
            session::insert(tx, "three", other, moment(0), moment(200))
                .await
                .unwrap();
        })
        .await;
        let runs = async |token: &str, second: i64| {
            session::find(db, token, moment(second))
                .await
                .unwrap()
                .is_some()
        };
        assert!(runs("one", 99).await);
        assert!(!runs("one", 100).await);
        assert!(!runs("other", 0).await);
        written(db, async |tx| {
            session::prolong(tx, "one", moment(90), moment(190))
                .await
                .unwrap();
        })
        .await;
        assert!(runs("one", 189).await);
        let prolonged = session::find(db, "one", moment(100))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (prolonged.started_at, prolonged.last_used_at),
            (moment(0).as_microsecond(), moment(90).as_microsecond())
        );
        written(db, async |tx| {
            session::delete_ended(tx, moment(190)).await.unwrap();
        })
        .await;
        assert!(!runs("one", 0).await && runs("two", 0).await);
        written(db, async |tx| {
            session::delete_of_account(tx, id).await.unwrap();
        })
        .await;
        assert!(!runs("two", 0).await && runs("three", 0).await);
        written(db, async |tx| session::delete(tx, "three").await.unwrap()).await;
        assert!(!runs("three", 0).await);
    })
    .await;
}

#[tokio::test]
async fn drafts_and_views_are_ones_own() {
    on_each_engine(async |db| {
        let (id, other) = (
            add_account(db, "robin@council.example").await,
            add_account(db, "kim@council.example").await,
        );
        written(db, async |tx| {
            draft::save(tx, id, "contact/1", "first", moment(1))
                .await
                .unwrap();
            draft::save(tx, id, "contact/1", "second", moment(2))
                .await
                .unwrap();
            saved_view::save(tx, id, "Mine", "adviser=none")
                .await
                .unwrap();
            saved_view::save(tx, id, "Mine", "adviser=all")
                .await
                .unwrap();
            saved_view::save(tx, id, "A'%", "x").await.unwrap();
        })
        .await;
        assert_eq!(
            draft::find(db, id, "contact/1").await.unwrap(),
            Some(("second".into(), moment(2)))
        );
        assert_eq!(draft::find(db, other, "contact/1").await.unwrap(), None);
        let views = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
            pairs
                .iter()
                .map(|(name, query)| ((*name).to_owned(), (*query).to_owned()))
                .collect()
        };
        assert_eq!(
            saved_view::list(db, id).await.unwrap(),
            views(&[("A'%", "x"), ("Mine", "adviser=all")])
        );
        assert!(saved_view::list(db, other).await.unwrap().is_empty());
        written(db, async |tx| {
            // Another account's form and view of the same name stay.
            draft::delete(tx, other, "contact/1").await.unwrap();
            saved_view::delete(tx, other, "Mine").await.unwrap();
            saved_view::delete(tx, id, "A'%").await.unwrap();
        })
        .await;
        assert!(draft::find(db, id, "contact/1").await.unwrap().is_some());
        assert_eq!(
            saved_view::list(db, id).await.unwrap(),
            views(&[("Mine", "adviser=all")])
        );
        written(db, async |tx| {
            draft::delete(tx, id, "contact/1").await.unwrap();
        })
        .await;
        assert_eq!(draft::find(db, id, "contact/1").await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn the_audit_log_is_read_newest_first() {
    on_each_engine(async |db| {
        let ash = add_person(db, LANCASHIRE, details("Ash", "Brook", date(2006, 5, 4))).await;
        let event = |second: i64, authority: &str, action: &str, person: Option<Uuid>| AuditEvent {
            at: moment(second),
            account: None,
            actor: "Robin".into(),
            role: "auditor".into(),
            authority: authority.into(),
            action: action.into(),
            person,
            detail: String::new(),
        };
        let events: Vec<AuditEvent> = (0..2_100)
            .map(|second| event(second, LANCASHIRE, "person.read", None))
            .chain([
                event(5_000, LANCASHIRE, "spell.record", Some(ash)),
                event(5_001, LANCASHIRE, "contact.record", Some(ash)),
                event(5_002, CONWY, "spell.record", None),
                event(6_000, LANCASHIRE, "spell.read", Some(ash)),
            ])
            .collect();
        written(db, async |tx| {
            audit::insert_many(tx, &events).await.unwrap();
        })
        .await;
        let about = audit::about_person(db, ash, 10).await.unwrap();
        assert_eq!(
            about,
            [
                events[2_103].clone(),
                events[2_101].clone(),
                events[2_100].clone()
            ]
        );
        // However much is read, what changed stays in sight.
        assert_eq!(
            audit::latest_changes(db, LANCASHIRE, 2).await.unwrap(),
            [events[2_101].clone(), events[2_100].clone()]
        );
        assert_eq!(audit::about_person(db, ash, 1).await.unwrap().len(), 1);
        assert_eq!(
            audit::latest(db, LANCASHIRE, "spell", 10).await.unwrap(),
            [events[2_103].clone(), events[2_100].clone()]
        );
        assert_eq!(
            audit::latest(db, LANCASHIRE, "", 5_000)
                .await
                .unwrap()
                .len(),
            2_103
        );
        assert_eq!(audit::latest(db, CONWY, "", 10).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_worker_is_changed_by_their_own_authority_only() {
    on_each_engine(async |db| {
        let sam = WorkerRecord {
            id: Uuid::now_v7(),
            authority: LANCASHIRE.into(),
            name: "Sam Okafor".into(),
            role: "personal_adviser".into(),
            team: "North".into(),
            locality: "North".into(),
            email: "sam@council.example".into(),
            starts_on: Some(date(2024, 2, 29)),
            ends_on: None,
        };
        let save = async |worker: &WorkerRecord| {
            written(db, async |tx| worker::save(tx, worker).await.unwrap()).await
        };
        assert!(save(&sam).await);
        let renamed = WorkerRecord {
            name: "Sam Okafor-Lee".into(),
            ends_on: Some(date(2026, 1, 1)),
            ..sam.clone()
        };
        assert!(save(&renamed).await);
        assert!(
            !save(&WorkerRecord {
                authority: CONWY.into(),
                ..sam
            })
            .await
        );
        assert_eq!(worker::list(db, LANCASHIRE).await.unwrap(), [renamed]);
        assert!(worker::list(db, CONWY).await.unwrap().is_empty());
    })
    .await;
}
