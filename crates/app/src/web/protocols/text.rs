//! Writing a protocol as text: a draft that is kept, and what is wrong beside its line.

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use casework::{
    Action, Actor,
    person::View,
    protocol::{self, Proposal},
};
use leaving_care::duty::Fault;

use super::draft_key;
use crate::web::{
    call::{Path, Query, Sent},
    context::{Answer, App, SignedIn, render},
    form::Form,
    layout::Page,
    person::draft::{self, Found},
};

type Fields = Sent<Vec<(String, String)>>;

#[derive(Template)]
#[template(path = "protocols/text.html")]
struct TextForm {
    page: Page,
    form: Form,
    /// Where the page leads back to, is sent to, and keeps its draft.
    back: String,
    action: String,
    draft_path: String,
    draft: Option<Found>,
    is_new: bool,
    faults: Vec<Shown>,
}

/// Something wrong, with the line as it is written.
struct Shown {
    fault: Fault,
    text: String,
}

#[derive(serde::Deserialize)]
pub struct Asked {
    #[serde(default)]
    done: String,
}

/// What a new protocol begins as.
const BEGINNING: &str = r#"# A protocol of the council's own. Change what stands here; [[duty]] begins each duty.

id = "our_protocol"
title = "What we promise"
version = "1"
parties = ["The council"]
source = "Where it was agreed, and when"

[[exemption]]
id = "young_person_unwell"
title = "the young person is unwell or in hospital"
days = 14

[[duty]]
id = "our_first_step"
title = "Call in the first week of a job"
owed_by = "council"
role = "personal_adviser"
why = "Work began on {trigger}"
source = "local"
local = true
starts_on = "job_started"
due = "7 days"
fulfilled_by = ["adviser_contact"]
"#;

pub async fn form(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    actor.must(Action::ChangeProtocols, &actor.authority)?;
    let mut form = Form::default();
    form.set("text", standing_text(&actor, &app, &id).await?);
    let (form, draft) = draft::restore(&actor, &app, &draft_key(&id), form).await?;
    show(
        &app,
        &actor,
        Some(&id),
        form,
        draft,
        &asked.done,
        Vec::new(),
    )
}

pub async fn new_form(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Asked>,
) -> Answer {
    actor.must(Action::ChangeProtocols, &actor.authority)?;
    let mut form = Form::default();
    form.set("text", BEGINNING);
    let (form, draft) = draft::restore(&actor, &app, &draft_key(""), form).await?;
    show(&app, &actor, None, form, draft, &asked.done, Vec::new())
}

/// The text as it stands today.
async fn standing_text(actor: &Actor, app: &App, id: &str) -> Result<String, casework::Error> {
    let view = View {
        as_at: actor.moment.today,
        known_at: None,
    };
    let opened = protocol::open(actor, &app.office, id, view).await?;
    Ok(opened.overview.protocol.text)
}

/// The draft of the text, or what stands today.
pub async fn text_to_change(actor: &Actor, app: &App, id: &str) -> Result<String, casework::Error> {
    match drafted(actor, app, id).await? {
        Some(text) => Ok(text),
        None => standing_text(actor, app, id).await,
    }
}

/// The draft of the text.
pub async fn drafted(
    actor: &Actor,
    app: &App,
    id: &str,
) -> Result<Option<String>, casework::Error> {
    let (form, found) = draft::restore(actor, app, &draft_key(id), Form::default()).await?;
    Ok(found.map(|_| unified(&form)))
}

/// Keeps a text as the draft that the next page looks at.
pub async fn keep_text(
    actor: &Actor,
    app: &App,
    id: &str,
    text: &str,
) -> Result<(), casework::Error> {
    let fields = [("text", text)];
    let content = serde_json::to_string(&fields).unwrap_or_default();
    casework::draft::keep(actor, &app.office, &draft_key(id), &content).await
}

/// Browsers send every line's end as two characters.
pub fn unified(form: &Form) -> String {
    let mut text = form.value("text").replace("\r\n", "\n").replace('\r', "\n");
    text.push('\n');
    text
}

fn show(
    app: &App,
    actor: &Actor,
    id: Option<&str>,
    form: Form,
    draft: Option<Found>,
    done: &str,
    faults: Vec<Shown>,
) -> Answer {
    let (title, back, action) = match id {
        Some(id) => (
            "Edit a protocol as text",
            format!("/protocols/{id}"),
            format!("/protocols/{id}/text"),
        ),
        None => (
            "Write a protocol of the council's own",
            "/protocols".to_owned(),
            "/protocols/new".to_owned(),
        ),
    };
    let mut page = app.page(actor, title, "/protocols").with_errors_of(&form);
    if done == "draft" {
        page.notice = Some("Draft saved".to_owned());
    }
    render(&TextForm {
        page,
        form,
        back,
        draft_path: format!("{action}/draft"),
        action,
        draft,
        is_new: id.is_none(),
        faults,
    })
}

pub async fn send(
    State(app): State<App>,
    signed_in: Result<SignedIn, Response>,
    Path(id): Path<String>,
    headers: HeaderMap,
    Sent(sent): Fields,
) -> Answer {
    let Ok(SignedIn(actor)) = signed_in else {
        let back = format!("/protocols/{id}/text");
        return draft::rescue(&app, &headers, &draft_key(&id), &sent, &back).await;
    };
    checked(&app, &actor, Some(&id), sent.into_iter().collect()).await
}

pub async fn send_new(
    State(app): State<App>,
    signed_in: Result<SignedIn, Response>,
    headers: HeaderMap,
    Sent(sent): Fields,
) -> Answer {
    let Ok(SignedIn(actor)) = signed_in else {
        return draft::rescue(&app, &headers, &draft_key(""), &sent, "/protocols/new").await;
    };
    checked(&app, &actor, None, sent.into_iter().collect()).await
}

/// On to what it would change, or back with what is wrong. Either way what was typed is kept.
async fn checked(app: &App, actor: &Actor, id: Option<&str>, mut form: Form) -> Answer {
    actor.must(Action::ChangeProtocols, &actor.authority)?;
    let text = unified(&form);
    match protocol::check(&actor.authority, id, &text) {
        Ok(read) => {
            keep_text(actor, app, &read.id, &text).await?;
            if id.is_none() {
                casework::draft::discard(actor, &app.office, &draft_key("")).await?;
            }
            let next = format!("/protocols/{}/preview?to={}", read.id, OWN_WORDS);
            Ok(Redirect::to(&next).into_response())
        }
        Err(faults) => {
            let lines: Vec<&str> = text.lines().collect();
            let shown: Vec<Shown> = faults
                .into_iter()
                .map(|fault| Shown {
                    text: lines
                        .get(fault.line.saturating_sub(1))
                        .map_or_else(String::new, |line| (*line).to_owned()),
                    fault,
                })
                .collect();
            let count = match shown.len() {
                1 => "One thing must be put right. It is shown below with its line.".to_owned(),
                count => format!(
                    "{count} things must be put right. They are shown below with their lines."
                ),
            };
            form.add_error("text", count);
            let page = show(app, actor, id, form, None, "", shown)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// How the address of a preview names the council's own words.
pub const OWN_WORDS: &str = "own_words";

pub async fn keep_draft(
    State(app): State<App>,
    signed_in: Result<SignedIn, Response>,
    Path(id): Path<String>,
    headers: HeaderMap,
    Sent(sent): Fields,
) -> Answer {
    let back = format!("/protocols/{id}/text");
    keep(&app, signed_in, &id, &headers, sent, &back).await
}

pub async fn keep_new_draft(
    State(app): State<App>,
    signed_in: Result<SignedIn, Response>,
    headers: HeaderMap,
    Sent(sent): Fields,
) -> Answer {
    keep(&app, signed_in, "", &headers, sent, "/protocols/new").await
}

async fn keep(
    app: &App,
    signed_in: Result<SignedIn, Response>,
    id: &str,
    headers: &HeaderMap,
    sent: Vec<(String, String)>,
    back: &str,
) -> Answer {
    let Ok(SignedIn(actor)) = signed_in else {
        return draft::rescue(app, headers, &draft_key(id), &sent, back).await;
    };
    actor.must(Action::ChangeProtocols, &actor.authority)?;
    let form: Form = sent.into_iter().collect();
    draft::keep(&actor, app, &draft_key(id), &form, headers, back).await
}

pub async fn discard_draft(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
) -> Answer {
    casework::draft::discard(&actor, &app.office, &draft_key(&id)).await?;
    Ok(Redirect::to(&format!("/protocols/{id}?done=discarded")).into_response())
}

pub async fn discard_new_draft(State(app): State<App>, SignedIn(actor): SignedIn) -> Answer {
    casework::draft::discard(&actor, &app.office, &draft_key("")).await?;
    Ok(Redirect::to("/protocols?done=discarded").into_response())
}

/// What an address asks to be decided; own words are those of the draft. `None`: there is no draft, or nothing of this name.
pub async fn proposal(
    actor: &Actor,
    app: &App,
    id: &str,
    to: &str,
) -> Result<Option<Proposal>, casework::Error> {
    Ok(match to {
        "shipped" => Some(Proposal::Shipped),
        "off" => Some(Proposal::Off),
        OWN_WORDS => drafted(actor, app, id).await?.map(Proposal::OwnWords),
        _ => None,
    })
}
