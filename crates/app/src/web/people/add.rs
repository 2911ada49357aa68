//! Adding a person: nobody needs a care status to be here, and nobody should be here twice.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect},
};
use casework::{
    Action, Actor, Error,
    person::{NewPerson, PersonSummary},
};
use leaving_care::person::IdentifierKind;

use crate::web::{
    call::Sent,
    context::{Answer, App, SignedIn, render},
    form::{Choice, Form},
    layout::Page,
    person::{
        compare::Fact,
        details_form::{self, Choices},
    },
    printed,
};

#[derive(Template)]
#[template(path = "people/add.html")]
struct AddPage {
    page: Page,
    form: Form,
    choices: Choices,
    identifiers: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "people/add_check.html")]
struct CheckPage {
    page: Page,
    form: Form,
    facts: Vec<Fact>,
    /// Who here was born on the same day.
    same_birthday: Vec<PersonSummary>,
}

pub async fn form(State(app): State<App>, SignedIn(actor): SignedIn) -> Answer {
    actor.must(Action::ChangePeople, &actor.authority)?;
    show(&app, &actor, Form::default()).await
}

async fn show(app: &App, actor: &Actor, form: Form) -> Answer {
    let choices = casework::person::choices(actor, &app.office).await?;
    render(&AddPage {
        page: app
            .page(actor, "Add a person", "/people")
            .with_errors_of(&form),
        form,
        choices: details_form::choices(choices.localities),
        identifiers: IdentifierKind::ALL
            .into_iter()
            .map(|kind| Choice::new(kind.code(), kind.label()))
            .collect(),
    })
}

/// A form sent: shown again to be edited, checked, or written, as its field `step` says.
pub async fn add(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Answer {
    actor.must(Action::ChangePeople, &actor.authority)?;
    let mut form: Form = sent.into_iter().collect();
    if form.value("step") == "edit" {
        return show(&app, &actor, form).await;
    }
    let Some(details) = details_form::read(&mut form) else {
        return show_again(&app, &actor, form).await;
    };
    let person = NewPerson {
        details,
        identifiers: details_form::read_identifiers(&form),
    };
    let problems = if form.value("step") == "record" {
        match casework::person::add(&actor, &app.office, person).await {
            Ok(id) => {
                return Ok(Redirect::to(&format!("/people/{id}?done=added")).into_response());
            }
            Err(Error::Invalid(problems)) => problems,
            Err(error) => return Err(error.into()),
        }
    } else {
        match casework::person::check_new(&actor, &app.office, &person).await {
            Ok(same_birthday) => return check(&app, &actor, form, &person, same_birthday),
            Err(Error::Invalid(problems)) => problems,
            Err(error) => return Err(error.into()),
        }
    };
    form.add_problems(&problems);
    show_again(&app, &actor, form).await
}

async fn show_again(app: &App, actor: &Actor, form: Form) -> Answer {
    let page = show(app, actor, form).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn check(
    app: &App,
    actor: &Actor,
    form: Form,
    person: &NewPerson,
    same_birthday: Vec<PersonSummary>,
) -> Answer {
    let mut facts = details_form::facts(&person.details);
    facts.extend(
        person
            .identifiers
            .iter()
            .map(|(kind, value)| (kind.label(), value.clone())),
    );
    render(&CheckPage {
        page: app.page(actor, "Check before adding", "/people"),
        form,
        facts,
        same_birthday,
    })
}
