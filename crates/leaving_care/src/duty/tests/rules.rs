//! Excuses, fixed intervals, ends and what one thing done does for several duties.

use jiff::civil::{Date, date};

use super::made::{alone, born, of, open, own_protocol};
use crate::{
    duty::{DutyFacts, Protocols, State},
    event::{EventDetails, EventKind},
};

fn one(duty: &str) -> Protocols {
    alone(own_protocol(duty))
}

fn excused(on: Date, reason: &str) -> (EventKind, Date, EventDetails) {
    let details = EventDetails {
        duty: "own/check".into(),
        reason: reason.into(),
        ..EventDetails::default()
    };
    (EventKind::DutyExcused, on, details)
}

#[track_caller]
fn check(facts: &DutyFacts, protocols: &Protocols, as_at: Date, expected: Option<(Date, State)>) {
    let found = open(facts, protocols, "check", as_at).map(|(due_on, state, _)| (due_on, state));
    assert_eq!(found, expected, "on {as_at}");
}

#[test]
fn an_excuse_adds_its_own_days_and_does_not_rescue_what_was_late() {
    let once = one(
        "starts_on = \"referral_received\"\ndue = \"20 days\"\nfulfilled_by = [\"referral_discussed\"]",
    );
    let someone = born(date(2000, 1, 1)).and(EventKind::ReferralReceived, date(2026, 1, 1));
    check(
        &someone,
        &once,
        date(2026, 1, 21),
        Some((date(2026, 1, 21), State::Due)),
    );
    let with = |(kind, on, details)| someone.clone().and_with(kind, on, details);

    let in_time = with(excused(date(2026, 1, 20), "unwell"));
    check(
        &in_time,
        &once,
        date(2026, 1, 19),
        Some((date(2026, 1, 21), State::Due)),
    );
    check(
        &in_time,
        &once,
        date(2026, 1, 20),
        Some((date(2026, 1, 31), State::Excused)),
    );
    check(
        &in_time,
        &once,
        date(2026, 1, 29),
        Some((date(2026, 1, 31), State::Excused)),
    );
    check(
        &in_time,
        &once,
        date(2026, 1, 30),
        Some((date(2026, 1, 31), State::Due)),
    );
    check(
        &in_time,
        &once,
        date(2026, 2, 1),
        Some((date(2026, 1, 31), State::Overdue)),
    );

    let too_late = with(excused(date(2026, 1, 22), "unwell"));
    check(
        &too_late,
        &once,
        date(2026, 1, 22),
        Some((date(2026, 1, 21), State::Overdue)),
    );
    let why = of(&too_late, &once, "check", date(2026, 1, 22))[0].why();
    assert!(why.contains("late before it was put off"), "{why}");

    let rescued = with(excused(date(2026, 1, 25), "system_down"));
    check(
        &rescued,
        &once,
        date(2026, 1, 25),
        Some((date(2026, 1, 30), State::Excused)),
    );
    check(
        &rescued,
        &once,
        date(2026, 1, 31),
        Some((date(2026, 1, 30), State::Overdue)),
    );

    // The same excuse written twice is one; a reason that the protocol does not know is none.
    let (kind, on, details) = excused(date(2026, 1, 20), "unwell");
    let twice = in_time.clone().and_with(kind, on, details);
    check(
        &twice,
        &once,
        date(2026, 1, 30),
        Some((date(2026, 1, 31), State::Due)),
    );
    let unknown = with(excused(date(2026, 1, 20), "no_time"));
    check(
        &unknown,
        &once,
        date(2026, 1, 22),
        Some((date(2026, 1, 21), State::Overdue)),
    );
}

#[test]
fn an_excuse_belongs_to_the_time_that_was_open_when_it_was_given() {
    let weekly = one(
        "starts_on = \"claim_started\"\nevery = \"7 days\"\nfulfilled_by = [\"jobcentre_contact\"]",
    );
    let (kind, on, details) = excused(date(2026, 1, 12), "unwell");
    let someone = born(date(2000, 1, 1))
        .and(EventKind::ClaimStarted, date(2026, 1, 5))
        .and(EventKind::JobcentreContact, date(2026, 1, 5))
        .and_with(kind, on, details);
    check(
        &someone,
        &weekly,
        date(2026, 1, 12),
        Some((date(2026, 1, 22), State::Excused)),
    );
    let seen = someone.and(EventKind::JobcentreContact, date(2026, 1, 20));
    check(
        &seen,
        &weekly,
        date(2026, 1, 20),
        Some((date(2026, 1, 27), State::Upcoming)),
    );
}

#[test]
fn fixed_intervals_keep_their_days_and_take_only_what_is_in_the_window() {
    let monthly = one(
        "starts_on = \"service_started\"\ndue = \"1 month\"\nevery = \"1 month\"\nearly_resets = false\nopens = \"5 days\"\nfulfilled_by = [\"careers_panel_held\"]",
    );
    let start = born(date(2000, 1, 1)).and(EventKind::ServiceStarted, date(2025, 12, 31));
    check(
        &start,
        &monthly,
        date(2026, 1, 1),
        Some((date(2026, 1, 31), State::Upcoming)),
    );
    let too_early = start
        .clone()
        .and(EventKind::CareersPanelHeld, date(2026, 1, 20));
    check(
        &too_early,
        &monthly,
        date(2026, 1, 26),
        Some((date(2026, 1, 31), State::Due)),
    );
    let in_window = too_early.and(EventKind::CareersPanelHeld, date(2026, 1, 27));
    // The day is the last of February, and then again the 31st.
    check(
        &in_window,
        &monthly,
        date(2026, 1, 27),
        Some((date(2026, 2, 28), State::Upcoming)),
    );
    let on = in_window.and(EventKind::CareersPanelHeld, date(2026, 2, 28));
    check(
        &on,
        &monthly,
        date(2026, 3, 1),
        Some((date(2026, 3, 31), State::Upcoming)),
    );
    // Months without a meeting are not all asked for afterwards.
    let late = start.and(EventKind::CareersPanelHeld, date(2026, 4, 3));
    check(
        &late,
        &monthly,
        date(2026, 4, 3),
        Some((date(2026, 4, 30), State::Upcoming)),
    );
}

#[test]
fn each_start_or_the_latest_or_the_first() {
    let starts = |which: &str| {
        let protocols = one(&format!(
            "starts_on = \"referral_received\"\n{which}\ndue = \"7 days\"\nfulfilled_by = [\"referral_discussed\"]"
        ));
        let someone = born(date(2000, 1, 1))
            .and(EventKind::ReferralReceived, date(2026, 1, 1))
            .and(EventKind::ReferralReceived, date(2026, 1, 4));
        of(&someone, &protocols, "check", date(2026, 1, 5))
            .iter()
            .map(|duty| duty.due_on.day())
            .collect::<Vec<_>>()
    };
    assert_eq!(starts("which = \"each\""), [8, 11]);
    assert_eq!(starts(""), [11]);
    assert_eq!(starts("which = \"first\""), [8]);
}

#[test]
fn a_death_ends_everything() {
    let weekly = one(
        "starts_on = \"claim_started\"\nevery = \"7 days\"\nfulfilled_by = [\"jobcentre_contact\"]",
    );
    let someone = born(date(2000, 1, 1))
        .and(EventKind::ClaimStarted, date(2026, 1, 5))
        .and(EventKind::Died, date(2026, 2, 1));
    check(
        &someone,
        &weekly,
        date(2026, 1, 31),
        Some((date(2026, 1, 5), State::Overdue)),
    );
    check(&someone, &weekly, date(2026, 2, 1), None);
}

#[test]
fn what_ends_on_the_day_on_which_other_work_begins_ends_the_earlier() {
    let row = one(
        "starts_on = \"job_started\"\ndue = \"14 days\"\nevery = \"14 days\"\nfulfilled_by = [\"jobcentre_contact\"]\nends_on = \"job_ended\"",
    );
    let changed = born(date(2000, 1, 1))
        .and(EventKind::JobStarted, date(2026, 1, 1))
        .and(EventKind::JobEnded, date(2026, 2, 1))
        .and(EventKind::JobStarted, date(2026, 2, 1));
    check(
        &changed,
        &row,
        date(2026, 2, 1),
        Some((date(2026, 2, 15), State::Upcoming)),
    );
    let one_day = born(date(2000, 1, 1))
        .and(EventKind::JobStarted, date(2026, 2, 1))
        .and(EventKind::JobEnded, date(2026, 2, 1));
    check(&one_day, &row, date(2026, 2, 1), None);
}

#[test]
fn a_step_of_the_council_s_own_counts_by_its_name() {
    let own = one(
        "starts_at_age = \"18 years\"\nopens = \"1 month\"\nfulfilled_by = [{ event = \"own_step\", step = \"library card\" }]\naccepts_from = \"-1 month\"",
    );
    let step = |name: &str| EventDetails {
        step: name.into(),
        ..EventDetails::default()
    };
    let someone =
        born(date(2008, 1, 1)).and_with(EventKind::OwnStep, date(2025, 12, 20), step("swimming"));
    check(
        &someone,
        &own,
        date(2026, 1, 1),
        Some((date(2026, 1, 1), State::Due)),
    );
    let done = someone.and_with(EventKind::OwnStep, date(2025, 12, 21), step("library card"));
    check(&done, &own, date(2026, 1, 1), None);
}

#[test]
fn what_was_not_known_on_a_day_is_not_in_that_day_s_list() {
    let once = one(
        "starts_on = \"referral_received\"\ndue = \"7 days\"\nfulfilled_by = [\"referral_discussed\"]",
    );
    let mut someone = born(date(2000, 1, 1))
        .and(EventKind::ReferralReceived, date(2026, 1, 1))
        .and(EventKind::ReferralDiscussed, date(2026, 1, 5));
    someone.events[1].recorded_on = Some(date(2026, 1, 9));
    let as_at = date(2026, 1, 6);
    check(
        &someone.clone().known_on(date(2026, 1, 8)),
        &once,
        as_at,
        Some((date(2026, 1, 8), State::Due)),
    );
    check(&someone.known_on(date(2026, 1, 9)), &once, as_at, None);
}

#[test]
fn every_time_has_a_name_of_its_own() {
    // Done on the day on which it is counted from, the next is due when the first would have been.
    let row = one(
        "starts_on = \"became_relevant\"\ndue = \"56 days\"\nevery = \"56 days\"\nfulfilled_by = [\"adviser_contact\"]",
    );
    let someone = born(date(2008, 1, 1))
        .and(EventKind::BecameRelevant, date(2025, 1, 1))
        .and(EventKind::AdviserContact, date(2025, 1, 1));
    let mut names: Vec<String> = of(&someone, &row, "check", date(2025, 2, 1))
        .iter()
        .map(crate::duty::Duty::key)
        .collect();
    assert_eq!(names.len(), 2);
    names.dedup();
    assert_eq!(names.len(), 2, "{names:?}");
}

#[test]
fn two_pauses_each_leave_their_own_stretch_out() {
    let meeting = one(
        "starts_on = \"claim_started\"\nevery = \"7 days\"\nfulfilled_by = [\"jobcentre_contact\"]\npauses_from = [\"job_started\", \"support_ended\"]\npauses_until = [\"job_ended\", \"support_requested\"]\nwhy_resumed = \"Again from {resumed}, as since {trigger}\"",
    );
    let someone = born(date(2006, 1, 1))
        .and(EventKind::ClaimStarted, date(2026, 1, 1))
        .and(EventKind::JobStarted, date(2026, 2, 1))
        .and(EventKind::SupportEnded, date(2026, 2, 20))
        .and(EventKind::JobEnded, date(2026, 3, 1))
        .and(EventKind::SupportRequested, date(2026, 3, 10));
    check(&someone, &meeting, date(2026, 2, 10), None);
    check(&someone, &meeting, date(2026, 3, 5), None);
    check(
        &someone,
        &meeting,
        date(2026, 3, 10),
        Some((date(2026, 3, 10), State::Due)),
    );
    let why = of(&someone, &meeting, "check", date(2026, 3, 10))[0].why();
    assert_eq!(
        why,
        "Again from 10 March 2026, as since 1 January 2026 (local)."
    );
}

#[test]
fn nothing_counts_before_the_age_from_which_it_can() {
    let paid = one(
        "starts_on = \"claim_started\"\ncounts_from_age = \"18 years\"\ndue = \"1 month 7 days\"\nfulfilled_by = [\"first_payment\"]",
    );
    let claim = |on| born(date(2008, 3, 10)).and(EventKind::ClaimStarted, on);
    let due = |on| Some((on, State::Due));
    let before = claim(date(2026, 2, 20));
    check(&before, &paid, date(2026, 3, 28), due(date(2026, 4, 17)));
    let after = claim(date(2026, 3, 12));
    check(&after, &paid, date(2026, 3, 28), due(date(2026, 4, 19)));
}

#[test]
fn a_refusal_stops_what_would_be_shared_and_silence_does_not() {
    let told = one(
        "starts_on = \"appointment_failed\"\ndue = \"1 day\"\nwaits_if_refused = true\nfulfilled_by = [\"adviser_told\"]",
    );
    let someone = born(date(2006, 1, 1)).and(EventKind::AppointmentFailed, date(2026, 1, 10));
    let on = date(2026, 1, 10);
    let stands =
        |facts: &DutyFacts, state| check(facts, &told, on, Some((date(2026, 1, 11), state)));
    stands(&someone, State::Due);
    let agreed = someone
        .clone()
        .and(EventKind::ConsentGiven, date(2026, 1, 1));
    stands(&agreed, State::Due);
    let refused = someone.and(EventKind::ConsentRefused, date(2026, 1, 1));
    stands(&refused, State::Blocked);
    let back = agreed.and(EventKind::ConsentWithdrawn, date(2026, 1, 5));
    stands(&back, State::Blocked);
    let why = of(&back, &told, "check", on)[0].why();
    assert!(
        why.ends_with("it has to wait, because the young person has not agreed to share information with the Jobcentre (local)."),
        "{why}"
    );
}
