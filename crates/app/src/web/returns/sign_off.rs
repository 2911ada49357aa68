//! Signing a check off: what is open, and that the return may be sent all the same.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect},
};
use casework::{
    Action, Actor,
    return_check::{self, Check, Found, WhatWasOpen},
};
use uuid::Uuid;

use super::{
    super::{
        call::{Path, Sent},
        context::{Answer, App, Problem, SignedIn, render},
        form::Form,
        layout::Page,
    },
    Places, findings_words, when,
};

#[derive(Template)]
#[template(path = "returns/sign_off.html")]
struct SignOffPage {
    page: Page,
    places: Places,
    form: Form,
    check: Check,
    /// What is open now, or was when it was signed off.
    open: WhatWasOpen,
    may_sign_off: bool,
}

pub async fn form(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Answer {
    page(&app, &actor, id, Form::default()).await
}

async fn page(app: &App, actor: &Actor, id: Uuid, form: Form) -> Answer {
    let Found::Kept(ledger) = return_check::open(actor, &app.office, id).await? else {
        return Err(Problem::NotFound);
    };
    let status = if form.has_errors() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let open = match &ledger.check.signed_off {
        Some(sign_off) => sign_off.content.clone(),
        None => WhatWasOpen::of(&ledger),
    };
    let shown = render(&SignOffPage {
        page: app
            .page(actor, "Sign-off of the return", "/returns")
            .with_errors_of(&form),
        places: Places {
            id,
            current: "Sign-off",
            may_export: actor.may(Action::ExportPeople),
        },
        form,
        open,
        may_sign_off: ledger.may_sign_off,
        check: ledger.check,
    })?;
    Ok((status, shown).into_response())
}

pub async fn sign_off(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Answer {
    let mut form: Form = sent.into_iter().collect();
    let words = form.value("words").to_owned();
    match return_check::sign_off(&actor, &app.office, id, &words).await {
        Ok(()) => Ok(Redirect::to(&format!("/returns/{id}?done=signed")).into_response()),
        Err(casework::Error::Invalid(problems)) => {
            form.add_problems(&problems);
            page(&app, &actor, id, form).await
        }
        Err(error) => Err(error.into()),
    }
}
