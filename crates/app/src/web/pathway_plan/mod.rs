//! A young person's plans: what is in force, what was promised, what is being written, the readiness list and the education plan.

pub mod education;
pub mod glance;
mod known;
pub mod marks;
pub mod own;
pub mod plan;
pub mod readiness;
pub mod section;
mod section_form;
pub mod sign_off;
pub mod team;

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect},
};
use casework::{
    Action, Actor, Error,
    pathway_plan::{self, Mark, MarkKind, PersonAction, PersonPlans, Plan, PlanState},
};
use jiff::civil::Date;
use leaving_care::{
    action::{CameOfIt, Outcome, Owner},
    event::Attendee,
    plan_form::{DocumentKind, PlanForm},
    readiness::{Share, Standing},
};
use uuid::Uuid;

use crate::{
    clock,
    web::{
        call::{Path, Query, Sent},
        context::{Answer, App, Problem, SignedIn, render},
        duty::Back,
        form::Form,
        layout::Page,
        printed,
    },
};

pub use known::Known;

/// What a form is sent as.
type Fields = Sent<Vec<(String, String)>>;

#[derive(Template)]
#[template(path = "pathway_plan/overview.html")]
struct Overview {
    page: Page,
    form: Form,
    plans: PersonPlans,
    current: Option<PlanLine>,
    documents: Vec<Document>,
    earlier: Vec<PlanLine>,
    promises: Vec<PromiseLine>,
    past: Vec<PromiseLine>,
    share: Share,
    missing: Vec<&'static str>,
    may: May,
    known: Known,
}

/// What the reader may do.
#[derive(Debug, Clone, Copy)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent answers that a page shows"
)]
pub struct May {
    pub write: bool,
    pub check: bool,
    pub comment: bool,
    pub educate: bool,
}

impl May {
    pub fn of(actor: &Actor) -> Self {
        Self {
            write: actor.may(Action::WritePlans),
            check: actor.may(Action::CheckPlans),
            comment: actor.may(Action::CommentOnPlans),
            educate: actor.may(Action::RecordEducationPlans),
        }
    }

    /// On a look back nothing can be done.
    pub fn when(actor: &Actor, known: Known) -> Self {
        if known.is_now() {
            Self::of(actor)
        } else {
            Self {
                write: false,
                check: false,
                comment: false,
                educate: false,
            }
        }
    }
}

/// An assessment or a plan: what there is and what can be begun.
struct Document {
    kind: DocumentKind,
    current: Option<PlanLine>,
    being_written: Option<PlanLine>,
    forms: Vec<Arc<PlanForm>>,
    /// "Begin a review", "Begin a pathway plan".
    begin: String,
}

/// A plan in a list.
pub struct PlanLine {
    pub id: Uuid,
    pub title: String,
    pub state: PlanState,
    pub on: Date,
    pub by: String,
    pub has_before: bool,
    pub check: &'static str,
}

impl PlanLine {
    pub fn of(plan: &Plan) -> Self {
        Self {
            id: plan.id,
            title: plan.title(),
            state: plan.state(),
            on: plan.agreed_on(),
            by: plan
                .signed_off()
                .map_or(&plan.begun, |mark| &mark.by)
                .name
                .clone(),
            has_before: plan.is_review(),
            check: match (plan.state(), plan.checked()) {
                (PlanState::SignedOff, Some((_, verdict))) => verdict.label(),
                (PlanState::SignedOff, None) => "Not checked by a second person yet",
                _ => "",
            },
        }
    }
}

/// A promise in a list, with the fields of its form.
pub struct PromiseLine {
    pub promise: PersonAction,
    /// Who does it, as the reader knows them.
    pub owner: String,
    pub is_late: bool,
    /// Where the page is, to come back to it.
    pub anchor: String,
}

impl PromiseLine {
    /// `young_person`: what the reader calls them, such as their name.
    pub fn of(promise: PersonAction, today: Date, young_person: &str) -> Self {
        Self {
            owner: owner_name(&promise.action.owner, young_person),
            is_late: promise.action.is_late(today),
            anchor: format!("promise-{}", promise.id),
            promise,
        }
    }

    pub fn all(promises: &[PersonAction], today: Date, young_person: &str) -> Vec<Self> {
        promises
            .iter()
            .map(|promise| Self::of(promise.clone(), today, young_person))
            .collect()
    }
}

/// Who does something, with the young person by the name that the reader has for them.
pub fn owner_name(owner: &Owner, young_person: &str) -> String {
    match owner {
        Owner::YoungPerson => young_person.to_owned(),
        owner => owner.to_string(),
    }
}

#[derive(serde::Deserialize)]
pub struct Asked {
    #[serde(default)]
    pub done: String,
    /// The day on which it was known so; programs call it `known_at`.
    #[serde(default, alias = "known_at")]
    pub known: String,
}

pub async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(person): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Answer {
    let mut form = Form::default();
    form.set_date("on", actor.moment.today);
    let known = Known::read(&asked.known, &actor)?;
    show_with(&app, &actor, person, form, (&asked.done, known)).await
}

async fn show_with(
    app: &App,
    actor: &Actor,
    person: Uuid,
    form: Form,
    (word, known): (&str, Known),
) -> Answer {
    let plans = pathway_plan::of_person(actor, &app.office, person, known.view())
        .await
        .map_err(|error| known.or_not_yet(error))?;
    let mut page = app
        .page(actor, "Plan and promises", "/people")
        .with_errors_of(&form);
    page.notice = done(word).map(str::to_owned);
    let lines =
        |actions: &[PersonAction]| PromiseLine::all(actions, known.as_at(), &plans.who.name);
    let current = plans.current(DocumentKind::PathwayPlan);
    let in_force: Vec<Uuid> = DocumentKind::ALL
        .iter()
        .filter_map(|kind| plans.current(*kind).map(|plan| plan.id))
        .collect();
    render(&Overview {
        page,
        form,
        current: current.map(PlanLine::of),
        documents: [DocumentKind::PathwayPlan, DocumentKind::NeedsAssessment]
            .map(|kind| document(actor, &plans, kind))
            .into(),
        earlier: plans
            .plans
            .iter()
            .filter(|plan| !plan.is_being_written() && !in_force.contains(&plan.id))
            .map(PlanLine::of)
            .collect(),
        promises: lines(&plans.open_actions),
        past: lines(&plans.past_actions),
        share: Share::of(&plans.readiness),
        missing: plans
            .readiness
            .iter()
            .filter(|line| {
                line.counts() && !line.standing.is_in_hand() && line.standing != Standing::NotAsked
            })
            .map(|line| line.item.title.as_str())
            .collect(),
        may: May::when(actor, known),
        known,
        plans,
    })
}

fn document(actor: &Actor, plans: &PersonPlans, kind: DocumentKind) -> Document {
    let today = actor.moment.today;
    let current = plans.current(kind);
    let begin = match (current, kind) {
        (Some(_), DocumentKind::PathwayPlan) => "Begin a review",
        (None, DocumentKind::PathwayPlan) => "Begin a pathway plan",
        (Some(_), DocumentKind::NeedsAssessment) => "Assess needs again",
        (None, DocumentKind::NeedsAssessment) => "Begin a needs assessment",
    };
    Document {
        kind,
        current: current.map(PlanLine::of),
        being_written: plans.being_written(kind).map(PlanLine::of),
        forms: pathway_plan::can_begin(&actor.authority, kind, plans.age_years, today),
        begin: begin.to_owned(),
    }
}

/// What was done just before, from its word in the address.
pub fn done(word: &str) -> Option<&'static str> {
    Some(match word {
        "saved" => "Saved",
        "draft" => "Draft saved",
        "kept" => "Nothing was changed: what the other person wrote stands.",
        "signed" => "Signed off. Its steps are promises now, and the next review has its day.",
        "checked" => "Check recorded",
        "comment" => "Comment saved",
        "copy" => "Recorded that they have a copy",
        "back" => "Taken back. It stays in the history.",
        "promise" => "Saved what came of it",
        "review" => "Recorded that they asked for a review",
        "readiness" => "Readiness list saved",
        "went" => "Recorded that you went through the list together",
        "education" => "Recorded",
        "withdrawal" => "Withdrawn. It stays in the history.",
        _ => return None,
    })
}

/// Begins an assessment, a plan or a review, or goes on with the one that is being written.
pub async fn begin(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(person): Path<Uuid>,
    Sent(sent): Fields,
) -> Answer {
    let form: Form = sent.into_iter().collect();
    let plan = pathway_plan::begin(&actor, &app.office, person, form.value("form")).await?;
    Ok(Redirect::to(&format!("/plans/{plan}")).into_response())
}

/// The young person asked for a review.
pub async fn request_review(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(person): Path<Uuid>,
    Sent(sent): Fields,
) -> Answer {
    actor.must(Action::WritePlans, &actor.authority)?;
    let mut form: Form = sent.into_iter().collect();
    if let Some(on) = form.required_date("on", "The day on which they asked") {
        let words = form.value("words").to_owned();
        match pathway_plan::request_review(&actor, &app.office, person, on, &words).await {
            Ok(()) => {
                let to = format!("/people/{person}/plan?done=review");
                return Ok(Redirect::to(&to).into_response());
            }
            Err(Error::Invalid(problems)) => form.add_problems(&problems),
            Err(error) => return Err(error.into()),
        }
    }
    let page = show_with(&app, &actor, person, form, ("", Known::now(&actor))).await?;
    Ok((axum::http::StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// What came of a promise.
pub async fn outcome(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(action): Path<Uuid>,
    Sent(sent): Fields,
) -> Answer {
    let form: Form = sent.into_iter().collect();
    let refuse = |words: &str| Problem::Refused(words.to_owned());
    let version = form
        .value("version")
        .parse()
        .map_err(|_| Problem::NotFound)?;
    let outcome = Outcome::from_code(form.value("outcome"))
        .ok_or_else(|| refuse("Choose whether it was kept. Go back and choose one answer."))?;
    let came = CameOfIt {
        outcome,
        on: actor.moment.today,
        note: form.value("note").to_owned(),
    };
    let said =
        casework::action::say_what_came_of_it(&actor, &app.office, action, version, came).await;
    let person = match said {
        Ok(person) => person,
        Err(Error::Conflict) => {
            return Err(refuse(
                "Somebody else said what came of this while you were here. Go back, load the page again, and look at what stands now.",
            ));
        }
        Err(error) => return Err(error.into()),
    };
    // Back to where it was said: my work, the overview, or the review that is being written.
    let to = match form.value("plan").parse::<Uuid>() {
        _ if form.value("back") == Back::Work.word() => Back::Work.after(person, "promise"),
        Ok(plan) => format!("/plans/{plan}?done=promise#promises"),
        Err(_) => format!("/people/{person}/plan?done=promise#promises"),
    };
    Ok(Redirect::to(&to).into_response())
}

/// Who was there, in words.
pub fn attendees(present: &[Attendee]) -> String {
    let words: Vec<&str> = present.iter().map(|attendee| attendee.label()).collect();
    words.join(", ")
}

/// "Robin Marsh, 3 March 2026".
pub fn marked_by(mark: &Mark) -> String {
    let day = clock::day_of(mark.by.at);
    format!("{}, {}", mark.by.name, printed::long_date(&day))
}

/// What a mark says in a list.
pub fn mark_words(mark: &Mark) -> String {
    let role = mark.role.replace('_', " ");
    match &mark.kind {
        MarkKind::SignedOff { .. } => "Signed off".to_owned(),
        MarkKind::Checked(verdict) => format!("Quality check: {}", verdict.label()),
        MarkKind::Comment => format!("Comment by the {role}"),
        MarkKind::CopyGiven => format!(
            "The young person was given a copy, explained, on {}",
            printed::long_date(&mark.on)
        ),
        MarkKind::OwnView(agreed) => {
            format!(
                "The young person says: \u{201c}{}\u{201d}",
                agreed.own_label()
            )
        }
        MarkKind::TakenBack => "Taken back".to_owned(),
    }
}
