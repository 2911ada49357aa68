//! Withdrawing a step that never was: asks for the reason, and says why where other steps rest on it.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect},
};
use casework::{
    Action,
    jobcentre::{self, Entry},
};
use uuid::Uuid;

use crate::web::{
    call::{Path, Sent},
    context::{Answer, App, SignedIn},
    form::Form,
    person::withdraw::{Withdrawal, show},
    printed,
};

pub async fn form(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(version): Path<Uuid>,
) -> Answer {
    actor.must(Action::RecordContacts, &actor.authority)?;
    let entry = jobcentre::find(&actor, &app.office, version).await?;
    show(&app, &actor, withdrawal(&entry), Form::default()).await
}

pub async fn send(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(version): Path<Uuid>,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Answer {
    let mut form: Form = sent.into_iter().collect();
    let entry = jobcentre::find(&actor, &app.office, version).await?;
    let reason = form.value("reason").to_owned();
    let status = match jobcentre::withdraw(&actor, &app.office, version, &reason).await {
        Ok(()) => {
            let to = format!("/people/{}/jobcentre?done=withdrawal", entry.person);
            return Ok(Redirect::to(&to).into_response());
        }
        Err(error) => form.take_refusal(error, "reason")?,
    };
    let entry = jobcentre::find(&actor, &app.office, version).await?;
    let page = show(&app, &actor, withdrawal(&entry), form).await?;
    Ok((status, page).into_response())
}

fn withdrawal(entry: &Entry) -> Withdrawal {
    let step = &entry.taken.step;
    let mut facts = vec![
        ("What", step.label()),
        ("When", printed::long_date(&entry.taken.on)),
        ("Note", step.note().to_owned()),
    ];
    facts.retain(|(_, text)| !text.is_empty());
    Withdrawal {
        person: entry.person,
        path: format!("/jobcentre-steps/{}", entry.version),
        facts,
        is_gone: entry.superseded.is_some(),
        instead: "If it happened and only something in it is wrong, correct it instead.",
    }
}
