//! Putting a duty off: one of the reasons that its protocol names, for the days that it adds; it is an event like any other.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect},
};
use casework::{
    Action, Actor, Error,
    duty::PersonDuty,
    event::{self, NewEvent},
    person::{View, Who},
};
use leaving_care::{
    duty::State as DutyState,
    event::{EventDetails, EventKind},
};
use uuid::Uuid;

use super::{Back, standing};
use crate::web::{
    call::{Path, Query, Sent},
    context::{Answer, App, Problem, SignedIn, render},
    form::{Choice, Form},
    layout::Page,
};

#[derive(Template)]
#[template(path = "duty/excuse.html")]
struct ExcusePage {
    page: Page,
    form: Form,
    who: Who,
    title: String,
    when: String,
    why: String,
    exemptions: Vec<Choice>,
    action: String,
    back: String,
}

#[derive(serde::Deserialize)]
pub struct Asked {
    /// "protocol/duty".
    duty: String,
    #[serde(default)]
    back: String,
}

pub async fn form(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(person): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Answer {
    actor.must(Action::RecordEvents, &actor.authority)?;
    let duty = open_duty(&actor, &app, person, &asked.duty).await?;
    let mut form = Form::default();
    form.set_date("on", actor.moment.today);
    show(&app, &actor, &duty, form, Back::of(&asked.back)).await
}

pub async fn excuse(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(person): Path<Uuid>,
    Query(asked): Query<Asked>,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Answer {
    actor.must(Action::RecordEvents, &actor.authority)?;
    let duty = open_duty(&actor, &app, person, &asked.duty).await?;
    let back = Back::of(&asked.back);
    let mut form: Form = sent.into_iter().collect();
    let on = form.required_date("on", "The day on which it was put off");
    let exemption = form.value("exemption").to_owned();
    if !duty.definition.excused_by.contains(&exemption) {
        form.add_error("exemption", "Choose why it is put off");
    }
    if let (Some(on), false) = (on, form.has_errors()) {
        let event = NewEvent {
            kind: EventKind::DutyExcused,
            on,
            details: EventDetails {
                duty: duty.name(),
                reason: exemption,
                note: form.value("note").to_owned(),
                ..EventDetails::default()
            },
        };
        match event::record(&actor, &app.office, person, event).await {
            Ok(_) => return Ok(Redirect::to(&back.after(person, "excuse")).into_response()),
            Err(Error::Invalid(problems)) => form.add_problems(&problems),
            Err(error) => return Err(error.into()),
        }
    }
    let page = show(&app, &actor, &duty, form, back).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// The duty of this name that stands open; of several the one that is due first.
async fn open_duty(
    actor: &Actor,
    app: &App,
    person: Uuid,
    name: &str,
) -> Result<PersonDuty, Problem> {
    let view = View {
        as_at: actor.moment.today,
        known_at: None,
    };
    let duties = casework::duty::of_person(actor, &app.office, person, view).await?;
    let is_asked = |duty: &PersonDuty| {
        duty.name() == name
            && !duty.definition.excused_by.is_empty()
            && matches!(duty.state, DutyState::Due | DutyState::Overdue)
    };
    duties.duties.into_iter().find(is_asked).ok_or_else(|| {
        Problem::Refused(
            "This is not open any more, or it cannot be put off. Go back and look at the list."
                .to_owned(),
        )
    })
}

async fn show(app: &App, actor: &Actor, duty: &PersonDuty, form: Form, back: Back) -> Answer {
    let is_late = duty.state == DutyState::Overdue;
    let exemptions = duty
        .definition
        .excused_by
        .iter()
        .filter_map(|id| duty.protocol.exemption(id))
        .map(|exemption| {
            let days = exemption.days;
            let hint = if is_late && !exemption.rescues_overdue {
                "It is kept, but the duty stays late".to_owned()
            } else {
                format!("Adds {days} days")
            };
            Choice::new(&exemption.id, sentence(&exemption.title)).with_hint(hint)
        })
        .collect();
    let (_, _, when) = standing(duty, actor.moment.today);
    render(&ExcusePage {
        page: app
            .page(actor, "Put a duty off", "/people")
            .with_errors_of(&form),
        form,
        who: casework::person::who(actor, &app.office, duty.person).await?,
        title: duty.definition.title.clone(),
        when,
        why: duty.why(),
        exemptions,
        action: format!(
            "/people/{}/duties/excuse?duty={}&back={}",
            duty.person,
            duty.name(),
            back.word()
        ),
        back: back.href(duty.person),
    })
}

/// With a capital letter, as an answer to choose.
fn sentence(title: &str) -> String {
    let mut letters = title.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
