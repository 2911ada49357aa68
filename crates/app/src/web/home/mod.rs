//! The first page of each role.

use askama::Template;
use axum::extract::State;

use super::{
    context::{Answer, App, SignedIn, render},
    layout::Page,
};

#[derive(Template)]
#[template(path = "home/home.html")]
struct HomePage {
    page: Page,
    home: casework::home::Home,
}

pub async fn show(State(app): State<App>, SignedIn(actor): SignedIn) -> Answer {
    let home = casework::home::open(&actor, &app.office).await?;
    render(&HomePage {
        page: app.page(&actor, "Home", "/"),
        home,
    })
}
