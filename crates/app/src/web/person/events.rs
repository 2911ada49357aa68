//! Recording a step that happened on one day, on one screen, with everything preset that the duty asks for.

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use casework::{
    Action, Actor, Error,
    duty::PersonDuty,
    event::{self, NewEvent, RecordedEvent},
    person::{View, Who},
};
use leaving_care::{
    duty::Definition,
    event::{Attendee, EventDetails, EventKind},
};
use uuid::Uuid;

use super::{
    compare::Fact,
    conflict,
    draft::{self, Found},
    event_words::facts,
};
use crate::web::{
    call::{Path, Query, Sent},
    context::{Answer, App, SignedIn, render},
    duty::Back,
    form::{Choice, Form},
    layout::Page,
};

/// What a form is sent as.
type Fields = Sent<Vec<(String, String)>>;

#[derive(Template)]
#[template(path = "person/event_form.html")]
struct EventForm {
    page: Page,
    form: Form,
    who: Who,
    /// What is owed and why, where the form was opened from a duty.
    why: String,
    /// The kinds among which one is chosen; a single one is not asked for.
    kinds: Vec<Choice>,
    asks: Asks,
    face_to_face: [Choice; 1],
    attendees: Vec<Choice>,
    action: String,
    draft_path: String,
    discard_path: String,
    draft: Option<Found>,
    back: String,
    /// Set where an event is corrected: it can be withdrawn instead.
    corrects: Option<Uuid>,
    /// What somebody else wrote in the meantime, to have in sight.
    theirs: Vec<Fact>,
}

/// What the form asks beside the day and a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Asks {
    pub face_to_face: bool,
    pub who_was_there: bool,
}

/// What a form is about: a step to be recorded, or one to be corrected.
pub enum Task {
    Record {
        person: Uuid,
        /// The duty from which the form was opened.
        duty: Option<Box<PersonDuty>>,
        back: Back,
    },
    Correct(Box<RecordedEvent>),
}

#[derive(serde::Deserialize)]
pub struct Asked {
    /// "protocol/duty", or nothing: any step.
    #[serde(default)]
    duty: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    back: String,
    #[serde(default)]
    done: String,
}

pub async fn form(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(person): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Answer {
    actor.must(Action::RecordEvents, &actor.authority)?;
    let task = task(&app, &actor, person, &asked).await?;
    let kinds = kinds_of(&task);
    let mut form = Form::default();
    form.set_date("on", actor.moment.today);
    let first = asked.kind.parse().ok().filter(|kind| kinds.contains(kind));
    let first = first.or(kinds.first().copied());
    if let (Some(kind), true) = (first, matches!(&task, Task::Record { duty: Some(_), .. })) {
        form.set("kind", kind.code());
    }
    if let Task::Record {
        duty: Some(duty), ..
    } = &task
    {
        preset(&mut form, &duty.definition);
    }
    let (form, draft) = draft::restore(&actor, &app, &draft_key(person, &asked.duty), form).await?;
    show_form(&app, &actor, &task, form, draft, &asked.done).await
}

/// The task of the address. A duty that is not open any more leaves a plain form: something may still be recorded.
async fn task(
    app: &App,
    actor: &Actor,
    person: Uuid,
    asked: &Asked,
) -> Result<Task, casework::Error> {
    let duty = if asked.duty.is_empty() {
        None
    } else {
        let view = View {
            as_at: actor.moment.today,
            known_at: None,
        };
        let duties = casework::duty::of_person(actor, &app.office, person, view).await?;
        duties
            .duties
            .into_iter()
            .find(|duty| duty.state.is_open() && duty.name() == asked.duty)
            .map(Box::new)
    };
    Ok(Task::Record {
        person,
        duty,
        back: Back::of(&asked.back),
    })
}

/// Everybody whom the duty asks to be there is ticked: whoever was missing is unticked.
fn preset(form: &mut Form, definition: &Definition) {
    let asks = asks_of(definition);
    if asks.face_to_face {
        form.set("face_to_face", "yes");
    }
    if !asks.who_was_there {
        return;
    }
    let mut present = vec![Attendee::YoungPerson];
    for acceptance in &definition.fulfilled_by {
        present.extend(
            acceptance
                .present
                .iter()
                .filter_map(|choice| choice.first()),
        );
        if acceptance.adviser_present {
            present.push(Attendee::PersonalAdviser);
        }
    }
    present.sort_unstable();
    present.dedup();
    for attendee in present {
        form.also("present", attendee.code());
    }
}

fn asks_of(definition: &Definition) -> Asks {
    let any =
        |ask: fn(&leaving_care::duty::Acceptance) -> bool| definition.fulfilled_by.iter().any(ask);
    Asks {
        face_to_face: any(|acceptance| acceptance.face_to_face),
        who_was_there: any(|acceptance| {
            acceptance.adviser_present || !acceptance.present.is_empty()
        }),
    }
}

/// The kinds that a form offers: those that the duty accepts, or all that are recorded by themselves.
fn kinds_of(task: &Task) -> Vec<EventKind> {
    let by_itself = |kind: &EventKind| {
        event::follows_from(*kind).is_none()
            && !matches!(kind, EventKind::DutyExcused | EventKind::OwnStep)
    };
    match task {
        Task::Correct(record) => vec![record.kind],
        Task::Record {
            duty: Some(duty), ..
        } => {
            let accepted = &duty.definition.fulfilled_by;
            accepted
                .iter()
                .map(|acceptance| acceptance.kind)
                .filter(|kind| event::follows_from(*kind).is_none())
                .collect()
        }
        Task::Record { duty: None, .. } => {
            EventKind::ALL.iter().copied().filter(by_itself).collect()
        }
    }
}

/// The form of an event; whoever edits after a conflict sees what the other person wrote.
pub async fn show_form(
    app: &App,
    actor: &Actor,
    task: &Task,
    form: Form,
    draft: Option<Found>,
    done: &str,
) -> Answer {
    let place = Place::of(task);
    let kinds = kinds_of(task);
    let (title, why, asks) = match task {
        Task::Record {
            duty: Some(duty), ..
        } => (
            duty.definition.title.clone(),
            duty.why(),
            asks_of(&duty.definition),
        ),
        Task::Record { duty: None, .. } => (
            "Record a step".to_owned(),
            String::new(),
            Asks {
                face_to_face: true,
                who_was_there: true,
            },
        ),
        Task::Correct(record) => (
            "Correct a step".to_owned(),
            record.kind.label().to_owned(),
            asks_about(&record.details),
        ),
    };
    let theirs = match task {
        Task::Correct(record) if !form.value("draft_of").is_empty() => facts(record),
        _ => Vec::new(),
    };
    let mut page = app.page(actor, title, "/people").with_errors_of(&form);
    if done == "draft" {
        page.notice = Some("Draft saved".to_owned());
    }
    render(&EventForm {
        page,
        form,
        who: casework::person::who(actor, &app.office, place.person).await?,
        why,
        kinds: kinds
            .iter()
            .map(|kind| Choice::new(kind.code(), kind.label()))
            .collect(),
        asks,
        face_to_face: [Choice::new("yes", "Face to face")],
        attendees: Attendee::ALL
            .into_iter()
            .map(|attendee| Choice::new(attendee.code(), capital(attendee.label())))
            .collect(),
        action: place.action,
        draft_path: place.draft_path,
        discard_path: place.discard_path,
        draft,
        back: place.back,
        corrects: match task {
            Task::Correct(record) => Some(record.id),
            Task::Record { .. } => None,
        },
        theirs,
    })
}

/// Where a form sends, keeps its draft, and leads back to.
struct Place {
    person: Uuid,
    action: String,
    draft_path: String,
    discard_path: String,
    back: String,
}

impl Place {
    fn of(task: &Task) -> Self {
        match task {
            Task::Record { person, duty, back } => {
                let duty = duty.as_ref().map(|duty| duty.name()).unwrap_or_default();
                let query = format!("?duty={duty}&back={}", back.word());
                Self {
                    person: *person,
                    action: format!("/people/{person}/events/add{query}"),
                    draft_path: format!("/people/{person}/events/draft{query}"),
                    discard_path: format!("/people/{person}/events/draft/discard{query}"),
                    back: back.href(*person),
                }
            }
            Task::Correct(record) => Self {
                person: record.person,
                action: format!("/events/{}/correct", record.id),
                draft_path: format!("/events/{}/correct/draft", record.id),
                discard_path: format!("/events/{}/correct/draft/discard", record.id),
                back: format!("/people/{}", record.person),
            },
        }
    }
}

/// A correction asks for what was said before, or could be said of any meeting.
fn asks_about(details: &EventDetails) -> Asks {
    Asks {
        face_to_face: details.face_to_face.is_some(),
        who_was_there: !details.present.is_empty() || !details.substitute.is_empty(),
    }
}

fn capital(text: &str) -> String {
    let text = text.strip_prefix("the ").unwrap_or(text);
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

pub async fn record(
    State(app): State<App>,
    signed_in: Result<SignedIn, Response>,
    Path(person): Path<Uuid>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
    Sent(sent): Fields,
) -> Answer {
    let Ok(SignedIn(actor)) = signed_in else {
        return rescue(&app, &headers, person, &asked, &sent).await;
    };
    actor.must(Action::RecordEvents, &actor.authority)?;
    let task = task(&app, &actor, person, &asked).await?;
    let mut form: Form = sent.into_iter().collect();
    if form.value("step") == "edit" {
        return show_form(&app, &actor, &task, form, None, "").await;
    }
    if let Some(new) = read(&mut form, &task) {
        match event::record(&actor, &app.office, person, new).await {
            Ok(_) => {
                let of = event::correction_draft_form;
                conflict::forget_draft_of(&actor, &app, &form, of).await?;
                let key = draft_key(person, &asked.duty);
                casework::draft::discard(&actor, &app.office, &key).await?;
                let to = Back::of(&asked.back).after(person, "event");
                return Ok(Redirect::to(&to).into_response());
            }
            Err(Error::Invalid(problems)) => form.add_problems(&problems),
            Err(error) => return Err(error.into()),
        }
    }
    show_again(&app, &actor, &task, form).await
}

pub async fn show_again(app: &App, actor: &Actor, task: &Task, form: Form) -> Answer {
    let page = show_form(app, actor, task, form, None, "").await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// What was typed. `None`, with the errors in the form, when something must be put right.
pub fn read(form: &mut Form, task: &Task) -> Option<NewEvent> {
    let kinds = kinds_of(task);
    let kind = match &kinds[..] {
        [only] => Some(*only),
        _ => form
            .value("kind")
            .parse()
            .ok()
            .filter(|kind| kinds.contains(kind)),
    };
    if kind.is_none() {
        form.add_error("kind", "Choose what happened");
    }
    let on = form.required_date("on", "The day on which it happened");
    let kind = kind?;
    // What the form does not show stays as it was, or as the duty asks for.
    let mut details = match task {
        Task::Correct(record) => record.details.clone(),
        Task::Record { duty, .. } => EventDetails {
            step: duty.as_ref().map_or_else(String::new, |duty| {
                let accepted = &duty.definition.fulfilled_by;
                let step = accepted.iter().find(|acceptance| acceptance.kind == kind);
                step.map_or_else(String::new, |acceptance| acceptance.step.clone())
            }),
            ..EventDetails::default()
        },
    };
    if form.is_chosen("asked", "face_to_face") {
        details.face_to_face = Some(form.is_chosen("face_to_face", "yes"));
    }
    if form.is_chosen("asked", "present") {
        details.present = form
            .values_of("present")
            .filter_map(|code| code.parse().ok())
            .collect();
        form.value("substitute").clone_into(&mut details.substitute);
    }
    form.value("note").clone_into(&mut details.note);
    Some(NewEvent {
        kind,
        on: on?,
        details,
    })
}

/// Keeps what is being typed; asked by the button and by the script.
pub async fn keep_draft(
    State(app): State<App>,
    signed_in: Result<SignedIn, Response>,
    Path(person): Path<Uuid>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
    Sent(sent): Fields,
) -> Answer {
    let Ok(SignedIn(actor)) = signed_in else {
        return rescue(&app, &headers, person, &asked, &sent).await;
    };
    actor.must(Action::RecordEvents, &actor.authority)?;
    let form: Form = sent.into_iter().collect();
    let key = draft_key(person, &asked.duty);
    draft::keep(
        &actor,
        &app,
        &key,
        &form,
        &headers,
        &address(person, &asked),
    )
    .await
}

async fn rescue(
    app: &App,
    headers: &HeaderMap,
    person: Uuid,
    asked: &Asked,
    sent: &[(String, String)],
) -> Answer {
    let key = draft_key(person, &asked.duty);
    draft::rescue(app, headers, &key, sent, &address(person, asked)).await
}

/// Throws the draft away and starts again.
pub async fn discard_draft(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(person): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Answer {
    casework::draft::discard(&actor, &app.office, &draft_key(person, &asked.duty)).await?;
    Ok(Redirect::to(&address(person, &asked)).into_response())
}

fn draft_key(person: Uuid, duty: &str) -> String {
    let duty: String = duty.chars().take(100).collect();
    format!("event/{person}/{duty}")
}

fn address(person: Uuid, asked: &Asked) -> String {
    let duty: String = asked.duty.chars().filter(|c| is_plain(*c)).collect();
    format!(
        "/people/{person}/events/add?duty={duty}&back={}",
        Back::of(&asked.back).word()
    )
}

fn is_plain(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_' || letter == '/'
}
