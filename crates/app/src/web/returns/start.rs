//! The checks so far, and the form for the next: this year's files and earlier ones, or our own records.

use askama::Template;
use axum::{
    extract::{Multipart, State, multipart::MultipartRejection},
    http::StatusCode,
    response::{IntoResponse, Redirect},
};
use casework::{
    Action, Actor,
    return_check::{self, BeingMade, Check, Outcome, Stage},
};

use super::{
    super::{
        context::{Answer, App, Problem, SignedIn, render},
        form::Form,
        layout::Page,
        printed,
    },
    when,
};
use crate::{return_upload, upload};

#[derive(Template)]
#[template(path = "returns/start.html")]
struct StartPage {
    page: Page,
    form: Form,
    being_made: Vec<BeingMade>,
    checks: Vec<Check>,
}

pub async fn list(State(app): State<App>, SignedIn(actor): SignedIn) -> Answer {
    let mut form = Form::default();
    let year = return_check::year_in_hand(actor.moment.today);
    form.set("year", year.to_string());
    page(&app, &actor, form).await
}

async fn page(app: &App, actor: &Actor, form: Form) -> Answer {
    let (being_made, checks) = return_check::list(actor, &app.office).await?;
    let status = if form.has_errors() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let shown = render(&StartPage {
        page: app
            .page(actor, "Yearly return", "/returns")
            .with_errors_of(&form),
        form,
        being_made,
        checks,
    })?;
    Ok((status, shown).into_response())
}

pub async fn start(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    sent: Result<Multipart, MultipartRejection>,
) -> Answer {
    // Asked before a large hand-in is taken in.
    actor.must(Action::CheckReturn, &actor.authority)?;
    let sent = sent.map_err(|rejection| Problem::Unreadable(rejection.status()))?;
    let parts = upload::take(sent).await;
    let parts = parts.ok_or_else(|| Problem::Refused(return_upload::UNREADABLE.to_owned()))?;
    let mut form: Form = parts.fields.iter().cloned().collect();
    let problems = match return_upload::read(parts) {
        Ok(request) => match return_check::start(&actor, &app.office, request).await {
            Ok(id) => return Ok(Redirect::to(&format!("/returns/{id}")).into_response()),
            Err(casework::Error::Invalid(problems)) => problems,
            Err(error) => return Err(error.into()),
        },
        Err(problems) => problems,
    };
    form.add_problems(&problems);
    page(&app, &actor, form).await
}
