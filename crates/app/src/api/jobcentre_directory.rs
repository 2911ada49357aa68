//! The directory of Jobcentre offices, work coaches and the council's advisers: reading it, and keeping it right.

use axum::Json;
use axum::extract::State;
use casework::jobcentre_directory::{self as directory, Directory, District, Entry, NewEntry};
use jiff::civil::Date;
use leaving_care::jobcentre::EntryKind;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::call::{Body, Caller, Path};
use super::error::{Answer, ApiError, ErrorBody};
use super::sign_in::Done;
use super::spell::Recorded;
use crate::state::App;

/// The directory as at today.
#[derive(Serialize, ToSchema)]
pub struct DirectoryAnswer {
    #[schema(value_type = String, format = Date)]
    as_at: Date,
    /// For how many days an entry counts as right after somebody said so.
    confirmed_for_days: u16,
    /// For how many months an awareness session counts.
    trained_for_months: u16,
    districts: Vec<DistrictAnswer>,
    /// Work coaches whose office was taken out.
    without_office: Vec<DirectoryEntry>,
}

#[derive(Serialize, ToSchema)]
pub struct DistrictAnswer {
    name: String,
    /// The parts of the council that lie in it.
    localities: Vec<String>,
    offices: Vec<OfficeAnswer>,
    advisers: Vec<DirectoryEntry>,
}

#[derive(Serialize, ToSchema)]
pub struct OfficeAnswer {
    #[serde(flatten)]
    office: DirectoryEntry,
    work_coaches: Vec<DirectoryEntry>,
}

/// An office, a work coach or an adviser.
#[derive(Serialize, ToSchema)]
pub struct DirectoryEntry {
    id: Uuid,
    /// What a correction is based on.
    version: Uuid,
    /// `office`, `work_coach` or `adviser`.
    kind: &'static str,
    name: String,
    phone: String,
    email: String,
    address: String,
    /// Of a work coach.
    office: Option<Uuid>,
    /// The council's worker who an adviser is.
    worker: Option<Uuid>,
    #[schema(value_type = Option<String>, format = Date)]
    confirmed_on: Option<Date>,
    confirmed_by: Option<String>,
    /// Whether it must be confirmed again.
    is_stale: bool,
    /// Of a work coach: the last awareness session that still counts.
    #[schema(value_type = Option<String>, format = Date)]
    trained_on: Option<Date>,
}

impl From<&Entry> for DirectoryEntry {
    fn from(entry: &Entry) -> Self {
        let (confirmed_on, confirmed_by) = entry.confirmed.clone().unzip();
        Self {
            id: entry.id,
            version: entry.version,
            kind: entry.kind.code(),
            name: entry.name.clone(),
            phone: entry.phone.clone(),
            email: entry.email.clone(),
            address: entry.address.clone(),
            office: entry.office,
            worker: entry.worker,
            confirmed_on,
            confirmed_by,
            is_stale: entry.is_stale,
            trained_on: entry.trained_on,
        }
    }
}

impl From<&District> for DistrictAnswer {
    fn from(district: &District) -> Self {
        let entries = |entries: &[Entry]| entries.iter().map(DirectoryEntry::from).collect();
        Self {
            name: district.name.clone(),
            localities: district.localities.clone(),
            offices: district
                .offices
                .iter()
                .map(|line| OfficeAnswer {
                    office: DirectoryEntry::from(&line.office),
                    work_coaches: entries(&line.coaches),
                })
                .collect(),
            advisers: entries(&district.advisers),
        }
    }
}

impl From<&Directory> for DirectoryAnswer {
    fn from(read: &Directory) -> Self {
        Self {
            as_at: read.as_at,
            confirmed_for_days: read.days,
            trained_for_months: read.months,
            districts: read.districts.iter().map(DistrictAnswer::from).collect(),
            without_office: read
                .without_office
                .iter()
                .map(DirectoryEntry::from)
                .collect(),
        }
    }
}

#[derive(Deserialize, ToSchema)]
pub struct EntryToRecord {
    /// `office`, `work_coach` or `adviser`.
    kind: String,
    #[serde(default)]
    name: String,
    /// Of an office and of an adviser; a work coach has that of the office.
    #[serde(default)]
    district: String,
    #[serde(default)]
    office: Option<Uuid>,
    #[serde(default)]
    worker: Option<Uuid>,
    #[serde(default)]
    phone: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    address: String,
}

impl EntryToRecord {
    fn read(self) -> Result<NewEntry, ApiError> {
        let kind: EntryKind = self
            .kind
            .parse()
            .map_err(|()| ApiError::field("kind", "Give office, work_coach or adviser."))?;
        Ok(NewEntry {
            kind,
            name: self.name,
            district: self.district,
            office: self.office,
            worker: self.worker,
            phone: self.phone,
            email: self.email,
            address: self.address,
        })
    }
}

/// The corrected entry, and the version that was read.
#[derive(Deserialize, ToSchema)]
pub struct EntryCorrection {
    based_on: Uuid,
    #[serde(flatten)]
    entry: EntryToRecord,
}

#[derive(Deserialize, ToSchema)]
pub struct TakingOut {
    /// The version that was read.
    based_on: Uuid,
    reason: String,
}

/// Offices with their work coaches, and the council's advisers, by district.
#[utoipa::path(get, path = "/jobcentre/directory", tag = "jobcentre",
    responses((status = 200, body = DirectoryAnswer), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody)))]
pub async fn show(State(app): State<App>, Caller(actor): Caller) -> Answer<DirectoryAnswer> {
    let read = directory::open(&actor, &app.office).await?;
    Ok(Json(DirectoryAnswer::from(&read)))
}

/// Add an entry. It counts as confirmed today.
#[utoipa::path(post, path = "/jobcentre/directory", tag = "jobcentre", request_body = EntryToRecord,
    responses((status = 200, body = Recorded), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn record(
    State(app): State<App>,
    Caller(actor): Caller,
    Body(asked): Body<EntryToRecord>,
) -> Answer<Recorded> {
    let id = directory::record(&actor, &app.office, asked.read()?).await?;
    Ok(Json(Recorded { id }))
}

/// Correct an entry; the version before stays readable. 409 when somebody else was faster.
#[utoipa::path(post, path = "/jobcentre/directory/{id}/correct", tag = "jobcentre", params(("id" = Uuid, Path)), request_body = EntryCorrection,
    responses((status = 200, body = Done), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn correct(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
    Body(asked): Body<EntryCorrection>,
) -> Answer<Done> {
    let entry = asked.entry.read()?;
    directory::correct(&actor, &app.office, id, asked.based_on, entry).await?;
    Ok(Json(Done { done: true }))
}

/// Say that an entry is still right today.
#[utoipa::path(post, path = "/jobcentre/directory/{id}/confirm", tag = "jobcentre", params(("id" = Uuid, Path)),
    responses((status = 200, body = Done), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn confirm(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
) -> Answer<Done> {
    directory::confirm(&actor, &app.office, &[id]).await?;
    Ok(Json(Done { done: true }))
}

/// Take an entry out. A work coach who is taken out sees nobody any more, from that moment. 409 when somebody else was faster.
#[utoipa::path(post, path = "/jobcentre/directory/{id}/take-out", tag = "jobcentre", params(("id" = Uuid, Path)), request_body = TakingOut,
    responses((status = 200, body = Done), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn take_out(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
    Body(asked): Body<TakingOut>,
) -> Answer<Done> {
    directory::take_out(&actor, &app.office, id, asked.based_on, &asked.reason).await?;
    Ok(Json(Done { done: true }))
}
