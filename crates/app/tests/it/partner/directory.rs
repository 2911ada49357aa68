//! The directory and the lists that leave the council, on pages; and how the pages of both sides look.

use super::*;
use crate::browser::with_browser;

#[tokio::test]
async fn the_directory_is_kept_on_pages_and_lists_leave_with_a_note() {
    on_each_engine(async |site| {
        let mut manager = site.signed_in(Role::TeamManager).await;
        let ash = site.add_person("=cmd", "Brook", BORN).await;
        assert_says(&manager.page("/jobcentre").await, "No Jobcentre is in the directory yet");

        // A district, an office, a work coach, an adviser.
        let (_, page) = manager.post_and_follow("/jobcentre/settings/districts", &[("locality", "North"), ("district-0", "Northern")]).await;
        assert_says(&page, "Saved");
        let add = "/jobcentre/entries/add";
        let empty = manager.post(add, &[("kind", "office")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_says(&empty.text(), "Enter a name.");
        let office = [("kind", "office"), ("name", "Ribble Bridge"), ("district", "Northern"), ("phone", "01632 960 001"), ("address", "1 Mill Street")];
        manager.post_and_follow(add, &office).await;
        let form = manager.page(&format!("{add}?kind=work_coach")).await;
        let jobcentre = id_after(&form, "<option value=\"");
        let coach = [("kind", "work_coach"), ("name", "Robin Vale"), ("office", &jobcentre), ("email", "robin@jobcentre.example")];
        let (_, page) = manager.post_and_follow(add, &coach).await;
        assert_says(&page, "Robin Vale robin@jobcentre.example none in 24 months");
        let worker = site.workers[0].id.to_string();
        let adviser = [("kind", "adviser"), ("worker", &worker), ("district", "Northern"), ("phone", "01632 960 002")];
        let (_, page) = manager.post_and_follow(add, &adviser).await;
        assert_says(&page, "Sam Okafor 01632 960 002");

        // Ninety days later all three must be confirmed; one click each.
        let later = date(2026, 6, 2);
        let mut then = Visitor::new(site.router(later));
        then.sign_in(&site.account(Role::TeamManager).await).await;
        let page = then.page("/jobcentre").await;
        assert_says(&page, "3 of 3 entries must be confirmed again.");
        let (_, page) = then.post_and_follow("/jobcentre/confirm", &[("entry", &jobcentre)]).await;
        assert_says(&page, "Confirmed today");
        assert_says(&page, "2 of 3 entries must be confirmed again.");
        let csv = then.get("/jobcentre/directory.csv?district=Northern").await.text();
        assert!(csv.contains("Northern,Designated work coach,Robin Vale,Ribble Bridge,,robin@jobcentre.example,,2026-03-03,yes"), "{csv}");

        // A session covers its coach. Whoever signed in three months later ended the sessions of today.
        let mut manager = site.signed_in(Role::TeamManager).await;
        let form = manager.page("/jobcentre/sessions/add").await;
        let robin = id_after(&form, "type=\"checkbox\" value=\"");
        let held = [("held_on-day", "2"), ("held_on-month", "3"), ("held_on-year", "2026"), ("led_by", "Sam Okafor"), ("coaches", &robin)];
        let (_, page) = manager.post_and_follow("/jobcentre/sessions/add", &held).await;
        assert_says(&page, "1 of 1 designated work coaches came to a session in the last 24 months.");

        // A list: looked at, taken out with a reason, without a formula in it.
        let look = "/jobcentre/lists?district=Northern&group=18";
        assert_says(&manager.page(look).await, "Nobody is on this list");
        agrees(site, ash, &ALL).await;
        assert_says(&manager.page(look).await, "1 person in Northern");
        let unsaid = manager.post("/jobcentre/lists/file", &[("district", "Northern"), ("group", "18")]).await;
        assert_says(&unsaid.text(), "Enter who will get the list.");
        let sent = [("district", "Northern"), ("group", "18"), ("recipient", "Robin Vale, Ribble Bridge"), ("purpose", "Support into work")];
        let file = manager.post("/jobcentre/lists/file", &sent).await;
        assert_eq!(file.headers["content-type"], "text/csv; charset=utf-8");
        assert!(file.text().contains("\r\n'=cmd Brook,'=cmd Brook,2007-09-01,"), "{}", file.text());
        let log = manager.page("/jobcentre/disclosures").await;
        assert_says(&log, "Robin Vale, Ribble Bridge, Northern Taken out as a file");
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        assert_eq!(adviser.get(look).await.status, StatusCode::FORBIDDEN);
        assert_eq!(adviser.post("/jobcentre/lists/file", &sent).await.status, StatusCode::FORBIDDEN);

        // An administrator says who signs in as this coach.
        let mut administrator = site.signed_in(Role::Administrator).await;
        let email = site.account(Role::WorkCoach).await;
        let link = format!("/jobcentre/entries/{robin}/sign-in");
        let wrong = administrator.post(&link, &[("account", "nobody@jobcentre.example")]).await;
        assert_says(&wrong.text(), "No work coach signs in with this address.");
        administrator.post_and_follow(&link, &[("account", &email)]).await;
        let mut coach = Visitor::new(site.router(TODAY));
        coach.sign_in(&email).await;
        assert_says(&coach.page("/partner").await, "=cmd Brook");
        assert_says(&coach.page("/partner/contacts").await, "Sam Okafor 01632 960 002");
        assert_eq!(manager.post(&link, &[("account", "")]).await.status, StatusCode::FORBIDDEN);
        administrator.post_and_follow(&link, &[("account", "")]).await;
        assert_eq!(coach.get("/partner").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

#[tokio::test]
async fn partner_pages_look_right_in_the_browser() {
    let site = Site::on_sqlite().await;
    council(&site).await;
    let ash = ash(&site).await;
    let bo = site.add_person("Bo", "Brook", date(2008, 5, 4)).await;
    agrees(&site, bo, &[Scope::Contact]).await;
    let robin = coach(&site, "Northern").await;
    let manager = site.signed_in(Role::TeamManager).await;
    let auditor = site.signed_in(Role::Auditor).await;
    let entry = jobcentre_directory::open(&command_line(TODAY), &site.office)
        .await
        .unwrap();
    let entry = entry.coaches().next().unwrap().id;
    let address = site.serve(TODAY).await;
    with_browser(&address, async |browser| {
        robin.lend_session_to(browser).await;
        browser.check_page("/partner", "partner-list").await;
        browser
            .check_page(&format!("/partner/people/{ash}"), "partner-person")
            .await;
        browser
            .check_page(&format!("/partner/people/{bo}"), "partner-narrow")
            .await;
        for what in ["contact", "appointment", "support"] {
            browser
                .check_page(
                    &format!("/partner/people/{ash}/record/{what}"),
                    &format!("partner-record-{what}"),
                )
                .await;
        }
        browser
            .check_page("/partner/contacts", "partner-contacts")
            .await;
        manager.lend_session_to(browser).await;
        browser
            .check_page("/jobcentre", "jobcentre-directory")
            .await;
        browser
            .check_page(&format!("/jobcentre/entries/{entry}"), "jobcentre-entry")
            .await;
        browser
            .check_page("/jobcentre/entries/add?kind=office", "jobcentre-add")
            .await;
        browser
            .check_page("/jobcentre/settings", "jobcentre-settings")
            .await;
        browser
            .check_page("/jobcentre/sessions", "jobcentre-sessions")
            .await;
        browser
            .check_page("/jobcentre/sessions/add", "jobcentre-session-add")
            .await;
        browser
            .check_page(
                "/jobcentre/lists?district=Northern&group=18",
                "jobcentre-lists",
            )
            .await;
        browser
            .check_page("/jobcentre/invitations", "jobcentre-invitations")
            .await;
        browser
            .check_page("/jobcentre/figures", "jobcentre-figures")
            .await;
        browser
            .check_page("/jobcentre/figures/warm_handover", "jobcentre-cases")
            .await;
        auditor.lend_session_to(browser).await;
        browser
            .check_page("/jobcentre/disclosures", "jobcentre-disclosures")
            .await;
    })
    .await;
}
