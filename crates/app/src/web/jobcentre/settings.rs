//! Which Jobcentre district each part of the council lies in, and the two numbers that the council decides.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect},
};
use casework::{
    Action, Actor, Error,
    jobcentre_directory::{self, Districts, SettingLine},
};
use leaving_care::jobcentre::Setting;

use crate::web::{
    call::{Query, Sent},
    context::{Answer, App, SignedIn, render},
    form::{Choice, Form},
    layout::Page,
    printed,
};

type Fields = Sent<Vec<(String, String)>>;

#[derive(Template)]
#[template(path = "jobcentre/settings.html")]
struct SettingsPage {
    page: Page,
    form: Form,
    /// For each part of the council the field in which its district is typed.
    fields: Vec<(String, String)>,
    districts: Districts,
    settings: Vec<SettingLine>,
    choices: Vec<Choice>,
    may_keep: bool,
}

#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    done: String,
}

pub async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Asked>,
) -> Answer {
    let mut form = Form::default();
    form.set_date("from", actor.moment.today);
    let districts = jobcentre_directory::districts(&actor, &app.office).await?;
    for (index, (_, district)) in districts.localities.iter().enumerate() {
        form.set(&format!("district-{index}"), district.as_str());
    }
    let notice = (!asked.done.is_empty()).then(|| "Saved".to_owned());
    show_page(&app, &actor, form, notice).await
}

async fn show_page(app: &App, actor: &Actor, form: Form, notice: Option<String>) -> Answer {
    let mut page = app
        .page(actor, "Jobcentre districts and rules", "/jobcentre")
        .with_errors_of(&form);
    page.notice = notice;
    let districts = jobcentre_directory::districts(actor, &app.office).await?;
    render(&SettingsPage {
        page,
        form,
        fields: districts
            .localities
            .iter()
            .enumerate()
            .map(|(index, (locality, _))| (format!("district-{index}"), locality.clone()))
            .collect(),
        districts,
        settings: jobcentre_directory::settings(actor, &app.office).await?,
        choices: Setting::ALL
            .into_iter()
            .map(|setting| Choice::new(setting.code(), setting.label()))
            .collect(),
        may_keep: actor.may(Action::KeepJobcentreDirectory),
    })
}

/// The parts of the council come back in the order in which the form drew them, each with what was typed beside it.
pub async fn set_districts(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Sent(sent): Fields,
) -> Answer {
    let mut form: Form = sent.into_iter().collect();
    let said: Vec<(String, String)> = form
        .values_of("locality")
        .enumerate()
        .map(|(index, locality)| {
            (
                locality.to_owned(),
                form.value(&format!("district-{index}")).to_owned(),
            )
        })
        .collect();
    match jobcentre_directory::set_districts(&actor, &app.office, &said).await {
        Ok(()) => return Ok(Redirect::to("/jobcentre/settings?done=yes").into_response()),
        Err(Error::Invalid(problems)) => {
            for problem in problems {
                form.add_error("district-0", problem.message);
            }
        }
        Err(error) => return Err(error.into()),
    }
    form.set_date("from", actor.moment.today);
    let page = show_page(&app, &actor, form, None).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

pub async fn set_number(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Sent(sent): Fields,
) -> Answer {
    let mut form: Form = sent.into_iter().collect();
    let setting = form.value("setting").parse::<Setting>().ok();
    if setting.is_none() {
        form.add_error("setting", "Choose what the decision is about");
    }
    let value = form.value("value").parse::<u16>().ok();
    if value.is_none() {
        form.add_error("value", "Enter a whole number, such as 90");
    }
    let from = form.required_date("from", "The first day");
    if let (Some(setting), Some(value), Some(from)) = (setting, value, from) {
        let source = form.value("source").to_owned();
        let office = &app.office;
        match jobcentre_directory::set_setting(&actor, office, setting, value, from, &source).await
        {
            Ok(()) => return Ok(Redirect::to("/jobcentre/settings?done=yes").into_response()),
            Err(Error::Invalid(problems)) => form.add_problems(&problems),
            Err(error) => return Err(error.into()),
        }
    } else {
        actor.must(Action::KeepJobcentreDirectory, &actor.authority)?;
    }
    let districts = jobcentre_directory::districts(&actor, &app.office).await?;
    for (index, (_, district)) in districts.localities.iter().enumerate() {
        form.set(&format!("district-{index}"), district.as_str());
    }
    let page = show_page(&app, &actor, form, None).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}
