//! The council's money for young people: who qualifies and has nothing yet, what was awarded and not spent, and the payments.

pub mod payments;
pub mod settings;

use askama::Template;
use axum::extract::State;
use casework::{
    Action,
    entitlement::{self, Line, Overview, PeopleAsked, Waiting},
};
use leaving_care::entitlement::Answer as Whether;
use uuid::Uuid;

use super::{
    call::{Path, Query},
    context::{Answer, App, SignedIn, render},
    layout::Page,
    printed,
};

/// How many people one page shows.
const SHOWN: usize = 100;

#[derive(Template)]
#[template(path = "entitlements/overview.html")]
struct OverviewPage {
    page: Page,
    overview: Overview,
    may_set: bool,
    may_read_people: bool,
}

#[derive(Template)]
#[template(path = "entitlements/people.html")]
struct PeoplePage {
    page: Page,
    waiting: Waiting,
    is_asked: bool,
    may_award: bool,
    next: String,
}

pub async fn show(State(app): State<App>, SignedIn(actor): SignedIn) -> Answer {
    let overview = entitlement::overview(&actor, &app.office).await?;
    render(&OverviewPage {
        page: app.page(&actor, "Money for young people", "/entitlements"),
        overview,
        may_read_people: actor.may(Action::ReadPeople),
        may_set: actor.may(Action::SetEntitlements),
    })
}

#[derive(serde::Deserialize)]
pub struct Asked {
    #[serde(default)]
    answer: String,
    #[serde(default)]
    after: String,
}

pub async fn people(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(entitlement): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let is_asked = asked.answer == "ask";
    let wanted = PeopleAsked {
        entitlement: entitlement.clone(),
        answer: if is_asked { Whether::Ask } else { Whether::Yes },
        after: asked.after.parse::<Uuid>().ok(),
        limit: SHOWN,
    };
    let waiting = entitlement::people(&actor, &app.office, &wanted).await?;
    let answer = if is_asked { "ask" } else { "yes" };
    let next = waiting.next.map_or_else(String::new, |after| {
        format!("/entitlements/{entitlement}/people?answer={answer}&after={after}")
    });
    render(&PeoplePage {
        page: app.page(&actor, "Entitled and not awarded", "/entitlements"),
        is_asked,
        may_award: actor.may(Action::AwardMoney),
        waiting,
        next,
    })
}

/// A number that leads to the people behind it; plain where there is nobody.
fn link(line: &Line, answer: &str) -> String {
    format!(
        "/entitlements/{}/people?answer={answer}",
        line.entitlement.id
    )
}
