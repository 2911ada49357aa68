//! The plans of a whole service that want something: a check, a review, an end, or a talk.

use askama::Template;
use axum::extract::State;
use casework::pathway_plan::{self, Team};

use crate::web::{
    context::{Answer, App, SignedIn, render},
    layout::Page,
    printed,
};

#[derive(Template)]
#[template(path = "pathway_plan/team.html")]
struct TeamPage {
    page: Page,
    team: Team,
}

pub async fn show(State(app): State<App>, SignedIn(actor): SignedIn) -> Answer {
    let team = pathway_plan::team(&actor, &app.office).await?;
    render(&TeamPage {
        page: app.page(&actor, "Plans of the service", "/plans"),
        team,
    })
}
