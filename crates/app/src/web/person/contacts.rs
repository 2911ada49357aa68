//! Recording a contact on one screen, and reading all contacts of a person.

use askama::Template;
use axum::{
    Form as Sent,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use casework::{
    Actor, Error,
    contact::{self, Channel, Contact, NewContact, Outcome},
    person::Who,
};
use jiff::civil::Date;
use uuid::Uuid;

use super::draft::{self, Found};
use crate::web::{
    context::{Answer, App, SignedIn, render},
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
    draft_path: String,
    draft: Option<Found>,
}

#[derive(serde::Deserialize)]
pub struct Asked {
    #[serde(default)]
    done: String,
}

pub async fn form(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(person): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Answer {
    actor.must(casework::Action::RecordContacts, &actor.authority)?;
    let mut form = Form::default();
    form.set_date("happened_on", actor.moment.today);
    let key = contact::draft_form(person);
    let (form, draft) = draft::restore(&actor, &app, &key, form).await?;
    let mut template = contact_form(&app, &actor, person, form, draft).await?;
    if asked.done == "draft" {
        template.page.notice = Some("Draft saved".to_owned());
    }
    render(&template)
}

async fn contact_form(
    app: &App,
    actor: &Actor,
    person: Uuid,
    form: Form,
    draft: Option<Found>,
) -> Result<ContactForm, Error> {
    Ok(ContactForm {
        page: app
            .page(actor, "Record a contact", "/people")
            .with_errors_of(&form),
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
        draft_path: format!("/people/{person}/contacts/draft"),
        draft,
    })
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
    if let Some(new) = read(&mut form) {
        match contact::record(&actor, &app.office, person, new).await {
            Ok(_) => {
                return Ok(Redirect::to(&format!("/people/{person}?done=contact")).into_response());
            }
            Err(Error::Invalid(problems)) => form.add_problems(&problems),
            Err(error) => return Err(error.into()),
        }
    }
    let template = contact_form(&app, &actor, person, form, None).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&template)?).into_response())
}

fn read(form: &mut Form) -> Option<NewContact> {
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
    actor.must(casework::Action::RecordContacts, &actor.authority)?;
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
        next: next.unwrap_or_default(),
    })
}
