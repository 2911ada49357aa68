//! What follows from the steps: consent on a day, a claim in time, month five, the events that rules read, the letter.

use super::*;
use crate::event::Attendee::{PersonalAdviser, WorkCoach, YoungPerson};

#[test]
fn consent_holds_from_the_day_it_is_given_until_it_ends() {
    let mut told = Told::default();
    let holds = |told: &Told, day: Date| !told.ledger().may_share_on(day).is_empty();
    assert!(!holds(&told, TODAY));
    told.tell(None, date(2026, 1, 10), given());
    let check = |told: &Told, day: Date, expected: bool| {
        assert_eq!(holds(told, day), expected, "{day}");
    };
    check(&told, date(2026, 1, 9), false);
    check(&told, date(2026, 1, 10), true);
    let ledger = told.ledger();
    assert_eq!(ledger.may_share_on(TODAY), [Scope::Contact, Scope::Claim]);
    let withdrawn = || Step::ConsentWithdrawn {
        how: How::Phone,
        note: String::new(),
    };
    told.tell(None, date(2026, 2, 1), withdrawn());
    check(&told, date(2026, 1, 31), true);
    check(&told, date(2026, 2, 1), false);
    assert_eq!(told.wrong(None, date(2026, 2, 2), withdrawn())[0].0, "on");
    // Given again with an end: its last day counts, the next does not.
    let Step::ConsentGiven {
        scope,
        how,
        taken_by,
        note,
        ..
    } = given()
    else {
        unreachable!()
    };
    let until = Some(date(2026, 6, 30));
    told.tell(
        None,
        date(2026, 3, 1),
        Step::ConsentGiven {
            scope,
            how,
            taken_by,
            until,
            note,
        },
    );
    check(&told, date(2026, 6, 30), true);
    check(&told, date(2026, 7, 1), false);
    // Given and taken back on one day: what was said last counts.
    told.tell(None, date(2026, 8, 1), given());
    told.tell(None, date(2026, 8, 1), withdrawn());
    check(&told, date(2026, 8, 1), false);
    let refused = Step::ConsentRefused {
        how: How::InPerson,
        note: String::new(),
    };
    let mut other = Told::default();
    other.tell(None, TODAY, refused);
    check(&other, TODAY, false);
    let nothing = Step::ConsentGiven {
        scope: Vec::new(),
        how: How::SignedForm,
        taken_by: String::new(),
        until: None,
        note: String::new(),
    };
    assert_eq!(other.wrong(None, TODAY, nothing)[0].0, "scope");
}

/// A claim with the day on which it was prepared, began and was paid: days after 18, and whether that was in time.
fn paid(
    (benefit, born): (Benefit, Date),
    prepared: Option<Date>,
    (began, paid): (Date, Date),
    (days, in_time): (i32, Option<bool>),
) {
    let claim = Uuid::from_u128(1);
    let mut number = 0;
    let mut taken = |on: Date, step: Step| {
        number += 1;
        Taken {
            id: Uuid::from_u128(number),
            about: claim,
            on,
            step,
        }
    };
    let mut steps = vec![taken(began, planned(benefit))];
    steps.extend(prepared.map(|on| taken(on, at(Stage::Prepared))));
    steps.push(taken(began, at(Stage::Started)));
    steps.push(taken(paid, at(Stage::FirstPayment)));
    let ledger = Ledger::replayed(&steps, born).expect("a story that holds");
    let payment = ledger.claims[0].first_payment(born).expect("paid");
    let found = (payment.days_after_eighteenth, payment.is_in_time);
    assert_eq!(found, (days, in_time), "{benefit:?} {paid}");
    assert_eq!(payment.days_after_start, Some((paid - began).get_days()));
}

#[test]
fn the_first_payment_is_measured_from_the_birthday() {
    use Benefit::{JobseekersAllowance, UniversalCredit};
    // 18 on 2 June 2014: Jobseeker's Allowance is in time on the day.
    let jsa = (JobseekersAllowance, date(1996, 6, 2));
    let began = date(2014, 6, 2);
    let prepared = Some(date(2014, 5, 20));
    paid(jsa, prepared, (began, began), (0, Some(true)));
    paid(jsa, prepared, (began, date(2014, 6, 3)), (1, Some(false)));
    // Universal Credit comes a month and up to seven days later, and that is in time.
    let uc = (UniversalCredit, BORN);
    let (prepared, began) = (Some(date(2026, 2, 10)), date(2026, 3, 3));
    paid(uc, prepared, (began, date(2026, 4, 9)), (37, Some(true)));
    paid(uc, prepared, (began, date(2026, 4, 10)), (38, Some(true)));
    paid(uc, prepared, (began, date(2026, 4, 11)), (39, Some(false)));
    paid(uc, None, (began, date(2026, 4, 10)), (38, Some(true)));
    // Made later in life: the days are counted, and the protocol says nothing of them.
    let later = (date(2026, 3, 4), date(2026, 4, 11));
    paid(uc, None, later, (39, None));
    // Born on 29 February: 18 on 1 March.
    let (uc, began) = ((UniversalCredit, date(2008, 2, 29)), date(2026, 3, 1));
    paid(uc, prepared, (began, date(2026, 4, 8)), (38, Some(true)));
    paid(uc, prepared, (began, date(2026, 4, 9)), (39, Some(false)));
}

#[test]
fn a_claim_is_ready_by_eighteen_or_not() {
    let check = |stages: &[(Stage, Date)], as_at: Date, expected: Option<bool>| {
        let mut told = Told::default();
        let claim = told.claim(date(2025, 9, 3));
        for (stage, on) in stages {
            told.stage(claim, *stage, *on);
        }
        let ledger = told.ledger();
        assert_eq!(
            ledger.claims[0].was_ready_at_eighteen(BORN, as_at),
            expected,
            "{stages:?}"
        );
    };
    let asked = (Stage::FormsRequested, date(2025, 9, 10));
    check(&[], TODAY, None);
    check(&[asked], date(2026, 3, 2), None);
    check(&[asked], date(2026, 3, 3), Some(false));
    check(
        &[asked, (Stage::Prepared, date(2026, 3, 3))],
        TODAY,
        Some(true),
    );
    check(
        &[asked, (Stage::Prepared, date(2026, 3, 4))],
        TODAY,
        Some(false),
    );
    check(
        &[asked, (Stage::Prepared, date(2026, 2, 4))],
        date(2026, 2, 5),
        Some(true),
    );
    check(&[(Stage::Submitted, date(2026, 3, 3))], TODAY, None);
}

#[test]
fn month_five_begins_four_calendar_months_after_the_claim() {
    let check = |started: Date, expected: Date| assert_eq!(month_five_on(started), expected);
    check(date(2026, 3, 2), date(2026, 7, 2));
    check(date(2026, 8, 31), date(2026, 12, 31));
    check(date(2025, 10, 31), date(2026, 2, 28));
    check(date(2027, 10, 31), date(2028, 2, 29));
}

#[test]
fn each_step_writes_what_rules_read() {
    use EventKind as Kind;
    let mut told = Told::default();
    let claim = told.claim(date(2026, 2, 1));
    let interview = told.appointment(Some(claim), Purpose::WarmHandover, date(2026, 3, 10));
    let regular = told.appointment(Some(claim), Purpose::Regular, date(2026, 3, 17));
    let ledger = told.ledger();
    let check = |about: Option<Uuid>, step: Step, expected: &[Kind]| {
        let taken = told.next(about, date(2026, 3, 17), step);
        let events = ledger.events_of(&taken);
        let kinds: Vec<Kind> = events.iter().map(|event| event.kind).collect();
        assert_eq!(kinds, expected, "{:?}", taken.step);
        assert!(events.iter().all(|event| event.on == taken.on));
        events
    };
    let note = String::new;
    check(None, given(), &[Kind::ConsentGiven]);
    check(None, planned(Benefit::UniversalCredit), &[]);
    let began = check(Some(claim), at(Stage::Started), &[Kind::ClaimStarted]);
    let details = began[0].details.clone().expect("the regime");
    assert_eq!(details.regime, "universal_credit");
    check(
        None,
        arranged(None, Purpose::EarlyInterview, TODAY),
        &[Kind::EarlyInterviewArranged],
    );
    check(None, arranged(None, Purpose::Regular, TODAY), &[]);
    check(
        Some(interview),
        Step::AdviserInvited { note: note() },
        &[Kind::InterviewInvitationSent],
    );
    check(Some(regular), Step::AdviserInvited { note: note() }, &[]);
    check(
        Some(interview),
        Step::AdviserConfirmed { by: note() },
        &[Kind::InterviewInvitationConfirmed],
    );
    let three = [YoungPerson, WorkCoach, PersonalAdviser];
    let done = check(
        Some(interview),
        attended(&three, "", true),
        &[
            Kind::ThreeWayInterview,
            Kind::AppointmentAttended,
            Kind::JobcentreContact,
        ],
    );
    let details = done[0].details.clone().expect("who was there");
    assert_eq!(details.present, three);
    assert_eq!(
        (details.face_to_face, details.adviser_present),
        (Some(true), Some(true))
    );
    let came = check(
        Some(regular),
        attended(&[YoungPerson, WorkCoach], "", false),
        &[Kind::AppointmentAttended, Kind::JobcentreContact],
    );
    let details = came[1].details.clone().expect("how");
    assert_eq!(
        (details.face_to_face, details.adviser_present),
        (Some(true), Some(false))
    );
    check(
        Some(regular),
        Step::AppointmentMissed { note: note() },
        &[Kind::AppointmentFailed],
    );
    check(Some(regular), explained(), &[Kind::ConditionalityExplained]);
    check(None, applied(Some(regular), ""), &[Kind::SanctionApplied]);
    let offered = |item: &str| Step::Support {
        item: item.into(),
        stage: SupportStage::Offered,
        note: note(),
    };
    check(None, offered("youth_hub"), &[Kind::SupportMenuOffered]);
    check(
        None,
        offered("social_justice_caseload"),
        &[Kind::SocialJusticeCaseloadOffered],
    );
}

#[test]
fn steps_read_back_from_what_is_kept() {
    let steps = [
        given(),
        planned(Benefit::JobseekersAllowance),
        at(Stage::FirstPayment),
        arranged(Some(Uuid::from_u128(7)), Purpose::ThreeWay, TODAY),
        attended(&[YoungPerson, WorkCoach], "Another coach", false),
        applied(None, ""),
        Step::LetterWritten {
            text: "Dear work coach".into(),
        },
    ];
    for step in steps {
        let json = serde_json::to_value(&step).expect("a step");
        assert_eq!(json["step"], step.code());
        assert_eq!(serde_json::from_value::<Step>(json).ok(), Some(step));
    }
    let wrong = r#"{"step": "contact", "channel": "phone", "mood": "fine"}"#;
    assert!(serde_json::from_str::<Step>(wrong).is_err());
}

#[test]
fn texts_are_kept_tidy() {
    let by = " Sam\0 Okafor \\u0000\n".to_owned();
    let expected = "Sam Okafor \\u0000".to_owned();
    let tidied = Step::AdviserConfirmed { by }.tidied();
    assert_eq!(tidied, Step::AdviserConfirmed { by: expected });
    assert_eq!(given().tidied(), given());
}

#[test]
fn the_letter_says_what_the_record_says() {
    let mut told = Told::default();
    let claim = told.claim(date(2026, 2, 1));
    let first = told.missed(Some(claim), date(2026, 4, 10));
    let second = told.missed(Some(claim), date(2026, 4, 20));
    told.tell(Some(first), date(2026, 4, 14), explained());
    let facts = LetterFacts {
        name: "Ash Brook".into(),
        council: "Lancashire".into(),
        adviser: "Sam Okafor".into(),
        reason: String::new(),
    };
    let letter = |told: &Told, id: Uuid, facts: &LetterFacts| {
        let ledger = told.ledger();
        good_reason_letter(
            &ledger,
            ledger.appointment(id).expect("known"),
            facts,
            date(2026, 4, 21),
        )
    };
    let of_first = letter(&told, first, &facts);
    for part in [
        "21 April 2026",
        "Ash Brook had an appointment on 10 April 2026 at 10:30",
        "first appointment missed",
        "14 April 2026",
        "[Say here why",
        "do not apply a sanction",
        "Sam Okafor",
    ] {
        assert!(of_first.contains(part), "{part}: {of_first}");
    }
    let of_second = letter(
        &told,
        second,
        &LetterFacts {
            reason: "The bus did not come.".into(),
            ..facts.clone()
        },
    );
    assert!(of_second.contains("The reason: The bus did not come."));
    assert!(!of_second.contains("first appointment missed") && !of_second.contains("[Say"));
    told.tell(None, date(2026, 4, 21), applied(Some(first), ""));
    let after = letter(&told, first, &facts);
    assert!(after.contains("mandatory reconsideration") && after.contains("from 1 May 2026"));
    assert!(!after.contains("do not apply"));
}
