//! Adding a person and changing what is known of one.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use casework::person::{self, NewPerson};
use leaving_care::person::{IdentifierKind, PersonDetails};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::call::{Body, Caller, Path};
use super::error::{Answer, ApiError, ErrorBody};
use super::sign_in::Done;
use super::spell::Recorded;
use crate::state::App;

#[derive(Deserialize, ToSchema)]
pub struct PersonToAdd {
    /// `given_name`, `family_name` and `date_of_birth`, and any other detail that docs/facts-format.md names.
    #[schema(value_type = Object)]
    details: PersonDetails,
    /// By kind: `local_id`, `ssda903_child`, `upn`, `uln`, `ni_number`.
    #[serde(default)]
    identifiers: BTreeMap<String, String>,
}

#[derive(Deserialize, ToSchema)]
pub struct PersonChange {
    /// The `version` of the person that was read: when another has taken its place since, the answer is 409.
    based_on: Uuid,
    /// All details, as they are to stand from now on.
    #[schema(value_type = Object)]
    details: PersonDetails,
    /// Kinds that are given stand as said from now on (empty takes them away); the others stay.
    #[serde(default)]
    identifiers: BTreeMap<String, String>,
}

/// Add a person. Nobody needs a care status.
#[utoipa::path(post, path = "/people", tag = "people", request_body = PersonToAdd,
    responses((status = 200, body = Recorded), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn add(
    State(app): State<App>,
    Caller(actor): Caller,
    Body(asked): Body<PersonToAdd>,
) -> Answer<Recorded> {
    let identifiers = read(asked.identifiers)?;
    let new = NewPerson {
        details: asked.details,
        identifiers,
    };
    let id = person::add(&actor, &app.office, new).await?;
    Ok(Json(Recorded { id }))
}

/// Change what is known of a person; the version before stays in the history.
#[utoipa::path(post, path = "/people/{id}/details", tag = "people", params(("id" = Uuid, Path)), request_body = PersonChange,
    responses((status = 200, body = Done), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn change(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
    Body(asked): Body<PersonChange>,
) -> Answer<Done> {
    let identifiers = read(asked.identifiers)?;
    let details = &asked.details;
    person::change_details(
        &actor,
        &app.office,
        id,
        asked.based_on,
        details,
        &identifiers,
    )
    .await?;
    Ok(Json(Done { done: true }))
}

fn read(identifiers: BTreeMap<String, String>) -> Result<Vec<(IdentifierKind, String)>, ApiError> {
    identifiers
        .into_iter()
        .map(|(kind, value)| match kind.parse() {
            Ok(kind) => Ok((kind, value)),
            Err(()) => Err(ApiError::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                format!("\"{kind}\" is no kind of identifier. Use local_id, ssda903_child, upn, uln or ni_number."),
            )),
        })
        .collect()
}
