//! Correcting a contact and withdrawing one that never was; nobody's text is lost when two people do so at once.

use axum::{
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use casework::{
    Action, Actor, Error,
    contact::{self, Contact, NewContact},
};
use uuid::Uuid;

use super::{
    compare::side_by_side,
    conflict::{self, Conflict},
    contacts::{self, Asked, Task},
    draft,
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
    actor.must(Action::RecordContacts, &actor.authority)?;
    let contact = contact::find(&actor, &app.office, id).await?;
    if contact.superseded.is_some() {
        // An old address: what stands now is what can be corrected.
        let to = match contact::conflict(&actor, &app.office, id).await?.now {
            Some(now) => format!("/contacts/{}/correct", now.id),
            None => format!("/people/{}/history", contact.person),
        };
        return Ok(Redirect::to(&to).into_response());
    }
    let mut form = Form::default();
    form.set_date("happened_on", contact.happened_on);
    form.set(
        "channel",
        contact.channel.map_or("", contact::Channel::code),
    );
    form.set(
        "outcome",
        contact.outcome.map_or("", contact::Outcome::code),
    );
    form.set("note", &contact.note);
    let key = contact::correction_draft_form(id);
    let (form, draft) = draft::restore(&actor, &app, &key, form).await?;
    let task = Task::Correct(Box::new(contact));
    contacts::show_form(&app, &actor, &task, form, draft, &asked.done).await
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
    actor.must(Action::RecordContacts, &actor.authority)?;
    let contact = contact::find(&actor, &app.office, id).await?;
    let person = contact.person;
    let task = Task::Correct(Box::new(contact));
    let mut form: Form = sent.into_iter().collect();
    if form.value("step") == "edit" {
        return contacts::show_form(&app, &actor, &task, form, None, "").await;
    }
    let Some(new) = contacts::read(&mut form) else {
        return contacts::show_again(&app, &actor, &task, form).await;
    };
    let reason = form.value("reason").to_owned();
    match contact::correct(&actor, &app.office, id, new.clone(), &reason).await {
        Ok(_) => {
            let of = contact::correction_draft_form;
            conflict::forget_draft_of(&actor, &app, &form, of).await?;
            Ok(Redirect::to(&format!("/people/{person}?done=correction")).into_response())
        }
        Err(Error::Conflict) => show_conflict(&app, &actor, id, &new, form).await,
        Err(Error::Invalid(problems)) => {
            form.add_problems(&problems);
            contacts::show_again(&app, &actor, &task, form).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn show_conflict(
    app: &App,
    actor: &Actor,
    id: Uuid,
    mine: &NewContact,
    form: Form,
) -> Answer {
    let found = contact::conflict(actor, &app.office, id).await?;
    let person = found.based_on.person;
    let (theirs_facts, theirs_by, mine_action, withdrawn) = match &found.now {
        Some(theirs) => (
            contacts::facts(theirs),
            conflict::written_by(&theirs.recorded_by, theirs.recorded_at),
            format!("/contacts/{}/correct", theirs.id),
            String::new(),
        ),
        None => (
            Vec::new(),
            String::new(),
            format!("/people/{person}/contacts/add"),
            conflict::withdrawn_because(found.based_on.superseded.as_ref()),
        ),
    };
    let mine = contacts::facts_of(
        mine.happened_on,
        Some(mine.channel),
        Some(mine.outcome),
        &mine.note,
    );
    let found = Conflict {
        person,
        lines: side_by_side(&theirs_facts, &mine),
        theirs_by,
        withdrawn,
        mine_action,
        keep_action: format!("/contacts/{id}/keep-theirs"),
        based_on: id,
    };
    conflict::show(app, actor, found, form).await
}

/// The choice to leave what the other person wrote: nothing is written, and my draft goes.
pub async fn keep_theirs(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Answer {
    let contact = contact::find(&actor, &app.office, id).await?;
    casework::draft::discard(&actor, &app.office, &contact::correction_draft_form(id)).await?;
    Ok(Redirect::to(&format!("/people/{}?done=kept", contact.person)).into_response())
}

/// Keeps what is being typed; asked by the button and by the script.
pub async fn keep_draft(
    State(app): State<App>,
    signed_in: Result<SignedIn, Response>,
    Path(id): Path<Uuid>,
    headers: HeaderMap,
    Sent(sent): Fields,
) -> Answer {
    let action = Action::RecordContacts;
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
    (contact::correction_draft_form(id), address(id))
}

fn address(id: Uuid) -> String {
    format!("/contacts/{id}/correct")
}

pub async fn withdraw_form(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Answer {
    actor.must(Action::RecordContacts, &actor.authority)?;
    let contact = contact::find(&actor, &app.office, id).await?;
    withdraw::show(&app, &actor, withdrawal(&contact), Form::default()).await
}

pub async fn withdraw(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Sent(sent): Fields,
) -> Answer {
    let form: Form = sent.into_iter().collect();
    let outcome = contact::withdraw(&actor, &app.office, id, form.value("reason")).await;
    let contact = contact::find(&actor, &app.office, id).await?;
    withdraw::tried(&app, &actor, outcome, withdrawal(&contact), form).await
}

fn withdrawal(contact: &Contact) -> Withdrawal {
    Withdrawal {
        person: contact.person,
        path: format!("/contacts/{}", contact.id),
        facts: contacts::facts(contact),
        is_gone: contact.superseded.is_some(),
        instead: "If it happened and only something in it is wrong, correct it instead.",
    }
}
