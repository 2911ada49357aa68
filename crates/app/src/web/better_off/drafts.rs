//! Drafts of the form: kept while somebody types, saved after the session has ended, and thrown away.

use axum::{
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use casework::{Action, Actor};
use uuid::Uuid;

use super::form_page::About;
use crate::web::{
    call::{Path, Sent},
    context::{Answer, App, SignedIn},
    form::Form,
    person::draft,
};

/// Keeps what is being typed; asked by the button and by the script.
pub async fn keep_draft(
    State(app): State<App>,
    signed_in: Result<SignedIn, Response>,
    headers: HeaderMap,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Answer {
    keep_draft_of(&app, signed_in, &headers, &About::nobody(), sent).await
}

pub async fn keep_draft_for_person(
    State(app): State<App>,
    signed_in: Result<SignedIn, Response>,
    Path(person): Path<Uuid>,
    headers: HeaderMap,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Answer {
    keep_draft_of(&app, signed_in, &headers, &About::only(person), sent).await
}

async fn keep_draft_of(
    app: &App,
    signed_in: Result<SignedIn, Response>,
    headers: &HeaderMap,
    about: &About,
    sent: Vec<(String, String)>,
) -> Answer {
    let (key, back) = (about.draft_key(), about.action());
    let Ok(SignedIn(actor)) = signed_in else {
        return draft::rescue(app, headers, &key, &sent, &back).await;
    };
    actor.must(Action::WorkOutBetterOff, &actor.authority)?;
    let form: Form = sent.into_iter().collect();
    draft::keep(&actor, app, &key, &form, headers, &back).await
}

pub async fn discard_draft(State(app): State<App>, SignedIn(actor): SignedIn) -> Answer {
    discard_draft_of(&app, &actor, &About::nobody()).await
}

pub async fn discard_draft_for_person(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(person): Path<Uuid>,
) -> Answer {
    discard_draft_of(&app, &actor, &About::only(person)).await
}

async fn discard_draft_of(app: &App, actor: &Actor, about: &About) -> Answer {
    casework::draft::discard(actor, &app.office, &about.draft_key()).await?;
    Ok(Redirect::to(&about.action()).into_response())
}
