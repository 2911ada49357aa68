//! A young person and their own plan.

use axum::http::StatusCode;
use casework::Role;
use jiff::civil::date;
use leaving_care::event::EventKind;

use super::{kit, signed_off, young_person};
use crate::support::{council::assert_says, on_each_engine};

#[tokio::test]
async fn a_young_person_reads_their_own_plan_and_nobody_elses() {
    on_each_engine(async |site| {
        let person = kit(site).await;
        let other = site.add_person("Ash", "Brook", date(2008, 2, 29)).await;
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        let mut kit = young_person(site, person).await;
        assert_says(&kit.page("/my/plan").await, "There is no plan to read yet");
        let plan = signed_off(&mut adviser, person).await;
        let of_other = signed_off(&mut adviser, other).await;
        let comment = [("comment", "Between colleagues")];
        adviser
            .post_and_follow(&format!("{plan}/comment"), &comment)
            .await;
        let page = kit.page("/my/plan").await;
        assert_says(&page, "What you said I want to bake.");
        assert!(!page.contains("Between colleagues"), "{page}");
        let id = plan.trim_start_matches("/plans/");
        let view = [
            ("plan", id),
            ("answer", "no"),
            ("words", "I said no flat by the station"),
        ];
        let (_, page) = kit.post_and_follow("/my/plan", &view).await;
        assert_says(&page, "you said: \u{201c}I do not agree.\u{201d}");
        assert_says(
            &adviser.page(&plan).await,
            "The young person says: \u{201c}I do not agree\u{201d} I said no flat by the station",
        );
        let id = of_other.trim_start_matches("/plans/");
        let about_other = kit
            .post("/my/plan", &[("plan", id), ("answer", "yes")])
            .await;
        assert_eq!(about_other.status, StatusCode::NOT_FOUND);
        for path in [&plan, &of_other, &format!("/people/{person}/plan")] {
            assert_eq!(kit.get(path).await.status, StatusCode::FORBIDDEN);
        }
        kit.post_and_follow("/my/plan/review", &[("why", "The job changed")])
            .await;
        let kinds = super::kinds(site, person).await;
        assert!(kinds.contains(&EventKind::ReviewRequested), "{kinds:?}");
    })
    .await;
}
