//! Pathway plans, promises and readiness lists through HTTP on both engines and in a browser: what the tests of them share.

mod known;
mod own;
mod owner;
mod pages;
mod readiness;
mod review;
mod team;
mod writing;

use axum::http::StatusCode;
use casework::{Actor, Role, account::NewAccount, person::View};
use jiff::civil::{Date, date};
use leaving_care::event::{Attendee, EventKind};
use uuid::Uuid;

use crate::support::{PASSWORD, Site, TODAY, Visitor, command_line, council::assert_says};

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
    signed_off_on(adviser, person, TODAY).await
}

/// The same on the day on which the adviser is there.
async fn signed_off_on(adviser: &mut Visitor, person: Uuid, day: Date) -> String {
    let plan = begun(adviser, person).await;
    write_all(adviser, &plan).await;
    write(adviser, &plan, "work", &GOAL).await;
    let (day, month) = (day.day().to_string(), day.month().to_string());
    let mut form = SIGN_OFF;
    form[0].1 = &day;
    form[1].1 = &month;
    let (_, page) = adviser
        .post_and_follow(&format!("{plan}/sign-off"), &form)
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

/// The kinds of the events of a person.
async fn kinds(site: &Site, person: Uuid) -> Vec<EventKind> {
    let events = events(site, person).await;
    events.into_iter().map(|(kind, _)| kind).collect()
}

/// The account of a young person, signed in.
async fn young_person(site: &Site, person: Uuid) -> Visitor {
    signed_in(site, ("Kit", Role::CareLeaver), None, Some(person)).await
}

/// An account of a worker or of a young person, signed in.
async fn signed_in(
    site: &Site,
    (name, role): (&str, Role),
    worker: Option<Uuid>,
    person: Option<Uuid>,
) -> Visitor {
    let email = format!("{}@made-up.example", Uuid::now_v7());
    let account = NewAccount {
        email: email.clone(),
        name: name.to_owned(),
        role,
        worker,
        person,
        password: PASSWORD.to_owned(),
    };
    casework::account::add(&command_line(TODAY), &site.office, account)
        .await
        .unwrap();
    let mut visitor = Visitor::new(site.router(TODAY));
    visitor.sign_in(&email).await;
    visitor
}
