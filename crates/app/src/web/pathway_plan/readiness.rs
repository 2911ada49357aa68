//! The readiness list of a person, one item on one screen, and how far a service has come.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect},
};
use casework::{
    Action, Actor, Error,
    person::Who,
    readiness::{self, Readiness, ReadinessLine, TeamReadiness},
};
use leaving_care::readiness::{Answer as Said, Item, Standing, State as Stands, find};
use uuid::Uuid;

use super::{Asked, Fields, Known, done};
use crate::web::{
    call::{Path, Query, Sent},
    context::{Answer, App, Problem, SignedIn, render},
    form::{Choice, Form},
    layout::Page,
    printed,
};

#[derive(Template)]
#[template(path = "pathway_plan/readiness.html")]
struct ListPage {
    page: Page,
    list: Readiness,
    may_write: bool,
    known: Known,
}

#[derive(Template)]
#[template(path = "pathway_plan/readiness_item.html")]
struct ItemPage {
    page: Page,
    form: Form,
    who: Who,
    item: &'static Item,
    states: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "pathway_plan/readiness_team.html")]
struct TeamPage {
    page: Page,
    team: TeamReadiness,
}

/// The colour of a standing: only what ran out is late.
fn tone(standing: Standing) -> &'static str {
    match standing {
        Standing::Have | Standing::NotNeeded => "plain",
        Standing::RunsOutSoon | Standing::OnItsWay => "soon",
        Standing::RanOut => "late",
        Standing::Missing | Standing::NotAsked => "unknown",
    }
}

pub async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(person): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Answer {
    let known = Known::read(&asked.known, &actor)?;
    let list = readiness::of_person(&actor, &app.office, person, known.view())
        .await
        .map_err(|error| known.or_not_yet(error))?;
    let mut page = app.page(&actor, "Readiness list", "/people");
    page.notice = done(&asked.done).map(str::to_owned);
    render(&ListPage {
        page,
        list,
        may_write: known.is_now() && actor.may(Action::WritePlans),
        known,
    })
}

pub async fn item_form(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((person, item)): Path<(Uuid, String)>,
) -> Answer {
    actor.must(Action::WritePlans, &actor.authority)?;
    let list = readiness::of_person(&actor, &app.office, person, Known::now(&actor).view()).await?;
    let line = line_of(&list, &item)?;
    let mut form = Form::default();
    form.set(
        "based_on",
        line.version.map_or_else(String::new, |id| id.to_string()),
    );
    if let Some(answer) = &line.line.answer {
        form.set("state", answer.state.code());
        form.set("evidence", answer.evidence.as_str());
        form.set("helper", answer.helper.as_str());
        form.set("missing", answer.missing.as_str());
        if let Some(expires_on) = answer.expires_on {
            form.set_date("expires_on", expires_on);
        }
    }
    if form.value("helper").is_empty() {
        form.set("helper", line.line.item.helper.as_str());
    }
    show_item(&app, &actor, list.who.clone(), line.line.item, form)
}

fn line_of<'a>(list: &'a Readiness, item: &str) -> Result<&'a ReadinessLine, Problem> {
    list.lines
        .iter()
        .find(|line| line.line.item.id == item)
        .ok_or(Problem::NotFound)
}

fn show_item(app: &App, actor: &Actor, who: Who, item: &'static Item, form: Form) -> Answer {
    render(&ItemPage {
        page: app
            .page(actor, item.title.clone(), "/people")
            .with_errors_of(&form),
        form,
        who,
        item,
        states: Stands::ALL
            .into_iter()
            .map(|state| Choice::new(state.code(), state.label()))
            .collect(),
    })
}

pub async fn answer(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((person, item)): Path<(Uuid, String)>,
    Sent(sent): Fields,
) -> Answer {
    actor.must(Action::WritePlans, &actor.authority)?;
    let mut form: Form = sent.into_iter().collect();
    let item = find(&item).ok_or(Problem::NotFound)?;
    let expires_on = form.optional_date("expires_on", "The last day");
    let state = Stands::from_code(form.value("state"));
    if state.is_none() {
        form.add_error("state", "Choose how it stands");
    }
    let status = match state.filter(|_| !form.has_errors()) {
        None => StatusCode::UNPROCESSABLE_ENTITY,
        Some(state) => {
            let said = Said {
                item: item.id.clone(),
                state,
                evidence: form.value("evidence").to_owned(),
                expires_on,
                helper: form.value("helper").to_owned(),
                missing: form.value("missing").to_owned(),
            };
            let based_on = form.value("based_on").parse().ok();
            match readiness::answer(&actor, &app.office, person, based_on, said).await {
                Ok(()) => {
                    let to = format!("/people/{person}/readiness?done=readiness");
                    return Ok(Redirect::to(&to).into_response());
                }
                Err(Error::Invalid(problems)) => {
                    form.add_problems(&problems);
                    StatusCode::UNPROCESSABLE_ENTITY
                }
                Err(Error::Conflict) => {
                    other_answer(&app, &actor, person, item, &mut form).await?;
                    StatusCode::CONFLICT
                }
                Err(error) => return Err(error.into()),
            }
        }
    };
    let who = casework::person::who(&actor, &app.office, person).await?;
    let page = show_item(&app, &actor, who, item, form)?;
    Ok((status, page).into_response())
}

/// Somebody else answered first: what they said stands beside what was typed, and a second sending takes its place.
async fn other_answer(
    app: &App,
    actor: &Actor,
    person: Uuid,
    item: &Item,
    form: &mut Form,
) -> Result<(), Problem> {
    let list = readiness::of_person(actor, &app.office, person, Known::now(actor).view()).await?;
    let line = line_of(&list, &item.id)?;
    let said = line.line.answer.as_ref();
    let words: Vec<&str> = said
        .map(|said| vec![said.state.label(), &said.evidence, &said.missing])
        .unwrap_or_default()
        .into_iter()
        .filter(|words| !words.is_empty())
        .collect();
    form.add_error(
        "state",
        format!(
            "{} answered this while you were here: {}. Yours is below, not saved yet. Save it to put it in the place of theirs.",
            line.recorded_by,
            words.join(", ")
        ),
    );
    form.set(
        "based_on",
        line.version.map_or_else(String::new, |id| id.to_string()),
    );
    Ok(())
}

pub async fn went_through(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(person): Path<Uuid>,
) -> Answer {
    readiness::went_through(&actor, &app.office, person).await?;
    let to = format!("/people/{person}/readiness?done=went");
    Ok(Redirect::to(&to).into_response())
}

pub async fn team(State(app): State<App>, SignedIn(actor): SignedIn) -> Answer {
    let team = readiness::team(&actor, &app.office).await?;
    render(&TeamPage {
        page: app.page(&actor, "Readiness of the service", "/plans"),
        team,
    })
}
