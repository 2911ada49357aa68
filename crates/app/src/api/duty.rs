//! Duties: what is owed to a person and by when, and what there is to do for the caller.

use axum::Json;
use axum::extract::State;
use casework::duty::{self, PersonDuty, Whose};
use casework::person::View;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::call::{Caller, Path, Query};
use super::error::{Answer, ApiError, ErrorBody};
use crate::clock;
use crate::state::App;

/// One duty, once to be done or done.
#[derive(Serialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "programs read these names")]
pub struct Duty {
    person: Uuid,
    /// Its id in the protocol.
    duty: String,
    protocol: String,
    title: String,
    /// `council`, `jobcentre` or `both`.
    owed_by: &'static str,
    #[schema(value_type = String, format = Date)]
    opens_on: Date,
    #[schema(value_type = String, format = Date)]
    due_on: Date,
    /// The last day on which it is in time.
    #[schema(value_type = String, format = Date)]
    late_after: Date,
    /// `upcoming`, `due`, `overdue`, `done`, `excused` or `blocked`.
    state: &'static str,
    #[schema(value_type = Option<String>, format = Date)]
    fulfilled_on: Option<Date>,
    /// One sentence.
    why: String,
    source: String,
    /// Stays the same however it stands.
    key: String,
}

impl From<&PersonDuty> for Duty {
    fn from(duty: &PersonDuty) -> Self {
        Self {
            person: duty.person,
            duty: duty.definition.id.clone(),
            protocol: duty.protocol.id.clone(),
            title: duty.definition.title.clone(),
            owed_by: duty.definition.owed_by.code(),
            opens_on: duty.opens_on,
            due_on: duty.due_on,
            late_after: duty.late_after,
            state: duty.state.code(),
            fulfilled_on: duty.fulfilled_on,
            why: duty.why(),
            source: duty.definition.source.clone(),
            key: duty.key(),
        }
    }
}

/// On which day, as known at the end of which day.
#[derive(Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct On {
    /// Today when not given.
    #[param(value_type = Option<String>, format = Date)]
    pub as_at: Option<Date>,
    #[param(value_type = Option<String>, format = Date)]
    pub known_at: Option<Date>,
}

/// Every duty of a person: those to be done, those ahead, those done.
#[utoipa::path(get, path = "/people/{id}/duties", tag = "duties", params(("id" = Uuid, Path), On),
    responses((status = 200, body = Vec<Duty>), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn of_person(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
    Query(asked): Query<On>,
) -> Answer<Vec<Duty>> {
    let view = View {
        as_at: asked.as_at.unwrap_or(actor.moment.today),
        known_at: asked.known_at.map(clock::end_of),
    };
    let found = duty::of_person(&actor, &app.office, id, view).await?;
    Ok(Json(found.duties.iter().map(Duty::from).collect()))
}

/// What there is to do.
#[derive(Serialize, ToSchema)]
pub struct Work {
    #[schema(value_type = String, format = Date)]
    as_at: Date,
    overdue: usize,
    due_this_week: usize,
    /// Late first, then by day; what falls due within four weeks.
    duties: Vec<Duty>,
}

#[derive(Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct Of {
    /// `own`: the caller's own young people (when not given); `service`: everybody.
    whose: String,
}

/// What is late, due and soon: for the caller's own young people, or for the whole service.
#[utoipa::path(get, path = "/work", tag = "duties", params(Of),
    responses((status = 200, body = Work), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn work(
    State(app): State<App>,
    Caller(actor): Caller,
    Query(asked): Query<Of>,
) -> Answer<Work> {
    let whose = match asked.whose.as_str() {
        "" | "own" => Whose::Own,
        "service" => Whose::Service,
        _ => return Err(ApiError::field("whose", "Give own or service.")),
    };
    let work = duty::my_work(&actor, &app.office, whose).await?;
    Ok(Json(Work {
        as_at: work.as_at,
        overdue: work.overdue(),
        due_this_week: work.due_this_week(),
        duties: work.rows.iter().map(|row| Duty::from(&row.duty)).collect(),
    }))
}
