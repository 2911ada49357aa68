//! The letter about a good reason: drafted from the record, changed by whoever sends it, kept, printed.

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use casework::{
    Actor, Error,
    jobcentre::{self, NewStep},
    person::{View, Who},
};
use leaving_care::claim::Step;
use uuid::Uuid;

use super::words;
use crate::web::{
    call::{Path, Query, Sent},
    context::{Answer, App, Problem, SignedIn, render},
    form::Form,
    layout::Page,
    person::draft::{self, Found},
};

type Fields = Sent<Vec<(String, String)>>;

#[derive(Template)]
#[template(path = "person/jobcentre/letter.html")]
struct LetterPage {
    page: Page,
    form: Form,
    who: Who,
    about: String,
    path: String,
    draft_path: String,
    draft: Option<Found>,
    is_kept: bool,
}

#[derive(Template)]
#[template(path = "person/jobcentre/letter_print.html")]
struct PrintedLetter {
    page: Page,
    person: Uuid,
    path: String,
    paragraphs: Vec<String>,
}

#[derive(serde::Deserialize)]
pub struct Asked {
    #[serde(default)]
    done: String,
}

fn path_of(person: Uuid, appointment: Uuid) -> String {
    format!("/people/{person}/jobcentre/letter/{appointment}")
}

fn key(person: Uuid, appointment: Uuid) -> String {
    jobcentre::draft_form(person, "letter", Some(appointment))
}

pub async fn form(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((person, appointment)): Path<(Uuid, Uuid)>,
    Query(asked): Query<Asked>,
) -> Answer {
    let text = jobcentre::draft_letter(&actor, &app.office, person, appointment).await?;
    let mut form = Form::default();
    form.set("id", Uuid::now_v7().to_string());
    form.set("text", text);
    let (form, draft) = draft::restore(&actor, &app, &key(person, appointment), form).await?;
    show(
        &app,
        &actor,
        (person, appointment),
        form,
        (draft, &asked.done),
    )
    .await
}

async fn show(
    app: &App,
    actor: &Actor,
    (person, appointment): (Uuid, Uuid),
    form: Form,
    (draft, done): (Option<Found>, &str),
) -> Answer {
    let view = View {
        as_at: actor.moment.today,
        known_at: None,
    };
    let opened = jobcentre::open(actor, &app.office, person, view).await?;
    let known = opened.ledger.appointment(appointment);
    let known = known.ok_or(Problem::NotFound)?;
    let mut page = app
        .page(actor, "A letter about the reason", "/people")
        .with_errors_of(&form);
    if done == "draft" {
        page.notice = Some("Draft saved".to_owned());
    }
    render(&LetterPage {
        page,
        form,
        about: words::appointment(known),
        is_kept: known.letter.is_some(),
        path: path_of(person, appointment),
        draft_path: format!("{}/draft", path_of(person, appointment)),
        who: opened.who,
        draft,
    })
}

/// Keeps the letter in the record and shows it as it is printed.
pub async fn keep(
    State(app): State<App>,
    signed_in: Result<SignedIn, Response>,
    Path((person, appointment)): Path<(Uuid, Uuid)>,
    headers: HeaderMap,
    Sent(sent): Fields,
) -> Answer {
    let (key, path) = (key(person, appointment), path_of(person, appointment));
    let Ok(SignedIn(actor)) = signed_in else {
        return draft::rescue(&app, &headers, &key, &sent, &path).await;
    };
    let mut form: Form = sent.into_iter().collect();
    let id = form.value("id").parse().unwrap_or_else(|_| Uuid::now_v7());
    let new = NewStep {
        id,
        about: Some(appointment),
        on: actor.moment.today,
        step: Step::LetterWritten {
            text: form.value("text").to_owned(),
        },
    };
    match jobcentre::record(&actor, &app.office, person, vec![new]).await {
        Ok(_) => {
            casework::draft::discard(&actor, &app.office, &key).await?;
            Ok(Redirect::to(&format!("{path}/print")).into_response())
        }
        Err(Error::Invalid(problems)) => {
            for problem in &problems {
                form.add_error("text", &*problem.message);
            }
            let page = show(&app, &actor, (person, appointment), form, (None, "")).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn keep_draft(
    State(app): State<App>,
    signed_in: Result<SignedIn, Response>,
    Path((person, appointment)): Path<(Uuid, Uuid)>,
    headers: HeaderMap,
    Sent(sent): Fields,
) -> Answer {
    let (key, path) = (key(person, appointment), path_of(person, appointment));
    let Ok(SignedIn(actor)) = signed_in else {
        return draft::rescue(&app, &headers, &key, &sent, &path).await;
    };
    let form: Form = sent.into_iter().collect();
    draft::keep(&actor, &app, &key, &form, &headers, &path).await
}

pub async fn discard_draft(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((person, appointment)): Path<(Uuid, Uuid)>,
) -> Answer {
    casework::draft::discard(&actor, &app.office, &key(person, appointment)).await?;
    Ok(Redirect::to(&path_of(person, appointment)).into_response())
}

/// The letter as it was kept, and nothing else on the paper.
pub async fn print(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((person, appointment)): Path<(Uuid, Uuid)>,
) -> Answer {
    let text = jobcentre::draft_letter(&actor, &app.office, person, appointment).await?;
    render(&PrintedLetter {
        page: app.page(&actor, "A letter about the reason", "/people"),
        person,
        path: path_of(person, appointment),
        paragraphs: text
            .replace('\r', "")
            .split("\n\n")
            .map(|paragraph| paragraph.trim().to_owned())
            .collect(),
    })
}
