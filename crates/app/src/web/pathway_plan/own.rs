//! A young person's own plan: to read, to say whether they agree, and to ask for a review.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect},
};
use casework::pathway_plan::{self, OwnPlan};
use leaving_care::{
    pathway_plan::Agreed,
    plan_form::{AGREEMENT, HeadKind, OWN_WORDS},
    readiness::Share,
};

use super::{Asked, Fields, PromiseLine};
use crate::web::{
    call::{Query, Sent},
    context::{Answer, App, Problem, SignedIn, render},
    form::{Choice, Form},
    layout::Page,
    printed,
};

#[derive(Template)]
#[template(path = "pathway_plan/own.html")]
struct OwnPage {
    page: Page,
    form: Form,
    own: OwnPlan,
    promises: Vec<PromiseLine>,
    answers: Vec<Choice>,
    share: Share,
}

pub async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Asked>,
) -> Answer {
    let own = pathway_plan::of_ones_own(&actor, &app.office).await?;
    let mut page = app.page(&actor, "My plan", "/my/plan");
    page.notice = match asked.done.as_str() {
        "view" => Some("Saved. Your adviser can read it.".to_owned()),
        "review" => Some("Your adviser knows that you want a review.".to_owned()),
        _ => None,
    };
    let today = actor.moment.today;
    render(&OwnPage {
        page,
        form: Form::default(),
        promises: own
            .all
            .open_actions
            .iter()
            .chain(&own.all.past_actions)
            .map(|action| PromiseLine::of(action.clone(), today, "You"))
            .collect(),
        answers: Agreed::ALL
            .into_iter()
            .map(|agreed| Choice::new(agreed.code(), agreed.own_label()))
            .collect(),
        share: Share::of(&own.all.readiness),
        own,
    })
}

pub async fn say(State(app): State<App>, SignedIn(actor): SignedIn, Sent(sent): Fields) -> Answer {
    let form: Form = sent.into_iter().collect();
    let plan = form.value("plan").parse().map_err(|_| Problem::NotFound)?;
    let agreed = Agreed::from_code(form.value("answer"))
        .ok_or_else(|| Problem::Refused("Choose one answer. Go back and choose.".to_owned()))?;
    let words = form.value("words");
    pathway_plan::say_own_view(&actor, &app.office, plan, agreed, words).await?;
    Ok(Redirect::to("/my/plan?done=view").into_response())
}

pub async fn request_review(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Sent(sent): Fields,
) -> Answer {
    let form: Form = sent.into_iter().collect();
    pathway_plan::request_own_review(&actor, &app.office, form.value("why")).await?;
    Ok(Redirect::to("/my/plan?done=review").into_response())
}
