//! A pathway plan from the first words to the review, through HTTP on both engines and in a browser.

use axum::http::StatusCode;
use casework::{Actor, Role, account::NewAccount, person::View};
use jiff::civil::date;
use leaving_care::event::{Attendee, EventKind};
use uuid::Uuid;

use crate::{
    browser::with_browser,
    support::{
        PASSWORD, Site, TODAY, Visitor, command_line,
        council::{assert_says, words},
        on_each_engine,
    },
};

/// Every part of the English plan that must say something, but for the first and the last.
const MATTERS: [&str; 10] = [
    "contact",
    "education",
    "work",
    "contingency",
    "home",
    "family_and_friends",
    "skills",
    "money",
    "health",
    "identity",
];

/// What follows a text in a page, up to a sign.
#[track_caller]
fn after<'p>(page: &'p str, beginning: &str, end: char) -> &'p str {
    let (_, rest) = page
        .split_once(beginning)
        .unwrap_or_else(|| panic!("no {beginning} in {page}"));
    rest.split(end).next().unwrap_or_default()
}

async fn kit(site: &Site) -> Uuid {
    site.add_person("Kit", "Marsh", date(2008, 9, 1)).await
}

/// Begins a plan; gives its address.
async fn begun(adviser: &mut Visitor, person: Uuid) -> String {
    let form = [("form", "england_pathway_plan")];
    let (address, _) = adviser
        .post_and_follow(&format!("/people/{person}/plan/begin"), &form)
        .await;
    address
}

/// Writes a part from the version that stands.
async fn write(adviser: &mut Visitor, plan: &str, head: &str, fields: &[(&str, &str)]) {
    let path = format!("{plan}/parts/{head}");
    let form = adviser.page(&path).await;
    let based_on = after(&form, "name=\"based_on\" value=\"", '"').to_owned();
    let mut all = vec![("based_on", based_on.as_str()), ("step", "go_on")];
    all.extend_from_slice(fields);
    adviser.post_and_follow(&path, &all).await;
}

const GOAL: [(&str, &str); 10] = [
    ("text", "A Saturday job in a bakery."),
    ("goals", "1"),
    ("goal-1", "A place on the bakery course"),
    ("goal-1-steps", "1"),
    ("goal-1-step-1", "Visit the college kitchen"),
    ("goal-1-step-1-owner", "Kit with Sam"),
    ("goal-1-step-1-resources", "Bus fare"),
    ("goal-1-step-1-due-day", "1"),
    ("goal-1-step-1-due-month", "5"),
    ("goal-1-step-1-due-year", "2026"),
];

/// Everything but a goal about work.
async fn write_all(adviser: &mut Visitor, plan: &str) {
    let own = [("own_words", "I want to bake. <b>Not</b> at night.")];
    write(adviser, plan, "own_words", &own).await;
    for head in MATTERS {
        write(adviser, plan, head, &[("text", "All is well.")]).await;
    }
    let agreement = [
        ("answer", "in_part"),
        ("why", "Not that flat"),
        ("took_part", "We met twice"),
    ];
    write(adviser, plan, "agreement", &agreement).await;
}

const SIGN_OFF: [(&str, &str); 5] = [
    ("on-day", "3"),
    ("on-month", "3"),
    ("on-year", "2026"),
    ("present", "young_person"),
    ("present", "personal_adviser"),
];

async fn refused_sign_off(adviser: &mut Visitor, plan: &str) -> String {
    let refused = adviser.post(&format!("{plan}/sign-off"), &SIGN_OFF).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.text()
}

async fn signed_off(adviser: &mut Visitor, person: Uuid) -> String {
    let plan = begun(adviser, person).await;
    write_all(adviser, &plan).await;
    write(adviser, &plan, "work", &GOAL).await;
    let (_, page) = adviser
        .post_and_follow(&format!("{plan}/sign-off"), &SIGN_OFF)
        .await;
    assert_says(&page, "Signed off. Its steps are promises now");
    plan
}

/// The events of a person, as duties read them.
async fn events(site: &Site, person: Uuid) -> Vec<(EventKind, Vec<Attendee>)> {
    let view = View {
        as_at: TODAY,
        known_at: None,
    };
    let actor: Actor = command_line(TODAY);
    casework::event::list(&actor, &site.office, person, view)
        .await
        .unwrap()
        .into_iter()
        .map(|event| (event.kind, event.details.present))
        .collect()
}

#[tokio::test]
#[expect(
    clippy::too_many_lines,
    reason = "a scenario told from beginning to end"
)]
async fn a_plan_is_refused_mended_signed_off_and_checked() {
    on_each_engine(async |site| {
        let person = kit(site).await;
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        let plan = begun(&mut adviser, person).await;
        // Whoever begins another goes on with the one there is.
        assert_eq!(begun(&mut adviser, person).await, plan);
        let first = adviser.page(&format!("{plan}/parts/own_words")).await;
        assert_says(&first, "What matters to you now?");

        let refused = refused_sign_off(&mut adviser, &plan).await;
        assert_says(&refused, "The young person's own words are not here yet.");
        assert_says(&refused, "Nothing is written here yet.");
        write_all(&mut adviser, &plan).await;
        let refused = refused_sign_off(&mut adviser, &plan).await;
        assert_says(
            &refused,
            "There is no goal about education, training or work yet.",
        );
        assert!(!words(&refused).contains("Nothing is written here yet."));
        for (field, reason) in [
            ("goal-1-step-1-owner", "It does not say who does it."),
            ("goal-1-step-1-resources", "It does not say what it takes."),
            ("goal-1-steps", "This goal has no step yet."),
        ] {
            let without: Vec<(&str, &str)> = GOAL
                .into_iter()
                .filter(|(name, _)| {
                    if field == "goal-1-steps" {
                        !name.starts_with("goal-1-")
                    } else {
                        *name != field
                    }
                })
                .collect();
            write(&mut adviser, &plan, "work", &without).await;
            assert_says(&refused_sign_off(&mut adviser, &plan).await, reason);
        }
        let without_date: Vec<(&str, &str)> = GOAL
            .into_iter()
            .filter(|(name, _)| !name.contains("-due-"))
            .collect();
        write(&mut adviser, &plan, "work", &without_date).await;
        assert_says(
            &refused_sign_off(&mut adviser, &plan).await,
            "It has no date. Give the day by which it is to be done.",
        );
        assert_eq!(events(site, person).await, [], "nothing is done half");

        write(&mut adviser, &plan, "work", &GOAL).await;
        assert_says(
            &adviser.page(&format!("/people/{person}")).await,
            "There is no pathway plan yet. Pathway plan is being written.",
        );
        let (_, page) = adviser
            .post_and_follow(&format!("{plan}/sign-off"), &SIGN_OFF)
            .await;
        assert_says(
            &page,
            "Visit the college kitchen Kit with Sam, by 1 May 2026. Takes: Bus fare",
        );
        assert_says(
            &page,
            "They agree with some of it. \u{201c}Not that flat\u{201d}",
        );
        assert!(page.contains("&#60;b&#62;Not"), "{page}");
        assert_eq!(
            events(site, person).await,
            [(
                EventKind::PathwayPlanCompleted,
                vec![Attendee::YoungPerson, Attendee::PersonalAdviser]
            )]
        );
        // Nothing is written in it any more.
        let late = adviser
            .post(&format!("{plan}/parts/home"), &[("text", "Too late")])
            .await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);

        // A second person checks; who wrote it may not, and an adviser's role does not.
        let check = format!("{plan}/check");
        let good = [("verdict", "good")];
        let own = adviser.post(&check, &good).await;
        assert_eq!(own.status, StatusCode::FORBIDDEN);
        let mut manager = site.signed_in(Role::TeamManager).await;
        assert_says(&manager.page("/plans").await, "To be checked: 1");
        assert_says(&manager.page("/plans").await, "Not agreed: 1");
        let unsaid = manager.post(&check, &[("verdict", "do_again")]).await;
        assert_says(&unsaid.text(), "Say what is to be mended, and how.");
        let again = [("verdict", "do_again"), ("mend", "Ask about the flat")];
        manager.post_and_follow(&check, &again).await;
        let team = manager.page("/plans").await;
        assert_says(&team, "To be checked: 0");
        assert_says(&team, "To be mended: 1");

        // A reviewing officer reads and comments, and does not write; an analyst does not read.
        let mut officer = site.signed_in(Role::IndependentReviewingOfficer).await;
        let words = [("comment", "A clear plan")];
        let (_, page) = officer
            .post_and_follow(&format!("{plan}/comment"), &words)
            .await;
        assert_says(&page, "A clear plan");
        let write = officer.post(&format!("{plan}/parts/home"), &[]).await;
        assert_eq!(write.status, StatusCode::FORBIDDEN);
        let mut analyst = site.signed_in(Role::PerformanceAnalyst).await;
        for path in [&plan, &format!("/people/{person}/plan")] {
            assert_eq!(analyst.get(path).await.status, StatusCode::FORBIDDEN);
        }
        let history = adviser.page(&format!("/people/{person}/history")).await;
        assert_says(&history, "Pathway plan: Signed off");
        assert_says(&history, "Promise: Visit the college kitchen, Kit with Sam");
    })
    .await;
}

#[tokio::test]
#[expect(
    clippy::too_many_lines,
    reason = "a scenario told from beginning to end"
)]
async fn a_review_begins_with_what_was_promised() {
    on_each_engine(async |site| {
        let person = kit(site).await;
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        let first = signed_off(&mut adviser, person).await;
        let copy = [
            ("on-day", "3"),
            ("on-month", "3"),
            ("on-year", "2026"),
            ("how", "On paper"),
        ];
        adviser
            .post_and_follow(&format!("{first}/copy"), &copy)
            .await;
        let review = begun(&mut adviser, person).await;
        assert_ne!(review, first);
        let page = adviser.page(&review).await;
        assert_says(
            &page,
            "What was promised last time Go through these first, together.",
        );
        assert_says(&page, "From last time");
        let refused = refused_sign_off(&mut adviser, &review).await;
        assert_says(
            &refused,
            "Nobody has said what came of this promise of last time.",
        );
        let own = adviser.page(&format!("{review}/parts/own_words")).await;
        assert_says(&own, "What stood here last time \u{201c}I want to bake.");

        // Kept; who comes second sees that somebody was faster.
        let action = after(&page, "action=\"/actions/", '/').to_owned();
        let version = after(&page, "name=\"version\" value=\"", '"').to_owned();
        let plan_id = review.trim_start_matches("/plans/").to_owned();
        let kept = [
            ("version", version.as_str()),
            ("outcome", "kept"),
            ("plan", plan_id.as_str()),
        ];
        let outcome = format!("/actions/{action}/outcome");
        let (back, page) = adviser.post_and_follow(&outcome, &kept).await;
        assert!(back.starts_with(&review), "{back}");
        assert_says(&page, "Visit the college kitchen Kept");
        let second = adviser.post(&outcome, &kept).await;
        assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY);

        write(
            &mut adviser,
            &review,
            "own_words",
            &[("had_nothing_to_say", "yes")],
        )
        .await;
        let agrees = [("answer", "yes"), ("took_part", "By phone")];
        write(&mut adviser, &review, "agreement", &agrees).await;
        let refused = refused_sign_off(&mut adviser, &review).await;
        assert_says(&refused, "Every step of this goal is done.");
        let form = adviser.page(&format!("{review}/parts/work")).await;
        let step = after(&form, "name=\"goal-1-step-1-id\" value=\"", '"').to_owned();
        assert_eq!(step, action, "a step keeps its id from plan to action");
        let mut next = GOAL.to_vec();
        next.retain(|(name, _)| *name != "goal-1-steps");
        next.extend([
            ("goal-1-steps", "2"),
            ("goal-1-step-1-id", step.as_str()),
            ("goal-1-step-2", "Send the form"),
            ("goal-1-step-2-owner", "Kit"),
            ("goal-1-step-2-resources", "An hour"),
            ("goal-1-step-2-due-day", "29"),
            ("goal-1-step-2-due-month", "5"),
            ("goal-1-step-2-due-year", "2026"),
        ]);
        write(&mut adviser, &review, "work", &next).await;
        let (_, page) = adviser
            .post_and_follow(&format!("{review}/sign-off"), &SIGN_OFF)
            .await;
        assert_says(&page, "Send the form Kit, by 29 May 2026");
        let kinds: Vec<EventKind> = events(site, person)
            .await
            .into_iter()
            .map(|(kind, _)| kind)
            .collect();
        assert!(
            kinds.contains(&EventKind::PathwayPlanReviewed)
                && kinds.contains(&EventKind::PlanCopyGiven),
            "{kinds:?}"
        );
        let compared = adviser.page(&format!("{review}/compare")).await;
        assert_says(
            &compared,
            "They were asked and had nothing to say this time.",
        );
        assert_says(
            &compared,
            "Work, or something that fills the day well (differs)",
        );
        let printed = adviser.page(&format!("{review}/print")).await;
        assert_says(&printed, "What was promised");
        assert_says(&printed, "This plan is yours.");

        // Taken back: the event goes, and what the first plan promised stands as it was.
        let reason = [("reason", "Signed off for somebody else")];
        adviser
            .post_and_follow(&format!("{review}/take-back"), &reason)
            .await;
        let kinds: Vec<EventKind> = events(site, person)
            .await
            .into_iter()
            .map(|(kind, _)| kind)
            .collect();
        assert!(
            !kinds.contains(&EventKind::PathwayPlanReviewed),
            "{kinds:?}"
        );
        let overview = adviser.page(&format!("/people/{person}/plan")).await;
        assert!(!words(&overview).contains("Send the form"), "{overview}");
        assert_says(&overview, "1 kept or no longer needed");
    })
    .await;
}

#[tokio::test]
async fn of_two_who_write_a_part_both_are_shown() {
    on_each_engine(async |site| {
        let person = kit(site).await;
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        let mut worker = site.signed_in(Role::SocialWorker).await;
        let plan = begun(&mut adviser, person).await;
        let path = format!("{plan}/parts/home");
        let mine = [("based_on", ""), ("text", "A flat in Preston")];
        // A draft first, as the script keeps it.
        let draft = adviser.post(&format!("{path}/draft"), &mine).await;
        assert_eq!(draft.status, StatusCode::SEE_OTHER);
        write(
            &mut worker,
            &plan,
            "home",
            &[("text", "A room in Lancaster")],
        )
        .await;
        assert_says(&adviser.page(&path).await, "A flat in Preston");
        let conflict = adviser.post(&path, &mine).await;
        assert_eq!(conflict.status, StatusCode::CONFLICT);
        let page = conflict.text();
        assert_says(&page, "A room in Lancaster");
        assert_says(&page, "A flat in Preston");
        let version = after(&page, "name=\"based_on\" value=\"", '"').to_owned();
        let edit = adviser
            .post(&path, &[("text", "A flat in Preston"), ("step", "edit")])
            .await;
        assert_says(&edit.text(), "What the other person recorded");
        let on_top = [
            ("based_on", version.as_str()),
            ("text", "A flat in Preston"),
            ("step", "stop"),
        ];
        adviser.post_and_follow(&path, &on_top).await;
        let form = worker.page(&path).await;
        assert_says(&form, "A flat in Preston");
        // The text that lost is in the history.
        let token = adviser.session_token();
        assert!(!token.is_empty());
        let held = casework::pathway_plan::held(&command_line(TODAY), &site.office, person)
            .await
            .unwrap();
        let texts: Vec<&str> = held.plans[0]
            .1
            .iter()
            .map(|version| version.content.as_str())
            .collect();
        assert!(
            texts.iter().any(|text| text.contains("Lancaster")),
            "{texts:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn papers_and_the_education_plan() {
    on_each_engine(async |site| {
        let person = kit(site).await;
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        let list = format!("/people/{person}/readiness");
        assert_says(&adviser.page(&list).await, "0 of 12 in hand, 0%.");
        let passport = format!("{list}/passport");
        let number = [
            ("state", "have"),
            ("evidence", "4111 1111 1111 1111"),
            ("helper", ""),
        ];
        let refused = adviser.post(&passport, &number).await;
        assert_says(&refused.text(), "Say only that it was seen");
        let have = [
            ("state", "have"),
            ("evidence", "Seen"),
            ("expires_on-day", "2"),
            ("expires_on-month", "3"),
            ("expires_on-year", "2026"),
        ];
        let (_, page) = adviser.post_and_follow(&passport, &have).await;
        assert_says(&page, "Ran out");
        let second = adviser.post(&passport, &have).await;
        assert_eq!(second.status, StatusCode::CONFLICT);
        assert_says(
            &second.text(),
            "answered this while you were here: In hand, Seen",
        );
        let phone = format!("{list}/phone");
        let (_, page) = adviser.post_and_follow(&phone, &[("state", "have")]).await;
        assert_says(&page, "1 of 12 in hand, 8%.");
        adviser.post_and_follow(&list, &[]).await;

        let add = format!("/people/{person}/education-plan/add");
        let talk = [
            ("step", "virtual_school_liaison"),
            ("happened_on-day", "2"),
            ("happened_on-month", "3"),
            ("happened_on-year", "2026"),
        ];
        let mut head = site.signed_in(Role::VirtualSchoolHead).await;
        let unsaid = head.post(&add, &talk).await;
        assert_says(&unsaid.text(), "Write which goals you spoke about");
        let mut said = talk.to_vec();
        said.push(("goals", "Level 2 with help in maths"));
        let (_, page) = head.post_and_follow(&add, &said).await;
        assert_says(&page, "Level 2 with help in maths");
        let kinds: Vec<EventKind> = events(site, person)
            .await
            .into_iter()
            .map(|(kind, _)| kind)
            .collect();
        assert_eq!(
            kinds,
            [
                EventKind::VirtualSchoolLiaison,
                EventKind::ReadinessReviewed
            ]
        );
        let step = after(&page, "/education-steps/", '/').to_owned();
        let withdraw = format!("/education-steps/{step}/withdraw");
        head.page(&withdraw).await;
        head.post_and_follow(&withdraw, &[("reason", "Somebody else")])
            .await;
        assert_eq!(events(site, person).await.len(), 1);
    })
    .await;
}

/// The account of a young person, signed in.
async fn young_person(site: &Site, person: Uuid) -> Visitor {
    let email = format!("{}@young.example", Uuid::now_v7());
    let account = NewAccount {
        email: email.clone(),
        name: "Kit".into(),
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

#[tokio::test]
async fn a_young_person_reads_their_own_plan_and_nobody_elses() {
    on_each_engine(async |site| {
        let person = kit(site).await;
        let other = site.add_person("Ash", "Brook", date(2008, 2, 29)).await;
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        let mut kit = young_person(site, person).await;
        assert_says(&kit.page("/my/plan").await, "There is no plan to read yet");
        let plan = signed_off(&mut adviser, person).await;
        let of_other = signed_off(&mut adviser, other).await;
        let comment = [("comment", "Between colleagues")];
        adviser
            .post_and_follow(&format!("{plan}/comment"), &comment)
            .await;
        let page = kit.page("/my/plan").await;
        assert_says(&page, "What you said I want to bake.");
        assert!(!page.contains("Between colleagues"), "{page}");
        let id = plan.trim_start_matches("/plans/");
        let view = [
            ("plan", id),
            ("answer", "no"),
            ("words", "I said no flat by the station"),
        ];
        let (_, page) = kit.post_and_follow("/my/plan", &view).await;
        assert_says(&page, "you said: \u{201c}I do not agree.\u{201d}");
        assert_says(
            &adviser.page(&plan).await,
            "The young person says: \u{201c}I do not agree\u{201d} I said no flat by the station",
        );
        let id = of_other.trim_start_matches("/plans/");
        let about_other = kit
            .post("/my/plan", &[("plan", id), ("answer", "yes")])
            .await;
        assert_eq!(about_other.status, StatusCode::NOT_FOUND);
        for path in [&plan, &of_other, &format!("/people/{person}/plan")] {
            assert_eq!(kit.get(path).await.status, StatusCode::FORBIDDEN);
        }
        kit.post_and_follow("/my/plan/review", &[("why", "The job changed")])
            .await;
        let kinds: Vec<EventKind> = events(site, person)
            .await
            .into_iter()
            .map(|(kind, _)| kind)
            .collect();
        assert!(kinds.contains(&EventKind::ReviewRequested), "{kinds:?}");
    })
    .await;
}

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
            ("/plans/readiness".to_owned(), "readiness-team"),
        ] {
            browser.check_page(&path, name).await;
        }
        kit.lend_session_to(browser).await;
        browser.check_page("/my/plan", "plan-own").await;
    })
    .await;
}
