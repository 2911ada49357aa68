//! Drafts of spells: kept while somebody types, thrown away, and saved from forms that came after the session had ended.

use axum::{
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use casework::spell;
use leaving_care::spell_value::SpellKind;
use uuid::Uuid;

use super::{
    draft,
    spells::{Task, base_path, typed_kind},
};
use crate::web::{
    call::{Path, Sent},
    context::{Answer, App, SignedIn},
    form::Form,
};

type Fields = Sent<Vec<(String, String)>>;

pub async fn keep_new_draft(
    State(app): State<App>,
    signed_in: Result<SignedIn, Response>,
    Path((person, kind)): Path<(Uuid, String)>,
    headers: HeaderMap,
    Sent(sent): Fields,
) -> Answer {
    let kind = typed_kind(&kind)?;
    let Ok(SignedIn(actor)) = signed_in else {
        return rescue_new(&app, &headers, person, kind, &sent).await;
    };
    actor.must(casework::Action::RecordSpells, &actor.authority)?;
    let key = spell::draft_form(person, kind);
    let back = base_path(&Task::Add { person }, kind);
    let form: Form = sent.into_iter().collect();
    draft::keep(&actor, &app, &key, &form, &headers, &back).await
}

pub async fn rescue_new(
    app: &App,
    headers: &HeaderMap,
    person: Uuid,
    kind: SpellKind,
    sent: &[(String, String)],
) -> Answer {
    let back = base_path(&Task::Add { person }, kind);
    draft::rescue(app, headers, &spell::draft_form(person, kind), sent, &back).await
}

pub async fn rescue_correction(
    app: &App,
    headers: &HeaderMap,
    id: Uuid,
    sent: &[(String, String)],
) -> Answer {
    let back = format!("/spells/{id}/correct");
    draft::rescue(app, headers, &spell::correction_draft_form(id), sent, &back).await
}

pub async fn discard_new_draft(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((person, kind)): Path<(Uuid, String)>,
) -> Answer {
    let kind = typed_kind(&kind)?;
    casework::draft::discard(&actor, &app.office, &spell::draft_form(person, kind)).await?;
    Ok(Redirect::to(&base_path(&Task::Add { person }, kind)).into_response())
}

pub async fn keep_correction_draft(
    State(app): State<App>,
    signed_in: Result<SignedIn, Response>,
    Path(id): Path<Uuid>,
    headers: HeaderMap,
    Sent(sent): Fields,
) -> Answer {
    let Ok(SignedIn(actor)) = signed_in else {
        return rescue_correction(&app, &headers, id, &sent).await;
    };
    actor.must(casework::Action::RecordSpells, &actor.authority)?;
    let key = spell::correction_draft_form(id);
    let form: Form = sent.into_iter().collect();
    let back = format!("/spells/{id}/correct");
    draft::keep(&actor, &app, &key, &form, &headers, &back).await
}

pub async fn discard_correction_draft(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Answer {
    casework::draft::discard(&actor, &app.office, &spell::correction_draft_form(id)).await?;
    Ok(Redirect::to(&format!("/spells/{id}/correct")).into_response())
}
