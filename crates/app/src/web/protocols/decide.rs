//! What a decision about a protocol would change, and making or taking back the decision.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect},
};
use casework::{
    Action, Actor, Error,
    person::View,
    protocol::{self, Affected, Effect, Line, Opened, Preview, Proposal, Seen},
};
use jiff::civil::Date;
use leaving_care::duty::Protocol;
use uuid::Uuid;

use super::{
    draft_key, text,
    versions::{Hunk, hunks},
    words::{Told, told},
};
use crate::web::{
    call::{Path, Query, Sent},
    context::{Answer, App, Problem, SignedIn, render},
    form::Form,
    layout::Page,
    printed,
};

type Fields = Sent<Vec<(String, String)>>;

#[derive(Template)]
#[template(path = "protocols/preview.html")]
struct PreviewPage {
    page: Page,
    form: Form,
    id: String,
    /// "shipped", "off" or "own_words", and the words.
    to: String,
    text: String,
    saw: Seen,
    preview: Preview,
    hunks: Vec<Hunk>,
    changed: Vec<ChangedDuty>,
    /// Somebody else decided something in the meantime.
    is_overtaken: bool,
}

#[derive(Template)]
#[template(path = "protocols/take_back.html")]
struct TakeBackPage {
    page: Page,
    form: Form,
    id: String,
    decision: protocol::Decision,
    preview: Preview,
}

/// What is said differently of one duty.
struct ChangedDuty {
    title: String,
    /// "New" or "Left out"; empty where it was changed.
    whole: &'static str,
    /// Label, before, after.
    lines: Vec<(&'static str, String, String)>,
}

#[derive(serde::Deserialize)]
pub struct Asked {
    #[serde(default)]
    to: String,
}

pub async fn preview(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    actor.must(Action::ChangeProtocols, &actor.authority)?;
    let Some(proposal) = text::proposal(&actor, &app, &id, &asked.to).await? else {
        // Nothing is drafted: that is where one begins.
        return Ok(Redirect::to(&format!("/protocols/{id}/text")).into_response());
    };
    let mut form = Form::default();
    form.set("to", asked.to);
    form.set_date("from", actor.moment.today);
    show(&app, &actor, &id, proposal, form, false).await
}

/// Nothing for a protocol that is only being written.
async fn opened(app: &App, actor: &Actor, id: &str, as_at: Date) -> Result<Option<Opened>, Error> {
    let view = View {
        as_at,
        known_at: None,
    };
    match protocol::open(actor, &app.office, id, view).await {
        Ok(opened) => Ok(Some(opened)),
        Err(Error::NotFound(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

async fn show(
    app: &App,
    actor: &Actor,
    id: &str,
    proposal: Proposal,
    mut form: Form,
    is_overtaken: bool,
) -> Answer {
    let from = match form.required_date("from", "The first day") {
        Some(from) => from,
        None => actor.moment.today,
    };
    let preview = match protocol::preview(actor, &app.office, id, &proposal, from).await {
        Ok(preview) => preview,
        // The draft has faults: they are shown where it is written.
        Err(Error::Invalid(_)) if matches!(proposal, Proposal::OwnWords(_)) => {
            return Ok(Redirect::to(&format!("/protocols/{id}/text")).into_response());
        }
        Err(error) => return Err(error.into()),
    };
    let before = opened(app, actor, id, preview.as_at).await?;
    let saw = before.as_ref().map_or(0, Opened::seen);
    let text = match &proposal {
        Proposal::OwnWords(text) => text.clone(),
        Proposal::Shipped | Proposal::Off => String::new(),
    };
    let changed = match &before {
        Some(before) if proposal != Proposal::Off => {
            changed(&before.overview.protocol, &preview.protocol)
        }
        _ => Vec::new(),
    };
    let title = match &proposal {
        Proposal::Off => "Stop using a protocol",
        Proposal::Shipped => "Use a protocol as it ships",
        Proposal::OwnWords(_) => "Use a protocol in the council's own words",
    };
    let status = if form.has_errors() || is_overtaken {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let page = render(&PreviewPage {
        page: app.page(actor, title, "/protocols").with_errors_of(&form),
        to: form.value("to").to_owned(),
        form,
        id: id.to_owned(),
        text,
        saw,
        hunks: hunks(&preview.lines),
        preview,
        changed,
        is_overtaken,
    })?;
    Ok((status, page).into_response())
}

/// Shows it for another day, or decides.
pub async fn decide(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
    Sent(sent): Fields,
) -> Answer {
    actor.must(Action::ChangeProtocols, &actor.authority)?;
    let mut form: Form = sent.into_iter().collect();
    let proposal = match form.value("to") {
        "shipped" => Proposal::Shipped,
        "off" => Proposal::Off,
        text::OWN_WORDS => Proposal::OwnWords(text::unified(&form)),
        _ => return Err(Problem::NotFound),
    };
    if form.value("step") == "look" {
        return show(&app, &actor, &id, proposal, form, false).await;
    }
    let Some(from) = form.required_date("from", "The first day") else {
        return show(&app, &actor, &id, proposal, form, false).await;
    };
    let saw = form.value("saw").parse().unwrap_or_default();
    let reason = form.value("reason").to_owned();
    let adopted = protocol::adopt(
        &actor,
        &app.office,
        &id,
        proposal.clone(),
        from,
        &reason,
        saw,
    )
    .await;
    match adopted {
        Ok(_) => {
            casework::draft::discard(&actor, &app.office, &draft_key(&id)).await?;
            Ok(Redirect::to(&format!("/protocols/{id}?done=adopted")).into_response())
        }
        Err(Error::Invalid(problems)) => {
            form.add_problems(&problems);
            show(&app, &actor, &id, proposal, form, false).await
        }
        Err(Error::Conflict) => show(&app, &actor, &id, proposal, form, true).await,
        Err(error) => Err(error.into()),
    }
}

pub async fn take_back_form(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((id, decision)): Path<(String, Uuid)>,
) -> Answer {
    show_take_back(&app, &actor, &id, decision, Form::default()).await
}

async fn show_take_back(app: &App, actor: &Actor, id: &str, decision: Uuid, form: Form) -> Answer {
    actor.must(Action::ChangeProtocols, &actor.authority)?;
    let opened = opened(app, actor, id, actor.moment.today).await?;
    let decision = opened
        .iter()
        .flat_map(|opened| &opened.decisions)
        .find(|known| known.id == decision && known.taken_back.is_none())
        .ok_or(Problem::NotFound)?
        .clone();
    let preview = protocol::preview_of_taking_back(actor, &app.office, &decision).await?;
    let status = if form.has_errors() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let page = render(&TakeBackPage {
        page: app
            .page(actor, "Take a decision back", "/protocols")
            .with_errors_of(&form),
        form,
        id: id.to_owned(),
        decision,
        preview,
    })?;
    Ok((status, page).into_response())
}

pub async fn take_back(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((id, decision)): Path<(String, Uuid)>,
    Sent(sent): Fields,
) -> Answer {
    let mut form: Form = sent.into_iter().collect();
    match protocol::take_back(&actor, &app.office, decision, form.value("reason")).await {
        Ok(id) => Ok(Redirect::to(&format!("/protocols/{id}?done=taken_back")).into_response()),
        Err(Error::Invalid(problems)) => {
            form.add_problems(&problems);
            show_take_back(&app, &actor, &id, decision, form).await
        }
        Err(error) => Err(error.into()),
    }
}

/// What is said differently, duty by duty.
fn changed(before: &Protocol, after: &Protocol) -> Vec<ChangedDuty> {
    let told_of = |protocol: &Protocol| told(protocol, false, None);
    let (old, new) = (told_of(before), told_of(after));
    let same = |one: &Told, other: &Told| one.id == other.id;
    let mut changed = Vec::new();
    for now in &new {
        let Some(was) = old.iter().find(|was| same(was, now)) else {
            changed.push(ChangedDuty {
                title: now.title.clone(),
                whole: "New",
                lines: Vec::new(),
            });
            continue;
        };
        let words = |told: &Told, label: &str| {
            let found = told.lines.iter().find(|(known, _)| *known == label);
            found.map_or_else(String::new, |(_, words)| words.clone())
        };
        let mut lines: Vec<(&'static str, String, String)> = Vec::new();
        let titles = [
            ("Title", was.title.clone(), now.title.clone()),
            ("Source", was.source.clone(), now.source.clone()),
        ];
        lines.extend(titles);
        for (label, text) in &now.lines {
            lines.push((label, words(was, label), text.clone()));
        }
        lines.retain(|(_, before, after)| before != after);
        if !lines.is_empty() {
            changed.push(ChangedDuty {
                title: now.title.clone(),
                whole: "",
                lines,
            });
        }
    }
    for was in old
        .iter()
        .filter(|was| !new.iter().any(|now| same(was, now)))
    {
        changed.push(ChangedDuty {
            title: was.title.clone(),
            whole: "Left out",
            lines: Vec::new(),
        });
    }
    changed
}

/// Only what is late is red.
pub fn tone(effect: &Effect) -> &'static str {
    match effect {
        Effect::NewlyOverdue => "late",
        Effect::NewlyDue => "soon",
        Effect::NewlyAhead | Effect::NoLongerOverdue | Effect::NoLongerDue | Effect::Moved => {
            "plain"
        }
    }
}

/// "was due 3 March 2026, now 10 March 2026".
pub fn days(change: &Affected) -> String {
    match (&change.due_before, &change.due_after) {
        (Some(before), Some(after)) if before == after => {
            format!(
                "due {} as before, but late on another day",
                printed::long_date(after)
            )
        }
        (Some(before), Some(after)) => format!(
            "was due {}, would be due {}",
            printed::long_date(before),
            printed::long_date(after)
        ),
        (None, Some(after)) => format!("would be due {}", printed::long_date(after)),
        (Some(before), None) => format!("was due {}", printed::long_date(before)),
        (None, None) => String::new(),
    }
}

/// Whether the texts differ at all.
fn differs(lines: &[Line]) -> bool {
    lines.iter().any(|line| !matches!(line, Line::Same(_)))
}
