//! The Essex protocol from 17 and a half to month six of a claim, with every day of the seed; leap days, month ends, work, two misses.

use jiff::civil::{Date, date};

use super::made::{born, face_to_face, of, open, three_of_them};
use crate::{
    duty::{DutyFacts, Protocols, State},
    event::{EventDetails, EventKind},
};

fn essex() -> Protocols {
    Protocols::shipped().chosen(&["essex_jobcentre_2014"])
}

#[track_caller]
fn check(facts: &DutyFacts, id: &str, as_at: Date, expected: Option<(Date, State)>) {
    let protocols = essex();
    let found = open(facts, &protocols, id, as_at).map(|(due_on, state, _)| (due_on, state));
    assert_eq!(found, expected, "{id} on {as_at}");
}

#[test]
fn from_17_and_a_half_to_18() {
    let someone = born(date(2008, 3, 14));
    for id in [
        "last_review_at_17_and_a_half",
        "jobcentre_information",
        "consent_to_share",
    ] {
        check(
            &someone,
            id,
            date(2025, 8, 16),
            Some((date(2025, 9, 14), State::Upcoming)),
        );
        check(
            &someone,
            id,
            date(2025, 8, 17),
            Some((date(2025, 9, 14), State::Due)),
        );
        check(
            &someone,
            id,
            date(2025, 9, 14),
            Some((date(2025, 9, 14), State::Due)),
        );
        check(
            &someone,
            id,
            date(2025, 9, 15),
            Some((date(2025, 9, 14), State::Overdue)),
        );
    }
}

#[test]
fn forms_and_interview_before_18() {
    let someone = born(date(2008, 3, 14));
    // Without agreement nothing goes to the Jobcentre.
    let forms = "tell_jobcentre_before_18";
    check(
        &someone,
        forms,
        date(2025, 9, 14),
        Some((date(2025, 9, 14), State::Blocked)),
    );
    let agreed = someone
        .clone()
        .and(EventKind::ConsentGiven, date(2025, 9, 10));
    check(&agreed, "consent_to_share", date(2025, 9, 15), None);
    check(
        &agreed,
        forms,
        date(2025, 9, 14),
        Some((date(2025, 9, 14), State::Due)),
    );
    check(
        &agreed,
        forms,
        date(2025, 10, 13),
        Some((date(2025, 9, 14), State::Overdue)),
    );
    let took_back = agreed
        .clone()
        .and(EventKind::ConsentWithdrawn, date(2025, 9, 20));
    check(
        &took_back,
        forms,
        date(2025, 9, 19),
        Some((date(2025, 9, 14), State::Overdue)),
    );
    check(
        &took_back,
        forms,
        date(2025, 9, 20),
        Some((date(2025, 9, 14), State::Blocked)),
    );

    let asked = agreed.and(EventKind::ClaimFormsRequested, date(2025, 10, 1));
    check_forms(&asked);
}

fn check_forms(asked: &DutyFacts) {
    let forms = "tell_jobcentre_before_18";
    let asked = asked.clone();
    check(&asked, forms, date(2025, 10, 1), None);
    check(
        &asked,
        "forms_sent",
        date(2025, 10, 1),
        Some((date(2025, 10, 8), State::Due)),
    );
    let sent = asked.and(EventKind::ClaimFormsSent, date(2025, 10, 6));
    check(
        &sent,
        "forms_returned",
        date(2025, 10, 6),
        Some((date(2025, 10, 20), State::Due)),
    );
    let returned = sent.and(EventKind::ClaimFormsReturned, date(2025, 10, 17));
    check(
        &returned,
        "early_interview",
        date(2025, 10, 20),
        Some((date(2025, 10, 24), State::Due)),
    );
    check(&returned, "claim_ready_at_18", date(2026, 3, 14), None);
    let arranged = returned.and(EventKind::EarlyInterviewArranged, date(2025, 10, 24));
    // A Friday: one working day on is Monday.
    check(
        &arranged,
        "adviser_invited",
        date(2025, 10, 24),
        Some((date(2025, 10, 27), State::Due)),
    );
    let invited = arranged.and(EventKind::InterviewInvitationSent, date(2025, 10, 24));
    check(
        &invited,
        "adviser_confirms",
        date(2025, 10, 24),
        Some((date(2025, 10, 29), State::Due)),
    );
    check(
        &invited,
        "benefit_paid_at_18",
        date(2026, 3, 13),
        Some((date(2026, 3, 14), State::Upcoming)),
    );
    check(
        &invited,
        "benefit_paid_at_18",
        date(2026, 3, 15),
        Some((date(2026, 3, 14), State::Overdue)),
    );
    let paid = invited.and(EventKind::FirstPayment, date(2026, 3, 14));
    check(&paid, "benefit_paid_at_18", date(2026, 3, 15), None);
}

#[test]
fn from_the_claim_to_month_six() {
    let claim = date(2026, 3, 16);
    let someone = born(date(2008, 3, 14)).and(EventKind::ClaimStarted, claim);
    check(&someone, "warm_handover", claim, Some((claim, State::Due)));
    check(
        &someone,
        "warm_handover",
        date(2026, 3, 17),
        Some((claim, State::Overdue)),
    );
    check(&someone, "weekly_contact", claim, Some((claim, State::Due)));

    // The three-way interview is the handover and the first contact at once.
    let met = someone.and_with(EventKind::ThreeWayInterview, claim, three_of_them());
    check(&met, "warm_handover", claim, None);
    check(
        &met,
        "weekly_contact",
        claim,
        Some((date(2026, 3, 23), State::Upcoming)),
    );
    check(
        &met,
        "weekly_contact",
        date(2026, 3, 20),
        Some((date(2026, 3, 23), State::Due)),
    );
    check(
        &met,
        "weekly_contact",
        date(2026, 3, 24),
        Some((date(2026, 3, 23), State::Overdue)),
    );
    // Early contact moves the next; late contact too.
    let early = met.and(EventKind::JobcentreContact, date(2026, 3, 19));
    check(
        &early,
        "weekly_contact",
        date(2026, 3, 19),
        Some((date(2026, 3, 26), State::Upcoming)),
    );
    let late = early.and(EventKind::JobcentreContact, date(2026, 4, 2));
    check(
        &late,
        "weekly_contact",
        date(2026, 4, 2),
        Some((date(2026, 4, 9), State::Upcoming)),
    );
}

#[test]
fn month_five_and_six() {
    let late = born(date(2008, 3, 14)).and(EventKind::ClaimStarted, date(2026, 3, 16));
    // Month five begins on 16 July.
    for id in ["month_five_face_to_face", "month_five_three_way"] {
        check(
            &late,
            id,
            date(2026, 7, 15),
            Some((date(2026, 7, 16), State::Upcoming)),
        );
        check(
            &late,
            id,
            date(2026, 7, 16),
            Some((date(2026, 7, 16), State::Due)),
        );
        check(
            &late,
            id,
            date(2026, 7, 17),
            Some((date(2026, 7, 16), State::Overdue)),
        );
    }
    let with_coach = late.and_with(
        EventKind::JobcentreContact,
        date(2026, 7, 16),
        face_to_face(false),
    );
    check(
        &with_coach,
        "month_five_face_to_face",
        date(2026, 7, 16),
        Some((date(2026, 7, 23), State::Upcoming)),
    );
    check(
        &with_coach,
        "month_five_three_way",
        date(2026, 7, 16),
        Some((date(2026, 7, 16), State::Due)),
    );
    let with_both = with_coach.and_with(
        EventKind::JobcentreContact,
        date(2026, 7, 20),
        face_to_face(true),
    );
    for id in [
        "month_five_face_to_face",
        "month_five_three_way",
        "weekly_contact",
    ] {
        check(
            &with_both,
            id,
            date(2026, 7, 20),
            Some((date(2026, 7, 27), State::Upcoming)),
        );
    }
    let ended = with_both.and(EventKind::ClaimEnded, date(2026, 8, 3));
    for id in [
        "month_five_face_to_face",
        "month_five_three_way",
        "weekly_contact",
    ] {
        check(&ended, id, date(2026, 8, 3), None);
    }
}

#[test]
fn a_meeting_without_all_three_is_no_handover_unless_somebody_stood_in() {
    let claim = date(2026, 3, 16);
    let with = |details: EventDetails| {
        born(date(2008, 3, 14))
            .and(EventKind::ClaimStarted, claim)
            .and_with(EventKind::ThreeWayInterview, claim, details)
    };
    let two = EventDetails {
        present: three_of_them().present[..2].to_vec(),
        ..EventDetails::default()
    };
    check(
        &with(two.clone()),
        "warm_handover",
        claim,
        Some((claim, State::Due)),
    );
    let stood_in = EventDetails {
        substitute: "The duty adviser came".into(),
        ..two
    };
    check(&with(stood_in), "warm_handover", claim, None);
    check(&with(EventDetails::default()), "warm_handover", claim, None);
    let missing = EventDetails {
        adviser_present: Some(false),
        ..EventDetails::default()
    };
    check(
        &with(missing),
        "warm_handover",
        claim,
        Some((claim, State::Due)),
    );
}

#[test]
fn born_on_29_february() {
    let someone = born(date(2008, 2, 29));
    check(
        &someone,
        "consent_to_share",
        date(2025, 8, 29),
        Some((date(2025, 8, 29), State::Due)),
    );
    check(
        &someone,
        "benefit_paid_at_18",
        date(2026, 2, 28),
        Some((date(2026, 3, 1), State::Upcoming)),
    );
    check(
        &someone,
        "benefit_paid_at_18",
        date(2026, 3, 1),
        Some((date(2026, 3, 1), State::Due)),
    );
}

#[test]
fn a_claim_on_31_august_reaches_month_five_on_31_december_and_one_of_30_october_on_the_last_of_february()
 {
    let five = |claim: Date, expected: Date| {
        let someone = born(date(2008, 3, 14)).and(EventKind::ClaimStarted, claim);
        check(
            &someone,
            "month_five_three_way",
            claim,
            Some((expected, State::Upcoming)),
        );
    };
    five(date(2026, 8, 31), date(2026, 12, 31));
    five(date(2026, 10, 30), date(2027, 2, 28));
    five(date(2027, 10, 31), date(2028, 2, 29));
}

#[test]
fn work_in_month_three_ends_the_weekly_row_and_begins_the_fortnightly_one() {
    let claim = date(2026, 3, 2);
    let work = date(2026, 5, 11);
    let someone = born(date(2008, 2, 1))
        .and(EventKind::ClaimStarted, claim)
        .and(EventKind::JobcentreContact, date(2026, 5, 8))
        .and(EventKind::JobStarted, work);
    check(&someone, "weekly_contact", work, None);
    check(&someone, "month_five_face_to_face", date(2026, 7, 2), None);
    check(
        &someone,
        "in_work_contact",
        work,
        Some((date(2026, 5, 25), State::Upcoming)),
    );
    check(
        &someone,
        "in_work_contact",
        date(2026, 5, 26),
        Some((date(2026, 5, 25), State::Overdue)),
    );
    let seen = someone
        .clone()
        .and(EventKind::JobcentreContact, date(2026, 5, 20));
    check(
        &seen,
        "in_work_contact",
        date(2026, 5, 20),
        Some((date(2026, 6, 3), State::Upcoming)),
    );
    // 26 weeks: the last day still counts, the next day it is over.
    check(
        &someone,
        "in_work_contact",
        date(2026, 11, 9),
        Some((date(2026, 5, 25), State::Overdue)),
    );
    check(&someone, "in_work_contact", date(2026, 11, 10), None);
    // The work ends while the claim goes on: weekly contact begins anew.
    let lost = seen.and(EventKind::JobEnded, date(2026, 6, 1));
    check(&lost, "in_work_contact", date(2026, 6, 1), None);
    check(
        &lost,
        "weekly_contact",
        date(2026, 6, 1),
        Some((date(2026, 6, 1), State::Due)),
    );
    check(
        &lost,
        "month_five_three_way",
        date(2026, 6, 1),
        Some((date(2026, 7, 2), State::Upcoming)),
    );
}

#[test]
fn the_first_miss_is_a_conversation_and_the_second_is_not() {
    let miss = date(2026, 4, 13);
    let someone = born(date(2008, 3, 14))
        .and(EventKind::ClaimStarted, date(2026, 3, 16))
        .and(EventKind::AppointmentFailed, miss);
    check(
        &someone,
        "first_miss_adviser_told",
        miss,
        Some((miss, State::Due)),
    );
    check(
        &someone,
        "first_miss_adviser_told",
        date(2026, 4, 14),
        Some((miss, State::Overdue)),
    );
    check(
        &someone,
        "first_miss_no_sanction_yet",
        miss,
        Some((miss, State::Blocked)),
    );
    check(
        &someone,
        "first_miss_no_sanction_yet",
        date(2026, 6, 1),
        Some((miss, State::Blocked)),
    );
    let spoken = someone
        .clone()
        .and(EventKind::ConditionalityExplained, date(2026, 4, 15));
    for id in [
        "first_miss_adviser_told",
        "first_miss_conversation",
        "first_miss_no_sanction_yet",
    ] {
        check(&spoken, id, date(2026, 4, 15), None);
    }
    let again = spoken.and(EventKind::AppointmentFailed, date(2026, 5, 4));
    for id in ["first_miss_adviser_told", "first_miss_no_sanction_yet"] {
        check(&again, id, date(2026, 5, 5), None);
    }
    let protocols = essex();
    assert_eq!(
        of(
            &again,
            &protocols,
            "first_miss_no_sanction_yet",
            date(2026, 5, 5)
        )
        .len(),
        1
    );
    // In a new claim the first miss is a first miss again.
    let new_claim = again
        .and(EventKind::ClaimEnded, date(2026, 6, 1))
        .and(EventKind::ClaimStarted, date(2026, 9, 1))
        .and(EventKind::AppointmentFailed, date(2026, 9, 15));
    check(
        &new_claim,
        "first_miss_no_sanction_yet",
        date(2026, 9, 15),
        Some((date(2026, 9, 15), State::Blocked)),
    );
}

#[test]
fn every_duty_says_why_in_a_sentence_with_its_source() {
    let protocols = essex();
    let someone = born(date(2008, 3, 14))
        .and(EventKind::ClaimStarted, date(2026, 3, 16))
        .and(EventKind::JobcentreContact, date(2026, 3, 16));
    let (_, _, duty) =
        open(&someone, &protocols, "weekly_contact", date(2026, 3, 20)).expect("a weekly contact");
    assert_eq!(
        duty.why(),
        "The last contact was on 16 March 2026, and the Jobcentre is in contact at least once a week (Essex protocol: At least weekly contact from day one)."
    );
}
