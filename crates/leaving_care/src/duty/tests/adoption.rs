//! What a council adopts asks for nothing that would have been due before; what goes on, goes on from that day.

use jiff::civil::{Date, date};

use super::made::{alone, born, of, own_protocol};
use crate::{
    duty::{Duty, DutyFacts, Protocols, State},
    event::EventKind,
};

const ADOPTED: Date = date(2026, 3, 2);

/// The protocol with one duty, in use since `ADOPTED`.
fn adopted(duty: &str) -> Protocols {
    let mut protocol = own_protocol(duty);
    protocol.duties[0].in_use_from = Some(ADOPTED);
    alone(protocol)
}

#[track_caller]
fn check(protocols: &Protocols, facts: &DutyFacts, as_at: Date, expected: &[(Date, State)]) {
    let found: Vec<(Date, State)> = of(facts, protocols, "check", as_at)
        .iter()
        .map(|duty: &Duty<'_>| (duty.due_on, duty.state))
        .collect();
    assert_eq!(found, expected, "on {as_at}");
}

#[test]
fn what_was_due_once_before_is_asked_of_nobody() {
    let once = adopted(
        "starts_on = \"claim_started\"\ndue = \"28 days\"\nfulfilled_by = [\"support_menu_offered\"]",
    );
    let claim = |on| born(date(2006, 1, 1)).and(EventKind::ClaimStarted, on);
    check(&once, &claim(date(2026, 2, 1)), date(2026, 4, 1), &[]);
    // Due on the very day, or later, it is asked for, whenever it began.
    let day = date(2026, 2, 2);
    check(&once, &claim(day), ADOPTED, &[(ADOPTED, State::Due)]);
    let done_before = claim(day).and(EventKind::SupportMenuOffered, date(2026, 2, 20));
    check(&once, &done_before, ADOPTED, &[]);
    let done_after = claim(day).and(EventKind::SupportMenuOffered, date(2026, 3, 5));
    check(
        &once,
        &done_after,
        date(2026, 3, 5),
        &[(ADOPTED, State::Done)],
    );
}

#[test]
fn what_may_be_caught_up_counts_from_that_day() {
    let plan = adopted(
        "starts_on = \"neet_started\"\ndue = \"2 months\"\nfulfilled_by = [\"panel_action_plan_agreed\"]\nends_on = [\"neet_ended\"]\ncatch_up = true",
    );
    let someone = born(date(2006, 1, 1)).and(EventKind::NeetStarted, date(2024, 1, 1));
    check(
        &plan,
        &someone,
        date(2026, 5, 3),
        &[(date(2026, 5, 2), State::Overdue)],
    );
    let over = someone.clone().and(EventKind::NeetEnded, date(2025, 1, 1));
    check(&plan, &over, date(2026, 5, 3), &[]);
    let before = someone.and(EventKind::PanelActionPlanAgreed, date(2025, 1, 1));
    check(&plan, &before, date(2026, 5, 3), &[]);
}

#[test]
fn what_comes_again_begins_on_that_day() {
    let weekly = adopted(
        "starts_on = \"claim_started\"\nevery = \"7 days\"\nfulfilled_by = [\"jobcentre_contact\"]\nends_on = [\"claim_ended\"]",
    );
    let someone = born(date(2006, 1, 1)).and(EventKind::ClaimStarted, date(2025, 6, 1));
    check(
        &weekly,
        &someone,
        date(2026, 3, 9),
        &[(ADOPTED, State::Overdue)],
    );
    // A contact some days before still counts, and what was done before is no deed under this protocol.
    let spoke = someone
        .clone()
        .and(EventKind::JobcentreContact, date(2025, 6, 1))
        .and(EventKind::JobcentreContact, date(2026, 2, 26))
        .and(EventKind::JobcentreContact, date(2026, 3, 4));
    check(
        &weekly,
        &spoke,
        date(2026, 3, 4),
        &[
            (date(2026, 3, 5), State::Done),
            (date(2026, 3, 11), State::Upcoming),
        ],
    );
    let ended = someone.and(EventKind::ClaimEnded, date(2026, 1, 1));
    check(&weekly, &ended, date(2026, 3, 9), &[]);
}

#[test]
fn fixed_intervals_keep_their_days() {
    let fixed = adopted(
        "starts_on = \"service_started\"\ndue = \"1 month\"\nevery = \"1 month\"\nearly_resets = false\nopens = \"7 days\"\nfulfilled_by = [\"contact_details_exchanged\"]",
    );
    let service = born(date(2006, 1, 1)).and(EventKind::ServiceStarted, date(2025, 1, 20));
    check(
        &fixed,
        &service,
        ADOPTED,
        &[(date(2026, 3, 20), State::Upcoming)],
    );
}

#[test]
fn a_birthday_that_has_passed_is_not_asked_about() {
    let ages = adopted(
        "starts_at_age = [\"18 years\", \"21 years\"]\nopens = \"28 days\"\nfulfilled_by = [\"information_given\"]",
    );
    check(
        &ages,
        &born(date(2006, 1, 1)),
        ADOPTED,
        &[(date(2027, 1, 1), State::Upcoming)],
    );
}
