//! The pages about plans in a browser: nothing hides from a keyboard, a screen reader or a phone.

use casework::Role;

use super::{begun, kit, signed_off, young_person};
use crate::{
    browser::with_browser,
    support::{Site, TODAY},
};

#[tokio::test]
async fn the_pages_about_plans_are_accessible_in_the_browser() {
    let site = Site::on_sqlite().await;
    let person = kit(&site).await;
    let mut adviser = site.signed_in(Role::PersonalAdviser).await;
    let first = signed_off(&mut adviser, person).await;
    let mut manager = site.signed_in(Role::TeamManager).await;
    let again = [
        ("verdict", "mend_next_time"),
        ("mend", "Say who pays the fare"),
    ];
    manager
        .post_and_follow(&format!("{first}/check"), &again)
        .await;
    let review = begun(&mut adviser, person).await;
    let kit = young_person(&site, person).await;
    let address = site.serve(TODAY).await;
    with_browser(&address, async |browser| {
        browser.open("/sign-in").await;
        manager.lend_session_to(browser).await;
        for (path, name) in [
            (format!("/people/{person}/plan"), "plan-overview"),
            (review.clone(), "plan-writing"),
            (format!("{review}/parts/own_words"), "plan-own-words"),
            (format!("{review}/parts/work"), "plan-work"),
            (format!("{review}/parts/agreement"), "plan-agreement"),
            (format!("{review}/sign-off"), "plan-sign-off"),
            (first.clone(), "plan-reading"),
            (format!("{first}/print"), "plan-print"),
            (format!("{review}/compare"), "plan-compare"),
            (format!("/people/{person}/readiness"), "readiness"),
            (
                format!("/people/{person}/readiness/passport"),
                "readiness-item",
            ),
            (
                format!("/people/{person}/education-plan/add"),
                "education-plan",
            ),
            ("/plans".to_owned(), "plans-team"),
            (
                "/plans?group=being_written&order=name".to_owned(),
                "plans-team-group",
            ),
            (
                format!("/people/{person}/plan?known=2026-03-02"),
                "plan-known",
            ),
            ("/plans/readiness".to_owned(), "readiness-team"),
        ] {
            browser.check_page(&path, name).await;
        }
        kit.lend_session_to(browser).await;
        browser.check_page("/my/plan", "plan-own").await;
    })
    .await;
}
