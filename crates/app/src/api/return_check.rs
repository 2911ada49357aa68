//! Checks of the yearly return: handing it in, the ledger, the rows at fault, comparison, reasons and sign-off.

use axum::Json;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use casework::return_check::{self, Found, Noted, RowsAsked, Since};
use serde::{Deserialize, Serialize};
use ssda903::Table;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::call::{Body, Caller, Path, Query};
use super::error::{Answer, ApiError, ErrorBody};
use crate::state::App;
use crate::{return_upload, upload};

/// The parts of a return that is handed in.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the parts; they are read one by one")]
pub struct ReturnParts {
    /// The year in which the return ends.
    year: i16,
    /// `files`, or `records` for the return that the case records give now.
    source: String,
    /// One or more parts of each of these names, each with a file name.
    #[schema(value_type = Vec<String>, format = Binary)]
    this_year: Vec<Vec<u8>>,
    #[schema(value_type = Vec<String>, format = Binary)]
    last_year: Option<Vec<Vec<u8>>>,
    #[schema(value_type = Vec<String>, format = Binary)]
    two_years_ago: Option<Vec<Vec<u8>>>,
    #[schema(value_type = Vec<String>, format = Binary)]
    three_years_ago: Option<Vec<Vec<u8>>>,
    #[schema(value_type = Vec<String>, format = Binary)]
    four_years_ago: Option<Vec<Vec<u8>>>,
    /// Ofsted's lists, XLSX.
    #[schema(value_type = Vec<String>, format = Binary)]
    providers: Option<Vec<Vec<u8>>>,
    /// The small postcode file.
    #[schema(value_type = Option<String>, format = Binary)]
    postcodes: Option<Vec<u8>>,
}

/// A check that was started, or a reason that was kept.
#[derive(Serialize, ToSchema)]
pub struct Numbered {
    id: Uuid,
}

/// The checks that were kept, newest first, each with its `summary`: files, reference versions and every rule's outcome.
#[derive(Serialize, ToSchema)]
#[schema(value_type = Vec<Object>)]
pub struct Checks(Vec<return_check::Check>);

/// A check: `being_made` with its `stage`, or `kept` with its ledger, the reasons by rule, the tables and the check before it.
#[derive(Serialize, ToSchema)]
#[schema(value_type = Object)]
pub struct CheckOrStage(Found);

/// A page of rows at fault: `rows`, each with its place, its cells and its findings, `total`, and `next` to go on with.
#[derive(Serialize, ToSchema)]
#[schema(value_type = Object)]
pub struct Rows(return_check::Rows);

/// For each rule what is `new`, `gone` and `still_there`, or why that cannot be told.
#[derive(Serialize, ToSchema)]
#[schema(value_type = Object)]
pub struct Comparison(return_check::Comparison);

/// What the yearly return would still ask about a young person.
#[derive(Serialize, ToSchema)]
#[schema(value_type = Vec<Object>)]
pub struct Tasks(Vec<return_check::Task>);

/// The checks that were kept.
#[utoipa::path(get, path = "/returns", tag = "returns",
    responses((status = 200, body = Checks), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody)))]
pub async fn list(State(app): State<App>, Caller(actor): Caller) -> Answer<Checks> {
    let (_, checks) = return_check::list(&actor, &app.office).await?;
    Ok(Json(Checks(checks)))
}

/// Hand a return in to be checked, or have the case records checked: the answer's number leads to its progress and its ledger.
#[utoipa::path(post, path = "/returns", tag = "returns", request_body(content = ReturnParts, content_type = "multipart/form-data"),
    responses((status = 200, body = Numbered), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn start(
    State(app): State<App>,
    Caller(actor): Caller,
    sent: Result<Multipart, MultipartRejection>,
) -> Answer<Numbered> {
    // Asked before a large hand-in is taken in.
    actor.must(casework::Action::CheckReturn, &actor.authority)?;
    let unreadable = || ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, return_upload::UNREADABLE);
    let parts = upload::take(sent?).await.ok_or_else(unreadable)?;
    let request = return_upload::read(parts).map_err(casework::Error::Invalid)?;
    let id = return_check::start(&actor, &app.office, request).await?;
    Ok(Json(Numbered { id }))
}

/// One check: how far it is, or its ledger.
#[utoipa::path(get, path = "/returns/{id}", tag = "returns", params(("id" = Uuid, Path)),
    responses((status = 200, body = CheckOrStage), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn show(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
) -> Answer<CheckOrStage> {
    let found = return_check::open(&actor, &app.office, id).await?;
    Ok(Json(CheckOrStage(found)))
}

/// Which rows.
#[derive(Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct RowsQuery {
    /// A rule's code.
    rule: Option<String>,
    /// A table, as the Department's rules call it: `Episodes`.
    table: Option<String>,
    /// The child of this row.
    child_of: Option<i64>,
    /// 0 for the year of the return, 1 for the year before.
    years_ago: Option<u8>,
    /// `open`, `waiting` for a second person, or `agreed`.
    noted: Option<String>,
    /// `new` or `gone` since the check before.
    since: Option<String>,
    /// `child` to have them by child.
    sort: Option<String>,
    /// The `next` of the page before.
    after: Option<i64>,
}

/// A word that must be one of these.
fn one_of<T>(
    asked: Option<&str>,
    words: impl IntoIterator<Item = (&'static str, T)>,
) -> Result<Option<T>, ApiError> {
    let Some(asked) = asked else {
        return Ok(None);
    };
    words
        .into_iter()
        .find(|(word, _)| *word == asked)
        .map(|(_, value)| Some(value))
        .ok_or_else(|| {
            let why = format!("There is no such choice as {asked}.");
            ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, why)
        })
}

/// The rows at fault, in pages.
#[utoipa::path(get, path = "/returns/{id}/rows", tag = "returns", params(("id" = Uuid, Path), RowsQuery),
    responses((status = 200, body = Rows), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn rows(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
    Query(query): Query<RowsQuery>,
) -> Answer<Rows> {
    let tables = Table::ALL.map(|table| (table.name(), table));
    let noted = [
        ("open", Noted::Open),
        ("waiting", Noted::Waiting),
        ("agreed", Noted::Agreed),
    ];
    let since = [("new", Since::New), ("gone", Since::Gone)];
    let asked = RowsAsked {
        rule: query.rule,
        table: one_of(query.table.as_deref(), tables)?,
        child_of: query.child_of,
        years_ago: query.years_ago,
        noted: one_of(query.noted.as_deref(), noted)?,
        since: one_of(query.since.as_deref(), since)?,
        by_child: one_of(query.sort.as_deref(), [("child", true)])?.unwrap_or(false),
        after: query.after,
    };
    let rows = return_check::rows(&actor, &app.office, id, &asked).await?;
    Ok(Json(Rows(rows)))
}

/// A check beside the one before it of the same year.
#[utoipa::path(get, path = "/returns/{id}/compare", tag = "returns", params(("id" = Uuid, Path)),
    responses((status = 200, body = Comparison), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn compare(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
) -> Answer<Comparison> {
    let compared = return_check::compare(&actor, &app.office, id).await?;
    Ok(Json(Comparison(compared)))
}

/// A reason why a finding stands.
#[derive(Deserialize, ToSchema)]
pub struct NewReason {
    /// The row's number in the check.
    row: i64,
    /// The rule's code.
    rule: String,
    reason: String,
}

/// Say why a finding stands; it holds for the same finding in every later check of the year.
#[utoipa::path(post, path = "/returns/{id}/reasons", tag = "returns", params(("id" = Uuid, Path)), request_body = NewReason,
    responses((status = 200, body = Numbered), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn note(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
    Body(new): Body<NewReason>,
) -> Answer<Numbered> {
    let id = return_check::note(&actor, &app.office, id, new.row, &new.rule, &new.reason).await?;
    Ok(Json(Numbered { id }))
}

/// Agree to somebody else's reason.
#[utoipa::path(post, path = "/returns/reasons/{id}/agree", tag = "returns", params(("id" = Uuid, Path)),
    responses((status = 200, body = Numbered), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn agree(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
) -> Answer<Numbered> {
    return_check::agree(&actor, &app.office, id).await?;
    Ok(Json(Numbered { id }))
}

/// Take a reason back.
#[utoipa::path(post, path = "/returns/reasons/{id}/withdraw", tag = "returns", params(("id" = Uuid, Path)),
    responses((status = 200, body = Numbered), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody)))]
pub async fn withdraw(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
) -> Answer<Numbered> {
    return_check::withdraw_note(&actor, &app.office, id).await?;
    Ok(Json(Numbered { id }))
}

/// That a return may be sent.
#[derive(Deserialize, ToSchema)]
pub struct NewSignOff {
    /// Why, where something is open.
    words: String,
}

/// Say that the return may be sent; what is open is kept with it.
#[utoipa::path(post, path = "/returns/{id}/sign-off", tag = "returns", params(("id" = Uuid, Path)), request_body = NewSignOff,
    responses((status = 200, body = Numbered), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn sign_off(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
    Body(new): Body<NewSignOff>,
) -> Answer<Numbered> {
    return_check::sign_off(&actor, &app.office, id, &new.words).await?;
    Ok(Json(Numbered { id }))
}

/// What the yearly return would still ask about a young person, worked out from the facts as they stand.
#[utoipa::path(get, path = "/people/{id}/return-tasks", tag = "returns", params(("id" = Uuid, Path)),
    responses((status = 200, body = Tasks), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn tasks(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
) -> Answer<Tasks> {
    let tasks = return_check::tasks(&actor, &app.office, id).await?;
    Ok(Json(Tasks(tasks)))
}
