//! Recording a step of a personal education plan, or a talk between the virtual school and the adviser, and withdrawing one.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect},
};
use casework::{Action, Actor, Error, education_plan, person::Who};
use leaving_care::education_plan::{EducationPlanStep, EducationStep};
use uuid::Uuid;

use super::Fields;
use crate::web::{
    call::{Path, Query, Sent},
    context::{Answer, App, SignedIn, render},
    form::{Choice, Form},
    layout::Page,
    person::withdraw::{Withdrawal, show as show_withdrawal},
    printed,
};

#[derive(Template)]
#[template(path = "pathway_plan/education_form.html")]
struct EducationPage {
    page: Page,
    form: Form,
    who: Who,
    steps: Vec<Choice>,
}

#[derive(serde::Deserialize)]
pub struct Preset {
    #[serde(default)]
    step: String,
}

pub async fn form(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(person): Path<Uuid>,
    Query(asked): Query<Preset>,
) -> Answer {
    actor.must(Action::RecordEducationPlans, &actor.authority)?;
    let mut form = Form::default();
    form.set("step", asked.step);
    form.set_date("happened_on", actor.moment.today);
    show(&app, &actor, person, form).await
}

async fn show(app: &App, actor: &Actor, person: Uuid, form: Form) -> Answer {
    render(&EducationPage {
        page: app
            .page(actor, "Education plan", "/people")
            .with_errors_of(&form),
        form,
        who: casework::person::who(actor, &app.office, person).await?,
        steps: EducationStep::ALL
            .into_iter()
            .map(|step| Choice::new(step.code(), step.label()))
            .collect(),
    })
}

pub async fn record(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(person): Path<Uuid>,
    Sent(sent): Fields,
) -> Answer {
    actor.must(Action::RecordEducationPlans, &actor.authority)?;
    let mut form: Form = sent.into_iter().collect();
    if let Some(step) = read(&mut form) {
        match education_plan::record(&actor, &app.office, person, step).await {
            Ok(_) => {
                let to = format!("/people/{person}/plan?done=education#education");
                return Ok(Redirect::to(&to).into_response());
            }
            Err(Error::Invalid(problems)) => form.add_problems(&problems),
            Err(error) => return Err(error.into()),
        }
    }
    let page = show(&app, &actor, person, form).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn read(form: &mut Form) -> Option<EducationPlanStep> {
    let happened_on = form.required_date("happened_on", "The day");
    let next_on = form.optional_date("next_on", "The next time");
    let step = EducationStep::from_code(form.value("step"));
    if step.is_none() {
        form.add_error("step", "Choose what was done");
    }
    if form.has_errors() {
        return None;
    }
    Some(EducationPlanStep {
        step: step?,
        happened_on: happened_on?,
        place: form.value("place").to_owned(),
        kept_at: form.value("kept_at").to_owned(),
        goals: form.value("goals").to_owned(),
        next_on,
    })
}

pub async fn withdraw_form(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(step): Path<Uuid>,
) -> Answer {
    actor.must(Action::RecordEducationPlans, &actor.authority)?;
    let record = education_plan::find(&actor, &app.office, step).await?;
    show_withdrawal(&app, &actor, withdrawal(&record), Form::default()).await
}

pub async fn withdraw(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(step): Path<Uuid>,
    Sent(sent): Fields,
) -> Answer {
    let mut form: Form = sent.into_iter().collect();
    let reason = form.value("reason").to_owned();
    let status = match education_plan::withdraw(&actor, &app.office, step, &reason).await {
        Ok(person) => {
            let to = format!("/people/{person}/plan?done=withdrawal#education");
            return Ok(Redirect::to(&to).into_response());
        }
        Err(error) => form.take_refusal(error, "reason")?,
    };
    let record = education_plan::find(&actor, &app.office, step).await?;
    let page = show_withdrawal(&app, &actor, withdrawal(&record), form).await?;
    Ok((status, page).into_response())
}

fn withdrawal(record: &education_plan::RecordedStep) -> Withdrawal {
    let step = &record.step;
    let mut facts = vec![
        ("What", step.step.label().to_owned()),
        ("When", printed::long_date(&step.happened_on)),
        ("School, college or provider", step.place.clone()),
        ("Goals and support", step.goals.clone()),
    ];
    facts.retain(|(_, text)| !text.is_empty());
    Withdrawal {
        person: record.person,
        path: format!("/education-steps/{}", record.id),
        facts,
        is_gone: record.superseded.is_some(),
        instead: "If it happened on another day, withdraw it and record it again with the right day.",
    }
}
