//! Reminders and calendars: who gets which and when, once each, and nothing about anybody in them.

use casework::{
    Actor, Error, Moment, Role,
    account::{NewAccount, actor_of, add, sign_in},
    calendar_feed,
    cover::{self, NewCover},
    reminder::{self, Frequency, Kind, claim, postpone, prepare, sent},
    spell,
    worker::{self, WorkerRecord},
};
use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, date},
    tz::TimeZone,
};
use leaving_care::{
    allocation::{Allocation, WorkerRole},
    event::{EventDetails, EventKind},
    spell_value::{AllocationDetails, NewSpell, SpellKind, SpellValue},
};
use store::{event::EventToInsert, person::Stamp};
use uuid::Uuid;

use crate::site::{LANCASHIRE, Site, TODAY, at, moment, on_each_engine, spell as new_spell};

const PASSWORD: &str = "a long made-up password";
const LEASE: SignedDuration = SignedDuration::from_secs(90);

/// A moment by the clock on the wall in Britain.
fn clock(day: Date, hour: i8, minute: i8) -> Moment {
    let london = TimeZone::get("Europe/London").unwrap();
    Moment {
        today: day,
        now: day
            .at(hour, minute, 0, 0)
            .to_zoned(london)
            .unwrap()
            .timestamp(),
    }
}

fn morning(day: Date) -> Timestamp {
    clock(day, 7, 0).now
}

fn stamp(seconds: i64) -> Stamp {
    Stamp {
        at: moment(seconds).now,
        by: "Sam".into(),
        source: "entered".into(),
    }
}

async fn make(site: &Site, moment: Moment) -> usize {
    prepare(&site.office, moment, morning).await.unwrap()
}

/// Somebody who works here, with an account; gives both.
async fn add_adviser(site: &Site, name: &str) -> (WorkerRecord, String) {
    let record = WorkerRecord {
        id: Uuid::now_v7(),
        authority: LANCASHIRE.into(),
        name: name.into(),
        role: "personal_adviser".into(),
        team: "Leaving Care North".into(),
        locality: "North".into(),
        email: String::new(),
        starts_on: None,
        ends_on: None,
    };
    worker::save(&at(0), &site.office, &record).await.unwrap();
    let email = add_account(site, name, Role::PersonalAdviser, Some(record.id)).await;
    (record, email)
}

async fn add_account(site: &Site, name: &str, role: Role, worker: Option<Uuid>) -> String {
    let email = format!("{}@council.example", name.to_lowercase());
    let account = NewAccount {
        email: email.clone(),
        name: name.into(),
        role,
        worker,
        person: None,
        password: PASSWORD.into(),
    };
    add(&at(0), &site.office, account).await.unwrap();
    email
}

async fn actor(site: &Site, email: &str, moment: Moment) -> Actor {
    let token = sign_in(&site.office, email, PASSWORD, moment)
        .await
        .unwrap();
    actor_of(&site.office, &token, moment)
        .await
        .unwrap()
        .unwrap()
}

/// Somebody of 19 whose adviser this is, with nothing done for them yet: things are overdue.
async fn add_young_person(site: &Site, name: &str, adviser: &WorkerRecord) -> Uuid {
    let person = site.add_person(name, date(2006, 5, 4)).await;
    let in_care = new_spell(
        SpellKind::Placement,
        "C2 U4 E17",
        date(2018, 6, 1),
        Some(date(2024, 5, 4)),
    );
    spell::record(&at(1), &site.office, person, in_care, &[])
        .await
        .unwrap();
    let value = SpellValue::Allocation(AllocationDetails {
        allocation: Allocation {
            role: WorkerRole::PersonalAdviser,
            worker: adviser.id,
        },
        worker_name: adviser.name.clone(),
        team: adviser.team.clone(),
    });
    let allocation = NewSpell {
        value,
        starts_on: date(2023, 1, 1),
        ends_on: None,
    };
    spell::record(&at(1), &site.office, person, allocation, &[])
        .await
        .unwrap();
    person
}

/// Takes everything that waits and marks it as sent; gives to whom and what.
async fn send_all(site: &Site, moment: Moment) -> Vec<(String, Kind)> {
    let mut letters = Vec::new();
    while let Some(letter) = claim(&site.office, moment, "one", LEASE).await.unwrap() {
        sent(&site.office, &letter, moment.now).await.unwrap();
        letters.push((letter.to, letter.kind));
    }
    letters.sort_by(|one, other| one.0.cmp(&other.0));
    letters
}

#[tokio::test]
async fn a_summary_is_made_once_a_day_on_working_mornings_for_whoever_wants_one() {
    on_each_engine(async |site| {
        let (sam, sams) = add_adviser(site, "Sam").await;
        let (_, idle) = add_adviser(site, "Idle").await;
        let manager = add_account(site, "Manager", Role::TeamManager, None).await;
        add_account(site, "Auditor", Role::Auditor, None).await;
        add_young_person(site, "Ash", &sam).await;
        // Before seven in British time, and in summer that is six in UTC.
        assert_eq!(make(site, clock(TODAY, 6, 59)).await, 0);
        assert_eq!(make(site, clock(date(2026, 7, 6), 6, 59)).await, 0);
        assert_eq!(make(site, clock(TODAY, 7, 0)).await, 1);
        // Whoever has nothing to do gets nothing, and nobody works it out again.
        assert_eq!(make(site, clock(TODAY, 7, 1)).await, 0);
        assert_eq!(
            send_all(site, clock(TODAY, 7, 2)).await,
            [(sams.clone(), Kind::Daily)]
        );
        assert_eq!(make(site, clock(TODAY, 18, 0)).await, 0);
        assert!(send_all(site, clock(TODAY, 18, 0)).await.is_empty());
        // Saturday and Sunday are free.
        assert_eq!(make(site, clock(date(2026, 3, 7), 9, 0)).await, 0);
        assert_eq!(make(site, clock(date(2026, 3, 8), 9, 0)).await, 0);

        // A choice holds from the next summary on.
        let office = &site.office;
        let noon = clock(date(2026, 3, 9), 12, 0);
        let robin = actor(site, &manager, noon).await;
        assert_eq!(
            reminder::choice(&robin, office).await.unwrap(),
            Some(Frequency::None)
        );
        reminder::choose(&robin, office, Frequency::Weekly)
            .await
            .unwrap();
        assert_eq!(
            reminder::choice(&robin, office).await.unwrap(),
            Some(Frequency::Weekly)
        );
        let sam_now = actor(site, &sams, noon).await;
        assert_eq!(
            reminder::choice(&sam_now, office).await.unwrap(),
            Some(Frequency::Daily)
        );
        reminder::choose(&sam_now, office, Frequency::None)
            .await
            .unwrap();
        assert_eq!(make(site, noon).await, 0);
        // The next Monday stood still; on Tuesday the week's summary is made all the same, once.
        assert_eq!(make(site, clock(date(2026, 3, 17), 9, 0)).await, 1);
        assert_eq!(make(site, clock(date(2026, 3, 18), 9, 0)).await, 0);
        assert_eq!(
            send_all(site, clock(date(2026, 3, 18), 9, 0)).await,
            [(manager, Kind::Weekly)]
        );
        let idle_now = actor(site, &idle, noon).await;
        assert_eq!(
            reminder::choice(&idle_now, office).await.unwrap(),
            Some(Frequency::Daily)
        );
    })
    .await;
}

#[tokio::test]
async fn two_instances_make_one_and_only_one_of_them_sends_it() {
    on_each_engine(async |site| {
        let (sam, sams) = add_adviser(site, "Sam").await;
        add_young_person(site, "Ash", &sam).await;
        let office = &site.office;
        let now = clock(TODAY, 8, 0);
        let (one, other) = tokio::join!(make(site, now), make(site, now));
        assert_eq!(one + other, 1);
        let (one, other) = tokio::join!(
            claim(office, now, "one", LEASE),
            claim(office, now, "other", LEASE)
        );
        let taken: Vec<_> = [one.unwrap(), other.unwrap()]
            .into_iter()
            .flatten()
            .collect();
        assert_eq!(taken.len(), 1);
        assert_eq!(
            (taken[0].to.as_str(), taken[0].attempts),
            (sams.as_str(), 1)
        );
        assert!(taken[0].overdue > 0);
        // While the lease runs nobody else may; when it ran out without a word, the same reminder goes again.
        let later = |seconds| Moment {
            now: now.now + SignedDuration::from_secs(seconds),
            ..now
        };
        assert_eq!(
            claim(office, later(89), "other", LEASE).await.unwrap(),
            None
        );
        let again = claim(office, later(90), "other", LEASE)
            .await
            .unwrap()
            .unwrap();
        assert_eq!((again.id, again.attempts), (taken[0].id, 2));
        // The first one wakes up: what it says about failing no longer counts, that it sent does.
        postpone(office, &taken[0], "one", "too late", later(91).now)
            .await
            .unwrap();
        assert_eq!(
            claim(office, later(100), "third", LEASE).await.unwrap(),
            None
        );
        sent(office, &taken[0], later(101).now).await.unwrap();
        assert_eq!(
            claim(office, later(9_000), "third", LEASE).await.unwrap(),
            None
        );
    })
    .await;
}

#[tokio::test]
async fn a_server_that_is_down_keeps_reminders_waiting_with_growing_pauses() {
    on_each_engine(async |site| {
        let (sam, _) = add_adviser(site, "Sam").await;
        add_young_person(site, "Ash", &sam).await;
        let office = &site.office;
        let start = clock(TODAY, 8, 0);
        make(site, start).await;
        let mut now = start;
        let mut pauses = Vec::new();
        for _ in 0..12 {
            let letter = claim(office, now, "one", LEASE).await.unwrap().unwrap();
            postpone(office, &letter, "one", "connection\r\nrefused", now.now)
                .await
                .unwrap();
            let waiting = &reminder::waiting(&at(0), office, 10).await.unwrap()[0];
            assert_eq!(waiting.last_answer, "connectionrefused");
            let pause = waiting.next_try_at.duration_since(now.now);
            pauses.push(pause.as_secs());
            let early = Moment {
                now: waiting.next_try_at - SignedDuration::from_micros(1),
                ..now
            };
            assert_eq!(claim(office, early, "one", LEASE).await.unwrap(), None);
            now = Moment {
                now: waiting.next_try_at,
                ..now
            };
        }
        assert_eq!(pauses[..4], [30, 60, 120, 240]);
        assert_eq!(pauses[11], 21_600);
        assert_eq!(send_all(site, now).await.len(), 1);
        assert!(reminder::waiting(&at(0), office, 10).await.unwrap()[0].was_sent);
    })
    .await;
}

/// An event as it stands in the records, whichever page it came from.
async fn written(site: &Site, actor: &Actor, person: Uuid, kind: EventKind, on: Date) -> Uuid {
    let event = EventToInsert {
        id: Uuid::now_v7(),
        person,
        kind,
        happened_on: on,
        details: EventDetails::default(),
        source: "entered".into(),
    };
    let stamp = Stamp {
        at: actor.moment.now,
        by: actor.name.clone(),
        source: "entered".into(),
    };
    let id = event.id;
    let mut tx = site.db.begin().await.unwrap();
    let version = store::authority::raise_version(&mut tx, LANCASHIRE)
        .await
        .unwrap();
    store::event::insert_many(&mut tx, LANCASHIRE, &[event], &stamp)
        .await
        .unwrap();
    store::person::stamp_version(&mut tx, &[person], version)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    id
}

#[tokio::test]
async fn a_first_missed_appointment_is_told_at_once_to_the_adviser_and_whoever_covers() {
    on_each_engine(async |site| {
        let office = &site.office;
        let (sam, sams) = add_adviser(site, "Sam").await;
        let (jo, jos) = add_adviser(site, "Jo").await;
        let manager = add_account(site, "Manager", Role::TeamManager, None).await;
        let ash = add_young_person(site, "Ash", &sam).await;
        let lee = site.add_person("Lee", date(2006, 5, 4)).await;
        for email in [&sams, &jos] {
            let adviser = actor(site, email, clock(date(2026, 3, 2), 12, 0)).await;
            reminder::choose(&adviser, office, Frequency::None)
                .await
                .unwrap();
        }
        // Claims and appointments are recorded at the Jobcentre's page; here only the event counts.
        let happened = async |person, kind, on: Date, seconds| {
            written(site, &at(seconds), person, kind, on).await
        };
        // A Sunday evening is no hindrance.
        let sunday = clock(date(2026, 3, 8), 22, 0);
        happened(ash, EventKind::ClaimStarted, date(2026, 2, 1), 10).await;
        happened(ash, EventKind::AppointmentFailed, date(2026, 3, 2), 11).await;
        assert_eq!(make(site, sunday).await, 1);
        assert_eq!(make(site, sunday).await, 0);
        assert_eq!(
            send_all(site, sunday).await,
            [(sams.clone(), Kind::FirstMissedAppointment)]
        );
        // A second miss takes its normal course; the first of a new claim is told again, to both while Sam is away.
        happened(ash, EventKind::AppointmentFailed, date(2026, 3, 3), 12).await;
        assert_eq!(make(site, sunday).await, 0);
        let away = NewCover {
            worker: sam.id,
            covered_by: jo.id,
            starts_on: TODAY,
            ends_on: date(2026, 3, 20),
        };
        cover::record(&at(13), office, away).await.unwrap();
        let claimed = happened(ash, EventKind::ClaimStarted, date(2026, 3, 3), 14).await;
        let mut tx = site.db.begin().await.unwrap();
        store::event::supersede(&mut tx, claimed, None, "a slip", &stamp(15))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(make(site, sunday).await, 0);
        // Without an adviser the managers hear of it.
        happened(lee, EventKind::AppointmentFailed, date(2026, 3, 1), 16).await;
        assert_eq!(make(site, sunday).await, 1);
        assert_eq!(
            send_all(site, sunday).await,
            [(manager, Kind::FirstMissedAppointment)]
        );
        let kim = add_young_person(site, "Kim", &sam).await;
        happened(kim, EventKind::AppointmentFailed, TODAY, 17).await;
        assert_eq!(make(site, sunday).await, 2);
        assert_eq!(
            send_all(site, sunday).await,
            [
                (jos, Kind::FirstMissedAppointment),
                (sams, Kind::FirstMissedAppointment)
            ]
        );
        // What happened long ago is no news.
        let pat = add_young_person(site, "Pat", &sam).await;
        happened(pat, EventKind::AppointmentFailed, date(2026, 1, 5), 18).await;
        assert_eq!(make(site, sunday).await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_closed_account_gets_nothing_more() {
    on_each_engine(async |site| {
        let (sam, _) = add_adviser(site, "Sam").await;
        add_young_person(site, "Ash", &sam).await;
        let now = clock(TODAY, 8, 0);
        assert_eq!(make(site, now).await, 1);
        let mut tx = site.db.begin().await.unwrap();
        store::account::close_from(&mut tx, sam.id, Some(TODAY))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert!(send_all(site, now).await.is_empty());
        assert!(!reminder::waiting(&at(0), &site.office, 10).await.unwrap()[0].was_sent);
        assert_eq!(make(site, clock(date(2026, 3, 4), 8, 0)).await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_calendar_opens_with_its_secret_only_and_says_nothing_about_anybody() {
    on_each_engine(async |site| {
        let office = &site.office;
        let (sam, sams) = add_adviser(site, "Sam").await;
        let ash = add_young_person(site, "Ashley", &sam).await;
        let me = actor(site, &sams, moment(10)).await;
        assert_eq!(calendar_feed::made_at(&me, office).await.unwrap(), None);
        let token = calendar_feed::make(&me, office).await.unwrap();
        let calendar = calendar_feed::open(office, &token, moment(11))
            .await
            .unwrap();
        assert!(calendar.entries.len() > 1);
        let all = format!("{:?}", calendar.entries);
        let id = ash.to_string();
        for secret in ["Ash", "Made-Up", "Sam", id.as_str(), &id[24..]] {
            assert!(!all.contains(secret), "{secret} in {all}");
        }
        let mut uids: Vec<&str> = calendar
            .entries
            .iter()
            .map(|entry| entry.uid.as_str())
            .collect();
        uids.sort_unstable();
        let count = uids.len();
        uids.dedup();
        assert_eq!(uids.len(), count, "each entry has a UID of its own");
        // The same tomorrow, as far as the same is owed.
        let mut tomorrow = moment(12);
        tomorrow.today = TODAY.tomorrow().unwrap();
        let next = calendar_feed::open(office, &token, tomorrow).await.unwrap();
        let kept = next
            .entries
            .iter()
            .filter(|entry| uids.contains(&entry.uid.as_str()))
            .count();
        assert!(kept >= count - 1, "{kept} of {count}");

        // Since when it reads so.
        let since = async |hash: &str, seconds| {
            let calendar = calendar_feed::open(office, &token, moment(seconds))
                .await
                .unwrap();
            calendar_feed::unchanged_since(office, &calendar, hash, moment(seconds).now)
                .await
                .unwrap()
        };
        assert_eq!(since("a", 20).await, moment(20).now);
        assert_eq!(since("a", 30).await, moment(20).now);
        assert_eq!(since("b", 40).await, moment(40).now);

        // Only the hash is kept; a new address ends the old one; taken back, nothing opens.
        let is_gone = async |token: &str, moment| {
            matches!(
                calendar_feed::open(office, token, moment).await,
                Err(Error::NotFound(_))
            )
        };
        assert!(is_gone("", moment(41)).await && is_gone("guessed", moment(41)).await);
        let newer = calendar_feed::make(&me, office).await.unwrap();
        assert!(is_gone(&token, moment(42)).await && !is_gone(&newer, moment(42)).await);
        calendar_feed::withdraw(&me, office).await.unwrap();
        assert!(is_gone(&newer, moment(43)).await);
        let last = calendar_feed::make(&me, office).await.unwrap();
        let mut tx = site.db.begin().await.unwrap();
        store::account::close_from(&mut tx, sam.id, Some(TODAY))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert!(is_gone(&last, moment(44)).await);
    })
    .await;
}
