//! Events: as they stand and as they were known, corrected and withdrawn, of one person and of an authority.

use jiff::civil::{Date, date};
use leaving_care::event::{Attendee, Event, EventDetails, EventKind};
use store::{
    Db, Recorded,
    event::{self, EventToInsert},
};
use uuid::Uuid;

use crate::{CONWY, LANCASHIRE, add_person, details, moment, on_each_engine, stamp, written};

fn new(person: Uuid, kind: EventKind, happened_on: Date) -> EventToInsert {
    EventToInsert {
        id: Uuid::now_v7(),
        person,
        kind,
        happened_on,
        details: EventDetails::default(),
        source: String::new(),
    }
}

async fn known(db: &Db, person: Uuid, second: Option<i64>) -> Vec<Uuid> {
    event::of_person(db, person, Date::MAX, second.map(moment))
        .await
        .unwrap()
        .into_iter()
        .map(|record| record.id)
        .collect()
}

#[tokio::test]
async fn events_come_back_whole_up_to_a_day_and_as_they_were_known() {
    on_each_engine(async |db| {
        let ash = add_person(db, LANCASHIRE, details("Ash", "Brook", date(2006, 5, 4))).await;
        let interview = EventToInsert {
            details: EventDetails {
                face_to_face: Some(true),
                adviser_present: Some(false),
                present: vec![Attendee::YoungPerson, Attendee::WorkCoach],
                substitute: "Sam for Kim, who was ill".into(),
                note: "Said \"yes\" — 😀\r\n\t'; DELETE FROM event; --".into(),
                days: Some(28),
                ..EventDetails::default()
            },
            source: "appointment".into(),
            ..new(ash, EventKind::ThreeWayInterview, date(2026, 1, 2))
        };
        let earlier = new(ash, EventKind::ClaimStarted, date(2026, 1, 1));
        let recorded = [
            Recorded {
                value: &interview,
                at: moment(5),
            },
            Recorded {
                value: &earlier,
                at: moment(6),
            },
        ];
        written(db, async |tx| {
            event::insert_recorded(tx, LANCASHIRE, &recorded, &stamp(100))
                .await
                .unwrap();
        })
        .await;
        assert_eq!(known(db, ash, Some(4)).await, Vec::<Uuid>::new());
        assert_eq!(known(db, ash, Some(5)).await, [interview.id]);
        assert_eq!(known(db, ash, None).await, [earlier.id, interview.id]);
        let until = async |day| {
            let found = event::of_person(db, ash, day, None).await.unwrap();
            found.len()
        };
        assert_eq!(until(date(2025, 12, 31)).await, 0);
        assert_eq!(until(date(2026, 1, 1)).await, 1);
        assert_eq!(until(date(2026, 1, 2)).await, 2);

        let found = event::find(db, interview.id).await.unwrap().unwrap();
        assert_eq!(found.details, interview.details);
        assert_eq!(
            (
                found.kind,
                found.happened_on,
                found.stamp.source.as_str(),
                found.stamp.at
            ),
            (
                interview.kind,
                interview.happened_on,
                "appointment",
                moment(5)
            )
        );
        assert_eq!(found.superseded, None);
        let plain = event::find(db, earlier.id).await.unwrap().unwrap();
        assert_eq!(plain.stamp.source, "entered");
        assert_eq!(event::find(db, Uuid::nil()).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn a_corrected_or_withdrawn_event_stays_in_the_history() {
    on_each_engine(async |db| {
        let ash = add_person(db, LANCASHIRE, details("Ash", "Brook", date(2006, 5, 4))).await;
        let wrong = new(ash, EventKind::HealthAssessment, date(2026, 1, 1));
        let right = new(ash, EventKind::HealthAssessment, date(2025, 1, 1));
        written(db, async |tx| {
            event::insert_many(tx, LANCASHIRE, std::slice::from_ref(&wrong), &stamp(5))
                .await
                .unwrap();
        })
        .await;
        written(db, async |tx| {
            let by = stamp(9);
            let replaced = event::supersede(tx, wrong.id, Some(right.id), "wrong year", &by).await;
            assert!(replaced.unwrap());
            // Whoever comes second changes nothing.
            let late = event::supersede(tx, wrong.id, None, "late", &by).await;
            assert!(!late.unwrap());
            event::insert_many(tx, LANCASHIRE, std::slice::from_ref(&right), &by)
                .await
                .unwrap();
        })
        .await;
        assert_eq!(known(db, ash, None).await, [right.id]);
        assert_eq!(known(db, ash, Some(8)).await, [wrong.id]);
        let superseded = event::find(db, wrong.id)
            .await
            .unwrap()
            .unwrap()
            .superseded
            .unwrap();
        assert_eq!(
            (superseded.at, superseded.replaced_by),
            (moment(9), Some(right.id))
        );
        assert_eq!(superseded.reason, "wrong year");

        let withdraw = async |authority: &str, second: i64| {
            written(db, async |tx| {
                let both = [wrong.id, right.id];
                event::withdraw_many(tx, authority, &both, "never", &stamp(second))
                    .await
                    .unwrap()
            })
            .await
        };
        // Another authority withdraws nothing here; the owner withdraws what still stands, once.
        assert_eq!(withdraw(CONWY, 10).await, Vec::<Uuid>::new());
        assert_eq!(withdraw(LANCASHIRE, 11).await, [ash]);
        assert_eq!(withdraw(LANCASHIRE, 12).await, Vec::<Uuid>::new());
        assert_eq!(known(db, ash, None).await, Vec::<Uuid>::new());
        assert_eq!(known(db, ash, Some(10)).await, [right.id]);
        let history: Vec<Uuid> = event::history(db, ash)
            .await
            .unwrap()
            .iter()
            .map(|record| record.id)
            .collect();
        assert_eq!(history, [right.id, wrong.id]);
    })
    .await;
}

#[tokio::test]
async fn the_events_of_an_authority_are_its_own_and_can_be_those_of_some_people() {
    on_each_engine(async |db| {
        let ash = add_person(db, LANCASHIRE, details("Ash", "Brook", date(2006, 5, 4))).await;
        let bo = add_person(db, LANCASHIRE, details("Bo", "Field", date(2006, 5, 4))).await;
        let welsh = add_person(db, CONWY, details("Cai", "Moor", date(2006, 5, 4))).await;
        let claim = EventDetails {
            regime: "universal_credit".into(),
            ..EventDetails::default()
        };
        let of_ash = EventToInsert {
            details: claim.clone(),
            ..new(ash, EventKind::ClaimStarted, date(2026, 1, 1))
        };
        let of_bo = new(bo, EventKind::PepReviewed, date(2026, 1, 2));
        let elsewhere = new(welsh, EventKind::PepReviewed, date(2026, 1, 2));
        written(db, async |tx| {
            event::insert_many(tx, LANCASHIRE, std::slice::from_ref(&of_ash), &stamp(5))
                .await
                .unwrap();
            event::insert_many(tx, LANCASHIRE, std::slice::from_ref(&of_bo), &stamp(8))
                .await
                .unwrap();
            event::insert_many(tx, CONWY, &[elsewhere], &stamp(5))
                .await
                .unwrap();
        })
        .await;
        let claimed = (ash, Event::new(of_ash.kind, of_ash.happened_on).with(claim));
        let reviewed = (bo, Event::new(of_bo.kind, of_bo.happened_on));
        let check = async |known_at: Option<i64>,
                           people: Option<&[Uuid]>,
                           expected: &[&(Uuid, Event)]| {
            let known_at = known_at.map(moment);
            let found = event::of_authority(db, LANCASHIRE, people, known_at)
                .await
                .unwrap();
            let mut found: Vec<(Uuid, Event)> = found
                .into_iter()
                .flat_map(|(person, events)| events.into_iter().map(move |event| (person, event)))
                .collect();
            found.sort_by_key(|(_, event)| event.on);
            assert_eq!(
                found.iter().collect::<Vec<_>>(),
                expected,
                "{known_at:?} {people:?}"
            );
        };
        check(None, None, &[&claimed, &reviewed]).await;
        check(Some(7), None, &[&claimed]).await;
        check(Some(8), None, &[&claimed, &reviewed]).await;
        check(Some(4), None, &[]).await;
        check(None, Some(&[bo]), &[&reviewed]).await;
        check(Some(7), Some(&[bo]), &[]).await;
        check(None, Some(&[]), &[]).await;
        // Somebody of another authority is not found by asking for them.
        check(None, Some(&[welsh]), &[]).await;
    })
    .await;
}
