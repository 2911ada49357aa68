//! What happened on one day stands on the drawn timeline, as at any day and as it was known on any day.

use casework::event::{self, NewEvent};
use leaving_care::event::EventKind;

use super::*;
use crate::{browser::with_browser, support::council::assert_says};

async fn happened(site: &Site, person: Uuid, recorded_on: Date, kind: EventKind, on: Date) {
    let new = NewEvent::new(kind, on);
    event::record(&command_line(recorded_on), &site.office, person, new)
        .await
        .unwrap();
}

/// A life with a plan and its reviews, a panel and health, the last review recorded on the day of the tests.
async fn a_life_with_reviews(site: &Site) -> Uuid {
    let earlier = date(2026, 2, 25);
    let person = site
        .add_person_on(earlier, "Ash", "Brook", date(2006, 5, 4))
        .await;
    for (kind, on) in [
        (EventKind::NeedsAssessmentCompleted, date(2022, 5, 9)),
        (EventKind::PathwayPlanCompleted, date(2022, 8, 2)),
        (EventKind::PathwayPlanReviewed, date(2023, 2, 1)),
        (EventKind::PathwayPlanReviewed, date(2023, 7, 28)),
        (EventKind::PathwayPlanReviewed, date(2024, 1, 25)),
        (EventKind::PathwayPlanReviewed, date(2025, 7, 21)),
        (EventKind::HealthAssessment, date(2023, 3, 14)),
        (EventKind::NeetPanelDiscussed, date(2025, 10, 6)),
        (EventKind::PanelActionPlanAgreed, date(2025, 10, 6)),
    ] {
        happened(site, person, earlier, kind, on).await;
    }
    let (kind, on) = (EventKind::PathwayPlanReviewed, date(2026, 1, 19));
    happened(site, person, TODAY, kind, on).await;
    person
}

/// How many dots there are on the drawing for a desk.
fn dots(page: &str) -> usize {
    let desk = page.split("timeline--desk").nth(1).unwrap();
    let desk = desk.split("</svg>").next().unwrap();
    desk.matches("class=\"event\"").count()
}

#[tokio::test]
async fn plans_panels_and_health_are_dots_with_words() {
    on_each_engine(async |site| {
        let person = a_life_with_reviews(site).await;
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        let path = format!("/people/{person}");
        let page = adviser.page(&path).await;
        assert_eq!(dots(&page), 10);
        for words in [
            ">Plans and reviews<",
            ">Panel<",
            ">Health<",
            ">Assessment<",
            ">NEET Panel<",
            ">Health assessment<",
            "Plans and reviews: Review, the last of 7, on 19 January 2026.",
            "The tables after the drawing say the same in words.",
        ] {
            assert!(page.contains(words), "{words:?} is not on the page");
        }
        // The same in words, under the drawing.
        assert_says(&page, "Steps recorded (10), and to correct one");

        // As at a day, and as it was known before the last review was typed.
        let then = adviser.page(&format!("{path}?as_at=2023-06-01")).await;
        assert_eq!(dots(&then), 4);
        assert!(!then.contains(">Panel<"), "no panel had met yet");
        let known = adviser.page(&format!("{path}?known=2026-02-28")).await;
        assert_eq!(dots(&known), 9);
        assert!(known.contains("Plans and reviews: Review, the last of 6, on 21 July 2025."));
        let before = adviser.page(&format!("{path}?as_at=2022-05-08")).await;
        assert_eq!(dots(&before), 0);
        assert!(!before.contains(">Plans and reviews<"));
    })
    .await;
}

#[tokio::test]
async fn a_timeline_with_dots_looks_right_in_the_browser() {
    let site = Site::on_sqlite().await;
    let person = a_life_with_reviews(&site).await;
    let adviser = site.signed_in(Role::PersonalAdviser).await;
    let address = site.serve(TODAY).await;
    with_browser(&address, async |browser| {
        adviser.lend_session_to(browser).await;
        browser
            .check_page(&format!("/people/{person}"), "person-timeline-dots")
            .await;
    })
    .await;
}
