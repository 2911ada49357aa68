//! The plans of a whole service: all of them page by page, narrowed, and in an order.

use casework::Role;
use jiff::{ToSpan, civil::date};

use crate::{
    home::own,
    support::{
        TODAY, command_line,
        council::{assert_says, words},
        on_each_engine,
    },
};

/// The young people of a page, in order.
fn names(page: &str) -> Vec<String> {
    page.split("<th scope=\"row\"")
        .skip(1)
        .map(|row| words(row.split("</th>").next().unwrap()))
        .map(|row| {
            row.trim_start_matches("class=\"govuk-table__header\" ")
                .to_owned()
        })
        .collect()
}

#[tokio::test]
async fn every_plan_is_found_page_by_page() {
    on_each_engine(async |site| {
        // One a day, the last begun first in the alphabet; the first two are Sam's.
        let mut expected = Vec::new();
        for number in 0..53_i32 {
            let name = format!("Kit{:02}", 99 - number);
            let person = if number < 2 {
                own(site, &name, ("F2", date(2025, 9, 1)), None).await
            } else {
                site.add_person(&name, "Marsh", date(2005, 6, 1)).await
            };
            let day = TODAY.saturating_sub((60 - number).days());
            casework::pathway_plan::begin(
                &command_line(day),
                &site.office,
                person,
                "england_pathway_plan",
            )
            .await
            .unwrap();
            expected.push(format!("{name} Marsh"));
        }
        let mut manager = site.signed_in(Role::TeamManager).await;
        let all = manager.page("/plans").await;
        assert_says(&all, "Being written: 53");
        assert_says(&all, "1 to 10 of 53 plans, as at 3 March 2026");
        assert_says(&all, "All 53");
        assert_eq!(names(&all), expected[..10]);
        assert_says(&all, "2 January 2026 60 days");

        let first = manager.page("/plans?group=being_written").await;
        assert_says(&first, "1 to 50 of 53 plans, as at 3 March 2026");
        assert_eq!(names(&first), expected[..50]);
        let next = first
            .split("href=\"")
            .find(|rest| rest.contains("rel=\"next\"") && rest.starts_with("/plans?"))
            .and_then(|rest| rest.split('"').next())
            .unwrap()
            .replace("&#38;", "&");
        // Somebody signs the last one of the page off, or takes it back, before the next page is opened: none is skipped.
        let last = next.rsplit_once("after=").unwrap().1.parse().unwrap();
        casework::pathway_plan::take_back(&command_line(TODAY), &site.office, last, "Twice")
            .await
            .unwrap();
        let second = manager.page(&next).await;
        assert_says(&second, "50 to 52 of 52 plans");
        assert_eq!(names(&second), expected[50..]);
        assert!(second.contains("rel=\"prev\"") && !second.contains("rel=\"next\""));

        let newest = manager
            .page("/plans?group=being_written&order=newest")
            .await;
        assert_eq!(names(&newest)[0], expected[52]);
        let by_name = manager.page("/plans?group=being_written&order=name").await;
        assert_eq!(names(&by_name)[0], "Kit47 Marsh");

        let sam = site.workers[0].id;
        for narrow in [
            format!("adviser={sam}"),
            "team=Leaving+care%2C+north".to_owned(),
        ] {
            let page = manager.page(&format!("/plans?{narrow}")).await;
            assert_says(&page, "Being written: 2");
            assert_says(&page, "Only some are shown.");
            assert_eq!(names(&page), expected[..2], "{narrow}");
        }
        let nobody = manager.page("/plans?team=Nobody").await;
        assert_says(&nobody, "Being written: 0 None of these.");
    })
    .await;
}
