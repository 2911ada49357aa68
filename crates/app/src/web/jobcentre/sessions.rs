//! Care leaver awareness sessions for work coaches: who came, and who of the designated coaches still has to come.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect},
};
use casework::{
    Action, Actor, Error,
    awareness_session::{self, NewSession, Sessions},
    jobcentre_directory::Entry,
};
use uuid::Uuid;

use crate::web::{
    call::{Path, Query, Sent},
    context::{Answer, App, SignedIn, render},
    form::{Choice, Form},
    layout::Page,
    printed,
};

type Fields = Sent<Vec<(String, String)>>;

#[derive(Template)]
#[template(path = "jobcentre/sessions.html")]
struct SessionsPage {
    page: Page,
    list: Sessions,
    /// Designated work coaches without a session that counts.
    without: Vec<Entry>,
    coaches: usize,
    may_keep: bool,
}

#[derive(Template)]
#[template(path = "jobcentre/session_form.html")]
struct SessionForm {
    page: Page,
    form: Form,
    coaches: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "jobcentre/session_withdraw.html")]
struct WithdrawForm {
    page: Page,
    form: Form,
    id: Uuid,
}

#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    done: String,
}

pub async fn list(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Asked>,
) -> Answer {
    let list = awareness_session::list(&actor, &app.office).await?;
    let mut page = app.page(&actor, "Care leaver awareness sessions", "/jobcentre");
    page.notice = match asked.done.as_str() {
        "recorded" => Some("Session saved".to_owned()),
        "withdrawn" => Some("Withdrawn. It stays in the list, with why.".to_owned()),
        _ => None,
    };
    let without = list
        .directory
        .coaches()
        .filter(|coach| coach.trained_on.is_none())
        .cloned()
        .collect();
    render(&SessionsPage {
        page,
        coaches: list.directory.coaches().count(),
        without,
        list,
        may_keep: actor.may(Action::KeepJobcentreDirectory),
    })
}

pub async fn form(State(app): State<App>, SignedIn(actor): SignedIn) -> Answer {
    let mut form = Form::default();
    form.set_date("held_on", actor.moment.today);
    show_form(&app, &actor, form).await
}

async fn show_form(app: &App, actor: &Actor, form: Form) -> Answer {
    actor.must(Action::KeepJobcentreDirectory, &actor.authority)?;
    let list = awareness_session::list(actor, &app.office).await?;
    render(&SessionForm {
        page: app
            .page(actor, "Record an awareness session", "/jobcentre")
            .with_errors_of(&form),
        form,
        coaches: list
            .directory
            .coaches()
            .map(|coach| {
                Choice::new(
                    coach.id.to_string(),
                    format!("{}, {}", coach.name, coach.office_name),
                )
            })
            .collect(),
    })
}

pub async fn record(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Sent(sent): Fields,
) -> Answer {
    actor.must(Action::KeepJobcentreDirectory, &actor.authority)?;
    let mut form: Form = sent.into_iter().collect();
    if let Some(held_on) = form.required_date("held_on", "The day of the session") {
        let new = NewSession {
            held_on,
            led_by: form.value("led_by").to_owned(),
            about: form.value("about").to_owned(),
            coaches: form
                .values_of("coaches")
                .filter_map(|id| id.parse().ok())
                .collect(),
        };
        match awareness_session::record(&actor, &app.office, new).await {
            Ok(_) => return Ok(Redirect::to("/jobcentre/sessions?done=recorded").into_response()),
            Err(Error::Invalid(problems)) => form.add_problems(&problems),
            Err(error) => return Err(error.into()),
        }
    }
    let page = show_form(&app, &actor, form).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

pub async fn withdraw_form(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Answer {
    actor.must(Action::KeepJobcentreDirectory, &actor.authority)?;
    show_withdraw(&app, &actor, id, Form::default())
}

fn show_withdraw(app: &App, actor: &Actor, id: Uuid, form: Form) -> Answer {
    render(&WithdrawForm {
        page: app
            .page(actor, "Withdraw a session", "/jobcentre")
            .with_errors_of(&form),
        form,
        id,
    })
}

pub async fn withdraw(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Sent(sent): Fields,
) -> Answer {
    let mut form: Form = sent.into_iter().collect();
    match awareness_session::withdraw(&actor, &app.office, id, form.value("reason")).await {
        Ok(()) => return Ok(Redirect::to("/jobcentre/sessions?done=withdrawn").into_response()),
        Err(Error::Invalid(problems)) => form.add_problems(&problems),
        Err(error) => return Err(error.into()),
    }
    let page = show_withdraw(&app, &actor, id, form)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}
