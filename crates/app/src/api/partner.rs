//! A work coach's side: the young people of the district who agreed, and one of them, with the fields that the pages show and no other.
//! Steps are recorded, corrected and withdrawn at the addresses of the Jobcentre's steps.

use axum::Json;
use axum::extract::State;
use casework::partner::{self, Missed, Next, PartnerLine, PartnerPage, SharedPerson, StepsShown};
use jiff::civil::Date;
use leaving_care::claim::{Appointment, Claim, Stage};
use leaving_care::jobcentre::SharedField;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::call::{Caller, Path};
use super::error::{Answer, ErrorBody};
use crate::state::App;

/// Who agreed, as at today.
#[derive(Serialize, ToSchema)]
pub struct SharedList {
    #[schema(value_type = String, format = Date)]
    as_at: Date,
    district: String,
    /// Who must be seen to first comes first.
    people: Vec<SharedLine>,
}

#[derive(Serialize, ToSchema)]
pub struct SharedLine {
    id: Uuid,
    name: String,
    #[schema(value_type = String, format = Date)]
    date_of_birth: Date,
    age_years: i16,
    /// `null` where there is none, or it is not shared.
    adviser: Option<String>,
    next: Option<SharedDuty>,
    /// To which fields: `name`, `phone`, `steps` and so on.
    agreed: Vec<&'static str>,
}

/// What is due under the protocol, of either side.
#[derive(Serialize, ToSchema)]
pub struct SharedDuty {
    title: String,
    /// `council`, `jobcentre` or `both`.
    owed_by: &'static str,
    #[schema(value_type = String, format = Date)]
    opens_on: Date,
    #[schema(value_type = String, format = Date)]
    due_on: Date,
    /// `upcoming`, `due`, `overdue`, `excused` or `blocked`.
    state: &'static str,
    days_late: i32,
    why: String,
}

/// One young person as far as they agreed.
#[derive(Serialize, ToSchema)]
pub struct Shared {
    id: Uuid,
    name: String,
    /// As it stands on papers.
    full_name: String,
    #[schema(value_type = String, format = Date)]
    date_of_birth: Date,
    age_years: i16,
    phone: String,
    email: String,
    adviser: Option<SharedAdviser>,
    district: String,
    /// "Former relevant"; empty where it is not shared.
    care_leaver: String,
    /// To which fields.
    agreed: Vec<&'static str>,
    /// `null` where claim and appointments are not shared.
    steps: Option<SharedSteps>,
}

#[derive(Serialize, ToSchema)]
pub struct SharedAdviser {
    name: String,
    phone: String,
    email: String,
}

#[derive(Serialize, ToSchema)]
pub struct SharedSteps {
    due: Vec<SharedDuty>,
    claims: Vec<SharedClaim>,
    /// Still to come, the soonest first.
    appointments: Vec<SharedAppointment>,
    /// The newest first.
    missed: Vec<SharedMissed>,
    /// The last ten.
    contacts: Vec<SharedContact>,
    support: Vec<SharedSupport>,
    /// What the Jobcentre recorded, the newest first: what can be corrected or withdrawn.
    recorded: Vec<SharedRecorded>,
}

#[derive(Serialize, ToSchema)]
pub struct SharedClaim {
    id: Uuid,
    benefit: &'static str,
    is_open: bool,
    stages: Vec<SharedStage>,
}

#[derive(Serialize, ToSchema)]
pub struct SharedStage {
    stage: &'static str,
    #[schema(value_type = String, format = Date)]
    on: Date,
}

#[derive(Serialize, ToSchema)]
pub struct SharedAppointment {
    id: Uuid,
    purpose: &'static str,
    #[schema(value_type = String, format = Date)]
    for_day: Date,
    time: String,
    place: String,
    channel: &'static str,
    #[schema(value_type = Option<String>, format = Date)]
    adviser_invited_on: Option<Date>,
    #[schema(value_type = Option<String>, format = Date)]
    adviser_confirmed_on: Option<Date>,
}

#[derive(Serialize, ToSchema)]
pub struct SharedMissed {
    id: Uuid,
    #[schema(value_type = String, format = Date)]
    on: Date,
    /// The first of its claim: no sanction can be considered before adviser and young person have spoken.
    is_first: bool,
    #[schema(value_type = Option<String>, format = Date)]
    adviser_told_on: Option<Date>,
    #[schema(value_type = Option<String>, format = Date)]
    conversation_on: Option<Date>,
    waits_for_conversation: bool,
    sanction: Option<SharedSanction>,
}

#[derive(Serialize, ToSchema)]
pub struct SharedSanction {
    id: Uuid,
    #[schema(value_type = String)]
    state: leaving_care::claim::SanctionState,
}

#[derive(Serialize, ToSchema)]
pub struct SharedContact {
    #[schema(value_type = String, format = Date)]
    on: Date,
    what: String,
}

#[derive(Serialize, ToSchema)]
pub struct SharedSupport {
    what: String,
    stage: &'static str,
}

#[derive(Serialize, ToSchema)]
pub struct SharedRecorded {
    /// What a correction or a withdrawal names.
    version: Uuid,
    #[schema(value_type = String, format = Date)]
    on: Date,
    what: String,
    recorded_by: String,
}

impl From<&PartnerLine> for SharedLine {
    fn from(line: &PartnerLine) -> Self {
        let person = &line.person;
        Self {
            id: person.id,
            name: person.name.clone(),
            date_of_birth: person.date_of_birth,
            age_years: person.age_years,
            adviser: person.adviser.as_ref().map(|adviser| adviser.name.clone()),
            next: line.next.as_ref().map(SharedDuty::from),
            agreed: codes(person),
        }
    }
}

impl From<&Next> for SharedDuty {
    fn from(next: &Next) -> Self {
        Self {
            title: next.title.clone(),
            owed_by: next.owed_by.code(),
            opens_on: next.opens_on,
            due_on: next.due_on,
            state: next.state.code(),
            days_late: next.days_late,
            why: next.why.clone(),
        }
    }
}

impl From<PartnerPage> for Shared {
    fn from(page: PartnerPage) -> Self {
        let steps = page.steps().map(|steps| SharedSteps::of(&page, &steps));
        let agreed = codes(&page.person);
        let person = page.person;
        Self {
            id: person.id,
            agreed,
            steps,
            name: person.name,
            full_name: person.full_name,
            date_of_birth: person.date_of_birth,
            age_years: person.age_years,
            phone: person.phone,
            email: person.email,
            adviser: person.adviser.map(|adviser| SharedAdviser {
                name: adviser.name,
                phone: adviser.phone,
                email: adviser.email,
            }),
            district: person.district,
            care_leaver: person.status,
        }
    }
}

fn codes(person: &SharedPerson) -> Vec<&'static str> {
    let fields = person.fields.iter();
    fields.map(|field: &SharedField| field.code()).collect()
}

impl SharedSteps {
    fn of(page: &PartnerPage, steps: &StepsShown) -> Self {
        Self {
            due: page.clock.open.iter().map(SharedDuty::from).collect(),
            claims: steps.claims.iter().map(SharedClaim::from).collect(),
            appointments: steps.ahead.iter().map(SharedAppointment::from).collect(),
            missed: steps.missed.iter().map(SharedMissed::from).collect(),
            contacts: steps
                .contacts
                .iter()
                .map(|(on, what)| SharedContact {
                    on: *on,
                    what: what.clone(),
                })
                .collect(),
            support: steps
                .support
                .iter()
                .map(|(what, stage)| SharedSupport {
                    what: what.clone(),
                    stage,
                })
                .collect(),
            recorded: page
                .recorded
                .iter()
                .map(|entry| SharedRecorded {
                    version: entry.version,
                    on: entry.taken.on,
                    what: entry.taken.step.label(),
                    recorded_by: entry.recorded_by.clone(),
                })
                .collect(),
        }
    }
}

impl From<&Claim> for SharedClaim {
    fn from(claim: &Claim) -> Self {
        let stage = |stage: &Stage| {
            Some(SharedStage {
                stage: stage.code(),
                on: claim.day_of(*stage)?,
            })
        };
        Self {
            id: claim.id,
            benefit: claim.benefit.code(),
            is_open: claim.is_open(),
            stages: Stage::ALL.iter().filter_map(stage).collect(),
        }
    }
}

impl From<&Appointment> for SharedAppointment {
    fn from(one: &Appointment) -> Self {
        Self {
            id: one.id,
            purpose: one.purpose.code(),
            for_day: one.for_day,
            time: one.time.clone(),
            place: one.place.clone(),
            channel: one.channel.code(),
            adviser_invited_on: one.adviser_invited_on,
            adviser_confirmed_on: one.adviser_confirmed.as_ref().map(|(on, _)| *on),
        }
    }
}

impl From<&Missed> for SharedMissed {
    fn from(missed: &Missed) -> Self {
        Self {
            id: missed.appointment.id,
            on: missed.on,
            is_first: missed.is_first,
            adviser_told_on: missed.appointment.adviser_told_on,
            conversation_on: missed.appointment.conversation_on,
            waits_for_conversation: missed.waits_for_conversation(),
            sanction: missed.sanction.as_ref().map(|sanction| SharedSanction {
                id: sanction.id,
                state: sanction.state,
            }),
        }
    }
}

/// The young people of the caller's district who agreed to share. Each look is noted. 422 where the account is not linked to the directory.
#[utoipa::path(get, path = "/partner/people", tag = "partner",
    responses((status = 200, body = SharedList), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn list(State(app): State<App>, Caller(actor): Caller) -> Answer<SharedList> {
    let list = partner::list(&actor, &app.office).await?;
    Ok(Json(SharedList {
        as_at: list.as_at,
        district: list.coach.district,
        people: list.people.iter().map(SharedLine::from).collect(),
    }))
}

/// One of them, as far as they agreed. Each look is noted. 404 for everybody else, whoever the council may know.
#[utoipa::path(get, path = "/partner/people/{id}", tag = "partner", params(("id" = Uuid, Path)),
    responses((status = 200, body = Shared), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn show(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
) -> Answer<Shared> {
    let page = partner::open(&actor, &app.office, id).await?;
    Ok(Json(Shared::from(page)))
}
