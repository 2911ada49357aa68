//! The log of what left the council about young people: for the council and the auditor, and for each young person's own page.

use askama::Template;
use axum::extract::State;
use casework::{
    Action,
    disclosure::{self, Disclosure},
};
use leaving_care::jobcentre::SharedField;
use uuid::Uuid;

use crate::clock;
use crate::web::{
    call::{Path, Query},
    context::{Answer, App, SignedIn, render},
    form::Form,
    layout::Page,
    printed,
};

#[derive(Template)]
#[template(path = "jobcentre/disclosures.html")]
struct DisclosuresPage {
    page: Page,
    form: Form,
    log: Vec<Disclosure>,
    /// Of whom alone; `None` for the whole council.
    person: Option<Uuid>,
    may_read_directory: bool,
}

#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    person: String,
}

pub async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Asked>,
) -> Answer {
    let mut form = Form::default();
    form.set("person", asked.person.trim());
    let person = form.value("person").parse::<Uuid>().ok();
    if person.is_none() && !form.value("person").is_empty() {
        form.add_error(
            "person",
            "Enter the id in the address of the person's page, or leave this empty",
        );
    }
    let log = disclosure::log(&actor, &app.office, person).await?;
    render(&DisclosuresPage {
        page: app
            .page(&actor, "What was shared with the Jobcentre", "/jobcentre")
            .with_errors_of(&form),
        form,
        log,
        person: None,
        may_read_directory: actor.may(Action::ReadJobcentreDirectory),
    })
}

/// About one young person, for their workers.
pub async fn of_person(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(person): Path<Uuid>,
) -> Answer {
    let log = disclosure::about(&actor, &app.office, person).await?;
    render(&DisclosuresPage {
        page: app.page(&actor, "What was shared with the Jobcentre", "/people"),
        form: Form::default(),
        log,
        person: Some(person),
        may_read_directory: actor.may(Action::ReadJobcentreDirectory),
    })
}

fn when(disclosure: &Disclosure) -> String {
    let local = clock::local(disclosure.at);
    format!(
        "{} {}",
        printed::short_date(&local.date()),
        local.strftime("%H:%M")
    )
}

fn fields(disclosure: &Disclosure) -> String {
    disclosure
        .fields
        .iter()
        .map(|field: &SharedField| field.label())
        .collect::<Vec<_>>()
        .join(", ")
}
