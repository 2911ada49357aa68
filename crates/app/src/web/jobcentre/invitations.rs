//! Invitations to interviews at the Jobcentre that no adviser has answered yet.

use askama::Template;
use axum::extract::State;
use casework::invitation::{Unanswered, unanswered};
use jiff::civil::Date;

use crate::web::{
    context::{Answer, App, SignedIn, render},
    layout::Page,
    printed,
};

#[derive(Template)]
#[template(path = "jobcentre/invitations.html")]
struct InvitationsPage {
    page: Page,
    waiting: Vec<Unanswered>,
    today: Date,
}

pub async fn list(State(app): State<App>, SignedIn(actor): SignedIn) -> Answer {
    let waiting = unanswered(&actor, &app.office).await?;
    render(&InvitationsPage {
        page: app.page(&actor, "Invitations without an answer", "/jobcentre"),
        waiting,
        today: actor.moment.today,
    })
}
