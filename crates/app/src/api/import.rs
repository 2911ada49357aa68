//! The imports that were written.

use axum::Json;
use axum::extract::State;
use casework::import::{self, ImportRun};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::call::Caller;
use super::error::{Answer, ErrorBody};
use crate::state::App;

#[derive(Serialize, ToSchema)]
pub struct Import {
    id: Uuid,
    /// `ssda903`, `annex_a`, `ssd` or `facts`.
    kind: String,
    #[schema(value_type = String, format = DateTime)]
    started_at: Timestamp,
    started_by: String,
    /// Counts and files.
    #[schema(value_type = Object)]
    summary: serde_json::Value,
}

impl From<ImportRun> for Import {
    fn from(run: ImportRun) -> Self {
        Self {
            id: run.id,
            kind: run.kind,
            started_at: run.started_at,
            started_by: run.started_by,
            summary: serde_json::from_str(&run.summary).unwrap_or_default(),
        }
    }
}

/// The imports that were written, newest first.
#[utoipa::path(get, path = "/imports", tag = "imports",
    responses((status = 200, body = Vec<Import>), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody)))]
pub async fn list(State(app): State<App>, Caller(actor): Caller) -> Answer<Vec<Import>> {
    let runs = import::list(&actor, &app.office).await?;
    Ok(Json(runs.into_iter().map(Import::from).collect()))
}
