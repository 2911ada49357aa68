//! A young person signed in: their own money and sums, nobody's pages but theirs, and no address that names anybody.

use axum::http::StatusCode;
use casework::{
    Role,
    account::NewAccount,
    better_off,
    entitlement::{NewAward, NewPayment, Way, award, pay},
};
use jiff::civil::date;
use leaving_care::money::Pence;
use uuid::Uuid;

use crate::{
    browser::with_browser,
    support::{
        PASSWORD, Site, TODAY, Visitor, a_long_life, command_line,
        council::{assert_says, words},
        on_each_engine,
    },
};

/// The account of a young person, signed in.
async fn signed_in_as(site: &Site, person: Uuid) -> Visitor {
    let email = format!("{}@young.example", Uuid::now_v7());
    let account = NewAccount {
        email: email.clone(),
        name: "Ash".into(),
        role: Role::CareLeaver,
        worker: None,
        person: Some(person),
        password: PASSWORD.to_owned(),
    };
    casework::account::add(&command_line(TODAY), &site.office, account)
        .await
        .unwrap();
    let mut visitor = Visitor::new(site.router(TODAY));
    visitor.sign_in(&email).await;
    visitor
}

/// So many pounds awarded for a first home, and 100 of them on their way.
async fn money(site: &Site, person: Uuid, pounds: i64) -> (Uuid, Uuid) {
    let actor = command_line(TODAY);
    let new = NewAward {
        id: Uuid::now_v7(),
        entitlement: "setting_up_home_allowance".into(),
        amount: Pence::pounds(pounds),
        reason: "Between colleagues".into(),
        exception: String::new(),
    };
    let award = award(&actor, &site.office, person, new).await.unwrap();
    let new = NewPayment {
        id: Uuid::now_v7(),
        award,
        amount: Pence::pounds(100),
        way: Way::Card,
        reference: "CL-004321".into(),
        note: "Between colleagues".into(),
        instead_of: None,
    };
    let payment = pay(&actor, &site.office, new).await.unwrap();
    (award, payment)
}

const JOB: [(&str, &str); 9] = [
    ("step", "work_out"),
    ("tenure", "private"),
    ("rent", "450"),
    ("area", "CENTRAL_LANCS"),
    ("savings", "0"),
    ("hours", "0"),
    ("offer1-name", "Kitchen job"),
    ("offer1-hours", "16"),
    ("offer1-pay", "10.85"),
];

#[tokio::test]
async fn a_young_person_sees_their_money_and_tries_a_job() {
    on_each_engine(async |site| {
        let ash = a_long_life(site).await;
        money(site, ash, 1_200).await;
        let mut own = signed_in_as(site, ash).await;
        // The first page is their own.
        let first = own.get("/").await;
        assert_eq!(
            (first.status, first.location().as_str()),
            (StatusCode::SEE_OTHER, "/my")
        );
        let first = own.page("/my").await;
        assert_says(&first, "£1,100 is left for you. £100 is on its way to you.");
        for link in ["/my/money", "/my/better-off"] {
            assert!(first.contains(&format!("href=\"{link}\"")), "{link}");
        }
        let page = own.page("/my/money").await;
        for sentence in [
            "Awarded by the council £1,200 Paid £0 On its way £100 Left £1,100",
            "A second person checks it. Then it goes to the bank.",
            "Setting up home allowance: £1,200",
            "Nobody asks you for a list.",
            "How to get it: Ask your personal adviser. They can start it before you move in.",
            "Nobody has checked this against the law itself yet.",
            "What is not for you now, and why",
        ] {
            assert_says(&page, sentence);
        }
        // Filled in from the record; worked out as for their adviser; printed as it stands.
        let form = own.page("/my/better-off").await;
        assert_says(&form, "independent living, since 1 September 2025.");
        let answer = own.post("/my/better-off", &JOB).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", words(&answer.text()));
        assert_says(&answer.text(), "About £78 a week better off.");
        assert_says(&answer.text(), "you would have £151. Now you have £73.");
        // What is asked of the record is not theirs to send.
        let with_more = [
            &JOB[..],
            &[("care", "none"), ("born-year", "1990"), ("person", "x")],
        ]
        .concat();
        let more = own.post("/my/better-off", &with_more).await;
        assert_eq!(words(&more.text()), words(&answer.text()));
        let wrong: Vec<_> = JOB
            .into_iter()
            .filter(|(name, _)| *name != "tenure")
            .collect();
        let wrong = own.post("/my/better-off", &wrong).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_says(&wrong.text(), "Choose who the rent is paid to");
        assert!(wrong.text().contains("value=\"Kitchen job\""));
        // Nothing of what staff wrote, no id, and nothing is kept.
        for page in [first, page, form, answer.text()] {
            for staffs in ["Between colleagues", "CL-004321", &ash.to_string()] {
                assert!(!page.contains(staffs), "{staffs}");
            }
        }
        let kept = better_off::of_person(&command_line(TODAY), &site.office, ash).await;
        assert_eq!(kept.unwrap(), []);
    })
    .await;
}

#[tokio::test]
#[expect(
    clippy::too_many_lines,
    reason = "a scenario told from beginning to end"
)]
async fn nobody_elses_pages_open_and_no_advisers_page_opens_for_their_own() {
    on_each_engine(async |site| {
        let ash = a_long_life(site).await;
        let kit = site.add_person("Kit", "Marsh", date(2006, 5, 4)).await;
        let (award, payment) = money(site, ash, 200).await;
        let (others_award, others_payment) = money(site, kit, 300).await;
        let run = {
            let actor = command_line(TODAY);
            let case = better_off::fill_in(&actor, &site.office, ash, TODAY)
                .await
                .unwrap()
                .case;
            better_off::save(&actor, &site.office, Some(ash), &case)
                .await
                .unwrap()
        };
        let mut own = signed_in_as(site, ash).await;
        let mut paths = vec![
            "/people".to_owned(),
            "/neet".into(),
            "/better-off".into(),
            "/better-off/changed".into(),
            "/entitlements".into(),
            "/entitlements/payments".into(),
            "/entitlements/settings".into(),
            "/audit".into(),
            format!("/better-off/runs/{run}"),
            format!("/better-off/runs/{run}/letter"),
            format!("/awards/{award}/pay"),
            format!("/awards/{others_award}/pay"),
            format!("/payments/{payment}"),
            format!("/payments/{others_payment}"),
            "/api/v1/payments".into(),
            "/api/v1/people".into(),
        ];
        for person in [ash, kit, Uuid::now_v7()] {
            for page in [
                "",
                "/money",
                "/money/statement",
                "/money/award/travel",
                "/better-off",
                "/history",
                "/contacts",
                "/change",
            ] {
                paths.push(format!("/people/{person}{page}"));
            }
            for page in ["", "/entitlements", "/history"] {
                paths.push(format!("/api/v1/people/{person}{page}"));
            }
        }
        for path in &paths {
            assert_eq!(own.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
        }
        for person in [ash, kit] {
            for path in [
                format!("/people/{person}/better-off"),
                format!("/people/{person}/better-off/draft"),
                format!("/people/{person}/money/award/travel"),
            ] {
                assert_eq!(
                    own.post(&path, &JOB).await.status,
                    StatusCode::FORBIDDEN,
                    "{path}"
                );
            }
        }
        // Naming somebody else in an address of one's own changes nothing, or leads nowhere.
        let money = own.page("/my/money").await;
        assert_says(&money, "Awarded by the council £200");
        assert_eq!(
            words(&own.page(&format!("/my/money?person={kit}")).await),
            words(&money)
        );
        for path in [
            format!("/my/money/{kit}"),
            format!("/my/{kit}"),
            format!("/my/better-off/{kit}"),
        ] {
            assert_eq!(own.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        // Staff have no page of their own, and an account without a record says what to do.
        let mut manager = site.signed_in(Role::TeamManager).await;
        let mut unlinked = site.signed_in(Role::CareLeaver).await;
        for path in ["/my", "/my/money", "/my/better-off"] {
            assert_eq!(
                manager.get(path).await.status,
                StatusCode::FORBIDDEN,
                "{path}"
            );
            let answer = unlinked.get(path).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
            assert_says(
                &answer.text(),
                "Your account is not linked to your record yet. Ask your personal adviser.",
            );
        }
        assert_says(
            &unlinked.page("/").await,
            "Your account is not linked to your record yet",
        );
    })
    .await;
}

#[tokio::test]
async fn ones_own_pages_are_accessible_in_the_browser() {
    use fantoccini::Locator;
    let site = Site::on_sqlite().await;
    let ash = a_long_life(&site).await;
    money(&site, ash, 1_200).await;
    let own = signed_in_as(&site, ash).await;
    let address = site.serve(TODAY).await;
    with_browser(&address, async |browser| {
        own.lend_session_to(browser).await;
        browser.check_page("/my", "my-first").await;
        browser.check_page("/my/money", "my-money").await;
        browser.check_page("/my/better-off", "my-better-off").await;
        let client = &browser.client;
        for (field, typed) in [
            ("rent", "450"),
            ("offer1-name", "Kitchen job"),
            ("offer1-hours", "16"),
            ("offer1-pay", "10.85"),
        ] {
            let found = client.find(Locator::Id(field)).await.unwrap();
            found.send_keys(typed).await.unwrap();
        }
        for (field, value) in [("tenure", "private"), ("area", "CENTRAL_LANCS")] {
            let select = client.find(Locator::Id(field)).await.unwrap();
            select.select_by_value(value).await.unwrap();
        }
        let button = client
            .find(Locator::Css("form .govuk-button"))
            .await
            .unwrap();
        button.click().await.unwrap();
        client
            .wait()
            .for_element(Locator::Css(".app-letter__answer"))
            .await
            .unwrap();
        browser.check_here("my-better-off-answer").await;
    })
    .await;
}
