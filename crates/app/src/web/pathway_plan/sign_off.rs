//! Signing a plan off: what is still missing comes first, each with the way to it.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect},
};
use casework::{
    Action, Actor, Error,
    pathway_plan::{self, NewSignOff, OpenPlan},
};
use leaving_care::event::Attendee;
use uuid::Uuid;

use super::Fields;
use crate::web::{
    call::{Path, Sent},
    context::{Answer, App, SignedIn, render},
    form::{Choice, Form},
    layout::Page,
};

#[derive(Template)]
#[template(path = "pathway_plan/sign_off.html")]
struct SignOffPage {
    page: Page,
    form: Form,
    open: OpenPlan,
    attendees: Vec<Choice>,
}

pub async fn form(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(plan): Path<Uuid>,
) -> Answer {
    actor.must(Action::WritePlans, &actor.authority)?;
    let open = pathway_plan::open(&actor, &app.office, plan, None).await?;
    let mut form: Form = [
        ("present", Attendee::YoungPerson.code()),
        ("present", Attendee::PersonalAdviser.code()),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .collect();
    form.set_date("on", actor.moment.today);
    show(&app, &actor, open, form)
}

fn show(app: &App, actor: &Actor, open: OpenPlan, form: Form) -> Answer {
    if !open.plan.is_being_written() {
        return Ok(Redirect::to(&format!("/plans/{}", open.plan.id)).into_response());
    }
    let upper = |label: &str| {
        let mut characters = label.chars();
        characters.next().map_or_else(String::new, |first| {
            first.to_uppercase().chain(characters).collect()
        })
    };
    render(&SignOffPage {
        page: app.page(actor, "Sign off", "/people").with_errors_of(&form),
        attendees: Attendee::ALL
            .into_iter()
            .filter(|attendee| *attendee != Attendee::WorkCoach)
            .map(|attendee| Choice::new(attendee.code(), upper(attendee.label())))
            .collect(),
        form,
        open,
    })
}

pub async fn sign_off(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(plan): Path<Uuid>,
    Sent(sent): Fields,
) -> Answer {
    actor.must(Action::WritePlans, &actor.authority)?;
    let mut form: Form = sent.into_iter().collect();
    if let Some(on) = form.required_date("on", "The day on which it was agreed") {
        let present = form
            .values_of("present")
            .filter_map(|code| code.parse().ok())
            .collect();
        let new = NewSignOff { on, present };
        match pathway_plan::sign_off(&actor, &app.office, plan, new).await {
            Ok(()) => {
                return Ok(Redirect::to(&format!("/plans/{plan}?done=signed")).into_response());
            }
            // What the plan lacks stands on the page with the way to it; the fields get their own messages.
            Err(Error::Invalid(problems)) => {
                let of_fields: Vec<_> = problems
                    .into_iter()
                    .filter(|problem| problem.field != "plan")
                    .collect();
                form.add_problems(&of_fields);
            }
            Err(error) => return Err(error.into()),
        }
    }
    let open = pathway_plan::open(&actor, &app.office, plan, None).await?;
    let page = show(&app, &actor, open, form)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}
