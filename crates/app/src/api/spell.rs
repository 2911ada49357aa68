//! Spells: recording, correcting and withdrawing dated facts.

use axum::Json;
use axum::extract::State;
use casework::spell::{self, SpellRecord};
use jiff::Timestamp;
use jiff::civil::Date;
use leaving_care::spell_value::{NewSpell, SpellKind, SpellValue};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::call::{Body, Caller, Path};
use super::error::{Answer, ApiError, ErrorBody};
use super::sign_in::Done;
use crate::state::App;

/// A dated fact.
#[derive(Serialize, ToSchema)]
pub struct Spell {
    pub id: Uuid,
    #[schema(value_type = String)]
    pub kind: SpellKind,
    /// What rules read: `G5`, `F5 30`, `U1`, `YES`, `C2 U4 X1`, `personal_adviser <worker id>`.
    pub code: String,
    /// In plain words.
    pub label: String,
    /// What is for people only; depends on the kind.
    #[schema(value_type = Object)]
    pub details: serde_json::Value,
    #[schema(value_type = String, format = Date)]
    pub starts_on: Date,
    /// The first day on which it no longer held; none while it holds.
    #[schema(value_type = Option<String>, format = Date)]
    pub ends_on: Option<Date>,
    /// How it came to be known: `recorded`, `returned`, `claimed`, `imputed`.
    pub standing: &'static str,
    pub source: String,
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: Timestamp,
    pub recorded_by: String,
}

impl From<SpellRecord> for Spell {
    fn from(record: SpellRecord) -> Self {
        Self {
            id: record.id,
            kind: record.value.kind(),
            code: record.value.code(),
            label: record.value.label(),
            details: serde_json::from_str(&record.value.details_json()).unwrap_or_default(),
            starts_on: record.starts_on,
            ends_on: record.ends_on,
            standing: record.standing.code(),
            source: record.stamp.source,
            recorded_at: record.stamp.at,
            recorded_by: record.stamp.by,
        }
    }
}

/// A spell to be recorded.
#[derive(Deserialize, ToSchema)]
pub struct SpellToRecord {
    #[serde(flatten)]
    spell: SpellPart,
    /// Ids of earlier spells of the same kind that end on the day on which this one starts.
    #[serde(default)]
    also_ends: Vec<Uuid>,
}

/// The corrected spell with the reason.
#[derive(Deserialize, ToSchema)]
pub struct Correction {
    #[serde(flatten)]
    spell: SpellPart,
    reason: String,
}

#[derive(Deserialize, ToSchema)]
pub struct SpellPart {
    #[schema(value_type = String)]
    kind: SpellKind,
    code: String,
    #[serde(default)]
    #[schema(value_type = Object)]
    details: serde_json::Map<String, serde_json::Value>,
    #[schema(value_type = String, format = Date)]
    starts_on: Date,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    ends_on: Option<Date>,
}

impl SpellPart {
    fn read(self) -> Result<NewSpell, ApiError> {
        let details = serde_json::Value::Object(self.details).to_string();
        let value = SpellValue::from_parts(self.kind, &self.code, &details).ok_or_else(|| {
            ApiError::field(
                "code",
                "This code, or a detail beside it, does not belong to this kind of fact.",
            )
        })?;
        Ok(NewSpell {
            value,
            starts_on: self.starts_on,
            ends_on: self.ends_on,
        })
    }
}

/// Why something is withdrawn.
#[derive(Deserialize, ToSchema)]
pub struct Withdrawal {
    pub reason: String,
}

/// The id of what was recorded.
#[derive(Serialize, ToSchema)]
pub struct Recorded {
    pub id: Uuid,
}

/// Record a dated fact about a person.
#[utoipa::path(post, path = "/people/{id}/spells", tag = "spells", params(("id" = Uuid, Path)), request_body = SpellToRecord,
    responses((status = 200, body = Recorded), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn record(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
    Body(asked): Body<SpellToRecord>,
) -> Answer<Recorded> {
    let new = asked.spell.read()?;
    let id = spell::record(&actor, &app.office, id, new, &asked.also_ends).await?;
    Ok(Json(Recorded { id }))
}

/// Correct a fact: another takes its place, and the one before stays in the history. 409 when somebody else was faster.
#[utoipa::path(post, path = "/spells/{id}/correct", tag = "spells", params(("id" = Uuid, Path)), request_body = Correction,
    responses((status = 200, body = Recorded), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn correct(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
    Body(asked): Body<Correction>,
) -> Answer<Recorded> {
    let corrected = asked.spell.read()?;
    let id = spell::correct(&actor, &app.office, id, corrected, asked.reason.trim()).await?;
    Ok(Json(Recorded { id }))
}

/// Withdraw a fact that was never true. It stays in the history with the reason. 409 when somebody else was faster.
#[utoipa::path(post, path = "/spells/{id}/withdraw", tag = "spells", params(("id" = Uuid, Path)), request_body = Withdrawal,
    responses((status = 200, body = Done), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn withdraw(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
    Body(asked): Body<Withdrawal>,
) -> Answer<Done> {
    spell::withdraw(&actor, &app.office, id, &asked.reason).await?;
    Ok(Json(Done { done: true }))
}
