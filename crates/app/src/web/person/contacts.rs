//! Recording a contact on one screen, and reading all contacts of a person.

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use casework::{
    Action, Actor, Error,
    contact::{self, Channel, Contact, NewContact, Outcome},
    person::Who,
};
use jiff::civil::Date;
use uuid::Uuid;

use super::{
    compare::Fact,
    conflict,
    draft::{self, Found},
};
use crate::web::{
    call::{Path, Query, Sent},
    context::{Answer, App, SignedIn, render},
    duty::Back,
    form::{Choice, Form},
    layout::Page,
    printed,
};

/// What a form is sent as.
type Fields = Sent<Vec<(String, String)>>;

#[derive(Template)]
#[template(path = "person/contact_form.html")]
struct ContactForm {
    page: Page,
    form: Form,
    who: Who,
    channels: Vec<Choice>,
    outcomes: Vec<Choice>,
    action: String,
    draft_path: String,
    back: String,
    draft: Option<Found>,
    /// Set where a contact is corrected: it can be withdrawn instead.
    corrects: Option<Uuid>,
    /// What somebody else wrote in the meantime, to have in sight.
    theirs: Vec<Fact>,
}

/// What a form is about: a contact to be recorded, or one to be corrected.
pub enum Task {
    Record { person: Uuid },
    Correct(Box<Contact>),
}

#[derive(serde::Deserialize)]
pub struct Asked {
    #[serde(default)]
    pub done: String,
    /// A channel that the form begins with.
    #[serde(default)]
    pub how: String,
    /// Where one goes on afterwards: see [`Back`].
    #[serde(default)]
    pub back: String,
}

pub async fn form(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(person): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Answer {
    actor.must(Action::RecordContacts, &actor.authority)?;
    let mut form = Form::default();
    form.set_date("happened_on", actor.moment.today);
    if !asked.how.is_empty() {
        form.set("channel", &asked.how);
    }
    // Opened from a list of what is due: there it counts when the young person took part.
    if Back::of(&asked.back) == Back::Work {
        form.set("outcome", Outcome::TookPart.code());
    }
    let key = contact::draft_form(person);
    let (mut form, draft) = draft::restore(&actor, &app, &key, form).await?;
    form.set("back", Back::of(&asked.back).word());
    show_form(
        &app,
        &actor,
        &Task::Record { person },
        form,
        draft,
        &asked.done,
    )
    .await
}

/// The form of a contact; whoever edits after a conflict sees what the other person wrote.
pub async fn show_form(
    app: &App,
    actor: &Actor,
    task: &Task,
    form: Form,
    draft: Option<Found>,
    done: &str,
) -> Answer {
    let (person, corrects, title) = match task {
        Task::Record { person } => (*person, None, "Record a contact"),
        Task::Correct(contact) => (contact.person, Some(contact.id), "Correct a contact"),
    };
    let (action, draft_path) = match corrects {
        None => (
            format!("/people/{person}/contacts/add"),
            format!("/people/{person}/contacts/draft"),
        ),
        Some(id) => (
            format!("/contacts/{id}/correct"),
            format!("/contacts/{id}/correct/draft"),
        ),
    };
    let back = Back::of(form.value("back")).href(person);
    let theirs = match task {
        Task::Correct(contact) if !form.value("draft_of").is_empty() => facts(contact),
        _ => Vec::new(),
    };
    let mut page = app.page(actor, title, "/people").with_errors_of(&form);
    if done == "draft" {
        page.notice = Some("Draft saved".to_owned());
    }
    render(&ContactForm {
        page,
        form,
        who: casework::person::who(actor, &app.office, person).await?,
        channels: Channel::ALL
            .into_iter()
            .map(|channel| Choice::new(channel.code(), channel.label()))
            .collect(),
        outcomes: Outcome::ALL
            .into_iter()
            .map(|outcome| Choice::new(outcome.code(), outcome.label()))
            .collect(),
        action,
        draft_path,
        back,
        draft,
        corrects,
        theirs,
    })
}

/// Every line of a contact, for checking and comparing.
pub fn facts(contact: &Contact) -> Vec<Fact> {
    facts_of(
        contact.happened_on,
        contact.channel,
        contact.outcome,
        &contact.note,
    )
}

/// The same of one that was typed.
pub fn facts_of(
    happened_on: Date,
    channel: Option<Channel>,
    outcome: Option<Outcome>,
    note: &str,
) -> Vec<Fact> {
    let mut facts = vec![
        ("When", printed::long_date(&happened_on)),
        ("How", channel.map_or("", Channel::label).to_owned()),
        (
            "What came of it",
            outcome.map_or("", Outcome::label).to_owned(),
        ),
        ("Note", note.to_owned()),
    ];
    facts.retain(|(_, text)| !text.is_empty());
    facts
}

pub async fn record(
    State(app): State<App>,
    signed_in: Result<SignedIn, Response>,
    Path(person): Path<Uuid>,
    headers: HeaderMap,
    Sent(sent): Fields,
) -> Answer {
    let Ok(SignedIn(actor)) = signed_in else {
        return rescue(&app, &headers, person, &sent).await;
    };
    let mut form: Form = sent.into_iter().collect();
    let task = Task::Record { person };
    if form.value("step") == "edit" {
        return show_form(&app, &actor, &task, form, None, "").await;
    }
    if let Some(new) = read(&mut form) {
        match contact::record(&actor, &app.office, person, new).await {
            Ok(_) => {
                let of = contact::correction_draft_form;
                conflict::forget_draft_of(&actor, &app, &form, of).await?;
                let to = Back::of(form.value("back")).after(person, "contact");
                return Ok(Redirect::to(&to).into_response());
            }
            Err(Error::Invalid(problems)) => form.add_problems(&problems),
            Err(error) => return Err(error.into()),
        }
    }
    show_again(&app, &actor, &task, form).await
}

pub async fn show_again(app: &App, actor: &Actor, task: &Task, form: Form) -> Answer {
    let page = show_form(app, actor, task, form, None, "").await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// What was typed. `None`, with the errors in the form, when something must be put right.
pub fn read(form: &mut Form) -> Option<NewContact> {
    let happened_on = form.required_date("happened_on", "The day of the contact");
    let channel: Option<Channel> = form.value("channel").parse().ok();
    if channel.is_none() {
        form.add_error("channel", "Choose how you were in contact");
    }
    let outcome: Option<Outcome> = form.value("outcome").parse().ok();
    if outcome.is_none() {
        form.add_error("outcome", "Choose what came of it");
    }
    Some(NewContact {
        happened_on: happened_on?,
        channel: channel?,
        outcome: outcome?,
        note: form.value("note").to_owned(),
    })
}

/// Keeps what is being typed; asked by the button and by the script.
pub async fn keep_draft(
    State(app): State<App>,
    signed_in: Result<SignedIn, Response>,
    Path(person): Path<Uuid>,
    headers: HeaderMap,
    Sent(sent): Fields,
) -> Answer {
    let Ok(SignedIn(actor)) = signed_in else {
        return rescue(&app, &headers, person, &sent).await;
    };
    actor.must(Action::RecordContacts, &actor.authority)?;
    let form: Form = sent.into_iter().collect();
    let back = format!("/people/{person}/contacts/add");
    let key = contact::draft_form(person);
    draft::keep(&actor, &app, &key, &form, &headers, &back).await
}

async fn rescue(app: &App, headers: &HeaderMap, person: Uuid, sent: &[(String, String)]) -> Answer {
    let back = format!("/people/{person}/contacts/add");
    draft::rescue(app, headers, &contact::draft_form(person), sent, &back).await
}

/// Throws the draft away and starts again.
pub async fn discard_draft(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(person): Path<Uuid>,
) -> Answer {
    casework::draft::discard(&actor, &app.office, &contact::draft_form(person)).await?;
    Ok(Redirect::to(&format!("/people/{person}/contacts/add")).into_response())
}

#[derive(Template)]
#[template(path = "person/contacts.html")]
struct ContactsPage {
    page: Page,
    who: Who,
    contacts: Vec<Contact>,
    as_at: Date,
    is_first: bool,
    may_correct: bool,
    next: String,
}

/// Where the page before ended.
#[derive(serde::Deserialize)]
pub struct Before {
    before: Option<Uuid>,
    on: Option<Date>,
}

const CONTACTS_A_PAGE: u32 = 50;

pub async fn list(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(person): Path<Uuid>,
    Query(asked): Query<Before>,
) -> Answer {
    let before = asked.on.zip(asked.before);
    // One more than is shown says whether there is a next page.
    let mut contacts =
        contact::list(&actor, &app.office, person, before, CONTACTS_A_PAGE + 1).await?;
    let shown = usize::try_from(CONTACTS_A_PAGE).unwrap_or(usize::MAX);
    let has_more = contacts.len() > shown;
    contacts.truncate(shown);
    let next = contacts.last().filter(|_| has_more).map(|last| {
        format!(
            "/people/{person}/contacts?on={}&before={}",
            last.happened_on, last.id
        )
    });
    render(&ContactsPage {
        page: app.page(&actor, "All contacts", "/people"),
        who: casework::person::who(&actor, &app.office, person).await?,
        contacts,
        as_at: actor.moment.today,
        is_first: before.is_none(),
        may_correct: actor.may(Action::RecordContacts),
        next: next.unwrap_or_default(),
    })
}
