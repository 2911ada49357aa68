//! Plans as they were known on an earlier day: plainly said, and nothing to change.

use axum::http::StatusCode;
use casework::Role;
use jiff::civil::{Date, date};
use uuid::Uuid;

use super::{GOAL, SIGN_OFF, after, begun, write, write_all};
use crate::support::{
    Site, TODAY, Visitor,
    council::{assert_says, words},
    on_each_engine,
};

const BEGUN: Date = date(2026, 2, 20);

/// A young person, and an adviser on the earlier day.
async fn before(site: &Site) -> (Uuid, Visitor) {
    let person = site
        .add_person_on(BEGUN, "Kit", "Marsh", date(2008, 9, 1))
        .await;
    let email = site.account(Role::PersonalAdviser).await;
    let mut then = Visitor::new(site.router(BEGUN));
    then.sign_in(&email).await;
    (person, then)
}

/// What a page offers to do: its forms that write, and the links to them.
fn offers(page: &str) -> bool {
    let main = page.split("<main").nth(1).unwrap();
    main.contains("method=\"post\"") || main.contains("/add\"") || main.contains("/sign-off")
}

#[tokio::test]
async fn what_was_known_is_shown_without_anything_to_change() {
    on_each_engine(async |site| {
        let (person, mut then) = before(site).await;
        let plan = begun(&mut then, person).await;
        write_all(&mut then, &plan).await;
        let phone = format!("/people/{person}/readiness/phone");
        then.post_and_follow(&phone, &[("state", "missing")]).await;

        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        write(
            &mut adviser,
            &plan,
            "home",
            &[("text", "A flat of their own.")],
        )
        .await;
        write(&mut adviser, &plan, "work", &GOAL).await;
        adviser
            .post_and_follow(&format!("{plan}/sign-off"), &SIGN_OFF)
            .await;
        let form = adviser.page(&phone).await;
        let version = after(&form, "name=\"based_on\" value=\"", '"').to_owned();
        let has = [("state", "have"), ("based_on", version.as_str())];
        adviser.post_and_follow(&phone, &has).await;

        let overview = format!("/people/{person}/plan");
        let list = format!("/people/{person}/readiness");
        let known = "This is what was known on 1 March 2026. Nothing can be changed here.";
        for (path, now, before) in [
            (&overview, "signed off by Sam Okafor", "is being written."),
            (
                &plan,
                "A flat of their own.",
                "It was being written then, begun on 20 February 2026",
            ),
            (
                &format!("{plan}/print"),
                "Agreed on 3 March 2026",
                "It is not agreed yet.",
            ),
            (&list, "1 of 12 in hand", "0 of 12 in hand"),
        ] {
            let today = adviser.page(path).await;
            assert_says(&today, now);
            assert!(!words(&today).contains("This is what was known"), "{path}");
            for word in ["known", "known_at"] {
                let page = adviser.page(&format!("{path}?{word}=2026-03-01")).await;
                assert_says(&page, known);
                assert_says(&page, before);
                assert!(!words(&page).contains(now), "{path}: {}", words(&page));
                assert!(!offers(&page), "{path}: {page}");
            }
            // Today and later days are today.
            for day in ["2026-03-03", "2027-01-01"] {
                assert_says(&adviser.page(&format!("{path}?known={day}")).await, now);
            }
            let early = adviser.get(&format!("{path}?known=2026-02-19")).await;
            assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
            assert_says(&early.text(), "Nothing was known of this on that day.");
            let nonsense = adviser.get(&format!("{path}?known=yesterday")).await;
            assert_says(&nonsense.text(), "That is no real date.");
        }
        // The way leads on: from the person's page to the plan, and from there to the rest.
        let page = adviser
            .page(&format!("/people/{person}?known=2026-03-01"))
            .await;
        assert!(
            page.contains(&format!("{overview}?known=2026-03-01")),
            "{page}"
        );
        let page = adviser.page(&format!("{overview}?known=2026-03-01")).await;
        for link in [&plan, &list] {
            assert!(page.contains(&format!("{link}?known=2026-03-01")), "{page}");
        }
        assert_eq!(TODAY, date(2026, 3, 3));
    })
    .await;
}

#[tokio::test]
async fn two_plans_are_compared_as_they_were_known() {
    on_each_engine(async |site| {
        let (person, mut then) = before(site).await;
        let first = super::signed_off_on(&mut then, person, BEGUN).await;
        let review = begun(&mut then, person).await;
        write(
            &mut then,
            &review,
            "home",
            &[("text", "A room in Preston.")],
        )
        .await;
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        write(
            &mut adviser,
            &review,
            "home",
            &[("text", "A flat in Lancaster.")],
        )
        .await;
        let compare = format!("{review}/compare");
        let now = adviser.page(&compare).await;
        assert_says(&now, "A flat in Lancaster.");
        let before = adviser.page(&format!("{compare}?known=2026-03-01")).await;
        assert_says(&before, "This is what was known on 1 March 2026.");
        assert_says(&before, "A room in Preston.");
        assert!(!words(&before).contains("Lancaster"), "{before}");
        assert!(before.contains(&format!("{review}?known=2026-03-01")));
        assert_ne!(first, review);
    })
    .await;
}
