//! Money for a young person, from "what am I entitled to" to "paid", through HTTP on both engines and in a browser.

use axum::http::StatusCode;
use casework::Role;
use jiff::civil::date;
use serde_json::json;
use uuid::Uuid;

use crate::{
    browser::with_browser,
    support::{
        AUTHORITY, Site, TODAY, Visitor,
        council::{Alike, assert_says, import_lines, import_people, signed_in_at, words},
        on_each_engine,
    },
};

const HOME: &str = "setting_up_home_allowance";

/// Three care leavers: an apprentice, a student and somebody NEET, all 19.
async fn council(site: &Site) {
    let one = Alike::born(date(2006, 5, 4));
    let since = date(2025, 9, 1);
    let groups = ["F4", "F1", "G5"].map(|code| Alike {
        activity: Some((code, since)),
        ..one
    });
    import_people(site, AUTHORITY, TODAY, 1, &groups).await;
    // Somebody of whom nothing is known.
    let line = json!({"person": {"local_id": "X-1", "date_of_birth": "2007-01-01", "details": {"given_name": "Unknown", "family_name": "Made-Up"}}});
    import_lines(site, AUTHORITY, TODAY, &format!("{line}\n")).await;
}

/// The id in the first link that begins so.
#[track_caller]
fn id_after(page: &str, beginning: &str) -> Uuid {
    let found = page
        .split(beginning)
        .skip(1)
        .find_map(|rest| rest.get(..36)?.parse().ok());
    found.unwrap_or_else(|| panic!("no {beginning} in {page}"))
}

/// The id that a form was drawn with.
#[track_caller]
fn form_id(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"id\" value=\"").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

async fn apprentice(visitor: &mut Visitor) -> Uuid {
    let list = visitor
        .page("/entitlements/apprenticeship_bursary/people?answer=yes")
        .await;
    id_after(&list, "href=\"/people/")
}

#[expect(clippy::too_many_lines, reason = "one story, told in order")]
#[tokio::test]
async fn from_entitled_to_paid() {
    on_each_engine(async |site| {
        council(site).await;
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        let mut manager = site.signed_in(Role::TeamManager).await;

        // The useful list: who qualifies and has nothing.
        let overview = adviser.page("/entitlements").await;
        assert_says(
            &overview,
            "Setting up home allowance 3 3 people without Setting up home allowance 1",
        );
        let person = apprentice(&mut adviser).await;
        let money = adviser.page(&format!("/people/{person}/money")).await;
        assert_says(
            &money,
            "Setting up home allowance For you Up to £3,000, once",
        );
        assert_says(
            &money,
            "Apprenticeship bursary for care leavers For you Up to £3,000, once",
        );
        assert_says(
            &money,
            "£1,000 from 31 October 2025, £1,000 from 30 December 2025, £1,000 from 28 June 2026",
        );
        assert_says(
            &money,
            "Nobody has checked this against the law itself yet.",
        );
        assert_says(&money, "It is for people in higher education.");

        // Awarded, once, although the form is sent twice.
        let award = format!("/people/{person}/money/award/{HOME}");
        let form = adviser.page(&award).await;
        assert!(form.contains("value=\"3000.00\""), "{form}");
        let id = form_id(&form);
        let wrong = adviser
            .post(
                &award,
                &[("id", &id), ("amount", "a lot"), ("reason", "A bed")],
            )
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            wrong.text().contains("Enter an amount in pounds") && wrong.text().contains("A bed"),
            "{}",
            wrong.text()
        );
        let fields = [
            ("id", id.as_str()),
            ("amount", "£1,200.50"),
            ("reason", "A bed and a cooker"),
        ];
        let (_, page) = adviser.post_and_follow(&award, &fields).await;
        assert_says(&page, "Awarded by the council £1,200.50");
        let (_, page) = adviser.post_and_follow(&award, &fields).await;
        assert_says(
            &page,
            "Awarded by the council £1,200.50 Paid £0 On its way £0 Left £1,200.50",
        );
        let above = [
            ("id", &*form_id(&adviser.page(&award).await)),
            ("amount", "1800"),
            ("reason", ""),
        ]
        .map(|(name, value)| (name, value.to_owned()));
        let above: Vec<(&str, &str)> = above
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let refused = adviser.post(&award, &above).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_says(
            &refused.text(),
            "With this it would be £3,000.50, and the limit is £3,000.",
        );

        // Paid to a reference, never to a number.
        let award_id = id_after(&page, "href=\"/awards/");
        let pay = format!("/awards/{award_id}/pay");
        let id = form_id(&adviser.page(&pay).await);
        let to = |reference: &'static str| {
            [
                ("id", id.clone()),
                ("amount", "700".to_owned()),
                ("way", "card".to_owned()),
                ("reference", reference.to_owned()),
            ]
        };
        let card = to("4111 1111 1111 1111");
        let card: Vec<(&str, &str)> = card
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let refused = adviser.post(&pay, &card).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_says(
            &refused.text(),
            "This could be the number of a card or an account.",
        );
        let good = to("CL-004321");
        let good: Vec<(&str, &str)> = good
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let (_, page) = adviser.post_and_follow(&pay, &good).await;
        assert_says(&page, "On its way £700 Left £500.50");

        // Two people.
        let payments = adviser.page("/entitlements/payments").await;
        assert_says(&payments, "Your role does not release payments.");
        assert!(!payments.contains("type=\"checkbox\""), "{payments}");
        let payment = id_after(&payments, "href=\"/payments/").to_string();
        let chosen = [("payment", payment.as_str())];
        assert_eq!(
            adviser
                .post("/entitlements/payments/release", &chosen)
                .await
                .status,
            StatusCode::FORBIDDEN
        );
        let nothing = manager.post("/entitlements/payments/release", &[]).await;
        assert_says(&nothing.text(), "Choose at least one payment.");
        let (_, page) = manager
            .post_and_follow("/entitlements/payments/release", &chosen)
            .await;
        assert_says(&page, "Ready to be sent to finance");
        let again = manager
            .post("/entitlements/payments/release", &chosen)
            .await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_says(
            &again.text(),
            "Somebody else was faster with one of these. Nothing was done",
        );

        // One file.
        let (file, page) = manager
            .post_and_follow("/entitlements/payments/export", &chosen)
            .await;
        assert_says(&page, "1 payment, £700");
        let second = manager.post("/entitlements/payments/export", &chosen).await;
        assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY);
        let take = format!("{file}/file");
        let csv = manager.post(&take, &[]).await;
        assert_eq!(csv.headers["content-type"], "text/csv; charset=utf-8");
        assert!(
            csv.text()
                .ends_with(&format!("{payment},Card,CL-004321,700.00\r\n")),
            "{}",
            csv.text()
        );
        let unsaid = manager.post(&take, &[]).await;
        assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
        let again = manager
            .post(&take, &[("reason", "The first was lost")])
            .await;
        assert_eq!(again.body, csv.body);
        assert_says(&manager.page(&file).await, "The first was lost");

        // The bank could not pay; made again; paid.
        let open = format!("/payments/{payment}");
        let unsaid = manager
            .post(
                &format!("{open}/outcome"),
                &[("outcome", "failed"), ("answer", "")],
            )
            .await;
        assert_says(&unsaid.text(), "Enter what the bank said.");
        let (_, page) = manager
            .post_and_follow(
                &format!("{open}/outcome"),
                &[("outcome", "failed"), ("answer", "Card unknown")],
            )
            .await;
        assert_says(&page, "Could not be paid Somebody waits for this money.");
        let form = adviser.page(&format!("{pay}?instead_of={payment}")).await;
        assert!(
            form.contains("value=\"700.00\"") && form.contains("CL-004321"),
            "{form}"
        );
        let id = form_id(&form);
        let fields = [
            ("id", id.as_str()),
            ("instead_of", &payment),
            ("amount", "700"),
            ("way", "account"),
            ("reference", "AC 17"),
        ];
        adviser.post_and_follow(&pay, &fields).await;
        let list = manager.page("/entitlements/payments").await;
        assert!(
            !words(&list).contains("Somebody waits for this money"),
            "{list}"
        );
        let next = id_after(&list, "href=\"/payments/").to_string();
        let chosen = [("payment", next.as_str())];
        manager
            .post_and_follow("/entitlements/payments/release", &chosen)
            .await;
        manager
            .post_and_follow("/entitlements/payments/export", &chosen)
            .await;
        let (_, page) = manager
            .post_and_follow("/entitlements/payments/paid", &chosen)
            .await;
        assert_says(&page, "No payment waits for anything");
        let page = adviser.page(&format!("/people/{person}/money")).await;
        assert_says(
            &page,
            "Awarded by the council £1,200.50 Paid £700 On its way £0 Left £500.50",
        );
        let given = adviser
            .page(&format!("/people/{person}/money/statement"))
            .await;
        assert_says(&given, "It has paid £700. £500.50 is left for you.");
        assert!(
            !given.contains("CL-004321") && !words(&given).contains("A bed"),
            "{given}"
        );

        // Taken back, and off the list of those with nothing.
        let back = format!("/awards/{award_id}/take-back");
        let id = form_id(&adviser.page(&back).await);
        let (_, page) = adviser
            .post_and_follow(
                &back,
                &[
                    ("id", &id),
                    ("amount", "500.50"),
                    ("reason", "Has what is needed"),
                ],
            )
            .await;
        assert_says(
            &page,
            "Awarded by the council £700 Paid £700 On its way £0 Left £0",
        );
        assert_says(
            &adviser.page("/entitlements").await,
            "Setting up home allowance 3 2 people without",
        );
    })
    .await;
}

#[tokio::test]
async fn the_council_sets_its_own() {
    on_each_engine(async |site| {
        council(site).await;
        let mut manager = site.signed_in(Role::TeamManager).await;
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        let add = "/entitlements/settings/add";
        assert_eq!(adviser.get(add).await.status, StatusCode::FORBIDDEN);
        let day = [("from-day", "1"), ("from-month", "4"), ("from-year", "2025")];
        let low = [&[("entitlement", HOME), ("amount", "2500"), ("source", "Cabinet")][..], &day].concat();
        let refused = manager.post(add, &low).await;
        assert_says(&refused.text(), "The council may give more than £3,000, not less");
        let travel = [&[("entitlement", "travel"), ("amount", "250"), ("source", "Cabinet, 3 March 2025")][..], &day].concat();
        let (_, page) = manager.post_and_follow(add, &travel).await;
        assert_says(&page, "Travel to work, training or interviews £250 1 April 2025 until changed Cabinet, 3 March 2025");
        assert_says(&adviser.page("/entitlements").await, "Travel to work, training or interviews 3 3 people without");

        let own = [
            &[
                ("kind", "own"), ("title", "Driving lessons"), ("words", "Ten lessons."), ("how_to_get", "Ask."), ("how_often", "once"),
                ("care", "former_relevant"), ("doing", "apprenticeship"), ("from_age", "17"), ("below_age", "25"), ("amount", "350"), ("source", "Board"),
            ][..],
            &day,
        ].concat();
        let empty = manager.post(add, &[("kind", "own")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let (_, page) = manager.post_and_follow(add, &own).await;
        assert_says(&page, "Driving lessons £350");
        let person = apprentice(&mut adviser).await;
        assert_says(&adviser.page(&format!("/people/{person}/money")).await, "Driving lessons For you Up to £350, once");
        let decision = id_after(&page, "href=\"/entitlements/settings/");
        let withdraw = format!("/entitlements/settings/{decision}/withdraw");
        assert_says(&manager.post(&withdraw, &[("reason", " ")]).await.text(), "Say in a few words why it no longer holds.");
        manager.post_and_follow(&withdraw, &[("reason", "Too few teachers")]).await;
        let page = adviser.page(&format!("/people/{person}/money")).await;
        assert!(!words(&page).contains("Driving lessons"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn who_may_not_sees_no_money() {
    let site = Site::on_sqlite().await;
    council(&site).await;
    let mut adviser = site.signed_in(Role::PersonalAdviser).await;
    let person = apprentice(&mut adviser).await;
    assert!(
        adviser
            .page(&format!("/people/{person}"))
            .await
            .contains("Money and entitlements")
    );
    for role in Role::people() {
        // Finance reads amounts and payments, and opens nobody.
        let reads_money = casework::permission::may(role, casework::Action::ReadMoney);
        let reads_people = casework::permission::may(role, casework::Action::ReadPeople);
        let mut visitor = site.signed_in(role).await;
        let pages = [
            (
                format!("/people/{person}/money"),
                reads_money && reads_people,
            ),
            (
                format!("/people/{person}/money/statement"),
                reads_money && reads_people,
            ),
            ("/entitlements".to_owned(), reads_money),
            ("/entitlements/payments".to_owned(), reads_money),
        ];
        for (path, may) in pages {
            let expected = if may {
                StatusCode::OK
            } else {
                StatusCode::FORBIDDEN
            };
            assert_eq!(visitor.get(&path).await.status, expected, "{role:?} {path}");
        }
        let first = visitor.get("/").await.text();
        assert_eq!(
            first.contains("href=\"/entitlements\""),
            reads_money,
            "{role:?}"
        );
    }
    // Another council's people and payments are not there.
    let mut stranger = signed_in_at(&site, "W06000003", Role::TeamManager, TODAY).await;
    let nobody = Uuid::nil();
    for path in [
        format!("/people/{person}/money"),
        format!("/people/{person}/money/award/{HOME}"),
        format!("/awards/{nobody}/pay"),
        format!("/payments/{nobody}"),
        format!("/entitlements/exports/{nobody}"),
        "/entitlements/no_such/people".to_owned(),
    ] {
        assert_eq!(
            stranger.get(&path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
}

/// One award with a payment in every state, for pages to be looked at.
async fn a_busy_office(site: &Site) -> (Uuid, Uuid, String) {
    council(site).await;
    let mut adviser = site.signed_in(Role::PersonalAdviser).await;
    let mut manager = site.signed_in(Role::TeamManager).await;
    let person = apprentice(&mut adviser).await;
    let award = format!("/people/{person}/money/award/{HOME}");
    let id = form_id(&adviser.page(&award).await);
    let reason =
        "A first flat in Morecambe: a bed, a cooker and curtains before the move on Friday.";
    let (_, page) = adviser
        .post_and_follow(
            &award,
            &[("id", &id), ("amount", "2400"), ("reason", reason)],
        )
        .await;
    let award = id_after(&page, "href=\"/awards/");
    let mut made = Vec::new();
    for amount in ["700", "350.50", "120", "80", "60"] {
        let pay = format!("/awards/{award}/pay");
        let id = form_id(&adviser.page(&pay).await);
        adviser
            .post_and_follow(
                &pay,
                &[
                    ("id", &id),
                    ("amount", amount),
                    ("way", "card"),
                    ("reference", "CL-004321"),
                ],
            )
            .await;
        made.push(id);
    }
    let choose = |ids: &[String]| {
        ids.iter()
            .map(|id| ("payment".to_owned(), id.clone()))
            .collect::<Vec<_>>()
    };
    let send = async |visitor: &mut Visitor, path: &str, ids: &[String]| {
        let fields = choose(ids);
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        visitor.post_and_follow(path, &fields).await.0
    };
    send(&mut manager, "/entitlements/payments/release", &made[..4]).await;
    let file = send(&mut manager, "/entitlements/payments/export", &made[..3]).await;
    manager.post(&format!("{file}/file"), &[]).await;
    send(&mut manager, "/entitlements/payments/paid", &made[..1]).await;
    let failed = format!("/payments/{}/outcome", made[1]);
    manager
        .post_and_follow(
            &failed,
            &[
                ("outcome", "failed"),
                ("answer", "The card was cancelled on 2 March"),
            ],
        )
        .await;
    let travel = [
        ("entitlement", "travel"),
        ("amount", "250"),
        ("source", "Cabinet, 3 March 2025"),
        ("from-day", "1"),
        ("from-month", "4"),
        ("from-year", "2025"),
    ];
    manager
        .post_and_follow("/entitlements/settings/add", &travel)
        .await;
    (person, award, file)
}

#[tokio::test]
async fn the_pages_about_money_are_accessible_and_paying_needs_no_script_in_the_browser() {
    use fantoccini::Locator;
    let site = Site::on_sqlite().await;
    let (person, award, file) = a_busy_office(&site).await;
    let manager = site.signed_in(Role::TeamManager).await;
    let mut look = site.signed_in(Role::TeamManager).await;
    let list = look.page("/entitlements/payments").await;
    let payment = id_after(&list, "href=\"/payments/");
    let address = site.serve(TODAY).await;
    with_browser(&address, async |browser| {
        browser.open("/sign-in").await;
        manager.lend_session_to(browser).await;
        for (path, name) in [
            (format!("/people/{person}/money"), "money"),
            (
                format!("/people/{person}/money/statement"),
                "money-statement",
            ),
            (
                format!("/people/{person}/money/award/{HOME}"),
                "money-award",
            ),
            (
                format!("/people/{person}/money/award/apprenticeship_bursary"),
                "money-arranged",
            ),
            (format!("/awards/{award}/pay"), "money-pay"),
            (format!("/awards/{award}/take-back"), "money-take-back"),
            (format!("/payments/{payment}"), "money-payment"),
            ("/entitlements".to_owned(), "entitlements"),
            (
                format!("/entitlements/{HOME}/people?answer=yes"),
                "entitlements-people",
            ),
            ("/entitlements/payments".to_owned(), "payments"),
            (file, "payments-file"),
            ("/entitlements/settings".to_owned(), "entitlement-settings"),
            (
                "/entitlements/settings/add".to_owned(),
                "entitlement-setting",
            ),
            (
                "/entitlements/settings/add?kind=own".to_owned(),
                "entitlement-own",
            ),
        ] {
            browser.check_page(&path, name).await;
        }
        // Releasing on a phone without scripts: tick, press, done.
        browser.set_screen(crate::browser::SCREENS[1]).await;
        browser
            .devtools(
                "Emulation.setScriptExecutionDisabled",
                json!({ "value": true }),
            )
            .await;
        browser.open("/entitlements/payments").await;
        let client = &browser.client;
        let tap = async |css: &str| {
            client
                .find(Locator::Css(css))
                .await
                .unwrap()
                .click()
                .await
                .unwrap();
        };
        tap("form[action$='/release'] label.govuk-checkboxes__label").await;
        tap("form[action$='/release'] button").await;
        let notice = client
            .wait()
            .for_element(Locator::Css(".app-notice__text"))
            .await
            .unwrap();
        assert_eq!(
            notice.text().await.unwrap(),
            "Released. They can now be sent to finance."
        );
        browser
            .devtools(
                "Emulation.setScriptExecutionDisabled",
                json!({ "value": false }),
            )
            .await;
    })
    .await;
}
