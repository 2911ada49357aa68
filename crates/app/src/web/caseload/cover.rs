//! Cover: who is away and who sees their work meanwhile, arranged on one page.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect},
};
use casework::{
    Action, Actor, Error,
    cover::{self, Cover, NewCover},
};
use uuid::Uuid;

use super::Fields;
use crate::web::{
    call::{Path, Query, Sent},
    context::{Answer, App, SignedIn, render},
    form::{Choice, Form},
    layout::Page,
    printed,
};

#[derive(Template)]
#[template(path = "caseload/cover.html")]
struct CoverPage {
    page: Page,
    form: Form,
    covers: Vec<Cover>,
    workers: Vec<Choice>,
    may_manage: bool,
}

#[derive(Template)]
#[template(path = "caseload/cover_change.html")]
struct ChangePage {
    page: Page,
    form: Form,
    id: Uuid,
    workers: Vec<Choice>,
}

#[derive(serde::Deserialize)]
pub struct Asked {
    #[serde(default)]
    done: String,
}

pub async fn list(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Asked>,
) -> Answer {
    let notice = match asked.done.as_str() {
        "saved" => Some("Cover saved"),
        "withdrawn" => Some("Cover taken back"),
        _ => None,
    };
    let mut form = Form::default();
    form.set_date("starts_on", actor.moment.today);
    draw(&app, &actor, form, notice).await
}

pub async fn record(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Sent(sent): Fields,
) -> Answer {
    let mut form: Form = sent.into_iter().collect();
    let Some(new) = read(&mut form) else {
        return refused(draw(&app, &actor, form, None).await?);
    };
    match cover::record(&actor, &app.office, new).await {
        Ok(_) => Ok(Redirect::to("/team/cover?done=saved").into_response()),
        Err(Error::Invalid(problems)) => {
            form.add_problems(&problems);
            refused(draw(&app, &actor, form, None).await?)
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn change_form(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Answer {
    let cover = cover::find(&actor, &app.office, id).await?;
    let mut form = Form::default();
    form.set("worker", cover.worker.to_string());
    form.set("covered_by", cover.covered_by.to_string());
    form.set_date("starts_on", cover.starts_on);
    form.set_date("last_day", cover.last_day());
    draw_change(&app, &actor, id, form).await
}

pub async fn change(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Sent(sent): Fields,
) -> Answer {
    let mut form: Form = sent.into_iter().collect();
    let Some(new) = read(&mut form) else {
        return refused(draw_change(&app, &actor, id, form).await?);
    };
    match cover::change(&actor, &app.office, id, new).await {
        Ok(_) => Ok(Redirect::to("/team/cover?done=saved").into_response()),
        Err(Error::Invalid(problems)) => {
            form.add_problems(&problems);
            refused(draw_change(&app, &actor, id, form).await?)
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn withdraw(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Answer {
    cover::withdraw(&actor, &app.office, id).await?;
    Ok(Redirect::to("/team/cover?done=withdrawn").into_response())
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "every end of a handler is an answer"
)]
fn refused(page: axum::response::Response) -> Answer {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn read(form: &mut Form) -> Option<NewCover> {
    let starts_on = form.required_date("starts_on", "The first day away");
    let last_day = form.required_date("last_day", "The last day away");
    let worker = form.value("worker").parse().unwrap_or(Uuid::nil());
    let covered_by = form.value("covered_by").parse().unwrap_or(Uuid::nil());
    Some(NewCover {
        worker,
        covered_by,
        starts_on: starts_on?,
        ends_on: last_day?.tomorrow().ok()?,
    })
}

async fn draw(app: &App, actor: &Actor, form: Form, notice: Option<&str>) -> Answer {
    let covers = cover::list(actor, &app.office).await?;
    let mut page = app.page(actor, "Cover", "/team").with_errors_of(&form);
    page.notice = notice.map(str::to_owned);
    render(&CoverPage {
        page,
        form,
        covers,
        workers: workers(app, actor).await?,
        may_manage: actor.may(Action::ManageTeam),
    })
}

async fn draw_change(app: &App, actor: &Actor, id: Uuid, form: Form) -> Answer {
    render(&ChangePage {
        page: app
            .page(actor, "Change cover", "/team")
            .with_errors_of(&form),
        workers: workers(app, actor).await?,
        form,
        id,
    })
}

/// Everybody who works here today, with what they are.
async fn workers(app: &App, actor: &Actor) -> casework::Result<Vec<Choice>> {
    let today = actor.moment.today;
    Ok(casework::worker::list(actor, &app.office)
        .await?
        .into_iter()
        .filter(|worker| worker.ends_on.is_none_or(|end| today < end))
        .map(|worker| super::pass_on::choice(&worker))
        .collect())
}
