//! Events: reading, recording, correcting and withdrawing what happened on one day.

use axum::Json;
use axum::extract::State;
use casework::event::{self, NewEvent, RecordedEvent};
use casework::person::View;
use jiff::Timestamp;
use jiff::civil::Date;
use leaving_care::event::{EventDetails, EventKind};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::call::{Body, Caller, Path, Query};
use super::duty::On;
use super::error::{Answer, ApiError, ErrorBody};
use super::sign_in::Done;
use super::spell::{Recorded, Withdrawal};
use crate::clock;
use crate::state::App;

/// Something that happened on one day.
#[derive(Serialize, ToSchema)]
pub struct Event {
    id: Uuid,
    /// As `throughcare duties kinds` lists them.
    #[schema(value_type = String)]
    kind: EventKind,
    label: &'static str,
    #[schema(value_type = String, format = Date)]
    on: Date,
    /// Who was there, how, why a duty was excused, a note: what was said of it.
    #[schema(value_type = Object)]
    details: EventDetails,
    /// `entered`, or the thing with which it was recorded: `pathway_plan`, `claim`.
    source: String,
    #[schema(value_type = String, format = DateTime)]
    recorded_at: Timestamp,
    recorded_by: String,
}

impl From<RecordedEvent> for Event {
    fn from(record: RecordedEvent) -> Self {
        Self {
            id: record.id,
            kind: record.kind,
            label: record.kind.label(),
            on: record.happened_on,
            details: record.details,
            source: record.stamp.source,
            recorded_at: record.stamp.at,
            recorded_by: record.stamp.by,
        }
    }
}

#[derive(Deserialize, ToSchema)]
pub struct EventToRecord {
    kind: String,
    #[schema(value_type = String, format = Date)]
    on: Date,
    #[serde(default)]
    #[schema(value_type = Object)]
    details: serde_json::Map<String, serde_json::Value>,
}

impl EventToRecord {
    fn read(self) -> Result<NewEvent, ApiError> {
        let kind = self.kind.parse().map_err(|()| {
            ApiError::field(
                "kind",
                "There is no such kind. `throughcare duties kinds` lists them.",
            )
        })?;
        let details = serde_json::from_value(self.details.into()).map_err(|_| {
            ApiError::field(
                "details",
                "One of the details has a name or a value that no event has.",
            )
        })?;
        Ok(NewEvent {
            kind,
            on: self.on,
            details,
        })
    }
}

/// The corrected event with the reason.
#[derive(Deserialize, ToSchema)]
pub struct EventCorrection {
    #[serde(flatten)]
    event: EventToRecord,
    #[serde(default)]
    reason: String,
}

/// The events of a person, oldest first.
#[utoipa::path(get, path = "/people/{id}/events", tag = "events", params(("id" = Uuid, Path), On),
    responses((status = 200, body = Vec<Event>), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn list(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
    Query(asked): Query<On>,
) -> Answer<Vec<Event>> {
    let view = View {
        as_at: asked.as_at.unwrap_or(actor.moment.today),
        known_at: asked.known_at.map(clock::end_of),
    };
    let events = event::list(&actor, &app.office, id, view).await?;
    Ok(Json(events.into_iter().map(Event::from).collect()))
}

/// Record something that happened on one day; duties follow by themselves.
#[utoipa::path(post, path = "/people/{id}/events", tag = "events", params(("id" = Uuid, Path)), request_body = EventToRecord,
    responses((status = 200, body = Recorded), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn record(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
    Body(asked): Body<EventToRecord>,
) -> Answer<Recorded> {
    let event = asked.read()?;
    let id = event::record(&actor, &app.office, id, event).await?;
    Ok(Json(Recorded { id }))
}

/// Correct an event: another takes its place, and the one before stays in the history. 409 when somebody else was faster.
#[utoipa::path(post, path = "/events/{id}/correct", tag = "events", params(("id" = Uuid, Path)), request_body = EventCorrection,
    responses((status = 200, body = Recorded), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn correct(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
    Body(asked): Body<EventCorrection>,
) -> Answer<Recorded> {
    let corrected = asked.event.read()?;
    let id = event::correct(&actor, &app.office, id, corrected, &asked.reason).await?;
    Ok(Json(Recorded { id }))
}

/// Withdraw an event that never was. It stays in the history with the reason. 409 when somebody else was faster.
#[utoipa::path(post, path = "/events/{id}/withdraw", tag = "events", params(("id" = Uuid, Path)), request_body = Withdrawal,
    responses((status = 200, body = Done), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn withdraw(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
    Body(asked): Body<Withdrawal>,
) -> Answer<Done> {
    event::withdraw(&actor, &app.office, id, &asked.reason).await?;
    Ok(Json(Done { done: true }))
}
