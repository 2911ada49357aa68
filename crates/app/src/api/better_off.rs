//! Would somebody be better off? A case filled in from the record, worked out, kept, listed, and opened again.

use axum::Json;
use axum::extract::State;
use casework::better_off::{self, Case, Kept, RunSummary, Situation};
use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::call::{Body, Caller, Path};
use super::error::{Answer, ErrorBody};
use super::spell::Recorded;
use crate::state::App;

/// A question as the record and the last sum that was kept fill it in, to be changed and sent back.
#[derive(Serialize, ToSchema)]
pub struct Filled {
    name: String,
    /// The day, the household, up to four offers, and what is known of the weeks around the first wage. Amounts are whole pence.
    #[schema(value_type = Object)]
    case: Value,
    /// Whether anything says who the landlord is; otherwise the case has no rent.
    knows_tenure: bool,
    /// Where each answer comes from, a sentence each.
    #[schema(value_type = Object)]
    sources: Value,
}

/// The answer; amounts are whole pence a month.
#[derive(Serialize, ToSchema)]
pub struct Worked {
    now: Way,
    /// In the order asked.
    offers: Vec<Way>,
    /// What must be asked before the answer can be trusted.
    #[schema(value_type = Vec<Object>)]
    ask: Value,
}

/// One way to live with what it leaves.
#[derive(Serialize, ToSchema)]
pub struct Way {
    /// Empty for now.
    name: String,
    /// The day for which it is worked out: an offer that begins later has the rates of its first day.
    #[schema(value_type = String, format = Date)]
    on: Date,
    better_by_pence: i64,
    /// The same after council tax, deductions and the costs of working.
    better_by_after_costs_pence: i64,
    /// Amounts, every line with its rule, findings, questions, and money beside.
    #[schema(value_type = Object)]
    outcome: Value,
    /// What is left at each number of hours, and each step with its sentence.
    #[schema(value_type = Object)]
    curve: Value,
    #[schema(value_type = Vec<Object>)]
    changes_ahead: Value,
    /// Day by day to the second wage; none where nothing is said of pay days.
    #[schema(value_type = Option<Object>)]
    calendar: Option<Value>,
    /// What must be known before there is a calendar.
    calendar_missing: Option<String>,
}

impl From<&Situation> for Way {
    fn from(situation: &Situation) -> Self {
        let calendar = situation.calendar.as_ref();
        Self {
            name: situation.name.clone(),
            on: situation.on,
            better_by_pence: situation.better_by.0,
            better_by_after_costs_pence: situation.better_by_after_costs.0,
            outcome: value(&situation.outcome),
            curve: value(&situation.curve),
            changes_ahead: value(&situation.changes),
            calendar: calendar.and_then(|found| found.as_ref().ok()).map(value),
            calendar_missing: calendar
                .and_then(|found| found.as_ref().err())
                .map(ToString::to_string),
        }
    }
}

impl From<&better_off::Answer> for Worked {
    fn from(answer: &better_off::Answer) -> Self {
        Self {
            now: Way::from(&answer.now),
            offers: answer.offers.iter().map(Way::from).collect(),
            ask: value(&answer.ask()),
        }
    }
}

fn value(of: &impl Serialize) -> Value {
    serde_json::to_value(of).unwrap_or_default()
}

/// A sum that was kept, with what it said then.
#[derive(Serialize, ToSchema)]
pub struct Sum {
    id: Uuid,
    #[schema(value_type = String, format = Date)]
    as_at: Date,
    #[schema(value_type = String, format = DateTime)]
    made_at: Timestamp,
    made_by: String,
    /// Now first, then the offers.
    kept: Vec<KeptWay>,
}

/// The amounts of one way as they were kept, whole pence a month.
#[derive(Serialize, ToSchema)]
pub struct KeptWay {
    name: String,
    wage_pence: i64,
    award_pence: i64,
    housing_benefit_pence: Option<i64>,
    after_rent_pence: i64,
    left_over_pence: i64,
}

impl From<&Kept> for KeptWay {
    fn from(kept: &Kept) -> Self {
        Self {
            name: kept.name.clone(),
            wage_pence: kept.wage.0,
            award_pence: kept.award.0,
            housing_benefit_pence: kept.housing_benefit.map(|amount| amount.0),
            after_rent_pence: kept.after_rent.0,
            left_over_pence: kept.left_over.0,
        }
    }
}

impl From<&RunSummary> for Sum {
    fn from(run: &RunSummary) -> Self {
        Self {
            id: run.id,
            as_at: run.as_at,
            made_at: run.made_at,
            made_by: run.made_by.clone(),
            kept: run.kept.iter().map(KeptWay::from).collect(),
        }
    }
}

/// A sum opened again.
#[derive(Serialize, ToSchema)]
pub struct SavedSum {
    id: Uuid,
    /// None for nobody who is recorded here.
    person: Option<Uuid>,
    #[schema(value_type = String, format = DateTime)]
    made_at: Timestamp,
    made_by: String,
    rates_version: String,
    #[schema(value_type = Object)]
    case: Value,
    /// What was said when it was made.
    kept: Vec<KeptWay>,
    /// Worked out again for the same day.
    answer: Worked,
    /// Whether that is the same to the penny.
    is_same: bool,
}

/// Fill a case in from a person's record; nothing is written.
#[utoipa::path(get, path = "/people/{id}/better-off", tag = "better off", params(("id" = Uuid, Path)),
    responses((status = 200, body = Filled), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn fill_in(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
) -> Answer<Filled> {
    let filled = better_off::fill_in(&actor, &app.office, id, actor.moment.today).await?;
    Ok(Json(Filled {
        name: filled.name,
        case: value(&filled.case),
        knows_tenure: filled.knows_tenure,
        sources: value(&filled.sources),
    }))
}

/// Work a case out. It concerns nobody who is recorded until it is kept.
#[utoipa::path(post, path = "/better-off", tag = "better off", request_body(content = Object, description = "A case, as it is given for a person"),
    responses((status = 200, body = Worked), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn work_out(Caller(actor): Caller, Body(case): Body<Case>) -> Answer<Worked> {
    let answer = better_off::work_out(&actor, &case)?;
    Ok(Json(Worked::from(&answer)))
}

/// Keep a case about a person. It is never changed afterwards: another question is another sum.
#[utoipa::path(post, path = "/people/{id}/better-off/sums", tag = "better off", params(("id" = Uuid, Path)),
    request_body(content = Object, description = "A case, as it is given for a person"),
    responses((status = 200, body = Recorded), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn keep(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
    Body(case): Body<Case>,
) -> Answer<Recorded> {
    let id = better_off::save(&actor, &app.office, Some(id), &case).await?;
    Ok(Json(Recorded { id }))
}

/// The last sums that were kept about a person, newest first.
#[utoipa::path(get, path = "/people/{id}/better-off/sums", tag = "better off", params(("id" = Uuid, Path)),
    responses((status = 200, body = Vec<Sum>), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn list(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
) -> Answer<Vec<Sum>> {
    let runs = better_off::of_person(&actor, &app.office, id).await?;
    Ok(Json(runs.iter().map(Sum::from).collect()))
}

/// A sum opened again, and worked out again for its own day.
#[utoipa::path(get, path = "/better-off/sums/{id}", tag = "better off", params(("id" = Uuid, Path)),
    responses((status = 200, body = SavedSum), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn open(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
) -> Answer<SavedSum> {
    let run = better_off::open(&actor, &app.office, id).await?;
    Ok(Json(SavedSum {
        id,
        person: run.who.map(|who| who.id),
        made_at: run.made_at,
        made_by: run.made_by,
        rates_version: run.rates_version,
        case: value(&run.case),
        kept: run.kept.iter().map(KeptWay::from).collect(),
        answer: Worked::from(&run.answer),
        is_same: run.is_same,
    }))
}
