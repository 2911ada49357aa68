//! The team: caseload by adviser, who waits for one, what is overdue, and how steady support has been.

use axum::Json;
use axum::extract::State;
use casework::caseload::{self, AdviserLine, OverdueQuery, Place, SteadinessQuery};
use casework::cover::Cover;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::call::{Caller, Query};
use super::error::{Answer, ErrorBody};
use super::person::PersonLine;
use crate::state::App;

/// The most lines that one answer holds.
const MOST: usize = 500;

/// The team as at today.
#[derive(Serialize, ToSchema)]
pub struct Team {
    #[schema(value_type = String, format = Date)]
    as_at: Date,
    /// How many young people an adviser should have at most.
    limit: usize,
    /// Whether the council has said so itself.
    limit_is_own: bool,
    teams: Vec<String>,
    /// Most young people first.
    advisers: Vec<TeamAdviser>,
    /// Of all teams: somebody without an adviser is in none.
    without_adviser: usize,
    longest_wait_weeks: i64,
    /// Most overdue first.
    overdue: Vec<OverdueKind>,
    steadiness: SteadinessAnswer,
    /// Cover that is so now or is to come.
    cover: Vec<CoverAnswer>,
}

#[derive(Serialize, ToSchema)]
pub struct TeamAdviser {
    worker: Uuid,
    name: String,
    team: String,
    young_people: usize,
    overdue: usize,
    due_this_week: usize,
    is_over_limit: bool,
    /// Who covers them today.
    covered_by: Option<String>,
    #[schema(value_type = Option<String>, format = Date)]
    back_on: Option<Date>,
    /// Whom they cover today.
    covers: Vec<String>,
    /// They have left, and still have young people.
    has_left: bool,
}

#[derive(Serialize, ToSchema)]
pub struct OverdueKind {
    duty: String,
    title: String,
    overdue: usize,
    people: usize,
}

/// Of those who are owed an adviser today.
#[derive(Serialize, ToSchema)]
pub struct SteadinessAnswer {
    people: usize,
    /// How many have had none, one, two, three, and four or more advisers.
    by_advisers: Vec<usize>,
    with_days_without: usize,
    days_without: i64,
}

#[derive(Serialize, ToSchema)]
pub struct CoverAnswer {
    id: Uuid,
    worker: Uuid,
    worker_name: String,
    covered_by: Uuid,
    covered_by_name: String,
    #[schema(value_type = String, format = Date)]
    starts_on: Date,
    /// The day on which they are back.
    #[schema(value_type = String, format = Date)]
    ends_on: Date,
}

impl From<AdviserLine> for TeamAdviser {
    fn from(line: AdviserLine) -> Self {
        let (covered_by, back_on) = line.away.unzip();
        Self {
            worker: line.worker.id,
            name: line.worker.name,
            team: line.worker.team,
            young_people: line.young_people,
            overdue: line.overdue,
            due_this_week: line.due_this_week,
            is_over_limit: line.is_over_limit,
            covered_by,
            back_on,
            covers: line.covers,
            has_left: line.has_left,
        }
    }
}

impl From<Cover> for CoverAnswer {
    fn from(cover: Cover) -> Self {
        Self {
            id: cover.id,
            worker: cover.worker,
            worker_name: cover.worker_name,
            covered_by: cover.covered_by,
            covered_by_name: cover.covered_by_name,
            starts_on: cover.starts_on,
            ends_on: cover.ends_on,
        }
    }
}

#[derive(Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct OfTeam {
    /// One of the teams; all when not given.
    team: String,
}

/// A page of a list.
#[derive(Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct Pages {
    /// The `next` of the page before.
    after: String,
    /// Up to 500; 50 when not given.
    limit: Option<usize>,
}

#[derive(Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct OverdueAsked {
    /// The id of a duty.
    duty: String,
    /// The id of a worker.
    adviser: Option<Uuid>,
    team: String,
    /// Not what is overdue, but what falls due within a week.
    due_this_week: bool,
    /// The `next` of the page before.
    after: String,
    /// Up to 500; 50 when not given.
    limit: Option<usize>,
}

#[derive(Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct SteadinessAsked {
    /// So many advisers; 4 stands for four and more.
    advisers: Option<usize>,
    /// Only those with days without an adviser.
    with_days_without: bool,
    team: String,
    /// The `next` of the page before.
    after: String,
    /// Up to 500; 50 when not given.
    limit: Option<usize>,
}

/// Those who wait for an adviser.
#[derive(Serialize, ToSchema)]
pub struct WaitingList {
    #[schema(value_type = String, format = Date)]
    as_at: Date,
    total: usize,
    people: Vec<Waiting>,
    next: Option<String>,
}

#[derive(Serialize, ToSchema)]
pub struct Waiting {
    person: PersonLine,
    #[schema(value_type = String, format = Date)]
    since: Date,
    weeks: i64,
}

/// What is overdue, or falls due within a week.
#[derive(Serialize, ToSchema)]
pub struct OverdueList {
    #[schema(value_type = String, format = Date)]
    as_at: Date,
    total: usize,
    duties: Vec<OverdueLine>,
    next: Option<String>,
}

#[derive(Serialize, ToSchema)]
pub struct OverdueLine {
    person: PersonLine,
    title: String,
    #[schema(value_type = String, format = Date)]
    due_on: Date,
    #[schema(value_type = String, format = Date)]
    late_after: Date,
    days_late: i64,
}

/// How steady the support of each has been.
#[derive(Serialize, ToSchema)]
pub struct SteadinessList {
    #[schema(value_type = String, format = Date)]
    as_at: Date,
    total: usize,
    people: Vec<SteadinessLine>,
    next: Option<String>,
}

#[derive(Serialize, ToSchema)]
pub struct SteadinessLine {
    person: PersonLine,
    advisers: usize,
    days_without: i64,
}

/// What orders, a tilde, and what tells two of the same apart.
fn place(text: &str) -> Option<Place> {
    text.split_once('~').map(|(order, id)| Place {
        order: order.to_owned(),
        id: id.to_owned(),
    })
}

fn text(place: Option<Place>) -> Option<String> {
    place.map(|place| format!("{}~{}", place.order, place.id))
}

fn lines(limit: Option<usize>) -> usize {
    limit.unwrap_or(50).clamp(1, MOST)
}

/// Caseload by adviser, who waits, what is overdue by kind, how steady support is, who covers whom.
#[utoipa::path(get, path = "/team", tag = "team", params(OfTeam),
    responses((status = 200, body = Team), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody)))]
pub async fn board(
    State(app): State<App>,
    Caller(actor): Caller,
    Query(asked): Query<OfTeam>,
) -> Answer<Team> {
    let board = caseload::board(&actor, &app.office, &asked.team).await?;
    let steady = board.steadiness;
    Ok(Json(Team {
        as_at: board.as_at,
        limit: board.limit.people,
        limit_is_own: board.limit.is_own,
        teams: board.teams,
        advisers: board.advisers.into_iter().map(TeamAdviser::from).collect(),
        without_adviser: board.without_adviser,
        longest_wait_weeks: board.longest_wait_weeks,
        overdue: board
            .overdue
            .into_iter()
            .map(|kind| OverdueKind {
                duty: kind.duty,
                title: kind.title,
                overdue: kind.overdue,
                people: kind.people,
            })
            .collect(),
        steadiness: SteadinessAnswer {
            people: steady.people,
            by_advisers: steady.by_advisers.to_vec(),
            with_days_without: steady.with_days_without,
            days_without: steady.days_without,
        },
        cover: board.covers.into_iter().map(CoverAnswer::from).collect(),
    }))
}

/// Who is owed an adviser and has none, longest first. An adviser's own young people are at `/people?adviser=ID`.
#[utoipa::path(get, path = "/team/waiting", tag = "team", params(Pages),
    responses((status = 200, body = WaitingList), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody)))]
pub async fn waiting(
    State(app): State<App>,
    Caller(actor): Caller,
    Query(asked): Query<Pages>,
) -> Answer<WaitingList> {
    let after = place(&asked.after);
    let limit = lines(asked.limit);
    let list = caseload::unallocated(&actor, &app.office, after.as_ref(), limit).await?;
    Ok(Json(WaitingList {
        as_at: list.as_at,
        total: list.total,
        people: list
            .lines
            .into_iter()
            .map(|line| Waiting {
                person: line.person.into(),
                since: line.since,
                weeks: line.weeks,
            })
            .collect(),
        next: text(list.next),
    }))
}

/// What is overdue, longest first; or what falls due within a week, soonest first.
#[utoipa::path(get, path = "/team/overdue", tag = "team", params(OverdueAsked),
    responses((status = 200, body = OverdueList), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody)))]
pub async fn overdue(
    State(app): State<App>,
    Caller(actor): Caller,
    Query(asked): Query<OverdueAsked>,
) -> Answer<OverdueList> {
    let after = place(&asked.after);
    let limit = lines(asked.limit);
    let query = OverdueQuery {
        duty: asked.duty,
        adviser: asked.adviser,
        team: asked.team,
        due_this_week: asked.due_this_week,
    };
    let list = caseload::overdue(&actor, &app.office, &query, after.as_ref(), limit).await?;
    Ok(Json(OverdueList {
        as_at: list.as_at,
        total: list.total,
        duties: list
            .lines
            .into_iter()
            .map(|line| OverdueLine {
                person: line.person.into(),
                title: line.title,
                due_on: line.due_on,
                late_after: line.late_after,
                days_late: line.days_late,
            })
            .collect(),
        next: text(list.next),
    }))
}

/// How steady support has been: most days without an adviser first, then most advisers.
#[utoipa::path(get, path = "/team/steadiness", tag = "team", params(SteadinessAsked),
    responses((status = 200, body = SteadinessList), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody)))]
pub async fn steadiness(
    State(app): State<App>,
    Caller(actor): Caller,
    Query(asked): Query<SteadinessAsked>,
) -> Answer<SteadinessList> {
    let after = place(&asked.after);
    let limit = lines(asked.limit);
    let query = SteadinessQuery {
        advisers: asked.advisers,
        with_days_without: asked.with_days_without,
        team: asked.team,
    };
    let list = caseload::steadiness(&actor, &app.office, &query, after.as_ref(), limit).await?;
    Ok(Json(SteadinessList {
        as_at: list.as_at,
        total: list.total,
        people: list
            .lines
            .into_iter()
            .map(|line| SteadinessLine {
                person: line.person.into(),
                advisers: line.advisers,
                days_without: line.days_without,
            })
            .collect(),
        next: text(list.next),
    }))
}
