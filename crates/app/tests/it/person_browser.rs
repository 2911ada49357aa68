//! Journey 1 and the pages about people in a real browser: taps counted, with and without JavaScript, on a desk, a phone and paper.

use std::time::Duration;

use casework::{Role, spell};
use fantoccini::{Locator, elements::Element};
use jiff::civil::date;
use leaving_care::spell_value::{NewSpell, SpellKind, SpellValue};
use uuid::Uuid;

use crate::{
    browser::{Browser, SCREENS, with_browser},
    support::{PASSWORD, Site, TODAY, a_long_life, command_line},
};

/// What somebody with a phone does; every tap counts.
struct Hand<'browser> {
    browser: &'browser Browser,
    taps: u32,
}

impl Hand<'_> {
    async fn find(&self, css: &str) -> Element {
        let client = &self.browser.client;
        client
            .wait()
            .at_most(Duration::from_secs(10))
            .for_element(Locator::Css(css))
            .await
            .unwrap_or_else(|error| panic!("{css} is not on the page: {error}"))
    }

    async fn tap(&mut self, css: &str) {
        self.taps += 1;
        self.find(css).await.click().await.unwrap();
    }

    /// A tap into a field and typing.
    async fn fill(&mut self, css: &str, text: &str) {
        self.tap(css).await;
        self.find(css).await.send_keys(text).await.unwrap();
    }

    async fn text(&self, css: &str) -> String {
        self.find(css).await.text().await.unwrap()
    }
}

async fn sign_in(hand: &mut Hand<'_>, email: &str) {
    hand.browser.open("/sign-in").await;
    hand.fill("#email", email).await;
    hand.fill("#password", PASSWORD).await;
    hand.tap("main button").await;
    hand.find(".app-navigation").await;
}

/// Lets scripts run on pages, or not.
async fn allow_scripts(browser: &Browser, is_allowed: bool) {
    browser
        .devtools(
            "Emulation.setScriptExecutionDisabled",
            serde_json::json!({ "value": !is_allowed }),
        )
        .await;
}

#[tokio::test]
async fn journey_one_takes_six_taps_with_and_without_scripts_in_the_browser() {
    let site = Site::on_sqlite().await;
    let person = a_long_life(&site).await;
    let email = site.account(Role::PersonalAdviser).await;
    let address = site.serve(TODAY).await;
    with_browser(&address, async |browser| {
        let phone = SCREENS[1];
        for has_scripts in [true, false] {
            browser.set_screen(phone).await;
            let mut hand = Hand { browser, taps: 0 };
            sign_in(&mut hand, &email).await;
            allow_scripts(browser, has_scripts).await;
            hand.taps = 0;
            hand.tap(&format!("main a[href='/people/{person}']")).await;
            hand.tap(".app-identity__action").await;
            hand.tap("input[name=channel][value=phone]").await;
            hand.tap("input[name=outcome][value=took_part]").await;
            hand.fill("#note", &format!("We spoke, scripts {has_scripts}"))
                .await;
            hand.tap("form[data-draft] .govuk-button:not(.govuk-button--secondary)")
                .await;
            assert_eq!(hand.text(".app-notice__text").await, "Contact saved");
            assert_eq!(hand.taps, 6, "scripts: {has_scripts}");
            let contacts = hand.text(".app-contacts").await;
            assert!(contacts.contains(&format!("We spoke, scripts {has_scripts}")));

            // Straight from the list of what is due, and back to it.
            browser.open("/").await;
            hand.taps = 0;
            hand.tap(&format!(
                "a[href='/people/{person}/contacts/add?back=work']"
            ))
            .await;
            hand.tap("input[name=channel][value=phone]").await;
            hand.tap("form[data-draft] .govuk-button:not(.govuk-button--secondary)")
                .await;
            assert_eq!(hand.text(".app-notice__text").await, "Contact saved");
            assert_eq!(hand.text("h1").await, "My work");
            assert_eq!(hand.taps, 3, "scripts: {has_scripts}");
            allow_scripts(browser, true).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_kept_while_typing_in_the_browser() {
    let site = Site::on_sqlite().await;
    let person = site.add_person("Kit", "Marsh", date(2007, 1, 2)).await;
    let email = site.account(Role::PersonalAdviser).await;
    let address = site.serve(TODAY).await;
    with_browser(&address, async |browser| {
        let mut hand = Hand { browser, taps: 0 };
        sign_in(&mut hand, &email).await;
        let path = format!("/people/{person}/contacts/add");
        browser.open(&path).await;
        hand.fill("#note", "Typed and never sent").await;
        let client = &browser.client;
        let saved = client
            .wait()
            .at_most(Duration::from_secs(15))
            .for_element(Locator::XPath(
                "//*[@class='app-draft__state'][starts-with(., 'Draft saved ')]",
            ))
            .await;
        assert!(saved.is_ok(), "{}", hand.text(".app-draft__state").await);
        browser.open("/").await;
        browser.open(&path).await;
        let note = hand.find("#note").await.prop("value").await.unwrap();
        assert_eq!(note.as_deref(), Some("Typed and never sent"));
        assert!(browser.console_errors().await.is_empty());
    })
    .await;
}

/// A spell that Robin has corrected while Sam had its form open.
async fn corrected_by_robin(site: &Site, person: Uuid) -> Uuid {
    let bakery = |note: &str| NewSpell {
        value: SpellValue::from_parts(
            SpellKind::Activity,
            "F5 30",
            &format!("{{\"provider\":\"Fylde Bakehouse\",\"role\":\"Baker\",\"note\":\"{note}\"}}"),
        )
        .unwrap(),
        starts_on: date(2026, 2, 2),
        ends_on: None,
    };
    let office = &site.office;
    let robin = casework::Actor {
        name: "Robin Social worker".to_owned(),
        ..command_line(TODAY)
    };
    let first = spell::record(&robin, office, person, bakery("Trial week"), &[])
        .await
        .unwrap();
    let corrected =
        bakery("The trial week went well. The bakery rang and offers 30 hours from Monday.");
    spell::correct(&robin, office, first, corrected, "The bakery rang")
        .await
        .unwrap();
    first
}

#[tokio::test]
async fn the_pages_about_people_are_accessible_in_the_browser() {
    let site = Site::on_sqlite().await;
    let person = a_long_life(&site).await;
    for (given, family) in [
        ("Siân", "O'Brien-Hughes"),
        ("Kit", "Marsh"),
        ("Jules", "Penhaligon-Carrington"),
    ] {
        site.add_person(given, family, date(2007, 6, 12)).await;
    }
    let manager = site.account(Role::TeamManager).await;
    let reader = command_line(TODAY);
    let contacts = casework::contact::list(&reader, &site.office, person, None, 1);
    let contact = contacts.await.unwrap()[0].id;
    let address = site.serve(TODAY).await;
    with_browser(&address, async |browser| {
        let mut hand = Hand { browser, taps: 0 };
        sign_in(&mut hand, &manager).await;
        for (path, name) in [
            ("/people".to_owned(), "people"),
            (format!("/contacts/{contact}/correct"), "contact-correct"),
            (format!("/contacts/{contact}/withdraw"), "contact-withdraw"),
            ("/people?activity=eet".to_owned(), "people-empty"),
            ("/people/add".to_owned(), "person-add"),
            (format!("/people/{person}"), "person"),
            (
                format!("/people/{person}?as_at=2025-05-20&known=2026-03-03"),
                "person-looking-back",
            ),
            (format!("/people/{person}/contacts/add"), "contact-form"),
            (format!("/people/{person}/contacts"), "contacts"),
            (format!("/people/{person}/history"), "history"),
            (format!("/people/{person}/change"), "details"),
            (
                format!("/people/{person}/spells/activity/add"),
                "spell-activity",
            ),
            (
                format!("/people/{person}/spells/accommodation/add"),
                "spell-home",
            ),
            (
                format!("/people/{person}/spells/placement/add"),
                "spell-placement",
            ),
            (
                format!("/people/{person}/spells/allocation/add"),
                "spell-worker",
            ),
        ] {
            browser.check_page(&path, name).await;
        }
    })
    .await;
}

#[tokio::test]
async fn checking_and_choosing_after_a_conflict_are_accessible_in_the_browser() {
    let site = Site::on_sqlite().await;
    let person = a_long_life(&site).await;
    let spell = corrected_by_robin(&site, person).await;
    let email = site.account(Role::PersonalAdviser).await;
    let address = site.serve(TODAY).await;
    with_browser(&address, async |browser| {
        let mut hand = Hand { browser, taps: 0 };
        sign_in(&mut hand, &email).await;
        let add = format!("/people/{person}/spells/activity/add");
        browser.open(&add).await;
        hand.tap("label[for=code-F5]").await;
        hand.fill("#provider", "Fylde Bakehouse").await;
        hand.tap("form[data-draft] .govuk-button:not(.govuk-button--secondary)")
            .await;
        hand.find("button[value=record]").await;
        browser.check_here("spell-check").await;
        // The form of the old version, as it was open before Robin saved: sent as the browser would.
        let script = "
            const form = document.createElement('form');
            form.method = 'post';
            form.action = arguments[0];
            for (const [name, value] of Object.entries(arguments[1])) {
                const field = document.createElement('input');
                field.name = name; field.value = value; form.append(field);
            }
            document.body.append(form);
            form.submit();";
        let fields = serde_json::json!({
            "code": "P5", "provider": "Fylde Bakehouse", "role": "Baker", "hours_a_week": "16",
            "starts_on-day": "9", "starts_on-month": "2", "starts_on-year": "2026",
            "note": "Ash told me: two mornings a week to begin with, because of sleep.",
        });
        let to = serde_json::json!(format!("/spells/{spell}/correct"));
        browser
            .client
            .execute(script, vec![to, fields])
            .await
            .unwrap();
        hand.find("form[action$='keep-theirs']").await;
        // The browser notes the status 409, which is meant.
        let complaints = browser.console_errors().await;
        assert!(
            complaints.iter().all(|line| line.contains("409")),
            "{complaints:?}"
        );
        browser.check_here("conflict").await;
        let heading = hand.text("h1").await;
        assert!(heading.contains("Somebody else changed this first"));
    })
    .await;
}
