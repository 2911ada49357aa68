//! Steps at the Jobcentre: each version comes back, in its place, as it was known; a form that comes twice is written once.

use jiff::civil::{Date, date};
use leaving_care::claim::{Benefit, How, Stage, Step, Taken};
use store::{Db, jobcentre_step, jobcentre_step::StepRecord};
use uuid::Uuid;

use crate::{CONWY, LANCASHIRE, add_person, details, moment, on_each_engine, stamp, written};

fn record(person: Uuid, position: i64, about: Option<Uuid>, on: Date, step: Step) -> StepRecord {
    let id = Uuid::now_v7();
    StepRecord {
        id,
        authority: LANCASHIRE.into(),
        person,
        position,
        taken: Taken {
            id,
            about: about.unwrap_or(id),
            on,
            step,
        },
        events: vec![Uuid::now_v7(), Uuid::now_v7()],
        side: "council".into(),
        at: moment(position),
        by: "Sam Okafor".into(),
        superseded: None,
    }
}

fn planned() -> Step {
    Step::ClaimPlanned {
        benefit: Benefit::UniversalCredit,
        office: "Zażółć & \"O'Brien\"".into(),
        work_coach: String::new(),
    }
}

fn stage(stage: Stage) -> Step {
    let note = String::new();
    Step::ClaimStage { stage, note }
}

async fn steps(db: &Db, person: Uuid) -> Vec<StepRecord> {
    jobcentre_step::of_person(db, person, Date::MAX, None)
        .await
        .unwrap()
}

#[tokio::test]
async fn steps_come_back_in_their_order_and_as_they_were_known() {
    on_each_engine(async |db| {
        let ash = add_person(db, LANCASHIRE, details("Ash", "Brook", date(2008, 3, 3))).await;
        let claim = record(ash, 1, None, date(2026, 2, 1), planned());
        let prepared = record(
            ash,
            2,
            Some(claim.id),
            date(2026, 2, 20),
            stage(Stage::Prepared),
        );
        let both = [claim.clone(), prepared.clone()];
        let count = written(db, async |tx| {
            jobcentre_step::insert_many(tx, &both).await.unwrap()
        })
        .await;
        assert_eq!(count, 2);
        let again = written(db, async |tx| {
            jobcentre_step::insert_many(tx, &both).await.unwrap()
        })
        .await;
        assert_eq!(again, 0, "the same form twice");
        assert_eq!(steps(db, ash).await, both);
        let until = jobcentre_step::of_person(db, ash, date(2026, 2, 19), None)
            .await
            .unwrap();
        assert_eq!(until, std::slice::from_ref(&claim));

        // The first is corrected: another version in the same place, what goes on with it still does.
        let mut corrected = record(ash, 1, None, date(2026, 2, 2), planned());
        corrected.taken.id = claim.taken.id;
        corrected.taken.about = claim.taken.id;
        corrected.at = moment(60);
        written(db, async |tx| {
            assert!(
                jobcentre_step::supersede(tx, claim.id, Some(corrected.id), "the day", &stamp(60))
                    .await
                    .unwrap()
            );
            assert!(
                !jobcentre_step::supersede(tx, claim.id, None, "again", &stamp(61))
                    .await
                    .unwrap()
            );
            jobcentre_step::insert_many(tx, &[corrected.clone()])
                .await
                .unwrap();
            let locked = jobcentre_step::of_person_locked(tx, ash).await.unwrap();
            assert_eq!(locked, [corrected.clone(), prepared.clone()]);
        })
        .await;
        assert_eq!(steps(db, ash).await, [corrected.clone(), prepared.clone()]);
        let before = jobcentre_step::of_person(db, ash, Date::MAX, Some(moment(59)))
            .await
            .unwrap();
        let known: Vec<Uuid> = before.iter().map(|step| step.id).collect();
        assert_eq!(known, [claim.id, prepared.id]);
        let history = jobcentre_step::history(db, ash).await.unwrap();
        assert_eq!(history.len(), 3);
        let old = jobcentre_step::find(db, claim.id).await.unwrap().unwrap();
        let superseded = old.superseded.unwrap();
        assert_eq!(
            (superseded.replaced_by, superseded.reason.as_str()),
            (Some(corrected.id), "the day")
        );
        assert_eq!(jobcentre_step::find(db, Uuid::nil()).await.unwrap(), None);
        let all = jobcentre_step::of_authority(db, LANCASHIRE).await.unwrap();
        assert_eq!(all, [corrected, prepared]);
        assert_eq!(jobcentre_step::of_authority(db, CONWY).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn a_missed_appointment_is_untold_until_somebody_tells_or_talks() {
    on_each_engine(async |db| {
        let ash = add_person(db, LANCASHIRE, details("Ash", "Brook", date(2008, 3, 3))).await;
        let day = date(2026, 4, 1);
        let missed = |position: i64| {
            let step = Step::AppointmentMissed {
                note: String::new(),
            };
            record(ash, position, Some(Uuid::now_v7()), day, step)
        };
        let (first, second, third) = (missed(1), missed(2), missed(3));
        let told = record(
            ash,
            4,
            Some(first.taken.about),
            day,
            Step::AdviserTold { by: String::new() },
        );
        let all = [first, second.clone(), third.clone(), told.clone()];
        written(db, async |tx| {
            jobcentre_step::insert_many(tx, &all).await.unwrap()
        })
        .await;
        let untold = async || -> Vec<Uuid> {
            let found = jobcentre_step::missed_untold(db, LANCASHIRE).await.unwrap();
            found.iter().map(|record| record.id).collect()
        };
        assert_eq!(untold().await, [third.id, second.id]);
        assert_eq!(jobcentre_step::missed_untold(db, CONWY).await.unwrap(), []);
        // Told by mistake, and withdrawn.
        written(db, async |tx| {
            jobcentre_step::supersede(tx, told.id, None, "wrong person", &stamp(9))
                .await
                .unwrap();
            let refused = Step::ConsentRefused {
                how: How::Phone,
                note: String::new(),
            };
            let other = record(ash, 5, Some(second.taken.about), day, refused);
            jobcentre_step::insert_many(tx, &[other]).await.unwrap();
        })
        .await;
        assert_eq!(untold().await.len(), 3);
    })
    .await;
}
