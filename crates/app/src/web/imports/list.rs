//! The imports so far, and the form for the next.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use casework::Actor;
use casework::import::{ImportKind, ImportRun};

use super::super::{
    context::{Answer, App, SignedIn, render},
    form::{Choice, Form},
    layout::Page,
    printed,
};
use super::report::Summary;
use crate::clock;

#[derive(Template)]
#[template(path = "imports/list.html")]
struct ListPage {
    page: Page,
    form: Form,
    kinds: Vec<Choice>,
    lines: Vec<Line>,
}

struct Line {
    run: ImportRun,
    kind: String,
    summary: Summary,
}

impl Line {
    fn when(&self) -> String {
        let local = clock::local(self.run.started_at);
        format!(
            "{} at {}",
            printed::long_date(&local.date()),
            local.strftime("%H:%M")
        )
    }
}

pub async fn list(State(app): State<App>, SignedIn(actor): SignedIn) -> Answer {
    let mut form = Form::default();
    form.set("kind", ImportKind::Ssda903.code());
    page(&app, &actor, form).await
}

/// The page with the form as it was sent.
pub(super) async fn page(app: &App, actor: &Actor, form: Form) -> Answer {
    let runs = casework::import::list(actor, &app.office).await?;
    let status = if form.has_errors() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let shown = render(&ListPage {
        page: app.page(actor, "Imports", "/imports").with_errors_of(&form),
        form,
        kinds: ImportKind::ALL
            .map(|kind| Choice::new(kind.code(), kind.label()))
            .into(),
        lines: runs
            .into_iter()
            .map(|run| Line {
                kind: kind_label(&run.kind),
                summary: Summary::of_run(&run),
                run,
            })
            .collect(),
    })?;
    Ok((status, shown).into_response())
}

pub(super) fn kind_label(code: &str) -> String {
    code.parse()
        .map_or(code.to_owned(), |kind: ImportKind| kind.label().to_owned())
}
