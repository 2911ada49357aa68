//! The one line in which a young person's page says where things stand with the Jobcentre.

use super::*;

fn check(told: &Told, as_at: Date, expected: &str) {
    let steps = told.steps.iter().filter(|taken| taken.on <= as_at);
    let line = Ledger::of(steps).standing_line(BORN, as_at);
    assert_eq!(line.text, expected, "{as_at}");
    assert_eq!(line.comes_first, expected.contains("before anything else"));
}

#[test]
fn a_claim_is_told_from_its_first_step_to_its_end() {
    let mut told = Told::default();
    check(&told, TODAY, "No claim is recorded");
    let claim = told.claim(date(2025, 12, 1));
    let being_prepared = |steps: usize| {
        format!("Universal Credit: claim is being prepared, {steps} of 4 steps, 18 on 3 March")
    };
    check(
        &told,
        date(2025, 12, 1),
        "Universal Credit: claim is being prepared, 0 of 4 steps, 18 on 3 March 2026",
    );
    told.stage(claim, Stage::FormsRequested, date(2026, 1, 10));
    check(&told, date(2026, 1, 9), &being_prepared(0));
    told.stage(claim, Stage::FormsSent, date(2026, 1, 20));
    check(&told, date(2026, 2, 1), &being_prepared(2));
    check(
        &told,
        date(2026, 3, 3),
        "Universal Credit: claim is being prepared, 2 of 4 steps",
    );
    told.stage(claim, Stage::Prepared, date(2026, 2, 20));
    check(
        &told,
        date(2026, 2, 20),
        "Universal Credit: claim prepared on 20 February 2026, not sent in yet",
    );
    told.stage(claim, Stage::Submitted, date(2026, 3, 2));
    check(
        &told,
        date(2026, 3, 2),
        "Universal Credit: claim sent in on 2 March 2026",
    );
    told.stage(claim, Stage::Started, date(2026, 3, 3));
    let claimed = "Universal Credit: claimed 3 March 2026, first payment";
    check(
        &told,
        date(2026, 4, 10),
        &format!("{claimed} expected about 10 April"),
    );
    check(
        &told,
        date(2026, 4, 11),
        &format!("{claimed} was expected about 10 April and is not recorded yet"),
    );
    let next = told.appointment(Some(claim), Purpose::Regular, date(2026, 4, 20));
    check(
        &told,
        date(2026, 4, 20),
        &format!(
            "{claimed} was expected about 10 April and is not recorded yet; next appointment 20 April at 10:30"
        ),
    );
    told.stage(claim, Stage::FirstPayment, date(2026, 4, 9));
    check(
        &told,
        date(2027, 1, 2),
        &format!(
            "{claimed} 9 April 2026; what came of the appointment on 20 April 2026 is not recorded yet"
        ),
    );
    told.tell(
        Some(next),
        date(2026, 4, 20),
        attended(&[Attendee::YoungPerson], "", false),
    );
    check(&told, date(2026, 5, 1), &format!("{claimed} 9 April"));
    told.stage(claim, Stage::Ended, date(2026, 6, 1));
    check(
        &told,
        date(2026, 6, 1),
        "Universal Credit: ended on 1 June 2026",
    );
    let reason = "In work.".into();
    told.tell(None, date(2026, 6, 2), Step::NoClaimNeeded { reason });
    check(&told, date(2026, 6, 2), "No claim needed: in work");
    // Another claim afterwards goes before that.
    told.claim(date(2026, 7, 1));
    check(
        &told,
        date(2026, 7, 1),
        "Universal Credit: claim is being prepared, 0 of 4 steps",
    );
}

#[test]
fn a_first_missed_appointment_comes_before_everything_until_it_was_talked_about() {
    let mut told = Told::default();
    let claim = told.claim(date(2026, 3, 3));
    told.stage(claim, Stage::Started, date(2026, 3, 3));
    told.stage(claim, Stage::FirstPayment, date(2026, 4, 9));
    let first = told.missed(Some(claim), date(2026, 4, 12));
    told.appointment(Some(claim), Purpose::Regular, date(2026, 4, 30));
    let claimed = "Universal Credit: claimed 3 March 2026, first payment 9 April";
    check(&told, date(2026, 4, 11), claimed);
    check(
        &told,
        date(2026, 4, 13),
        "Missed an appointment on 12 April: talk about what is expected before anything else",
    );
    told.tell(Some(first), date(2026, 4, 14), explained());
    check(&told, date(2026, 4, 14), claimed);
    // The next one takes its normal course, and what comes of it is said.
    told.missed(Some(claim), date(2026, 4, 16));
    check(&told, date(2026, 4, 16), claimed);
    let sanction = told.tell(None, date(2026, 4, 20), considered(first));
    check(
        &told,
        date(2026, 4, 20),
        &format!("{claimed}; a sanction is being considered"),
    );
    let until = Some(date(2026, 5, 14));
    let step = Step::SanctionApplied {
        appointment: None,
        from: date(2026, 5, 1),
        until,
        before_conversation: String::new(),
    };
    told.tell(Some(sanction), date(2026, 4, 29), step);
    let missing = "what came of the appointment on 30 April is not recorded yet";
    let held_back = "a sanction holds money back until 14 May";
    check(
        &told,
        date(2026, 5, 1),
        &format!("{claimed}; {held_back}; {missing}"),
    );
    check(
        &told,
        date(2026, 5, 14),
        &format!("{claimed}; {held_back}; {missing}"),
    );
    check(&told, date(2026, 5, 15), &format!("{claimed}; {missing}"));
}

#[test]
fn a_payment_is_expected_where_the_benefit_pays_later_than_its_first_day() {
    let check = |benefit: Benefit, born: Date, started: Date, expected: Option<Date>| {
        let id = Uuid::from_u128(1);
        let taken = Taken {
            id,
            about: id,
            on: started,
            step: planned(benefit),
        };
        let ledger = Ledger::of([&taken]);
        assert_eq!(
            ledger.claims[0].first_payment_expected(started, born),
            expected,
            "{benefit:?} {started}"
        );
    };
    let uc = Benefit::UniversalCredit;
    check(uc, BORN, date(2026, 3, 3), Some(date(2026, 4, 10)));
    // Begun before 18: the month runs from the birthday.
    check(uc, BORN, date(2026, 2, 3), Some(date(2026, 4, 10)));
    check(uc, BORN, date(2026, 8, 31), Some(date(2026, 10, 7)));
    check(
        uc,
        date(2008, 2, 29),
        date(2026, 1, 31),
        Some(date(2026, 4, 8)),
    );
    check(
        Benefit::JobseekersAllowance,
        date(1996, 3, 3),
        date(2014, 3, 3),
        None,
    );
}

#[test]
fn the_reason_for_no_claim_reads_on() {
    let check = |reason: &str, expected: &str| {
        let told = Told {
            steps: vec![Taken {
                id: Uuid::nil(),
                about: Uuid::nil(),
                on: TODAY,
                step: Step::NoClaimNeeded {
                    reason: reason.into(),
                },
            }],
        };
        let line = told.ledger().standing_line(BORN, TODAY);
        assert_eq!(line.text, expected);
    };
    check("In work.", "No claim needed: in work");
    check("BTEC student", "No claim needed: BTEC student");
    check("Élève", "No claim needed: élève");
    check("", "No claim needed");
    check(" . ", "No claim needed");
}
