//! Recording a step on one screen.

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use casework::{
    Action, Actor, Error,
    jobcentre::{self, JobcentrePage, NewStep},
    person::{View, Who},
};
use leaving_care::{
    claim::{Channel, Step},
    event::Attendee,
};
use uuid::Uuid;

use super::{
    choices::{Choices, choices},
    read::{self, Around, Kind},
    words,
};
use crate::web::{
    call::{Path, Query, Sent},
    context::{Answer, App, Problem, SignedIn, render},
    duty::Back,
    form::Form,
    layout::Page,
    person::draft::{self, Found},
};

pub(super) type Fields = Sent<Vec<(String, String)>>;

#[derive(Template)]
#[template(path = "person/jobcentre/form.html")]
struct FormPage {
    page: Page,
    form: Form,
    who: Who,
    kind: Kind,
    /// What the step goes on with, in a line; empty where it begins something.
    about: String,
    /// What there is to know before one fills it in.
    hint: String,
    choices: Choices,
    action: String,
    draft_path: String,
    draft: Option<Found>,
    back_href: String,
    /// Set where a step is corrected: it can be withdrawn instead.
    corrects: Option<Uuid>,
    is_new: bool,
}

impl FormPage {
    /// The question for the step's own day.
    fn when_label(&self) -> &'static str {
        match self.kind {
            Kind::Appointment | Kind::Move => "When was this arranged?",
            Kind::Support if self.is_new => "When was it offered?",
            Kind::Conversation => "When did you speak?",
            _ => "When?",
        }
    }

    /// Only where one of the answers is that a sanction was applied.
    fn asks_about_money(&self) -> bool {
        let mut answers = self.choices.answers.iter();
        answers.any(|answer| answer.value == "applied")
    }
}

/// What the address says beside: the answer that is chosen already, the missed appointment with which a sanction begins, where one goes back to.
#[derive(serde::Deserialize)]
pub struct Asked {
    #[serde(default)]
    choose: String,
    #[serde(default)]
    appointment: String,
    #[serde(default)]
    back: String,
    #[serde(default)]
    done: String,
}

/// What a form is for.
pub(super) struct Task {
    pub kind: Kind,
    pub about: Option<Uuid>,
    pub corrects: Option<Uuid>,
    pub back: Back,
}

/// The form of a step that begins something or stands alone.
pub async fn form(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((person, word)): Path<(Uuid, String)>,
    Query(asked): Query<Asked>,
) -> Answer {
    begin(&app, &actor, person, (&word, None), &asked).await
}

/// The form of a step that goes on with something.
pub async fn form_about(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((person, word, about)): Path<(Uuid, String, Uuid)>,
    Query(asked): Query<Asked>,
) -> Answer {
    begin(&app, &actor, person, (&word, Some(about)), &asked).await
}

async fn begin(
    app: &App,
    actor: &Actor,
    person: Uuid,
    (word, about): (&str, Option<Uuid>),
    asked: &Asked,
) -> Answer {
    actor.must(Action::RecordContacts, &actor.authority)?;
    let task = Task {
        kind: Kind::of(word).ok_or(Problem::NotFound)?,
        about,
        corrects: None,
        back: Back::of(&asked.back),
    };
    let page = open(app, actor, person).await?;
    let mut form = Form::default();
    form.set("id", Uuid::now_v7().to_string());
    form.set("id2", Uuid::now_v7().to_string());
    form.set("appointment", asked.appointment.clone());
    fill_in(&mut form, &task, &asked.choose, &page, actor);
    let key = jobcentre::draft_form(person, word, about);
    let (form, draft) = draft::restore(actor, app, &key, form).await?;
    show(app, actor, &page, &task, form, (draft, &asked.done))
}

/// What is filled in before anybody types: today, and what is likely.
fn fill_in(form: &mut Form, task: &Task, choose: &str, page: &JobcentrePage, actor: &Actor) {
    form.set_date("on", actor.moment.today);
    if !choose.is_empty() {
        for field in ["stage", "outcome", "answer", "step", "purpose"] {
            form.set(field, choose);
        }
    }
    match task.kind {
        Kind::Consent => form.set("taken_by", actor.name.clone()),
        Kind::Claim => {
            if let Some(last) = page.ledger.claims.last() {
                form.set("office", last.office.clone());
            }
        }
        Kind::Appointment => form.set("channel", Channel::FaceToFace.code()),
        Kind::Outcome | Kind::Move => {
            let known = task.about.and_then(|about| page.ledger.appointment(about));
            if let Some(known) = known {
                form.set_date("on", known.for_day.min(actor.moment.today));
                form.set("time", known.time.clone());
            }
            if task.kind == Kind::Move {
                form.set_date("on", actor.moment.today);
            }
            form.set_all(
                "present",
                [Attendee::YoungPerson, Attendee::WorkCoach].map(Attendee::code),
            );
        }
        _ => {}
    }
}

pub(super) async fn open(app: &App, actor: &Actor, person: Uuid) -> Result<JobcentrePage, Error> {
    let view = View {
        as_at: actor.moment.today,
        known_at: None,
    };
    jobcentre::open(actor, &app.office, person, view).await
}

pub(super) fn show(
    app: &App,
    actor: &Actor,
    opened: &JobcentrePage,
    task: &Task,
    mut form: Form,
    (draft, done): (Option<Found>, &str),
) -> Answer {
    let person = opened.who.id;
    let kind = task.kind;
    let title = match task.corrects {
        Some(_) => "Correct a step",
        None => words::title(kind, task.about.is_some()),
    };
    let mut page = app.page(actor, title, "/people").with_errors_of(&form);
    if done == "draft" {
        page.notice = Some("Draft saved".to_owned());
    }
    let about = task
        .about
        .map(|about| about.to_string())
        .unwrap_or_default();
    form.set("about", about);
    form.set("back", task.back.word());
    let (action, draft_path) = match task.corrects {
        Some(version) => (format!("/jobcentre-steps/{version}/correct"), String::new()),
        None => (
            form_path(person, kind, task.about),
            format!(
                "/people/{person}/jobcentre/draft/{}/{}",
                kind.word(),
                task.about.unwrap_or_default()
            ),
        ),
    };
    render(&FormPage {
        choices: choices(opened, task, actor),
        about: words::about(&opened.ledger, task.about),
        hint: words::hint(kind, &opened.ledger, task.about),
        who: opened.who.clone(),
        back_href: back_href(person, task.back),
        is_new: task.corrects.is_none() && task.about.is_none(),
        corrects: task.corrects,
        page,
        form,
        kind,
        action,
        draft_path,
        draft,
    })
}

fn back_href(person: Uuid, back: Back) -> String {
    match back {
        Back::Person => format!("/people/{person}/jobcentre"),
        other => other.href(person),
    }
}

pub async fn send(
    State(app): State<App>,
    signed_in: Result<SignedIn, Response>,
    Path((person, word)): Path<(Uuid, String)>,
    headers: HeaderMap,
    Sent(sent): Fields,
) -> Answer {
    take(&app, signed_in, person, (&word, None), &headers, sent).await
}

pub async fn send_about(
    State(app): State<App>,
    signed_in: Result<SignedIn, Response>,
    Path((person, word, about)): Path<(Uuid, String, Uuid)>,
    headers: HeaderMap,
    Sent(sent): Fields,
) -> Answer {
    take(
        &app,
        signed_in,
        person,
        (&word, Some(about)),
        &headers,
        sent,
    )
    .await
}

async fn take(
    app: &App,
    signed_in: Result<SignedIn, Response>,
    person: Uuid,
    (word, about): (&str, Option<Uuid>),
    headers: &HeaderMap,
    sent: Vec<(String, String)>,
) -> Answer {
    let kind = Kind::of(word).ok_or(Problem::NotFound)?;
    let Ok(SignedIn(actor)) = signed_in else {
        return rescue(app, headers, person, (kind, about), &sent).await;
    };
    let mut form: Form = sent.into_iter().collect();
    let task = Task {
        kind,
        about,
        corrects: None,
        back: Back::of(form.value("back")),
    };
    let opened = open(app, &actor, person).await?;
    let around = Around {
        actor: &actor,
        ledger: &opened.ledger,
        about,
    };
    if let Some(steps) = read::steps(kind, &mut form, &around).filter(|_| !form.has_errors()) {
        match jobcentre::record(&actor, &app.office, person, steps).await {
            Ok(_) => {
                let key = jobcentre::draft_form(person, word, about);
                casework::draft::discard(&actor, &app.office, &key).await?;
                return Ok(Redirect::to(&after(person, task.back)).into_response());
            }
            Err(Error::Invalid(problems)) => words::add_problems(&mut form, kind, &problems),
            Err(error) => return Err(error.into()),
        }
    }
    let page = show(app, &actor, &opened, &task, form, (None, ""))?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn after(person: Uuid, back: Back) -> String {
    match back {
        Back::Person => format!("/people/{person}/jobcentre?done=step"),
        other => other.after(person, "event"),
    }
}

/// One step dated today, with one tap on the page: the adviser will be there, knows, or a stage of the claim is done.
pub async fn tap(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(person): Path<Uuid>,
    Sent(sent): Fields,
) -> Answer {
    let form: Form = sent.into_iter().collect();
    let by = actor.name.clone();
    let note = String::new;
    let step = match form.value("what") {
        "confirmed" => Step::AdviserConfirmed { by },
        "invited" => Step::AdviserInvited { note: note() },
        "told" => Step::AdviserTold { by },
        stage => Step::ClaimStage {
            stage: stage.parse().map_err(|()| Problem::NotFound)?,
            note: note(),
        },
    };
    let id = form.value("id").parse().map_err(|_| Problem::NotFound)?;
    let new = NewStep {
        id,
        about: form.value("about").parse().ok(),
        on: actor.moment.today,
        step,
    };
    jobcentre::record(&actor, &app.office, person, vec![new]).await?;
    let back = Back::of(form.value("back"));
    Ok(Redirect::to(&after(person, back)).into_response())
}

/// Keeps what is being typed; the nil id stands for a step that begins something.
pub async fn keep_draft(
    State(app): State<App>,
    signed_in: Result<SignedIn, Response>,
    Path((person, word, about)): Path<(Uuid, String, Uuid)>,
    headers: HeaderMap,
    Sent(sent): Fields,
) -> Answer {
    let kind = Kind::of(&word).ok_or(Problem::NotFound)?;
    let about = Some(about).filter(|about| !about.is_nil());
    let Ok(SignedIn(actor)) = signed_in else {
        return rescue(&app, &headers, person, (kind, about), &sent).await;
    };
    actor.must(Action::RecordContacts, &actor.authority)?;
    let form: Form = sent.into_iter().collect();
    let key = jobcentre::draft_form(person, kind.word(), about);
    let back = form_path(person, kind, about);
    draft::keep(&actor, &app, &key, &form, &headers, &back).await
}

async fn rescue(
    app: &App,
    headers: &HeaderMap,
    person: Uuid,
    (kind, about): (Kind, Option<Uuid>),
    sent: &[(String, String)],
) -> Answer {
    let key = jobcentre::draft_form(person, kind.word(), about);
    draft::rescue(app, headers, &key, sent, &form_path(person, kind, about)).await
}

fn form_path(person: Uuid, kind: Kind, about: Option<Uuid>) -> String {
    let about = about.map(|about| format!("/{about}")).unwrap_or_default();
    format!("/people/{person}/jobcentre/record/{}{about}", kind.word())
}

/// Throws the draft away and starts again.
pub async fn discard_draft(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((person, word, about)): Path<(Uuid, String, Uuid)>,
) -> Answer {
    let kind = Kind::of(&word).ok_or(Problem::NotFound)?;
    let about = Some(about).filter(|about| !about.is_nil());
    let key = jobcentre::draft_form(person, kind.word(), about);
    casework::draft::discard(&actor, &app.office, &key).await?;
    Ok(Redirect::to(&form_path(person, kind, about)).into_response())
}
