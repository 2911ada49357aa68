//! The people behind a figure, each with the status that was counted.

use askama::Template;
use axum::extract::State;
use casework::measure::{Behind, Whom, behind};
use measures::measure::Measure;
use measures::population::Basis;

use super::super::{
    call::{Path, Query},
    context::{Answer, App, Problem, SignedIn, render},
    layout::Page,
    printed,
};
use super::asked::{Asked, AskedText};

/// How many people one page shows.
const SHOWN: usize = 100;

#[derive(Template)]
#[template(path = "measures/people.html")]
struct PeoplePage {
    page: Page,
    measure: &'static Measure,
    asked: Asked,
    /// As it prints; empty when it is as known now.
    known_at: String,
    /// Where the figure itself is.
    figure: String,
    basis: Basis,
    whom: Whom,
    behind: Behind,
    next: String,
    first: String,
}

impl PeoplePage {
    fn title(&self) -> &'static str {
        match self.whom {
            Whom::Counted => "Those counted",
            Whom::OutOf => "All out of whom they are counted",
        }
    }
}

pub async fn people(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
    Query(text): Query<AskedText>,
) -> Answer {
    let measure = measures::measure::find(&id).ok_or(Problem::NotFound)?;
    let asked = Asked::read(&text, &actor);
    let whom: Whom = text.whom.parse().unwrap_or(Whom::Counted);
    let query = asked.query(measure);
    let behind = behind(
        &actor,
        &app.office,
        &query,
        whom,
        text.after.parse().ok(),
        SHOWN,
    )
    .await?;
    let address = format!(
        "/measures/{}/people{}&whom={}",
        measure.id,
        asked.link(),
        whom.code()
    );
    render(&PeoplePage {
        page: app.page(&actor, "People behind a figure", "/measures"),
        known_at: asked
            .known_at
            .map_or_else(String::new, |day| printed::long_date(&day)),
        figure: format!("/measures/{}{}", measure.id, asked.link()),
        measure,
        basis: query.basis.unwrap_or(measure.usual_basis),
        whom,
        next: behind
            .next
            .map_or_else(String::new, |after| format!("{address}&after={after}")),
        first: if text.after.is_empty() {
            String::new()
        } else {
            address
        },
        behind,
        asked,
    })
}
