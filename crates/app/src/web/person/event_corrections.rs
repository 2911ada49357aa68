//! Correcting a step and withdrawing one that never was; nobody's text is lost when two people do so at once.

use axum::{
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use casework::{
    Action, Actor, Error,
    event::{self, NewEvent, RecordedEvent},
};
use uuid::Uuid;

use super::{
    compare::side_by_side,
    conflict::{self, Conflict},
    contacts::Asked,
    draft, event_words,
    events::{self, Task},
    withdraw::{self, Withdrawal},
};
use crate::web::{
    call::{Path, Query, Sent},
    context::{Answer, App, SignedIn},
    form::Form,
};

type Fields = Sent<Vec<(String, String)>>;

pub async fn form(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Answer {
    actor.must(Action::RecordEvents, &actor.authority)?;
    let record = event::find(&actor, &app.office, id).await?;
    if record.superseded.is_some() {
        // An old address: what stands now is what can be corrected.
        let to = match event::conflict(&actor, &app.office, id).await?.now {
            Some(now) => address(now.id),
            None => format!("/people/{}/history", record.person),
        };
        return Ok(Redirect::to(&to).into_response());
    }
    let mut form = Form::default();
    form.set_date("on", record.happened_on);
    if record.details.face_to_face == Some(true) {
        form.set("face_to_face", "yes");
    }
    for attendee in &record.details.present {
        form.also("present", attendee.code());
    }
    form.set("substitute", &record.details.substitute);
    form.set("note", &record.details.note);
    let key = event::correction_draft_form(id);
    let (form, draft) = draft::restore(&actor, &app, &key, form).await?;
    let task = Task::Correct(Box::new(record));
    events::show_form(&app, &actor, &task, form, draft, &asked.done).await
}

/// A form sent: shown again to be edited, or recorded.
pub async fn correct(
    State(app): State<App>,
    signed_in: Result<SignedIn, Response>,
    Path(id): Path<Uuid>,
    headers: HeaderMap,
    Sent(sent): Fields,
) -> Answer {
    let Ok(SignedIn(actor)) = signed_in else {
        return rescue(&app, &headers, id, &sent).await;
    };
    actor.must(Action::RecordEvents, &actor.authority)?;
    let record = event::find(&actor, &app.office, id).await?;
    let person = record.person;
    let task = Task::Correct(Box::new(record));
    let mut form: Form = sent.into_iter().collect();
    if form.value("step") == "edit" {
        return events::show_form(&app, &actor, &task, form, None, "").await;
    }
    let Some(new) = events::read(&mut form, &task) else {
        return events::show_again(&app, &actor, &task, form).await;
    };
    let reason = form.value("reason").to_owned();
    match event::correct(&actor, &app.office, id, new.clone(), &reason).await {
        Ok(_) => {
            let of = event::correction_draft_form;
            conflict::forget_draft_of(&actor, &app, &form, of).await?;
            Ok(Redirect::to(&format!("/people/{person}?done=correction")).into_response())
        }
        Err(Error::Conflict) => show_conflict(&app, &actor, id, &new, form).await,
        Err(Error::Invalid(problems)) => {
            form.add_problems(&problems);
            events::show_again(&app, &actor, &task, form).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn show_conflict(app: &App, actor: &Actor, id: Uuid, mine: &NewEvent, form: Form) -> Answer {
    let found = event::conflict(actor, &app.office, id).await?;
    let person = found.based_on.person;
    let (theirs_facts, theirs_by, mine_action, withdrawn) = match &found.now {
        Some(theirs) => (
            event_words::facts(theirs),
            conflict::written_by(&theirs.stamp.by, theirs.stamp.at),
            address(theirs.id),
            String::new(),
        ),
        None => (
            Vec::new(),
            String::new(),
            format!("/people/{person}/events/add"),
            conflict::withdrawn_because(found.based_on.superseded.as_ref()),
        ),
    };
    let found = Conflict {
        person,
        lines: side_by_side(&theirs_facts, &event_words::facts_of(mine)),
        theirs_by,
        withdrawn,
        mine_action,
        keep_action: format!("/events/{id}/keep-theirs"),
        based_on: id,
    };
    let mut form = form;
    form.set("kind", mine.kind.code());
    conflict::show(app, actor, found, form).await
}

/// The choice to leave what the other person wrote: nothing is written, and my draft goes.
pub async fn keep_theirs(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Answer {
    let record = event::find(&actor, &app.office, id).await?;
    casework::draft::discard(&actor, &app.office, &event::correction_draft_form(id)).await?;
    Ok(Redirect::to(&format!("/people/{}?done=kept", record.person)).into_response())
}

/// Keeps what is being typed; asked by the button and by the script.
pub async fn keep_draft(
    State(app): State<App>,
    signed_in: Result<SignedIn, Response>,
    Path(id): Path<Uuid>,
    headers: HeaderMap,
    Sent(sent): Fields,
) -> Answer {
    let action = Action::RecordEvents;
    draft::keep_sent(&app, signed_in, action, kept(id), &headers, sent).await
}

/// Throws the draft away and starts again.
pub async fn discard_draft(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Answer {
    draft::discard_and_go_back(&app, &actor, kept(id)).await
}

async fn rescue(app: &App, headers: &HeaderMap, id: Uuid, sent: &[(String, String)]) -> Answer {
    let (key, back) = kept(id);
    draft::rescue(app, headers, &key, sent, &back).await
}

/// Under which name the draft is kept, and where its form is.
fn kept(id: Uuid) -> (String, String) {
    (event::correction_draft_form(id), address(id))
}

fn address(id: Uuid) -> String {
    format!("/events/{id}/correct")
}

pub async fn withdraw_form(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Answer {
    actor.must(Action::RecordEvents, &actor.authority)?;
    let record = event::find(&actor, &app.office, id).await?;
    withdraw::show(&app, &actor, withdrawal(&record), Form::default()).await
}

pub async fn withdraw(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Sent(sent): Fields,
) -> Answer {
    let form: Form = sent.into_iter().collect();
    let outcome = event::withdraw(&actor, &app.office, id, form.value("reason")).await;
    let record = event::find(&actor, &app.office, id).await?;
    withdraw::tried(&app, &actor, outcome, withdrawal(&record), form).await
}

fn withdrawal(record: &RecordedEvent) -> Withdrawal {
    Withdrawal {
        person: record.person,
        path: format!("/events/{}", record.id),
        facts: event_words::facts(record),
        is_gone: record.superseded.is_some(),
        instead: "If it happened and only something in it is wrong, correct it instead.",
    }
}
