//! A plan from the first words to the sign-off and the check, and two who write the same part.

use axum::http::StatusCode;
use casework::Role;
use leaving_care::event::{Attendee, EventKind};

use super::{GOAL, SIGN_OFF, after, begun, events, kit, refused_sign_off, write, write_all};
use crate::support::{
    TODAY, command_line,
    council::{assert_says, words},
    on_each_engine,
};

#[tokio::test]
#[expect(
    clippy::too_many_lines,
    reason = "a scenario told from beginning to end"
)]
async fn a_plan_is_refused_mended_signed_off_and_checked() {
    on_each_engine(async |site| {
        let person = kit(site).await;
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        let plan = begun(&mut adviser, person).await;
        // Whoever begins another goes on with the one there is.
        assert_eq!(begun(&mut adviser, person).await, plan);
        let first = adviser.page(&format!("{plan}/parts/own_words")).await;
        assert_says(&first, "What matters to you now?");

        let refused = refused_sign_off(&mut adviser, &plan).await;
        assert_says(&refused, "The young person's own words are not here yet.");
        assert_says(&refused, "Nothing is written here yet.");
        write_all(&mut adviser, &plan).await;
        let refused = refused_sign_off(&mut adviser, &plan).await;
        assert_says(
            &refused,
            "There is no goal about education, training or work yet.",
        );
        assert!(!words(&refused).contains("Nothing is written here yet."));
        for (field, reason) in [
            ("goal-1-step-1-owner", "It does not say who does it."),
            ("goal-1-step-1-resources", "It does not say what it takes."),
            ("goal-1-steps", "This goal has no step yet."),
        ] {
            let without: Vec<(&str, &str)> = GOAL
                .into_iter()
                .filter(|(name, _)| {
                    if field == "goal-1-steps" {
                        !name.starts_with("goal-1-")
                    } else {
                        *name != field
                    }
                })
                .collect();
            write(&mut adviser, &plan, "work", &without).await;
            assert_says(&refused_sign_off(&mut adviser, &plan).await, reason);
        }
        let without_date: Vec<(&str, &str)> = GOAL
            .into_iter()
            .filter(|(name, _)| !name.contains("-due-"))
            .collect();
        write(&mut adviser, &plan, "work", &without_date).await;
        assert_says(
            &refused_sign_off(&mut adviser, &plan).await,
            "It has no date. Give the day by which it is to be done.",
        );
        assert_eq!(events(site, person).await, [], "nothing is done half");

        write(&mut adviser, &plan, "work", &GOAL).await;
        assert_says(
            &adviser.page(&format!("/people/{person}")).await,
            "There is no pathway plan yet. Pathway plan is being written.",
        );
        let (_, page) = adviser
            .post_and_follow(&format!("{plan}/sign-off"), &SIGN_OFF)
            .await;
        assert_says(
            &page,
            "Visit the college kitchen Kit with Sam, by 1 May 2026. Takes: Bus fare",
        );
        assert_says(
            &page,
            "They agree with some of it. \u{201c}Not that flat\u{201d}",
        );
        assert!(page.contains("&#60;b&#62;Not"), "{page}");
        assert_eq!(
            events(site, person).await,
            [(
                EventKind::PathwayPlanCompleted,
                vec![Attendee::YoungPerson, Attendee::PersonalAdviser]
            )]
        );
        // Nothing is written in it any more.
        let late = adviser
            .post(&format!("{plan}/parts/home"), &[("text", "Too late")])
            .await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);

        // A second person checks; who wrote it may not, and an adviser's role does not.
        let check = format!("{plan}/check");
        let good = [("verdict", "good")];
        let own = adviser.post(&check, &good).await;
        assert_eq!(own.status, StatusCode::FORBIDDEN);
        let mut manager = site.signed_in(Role::TeamManager).await;
        assert_says(&manager.page("/plans").await, "To be checked: 1");
        assert_says(&manager.page("/plans").await, "Not agreed: 1");
        let unsaid = manager.post(&check, &[("verdict", "do_again")]).await;
        assert_says(&unsaid.text(), "Say what is to be mended, and how.");
        let again = [("verdict", "do_again"), ("mend", "Ask about the flat")];
        manager.post_and_follow(&check, &again).await;
        let team = manager.page("/plans").await;
        assert_says(&team, "To be checked: 0");
        assert_says(&team, "To be mended: 1");

        // A reviewing officer reads and comments, and does not write; an analyst does not read.
        let mut officer = site.signed_in(Role::IndependentReviewingOfficer).await;
        let words = [("comment", "A clear plan")];
        let (_, page) = officer
            .post_and_follow(&format!("{plan}/comment"), &words)
            .await;
        assert_says(&page, "A clear plan");
        let write = officer.post(&format!("{plan}/parts/home"), &[]).await;
        assert_eq!(write.status, StatusCode::FORBIDDEN);
        let mut analyst = site.signed_in(Role::PerformanceAnalyst).await;
        for path in [&plan, &format!("/people/{person}/plan")] {
            assert_eq!(analyst.get(path).await.status, StatusCode::FORBIDDEN);
        }
        let history = adviser.page(&format!("/people/{person}/history")).await;
        assert_says(&history, "Pathway plan: Signed off");
        assert_says(&history, "Promise: Visit the college kitchen, Kit with Sam");
    })
    .await;
}

#[tokio::test]
async fn of_two_who_write_a_part_both_are_shown() {
    on_each_engine(async |site| {
        let person = kit(site).await;
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        let mut worker = site.signed_in(Role::SocialWorker).await;
        let plan = begun(&mut adviser, person).await;
        let path = format!("{plan}/parts/home");
        let mine = [("based_on", ""), ("text", "A flat in Preston")];
        // A draft first, as the script keeps it.
        let draft = adviser.post(&format!("{path}/draft"), &mine).await;
        assert_eq!(draft.status, StatusCode::SEE_OTHER);
        write(
            &mut worker,
            &plan,
            "home",
            &[("text", "A room in Lancaster")],
        )
        .await;
        assert_says(&adviser.page(&path).await, "A flat in Preston");
        let conflict = adviser.post(&path, &mine).await;
        assert_eq!(conflict.status, StatusCode::CONFLICT);
        let page = conflict.text();
        assert_says(&page, "A room in Lancaster");
        assert_says(&page, "A flat in Preston");
        let version = after(&page, "name=\"based_on\" value=\"", '"').to_owned();
        let edit = adviser
            .post(&path, &[("text", "A flat in Preston"), ("step", "edit")])
            .await;
        assert_says(&edit.text(), "What the other person recorded");
        let on_top = [
            ("based_on", version.as_str()),
            ("text", "A flat in Preston"),
            ("step", "stop"),
        ];
        adviser.post_and_follow(&path, &on_top).await;
        let form = worker.page(&path).await;
        assert_says(&form, "A flat in Preston");
        // The text that lost is in the history.
        let token = adviser.session_token();
        assert!(!token.is_empty());
        let held = casework::pathway_plan::held(&command_line(TODAY), &site.office, person)
            .await
            .unwrap();
        let texts: Vec<&str> = held.plans[0]
            .1
            .iter()
            .map(|version| version.content.as_str())
            .collect();
        assert!(
            texts.iter().any(|text| text.contains("Lancaster")),
            "{texts:?}"
        );
    })
    .await;
}
