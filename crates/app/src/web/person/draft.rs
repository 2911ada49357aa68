//! Drafts of forms: kept by a button or by the script as somebody types, and found again after signing in.

use axum::{
    http::{HeaderMap, header},
    response::{IntoResponse, Redirect, Response},
};
use casework::{Action, Actor};
use jiff::Timestamp;

use crate::clock;
use crate::web::{
    context::{Answer, App, SignedIn, session_token},
    form::Form,
};

/// A draft that was found, for the line that says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub saved_at: String,
}

/// Fills a form with the draft that the actor left, if there is one.
pub async fn restore(
    actor: &Actor,
    app: &App,
    key: &str,
    form: Form,
) -> Result<(Form, Option<Found>), casework::Error> {
    let Some((content, saved_at)) = casework::draft::find(actor, &app.office, key).await? else {
        return Ok((form, None));
    };
    let Ok(values) = serde_json::from_str::<Vec<(String, String)>>(&content) else {
        return Ok((form, None));
    };
    let found = Found {
        saved_at: format!("{}, {}", day(saved_at), time(saved_at)),
    };
    Ok((values.into_iter().collect(), Some(found)))
}

/// Keeps what was typed. The script is told when; without it one comes back to the form.
pub async fn keep(
    actor: &Actor,
    app: &App,
    key: &str,
    form: &Form,
    headers: &HeaderMap,
    back: &str,
) -> Answer {
    let content = serde_json::to_string(form.sent()).unwrap_or_default();
    casework::draft::keep(actor, &app.office, key, &content).await?;
    if is_from_the_script(headers) {
        Ok(time(actor.moment.now).into_response())
    } else {
        Ok(Redirect::to(&format!("{back}?done=draft")).into_response())
    }
}

/// Keeps what was typed in a form of whoever may do something; of somebody whose session has ended it is rescued.
pub async fn keep_sent(
    app: &App,
    signed_in: Result<SignedIn, Response>,
    action: Action,
    (key, back): (String, String),
    headers: &HeaderMap,
    sent: Vec<(String, String)>,
) -> Answer {
    let Ok(SignedIn(actor)) = signed_in else {
        return rescue(app, headers, &key, &sent, &back).await;
    };
    actor.must(action, &actor.authority)?;
    let form: Form = sent.into_iter().collect();
    keep(&actor, app, &key, &form, headers, &back).await
}

/// Throws a draft away and starts again.
pub async fn discard_and_go_back(
    app: &App,
    actor: &Actor,
    (key, back): (String, String),
) -> Answer {
    casework::draft::discard(actor, &app.office, &key).await?;
    Ok(Redirect::to(&back).into_response())
}

/// A form that came after the session had ended: kept for whoever sent it, who signs in and finds it as a draft.
pub async fn rescue(
    app: &App,
    headers: &HeaderMap,
    key: &str,
    sent: &[(String, String)],
    back: &str,
) -> Answer {
    if let Some(token) = session_token(headers) {
        let content = serde_json::to_string(sent).unwrap_or_default();
        casework::draft::rescue(&app.office, &token, key, &content, app.clock.moment()).await?;
    }
    Ok(Redirect::to(&format!("/sign-in?next={back}")).into_response())
}

/// The script asks for a plain answer.
fn is_from_the_script(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept == "text/plain")
}

/// "14:03".
pub fn time(moment: Timestamp) -> String {
    clock::local(moment).strftime("%H:%M").to_string()
}

/// "3 March 2026".
pub fn day(moment: Timestamp) -> String {
    clock::local(moment).strftime("%-d %B %Y").to_string()
}
