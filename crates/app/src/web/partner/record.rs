//! What a work coach records about one young person: a few questions a step, sent once, checked where both sides' steps are checked.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect},
};
use casework::{
    Actor, Error, jobcentre,
    partner::{self, PartnerPage},
};
use jiff::civil::Date;
use leaving_care::event::Attendee;
use uuid::Uuid;

use super::step_form::{Asks, WHAT, What, field_on_page, find, steps};
use crate::web::{
    call::{Path, Query, Sent},
    context::{Answer, App, Problem, SignedIn, render},
    form::Form,
    layout::Page,
};

type Fields = Sent<Vec<(String, String)>>;

#[derive(Template)]
#[template(path = "partner/record.html")]
struct RecordPage {
    page: Page,
    form: Form,
    person: Uuid,
    name: String,
    what: &'static What,
    asks: Asks,
}

#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    about: String,
}

pub async fn form(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((person, code)): Path<(Uuid, String)>,
    Query(asked): Query<Asked>,
) -> Answer {
    let shown = partner::open(&actor, &app.office, person).await?;
    let what = find(&code).ok_or(Problem::NotFound)?;
    // Who usually comes is ticked already.
    let mut form: Form = [Attendee::YoungPerson, Attendee::WorkCoach]
        .map(|attendee| ("present".to_owned(), attendee.code().to_owned()))
        .into_iter()
        .collect();
    form.set("id", Uuid::now_v7().to_string());
    form.set("about", asked.about.trim());
    let appointment = appointment_of(&shown, &form);
    let today = actor.moment.today;
    form.set_date("on", appointment.map_or(today, |day| day.min(today)));
    show(&app, &actor, &shown, what, form)
}

pub async fn record(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((person, code)): Path<(Uuid, String)>,
    Sent(sent): Fields,
) -> Answer {
    let shown = partner::open(&actor, &app.office, person).await?;
    let what = find(&code).ok_or(Problem::NotFound)?;
    let mut form: Form = sent.into_iter().collect();
    let on = if what.day.is_empty() {
        Some(actor.moment.today)
    } else {
        form.required_date("on", "The day")
    };
    let steps = on.and_then(|on| steps(&mut form, what.code, on, &shown));
    if let (Some(steps), false) = (steps, form.has_errors()) {
        match jobcentre::record(&actor, &app.office, person, steps).await {
            Ok(_) => {
                let to = format!("/partner/people/{person}?done={}", what.code);
                return Ok(Redirect::to(&to).into_response());
            }
            Err(Error::Invalid(problems)) => {
                for problem in problems {
                    form.add_error(field_on_page(problem.field, what.code), problem.message);
                }
            }
            Err(error) => return Err(error.into()),
        }
    }
    let page = show(&app, &actor, &shown, what, form)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// What is said after saving.
pub(super) fn notice(done: &str) -> Option<String> {
    WHAT.iter().find(|what| what.code == done).map(|what| {
        if what.code == "missed" {
            "Saved. The adviser sees it now.".to_owned()
        } else {
            "Saved. The council sees it too.".to_owned()
        }
    })
}

/// The day of the appointment that a form is about.
fn appointment_of(shown: &PartnerPage, form: &Form) -> Option<Date> {
    let about: Uuid = form.value("about").parse().ok()?;
    let known = shown.ledger.as_ref()?.appointment(about)?;
    Some(known.for_day)
}

fn show(
    app: &App,
    actor: &Actor,
    shown: &PartnerPage,
    what: &'static What,
    mut form: Form,
) -> Answer {
    if form.value("second_id").is_empty() {
        form.set("second_id", Uuid::now_v7().to_string());
    }
    let about: Option<Uuid> = form.value("about").parse().ok();
    render(&RecordPage {
        page: app
            .page(actor, what.title, "/partner")
            .with_errors_of(&form),
        form,
        person: shown.person.id,
        name: shown.person.name.clone(),
        asks: Asks::of(what, about, shown, actor.moment.today),
        what,
    })
}
