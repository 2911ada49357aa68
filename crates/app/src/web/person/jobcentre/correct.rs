//! Putting right a step that is recorded, on the screen on which it was recorded.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect},
};
use casework::{
    Action, Error,
    jobcentre::{self, Entry},
};
use leaving_care::claim::Step;
use uuid::Uuid;

use super::{
    read::{self, Around, Kind},
    record::{self, Fields, Task},
    words,
};
use crate::web::{
    call::{Path, Sent},
    context::{Answer, App, Problem, SignedIn},
    duty::Back,
    form::Form,
};

pub async fn correct_form(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(version): Path<Uuid>,
) -> Answer {
    actor.must(Action::RecordContacts, &actor.authority)?;
    let entry = jobcentre::find(&actor, &app.office, version).await?;
    let Some(kind) = Kind::of_step(&entry.taken.step) else {
        // There is nothing in it to put right: it happened or it did not.
        return Ok(Redirect::to(&format!("/jobcentre-steps/{version}/withdraw")).into_response());
    };
    let opened = record::open(&app, &actor, entry.person).await?;
    let mut form = Form::default();
    read::fill(&mut form, entry.taken.on, &entry.taken.step);
    record::show(
        &app,
        &actor,
        &opened,
        &correction(kind, &entry),
        form,
        (None, ""),
    )
}

pub async fn correct(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(version): Path<Uuid>,
    Sent(sent): Fields,
) -> Answer {
    let mut form: Form = sent.into_iter().collect();
    let entry = jobcentre::find(&actor, &app.office, version).await?;
    let kind = Kind::of_step(&entry.taken.step).ok_or(Problem::NotFound)?;
    let opened = record::open(&app, &actor, entry.person).await?;
    let task = correction(kind, &entry);
    let around = Around {
        actor: &actor,
        ledger: &opened.ledger,
        about: Some(entry.taken.about),
    };
    let on = form.required_date("on", "The day");
    let step = read::step(kind, &mut form, &around).map(|step| as_begun(step, &entry.taken.step));
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    if let (Some(on), Some(step), false) = (on, step, form.has_errors()) {
        let reason = form.value("reason").to_owned();
        match jobcentre::correct(&actor, &app.office, version, on, step, &reason).await {
            Ok(_) => {
                let to = format!("/people/{}/jobcentre?done=correction", entry.person);
                return Ok(Redirect::to(&to).into_response());
            }
            Err(Error::Invalid(problems)) => words::add_problems(&mut form, kind, &problems),
            Err(Error::Refused(why)) => form.add_error("on", why),
            Err(Error::Conflict) => {
                status = StatusCode::CONFLICT;
                form.add_error("on", "Somebody else corrected or withdrew this in the meantime. What you typed is still here: look at what stands now, and correct that.");
            }
            Err(error) => return Err(error.into()),
        }
    }
    let page = record::show(&app, &actor, &opened, &task, form, (None, ""))?;
    Ok((status, page).into_response())
}

/// What only the step itself knows stays with it: the appointment with which a sanction began, the support that was offered.
fn as_begun(step: Step, was: &Step) -> Step {
    match (step, was) {
        (
            Step::SanctionApplied {
                from,
                until,
                before_conversation,
                ..
            },
            Step::SanctionApplied { appointment, .. },
        ) => Step::SanctionApplied {
            appointment: *appointment,
            from,
            until,
            before_conversation,
        },
        (Step::Support { stage, note, .. }, Step::Support { item, .. }) => Step::Support {
            item: item.clone(),
            stage,
            note,
        },
        (step, _) => step,
    }
}

fn correction(kind: Kind, entry: &Entry) -> Task {
    Task {
        kind,
        about: Some(entry.taken.about),
        corrects: Some(entry.version),
        back: Back::Person,
    }
}
