//! The NEET list with its matrix.

use axum::Json;
use axum::extract::State;
use casework::neet::{self, MatrixRow, NeetQuery, REASONS, sentences};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::call::{Caller, Query};
use super::error::{Answer, ErrorBody};
use super::person::PersonLine;
use crate::state::App;

/// The most people that one answer holds.
const MOST: usize = 500;

#[derive(Serialize, ToSchema)]
pub struct NeetList {
    #[schema(value_type = String, format = Date)]
    as_at: Date,
    /// Always `live`.
    basis: &'static str,
    /// Out of whom they are counted.
    care_leavers: usize,
    neet: usize,
    by_reason: Vec<Reason>,
    /// Of those who are NEET, how many have been so for more than six months, by locality and reason.
    matrix: Vec<Row>,
    sentences: Vec<String>,
    /// Longest first.
    people: Vec<PersonLine>,
    /// How many the filter leaves on all pages.
    total: usize,
    next: Option<Uuid>,
}

#[derive(Serialize, ToSchema)]
pub struct Reason {
    code: &'static str,
    count: usize,
}

#[derive(Serialize, ToSchema)]
pub struct Row {
    locality: String,
    cells: Vec<Cell>,
}

#[derive(Serialize, ToSchema)]
pub struct Cell {
    code: &'static str,
    long_term: usize,
    neet: usize,
    /// Unrounded; none where nobody is NEET.
    percent: Option<f64>,
}

impl From<&MatrixRow> for Row {
    fn from(row: &MatrixRow) -> Self {
        Self {
            locality: row.locality.clone(),
            cells: REASONS
                .into_iter()
                .zip(row.cells)
                .map(|(reason, cell)| Cell {
                    code: reason.code(),
                    long_term: cell.long_term,
                    neet: cell.neet,
                    percent: cell.percent(),
                })
                .collect(),
        }
    }
}

#[derive(Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct Filters {
    /// Narrows the list, not the matrix.
    locality: String,
    after: Option<Uuid>,
    /// Up to 500; 100 when not given.
    limit: Option<usize>,
}

/// Everybody who is NEET today, longest first.
#[utoipa::path(get, path = "/neet", tag = "neet", params(Filters),
    responses((status = 200, body = NeetList), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody)))]
pub async fn list(
    State(app): State<App>,
    Caller(actor): Caller,
    Query(asked): Query<Filters>,
) -> Answer<NeetList> {
    let query = NeetQuery {
        locality: asked.locality,
        after: asked.after,
        limit: asked.limit.unwrap_or(100).clamp(1, MOST),
    };
    let list = neet::list(&actor, &app.office, &query).await?;
    Ok(Json(NeetList {
        as_at: list.as_at,
        basis: "live",
        care_leavers: list.care_leavers,
        neet: list.matrix.total.all().neet,
        by_reason: list
            .by_reason
            .iter()
            .map(|(reason, count)| Reason {
                code: reason.code(),
                count: *count,
            })
            .collect(),
        sentences: sentences(&list.matrix),
        matrix: list
            .matrix
            .localities
            .iter()
            .chain([&list.matrix.total])
            .map(Row::from)
            .collect(),
        people: list.people.into_iter().map(PersonLine::from).collect(),
        total: list.total,
        next: list.next,
    }))
}
