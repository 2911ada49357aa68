//! The directory of Jobcentres: kept, confirmed and taken out of; and awareness sessions, which cover work coaches for a time.

use casework::{
    Actor, Error,
    awareness_session::{self, NewSession},
    jobcentre_directory::{self as directory, NewEntry},
};
use jiff::{
    ToSpan,
    civil::{Date, date},
};
use leaving_care::jobcentre::{EntryKind, Setting};
use uuid::Uuid;

use crate::{
    partner::{coach, entry},
    site::{CONWY, LANCASHIRE, TODAY, command_line, on_each_engine},
};

fn days_later(days: i64) -> Actor {
    let mut actor = command_line(LANCASHIRE);
    actor.moment.today = TODAY.saturating_add(days.days());
    actor
}

#[tokio::test]
#[expect(
    clippy::too_many_lines,
    reason = "a scenario told from beginning to end"
)]
async fn an_entry_is_kept_confirmed_and_taken_out() {
    on_each_engine(async |site| {
        let (actor, office) = (command_line(LANCASHIRE), &site.office);
        let jobcentre = directory::record(&actor, office, entry(EntryKind::Office, "Preston"))
            .await
            .unwrap();
        // A work coach needs an office, and each entry a way to be reached.
        for (wrong, field) in [
            (entry(EntryKind::WorkCoach, "Robin Vale"), "office"),
            (
                NewEntry {
                    phone: String::new(),
                    ..entry(EntryKind::Adviser, "Sam Okafor")
                },
                "phone",
            ),
            (
                NewEntry {
                    email: "nowhere".into(),
                    ..entry(EntryKind::Adviser, "Sam Okafor")
                },
                "email",
            ),
            (entry(EntryKind::Adviser, " "), "name"),
        ] {
            let Err(Error::Invalid(problems)) = directory::record(&actor, office, wrong).await
            else {
                panic!("{field}")
            };
            assert_eq!(problems[0].field, field);
        }
        let new = NewEntry {
            office: Some(jobcentre),
            ..entry(EntryKind::WorkCoach, "Robin Vale")
        };
        let robin = directory::record(&actor, office, new.clone())
            .await
            .unwrap();
        let open =
            |days: i64| async move { directory::open(&days_later(days), office).await.unwrap() };
        let found = open(0).await;
        let known = found.find(robin).unwrap();
        assert_eq!(
            (
                known.district.as_str(),
                known.office_name.as_str(),
                known.is_stale
            ),
            ("Northern", "Preston", false)
        );

        // Right for 90 days, then not; a decision of the council changes that from its day.
        assert_eq!(open(90).await.stale(), 0);
        assert_eq!(open(91).await.stale(), 2);
        let from = TODAY.saturating_add(10.days());
        directory::set_setting(
            &actor,
            office,
            Setting::DirectoryDays,
            30,
            from,
            "Team meeting",
        )
        .await
        .unwrap();
        assert_eq!(open(9).await.days, 90);
        assert_eq!((open(30).await.stale(), open(31).await.stale()), (0, 2));
        directory::confirm(&days_later(31), office, &[robin])
            .await
            .unwrap();
        assert_eq!(open(31).await.stale(), 1);

        // Two who correct the same version: the second is told.
        let based_on = known.version;
        let changed = NewEntry {
            phone: "01632 960 002".into(),
            ..new.clone()
        };
        directory::correct(&actor, office, robin, based_on, changed.clone())
            .await
            .unwrap();
        let second = directory::correct(&actor, office, robin, based_on, new.clone()).await;
        assert!(matches!(second, Err(Error::Conflict)), "{second:?}");
        let history = directory::history(&actor, office, robin).await.unwrap();
        assert_eq!(history.len(), 2);
        assert_eq!(history[0].record.phone, "01632 960 002");

        // An office with work coaches stays; a taken-out entry is gone, and its history stays.
        let version = |id: Uuid| async move { open(0).await.find(id).unwrap().version };
        let refused = directory::take_out(
            &actor,
            office,
            jobcentre,
            version(jobcentre).await,
            "Closed",
        )
        .await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
        directory::take_out(&actor, office, robin, version(robin).await, "Left")
            .await
            .unwrap();
        assert!(open(0).await.find(robin).is_none());
        let history = directory::history(&actor, office, robin).await.unwrap();
        assert_eq!(history[0].record.superseded.as_ref().unwrap().2, "Left");

        // Another authority has none of it.
        let elsewhere = command_line(CONWY);
        assert_eq!(
            directory::open(&elsewhere, office)
                .await
                .unwrap()
                .entries()
                .count(),
            0
        );
        assert!(matches!(
            directory::history(&elsewhere, office, jobcentre).await,
            Err(Error::NotFound(_))
        ));
        assert!(matches!(
            directory::confirm(&elsewhere, office, &[jobcentre]).await,
            Err(Error::NotFound(_))
        ));
        let theirs = directory::correct(&elsewhere, office, jobcentre, Uuid::nil(), new).await;
        assert!(matches!(theirs, Err(Error::NotFound(_))), "{theirs:?}");
    })
    .await;
}

#[tokio::test]
async fn sessions_cover_work_coaches_for_a_time() {
    on_each_engine(async |site| {
        let office = &site.office;
        let (_, north) = coach(site, "Northern").await;
        coach(site, "Southern").await;
        let manager = command_line(LANCASHIRE);
        let session = |held_on: Date, coaches: Vec<Uuid>| NewSession {
            held_on,
            led_by: "Robin Vale".into(),
            about: String::new(),
            coaches,
        };
        for wrong in [
            session(TODAY.saturating_add(1.day()), vec![north]),
            session(TODAY, Vec::new()),
            session(TODAY, vec![Uuid::nil()]),
        ] {
            let refused = awareness_session::record(&manager, office, wrong).await;
            assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
        }
        let held = awareness_session::record(
            &manager,
            office,
            session(date(2024, 3, 4), vec![north, north]),
        )
        .await
        .unwrap();
        let covered = |days: i64| async move {
            let list = awareness_session::list(&days_later(days), office)
                .await
                .unwrap();
            (list.directory.trained(), list.directory.coaches().count())
        };
        assert_eq!(covered(0).await, (1, 2));
        assert_eq!(covered(1).await, (0, 2));
        awareness_session::withdraw(&manager, office, held, "Another council's")
            .await
            .unwrap();
        assert_eq!(covered(0).await, (0, 2));
        let twice = awareness_session::withdraw(&manager, office, held, "Again").await;
        assert!(matches!(twice, Err(Error::NotFound(_))), "{twice:?}");
    })
    .await;
}
