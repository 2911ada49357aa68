//! One young person and the Jobcentre: where things stand, and recording, correcting and withdrawing a step.

use axum::Json;
use axum::extract::State;
use casework::jobcentre::{self, Entry, NewStep};
use casework::person::View;
use jiff::Timestamp;
use jiff::civil::Date;
use leaving_care::claim::{Claim, Scope, Stage, Step};
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

/// Where things stand on a day.
#[derive(Serialize, ToSchema)]
pub struct Jobcentre {
    /// What may be shared with the Jobcentre: `contact`, `adviser`, `claim`, `plans`; empty where no consent holds.
    may_share: Vec<&'static str>,
    claims: Vec<ClaimStanding>,
    /// In the order in which they were recorded.
    steps: Vec<JobcentreStep>,
}

#[derive(Serialize, ToSchema)]
pub struct ClaimStanding {
    id: Uuid,
    benefit: &'static str,
    office: String,
    #[schema(value_type = Option<String>, format = Date)]
    started_on: Option<Date>,
    #[schema(value_type = Option<String>, format = Date)]
    ended_on: Option<Date>,
    /// Less than nothing where the first payment came before the 18th birthday.
    days_from_eighteen_to_first_payment: Option<i32>,
    /// `null` where it has not come, or the claim was made later in life.
    first_payment_in_time: Option<bool>,
    handover_done: bool,
}

/// A step as recorded.
#[derive(Serialize, ToSchema)]
pub struct JobcentreStep {
    /// What a correction or a withdrawal names.
    version: Uuid,
    id: Uuid,
    /// The claim, appointment, sanction, conference or support that it goes on with; its own id where it begins one.
    about: Uuid,
    #[schema(value_type = String, format = Date)]
    on: Date,
    label: String,
    #[schema(value_type = Object)]
    step: Step,
    /// `council` or `jobcentre`.
    side: &'static str,
    #[schema(value_type = String, format = DateTime)]
    recorded_at: Timestamp,
    recorded_by: String,
}

impl From<Entry> for JobcentreStep {
    fn from(entry: Entry) -> Self {
        Self {
            version: entry.version,
            id: entry.taken.id,
            about: entry.taken.about,
            on: entry.taken.on,
            label: entry.taken.step.label(),
            step: entry.taken.step,
            side: entry.side.code(),
            recorded_at: entry.recorded_at,
            recorded_by: entry.recorded_by,
        }
    }
}

#[derive(Deserialize, ToSchema)]
pub struct StepToRecord {
    /// What it goes on with; leave it out where it begins something.
    #[serde(default)]
    about: Option<Uuid>,
    #[schema(value_type = String, format = Date)]
    on: Date,
    /// `{"step": "claim_stage", "stage": "submitted"}`: the fields are those that a step has when it is read.
    #[schema(value_type = Object)]
    step: serde_json::Value,
}

impl StepToRecord {
    fn step(&self) -> Result<Step, ApiError> {
        serde_json::from_value(self.step.clone())
            .map_err(|error| ApiError::field("step", format!("This step cannot be read: {error}.")))
    }
}

/// The corrected step with the reason.
#[derive(Deserialize, ToSchema)]
pub struct StepCorrection {
    #[schema(value_type = String, format = Date)]
    on: Date,
    #[schema(value_type = Object)]
    step: serde_json::Value,
    #[serde(default)]
    reason: String,
}

/// Where things stand with the Jobcentre, and every step of both sides.
#[utoipa::path(get, path = "/people/{id}/jobcentre", tag = "jobcentre", params(("id" = Uuid, Path), On),
    responses((status = 200, body = Jobcentre), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn show(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
    Query(asked): Query<On>,
) -> Answer<Jobcentre> {
    let view = View {
        as_at: asked.as_at.unwrap_or(actor.moment.today),
        known_at: asked.known_at.map(clock::end_of),
    };
    let opened = jobcentre::open(&actor, &app.office, id, view).await?;
    let shared = opened.ledger.may_share_on(view.as_at);
    let standing = |claim: &Claim| {
        let payment = claim.first_payment(opened.born);
        ClaimStanding {
            id: claim.id,
            benefit: claim.benefit.code(),
            office: claim.office.clone(),
            started_on: claim.day_of(Stage::Started),
            ended_on: claim.day_of(Stage::Ended),
            days_from_eighteen_to_first_payment: payment
                .map(|payment| payment.days_after_eighteenth),
            first_payment_in_time: payment.and_then(|payment| payment.is_in_time),
            handover_done: opened.ledger.is_handover_done(claim.id),
        }
    };
    Ok(Json(Jobcentre {
        may_share: shared.iter().map(|scope: &Scope| scope.code()).collect(),
        claims: opened.ledger.claims.iter().map(standing).collect(),
        steps: opened
            .entries
            .into_iter()
            .map(JobcentreStep::from)
            .collect(),
    }))
}

/// Record a step; duties follow by themselves. 422 with the reason where it cannot come next.
#[utoipa::path(post, path = "/people/{id}/jobcentre/steps", tag = "jobcentre", params(("id" = Uuid, Path)), request_body = StepToRecord,
    responses((status = 200, body = Recorded), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn record(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(person): Path<Uuid>,
    Body(asked): Body<StepToRecord>,
) -> Answer<Recorded> {
    let id = Uuid::now_v7();
    let new = NewStep {
        id,
        about: asked.about,
        on: asked.on,
        step: asked.step()?,
    };
    jobcentre::record(&actor, &app.office, person, vec![new]).await?;
    Ok(Json(Recorded { id }))
}

/// Correct a step: another version takes its place, and what goes on with it still does. 409 when somebody else was faster.
#[utoipa::path(post, path = "/jobcentre-steps/{version}/correct", tag = "jobcentre", params(("version" = Uuid, Path)), request_body = StepCorrection,
    responses((status = 200, body = Recorded), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn correct(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(version): Path<Uuid>,
    Body(asked): Body<StepCorrection>,
) -> Answer<Recorded> {
    let read = StepToRecord {
        about: None,
        on: asked.on,
        step: asked.step,
    };
    let step = read.step()?;
    let id =
        jobcentre::correct(&actor, &app.office, version, asked.on, step, &asked.reason).await?;
    Ok(Json(Recorded { id }))
}

/// Withdraw a step that never was. It stays in the history with the reason. 409 when somebody else was faster.
#[utoipa::path(post, path = "/jobcentre-steps/{version}/withdraw", tag = "jobcentre", params(("version" = Uuid, Path)), request_body = Withdrawal,
    responses((status = 200, body = Done), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn withdraw(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(version): Path<Uuid>,
    Body(asked): Body<Withdrawal>,
) -> Answer<Done> {
    jobcentre::withdraw(&actor, &app.office, version, &asked.reason).await?;
    Ok(Json(Done { done: true }))
}
