//! The manager's pages and one's own account: the board with a list behind each number, cover, passing on, the forecast, the calendar.

use std::process::Stdio;

use axum::http::{StatusCode, header};
use casework::Role;
use jiff::civil::date;
use serde_json::Value;
use tokio::{io::AsyncWriteExt, process::Command};

use crate::{
    browser::{root, with_browser},
    support::{PASSWORD, Site, TODAY, Visitor, a_long_life, council::assert_says, on_each_engine},
};

/// The value of the first attribute of a page that begins so.
fn attribute(page: &str, beginning: &str) -> String {
    let (_, rest) = page
        .split_once(beginning)
        .unwrap_or_else(|| panic!("{beginning} is not in the page"));
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test]
#[expect(
    clippy::too_many_lines,
    reason = "a scenario told from beginning to end"
)]
async fn a_manager_sees_the_team_arranges_cover_and_passes_young_people_on() {
    on_each_engine(async |site| {
        let ash = a_long_life(site).await;
        site.add_person("Nobody", "Has", date(2008, 1, 5)).await;
        let email = site.account(Role::PersonalAdviser).await;
        let mut manager = site.signed_in(Role::TeamManager).await;
        let page = manager.page("/team").await;
        assert_says(&page, "1 young person with 2 advisers");
        assert_says(&page, "a place to begin: the council has set none");
        for path in [
            "/team/unallocated",
            "/team/overdue",
            "/team/steadiness",
            "/team/forecast",
            "/team/cover",
            "/team/pass-on",
        ] {
            manager.page(path).await;
        }
        let sam = &site.workers[0];
        let jo = &site.workers[2];
        let list = manager
            .page(&format!("/team/overdue?adviser={}", sam.id))
            .await;
        assert_says(&list, "Sam Okafor");
        assert_says(&list, "Ash Brook");
        // What cannot be read narrows to nobody, not to everybody.
        let nobody = manager.page("/team/overdue?adviser=everybody").await;
        assert!(!nobody.contains("Ash Brook"));
        assert_eq!(
            manager.get("/team/overdue?after=~").await.status,
            StatusCode::OK
        );
        assert_eq!(
            manager.get("/team/forecast/people?month=soon").await.status,
            StatusCode::NOT_FOUND
        );
        assert_says(
            &manager
                .page("/team/forecast/people?month=2027-05-01&step=turns_21")
                .await,
            "Turns 21",
        );

        let refused = manager.post("/team/limit", &[("limit", "many")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_says(
            &refused.text(),
            "Enter a number of young people from 1 to 200.",
        );
        let (_, page) = manager
            .post_and_follow("/team/limit", &[("limit", "18")])
            .await;
        assert_says(&page, "The limit is the council's own");

        // Nobody else opens any of it.
        let mut adviser = Visitor::new(site.router(TODAY));
        adviser.sign_in(&email).await;
        assert!(!adviser.page("/").await.contains("href=\"/team\""));
        for path in [
            "/team",
            "/team/unallocated",
            "/team/overdue",
            "/team/steadiness",
            "/team/forecast",
            "/team/cover",
            "/team/pass-on",
            "/reminders",
        ] {
            assert_eq!(
                adviser.get(path).await.status,
                StatusCode::FORBIDDEN,
                "{path}"
            );
        }
        assert_eq!(
            adviser.post("/team/limit", &[("limit", "5")]).await.status,
            StatusCode::FORBIDDEN
        );

        // Priya is away and Sam covers: My work says so.
        let (priya, sam_id) = (site.workers[1].id.to_string(), sam.id.to_string());
        let cover = [
            ("worker", priya.as_str()),
            ("covered_by", &sam_id),
            ("starts_on-day", "3"),
            ("starts_on-month", "3"),
            ("starts_on-year", "2026"),
            ("last_day-day", "9"),
            ("last_day-month", "3"),
            ("last_day-year", "2026"),
        ];
        let (_, page) = manager.post_and_follow("/team/cover", &cover).await;
        assert_says(&page, "Priya Nair Now 3 March 2026 9 March 2026 Sam Okafor");
        assert_says(
            &adviser.page("/").await,
            "You cover Priya Nair until 9 March 2026.",
        );
        let twice = manager.post("/team/cover", &cover).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_says(
            &twice.text(),
            "Somebody covers them already on some of these days.",
        );
        let cover = attribute(&page, "href=\"/team/cover/");
        let (_, page) = manager
            .post_and_follow(&format!("/team/cover/{cover}/withdraw"), &[])
            .await;
        assert_says(&page, "Nobody is away");
        assert!(!adviser.page("/").await.contains("You cover"));

        // Sam leaves: a proposal, and nothing is written before it is confirmed.
        let asked = [
            ("worker", sam_id.as_str()),
            ("share", "evenly"),
            ("leaves", "yes"),
            ("from_day-day", "3"),
            ("from_day-month", "3"),
            ("from_day-year", "2026"),
        ];
        let proposal = manager.post("/team/pass-on/proposal", &asked).await;
        assert_eq!(proposal.status, StatusCode::OK);
        let proposal = proposal.text();
        assert_says(&proposal, "1 young person of Sam Okafor from 3 March 2026.");
        assert_says(&manager.page(&format!("/people/{ash}")).await, "Sam Okafor");
        let (id, line) = (
            attribute(&proposal, "name=\"id\" value=\""),
            attribute(&proposal, "name=\"to-"),
        );
        let (line, jo_id) = (format!("to-{line}"), jo.id.to_string());
        let mut sent = asked.to_vec();
        sent.extend([("id", id.as_str()), (line.as_str(), &jo_id)]);
        let without_reason = manager.post("/team/pass-on", &sent).await;
        assert_eq!(without_reason.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_says(&without_reason.text(), "Say in a few words why");
        sent.push(("reason", "Leaves the council"));
        for _ in 0..2 {
            let (_, page) = manager.post_and_follow("/team/pass-on", &sent).await;
            assert_says(&page, "Passed on.");
        }
        assert_says(
            &manager.page(&format!("/people?adviser={jo_id}")).await,
            "Ash Brook",
        );
        // Signed out at once, and in no more.
        assert_eq!(adviser.get("/").await.status, StatusCode::SEE_OTHER);
        let again = adviser
            .post("/sign-in", &[("email", &email), ("password", PASSWORD)])
            .await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);

        let past = manager.page("/team/pass-on").await;
        let taken_back = format!("/team/pass-on/{id}/take-back");
        assert!(past.contains(&taken_back));
        assert_says(
            &manager.page(&taken_back).await,
            "1 young person of Sam Okafor went to other advisers",
        );
        let (_, page) = manager
            .post_and_follow(&taken_back, &[("reason", "Stays after all")])
            .await;
        assert_says(&page, "Taken back: everybody has their adviser as before.");
        adviser.sign_in(&email).await;
        assert_says(
            &manager.page(&format!("/people?adviser={sam_id}")).await,
            "Ash Brook",
        );
    })
    .await;
}

/// The entries as a calendar program reads them.
async fn read_calendar(text: &[u8]) -> Vec<Value> {
    let mut process = Command::new("node")
        .arg(root().join("scripts/read_calendar.mjs"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = process.stdin.take().unwrap();
    input.write_all(text).await.unwrap();
    drop(input);
    let output = process.wait_with_output().await.unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

#[tokio::test]
async fn an_adviser_gets_a_calendar_that_programs_read_and_that_names_nobody() {
    on_each_engine(async |site| {
        a_long_life(site).await;
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        assert_says(&adviser.page("/account").await, "Make an address");
        let (_, page) = adviser.post_and_follow("/account/reminders", &[("frequency", "weekly")]).await;
        assert!(page.contains("value=\"weekly\" checked"));
        let made = adviser.post("/account/calendar", &[]).await.text();
        let address = attribute(&made, "readonly value=\"");
        let path = address.split_once("calendar/").map(|(_, file)| format!("/calendar/{file}")).unwrap();
        assert!(path.len() > 70 && !adviser.page("/account").await.contains(&path));

        // No cookie: a calendar program has none.
        let mut program = Visitor::new(site.router(TODAY));
        let answer = program.get(&path).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        assert_eq!(answer.headers[header::CONTENT_TYPE], "text/calendar; charset=utf-8");
        let entries = read_calendar(&answer.body).await;
        assert!(entries.iter().any(|entry| entry["summary"].as_str().unwrap().ends_with(" overdue")));
        assert!(entries.iter().any(|entry| entry["starts_on"] == "2026-03-03" && entry["ends_on"] == "2026-03-04"));
        assert!(entries.iter().all(|entry| entry["is_whole_day"] == Value::Bool(true)));
        for name in ["Ash", "Brook", "Okafor", "people/"] {
            assert!(!answer.text().contains(name), "{name}");
        }
        // Unchanged, and the same entries from the service of the next day.
        let again = program.get(&path).await;
        assert_eq!(again.headers[header::ETAG], answer.headers[header::ETAG]);
        assert_eq!(again.headers[header::LAST_MODIFIED], answer.headers[header::LAST_MODIFIED]);
        let tomorrow = program.at(site.router(date(2026, 3, 4))).get(&path).await;
        let uids = |entries: &[Value]| -> Vec<String> {
            entries.iter().map(|entry| entry["uid"].as_str().unwrap().to_owned()).collect()
        };
        let (today, tomorrow) = (uids(&entries), uids(&read_calendar(&tomorrow.body).await));
        assert!(today.iter().filter(|uid| tomorrow.contains(uid)).count() + 1 >= today.len());

        // Too often is refused for a while, for this address only.
        let mut statuses = Vec::new();
        for _ in 0..121 {
            statuses.push(program.get(&path).await.status);
        }
        assert!(statuses.contains(&StatusCode::TOO_MANY_REQUESTS));
        let newer = attribute(&adviser.post("/account/calendar", &[]).await.text(), "readonly value=\"");
        let newer = newer.split_once("calendar/").map(|(_, file)| format!("/calendar/{file}")).unwrap();
        let mut fresh = Visitor::new(site.router(TODAY));
        assert_eq!(fresh.get(&path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(fresh.get(&newer).await.status, StatusCode::OK);
        adviser.post("/account/calendar/withdraw", &[]).await;
        assert_eq!(fresh.get(&newer).await.status, StatusCode::NOT_FOUND);
        // Whoever has no young people of their own is offered neither.
        let mut auditor = site.signed_in(Role::Auditor).await;
        assert_says(&auditor.page("/account").await, "Nothing to set");
    })
    .await;
}

#[tokio::test]
async fn the_managers_pages_read_well_in_the_browser() {
    let site = Site::on_sqlite().await;
    a_long_life(&site).await;
    let email = site.account(Role::PersonalAdviser).await;
    let manager = site.signed_in(Role::TeamManager).await;
    let mut adviser = Visitor::new(site.router(TODAY));
    adviser.sign_in(&email).await;
    let administrator = site.signed_in(Role::Administrator).await;
    let address = site.serve(TODAY).await;
    with_browser(&address, async |browser| {
        manager.lend_session_to(browser).await;
        for (path, name) in [
            ("/team", "team"),
            ("/team/unallocated", "team_unallocated"),
            ("/team/overdue", "team_overdue"),
            ("/team/steadiness", "team_steadiness"),
            ("/team/cover", "team_cover"),
            ("/team/pass-on", "team_pass_on"),
            ("/team/forecast", "team_forecast"),
            (
                "/team/forecast/people?month=2027-05-01",
                "team_forecast_people",
            ),
        ] {
            browser.check_page(path, name).await;
        }
        adviser.lend_session_to(browser).await;
        browser.check_page("/account", "account").await;
        administrator.lend_session_to(browser).await;
        browser.check_page("/reminders", "reminders").await;
    })
    .await;
}
