//! The lists that the council sends to the Jobcentre: 18 and over, and nearing 18; looked at first, then taken out with a reason.

use askama::Template;
use axum::{extract::State, http::StatusCode, response::IntoResponse};
use casework::{
    Action, Actor, Error,
    disclosure::{self, ShareList, Wanted},
    jobcentre_directory,
    partner::SharedPerson,
};
use leaving_care::jobcentre::{AgeGroup, SharedField};

use super::district_choices;
use crate::web::{
    call::{Query, Sent},
    context::{Answer, App, SignedIn, render},
    form::{Choice, Form},
    layout::Page,
    printed,
    spreadsheet::{Cell, FileKind, Sheet, download},
};

type Fields = Sent<Vec<(String, String)>>;

#[derive(Template)]
#[template(path = "jobcentre/lists.html")]
struct ListsPage {
    page: Page,
    form: Form,
    districts: Vec<Choice>,
    groups: Vec<Choice>,
    /// What was chosen, and what it holds; `None` until both are chosen.
    shown: Option<(Wanted, ShareList)>,
}

#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    district: String,
    group: String,
}

pub async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Asked>,
) -> Answer {
    actor.must(Action::ShareWithJobcentre, &actor.authority)?;
    let mut form = Form::default();
    form.set("district", asked.district.as_str());
    form.set("group", asked.group.as_str());
    form.set("purpose", "Support into work under the protocol");
    show_page(&app, &actor, form).await
}

fn wanted(form: &Form) -> Option<Wanted> {
    let group = form.value("group").parse::<AgeGroup>().ok()?;
    let district = form.value("district").to_owned();
    (!district.is_empty()).then_some(Wanted { district, group })
}

async fn show_page(app: &App, actor: &Actor, form: Form) -> Answer {
    let directory = jobcentre_directory::open(actor, &app.office).await?;
    let shown = match wanted(&form) {
        Some(wanted) => {
            let list = disclosure::preview(actor, &app.office, &wanted).await?;
            Some((wanted, list))
        }
        None => None,
    };
    render(&ListsPage {
        page: app
            .page(actor, "Lists to share with the Jobcentre", "/jobcentre")
            .with_errors_of(&form),
        form,
        districts: district_choices(&directory),
        groups: AgeGroup::ALL
            .into_iter()
            .map(|group| Choice::new(group.code(), group.label()))
            .collect(),
        shown,
    })
}

/// The list as a file. It is noted who gets it and for what before a byte of it leaves.
pub async fn file(State(app): State<App>, SignedIn(actor): SignedIn, Sent(sent): Fields) -> Answer {
    actor.must(Action::ShareWithJobcentre, &actor.authority)?;
    let mut form: Form = sent.into_iter().collect();
    if let Some(wanted) = wanted(&form) {
        let (recipient, purpose) = (form.value("recipient"), form.value("purpose"));
        match disclosure::take_out(&actor, &app.office, &wanted, recipient, purpose).await {
            Ok(list) => {
                let name = format!("jobcentre-{}-{}", wanted.group.code(), list.as_at);
                let kind = FileKind::Csv {
                    has_byte_order_mark: true,
                };
                return download(&sheet(&list), kind, &name);
            }
            Err(Error::Invalid(problems)) => form.add_problems(&problems),
            Err(error) => return Err(error.into()),
        }
    } else {
        form.add_error("district", "Choose a district and an age");
    }
    let page = show_page(&app, &actor, form).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn sheet(list: &ShareList) -> Sheet {
    Sheet {
        name: "For the Jobcentre",
        columns: SharedField::LISTED
            .iter()
            .map(|field| field.label())
            .collect(),
        rows: list.people.iter().map(row).collect(),
    }
}

fn row(person: &SharedPerson) -> Vec<Cell> {
    SharedField::LISTED
        .into_iter()
        .map(|field| match field {
            SharedField::Name => person.full_name.as_str().into(),
            SharedField::PreferredName => person.name.as_str().into(),
            SharedField::DateOfBirth => person.date_of_birth.into(),
            SharedField::Phone => person.phone.as_str().into(),
            SharedField::Email => person.email.as_str().into(),
            SharedField::Adviser => adviser(person).into(),
            SharedField::AdviserContact => adviser_contact(person).into(),
            SharedField::District => person.district.as_str().into(),
            SharedField::CareLeaverStatus => person.status.as_str().into(),
            SharedField::Steps => Cell::Empty,
        })
        .collect()
}

fn adviser(person: &SharedPerson) -> String {
    person
        .adviser
        .as_ref()
        .map(|adviser| adviser.name.clone())
        .unwrap_or_default()
}

fn adviser_contact(person: &SharedPerson) -> String {
    let reach = person.adviser.as_ref().map(|adviser| {
        [adviser.phone.as_str(), adviser.email.as_str()]
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join(", ")
    });
    reach.unwrap_or_default()
}
