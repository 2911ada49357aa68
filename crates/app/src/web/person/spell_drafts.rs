//! Drafts of spells: kept while somebody types, thrown away, and saved from forms that came after the session had ended.

use axum::{extract::State, http::HeaderMap, response::Response};
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
    let action = casework::Action::RecordSpells;
    draft::keep_sent(&app, signed_in, action, new(person, kind), &headers, sent).await
}

/// Under which name the draft of a new spell is kept, and where its form is.
fn new(person: Uuid, kind: SpellKind) -> (String, String) {
    let back = base_path(&Task::Add { person }, kind);
    (spell::draft_form(person, kind), back)
}

/// The same for a correction.
fn correction(id: Uuid) -> (String, String) {
    (
        spell::correction_draft_form(id),
        format!("/spells/{id}/correct"),
    )
}

pub async fn rescue_new(
    app: &App,
    headers: &HeaderMap,
    person: Uuid,
    kind: SpellKind,
    sent: &[(String, String)],
) -> Answer {
    let (key, back) = new(person, kind);
    draft::rescue(app, headers, &key, sent, &back).await
}

pub async fn rescue_correction(
    app: &App,
    headers: &HeaderMap,
    id: Uuid,
    sent: &[(String, String)],
) -> Answer {
    let (key, back) = correction(id);
    draft::rescue(app, headers, &key, sent, &back).await
}

pub async fn discard_new_draft(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((person, kind)): Path<(Uuid, String)>,
) -> Answer {
    let kind = typed_kind(&kind)?;
    draft::discard_and_go_back(&app, &actor, new(person, kind)).await
}

pub async fn keep_correction_draft(
    State(app): State<App>,
    signed_in: Result<SignedIn, Response>,
    Path(id): Path<Uuid>,
    headers: HeaderMap,
    Sent(sent): Fields,
) -> Answer {
    let action = casework::Action::RecordSpells;
    draft::keep_sent(&app, signed_in, action, correction(id), &headers, sent).await
}

pub async fn discard_correction_draft(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Answer {
    draft::discard_and_go_back(&app, &actor, correction(id)).await
}
