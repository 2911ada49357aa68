//! One entry of the directory: adding it, correcting it, its history, taking it out, and who signs in as this work coach.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect},
};
use casework::{
    Action, Actor, Error,
    jobcentre_directory::{self, Directory, Entry, NewEntry, Version},
};
use leaving_care::jobcentre::EntryKind;
use uuid::Uuid;

use crate::clock;
use crate::web::{
    call::{Path, Query, Sent},
    context::{Answer, App, Problem, SignedIn, render},
    form::{Choice, Form},
    layout::Page,
    printed,
};

type Fields = Sent<Vec<(String, String)>>;

#[derive(Template)]
#[template(path = "jobcentre/entry.html")]
struct EntryPage {
    page: Page,
    form: Form,
    kind: EntryKind,
    /// Of an entry that is there already.
    entry: Option<Entry>,
    history: Vec<Version>,
    districts: Vec<Choice>,
    offices: Vec<Choice>,
    workers: Vec<Choice>,
    may_keep: bool,
    may_manage_accounts: bool,
}

#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    kind: String,
    done: String,
}

pub async fn add_form(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Asked>,
) -> Answer {
    actor.must(Action::KeepJobcentreDirectory, &actor.authority)?;
    let kind = asked.kind.parse().map_err(|()| Problem::NotFound)?;
    show_form(&app, &actor, kind, None, Form::default(), "").await
}

pub async fn add(State(app): State<App>, SignedIn(actor): SignedIn, Sent(sent): Fields) -> Answer {
    let mut form: Form = sent.into_iter().collect();
    let kind = form.value("kind").parse().map_err(|()| Problem::NotFound)?;
    let new = read(&app, &actor, kind, &form).await?;
    match jobcentre_directory::record(&actor, &app.office, new).await {
        Ok(_) => return Ok(Redirect::to("/jobcentre?done=recorded").into_response()),
        Err(Error::Invalid(problems)) => form.add_problems(&problems),
        Err(error) => return Err(error.into()),
    }
    let page = show_form(&app, &actor, kind, None, form, "").await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

pub async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Answer {
    let directory = jobcentre_directory::open(&actor, &app.office).await?;
    let entry = directory.find(id).cloned().ok_or(Problem::NotFound)?;
    let form = filled(&entry);
    show_form(&app, &actor, entry.kind, Some(entry), form, &asked.done).await
}

pub async fn correct(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Sent(sent): Fields,
) -> Answer {
    let directory = jobcentre_directory::open(&actor, &app.office).await?;
    let entry = directory.find(id).cloned().ok_or(Problem::NotFound)?;
    let mut form: Form = sent.into_iter().collect();
    let based_on = form.value("version").parse().unwrap_or_default();
    let new = read(&app, &actor, entry.kind, &form).await?;
    match jobcentre_directory::correct(&actor, &app.office, id, based_on, new).await {
        Ok(()) => return Ok(Redirect::to("/jobcentre?done=recorded").into_response()),
        Err(Error::Invalid(problems)) => form.add_problems(&problems),
        Err(Error::Conflict) => conflict(&mut form, &entry),
        Err(error) => return Err(error.into()),
    }
    let page = show_form(&app, &actor, entry.kind, Some(entry), form, "").await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// What was typed stays, what stands now is shown under it, and sending again takes its place.
fn conflict(form: &mut Form, entry: &Entry) {
    form.set("version", entry.version.to_string());
    form.add_error(
        "name",
        "Somebody else changed this entry while you were working on it. Look at the history below; if yours is right, save again.",
    );
}

pub async fn confirm(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Sent(sent): Fields,
) -> Answer {
    let form: Form = sent.into_iter().collect();
    let entries: Vec<Uuid> = form
        .values_of("entry")
        .filter_map(|id| id.parse().ok())
        .collect();
    jobcentre_directory::confirm(&actor, &app.office, &entries).await?;
    let district: String = form_urlencoded_value(form.value("district"));
    Ok(Redirect::to(&format!("/jobcentre?done=confirmed&district={district}")).into_response())
}

fn form_urlencoded_value(text: &str) -> String {
    text.bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

pub async fn take_out(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Sent(sent): Fields,
) -> Answer {
    let directory = jobcentre_directory::open(&actor, &app.office).await?;
    let entry = directory.find(id).cloned().ok_or(Problem::NotFound)?;
    let sent: Form = sent.into_iter().collect();
    let based_on = sent.value("version").parse().unwrap_or_default();
    let reason = sent.value("reason");
    let mut form = filled(&entry);
    form.set("reason", reason);
    match jobcentre_directory::take_out(&actor, &app.office, id, based_on, reason).await {
        Ok(()) => return Ok(Redirect::to("/jobcentre?done=taken_out").into_response()),
        Err(Error::Invalid(problems)) => form.add_problems(&problems),
        Err(Error::Conflict) => conflict(&mut form, &entry),
        Err(error) => return Err(error.into()),
    }
    let page = show_form(&app, &actor, entry.kind, Some(entry), form, "").await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// Says with which account this work coach signs in; an empty address ends it.
pub async fn sign_in(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Sent(sent): Fields,
) -> Answer {
    let directory = jobcentre_directory::open(&actor, &app.office).await?;
    let entry = directory.find(id).cloned().ok_or(Problem::NotFound)?;
    let sent: Form = sent.into_iter().collect();
    let typed = sent.value("account");
    let known = entry.signs_in_as.clone().unwrap_or_default();
    let (email, link) = if typed.is_empty() {
        (known.as_str(), None)
    } else {
        (typed, Some(id))
    };
    let mut form = filled(&entry);
    form.set("account", typed);
    match jobcentre_directory::link_account(&actor, &app.office, email, link).await {
        Ok(()) => {
            let to = format!("/jobcentre/entries/{id}?done=linked");
            return Ok(Redirect::to(&to).into_response());
        }
        Err(Error::Invalid(problems)) => {
            for problem in problems {
                form.add_error("account", problem.message);
            }
        }
        Err(error) => return Err(error.into()),
    }
    let page = show_form(&app, &actor, entry.kind, Some(entry), form, "").await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn filled(entry: &Entry) -> Form {
    let mut form = Form::default();
    for (field, value) in [
        ("name", &entry.name),
        ("district", &entry.district),
        ("phone", &entry.phone),
        ("email", &entry.email),
        ("address", &entry.address),
    ] {
        form.set(field, value.as_str());
    }
    form.set("version", entry.version.to_string());
    for (field, id) in [("office", entry.office), ("worker", entry.worker)] {
        form.set(field, id.map_or_else(String::new, |id| id.to_string()));
    }
    form.set("account", entry.signs_in_as.clone().unwrap_or_default());
    form
}

/// An adviser who is a worker of the council has their name and address from there, unless others were typed.
async fn read(app: &App, actor: &Actor, kind: EntryKind, form: &Form) -> Result<NewEntry, Problem> {
    let worker = form.value("worker").parse::<Uuid>().ok();
    let mut new = NewEntry {
        kind,
        name: form.value("name").to_owned(),
        district: form.value("district").to_owned(),
        office: form.value("office").parse().ok(),
        worker,
        phone: form.value("phone").to_owned(),
        email: form.value("email").to_owned(),
        address: form.value("address").to_owned(),
    };
    if let (Some(worker), EntryKind::Adviser) = (worker, kind) {
        let workers = casework::worker::list(actor, &app.office).await?;
        if let Some(known) = workers.into_iter().find(|known| known.id == worker) {
            if new.name.is_empty() {
                new.name = known.name;
            }
            if new.email.is_empty() {
                new.email = known.email;
            }
        }
    }
    Ok(new)
}

async fn show_form(
    app: &App,
    actor: &Actor,
    kind: EntryKind,
    entry: Option<Entry>,
    form: Form,
    done: &str,
) -> Answer {
    let directory = jobcentre_directory::open(actor, &app.office).await?;
    let districts = jobcentre_directory::districts(actor, &app.office).await?;
    let title = match (entry.is_some(), kind) {
        (true, _) => kind.label().to_owned(),
        (false, EntryKind::Office) => "Add a Jobcentre office".to_owned(),
        (false, EntryKind::WorkCoach) => "Add a work coach".to_owned(),
        (false, EntryKind::Adviser) => "Add an adviser of the council".to_owned(),
    };
    let history = match &entry {
        Some(entry) => jobcentre_directory::history(actor, &app.office, entry.id).await?,
        None => Vec::new(),
    };
    let workers = if kind == EntryKind::Adviser && actor.may(Action::ReadPeople) {
        casework::worker::list(actor, &app.office)
            .await?
            .into_iter()
            .map(|worker| {
                Choice::new(
                    worker.id.to_string(),
                    format!("{}, {}", worker.name, worker.team),
                )
            })
            .collect()
    } else {
        Vec::new()
    };
    let mut page = app.page(actor, title, "/jobcentre").with_errors_of(&form);
    if done == "linked" {
        page.notice = Some("Saved. It holds from now on.".to_owned());
    }
    render(&EntryPage {
        page,
        form,
        kind,
        entry,
        history,
        districts: districts
            .known
            .iter()
            .map(|name| Choice::new(name.as_str(), name.as_str()))
            .collect(),
        offices: office_choices(&directory),
        workers,
        may_keep: actor.may(Action::KeepJobcentreDirectory),
        may_manage_accounts: actor.may(Action::ManageAccounts),
    })
}

fn office_choices(directory: &Directory) -> Vec<Choice> {
    directory
        .districts
        .iter()
        .flat_map(|district| {
            district.offices.iter().map(|line| {
                Choice::new(
                    line.office.id.to_string(),
                    format!("{}, {}", line.office.name, district.name),
                )
            })
        })
        .collect()
}

/// "3 March 2026 at 14:03".
fn when(version: &Version) -> String {
    let local = clock::local(version.record.at);
    format!(
        "{} at {}",
        printed::long_date(&local.date()),
        local.strftime("%H:%M")
    )
}
