//! What becomes of a plan: a check of its quality, a comment, a copy given, and taking it back.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect},
};
use casework::{
    Actor, Error,
    pathway_plan::{self, Verdict},
};
use uuid::Uuid;

use super::{Fields, Known, plan::show_open};
use crate::web::{
    call::{Path, Sent},
    context::{Answer, App, SignedIn},
    form::Form,
};

pub async fn check(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(plan): Path<Uuid>,
    Sent(sent): Fields,
) -> Answer {
    actor.must(casework::Action::CheckPlans, &actor.authority)?;
    let mut form: Form = sent.into_iter().collect();
    let Some(verdict) = Verdict::from_code(form.value("verdict")) else {
        form.add_error("verdict", "Choose how good it is");
        return again(&app, &actor, plan, form).await;
    };
    let words = form.value("mend").to_owned();
    let done = pathway_plan::check(&actor, &app.office, plan, verdict, &words).await;
    answer(&app, &actor, plan, form, (done, "checked", "mend")).await
}

pub async fn comment(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(plan): Path<Uuid>,
    Sent(sent): Fields,
) -> Answer {
    let form: Form = sent.into_iter().collect();
    let words = form.value("comment").to_owned();
    let done = pathway_plan::comment(&actor, &app.office, plan, &words).await;
    answer(&app, &actor, plan, form, (done, "comment", "comment")).await
}

pub async fn give_copy(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(plan): Path<Uuid>,
    Sent(sent): Fields,
) -> Answer {
    actor.must(casework::Action::WritePlans, &actor.authority)?;
    let mut form: Form = sent.into_iter().collect();
    let Some(on) = form.required_date("on", "The day on which they were given it") else {
        return again(&app, &actor, plan, form).await;
    };
    let words = form.value("how").to_owned();
    let done = pathway_plan::give_copy(&actor, &app.office, plan, on, &words).await;
    answer(&app, &actor, plan, form, (done, "copy", "how")).await
}

pub async fn take_back(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(plan): Path<Uuid>,
    Sent(sent): Fields,
) -> Answer {
    let form: Form = sent.into_iter().collect();
    let reason = form.value("reason").to_owned();
    let done = pathway_plan::take_back(&actor, &app.office, plan, &reason).await;
    answer(&app, &actor, plan, form, (done, "back", "reason")).await
}

/// Back to the plan, or the page again with what is wrong; `words` is what the field for the text is called here.
async fn answer(
    app: &App,
    actor: &Actor,
    plan: Uuid,
    mut form: Form,
    (done, word, words): (Result<(), Error>, &str, &str),
) -> Answer {
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/plans/{plan}?done={word}")).into_response()),
        Err(Error::Invalid(problems)) => {
            for problem in problems {
                let field = match problem.field {
                    "words" => words,
                    field => field,
                };
                form.add_error(field, problem.message);
            }
            again(app, actor, plan, form).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn again(app: &App, actor: &Actor, plan: Uuid, form: Form) -> Answer {
    let open = pathway_plan::open(actor, &app.office, plan, None).await?;
    let page = show_open(app, actor, open, form, ("", Known::now(actor)))?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}
