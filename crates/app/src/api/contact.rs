//! Contacts: reading, recording, correcting and withdrawing them.

use axum::Json;
use axum::extract::State;
use casework::contact::{self, Channel, NewContact, Outcome};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::call::{Body, Caller, Path, Query};
use super::error::{Answer, ApiError, ErrorBody};
use super::sign_in::Done;
use super::spell::{Recorded, Withdrawal};
use crate::state::App;

/// The most contacts that one answer holds.
const MOST: u32 = 200;

#[derive(Serialize, ToSchema)]
pub struct Contact {
    id: Uuid,
    #[schema(value_type = String, format = Date)]
    happened_on: Date,
    /// `face_to_face`, `phone`, `video`, `message` or `letter`.
    channel: Option<&'static str>,
    /// `took_part`, `no_reply` or `with_somebody_else`.
    outcome: Option<&'static str>,
    worker: String,
    note: String,
    recorded_by: String,
}

impl From<contact::Contact> for Contact {
    fn from(contact: contact::Contact) -> Self {
        Self {
            id: contact.id,
            happened_on: contact.happened_on,
            channel: contact.channel.map(Channel::code),
            outcome: contact.outcome.map(Outcome::code),
            worker: contact.worker_name,
            note: contact.note,
            recorded_by: contact.recorded_by,
        }
    }
}

#[derive(Deserialize, ToSchema)]
pub struct ContactToRecord {
    #[schema(value_type = String, format = Date)]
    happened_on: Date,
    channel: String,
    outcome: String,
    #[serde(default)]
    note: String,
}

impl ContactToRecord {
    fn read(self) -> Result<NewContact, ApiError> {
        let channel: Channel = self.channel.parse().map_err(|()| {
            ApiError::field(
                "channel",
                "Give face_to_face, phone, video, message or letter.",
            )
        })?;
        let outcome: Outcome = self.outcome.parse().map_err(|()| {
            ApiError::field("outcome", "Give took_part, no_reply or with_somebody_else.")
        })?;
        Ok(NewContact {
            happened_on: self.happened_on,
            channel,
            outcome,
            note: self.note,
        })
    }
}

/// The corrected contact with the reason.
#[derive(Deserialize, ToSchema)]
pub struct ContactCorrection {
    #[serde(flatten)]
    contact: ContactToRecord,
    #[serde(default)]
    reason: String,
}

/// Both of the last contact of the page before, or neither.
#[derive(Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct After {
    /// The day of the last contact of the page before.
    #[param(value_type = Option<String>, format = Date)]
    last_day: Option<Date>,
    /// Its id.
    last_id: Option<Uuid>,
    /// Up to 200; 50 when not given.
    limit: Option<u32>,
}

/// The contacts of a person, newest first.
#[utoipa::path(get, path = "/people/{id}/contacts", tag = "contacts", params(("id" = Uuid, Path), After),
    responses((status = 200, body = Vec<Contact>), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn list(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
    Query(asked): Query<After>,
) -> Answer<Vec<Contact>> {
    let before = asked.last_day.zip(asked.last_id);
    let limit = asked.limit.unwrap_or(50).clamp(1, MOST);
    let contacts = contact::list(&actor, &app.office, id, before, limit).await?;
    Ok(Json(contacts.into_iter().map(Contact::from).collect()))
}

/// Record a contact by the caller.
#[utoipa::path(post, path = "/people/{id}/contacts", tag = "contacts", params(("id" = Uuid, Path)), request_body = ContactToRecord,
    responses((status = 200, body = Recorded), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn record(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
    Body(asked): Body<ContactToRecord>,
) -> Answer<Recorded> {
    let contact = asked.read()?;
    let id = contact::record(&actor, &app.office, id, contact).await?;
    Ok(Json(Recorded { id }))
}

/// Correct a contact: another takes its place, and the one before stays in the history. 409 when somebody else was faster.
#[utoipa::path(post, path = "/contacts/{id}/correct", tag = "contacts", params(("id" = Uuid, Path)), request_body = ContactCorrection,
    responses((status = 200, body = Recorded), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn correct(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
    Body(asked): Body<ContactCorrection>,
) -> Answer<Recorded> {
    let corrected = asked.contact.read()?;
    let id = contact::correct(&actor, &app.office, id, corrected, &asked.reason).await?;
    Ok(Json(Recorded { id }))
}

/// Withdraw a contact that never was. It stays in the history with the reason. 409 when somebody else was faster.
#[utoipa::path(post, path = "/contacts/{id}/withdraw", tag = "contacts", params(("id" = Uuid, Path)), request_body = Withdrawal,
    responses((status = 200, body = Done), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn withdraw(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
    Body(asked): Body<Withdrawal>,
) -> Answer<Done> {
    contact::withdraw(&actor, &app.office, id, &asked.reason).await?;
    Ok(Json(Done { done: true }))
}
