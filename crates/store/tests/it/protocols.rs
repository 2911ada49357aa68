//! Decisions on protocols and agreements: nothing is lost, and who comes second is told.

use jiff::{Timestamp, civil::date};
use store::protocol::{
    self, AgreementVersion, DecisionRecord, agreements, decisions, find_agreement,
    insert_agreement, insert_decision, supersede_agreement, take_back, text, versions_of_agreement,
};
use uuid::Uuid;

use crate::{CONWY, LANCASHIRE, on_each_engine, written};

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + second).unwrap()
}

fn decision(protocol: &str, standing: &str, second: i64) -> DecisionRecord {
    DecisionRecord {
        id: Uuid::now_v7(),
        authority: LANCASHIRE.to_owned(),
        protocol: protocol.to_owned(),
        standing: standing.to_owned(),
        shipped_version: "1".to_owned(),
        from: date(2026, 2, 28),
        reason: "Agreed in March".to_owned(),
        at: at(second),
        by: "Robin".to_owned(),
        taken_back: None,
    }
}

#[tokio::test]
async fn a_decision_comes_back_with_its_text_and_is_taken_back_once() {
    on_each_engine(async |db| {
        let off = decision("neet_panel", "off", 0);
        let own = decision("neet_panel", "own_words", 1);
        written(db, async |tx| {
            insert_decision(tx, &off, "").await.unwrap();
            insert_decision(tx, &own, "id = \"neet_panel\"\n")
                .await
                .unwrap();
        })
        .await;
        assert_eq!(
            decisions(db, LANCASHIRE).await.unwrap(),
            [off.clone(), own.clone()]
        );
        assert_eq!(decisions(db, CONWY).await.unwrap(), []);
        for (authority, id, expected) in [
            (LANCASHIRE, own.id, Some("id = \"neet_panel\"\n")),
            (LANCASHIRE, off.id, Some("")),
            (CONWY, own.id, None),
        ] {
            let found = text(db, authority, id).await.unwrap();
            assert_eq!(found.as_deref(), expected);
        }

        let stamp = (at(2), "Sam", "It was the wrong text");
        written(db, async |tx| {
            assert!(!take_back(tx, CONWY, own.id, stamp).await.unwrap());
            assert!(take_back(tx, LANCASHIRE, own.id, stamp).await.unwrap());
            assert!(!take_back(tx, LANCASHIRE, own.id, stamp).await.unwrap());
            let read = protocol::decisions_in(tx, LANCASHIRE).await.unwrap();
            assert_eq!(
                read[1].taken_back,
                Some((at(2), "Sam".to_owned(), "It was the wrong text".to_owned()))
            );
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn an_agreement_has_one_standing_version_and_keeps_the_others() {
    on_each_engine(async |db| {
        let agreement = Uuid::now_v7();
        let version = |content: &str, second: i64| AgreementVersion {
            id: Uuid::now_v7(),
            agreement,
            authority: LANCASHIRE.to_owned(),
            content: content.to_owned(),
            change: "begun".to_owned(),
            at: at(second),
            by: "Robin".to_owned(),
            superseded: None,
            replaced_by: None,
        };
        let (first, second) = (version("{}", 0), version("{\"title\":\"B\"}", 1));
        written(db, async |tx| insert_agreement(tx, &first).await.unwrap()).await;
        written(db, async |tx| {
            let stamp = (at(1), "Sam", "");
            let next = Some(second.id);
            assert!(
                !supersede_agreement(tx, CONWY, first.id, next, stamp)
                    .await
                    .unwrap()
            );
            assert!(
                supersede_agreement(tx, LANCASHIRE, first.id, next, stamp)
                    .await
                    .unwrap()
            );
            assert!(
                !supersede_agreement(tx, LANCASHIRE, first.id, next, stamp)
                    .await
                    .unwrap()
            );
            insert_agreement(tx, &second).await.unwrap();
        })
        .await;
        assert_eq!(
            agreements(db, LANCASHIRE).await.unwrap(),
            std::slice::from_ref(&second)
        );
        assert_eq!(agreements(db, CONWY).await.unwrap(), []);
        assert_eq!(
            find_agreement(db, LANCASHIRE, agreement).await.unwrap(),
            Some(second.clone())
        );
        assert_eq!(find_agreement(db, CONWY, agreement).await.unwrap(), None);
        let versions = versions_of_agreement(db, LANCASHIRE, agreement)
            .await
            .unwrap();
        assert_eq!(versions.len(), 2);
        assert_eq!(versions[0], second);
        assert_eq!(versions[1].replaced_by, Some(second.id));

        // A second standing version of one agreement cannot be written.
        let mut tx = db.begin().await.unwrap();
        assert!(insert_agreement(&mut tx, &version("{}", 3)).await.is_err());
    })
    .await;
}
