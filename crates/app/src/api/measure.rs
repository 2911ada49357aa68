//! Measures: all of them, one, the people behind a figure, and the Department's table.

use axum::Json;
use axum::extract::State;
use casework::measure::{self, Answer as MeasureAnswer, Dimension, MeasureQuery, TableRow, Whom};
use jiff::civil::Date;
use leaving_care::calendar::ReportingYear;
use measures::measure::Measure;
use measures::population::Basis;
use measures::suppression::Policy;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::call::{Caller, Path, Query};
use super::error::{Answer, ApiError, ErrorBody};
use super::person::PersonLine;
use crate::clock;
use crate::state::App;

/// The most people that one answer holds.
const MOST: usize = 500;

/// A measure with its definition and its figure.
#[derive(Serialize, ToSchema)]
pub struct MeasureLine {
    id: &'static str,
    title: &'static str,
    theme: &'static str,
    counts: &'static str,
    out_of: &'static str,
    assumes: &'static str,
    source: &'static str,
    is_verified: bool,
    figure: Figure,
}

/// The figure as `throughcare measure` prints it: `basis`, `as_at`, `numerator`, `denominator`, `percent` (unrounded), `printed`,
/// `suppressed`, `interval`, `target`, `by`, `groups`.
#[derive(Serialize, ToSchema)]
#[schema(value_type = Object)]
pub struct Figure(MeasureAnswer);

/// The question; the usual basis of the measure when none is given.
#[derive(Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// Today when not given.
    #[param(value_type = Option<String>, format = Date)]
    as_at: Option<Date>,
    /// As known at the end of this day; now when not given.
    #[param(value_type = Option<String>, format = Date)]
    known_at: Option<Date>,
    /// `department` or `live`.
    basis: String,
    /// `house` or `department`: hold small numbers back under this policy.
    publish: String,
    /// `locality`, `code` or `locality,code`.
    by: String,
}

impl Asked {
    fn publish(&self) -> Result<Option<Policy>, ApiError> {
        match self.publish.as_str() {
            "" => Ok(None),
            name => Policy::from_name(name)
                .map(Some)
                .ok_or_else(|| ApiError::field("publish", "Give house or department.")),
        }
    }

    fn basis(&self) -> Result<Option<Basis>, ApiError> {
        match self.basis.as_str() {
            "" => Ok(None),
            code => code
                .parse()
                .map(Some)
                .map_err(|()| ApiError::field("basis", "Give department or live.")),
        }
    }

    fn by(&self) -> Result<Vec<Dimension>, ApiError> {
        self.by
            .split(',')
            .filter(|name| !name.is_empty())
            .map(|name| {
                name.parse()
                    .map_err(|()| ApiError::field("by", "Give locality, code or locality,code."))
            })
            .collect()
    }

    fn query(&self, measure: &str, today: Date) -> Result<MeasureQuery, ApiError> {
        Ok(MeasureQuery {
            measure: measure.to_owned(),
            as_at: self.as_at.unwrap_or(today),
            known_at: self.known_at.map(clock::end_of),
            basis: self.basis()?,
            by: self.by()?,
            publish: self.publish()?,
        })
    }
}

/// Every measure with its figure on its usual basis.
#[utoipa::path(get, path = "/measures", tag = "measures", params(Asked),
    responses((status = 200, body = Vec<MeasureLine>), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody)))]
pub async fn list(
    State(app): State<App>,
    Caller(actor): Caller,
    Query(asked): Query<Asked>,
) -> Answer<Vec<MeasureLine>> {
    let as_at = asked.as_at.unwrap_or(actor.moment.today);
    let known_at = asked.known_at.map(clock::end_of);
    let answers = measure::overview(&actor, &app.office, as_at, known_at, asked.publish()?).await?;
    let line = |(of, answer): (&'static Measure, MeasureAnswer)| MeasureLine {
        id: of.id,
        title: of.title,
        theme: measure::theme(of).label(),
        counts: of.counts,
        out_of: of.out_of,
        assumes: of.assumes,
        source: of.source,
        is_verified: of.is_verified,
        figure: Figure(answer),
    };
    Ok(Json(answers.into_iter().map(line).collect()))
}

/// One figure.
#[utoipa::path(get, path = "/measures/{id}", tag = "measures", params(("id" = String, Path), Asked),
    responses((status = 200, body = Figure), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn ask(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer<Figure> {
    let query = asked.query(&id, actor.moment.today)?;
    let answer = measure::ask(&actor, &app.office, &query).await?;
    Ok(Json(Figure(answer)))
}

/// A page of the people behind a figure.
#[derive(Serialize, ToSchema)]
pub struct Behind {
    total: usize,
    people: Vec<PersonBehind>,
    next: Option<Uuid>,
}

/// Activity, accommodation and in-touch status are those of `status_on`.
#[derive(Serialize, ToSchema)]
pub struct PersonBehind {
    #[serde(flatten)]
    person: PersonLine,
    #[schema(value_type = String, format = Date)]
    status_on: Date,
    is_counted: bool,
}

#[derive(Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct Page {
    /// `counted` (the numerator, usual) or `out_of` (the denominator).
    whom: String,
    after: Option<Uuid>,
    /// Up to 500; 100 when not given.
    limit: Option<usize>,
}

/// The people behind a figure.
#[utoipa::path(get, path = "/measures/{id}/people", tag = "measures", params(("id" = String, Path), Asked, Page),
    responses((status = 200, body = Behind), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn people(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    Query(page): Query<Page>,
) -> Answer<Behind> {
    let query = asked.query(&id, actor.moment.today)?;
    let whom = match page.whom.as_str() {
        "" => Whom::Counted,
        code => code
            .parse()
            .map_err(|()| ApiError::field("whom", "Give counted or out_of."))?,
    };
    let limit = page.limit.unwrap_or(100).clamp(1, MOST);
    let behind = measure::behind(&actor, &app.office, &query, whom, page.after, limit).await?;
    Ok(Json(Behind {
        total: behind.total,
        people: behind
            .people
            .into_iter()
            .map(|behind| PersonBehind {
                person: PersonLine::from(behind.person),
                status_on: behind.status_on,
                is_counted: behind.is_counted,
            })
            .collect(),
        next: behind.next,
    }))
}

/// A cell of the Department's tables.
#[derive(Serialize, ToSchema)]
pub struct TableLine {
    /// `activity` or `suitability`.
    table: &'static str,
    /// `17_18` or `19_21`.
    band: &'static str,
    #[schema(value_type = String)]
    category: measures::published::Category,
    label: &'static str,
    /// None when held back.
    count: Option<u32>,
    percent: Option<u64>,
    /// `c` when held back, `z` when it cannot exist.
    mark: &'static str,
}

impl From<TableRow> for TableLine {
    fn from(row: TableRow) -> Self {
        Self {
            table: row.table,
            band: row.band,
            category: row.category,
            label: row.label,
            count: row.count,
            percent: row.percent,
            mark: row.mark,
        }
    }
}

#[derive(Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct Year {
    /// Ending 31 March; the last that has ended when not given.
    year: Option<i16>,
    /// `house` or `department`.
    publish: String,
}

/// The Department's two tables for both age bands.
#[utoipa::path(get, path = "/measures/table", tag = "measures", params(Year),
    responses((status = 200, body = Vec<TableLine>), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn table(
    State(app): State<App>,
    Caller(actor): Caller,
    Query(asked): Query<Year>,
) -> Answer<Vec<TableLine>> {
    let year = match asked.year {
        Some(year) => ReportingYear::ending(year)
            .ok_or_else(|| ApiError::field("year", "Give a year such as 2025."))?,
        None => ReportingYear::last_ended(actor.moment.today),
    };
    let publish = Asked {
        publish: asked.publish,
        ..Asked::default()
    };
    let rows = measure::table(&actor, &app.office, year, publish.publish()?).await?;
    Ok(Json(rows.into_iter().map(TableLine::from).collect()))
}
