//! The law in England and Wales: assessment, plan, review, visits, and birthdays.

use jiff::civil::{Date, date};

use super::made::{born, open};
use crate::{
    authority::Nation,
    duty::{DutyFacts, Protocols, State},
    event::{EventDetails, EventKind},
};

#[track_caller]
fn check(facts: &DutyFacts, id: &str, as_at: Date, expected: Option<(Date, State)>) {
    let protocols = Protocols::shipped().chosen(&["statutory_england", "statutory_wales"]);
    let found = open(facts, &protocols, id, as_at).map(|(due_on, state, _)| (due_on, state));
    assert_eq!(found, expected, "{id} on {as_at}");
}

#[test]
fn assessment_plan_and_review() {
    let eligible = born(date(2008, 11, 30)).and(EventKind::BecameEligible, date(2025, 11, 30));
    check(
        &eligible,
        "needs_assessment",
        date(2025, 11, 30),
        Some((date(2026, 2, 28), State::Due)),
    );
    check(
        &eligible,
        "needs_assessment",
        date(2026, 3, 1),
        Some((date(2026, 2, 28), State::Overdue)),
    );
    let assessed = eligible.and(EventKind::NeedsAssessmentCompleted, date(2026, 2, 28));
    check(&assessed, "needs_assessment", date(2026, 3, 1), None);
    check(
        &assessed,
        "pathway_plan",
        date(2026, 3, 1),
        Some((date(2026, 3, 28), State::Due)),
    );
    let planned = assessed.and(EventKind::PathwayPlanCompleted, date(2026, 8, 31));
    check(&planned, "pathway_plan", date(2026, 8, 31), None);
    check(
        &planned,
        "pathway_plan_review",
        date(2026, 8, 31),
        Some((date(2027, 2, 28), State::Upcoming)),
    );
    check(
        &planned,
        "pathway_plan_review",
        date(2027, 1, 31),
        Some((date(2027, 2, 28), State::Due)),
    );
    let reviewed = planned
        .clone()
        .and(EventKind::PathwayPlanReviewed, date(2027, 1, 15));
    check(
        &reviewed,
        "pathway_plan_review",
        date(2027, 1, 15),
        Some((date(2027, 7, 15), State::Upcoming)),
    );
    let asked = planned.and(EventKind::ReviewRequested, date(2026, 10, 1));
    check(
        &asked,
        "pathway_plan_review_requested",
        date(2026, 10, 1),
        Some((date(2026, 10, 29), State::Due)),
    );
}

#[test]
fn thirteen_weeks_in_care_make_eligible_without_being_told() {
    // 91 days after 1 July 2025 is 30 September; 16 was long past.
    let in_care = born(date(2008, 5, 1)).and(EventKind::LookedAfterStarted, date(2025, 7, 1));
    check(&in_care, "needs_assessment", date(2025, 9, 29), None);
    check(
        &in_care,
        "needs_assessment",
        date(2025, 9, 30),
        Some((date(2025, 12, 30), State::Due)),
    );
    // Long in care: at 16.
    let long = born(date(2010, 2, 10)).and(EventKind::LookedAfterStarted, date(2015, 1, 1));
    check(&long, "needs_assessment", date(2026, 2, 9), None);
    check(
        &long,
        "needs_assessment",
        date(2026, 2, 10),
        Some((date(2026, 5, 10), State::Due)),
    );
    // Left at 17: relevant, with three months of its own.
    let left = in_care.and(EventKind::LookedAfterEnded, date(2025, 10, 15));
    check(&left, "needs_assessment", date(2025, 10, 15), None);
    check(
        &left,
        "needs_assessment_relevant",
        date(2025, 10, 15),
        Some((date(2026, 1, 15), State::Due)),
    );
    check(
        &left,
        "adviser_contact",
        date(2025, 10, 15),
        Some((date(2025, 11, 25), State::Upcoming)),
    );
}

#[test]
fn in_a_home_that_the_council_provides() {
    let moved = date(2026, 1, 31);
    let someone = born(date(2007, 6, 1)).and(EventKind::CouncilAccommodationStarted, moved);
    check(
        &someone,
        "accommodation_first_visit",
        moved,
        Some((date(2026, 2, 7), State::Due)),
    );
    check(
        &someone,
        "accommodation_first_visit",
        date(2026, 2, 8),
        Some((date(2026, 2, 7), State::Overdue)),
    );
    check(
        &someone,
        "accommodation_visit_before_review",
        moved,
        Some((date(2026, 2, 28), State::Upcoming)),
    );
    check(
        &someone,
        "accommodation_review",
        moved,
        Some((date(2026, 2, 28), State::Upcoming)),
    );
    check(
        &someone,
        "accommodation_visits",
        moved,
        Some((date(2026, 4, 28), State::Upcoming)),
    );
    let visited = someone
        .clone()
        .and(EventKind::AccommodationVisit, date(2026, 2, 5))
        .and_with(
            EventKind::AdviserContact,
            date(2026, 2, 20),
            EventDetails {
                face_to_face: Some(true),
                ..EventDetails::default()
            },
        );
    check(
        &visited,
        "accommodation_first_visit",
        date(2026, 2, 20),
        None,
    );
    check(
        &visited,
        "accommodation_visit_before_review",
        date(2026, 2, 20),
        None,
    );
    check(
        &visited,
        "accommodation_visits",
        date(2026, 2, 20),
        Some((date(2026, 4, 20), State::Upcoming)),
    );
    // A contact that does not say how it was made counts as a visit; a telephone call is none.
    let met = someone
        .clone()
        .and(EventKind::AdviserContact, date(2026, 2, 3));
    check(&met, "accommodation_first_visit", date(2026, 2, 3), None);
    let called = someone.and_with(
        EventKind::AdviserContact,
        date(2026, 2, 3),
        EventDetails {
            face_to_face: Some(false),
            ..EventDetails::default()
        },
    );
    check(
        &called,
        "accommodation_first_visit",
        date(2026, 2, 3),
        Some((date(2026, 2, 7), State::Due)),
    );
    let left = visited.and(EventKind::CouncilAccommodationEnded, date(2026, 3, 1));
    check(&left, "accommodation_visits", date(2026, 3, 1), None);
}

#[test]
fn every_eight_weeks_until_25() {
    let someone = born(date(2006, 1, 1)).and(EventKind::BecameFormerRelevant, date(2024, 1, 1));
    check(
        &someone,
        "adviser_contact",
        date(2024, 1, 1),
        Some((date(2024, 2, 26), State::Upcoming)),
    );
    let seen = someone
        .clone()
        .and(EventKind::AdviserContact, date(2024, 2, 1));
    check(
        &seen,
        "adviser_contact",
        date(2024, 2, 1),
        Some((date(2024, 3, 28), State::Upcoming)),
    );
    check(
        &seen,
        "adviser_contact",
        date(2030, 12, 31),
        Some((date(2024, 3, 28), State::Overdue)),
    );
    check(&seen, "adviser_contact", date(2031, 1, 1), None);
    let paused = seen.and(EventKind::SupportEnded, date(2027, 2, 1));
    check(&paused, "adviser_contact", date(2027, 2, 1), None);
    let back = paused.and(EventKind::SupportRequested, date(2028, 5, 1));
    check(
        &back,
        "adviser_contact",
        date(2028, 5, 1),
        Some((date(2028, 6, 26), State::Upcoming)),
    );
}

#[test]
fn a_window_around_each_birthday() {
    let someone = born(date(2006, 2, 10)).and(EventKind::BecameEligible, date(2022, 2, 10));
    let protocols = Protocols::shipped().chosen(&["statutory_england"]);
    let on = |as_at: Date| -> Vec<(Date, Date, Date, State)> {
        super::made::of(&someone, &protocols, "birthday_status", as_at)
            .into_iter()
            .map(|duty| (duty.opens_on, duty.due_on, duty.late_after, duty.state))
            .collect()
    };
    let nineteen = |state| {
        (
            date(2024, 11, 10),
            date(2025, 2, 10),
            date(2025, 3, 10),
            state,
        )
    };
    // Fifteen months after the 17th birthday its return is in, and it is asked for no more.
    assert_eq!(on(date(2024, 5, 10)).len(), 5);
    assert_eq!(on(date(2024, 5, 11)).len(), 4);
    assert_eq!(on(date(2024, 11, 9))[1], nineteen(State::Upcoming));
    assert_eq!(on(date(2024, 11, 10))[1], nineteen(State::Due));
    assert_eq!(on(date(2025, 3, 10))[1], nineteen(State::Due));
    assert_eq!(on(date(2025, 3, 11))[1], nineteen(State::Overdue));

    // A contact says how things are only inside the window; what somebody wrote down about the birthday counts later too.
    let of = |kind, day: Date| {
        let facts = someone.clone().and(kind, day);
        super::made::of(&facts, &protocols, "birthday_status", date(2025, 6, 2))
            .into_iter()
            .find(|duty| duty.due_on == date(2025, 2, 10))
            .map(|duty| duty.state)
    };
    let contact = EventKind::AdviserContact;
    let recorded = EventKind::BirthdayStatusRecorded;
    assert_eq!(of(contact, date(2024, 11, 9)), Some(State::Overdue));
    assert_eq!(of(contact, date(2024, 11, 10)), Some(State::Done));
    assert_eq!(of(contact, date(2025, 3, 10)), Some(State::Done));
    assert_eq!(of(contact, date(2025, 3, 11)), Some(State::Overdue));
    assert_eq!(of(recorded, date(2025, 6, 1)), Some(State::Done));
}

#[test]
fn an_assessment_that_was_never_made_is_owed_past_18_and_again_after_leaving_care() {
    let someone = born(date(2008, 3, 15))
        .and(EventKind::LookedAfterStarted, date(2022, 1, 1))
        .and(EventKind::BecameEligible, date(2024, 3, 15));
    check(
        &someone,
        "needs_assessment",
        date(2026, 3, 15),
        Some((date(2024, 6, 15), State::Overdue)),
    );
    check(&someone, "needs_assessment", date(2029, 3, 15), None);
    // The file says of "eligible" but not of "relevant": that follows from leaving care at 16.
    let left = someone
        .clone()
        .and(EventKind::LookedAfterEnded, date(2025, 2, 1));
    check(&left, "needs_assessment", date(2025, 6, 10), None);
    check(
        &left,
        "needs_assessment_relevant",
        date(2025, 6, 10),
        Some((date(2025, 5, 1), State::Overdue)),
    );
    // The records say of every category when it began; nothing is added to them.
    let told = DutyFacts {
        says_every_category: true,
        ..left
    };
    check(&told, "needs_assessment_relevant", date(2025, 6, 10), None);
}

#[test]
fn a_second_request_leaves_the_first_as_late_as_it_was() {
    let asked = born(date(2006, 3, 15))
        .and(EventKind::PathwayPlanCompleted, date(2024, 7, 1))
        .and(EventKind::ReviewRequested, date(2024, 8, 1))
        .and(EventKind::ReviewRequested, date(2024, 10, 1));
    let protocols = Protocols::shipped().chosen(&["statutory_england"]);
    let on = |facts: &DutyFacts, as_at| -> Vec<(Date, State)> {
        super::made::of(facts, &protocols, "pathway_plan_review_requested", as_at)
            .iter()
            .map(|duty| (duty.due_on, duty.state))
            .collect()
    };
    let (first, second) = (date(2024, 8, 29), date(2024, 10, 29));
    assert_eq!(
        on(&asked, date(2024, 10, 2)),
        [(first, State::Overdue), (second, State::Due)]
    );
    let reviewed = asked.and(EventKind::PathwayPlanReviewed, date(2024, 10, 10));
    assert_eq!(
        on(&reviewed, date(2024, 10, 10)),
        [(first, State::Done), (second, State::Done)]
    );
}

#[test]
fn school_terms_and_working_days() {
    // 24 December 2025 is a Wednesday; ten working days on, over Christmas and New Year, is 12 January.
    let someone = born(date(2010, 6, 1)).and(EventKind::LookedAfterStarted, date(2025, 12, 24));
    check(
        &someone,
        "pep_start",
        date(2025, 12, 24),
        Some((date(2026, 1, 12), State::Due)),
    );
    check(
        &someone,
        "pep_complete",
        date(2025, 12, 24),
        Some((date(2026, 1, 26), State::Due)),
    );
    check(
        &someone,
        "pep_review",
        date(2026, 1, 26),
        Some((date(2026, 3, 31), State::Upcoming)),
    );
    let reviewed = someone
        .clone()
        .and(EventKind::PepReviewed, date(2026, 3, 2));
    check(
        &reviewed,
        "pep_review",
        date(2026, 3, 2),
        Some((date(2026, 7, 31), State::Upcoming)),
    );
    check(&reviewed, "pep_complete", date(2026, 3, 2), None);
    let late = someone.and(EventKind::PepReviewed, date(2026, 5, 2));
    check(
        &late,
        "pep_review",
        date(2026, 5, 2),
        Some((date(2026, 12, 31), State::Upcoming)),
    );
}

#[test]
fn the_law_of_the_other_nation_makes_no_duties() {
    let mut someone = born(date(2008, 11, 30)).and(EventKind::BecameEligible, date(2025, 11, 30));
    check(&someone, "birthday_19", date(2026, 1, 1), None);
    someone.nation = Nation::Wales;
    check(
        &someone,
        "birthday_19",
        date(2026, 1, 1),
        Some((date(2027, 11, 30), State::Upcoming)),
    );
    let grown = born(date(2007, 1, 1)).and(EventKind::BecameEligible, date(2023, 1, 1));
    let grown = DutyFacts {
        nation: Nation::Wales,
        ..grown
    };
    check(
        &grown,
        "birthday_19",
        date(2025, 12, 1),
        Some((date(2026, 1, 1), State::Due)),
    );
    check(&grown, "birthday_status", date(2025, 12, 1), None);
    check(
        &grown,
        "needs_assessment",
        date(2023, 1, 1),
        Some((date(2023, 4, 1), State::Due)),
    );
}
