//! Events and the duties that follow: what was recorded makes a duty go, yesterday's list stays what it was, and nobody else's is seen.

use casework::{
    Actor, Error,
    contact::{self, Channel, NewContact, Outcome},
    duty::{self, PersonDuty},
    event::{self, NewEvent},
    person::View,
    spell,
};
use jiff::{
    ToSpan,
    civil::{Date, date},
};
use leaving_care::{
    duty::State,
    event::{EventDetails, EventKind},
    spell_value::SpellKind,
};
use uuid::Uuid;

use crate::site::{CONWY, Site, TODAY, at, command_line, on_each_engine, spell as new_spell};

const NOW: View = View {
    as_at: TODAY,
    known_at: None,
};

/// In care from ten to eighteen; nineteen on the day of the tests.
async fn care_leaver(site: &Site, name: &str) -> Uuid {
    let person = site.add_person(name, date(2006, 5, 4)).await;
    let care = new_spell(
        SpellKind::Placement,
        "C2 U4 E8",
        date(2016, 5, 4),
        Some(date(2024, 5, 4)),
    );
    spell::record(&at(0), &site.office, person, care, &[])
        .await
        .unwrap();
    person
}

async fn found(site: &Site, person: Uuid, view: View) -> Vec<PersonDuty> {
    duty::of_person(&at(100), &site.office, person, view)
        .await
        .unwrap()
        .duties
}

/// The states of one duty, in the order of its days.
fn states(duties: &[PersonDuty], name: &str) -> Vec<State> {
    let of_name = duties.iter().filter(|duty| duty.definition.id == name);
    of_name.map(|duty| duty.state).collect()
}

async fn spoke(site: &Site, actor: &Actor, person: Uuid, on: Date) -> Uuid {
    let contact = NewContact {
        happened_on: on,
        channel: Channel::Phone,
        outcome: Outcome::TookPart,
        note: String::new(),
    };
    contact::record(actor, &site.office, person, contact)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_contact_makes_the_duty_go_and_yesterdays_list_stays_what_it_was() {
    on_each_engine(async |site| {
        let ash = care_leaver(site, "Ash").await;
        spoke(site, &at(10), ash, TODAY.saturating_sub(70.days())).await;
        let before = View {
            as_at: TODAY,
            known_at: Some(at(50).moment.now),
        };
        let late = states(&found(site, ash, NOW).await, "adviser_contact");
        assert_eq!(late.last(), Some(&State::Overdue), "{late:?}");
        let everybody = duty::of_authority(&at(100), &site.office, TODAY, None)
            .await
            .unwrap();
        assert!(states(everybody.of(ash), "adviser_contact").contains(&State::Overdue));

        let today = spoke(site, &at(60), ash, TODAY).await;
        let now = states(&found(site, ash, NOW).await, "adviser_contact");
        assert!(!now.contains(&State::Overdue), "{now:?}");
        let everybody = duty::of_authority(&at(100), &site.office, TODAY, None)
            .await
            .unwrap();
        assert!(!states(everybody.of(ash), "adviser_contact").contains(&State::Overdue));
        // As it was known before, nothing has changed: for one person and for everybody.
        assert_eq!(
            states(&found(site, ash, before).await, "adviser_contact"),
            late
        );
        let then = duty::of_authority(&at(100), &site.office, TODAY, before.known_at)
            .await
            .unwrap();
        assert!(states(then.of(ash), "adviser_contact").contains(&State::Overdue));

        contact::withdraw(&at(70), &site.office, today, "It was Bo")
            .await
            .unwrap();
        assert_eq!(
            states(&found(site, ash, NOW).await, "adviser_contact"),
            late
        );
    })
    .await;
}

#[tokio::test]
async fn the_list_of_everybody_is_the_lists_of_all() {
    on_each_engine(async |site| {
        let mut people = Vec::new();
        for name in ["Ash", "Bo", "Cai"] {
            people.push(care_leaver(site, name).await);
        }
        let compare = async || {
            let everybody = duty::of_authority(&at(100), &site.office, TODAY, None)
                .await
                .unwrap();
            for person in &people {
                let own = found(site, *person, NOW).await;
                let open: Vec<(String, State)> = own
                    .iter()
                    .filter(|duty| duty.state.is_open())
                    .map(|duty| (duty.key(), duty.state))
                    .collect();
                let of_all: Vec<(String, State)> = everybody
                    .of(*person)
                    .iter()
                    .map(|duty| (duty.key(), duty.state))
                    .collect();
                assert_eq!(of_all, open);
                assert!(!open.is_empty());
            }
        };
        compare().await;
        // Kept in memory, and put together again for whoever was written about.
        spoke(site, &at(10), people[1], TODAY.saturating_sub(3.days())).await;
        compare().await;
        let plan = NewEvent::new(
            EventKind::PathwayPlanCompleted,
            TODAY.saturating_sub(9.days()),
        );
        event::record(&at(20), &site.office, people[2], plan)
            .await
            .unwrap();
        compare().await;
    })
    .await;
}

#[tokio::test]
async fn a_duty_is_put_off_for_a_reason_of_its_protocol_only() {
    on_each_engine(async |site| {
        let ash = care_leaver(site, "Ash").await;
        spoke(site, &at(10), ash, TODAY.saturating_sub(50.days())).await;
        let excuse = |reason: &str| NewEvent {
            kind: EventKind::DutyExcused,
            on: TODAY,
            details: EventDetails {
                duty: "statutory_england/adviser_contact".into(),
                reason: reason.into(),
                ..EventDetails::default()
            },
        };
        let due = found(site, ash, NOW).await;
        let due = due
            .iter()
            .find(|duty| duty.definition.id == "adviser_contact" && duty.state == State::Due)
            .unwrap();
        let unknown = event::record(&at(20), &site.office, ash, excuse("could not be bothered"))
            .await
            .unwrap();
        assert!(states(&found(site, ash, NOW).await, "adviser_contact").contains(&State::Due));
        event::withdraw(&at(25), &site.office, unknown, "No such reason")
            .await
            .unwrap();
        event::record(&at(30), &site.office, ash, excuse("young_person_away"))
            .await
            .unwrap();
        let after = found(site, ash, NOW).await;
        let put_off = after
            .iter()
            .find(|duty| duty.key() == due.key())
            .expect("the same duty under the same name");
        assert_eq!(put_off.state, State::Excused);
        assert!(put_off.late_after > due.late_after);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_is_not_recorded() {
    on_each_engine(async |site| {
        let ash = care_leaver(site, "Ash").await;
        let check = async |new: NewEvent, field: &str| {
            let answer = event::record(&at(10), &site.office, ash, new.clone()).await;
            let Err(Error::Invalid(problems)) = answer else {
                panic!("{new:?}: {answer:?}");
            };
            assert!(
                problems.iter().any(|problem| problem.field == field),
                "{problems:?}"
            );
        };
        let health = |on: Date| NewEvent::new(EventKind::HealthAssessment, on);
        check(health(TODAY.tomorrow().unwrap()), "on").await;
        check(health(date(2006, 5, 3)), "on").await;
        // What follows from something else is recorded there.
        for kind in [
            EventKind::AdviserContact,
            EventKind::BecameRelevant,
            EventKind::JobStarted,
            EventKind::Died,
            EventKind::NeetPanelHeld,
        ] {
            check(NewEvent::new(kind, TODAY), "kind").await;
        }
        check(NewEvent::new(EventKind::DutyExcused, TODAY), "duty").await;
        check(NewEvent::new(EventKind::OwnStep, TODAY), "step").await;
        let long = EventDetails {
            note: "a".repeat(20_001),
            ..EventDetails::default()
        };
        check(
            NewEvent {
                details: long,
                ..health(TODAY)
            },
            "note",
        )
        .await;
        // On the day itself and on the day of birth it can be.
        for on in [TODAY, date(2006, 5, 4)] {
            event::record(&at(10), &site.office, ash, health(on))
                .await
                .unwrap();
        }
    })
    .await;
}

#[tokio::test]
async fn two_who_correct_one_event_lose_nothing_and_a_withdrawn_one_stays_in_the_history() {
    on_each_engine(async |site| {
        let ash = care_leaver(site, "Ash").await;
        let health = |on: Date| NewEvent::new(EventKind::HealthAssessment, on);
        let first = event::record(&at(10), &site.office, ash, health(date(2026, 1, 1)))
            .await
            .unwrap();
        let second = event::correct(
            &at(20),
            &site.office,
            first,
            health(date(2025, 1, 1)),
            "year",
        )
        .await
        .unwrap();
        let late = event::correct(&at(30), &site.office, first, health(date(2024, 1, 1)), "").await;
        assert!(matches!(late, Err(Error::Conflict)), "{late:?}");
        let conflict = event::conflict(&at(31), &site.office, first).await.unwrap();
        assert_eq!(conflict.now.map(|now| now.id), Some(second));
        let other_kind = NewEvent::new(EventKind::DentalCheck, date(2025, 1, 1));
        let changed = event::correct(&at(32), &site.office, second, other_kind, "").await;
        assert!(matches!(changed, Err(Error::Invalid(_))), "{changed:?}");
        let no_reason = event::withdraw(&at(33), &site.office, second, "  ").await;
        assert!(matches!(no_reason, Err(Error::Invalid(_))), "{no_reason:?}");
        event::withdraw(&at(40), &site.office, second, "It was Bo")
            .await
            .unwrap();
        let listed = event::list(&at(50), &site.office, ash, NOW).await.unwrap();
        assert_eq!(listed, []);
        let earlier = View {
            as_at: TODAY,
            known_at: Some(at(25).moment.now),
        };
        let known = event::list(&at(50), &site.office, ash, earlier)
            .await
            .unwrap();
        assert_eq!(
            known.iter().map(|record| record.id).collect::<Vec<_>>(),
            [second]
        );
        let history = store::event::history(&site.db, ash).await.unwrap();
        assert_eq!(history.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn nobody_sees_or_changes_the_events_of_another_authority() {
    on_each_engine(async |site| {
        let ash = care_leaver(site, "Ash").await;
        let plan = NewEvent::new(EventKind::PathwayPlanCompleted, date(2026, 1, 1));
        let id = event::record(&at(10), &site.office, ash, plan.clone())
            .await
            .unwrap();
        let conwy = command_line(CONWY);
        let office = &site.office;
        let refused = |answer: Result<(), Error>| {
            assert!(matches!(answer, Err(Error::NotFound(_))), "{answer:?}");
        };
        refused(
            event::record(&conwy, office, ash, plan.clone())
                .await
                .map(drop),
        );
        refused(event::correct(&conwy, office, id, plan, "").await.map(drop));
        refused(event::withdraw(&conwy, office, id, "never").await);
        refused(event::find(&conwy, office, id).await.map(drop));
        refused(event::conflict(&conwy, office, id).await.map(drop));
        refused(event::list(&conwy, office, ash, NOW).await.map(drop));
        refused(duty::of_person(&conwy, office, ash, NOW).await.map(drop));
        let everybody = duty::of_authority(&conwy, office, TODAY, None)
            .await
            .unwrap();
        assert_eq!(everybody.people.len(), 0);
        let work = duty::my_work(&conwy, office, duty::Whose::Service)
            .await
            .unwrap();
        assert_eq!(work.rows.len(), 0);
    })
    .await;
}
