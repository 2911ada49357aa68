//! From a person to a printed comparison: filled in from the record, changed for one sum, kept, opened again, and watched as rates change.

use axum::http::StatusCode;
use casework::{Role, permission::may, spell};
use fantoccini::Locator;
use jiff::civil::{Date, date};
use leaving_care::spell_value::{NewSpell, SpellKind, SpellValue};
use uuid::Uuid;

use crate::{
    browser::with_browser,
    support::{
        AUTHORITY, Site, TODAY, Visitor, a_long_life, command_line,
        council::{assert_says, signed_in_at, words},
        on_each_engine,
    },
};

/// A private room in Preston, an offer of 16 hours at £10.85, and when it pays.
fn answers() -> Vec<(&'static str, &'static str)> {
    vec![
        ("step", "work_out"),
        ("born-day", "4"),
        ("born-month", "5"),
        ("born-year", "2006"),
        ("care", "former_relevant"),
        ("health", "well"),
        ("learning", "none"),
        ("immigration", "may_claim"),
        ("savings", "0"),
        ("tenure", "private"),
        ("rent", "450"),
        ("area", "CENTRAL_LANCS"),
        ("nation", "england"),
        ("assessment_day", "12"),
        ("offer1-name", "Kitchen job"),
        ("offer1-hours", "16"),
        ("offer1-pay", "10.85"),
        ("offer1-travel", "12"),
        ("offer1-starts-day", "9"),
        ("offer1-starts-month", "3"),
        ("offer1-starts-year", "2026"),
        ("offer1-first_paid-day", "31"),
        ("offer1-first_paid-month", "3"),
        ("offer1-first_paid-year", "2026"),
        ("start_in_hand", "60"),
        ("rent_day", "1"),
    ]
}

fn with<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut answers: Vec<(&str, &str)> = answers()
        .into_iter()
        .filter(|(field, _)| !changes.iter().any(|(changed, _)| changed == field))
        .collect();
    answers.extend(changes);
    answers
}

async fn worked_out(visitor: &mut Visitor, path: &str, answers: &[(&str, &str)]) -> String {
    let answer = visitor.post(path, answers).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", words(&answer.text()));
    answer.text()
}

#[tokio::test]
async fn the_form_is_filled_in_from_the_record_and_writes_nothing_to_it() {
    on_each_engine(async |site| {
        let person = a_long_life(site).await;
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        let page = adviser.page(&format!("/people/{person}")).await;
        assert!(page.contains(&format!("/people/{person}/better-off")));
        assert_says(&page, "No sum is kept yet.");
        let path = format!("/people/{person}/better-off");
        let form = adviser.page(&path).await;
        assert_says(&form, "From the record: born 4 May 2006.");
        assert_says(&form, "From the time in care that is recorded: left care.");
        assert_says(&form, "independent living, since 1 September 2025. It does not say who the landlord is: choose.");
        assert_says(&form, "No job is recorded.");
        assert!(form.contains(r#"<option value="former_relevant" selected>"#));
        assert!(form.contains(r#"value="2006""#));
        // Changed for this sum only.
        worked_out(&mut adviser, &path, &with(&[("born-year", "2003")])).await;
        let form = adviser.page(&path).await;
        assert!(form.contains(r#"value="2006""#) && !form.contains(r#"value="2003""#));
        let history = adviser.page(&format!("/people/{person}/history")).await;
        assert!(!history.contains("£450") && !history.contains(">450<"));
    })
    .await;
}

/// 2025/26, single under 25 with rent met: 316.98 + 450, less 55 per cent of 752.27 (16 x 10.85 x 52 / 12): 353.23 in award; 655.50 is left
/// after rent instead of 316.98.
#[tokio::test]
async fn the_answer_says_the_difference_first_and_explains_every_line() {
    on_each_engine(async |site| {
        let person = a_long_life(site).await;
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        let path = format!("/people/{person}/better-off");
        let page = worked_out(&mut adviser, &path, &answers()).await;
        for sentence in [
            "About £78 a week better off",
            "After rent there would be £655.50 a month (£151.27 a week). Now it is £316.98 (£73.15 a week).",
            "After council tax, deductions and the costs of working: about £66 a week better off.",
            "Not worked out yet: ask",
            "More or fewer hours",
            "No step: each hour more leaves the same or more, from 0 to 40.",
            "The first weeks: Kitchen job",
            "Lowest point",
            "What changes by itself",
            "Setting up home allowance",
            "UC Regs 2013 reg 36",
            "Worked out from:",
        ] {
            assert_says(&page, sentence);
        }
        assert_eq!(page.matches("<svg class=\"app-chart").count(), 2, "two screens");
        // Nothing was kept by looking.
        let person_page = adviser.page(&format!("/people/{person}")).await;
        assert_says(&person_page, "No sum is kept yet.");
    })
    .await;
}

#[tokio::test]
async fn wages_below_the_law_and_cliffs_and_open_rents_are_said() {
    let site = Site::on_sqlite().await;
    let mut officer = site.signed_in(Role::WelfareRightsOfficer).await;
    let low = worked_out(
        &mut officer,
        "/better-off",
        &with(&[("offer1-pay", "9.50")]),
    )
    .await;
    assert_says(&low, "£9.50");
    assert!(low.contains("app-finding"));
    let supported = with(&[
        ("tenure", "supported"),
        ("rent", "1000"),
        ("area", ""),
        ("offer1-pay", "10.00"),
    ]);
    let page = worked_out(&mut officer, "/better-off", &supported).await;
    assert_says(
        &page,
        "Universal Credit ends, and then Housing Benefit no longer pays all of the rent",
    );
    let no_area = worked_out(&mut officer, "/better-off", &with(&[("area", "")])).await;
    assert_says(&no_area, "Not worked out yet");
    assert!(
        !words(&no_area).contains("better off Kitchen"),
        "no difference without the rent"
    );
    let other_room = with(&[
        ("offer1-kind", "as_now"),
        ("offer1-hours", ""),
        ("offer1-rent", "300"),
    ]);
    let room = worked_out(&mut officer, "/better-off", &other_room).await;
    assert_says(&room, "About the same as now");
}

#[tokio::test]
async fn what_must_be_put_right_is_said_and_nothing_typed_is_lost() {
    let site = Site::on_sqlite().await;
    let mut officer = site.signed_in(Role::WelfareRightsOfficer).await;
    let wrong = with(&[("rent", "lots"), ("tenure", "")]);
    let answer = officer.post("/better-off", &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.text();
    assert_says(&page, "Choose who the rent is paid to");
    assert_says(
        &page,
        "The rent must be an amount in pounds, like 450 or 12.71",
    );
    assert!(page.contains(r#"value="lots""#) && page.contains(r#"value="Kitchen job""#));
    let edit = officer
        .post("/better-off", &with(&[("step", "edit")]))
        .await;
    assert_eq!(edit.status, StatusCode::OK);
    assert!(edit.text().contains(r#"value="Kitchen job""#));
}

async fn kept(visitor: &mut Visitor, path: &str) -> (String, String) {
    visitor
        .post_and_follow(path, &with(&[("step", "save")]))
        .await
}

#[tokio::test]
async fn a_kept_sum_is_the_same_in_ten_years_and_is_listed_when_rates_change() {
    on_each_engine(async |site| {
        let person = a_long_life(site).await;
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        let (location, page) = kept(&mut adviser, &format!("/people/{person}/better-off")).await;
        assert_says(&page, "the same to the penny");
        let list = adviser.page(&format!("/people/{person}")).await;
        assert!(list.contains(&location), "the person's page lists it");
        let today = adviser.page("/better-off/changed").await;
        assert_says(&today, "No answer has changed");
        // Ten years later: the same answer for its day. Sessions have ended, so somebody else looks.
        let later = date(2036, 3, 3);
        let mut successor = signed_in_at(site, AUTHORITY, Role::WelfareRightsOfficer, later).await;
        let again = successor.page(&location).await;
        assert_says(&again, "the same to the penny");
        assert_says(&again, "About £78 a week better off");
        let unknown = successor.page("/better-off/changed").await;
        assert_says(&unknown, "1 could not be worked out for today");
        // The next April: new rates.
        let april = signed_in_at(
            site,
            AUTHORITY,
            Role::WelfareRightsOfficer,
            date(2026, 5, 20),
        );
        let mut april = april.await;
        let changed = april.page("/better-off/changed").await;
        assert_says(&changed, "Answers that would be different today");
        assert_says(&changed, "£316.98");
        assert_says(&changed, "£338.58");
        assert_says(
            &changed,
            "New rate: the standard allowance. +£21.60 a month.",
        );
        // The form now knows the rent, and says from whom.
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        let form = adviser.page(&format!("/people/{person}/better-off")).await;
        assert_says(&form, "Check that they still hold.");
        assert!(form.contains(r#"value="450""#));
        let again = adviser.page(&format!("{location}/again")).await;
        assert!(again.contains(r#"value="Kitchen job""#));
    })
    .await;
}

#[tokio::test]
async fn the_letter_is_in_plain_words_without_codes() {
    let site = Site::on_sqlite().await;
    let person = a_long_life(&site).await;
    let mut adviser = site.signed_in(Role::PersonalAdviser).await;
    let (location, _) = kept(&mut adviser, &format!("/people/{person}/better-off")).await;
    let letter = adviser.page(&format!("{location}/letter")).await;
    for sentence in [
        "Dear Ash,",
        "About £78 a week better off.",
        "Each week, when the rent is paid, you would have £151. Now you have £73.",
        "Going to work costs about £12 a week.",
        "4 May 2027: You turn 21. The lowest pay that the law allows goes up for you.",
        "4 May 2031: You turn 25. From then Universal Credit pays less rent",
        "This is a careful sum, not a promise.",
    ] {
        assert_says(&letter, sentence);
    }
    let letter = words(&letter);
    for jargon in [
        "reg ",
        "UC Regs",
        "taper",
        "LHA",
        "relevant",
        "element",
        "rates version",
    ] {
        assert!(!letter.contains(jargon), "{jargon} in {letter}");
    }
}

/// The same pay has the same step: said once, for both; another pay has a step of its own.
#[tokio::test]
async fn each_step_says_to_which_offer_it_belongs() {
    let site = Site::on_sqlite().await;
    let mut officer = site.signed_in(Role::WelfareRightsOfficer).await;
    let foyer = with(&[
        ("step", "save"),
        ("tenure", "supported"),
        ("rent", "1000"),
        ("area", ""),
        ("offer1-pay", "10.00"),
        ("offer2-name", "Shop job"),
        ("offer2-hours", "20"),
        ("offer2-pay", "10.00"),
        ("offer3-name", "Warehouse"),
        ("offer3-hours", "30"),
        ("offer3-pay", "13.00"),
    ]);
    let (location, _) = officer.post_and_follow("/better-off", &foyer).await;
    let letter = officer.page(&format!("{location}/letter")).await;
    assert_says(&letter, "If your hours change");
    assert_says(&letter, "Kitchen job and Shop job: ");
    assert_says(&letter, "Warehouse: ");
    assert!(!words(&letter).contains("Kitchen job and Shop job and Warehouse"));
}

/// 2026/27: 338.58 + 450, less 55 per cent of 752.27: 374.83 in award, 677.10 after rent; without the job 338.58 by then.
#[tokio::test]
async fn a_job_that_begins_after_april_has_the_rates_of_its_first_day() {
    let site = Site::on_sqlite().await;
    let mut officer = site.signed_in(Role::WelfareRightsOfficer).await;
    let later = with(&[
        ("offer1-starts-day", "18"),
        ("offer1-starts-month", "5"),
        ("offer1-first_paid-day", "29"),
        ("offer1-first_paid-month", "5"),
    ]);
    let page = worked_out(&mut officer, "/better-off", &later).await;
    for sentence in [
        "It begins on 18 May 2026, so it is worked out with the rates and ages of that day.",
        "After rent there would be £677.10 a month",
        "Without it there would be £338.58",
        "About £78 a week better off",
    ] {
        assert_says(&page, sentence);
    }
}

/// Five per cent of 9,027.20 a year goes into a pension: 714.65 a month in hand, of which 55 per cent count: 638.57 after rent.
#[tokio::test]
async fn pension_children_and_a_partner_count() {
    let site = Site::on_sqlite().await;
    let mut officer = site.signed_in(Role::WelfareRightsOfficer).await;
    let pension = with(&[("offer1-pension", "5"), ("offer1-home", "no")]);
    let page = worked_out(&mut officer, "/better-off", &pension).await;
    assert_says(&page, "After rent there would be £638.57 a month");
    let family = with(&[
        ("partner_age", "22"),
        ("partner_care", "none"),
        ("child1-born", "2"),
        ("child1-sex", "girl"),
        ("child1-disability", "higher"),
    ]);
    let page = worked_out(&mut officer, "/better-off", &family).await;
    for sentence in ["Child Benefit", "standard allowance, couple", "disabled"] {
        assert!(
            words(&page)
                .to_lowercase()
                .contains(&sentence.to_lowercase()),
            "{sentence}"
        );
    }
}

#[tokio::test]
async fn what_was_typed_survives_as_a_draft_until_the_sum_is_kept() {
    on_each_engine(async |site| {
        let person = a_long_life(site).await;
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        let path = format!("/people/{person}/better-off");
        let typed = with(&[("rent", "512")]);
        let saved = adviser.post(&format!("{path}/draft"), &typed).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER);
        let form = adviser.page(&path).await;
        assert_says(&form, "This is your draft of");
        assert!(form.contains(r#"value="512""#) && form.contains(r#"value="Kitchen job""#));
        // Nobody else's, and about nobody else.
        let mut colleague = site.signed_in(Role::TeamManager).await;
        assert!(!colleague.page(&path).await.contains(r#"value="512""#));
        assert!(!adviser.page("/better-off").await.contains(r#"value="512""#));
        kept(&mut adviser, &path).await;
        let form = adviser.page(&path).await;
        assert!(!words(&form).contains("This is your draft of"));
        adviser.post(&format!("{path}/draft"), &typed).await;
        adviser.post(&format!("{path}/draft/discard"), &[]).await;
        assert!(!adviser.page(&path).await.contains(r#"value="512""#));
    })
    .await;
}

#[tokio::test]
async fn only_who_may_and_only_ones_own_council() {
    on_each_engine(async |site| {
        let person = a_long_life(site).await;
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        let path = format!("/people/{person}/better-off");
        let (location, _) = kept(&mut adviser, &path).await;
        let pages = [
            path.clone(),
            "/better-off".to_owned(),
            "/better-off/changed".to_owned(),
            location.clone(),
            format!("{location}/again"),
            format!("{location}/letter"),
        ];
        for role in Role::people() {
            let mut visitor = site.signed_in(role).await;
            let expected = if may(role, casework::Action::WorkOutBetterOff) {
                StatusCode::OK
            } else {
                StatusCode::FORBIDDEN
            };
            for page in &pages {
                let found = visitor.get(page).await.status;
                assert_eq!(found, expected, "{} {page}", role.code());
            }
            for path in [path.as_str(), "/better-off"] {
                let found = visitor.post(path, &answers()).await.status;
                assert_eq!(found, expected, "{} {path}", role.code());
            }
        }
        let mut elsewhere = signed_in_at(site, "W06000003", Role::PersonalAdviser, TODAY).await;
        for page in [&path, &location, &format!("{location}/letter")] {
            assert_eq!(elsewhere.get(page).await.status, StatusCode::NOT_FOUND);
        }
        let stolen = elsewhere.post(&path, &with(&[("step", "save")])).await;
        assert_eq!(stolen.status, StatusCode::NOT_FOUND);
        site.office.flush().await;
        let events = casework::audit::list(&command_line(TODAY), &site.office, Some(person))
            .await
            .unwrap();
        for action in ["better_off.fill_in", "better_off.save", "better_off.read"] {
            assert!(
                events.iter().any(|event| event.action == action),
                "{action}"
            );
        }
        assert!(events.iter().all(|event| {
            !event
                .detail
                .split(|letter: char| !letter.is_alphanumeric())
                .any(|word| word == "450")
        }));
    })
    .await;
}

/// Somebody in supported housing, so that the curve has a step.
async fn in_a_foyer(site: &Site) -> Uuid {
    let person = site.add_person("Kit", "Marsh", date(2006, 5, 4)).await;
    let rows: [(SpellKind, &str, Date, Option<Date>); 3] = [
        (
            SpellKind::Placement,
            "C2 U4 E17",
            date(2018, 6, 1),
            Some(date(2024, 5, 4)),
        ),
        (SpellKind::Accommodation, "T1", date(2024, 5, 4), None),
        (SpellKind::Activity, "G5", date(2025, 7, 14), None),
    ];
    for (kind, code, starts_on, ends_on) in rows {
        let spell = NewSpell {
            value: SpellValue::from_parts(kind, code, "").unwrap(),
            starts_on,
            ends_on,
        };
        spell::record(&command_line(TODAY), &site.office, person, spell, &[])
            .await
            .unwrap();
    }
    person
}

#[tokio::test]
async fn an_adviser_walks_from_a_person_to_a_printed_comparison_in_the_browser() {
    let site = Site::on_sqlite().await;
    let person = in_a_foyer(&site).await;
    let adviser = site.signed_in(Role::PersonalAdviser).await;
    let address = site.serve(TODAY).await;
    with_browser(&address, async |browser| {
        adviser.lend_session_to(browser).await;
        let client = &browser.client;
        let find = async |css: &str| {
            client
                .wait()
                .for_element(Locator::Css(css))
                .await
                .unwrap_or_else(|error| panic!("{css} is not on the page: {error}"))
        };
        browser.open(&format!("/people/{person}")).await;
        find(&format!("main a[href='/people/{person}/better-off']"))
            .await
            .click()
            .await
            .unwrap();
        find("#offer1-hours").await;
        browser.check_here("better-off-form").await;
        for (field, typed) in [
            ("rent", "1000"),
            ("offer1-name", "Kitchen job"),
            ("offer1-hours", "24"),
            ("offer1-pay", "10.00"),
            ("offer1-travel", "12"),
            ("offer1-starts", "9"),
            ("offer1-starts-month", "3"),
            ("offer1-starts-year", "2026"),
            ("offer1-first_paid", "31"),
            ("offer1-first_paid-month", "3"),
            ("offer1-first_paid-year", "2026"),
        ] {
            find(&format!("#{field}"))
                .await
                .send_keys(typed)
                .await
                .unwrap();
        }
        let summaries = client.find_all(Locator::Css("main summary")).await.unwrap();
        summaries[2].click().await.unwrap();
        find("#assessment_day").await.send_keys("12").await.unwrap();
        find("form .govuk-button").await.click().await.unwrap();
        find(".app-verdict__answer").await;
        browser.check_here("better-off-answer").await;
        find("button[value=save]").await.click().await.unwrap();
        find("main a[href$='/letter']").await.click().await.unwrap();
        find(".app-letter").await;
        browser.check_here("better-off-letter").await;
        browser
            .check_page("/better-off", "better-off-anybody")
            .await;
        browser
            .check_page("/better-off/changed", "better-off-changed")
            .await;
        browser
            .check_page(&format!("/people/{person}"), "better-off-person")
            .await;
    })
    .await;
}
