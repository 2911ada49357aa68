//! A review: what was promised comes first, what was written is taken over, and taking it back undoes it.

use axum::http::StatusCode;
use casework::Role;
use leaving_care::event::EventKind;

use super::{GOAL, SIGN_OFF, after, begun, kit, refused_sign_off, signed_off, write};
use crate::support::{
    council::{assert_says, words},
    on_each_engine,
};

#[tokio::test]
#[expect(
    clippy::too_many_lines,
    reason = "a scenario told from beginning to end"
)]
async fn a_review_begins_with_what_was_promised() {
    on_each_engine(async |site| {
        let person = kit(site).await;
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        let first = signed_off(&mut adviser, person).await;
        let copy = [
            ("on-day", "3"),
            ("on-month", "3"),
            ("on-year", "2026"),
            ("how", "On paper"),
        ];
        adviser
            .post_and_follow(&format!("{first}/copy"), &copy)
            .await;
        let review = begun(&mut adviser, person).await;
        assert_ne!(review, first);
        let page = adviser.page(&review).await;
        assert_says(
            &page,
            "What was promised last time Go through these first, together.",
        );
        assert_says(&page, "From last time");
        let refused = refused_sign_off(&mut adviser, &review).await;
        assert_says(
            &refused,
            "Nobody has said what came of this promise of last time.",
        );
        let own = adviser.page(&format!("{review}/parts/own_words")).await;
        assert_says(&own, "What stood here last time \u{201c}I want to bake.");

        // Kept; who comes second sees that somebody was faster.
        let action = after(&page, "action=\"/actions/", '/').to_owned();
        let version = after(&page, "name=\"version\" value=\"", '"').to_owned();
        let plan_id = review.trim_start_matches("/plans/").to_owned();
        let kept = [
            ("version", version.as_str()),
            ("outcome", "kept"),
            ("plan", plan_id.as_str()),
        ];
        let outcome = format!("/actions/{action}/outcome");
        let (back, page) = adviser.post_and_follow(&outcome, &kept).await;
        assert!(back.starts_with(&review), "{back}");
        assert_says(&page, "Visit the college kitchen Kept");
        let second = adviser.post(&outcome, &kept).await;
        assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY);

        write(
            &mut adviser,
            &review,
            "own_words",
            &[("had_nothing_to_say", "yes")],
        )
        .await;
        let agrees = [("answer", "yes"), ("took_part", "By phone")];
        write(&mut adviser, &review, "agreement", &agrees).await;
        let refused = refused_sign_off(&mut adviser, &review).await;
        assert_says(&refused, "Every step of this goal is done.");
        let form = adviser.page(&format!("{review}/parts/work")).await;
        let step = after(&form, "name=\"goal-1-step-1-id\" value=\"", '"').to_owned();
        assert_eq!(step, action, "a step keeps its id from plan to action");
        let mut next = GOAL.to_vec();
        next.retain(|(name, _)| *name != "goal-1-steps");
        next.extend([
            ("goal-1-steps", "2"),
            ("goal-1-step-1-id", step.as_str()),
            ("goal-1-step-2", "Send the form"),
            ("goal-1-step-2-owner", "Kit"),
            ("goal-1-step-2-resources", "An hour"),
            ("goal-1-step-2-due-day", "29"),
            ("goal-1-step-2-due-month", "5"),
            ("goal-1-step-2-due-year", "2026"),
        ]);
        write(&mut adviser, &review, "work", &next).await;
        let (_, page) = adviser
            .post_and_follow(&format!("{review}/sign-off"), &SIGN_OFF)
            .await;
        assert_says(&page, "Send the form Kit, by 29 May 2026");
        let kinds = super::kinds(site, person).await;
        assert!(
            kinds.contains(&EventKind::PathwayPlanReviewed)
                && kinds.contains(&EventKind::PlanCopyGiven),
            "{kinds:?}"
        );
        let compared = adviser.page(&format!("{review}/compare")).await;
        assert_says(
            &compared,
            "They were asked and had nothing to say this time.",
        );
        assert_says(
            &compared,
            "Work, or something that fills the day well (differs)",
        );
        let printed = adviser.page(&format!("{review}/print")).await;
        assert_says(&printed, "What was promised");
        assert_says(&printed, "This plan is yours.");

        // Taken back: the event goes, and what the first plan promised stands as it was.
        let reason = [("reason", "Signed off for somebody else")];
        adviser
            .post_and_follow(&format!("{review}/take-back"), &reason)
            .await;
        let kinds = super::kinds(site, person).await;
        assert!(
            !kinds.contains(&EventKind::PathwayPlanReviewed),
            "{kinds:?}"
        );
        let overview = adviser.page(&format!("/people/{person}/plan")).await;
        assert!(!words(&overview).contains("Send the form"), "{overview}");
        assert_says(&overview, "1 kept or no longer needed");
    })
    .await;
}
