//! A protocol is edited, previewed, adopted and taken back, through HTTP on both engines and in a browser; yesterday's list stays.

use std::time::Duration;

use axum::http::StatusCode;
use casework::Role;
use fantoccini::Locator;
use jiff::civil::{Date, date};
use uuid::Uuid;

use crate::{
    browser::{Browser, with_browser},
    support::{
        AUTHORITY, Site, TODAY, Visitor,
        council::{Alike, assert_says, import_people, words},
        on_each_engine,
    },
};

const LAW: &str = "/protocols/statutory_england";
/// Everything is recorded here, long before anybody decides.
const RECORDED: Date = date(2026, 1, 15);

/// Three care leavers of 19 of whom no contact is recorded.
async fn council(site: &Site) {
    let group = Alike {
        how_many: 3,
        activity: Some(("F2", date(2025, 9, 1))),
        ..Alike::born(date(2006, 5, 4))
    };
    import_people(site, AUTHORITY, RECORDED, 1, &[group]).await;
}

/// The first person of the list.
async fn somebody(visitor: &mut Visitor) -> Uuid {
    let list = visitor.page("/people").await;
    let found = list
        .split("href=\"/people/")
        .skip(1)
        .find_map(|rest| rest.get(..36)?.parse().ok());
    found.unwrap_or_else(|| panic!("nobody in {list}"))
}

/// The value that a hidden field was drawn with.
#[track_caller]
fn hidden(page: &str, name: &str) -> String {
    let (_, rest) = page
        .split_once(&format!("name=\"{name}\" value=\""))
        .unwrap_or_else(|| panic!("no {name} in {page}"));
    rest.split('"').next().unwrap().to_owned()
}

/// The text in the editor or in the form that decides.
#[track_caller]
fn text_in(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"text\"").unwrap();
    let (_, rest) = rest.split_once('>').unwrap();
    let text = rest.split("</textarea>").next().unwrap();
    let plain = text
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#38;", "&");
    plain.trim_start_matches('\n').to_owned()
}

fn in_three<'a>(
    reason: &'a str,
    saw: &'a str,
    text: &'a str,
    to: &'a str,
) -> Vec<(&'a str, &'a str)> {
    vec![
        ("to", to),
        ("saw", saw),
        ("text", text),
        ("from-day", "1"),
        ("from-month", "2"),
        ("from-year", "2026"),
        ("reason", reason),
        ("step", "decide"),
    ]
}

#[expect(clippy::too_many_lines, reason = "one story, told in order")]
#[tokio::test]
async fn a_manager_changes_a_local_choice_and_takes_it_back() {
    on_each_engine(async |site| {
        council(site).await;
        let mut manager = site.signed_in(Role::TeamManager).await;
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        let person = somebody(&mut manager).await;
        let yesterday = format!("/people/{person}/duties?as_at=2026-03-02&known=2026-03-02");
        let before = words(&manager.page(&yesterday).await);

        // Everybody may read; what is law says so, and what is not in use too.
        let list = adviser.page("/protocols").await;
        assert_says(&list, "What the law asks in England Version");
        assert_says(&list, "Holds by law");
        assert_says(&list, "Not in use");
        let law = adviser.page(LAW).await;
        assert_says(&law, "Needs assessment The law");
        assert!(!law.contains("Edit as text"), "{law}");
        let refused = adviser.get(&format!("{LAW}/text")).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);

        // The law itself cannot be changed by the form.
        let refused = manager.get(&format!("{LAW}/duties/needs_assessment")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);

        // A wrong length is said at its field, and what was typed stays.
        let address = format!("{LAW}/duties/adviser_contact");
        manager.page(&address).await;
        let fields = |due: &'static str, every: &'static str| {
            [
                ("holds", "yes"),
                ("owed_by", "council"),
                ("role", "personal_adviser"),
                ("due", due),
                ("opens", ""),
                ("late", ""),
                ("every", every),
                ("early", "yes"),
            ]
        };
        let wrong = manager
            .post(&address, &fields("56 days", "now and then"))
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_says(&wrong.text(), "\"now and then\" is no length of time.");
        assert!(wrong.text().contains("value=\"now and then\""));

        let (location, preview) = manager
            .post_and_follow(&address, &fields("28 days", "28 days"))
            .await;
        assert_eq!(location, format!("{LAW}/preview?to=own_words"));
        assert_says(&preview, "Comes again Every 56 days Every 28 days");
        // Nothing holds yet, and the draft is found again.
        let still = manager.page(LAW).await;
        assert_says(&still, "You have a draft of 3 March 2026");
        assert!(!words(&still).contains("Changed by the council"));

        // Decided from 1 February, with a reason.
        let (saw, text) = (hidden(&preview, "saw"), text_in(&preview));
        let decide = format!("{LAW}/decide");
        let unsaid = manager
            .post(&decide, &in_three("", &saw, &text, "own_words"))
            .await;
        assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_says(&unsaid.text(), "Say why");
        let (_, page) = manager
            .post_and_follow(
                &decide,
                &in_three("Agreed by the board", &saw, &text, "own_words"),
            )
            .await;
        assert_says(&page, "Decided. What is due follows from it at once.");
        assert_says(&page, "Changed by the council");
        assert!(!words(&page).contains("You have a draft"));
        // Somebody who looked before that is told, and nothing is written.
        let second = manager
            .post(&decide, &in_three("Me too", &saw, &text, "own_words"))
            .await;
        assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_says(
            &second.text(),
            "Somebody else decided about this protocol in the meantime.",
        );

        // What was known yesterday stays; what is known today about yesterday does not.
        assert_eq!(words(&manager.page(&yesterday).await), before);
        let old = manager
            .page(&format!("{LAW}?as_at=2026-03-02&known=2026-03-02"))
            .await;
        assert!(!words(&old).contains("Changed by the council"));
        let now = manager.page(&format!("{LAW}?as_at=2026-03-02")).await;
        assert_says(&now, "Changed by the council");

        // Beside what ships, line by line.
        let compared = manager.page(&format!("{LAW}/compare")).await;
        assert_says(&compared, "left out every = \"56 days\"");
        assert_says(&compared, "added every = \"28 days\"");

        // Taken back, with a reason.
        let versions = manager.page(&format!("{LAW}/versions")).await;
        assert_says(&versions, "Agreed by the board");
        let (_, rest) = versions.split_once("/decisions/").unwrap();
        let back = format!("{LAW}/decisions/{}/take-back", &rest[..36]);
        manager.page(&back).await;
        let unsaid = manager.post(&back, &[("reason", " ")]).await;
        assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
        let (_, page) = manager
            .post_and_follow(&back, &[("reason", "Too often")])
            .await;
        assert_says(&page, "Taken back. What stood before stands again.");
        assert!(!words(&page).contains("Changed by the council"));
        let versions = manager.page(&format!("{LAW}/versions")).await;
        assert_says(&versions, "Taken back by Robin Team manager");
        assert_eq!(manager.get(&back).await.status, StatusCode::NOT_FOUND);
        assert_eq!(words(&manager.page(&yesterday).await), before);

        // Who did what.
        site.office.flush().await;
        let audit = manager.page("/audit").await;
        for action in ["protocol.preview", "protocol.adopt", "protocol.take_back"] {
            assert!(audit.contains(action), "{action}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_protocol_of_the_councils_own_is_written_as_text() {
    on_each_engine(async |site| {
        council(site).await;
        let mut manager = site.signed_in(Role::TeamManager).await;
        let form = manager.page("/protocols/new").await;
        let text = text_in(&form);

        // Every fault is told with its line, its reason and what to do.
        let wrong = text
            .replace("due = \"7 days\"", "due = \"soon\"")
            .replace("\"job_started\"", "\"job_began\"");
        let answer = manager.post("/protocols/new", &[("text", &wrong)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = answer.text();
        assert_says(&page, "2 things must be put right.");
        assert_says(
            &page,
            "starts_on = \"job_began\" There is no event \"job_began\".",
        );
        assert_says(&page, "A length of time cannot be read.");
        assert_eq!(text_in(&page).trim(), wrong.trim());

        // Browsers send lines with two characters at their ends.
        let sent = text.replace('\n', "\r\n");
        let (location, preview) = manager
            .post_and_follow("/protocols/new", &[("text", &sent)])
            .await;
        assert_eq!(location, "/protocols/our_protocol/preview?to=own_words");
        assert_says(&preview, "Before Not in use");
        let text = text_in(&preview);
        let decide = "/protocols/our_protocol/decide";
        let (_, page) = manager
            .post_and_follow(decide, &in_three("Ours", "0", &text, "own_words"))
            .await;
        assert_says(&page, "In use, in the council's own words");
        assert_says(&page, "Call in the first week of a job");

        // Switched off again, by the same page of decision.
        let preview = manager.page("/protocols/our_protocol/preview?to=off").await;
        let saw = hidden(&preview, "saw");
        let (_, page) = manager
            .post_and_follow(decide, &in_three("No more", &saw, "", "off"))
            .await;
        assert_says(&page, "Not in use");

        // One that ships, as it ships.
        let preview = manager
            .page("/protocols/neet_panel/preview?to=shipped")
            .await;
        assert_says(&preview, "Before Not in use Afterwards In use");
        let saw = hidden(&preview, "saw");
        let (_, page) = manager
            .post_and_follow(
                "/protocols/neet_panel/decide",
                &in_three("Agreed", &saw, "", "shipped"),
            )
            .await;
        assert_says(
            &page,
            "In use Decided by Robin Team manager, from 1 February 2026",
        );
        // A draft is kept, found, and thrown away.
        let kept = manager
            .post(
                "/protocols/neet_panel/text/draft",
                &[("text", "half a thought")],
            )
            .await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER);
        let page = manager.page("/protocols/neet_panel/text").await;
        assert_says(&page, "This is your draft of 3 March 2026");
        assert_eq!(text_in(&page), "half a thought");
        let (_, page) = manager
            .post_and_follow("/protocols/neet_panel/text/draft/discard", &[])
            .await;
        assert_says(&page, "Draft thrown away.");
        for missing in [
            "/protocols/no_such",
            "/protocols/no_such/text",
            "/protocols/no_such/versions",
        ] {
            assert_eq!(
                manager.get(missing).await.status,
                StatusCode::NOT_FOUND,
                "{missing}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn an_agreement_is_recorded_signed_and_kept() {
    on_each_engine(async |site| {
        let mut manager = site.signed_in(Role::TeamManager).await;
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        manager.page("/agreements/new").await;
        let fields = |first: &'static str| {
            vec![
                ("title", "Protocol with the Jobcentre"),
                ("version", "2"),
                ("district", "North"),
                ("party", first),
                ("kind", "council"),
                ("party", "Jobcentre North"),
                ("kind", "jobcentre"),
                ("party", "Careers service"),
                ("kind", "other"),
                ("party", ""),
                ("kind", ""),
                ("starts_on-day", "1"),
                ("starts_on-month", "1"),
                ("starts_on-year", "2026"),
                ("protocol", "jobcentre_universal_credit"),
                ("usual", "yes"),
            ]
        };
        let twice = manager
            .post("/agreements/new", &fields("Jobcentre North"))
            .await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_says(&twice.text(), "Name each party once.");
        let refused = adviser
            .post("/agreements/new", &fields("Made-Up Council"))
            .await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let (location, page) = manager
            .post_and_follow("/agreements/new", &fields("Made-Up Council"))
            .await;
        assert_says(&page, "Agreement saved.");
        assert_says(&page, "Nobody has signed yet");
        assert_says(
            &page,
            "Incorporate this protocol into operational policies no day set not yet",
        );
        let address = location.split('?').next().unwrap().to_owned();

        let sign = format!("{address}/steps/sign");
        let form = manager.page(&sign).await;
        let seen = hidden(&form, "seen");
        let signature = [
            ("seen", seen.as_str()),
            ("party", "Jobcentre North"),
            ("name", "Alex Example"),
            ("position", "District Manager"),
            ("signed_on-day", "2"),
            ("signed_on-month", "1"),
            ("signed_on-year", "2026"),
        ];
        let (_, page) = manager.post_and_follow(&sign, &signature).await;
        assert_says(
            &page,
            "Jobcentre North Alex Example District Manager 2 January 2026",
        );
        assert_says(&page, "Not signed yet: Made-Up Council, Careers service.");
        // The same form once more is overtaken by itself: nothing is signed twice.
        let again = manager.post(&sign, &signature).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_says(
            &again.text(),
            "Somebody else changed this agreement in the meantime.",
        );

        let (_, rest) = page.split_once("/steps/done/").unwrap();
        let done = format!("{address}/steps/done/{}", &rest[..36]);
        let form = manager.page(&done).await;
        let seen = hidden(&form, "seen");
        let day = [
            ("done_on-day", "1"),
            ("done_on-month", "3"),
            ("done_on-year", "2026"),
        ];
        let mut fields = vec![("seen", seen.as_str()), ("note", "Handbook, page 12")];
        fields.extend(day);
        let (_, page) = manager.post_and_follow(&done, &fields).await;
        assert_says(&page, "1 March 2026 Handbook, page 12");

        // Staff read it; it can be withdrawn with a reason.
        let list = adviser.page("/protocols").await;
        assert_says(
            &list,
            "Protocol with the Jobcentre Version 2 North 1 January 2026",
        );
        assert!(!adviser.page(&address).await.contains("Add a signature"));
        let withdraw = format!("{address}/withdraw");
        let seen = hidden(&manager.page(&withdraw).await, "seen");
        let (_, page) = manager
            .post_and_follow(&withdraw, &[("seen", &seen), ("reason", "A new one")])
            .await;
        assert_says(&page, "No agreement is recorded");
        assert_eq!(manager.get(&address).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

async fn tap(browser: &Browser, css: &str) {
    find(browser, css).await.click().await.unwrap();
}

async fn find(browser: &Browser, css: &str) -> fantoccini::elements::Element {
    browser
        .client
        .wait()
        .at_most(Duration::from_secs(10))
        .for_element(Locator::Css(css))
        .await
        .unwrap_or_else(|error| panic!("{css} is not on the page: {error}"))
}

async fn says(browser: &Browser, css: &str) -> String {
    find(browser, css).await.text().await.unwrap()
}

/// Types over what a field holds.
async fn retype(browser: &Browser, css: &str, text: &str) {
    let field = find(browser, css).await;
    field.clear().await.unwrap();
    field.send_keys(text).await.unwrap();
}

#[tokio::test]
async fn a_protocol_is_edited_previewed_adopted_and_taken_back_in_the_browser() {
    let site = Site::on_sqlite().await;
    council(&site).await;
    let mut manager = site.signed_in(Role::TeamManager).await;
    let person = somebody(&mut manager).await;
    let yesterday = format!("/people/{person}/duties?as_at=2026-03-02&known=2026-03-02");
    let address = site.serve(TODAY).await;
    with_browser(&address, async |browser| {
        manager.lend_session_to(browser).await;
        browser.open(&yesterday).await;
        let before = says(browser, "main").await;

        browser.check_page("/protocols", "protocols").await;
        browser.check_page(LAW, "protocol").await;
        tap(browser, &format!("a[href='{LAW}/duties/adviser_contact']")).await;
        find(browser, "#every").await;
        browser.check_here("protocol_duty").await;
        retype(browser, "#every", "28 days").await;
        retype(browser, "#due", "28 days").await;
        tap(browser, "main form .govuk-button").await;
        find(browser, "#reason").await;
        browser.check_here("protocol_preview").await;
        assert!(says(browser, "main").await.contains("Every 28 days"));

        // A day before today, so that what is known today of yesterday is another list.
        for (part, typed) in [("from", "1"), ("from-month", "2"), ("from-year", "2026")] {
            retype(browser, &format!("#{part}"), typed).await;
        }
        retype(browser, "#reason", "Agreed by the board").await;
        tap(browser, "button[name=step][value=decide]").await;
        assert!(
            says(browser, ".app-notice__text")
                .await
                .starts_with("Decided.")
        );
        browser.check_here("protocol_changed").await;

        browser.open(&yesterday).await;
        assert_eq!(says(browser, "main").await, before);

        browser
            .check_page(&format!("{LAW}/compare"), "protocol_compare")
            .await;
        browser
            .check_page(&format!("{LAW}/versions"), "protocol_versions")
            .await;
        tap(browser, "a[href$='/take-back']").await;
        find(browser, "#reason").await;
        browser.check_here("protocol_take_back").await;
        retype(browser, "#reason", "Too often").await;
        tap(browser, "main form .govuk-button").await;
        assert!(
            says(browser, ".app-notice__text")
                .await
                .starts_with("Taken back.")
        );
        browser.open(&yesterday).await;
        assert_eq!(says(browser, "main").await, before);

        // The text, with a fault shown beside its line.
        browser.open(&format!("{LAW}/text")).await;
        find(browser, "#text")
            .await
            .send_keys("\nnonsense")
            .await
            .unwrap();
        tap(
            browser,
            "main form .govuk-button:not(.govuk-button--secondary)",
        )
        .await;
        find(browser, ".govuk-error-summary").await;
        browser.check_here("protocol_text").await;

        browser.check_page("/agreements/new", "agreement_new").await;
    })
    .await;
}
