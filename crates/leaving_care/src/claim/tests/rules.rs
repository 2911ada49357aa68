//! What can be recorded next and what cannot: each case with the day before, the day and the day after where days decide.

use super::*;
use crate::claim::Benefit::{JobseekersAllowance as Jsa, UniversalCredit as Uc};
use crate::claim::SupportStage::{Accepted, Declined, Ended, Offered, Started};
use crate::event::Attendee::{PersonalAdviser, SocialWorker, WorkCoach, YoungPerson, YouthAdviser};

#[track_caller]
#[expect(
    clippy::needless_pass_by_value,
    reason = "so that a case reads as one line"
)]
fn refused(told: &Told, about: Option<Uuid>, on: Date, step: Step, field: &str, part: &str) {
    let wrong = told.wrong(about, on, step.clone());
    let [(at, message)] = wrong.as_slice() else {
        panic!("{on} {step:?}: {wrong:?}");
    };
    assert_eq!(*at, field, "{message}");
    assert!(message.contains(part), "{message}");
}

#[test]
fn nothing_is_recorded_before_it_happens() {
    let told = Told::default();
    let step = || Step::InformationGiven {
        material: String::new(),
    };
    assert_eq!(told.wrong(None, TODAY, step()), []);
    refused(
        &told,
        None,
        date(2026, 9, 2),
        step(),
        "on",
        "once it has happened",
    );
    assert_eq!(told.wrong(None, BORN, step()), []);
    refused(&told, None, date(2008, 3, 2), step(), "on", "date of birth");
    let long = Step::InformationGiven {
        material: "x".repeat(20_001),
    };
    refused(&told, None, TODAY, long, "note", "20000");
}

#[test]
fn the_warm_handover_needs_three_people_or_a_substitute_who_is_named() {
    let mut told = Told::default();
    let claim = told.claim(date(2026, 2, 1));
    let handover = told.appointment(Some(claim), Purpose::WarmHandover, date(2026, 3, 10));
    let regular = told.appointment(Some(claim), Purpose::Regular, date(2026, 3, 10));
    let day = date(2026, 3, 10);
    let check = |present: &[Attendee], substitute: &str, missing: Option<&str>| {
        let step = attended(present, substitute, true);
        match missing {
            None => assert_eq!(told.wrong(Some(handover), day, step), [], "{present:?}"),
            Some(part) => refused(&told, Some(handover), day, step, "present", part),
        }
        // Without the claim that it was the handover everybody may have been anywhere.
        let held = attended(present, substitute, false);
        assert_eq!(told.wrong(Some(handover), day, held), [], "{present:?}");
    };
    check(&[YoungPerson, WorkCoach, PersonalAdviser], "", None);
    check(&[YoungPerson, WorkCoach, YouthAdviser], "", None);
    check(
        &[YoungPerson, WorkCoach],
        "",
        Some("the adviser was not there"),
    );
    check(
        &[YoungPerson, WorkCoach],
        "   ",
        Some("the adviser was not there"),
    );
    check(
        &[YoungPerson, WorkCoach],
        "The duty adviser came: Sam was ill",
        None,
    );
    check(
        &[YoungPerson, WorkCoach, SocialWorker],
        "",
        Some("the adviser was"),
    );
    check(
        &[YoungPerson, PersonalAdviser],
        "",
        Some("the work coach was"),
    );
    check(&[YoungPerson, PersonalAdviser], "Another coach", None);
    check(
        &[WorkCoach, PersonalAdviser],
        "",
        Some("the young person was"),
    );
    check(
        &[WorkCoach, PersonalAdviser],
        "Their friend",
        Some("the young person was"),
    );
    check(
        &[YoungPerson],
        "Two others",
        Some("the work coach and the adviser were"),
    );
    let all = attended(&[YoungPerson, WorkCoach, PersonalAdviser], "", true);
    refused(
        &told,
        Some(handover),
        date(2026, 3, 9),
        all.clone(),
        "on",
        "10 March 2026",
    );
    refused(
        &told,
        Some(regular),
        day,
        all,
        "outcome",
        "cannot be the warm handover",
    );
    refused(
        &told,
        Some(handover),
        day,
        attended(&[], "", false),
        "present",
        "who was there",
    );
}

#[test]
fn a_sanction_waits_for_the_conversation_after_the_first_missed_appointment() {
    let mut told = Told::default();
    let claim = told.claim(date(2026, 2, 1));
    told.stage(claim, Stage::Started, date(2026, 3, 3));
    let first = told.missed(Some(claim), date(2026, 4, 10));
    let second = told.missed(Some(claim), date(2026, 4, 20));
    let day = date(2026, 4, 21);
    refused(
        &told,
        None,
        day,
        considered(first),
        "step",
        "speak about what the Jobcentre expects",
    );
    refused(
        &told,
        None,
        day,
        applied(Some(first), ""),
        "before_conversation",
        "say how you know",
    );
    // What the Jobcentre did against the protocol is a fact all the same.
    assert_eq!(
        told.wrong(None, day, applied(Some(first), "A letter came")),
        []
    );
    // The second goes its normal course.
    assert_eq!(told.wrong(None, day, considered(second)), []);
    refused(
        &told,
        Some(first),
        date(2026, 4, 9),
        explained(),
        "on",
        "10 April 2026",
    );
    told.tell(Some(first), date(2026, 4, 15), explained());
    refused(
        &told,
        None,
        date(2026, 4, 14),
        considered(first),
        "step",
        "15 April 2026 only",
    );
    told.tell(None, date(2026, 4, 15), considered(first));
    refused(&told, None, day, considered(first), "about", "already");
    // One that is found out later and was earlier takes its place as the first.
    let earlier = told.missed(Some(claim), date(2026, 4, 2));
    refused(
        &told,
        None,
        day,
        considered(earlier),
        "step",
        "first appointment missed",
    );
    // Another claim counts from its own first.
    told.stage(claim, Stage::Ended, date(2026, 5, 1));
    let next = told.claim(date(2026, 6, 1));
    let missed = told.missed(Some(next), date(2026, 6, 20));
    refused(
        &told,
        None,
        date(2026, 6, 21),
        considered(missed),
        "step",
        "first appointment missed",
    );
    refused(
        &told,
        None,
        date(2026, 6, 19),
        considered(missed),
        "on",
        "20 June 2026",
    );
}

#[test]
fn a_sanction_goes_from_state_to_state() {
    let mut told = Told::default();
    let claim = told.claim(date(2026, 2, 1));
    let missed = told.missed(Some(claim), date(2026, 4, 10));
    let day = date(2026, 4, 20);
    told.tell(Some(missed), day, explained());
    let sanction = told.tell(None, day, considered(missed));
    let note = String::new;
    let challenged = || Step::SanctionChallenged { note: note() };
    let overturned = || Step::SanctionOverturned { note: note() };
    let upheld = || Step::SanctionUpheld { note: note() };
    refused(
        &told,
        Some(sanction),
        day,
        challenged(),
        "step",
        "cannot come next",
    );
    refused(
        &told,
        Some(sanction),
        date(2026, 4, 19),
        applied(None, ""),
        "on",
        "20 April 2026",
    );
    told.tell(Some(sanction), day, applied(None, ""));
    refused(
        &told,
        Some(sanction),
        day,
        overturned(),
        "step",
        "cannot come next",
    );
    told.tell(Some(sanction), day, challenged());
    told.tell(Some(sanction), day, upheld());
    told.tell(Some(sanction), day, challenged());
    told.tell(Some(sanction), day, overturned());
    refused(
        &told,
        Some(sanction),
        day,
        challenged(),
        "step",
        "taken back",
    );
    assert_eq!(told.ledger().sanctions[0].state, SanctionState::Overturned);
    refused(&told, None, day, challenged(), "about", "first");
}

#[test]
fn a_claim_begins_with_a_benefit_that_is_open_on_the_day() {
    // 18 in December 2018: the day on which the last offices changed decides.
    let check = |born: Date, on: Date, benefit: Benefit, part: Option<&str>| {
        let id = Uuid::from_u128(1);
        let taken = Taken {
            id,
            about: id,
            on,
            step: planned(benefit),
        };
        let problems = Ledger::default().problems_with(&taken, born, TODAY);
        match part {
            None => assert_eq!(problems, [], "{born} {benefit:?}"),
            Some(part) => assert!(problems[0].message.contains(part), "{problems:?}"),
        }
    };
    check(date(2000, 12, 11), date(2018, 6, 1), Jsa, None);
    check(
        date(2000, 12, 12),
        date(2018, 6, 1),
        Jsa,
        Some("after 11 December 2018"),
    );
    check(date(1996, 6, 2), date(2014, 2, 1), Jsa, None);
    check(
        date(1995, 4, 28),
        date(2012, 12, 1),
        Uc,
        Some("29 April 2013"),
    );
    check(BORN, date(2026, 2, 1), Uc, None);
    let mut told = Told::default();
    let claim = told.claim(date(2026, 2, 1));
    refused(
        &told,
        None,
        date(2026, 3, 1),
        planned(Uc),
        "benefit",
        "already",
    );
    told.stage(claim, Stage::Ended, date(2026, 3, 1));
    assert_eq!(told.wrong(None, date(2026, 3, 1), planned(Uc)), []);
}

#[test]
fn the_stages_of_a_claim_come_once_and_in_order() {
    let mut told = Told::default();
    let claim = told.claim(date(2025, 9, 3));
    refused(
        &told,
        Some(claim),
        date(2026, 4, 1),
        at(Stage::FirstPayment),
        "stage",
        "on which day the claim began",
    );
    told.stage(claim, Stage::FormsRequested, date(2025, 9, 10));
    refused(
        &told,
        Some(claim),
        date(2025, 9, 9),
        at(Stage::FormsSent),
        "on",
        "10 September 2025",
    );
    told.stage(claim, Stage::FormsSent, date(2025, 9, 10));
    refused(
        &told,
        Some(claim),
        date(2025, 9, 12),
        at(Stage::FormsSent),
        "stage",
        "recorded already",
    );
    told.stage(claim, Stage::Prepared, date(2026, 2, 20));
    refused(
        &told,
        Some(claim),
        date(2026, 2, 19),
        at(Stage::Submitted),
        "on",
        "20 February 2026",
    );
    told.stage(claim, Stage::Submitted, date(2026, 3, 3));
    // The day before 18, without and with what makes it possible.
    refused(
        &told,
        Some(claim),
        date(2026, 3, 2),
        at(Stage::Started),
        "note",
        "which exception",
    );
    let exception = Step::ClaimStage {
        stage: Stage::Started,
        note: "Has a child".into(),
    };
    assert_eq!(told.wrong(Some(claim), date(2026, 3, 2), exception), []);
    told.stage(claim, Stage::Started, date(2026, 3, 3));
    refused(
        &told,
        Some(claim),
        date(2026, 3, 2),
        at(Stage::FirstPayment),
        "on",
        "3 March 2026",
    );
    told.stage(claim, Stage::Ended, date(2026, 5, 1));
    refused(
        &told,
        Some(claim),
        date(2026, 5, 2),
        at(Stage::FormsReturned),
        "stage",
        "ended on 1 May 2026",
    );
    // Money can come after the end.
    told.stage(claim, Stage::FirstPayment, date(2026, 5, 3));
    refused(
        &told,
        Some(Uuid::nil()),
        TODAY,
        at(Stage::Prepared),
        "about",
        "not recorded",
    );
}

#[test]
fn the_adviser_is_invited_and_confirms() {
    let mut told = Told::default();
    let appointment = told.appointment(None, Purpose::WarmHandover, date(2026, 9, 15));
    let invited = || Step::AdviserInvited {
        note: String::new(),
    };
    let confirmed = || Step::AdviserConfirmed {
        by: "Sam Okafor".into(),
    };
    let on = Some(appointment);
    refused(&told, on, TODAY, confirmed(), "about", "not been invited");
    told.tell(on, TODAY, invited());
    refused(&told, on, TODAY, invited(), "about", "already");
    assert!(told.ledger().appointments[0].is_unconfirmed_on(date(2026, 9, 15)));
    assert!(!told.ledger().appointments[0].is_unconfirmed_on(date(2026, 9, 16)));
    told.tell(on, TODAY, confirmed());
    assert!(!told.ledger().appointments[0].is_unconfirmed_on(TODAY));
    // Moved, it is to be confirmed anew.
    let moved = |for_day| Step::AppointmentMoved {
        for_day,
        time: "9:00".into(),
    };
    told.tell(on, TODAY, moved(date(2026, 9, 20)));
    assert!(told.ledger().appointments[0].is_unconfirmed_on(TODAY));
    refused(
        &told,
        on,
        TODAY,
        moved(date(2028, 9, 1)),
        "for_day",
        "two years",
    );
    assert_eq!(told.wrong(on, TODAY, moved(date(2028, 8, 31))), []);
    refused(
        &told,
        None,
        TODAY,
        arranged(Some(Uuid::nil()), Purpose::Regular, TODAY),
        "claim",
        "not recorded",
    );
}

#[test]
fn support_is_offered_before_it_is_anything_else() {
    let mut told = Told::default();
    let support = |item: &str, stage| Step::Support {
        item: item.into(),
        stage,
        note: String::new(),
    };
    refused(
        &told,
        None,
        TODAY,
        support("youth_hub", Accepted),
        "item",
        "first that it was offered",
    );
    refused(
        &told,
        None,
        TODAY,
        support("a_pony", Offered),
        "item",
        "from the menu",
    );
    refused(
        &told,
        None,
        TODAY,
        support("traineeship", Offered),
        "item",
        "after 31 July 2023",
    );
    let hub = told.tell(None, TODAY, support("youth_hub", Offered));
    refused(
        &told,
        None,
        TODAY,
        support("youth_hub", Offered),
        "item",
        "already",
    );
    refused(
        &told,
        Some(hub),
        TODAY,
        support("work_club", Accepted),
        "item",
        "another",
    );
    refused(
        &told,
        Some(hub),
        date(2026, 8, 31),
        support("youth_hub", Accepted),
        "on",
        "before",
    );
    refused(
        &told,
        Some(hub),
        TODAY,
        support("youth_hub", Ended),
        "stage",
        "offered last",
    );
    told.tell(Some(hub), TODAY, support("youth_hub", Declined));
    // They may think again, or be asked again.
    told.tell(Some(hub), TODAY, support("youth_hub", Accepted));
    told.tell(Some(hub), TODAY, support("youth_hub", Started));
    told.tell(Some(hub), TODAY, support("youth_hub", Ended));
    assert_eq!(told.wrong(None, TODAY, support("youth_hub", Offered)), []);
}

#[test]
fn a_conference_says_who_was_there_and_what_came_of_it() {
    let mut told = Told::default();
    let held = |present: &[Attendee], recommendation: &str| Step::ConferenceHeld {
        by: PersonalAdviser,
        present: present.to_vec(),
        notes: String::new(),
        recommendation: recommendation.into(),
    };
    let asked = |why: &str| Step::ConferenceRequested {
        by: WorkCoach,
        why: why.into(),
    };
    let off = || Step::ConferenceCalledOff {
        note: String::new(),
    };
    refused(&told, None, TODAY, asked(""), "note", "about");
    refused(&told, None, TODAY, off(), "about", "which case conference");
    refused(
        &told,
        None,
        TODAY,
        held(&[YoungPerson], "x"),
        "present",
        "two people",
    );
    refused(
        &told,
        None,
        TODAY,
        held(&[YoungPerson, WorkCoach], ""),
        "recommendation",
        "agreed",
    );
    let conference = told.tell(None, date(2026, 8, 1), asked("Two missed"));
    let both = [YoungPerson, WorkCoach];
    refused(
        &told,
        Some(conference),
        date(2026, 7, 31),
        held(&both, "x"),
        "on",
        "asked for",
    );
    told.tell(
        Some(conference),
        date(2026, 8, 5),
        held(&both, "Mornings only"),
    );
    refused(&told, Some(conference), TODAY, off(), "about", "is over");
    let ledger = told.ledger();
    assert_eq!(ledger.conferences[0].recommendation, "Mornings only");
    assert_eq!(ledger.conferences[0].called_by, WorkCoach);
}

#[test]
fn what_others_rest_on_cannot_be_taken_away() {
    let mut told = Told::default();
    let claim = told.claim(date(2026, 2, 1));
    let missed = told.missed(Some(claim), date(2026, 4, 10));
    let talked = told.tell(Some(missed), date(2026, 4, 11), explained());
    told.tell(None, date(2026, 4, 12), considered(missed));
    let without = |id: Uuid| -> Vec<Taken> {
        told.steps
            .iter()
            .filter(|taken| taken.id != id)
            .cloned()
            .collect()
    };
    assert!(Ledger::replayed(&told.steps, BORN).is_ok());
    for id in [claim, missed, talked] {
        assert!(Ledger::replayed(&without(id), BORN).is_err());
    }
    let last = told.steps.last().expect("a step").id;
    assert!(Ledger::replayed(&without(last), BORN).is_ok());
}
