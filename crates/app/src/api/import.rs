//! Imports: files are read and reported on, written when they are confirmed, and looked back at.

use axum::Json;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use casework::import::{self, ImportRun};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::call::{Caller, Path};
use super::error::{Answer, ApiError, ErrorBody};
use crate::state::App;
use crate::upload;

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

/// What an import found and did, or would do: `kind`, `confirmed`, `run`, `people`, `new_people`, `rows_read`, `written`,
/// `corrected`, `unchanged`, `files` and `findings`, each finding with its place, reason and remedy.
#[derive(Serialize, ToSchema)]
#[schema(value_type = Object)]
pub struct Report(import::Report);

/// Files that were read and wait for an hour to be confirmed.
#[derive(Serialize, ToSchema)]
pub struct Waiting {
    /// Confirm with this.
    id: Uuid,
    report: Report,
}

/// The parts of an upload.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the parts; they are read one by one")]
pub struct UploadParts {
    /// `ssda903`, `annex_a`, `ssd` or `facts`.
    kind: String,
    /// For a return whose files tell no year: the year in which it ends.
    year: Option<i16>,
    /// For rows without history: the day on which the file was made; today when not given.
    #[schema(value_type = Option<String>, format = Date)]
    made_on: Option<String>,
    /// One or more parts called `files`, each with a file name.
    #[schema(value_type = Vec<String>, format = Binary)]
    files: Vec<Vec<u8>>,
}

/// Read files without writing anything: the answer says what they hold, what would change, and under which id to confirm it.
#[utoipa::path(post, path = "/imports", tag = "imports", request_body(content = UploadParts, content_type = "multipart/form-data"),
    responses((status = 200, body = Waiting), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn upload(
    State(app): State<App>,
    Caller(actor): Caller,
    sent: Result<Multipart, MultipartRejection>,
) -> Answer<Waiting> {
    let unreadable = || ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, upload::UNREADABLE);
    let parts = upload::take(sent?).await.ok_or_else(unreadable)?;
    let upload = upload::read(parts, actor.moment.today).map_err(casework::Error::Invalid)?;
    let (id, report) = import::upload(&actor, &app.office, upload).await?;
    let report = Report(report);
    Ok(Json(Waiting { id, report }))
}

/// Files that wait to be confirmed, for whoever sent them.
#[utoipa::path(get, path = "/imports/waiting/{id}", tag = "imports", params(("id" = Uuid, Path)),
    responses((status = 200, body = Waiting), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn waiting(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
) -> Answer<Waiting> {
    let report = Report(import::waiting(&actor, &app.office, id)?);
    Ok(Json(Waiting { id, report }))
}

/// Write what was read before; the answer's `run` is the import's number.
#[utoipa::path(post, path = "/imports/waiting/{id}/confirm", tag = "imports", params(("id" = Uuid, Path)),
    responses((status = 200, body = Report), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn confirm(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
) -> Answer<Report> {
    let report = import::confirm(&actor, &app.office, id).await?;
    Ok(Json(Report(report)))
}
