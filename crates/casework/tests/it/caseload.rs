//! Passing young people on and taking it back, cover, the board and its lists, on both engines.

mod board;

use casework::{
    Actor, Error, Role,
    account::{NewAccount, actor_of, add, sign_in},
    caseload::{
        Ask, Decision, OverdueQuery, SteadinessQuery, board, overdue, past_reassignments, preview,
        reassign, set_limit, steadiness, take_back, unallocated,
    },
    contact,
    cover::{self, NewCover},
    forecast,
    permission::may,
    spell,
    worker::{self, WorkerRecord},
};
use jiff::{
    ToSpan,
    civil::{Date, date},
};
use leaving_care::{
    allocation::{Allocation, WorkerRole},
    caseload::Share,
    forecast::Step,
    spell_value::{AllocationDetails, NewSpell, SpellKind, SpellValue},
};
use uuid::Uuid;

use crate::site::{CONWY, LANCASHIRE, Site, TODAY, at, moment, on_each_engine, spell as new_spell};

const PASSWORD: &str = "a long made-up password";

fn worker(name: &str, locality: &str) -> WorkerRecord {
    WorkerRecord {
        id: Uuid::now_v7(),
        authority: LANCASHIRE.into(),
        name: name.into(),
        role: "personal_adviser".into(),
        team: format!("Leaving Care {locality}"),
        locality: locality.into(),
        email: String::new(),
        starts_on: Some(date(2020, 1, 1)),
        ends_on: None,
    }
}

async fn add_worker(site: &Site, name: &str, locality: &str) -> WorkerRecord {
    let record = worker(name, locality);
    worker::save(&at(0), &site.office, &record).await.unwrap();
    record
}

fn allocation(worker: &WorkerRecord, from: Date, until: Option<Date>) -> NewSpell {
    let value = SpellValue::Allocation(AllocationDetails {
        allocation: Allocation {
            role: WorkerRole::PersonalAdviser,
            worker: worker.id,
        },
        worker_name: worker.name.clone(),
        team: worker.team.clone(),
    });
    NewSpell {
        value,
        starts_on: from,
        ends_on: until,
    }
}

/// Somebody of 19 who left care at 18, in the North.
async fn add_care_leaver(site: &Site, name: &str) -> Uuid {
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
    person
}

async fn allocate(site: &Site, person: Uuid, spell: NewSpell) -> Uuid {
    spell::record(&at(2), &site.office, person, spell, &[])
        .await
        .unwrap()
}

/// Every allocation that stands: the worker's name, from, until.
async fn advisers(site: &Site, person: Uuid) -> Vec<String> {
    let mut lines = Vec::new();
    for record in store::spell::of_person(&site.db, person, None)
        .await
        .unwrap()
    {
        if let SpellValue::Allocation(details) = &record.value {
            let until = record
                .ends_on
                .map_or_else(|| "now".to_owned(), |end| end.to_string());
            lines.push(format!(
                "{} {} to {until}",
                details.worker_name, record.starts_on
            ));
        }
    }
    lines
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

async fn signed_in(site: &Site, email: &str, seconds: i64) -> Actor {
    let token = sign_in(&site.office, email, PASSWORD, moment(seconds))
        .await
        .unwrap();
    actor_of(&site.office, &token, moment(seconds))
        .await
        .unwrap()
        .unwrap()
}

fn ask(worker: &WorkerRecord, from_day: Date, share: Share) -> Ask {
    Ask {
        worker: worker.id,
        from_day,
        share,
        colleagues: Vec::new(),
    }
}

/// The proposal as it is, decided upon.
async fn decide(site: &Site, ask: &Ask, leaves: bool) -> Decision {
    let proposal = preview(&at(3), &site.office, ask).await.unwrap();
    Decision {
        id: Uuid::now_v7(),
        worker: ask.worker,
        from_day: ask.from_day,
        leaves,
        reason: "Leaves the council".into(),
        moves: proposal
            .lines
            .iter()
            .map(|line| (line.spell, line.to))
            .collect(),
    }
}

#[tokio::test]
#[expect(
    clippy::too_many_lines,
    reason = "a scenario told from beginning to end"
)]
async fn a_leavers_young_people_are_passed_on_in_one_go_and_it_can_be_taken_back() {
    on_each_engine(async |site| {
        let office = &site.office;
        let sam = add_worker(site, "Sam", "North").await;
        let jo = add_worker(site, "Jo", "North").await;
        let kit = add_worker(site, "Kit", "East").await;
        let (ash, bo, cy) = (
            add_care_leaver(site, "Ash").await,
            add_care_leaver(site, "Bo").await,
            add_care_leaver(site, "Cy").await,
        );
        allocate(site, ash, allocation(&sam, date(2023, 1, 1), None)).await;
        // Ends later by itself, and one that has not begun yet.
        allocate(
            site,
            bo,
            allocation(&sam, date(2024, 1, 1), Some(date(2026, 6, 1))),
        )
        .await;
        allocate(site, cy, allocation(&sam, date(2026, 4, 1), None)).await;
        let email = add_account(site, "Sam", Role::PersonalAdviser, Some(sam.id)).await;
        let before = [
            advisers(site, ash).await,
            advisers(site, bo).await,
            advisers(site, cy).await,
        ];
        let from_day = TODAY.saturating_add(6.days());

        // All three live in the North, so Jo takes them, although Kit has as few.
        let by_locality = preview(&at(3), office, &ask(&sam, from_day, Share::ByLocality))
            .await
            .unwrap();
        assert!(by_locality.lines.iter().all(|line| line.to == jo.id));
        let evenly = preview(&at(3), office, &ask(&sam, from_day, Share::Evenly))
            .await
            .unwrap();
        let has = |id| evenly.lines.iter().filter(|line| line.to == id).count();
        assert_eq!(
            (has(jo.id) + has(kit.id), has(jo.id).abs_diff(has(kit.id))),
            (3, 1)
        );
        assert_eq!(
            evenly
                .colleagues
                .iter()
                .map(|line| line.would_have)
                .sum::<usize>(),
            3
        );

        let decision = decide(site, &ask(&sam, from_day, Share::ByLocality), true).await;
        let done = reassign(&at(4), office, &decision).await.unwrap();
        assert_eq!((done.young_people, done.accounts_closed), (3, 1));
        assert_eq!(
            advisers(site, ash).await,
            [
                format!("Sam 2023-01-01 to {from_day}"),
                format!("Jo {from_day} to now")
            ]
        );
        assert_eq!(
            advisers(site, bo).await,
            [
                format!("Sam 2024-01-01 to {from_day}"),
                format!("Jo {from_day} to 2026-06-01")
            ]
        );
        assert_eq!(advisers(site, cy).await, ["Jo 2026-04-01 to now"]);
        // What was known before stays known.
        let known = store::spell::of_person(&site.db, ash, Some(moment(3).now))
            .await
            .unwrap();
        assert!(
            known
                .iter()
                .any(|record| record.value.kind() == SpellKind::Allocation
                    && record.ends_on.is_none())
        );

        // The account opens until the day before, and on the day no more, not even for somebody who is signed in.
        let token = sign_in(office, &email, PASSWORD, moment(5)).await.unwrap();
        let mut last_day = moment(60);
        last_day.today = from_day.yesterday().unwrap();
        assert!(actor_of(office, &token, last_day).await.unwrap().is_some());
        let mut gone = moment(120);
        gone.today = from_day;
        assert!(actor_of(office, &token, gone).await.unwrap().is_none());
        assert!(matches!(
            sign_in(office, &email, PASSWORD, gone).await,
            Err(Error::SignInFailed)
        ));

        // The same form sent twice passes on once.
        let again = reassign(&at(5), office, &decision).await.unwrap();
        assert_eq!(again.young_people, 3);
        assert_eq!(past_reassignments(&at(5), office).await.unwrap().len(), 1);

        // Meanwhile somebody gives Bo to Kit: taking back leaves that alone.
        let with_jo = store::spell::of_person(&site.db, bo, None)
            .await
            .unwrap()
            .into_iter()
            .find(|record| record.starts_on == from_day)
            .unwrap();
        let to_kit = NewSpell {
            ends_on: Some(date(2026, 6, 1)),
            ..allocation(&kit, from_day, None)
        };
        spell::correct(&at(6), office, with_jo.id, to_kit, "knows Kit")
            .await
            .unwrap();
        assert!(matches!(
            take_back(&at(7), office, done.id, " ").await,
            Err(Error::Invalid(_))
        ));
        let back = take_back(&at(7), office, done.id, "stays after all")
            .await
            .unwrap();
        assert_eq!((back.young_people, back.left_as_they_are), (2, vec![bo]));
        assert_eq!(advisers(site, ash).await, before[0]);
        assert_eq!(advisers(site, cy).await, before[2]);
        assert!(
            advisers(site, bo)
                .await
                .contains(&format!("Kit {from_day} to 2026-06-01"))
        );
        assert!(sign_in(office, &email, PASSWORD, gone).await.is_ok());
        assert!(matches!(
            take_back(&at(8), office, done.id, "again").await,
            Err(Error::Conflict)
        ));
        let history = store::spell::history(&site.db, ash).await.unwrap();
        assert_eq!(
            history
                .iter()
                .filter(|record| record.value.kind() == SpellKind::Allocation)
                .count(),
            4
        );
    })
    .await;
}

#[tokio::test]
#[expect(
    clippy::too_many_lines,
    reason = "a scenario told from beginning to end"
)]
async fn nothing_is_written_when_somebody_was_faster_or_nobody_can_take_over() {
    on_each_engine(async |site| {
        let office = &site.office;
        let sam = add_worker(site, "Sam", "North").await;
        let ask_sam = ask(&sam, TODAY, Share::Evenly);
        // Nobody else works here.
        assert!(matches!(
            preview(&at(3), office, &ask_sam).await,
            Err(Error::Invalid(_))
        ));
        let jo = add_worker(site, "Jo", "North").await;
        let gone = WorkerRecord {
            ends_on: Some(TODAY),
            ..worker("Gone", "North")
        };
        worker::save(&at(0), office, &gone).await.unwrap();
        let elsewhere = WorkerRecord {
            authority: CONWY.into(),
            ..worker("Elsewhere", "North")
        };
        worker::save(&crate::site::command_line(CONWY), office, &elsewhere)
            .await
            .unwrap();
        let coach = WorkerRecord {
            role: "social_worker".into(),
            ..worker("Priya", "North")
        };
        worker::save(&at(0), office, &coach).await.unwrap();
        let (ash, bo) = (
            add_care_leaver(site, "Ash").await,
            add_care_leaver(site, "Bo").await,
        );
        let first = allocate(site, ash, allocation(&sam, date(2023, 1, 1), None)).await;
        let decision = decide(site, &ask_sam, true).await;
        let before = site.people().await;
        let check = async |decision: &Decision, expected: &str| {
            let answer = reassign(&at(5), office, decision).await;
            let found = match answer {
                Err(Error::Conflict) => "conflict".to_owned(),
                Err(Error::Invalid(problems)) => problems[0].field.to_owned(),
                other => format!("{other:?}"),
            };
            assert_eq!(found, expected, "{decision:?}");
        };
        let change = |change: fn(&mut Decision)| {
            let mut changed = decision.clone();
            change(&mut changed);
            changed
        };
        check(&change(|decision| decision.reason = "  ".into()), "reason").await;
        check(
            &change(|decision| decision.from_day = date(2019, 12, 31)),
            "moves",
        )
        .await;
        for to in [gone.id, elsewhere.id, coach.id, sam.id, Uuid::nil()] {
            let mut changed = decision.clone();
            changed.moves[0].1 = to;
            check(&changed, "moves").await;
        }
        check(
            &Decision {
                leaves: false,
                moves: Vec::new(),
                ..decision.clone()
            },
            "moves",
        )
        .await;
        check(
            &Decision {
                worker: Uuid::nil(),
                ..decision.clone()
            },
            "worker",
        )
        .await;
        // Somebody who leaves cannot keep one of them.
        check(
            &Decision {
                moves: Vec::new(),
                ..decision.clone()
            },
            "conflict",
        )
        .await;
        assert_eq!(site.people().await, before);

        // Somebody was allocated to the leaver since, or an allocation was corrected.
        let second = allocate(site, bo, allocation(&sam, date(2025, 1, 1), None)).await;
        check(&decision, "conflict").await;
        spell::withdraw(&at(4), office, second, "a slip")
            .await
            .unwrap();
        spell::correct(
            &at(4),
            office,
            first,
            allocation(&sam, date(2023, 2, 1), None),
            "a slip",
        )
        .await
        .unwrap();
        let before = site.people().await;
        check(&decision, "conflict").await;
        assert_eq!(site.people().await, before);
        // Looked at again, it goes.
        let fresh = decide(site, &ask_sam, true).await;
        assert_eq!(
            reassign(&at(6), office, &fresh).await.unwrap().young_people,
            1
        );
        assert_eq!(
            advisers(site, ash).await,
            [
                format!("Sam 2023-02-01 to {TODAY}"),
                format!("Jo {TODAY} to now")
            ]
        );
        assert!(matches!(
            preview(
                &somebody_of_conwy(),
                office,
                &ask(&jo, TODAY, Share::Evenly)
            )
            .await,
            Err(Error::Invalid(_))
        ));
    })
    .await;
}

fn somebody_of_conwy() -> Actor {
    Actor {
        role: Role::TeamManager,
        ..crate::site::command_line(CONWY)
    }
}

#[tokio::test]
async fn cover_shows_work_and_gives_no_rights() {
    on_each_engine(async |site| {
        let office = &site.office;
        let sam = add_worker(site, "Sam", "North").await;
        let jo = WorkerRecord {
            role: "youth_adviser".into(),
            ..worker("Jo", "North")
        };
        worker::save(&at(0), office, &jo).await.unwrap();
        let ash = add_care_leaver(site, "Ash").await;
        allocate(site, ash, allocation(&sam, date(2023, 1, 1), None)).await;
        let email = add_account(site, "Jo", Role::YouthAdviser, Some(jo.id)).await;
        let covers = async |day: Date| {
            let mut actor = signed_in(site, &email, 10).await;
            actor.moment.today = day;
            cover::own(&actor, office).await.unwrap().len()
        };
        assert_eq!(covers(TODAY).await, 0);
        let new = NewCover {
            worker: sam.id,
            covered_by: jo.id,
            starts_on: TODAY,
            ends_on: date(2026, 3, 6),
        };
        let id = cover::record(&at(3), office, new).await.unwrap();
        for (day, expected) in [
            (date(2026, 3, 2), 0),
            (TODAY, 1),
            (date(2026, 3, 5), 1),
            (date(2026, 3, 6), 0),
        ] {
            assert_eq!(covers(day).await, expected, "{day}");
        }
        assert!(matches!(
            cover::record(&at(4), office, new).await,
            Err(Error::Invalid(_))
        ));
        // What the youth adviser may do is what youth advisers may do.
        let actor = signed_in(site, &email, 11).await;
        for action in casework::Action::ALL {
            assert_eq!(
                actor.may(action),
                may(Role::YouthAdviser, action),
                "{action:?}"
            );
        }
        assert!(
            !actor.may(casework::Action::AwardMoney)
                && may(Role::PersonalAdviser, casework::Action::AwardMoney)
        );

        // Back early: the days after are no longer covered, and the one before stays in the history.
        let early = NewCover {
            ends_on: date(2026, 3, 4),
            ..new
        };
        let changed = cover::change(&at(5), office, id, early).await.unwrap();
        assert_eq!(
            (covers(TODAY).await, covers(date(2026, 3, 4)).await),
            (1, 0)
        );
        assert!(matches!(
            cover::change(&at(6), office, id, early).await,
            Err(Error::NotFound(_))
        ));
        cover::withdraw(&at(7), office, changed).await.unwrap();
        assert_eq!(covers(TODAY).await, 0);
        assert!(matches!(
            cover::find(&somebody_of_conwy(), office, changed).await,
            Err(Error::NotFound(_))
        ));
    })
    .await;
}
