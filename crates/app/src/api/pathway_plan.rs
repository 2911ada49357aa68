//! Plans, promises, readiness lists and education plans: reading them, also as everything that is held about a person.

use axum::Json;
use axum::extract::State;
use casework::pathway_plan::{self, Held, Mark, MarkKind, OpenPlan, PersonAction, Plan};
use casework::person::View;
use casework::{Actor, Error, Office};
use jiff::{Timestamp, civil::Date};
use leaving_care::pathway_plan::Section;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::call::{Caller, Path, Query};
use super::error::{Answer, ErrorBody};
use crate::clock;
use crate::state::App;

/// Everything about a person's plans.
#[derive(Serialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "programs read these names")]
pub struct Plans {
    /// Newest first.
    plans: Vec<PlanSummary>,
    /// By day.
    promises: Vec<PromiseAnswer>,
    readiness: Vec<ReadinessLine>,
    education: Vec<EducationStep>,
}

#[derive(Serialize, ToSchema)]
pub struct PlanSummary {
    id: Uuid,
    /// `needs_assessment` or `pathway_plan`.
    kind: &'static str,
    /// The form, with the law that it follows.
    form: String,
    form_source: String,
    form_is_verified: bool,
    /// `being_written`, `signed_off` or `taken_back`.
    state: &'static str,
    #[schema(value_type = String, format = Date)]
    begun_on: Date,
    #[schema(value_type = Option<String>, format = Date)]
    agreed_on: Option<Date>,
    /// The plan from which a review began.
    based_on: Option<Uuid>,
    marks: Vec<MarkAnswer>,
}

#[derive(Serialize, ToSchema)]
pub struct MarkAnswer {
    /// `signed_off`, `checked`, `comment`, `copy_given`, `own_view` or `taken_back`.
    kind: &'static str,
    /// Of a check: `good`, `mend_next_time` or `do_again`. Of an own view: `yes`, `in_part`, `no` or `did_not_say`.
    verdict: &'static str,
    #[schema(value_type = String, format = Date)]
    on: Date,
    words: String,
    by: String,
    role: String,
}

#[derive(Serialize, ToSchema)]
pub struct PromiseAnswer {
    id: Uuid,
    plan: Uuid,
    goal: String,
    what: String,
    /// As it prints.
    owner: String,
    /// The worker who does it; none where it is the young person or somebody else.
    owner_worker: Option<Uuid>,
    resources: String,
    #[schema(value_type = Option<String>, format = Date)]
    due_on: Option<Date>,
    /// `kept`, `not_kept` or `no_longer_needed`; none while nobody has said.
    outcome: Option<&'static str>,
    is_late: bool,
}

#[derive(Serialize, ToSchema)]
pub struct ReadinessLine {
    item: &'static str,
    title: &'static str,
    /// `have`, `runs_out_soon`, `ran_out`, `on_its_way`, `missing`, `not_asked` or `not_needed`.
    #[schema(value_type = String)]
    standing: leaving_care::readiness::Standing,
    #[schema(value_type = Option<String>, format = Date)]
    expires_on: Option<Date>,
    helper: String,
}

#[derive(Serialize, ToSchema)]
pub struct EducationStep {
    id: Uuid,
    /// `started`, `completed`, `reviewed` or `virtual_school_liaison`.
    step: &'static str,
    #[schema(value_type = String, format = Date)]
    happened_on: Date,
    place: String,
    goals: String,
}

/// One plan with its parts and what it still lacks.
#[derive(Serialize, ToSchema)]
pub struct PlanAnswer {
    plan: PlanSummary,
    parts: Vec<PartAnswer>,
    /// What it lacks; what `stops` must be mended before it can be signed off.
    findings: Vec<FindingAnswer>,
    promises: Vec<PromiseAnswer>,
}

#[derive(Serialize, ToSchema)]
pub struct PartAnswer {
    head: String,
    title: String,
    law: String,
    #[schema(value_type = Object)]
    content: Section,
    /// Whether it says something else than in the plan from which this one began.
    is_changed: bool,
}

#[derive(Serialize, ToSchema)]
pub struct FindingAnswer {
    head: String,
    place: String,
    reason: String,
    remedy: String,
    stops: bool,
}

/// Everything that is held, with every version.
#[derive(Serialize, ToSchema)]
pub struct HeldAnswer {
    plans: Vec<HeldPlan>,
    promises: Vec<HeldPromise>,
    readiness: Vec<HeldReadiness>,
    education: Vec<HeldEducation>,
}

#[derive(Serialize, ToSchema)]
pub struct HeldPlan {
    plan: PlanSummary,
    versions: Vec<HeldPart>,
}

#[derive(Serialize, ToSchema)]
pub struct HeldPart {
    head: String,
    /// As it is kept.
    content: String,
    #[schema(value_type = String, format = DateTime)]
    recorded_at: Timestamp,
    recorded_by: String,
    #[schema(value_type = Option<String>, format = DateTime)]
    superseded_at: Option<Timestamp>,
}

#[derive(Serialize, ToSchema)]
pub struct HeldPromise {
    promise: PromiseAnswer,
    #[schema(value_type = String, format = DateTime)]
    recorded_at: Timestamp,
    recorded_by: String,
    #[schema(value_type = Option<String>, format = DateTime)]
    superseded_at: Option<Timestamp>,
}

#[derive(Serialize, ToSchema)]
pub struct HeldReadiness {
    item: String,
    state: &'static str,
    evidence: String,
    missing: String,
    helper: String,
    #[schema(value_type = Option<String>, format = Date)]
    expires_on: Option<Date>,
    #[schema(value_type = String, format = DateTime)]
    recorded_at: Timestamp,
    recorded_by: String,
}

#[derive(Serialize, ToSchema)]
pub struct HeldEducation {
    step: EducationStep,
    kept_at: String,
    #[schema(value_type = String, format = DateTime)]
    recorded_at: Timestamp,
    recorded_by: String,
    withdrawn: Option<String>,
}

/// As it was known at the end of a day.
#[derive(Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct Known {
    /// The day, such as 2026-03-31; as it is known now when not given.
    #[param(value_type = Option<String>, format = Date)]
    known_at: Option<Date>,
}

/// A person's plans, promises, readiness list and education plan.
#[utoipa::path(get, path = "/people/{id}/plans", tag = "plans", params(("id" = Uuid, Path), Known),
    responses((status = 200, body = Plans), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn of_person(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
    Query(asked): Query<Known>,
) -> Answer<Plans> {
    let today = actor.moment.today;
    let view = View {
        as_at: today,
        known_at: asked.known_at.map(clock::end_of),
    };
    let found = pathway_plan::of_person(&actor, &app.office, id, view).await?;
    let promises = found.open_actions.iter().chain(&found.past_actions);
    Ok(Json(Plans {
        plans: found.plans.iter().map(summary).collect(),
        promises: promises.map(|action| promise(action, today)).collect(),
        readiness: found
            .readiness
            .iter()
            .map(|line| ReadinessLine {
                item: &line.item.id,
                title: &line.item.title,
                standing: line.standing,
                expires_on: line.answer.as_ref().and_then(|answer| answer.expires_on),
                helper: line.helper().to_owned(),
            })
            .collect(),
        education: found.education.iter().map(education).collect(),
    }))
}

/// One plan with its parts.
#[utoipa::path(get, path = "/plans/{id}", tag = "plans", params(("id" = Uuid, Path), Known),
    responses((status = 200, body = PlanAnswer), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn show(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
    Query(asked): Query<Known>,
) -> Answer<PlanAnswer> {
    let known_at = asked.known_at.map(clock::end_of);
    let open = pathway_plan::open(&actor, &app.office, id, known_at).await?;
    Ok(Json(answer(open, actor.moment.today)))
}

/// Everything that is held about a person's plans, with every version of it.
#[utoipa::path(get, path = "/people/{id}/plans/history", tag = "plans", params(("id" = Uuid, Path)),
    responses((status = 200, body = HeldAnswer), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn history(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
) -> Answer<HeldAnswer> {
    Ok(Json(HeldAnswer::read(&actor, &app.office, id).await?))
}

impl HeldAnswer {
    /// Everything that is held about a person's plans.
    pub async fn read(actor: &Actor, office: &Office, id: Uuid) -> Result<Self, Error> {
        let held = pathway_plan::held(actor, office, id).await?;
        Ok(Self::of(held, actor.moment.today))
    }

    fn of(held: Held, today: Date) -> Self {
        Self {
            plans: held
                .plans
                .into_iter()
                .map(|(plan, versions)| HeldPlan {
                    plan: summary(&plan),
                    versions: versions
                        .into_iter()
                        .map(|version| HeldPart {
                            head: version.head,
                            content: version.content,
                            recorded_at: version.by.at,
                            recorded_by: version.by.name,
                            superseded_at: version.superseded.map(|(at, _)| at),
                        })
                        .collect(),
                })
                .collect(),
            promises: held
                .actions
                .into_iter()
                .map(|record| HeldPromise {
                    recorded_at: record.at,
                    recorded_by: record.by.clone(),
                    superseded_at: record.superseded.as_ref().map(|superseded| superseded.at),
                    promise: promise(&record.into(), today),
                })
                .collect(),
            readiness: held
                .readiness
                .into_iter()
                .map(|record| HeldReadiness {
                    item: record.answer.item,
                    state: record.answer.state.code(),
                    evidence: record.answer.evidence,
                    missing: record.answer.missing,
                    helper: record.answer.helper,
                    expires_on: record.answer.expires_on,
                    recorded_at: record.at,
                    recorded_by: record.by,
                })
                .collect(),
            education: held
                .education
                .into_iter()
                .map(|record| HeldEducation {
                    step: education(&record),
                    kept_at: record.step.kept_at,
                    recorded_at: record.at,
                    recorded_by: record.by,
                    withdrawn: record.superseded.map(|superseded| superseded.reason),
                })
                .collect(),
        }
    }
}

fn answer(open: OpenPlan, today: Date) -> PlanAnswer {
    PlanAnswer {
        plan: summary(&open.plan),
        findings: open
            .findings
            .into_iter()
            .map(|finding| FindingAnswer {
                head: finding.head,
                place: finding.place,
                reason: finding.reason,
                remedy: finding.remedy,
                stops: finding.stops,
            })
            .collect(),
        promises: open
            .actions
            .iter()
            .map(|action| promise(action, today))
            .collect(),
        parts: open
            .sections
            .into_iter()
            .map(|section| PartAnswer {
                is_changed: section.is_changed(),
                head: section.head.id,
                title: section.head.title,
                law: section.head.law,
                content: section.section,
            })
            .collect(),
    }
}

fn summary(plan: &Plan) -> PlanSummary {
    PlanSummary {
        id: plan.id,
        kind: plan.kind.code(),
        form: plan.form.id.clone(),
        form_source: plan.form.source.clone(),
        form_is_verified: plan.form.is_verified,
        state: plan.state().code(),
        begun_on: plan.begun_on,
        agreed_on: plan.signed_off().map(|mark| mark.on),
        based_on: plan.based_on,
        marks: plan.marks.iter().map(mark).collect(),
    }
}

fn mark(mark: &Mark) -> MarkAnswer {
    let (kind, verdict) = match &mark.kind {
        MarkKind::SignedOff { .. } => ("signed_off", ""),
        MarkKind::Checked(verdict) => ("checked", verdict.code()),
        MarkKind::Comment => ("comment", ""),
        MarkKind::CopyGiven => ("copy_given", ""),
        MarkKind::OwnView(agreed) => ("own_view", agreed.code()),
        MarkKind::TakenBack => ("taken_back", ""),
    };
    MarkAnswer {
        kind,
        verdict,
        on: mark.on,
        words: mark.words.clone(),
        by: mark.by.name.clone(),
        role: mark.role.clone(),
    }
}

fn promise(action: &PersonAction, today: Date) -> PromiseAnswer {
    let promised = &action.action;
    PromiseAnswer {
        id: action.id,
        plan: promised.because.id(),
        goal: promised.goal.clone(),
        what: promised.what.clone(),
        owner: promised.owner.to_string(),
        owner_worker: promised.owner.worker(),
        resources: promised.resources.clone(),
        due_on: promised.due_on,
        outcome: promised.came_of_it.as_ref().map(|came| came.outcome.code()),
        is_late: promised.is_late(today),
    }
}

fn education(record: &casework::education_plan::RecordedStep) -> EducationStep {
    EducationStep {
        id: record.id,
        step: record.step.step.code(),
        happened_on: record.step.happened_on,
        place: record.step.place.clone(),
        goals: record.step.goals.clone(),
    }
}
