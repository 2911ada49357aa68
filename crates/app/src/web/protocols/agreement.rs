//! An agreement with partners: its page, recording one, changing what it says of itself, withdrawing it.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect},
};
use casework::{
    Action, Actor, Error,
    person::View,
    protocol::{self, StandingAgreement, Step},
};
use jiff::civil::Date;
use leaving_care::agreement::{Agreement, Change, Description, Obligation, Party, PartyKind, Side};
use uuid::Uuid;

use super::when;
use crate::web::{
    call::{Path, Query, Sent},
    context::{Answer, App, SignedIn, render},
    form::{Choice, Form},
    layout::Page,
    printed,
};

type Fields = Sent<Vec<(String, String)>>;

#[derive(Template)]
#[template(path = "protocols/agreement.html")]
struct AgreementPage {
    page: Page,
    standing: StandingAgreement,
    steps: Vec<Step>,
    /// The linked protocol, where it is still known.
    protocol_title: Option<String>,
    today: Date,
    may_change: bool,
}

#[derive(Template)]
#[template(path = "protocols/agreement_form.html")]
struct AgreementForm {
    page: Page,
    form: Form,
    action: String,
    back: String,
    /// One row for each party, and some to spare: what stands in it.
    parties: Vec<(String, String)>,
    kinds: Vec<Choice>,
    protocols: Vec<Choice>,
    is_new: bool,
    is_overtaken: bool,
}

#[derive(Template)]
#[template(path = "protocols/agreement_withdraw.html")]
struct WithdrawForm {
    page: Page,
    form: Form,
    standing: StandingAgreement,
    is_overtaken: bool,
}

#[derive(serde::Deserialize)]
pub struct Asked {
    #[serde(default)]
    done: String,
}

pub async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Answer {
    let (standing, steps) = protocol::agreement(&actor, &app.office, id).await?;
    let protocols = protocols(&app, &actor).await?;
    let linked = &standing.agreement.protocol;
    let protocol_title = protocols
        .into_iter()
        .find(|choice| choice.value == *linked)
        .map(|choice| choice.label);
    let mut page = app.page(&actor, standing.agreement.title.as_str(), "/protocols");
    page.notice = super::notice(&asked.done);
    render(&AgreementPage {
        page,
        protocol_title,
        standing,
        steps,
        today: actor.moment.today,
        may_change: actor.may(Action::ChangeProtocols),
    })
}

async fn protocols(app: &App, actor: &Actor) -> Result<Vec<Choice>, Error> {
    let view = View {
        as_at: actor.moment.today,
        known_at: None,
    };
    let overviews = protocol::list(actor, &app.office, view).await?;
    let choices = overviews
        .into_iter()
        .map(|one| Choice::new(one.protocol.id, one.protocol.title));
    Ok(choices.collect())
}

pub async fn new_form(State(app): State<App>, SignedIn(actor): SignedIn) -> Answer {
    actor.must(Action::ChangeProtocols, &actor.authority)?;
    let mut form = Form::default();
    form.set("version", "1");
    form.set("usual", "yes");
    show_form(&app, &actor, None, form, false).await
}

pub async fn change_form(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Answer {
    actor.must(Action::ChangeProtocols, &actor.authority)?;
    let (standing, _) = protocol::agreement(&actor, &app.office, id).await?;
    let agreement = &standing.agreement;
    let mut sent = vec![
        ("title".to_owned(), agreement.title.clone()),
        ("district".to_owned(), agreement.district.clone()),
        ("version".to_owned(), agreement.version.clone()),
        ("protocol".to_owned(), agreement.protocol.clone()),
        ("seen".to_owned(), standing.version.to_string()),
    ];
    for party in &agreement.parties {
        sent.push(("party".to_owned(), party.name.clone()));
        sent.push(("kind".to_owned(), party.kind.code().to_owned()));
    }
    let mut form: Form = sent.into_iter().collect();
    form.set_date("starts_on", agreement.starts_on);
    if let Some(review_on) = agreement.review_on {
        form.set_date("review_on", review_on);
    }
    show_form(&app, &actor, Some(id), form, false).await
}

/// Rows to spare in a new form, and how many a further row of parties adds.
const SPARE: usize = 2;

async fn show_form(
    app: &App,
    actor: &Actor,
    id: Option<Uuid>,
    form: Form,
    is_overtaken: bool,
) -> Answer {
    let mut parties = typed_parties(&form);
    parties.retain(|(name, _)| !name.is_empty());
    let kinds = [PartyKind::Council, PartyKind::Jobcentre];
    while parties.len() < kinds.len() {
        let kind = kinds.get(parties.len()).map_or("", |kind| kind.code());
        parties.push((String::new(), kind.to_owned()));
    }
    let rows = parties.len() + SPARE;
    parties.resize(rows, (String::new(), String::new()));
    let (title, action, back) = match id {
        None => (
            "Record an agreement",
            "/agreements/new".to_owned(),
            "/protocols".to_owned(),
        ),
        Some(id) => (
            "Change an agreement",
            format!("/agreements/{id}/change"),
            format!("/agreements/{id}"),
        ),
    };
    render(&AgreementForm {
        page: app.page(actor, title, "/protocols").with_errors_of(&form),
        form,
        action,
        back,
        parties,
        kinds: PartyKind::ALL
            .iter()
            .map(|kind| Choice::new(kind.code(), kind.label()))
            .collect(),
        protocols: protocols(app, actor).await?,
        is_new: id.is_none(),
        is_overtaken,
    })
}

/// Names and kinds row by row, as they were typed.
fn typed_parties(form: &Form) -> Vec<(String, String)> {
    let names = form.values_of("party").map(str::to_owned);
    names
        .zip(form.values_of("kind").map(str::to_owned))
        .collect()
}

pub async fn record(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Sent(sent): Fields,
) -> Answer {
    actor.must(Action::ChangeProtocols, &actor.authority)?;
    let mut form: Form = sent.into_iter().collect();
    if form.value("step") == "party" {
        return show_form(&app, &actor, None, form, false).await;
    }
    if let Some(description) = read(&mut form) {
        let with_usual = form.is_chosen("usual", "yes");
        match protocol::record_agreement(&actor, &app.office, description, with_usual).await {
            Ok(id) => {
                return Ok(
                    Redirect::to(&format!("/agreements/{id}?done=agreement")).into_response()
                );
            }
            Err(Error::Invalid(problems)) => form.add_problems(&problems),
            Err(error) => return Err(error.into()),
        }
    }
    let page = show_form(&app, &actor, None, form, false).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

pub async fn change(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Sent(sent): Fields,
) -> Answer {
    actor.must(Action::ChangeProtocols, &actor.authority)?;
    let mut form: Form = sent.into_iter().collect();
    if form.value("step") == "party" {
        return show_form(&app, &actor, Some(id), form, false).await;
    }
    let mut is_overtaken = false;
    if let Some(description) = read(&mut form) {
        let change = Change::Describe(Box::new(description));
        match protocol::change_agreement(&actor, &app.office, id, seen(&form), change).await {
            Ok(()) => {
                return Ok(
                    Redirect::to(&format!("/agreements/{id}?done=agreement")).into_response()
                );
            }
            Err(Error::Invalid(problems)) => form.add_problems(&problems),
            Err(Error::Conflict) => {
                // What was typed stays; sent again it is taken, over what the other person wrote.
                let (standing, _) = protocol::agreement(&actor, &app.office, id).await?;
                form.set("seen", standing.version.to_string());
                is_overtaken = true;
            }
            Err(error) => return Err(error.into()),
        }
    }
    let page = show_form(&app, &actor, Some(id), form, is_overtaken).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// Which version of the agreement the form was drawn from.
pub fn seen(form: &Form) -> Uuid {
    form.value("seen").parse().unwrap_or_default()
}

fn read(form: &mut Form) -> Option<Description> {
    let starts_on = form.required_date("starts_on", "The first day");
    let review_on = form.optional_date("review_on", "The day of the review");
    let mut parties = Vec::new();
    for (name, kind) in typed_parties(form) {
        if name.is_empty() {
            continue;
        }
        match kind.parse::<PartyKind>() {
            Ok(kind) => parties.push(Party { name, kind }),
            Err(()) => form.add_error("parties", format!("Choose what {name} is.")),
        }
    }
    if form.has_errors() {
        return None;
    }
    Some(Description {
        title: form.value("title").to_owned(),
        district: form.value("district").to_owned(),
        version: form.value("version").to_owned(),
        starts_on: starts_on?,
        review_on,
        protocol: form.value("protocol").to_owned(),
        parties,
    })
}

pub async fn withdraw_form(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Answer {
    actor.must(Action::ChangeProtocols, &actor.authority)?;
    show_withdraw(&app, &actor, id, Form::default(), false).await
}

async fn show_withdraw(
    app: &App,
    actor: &Actor,
    id: Uuid,
    form: Form,
    is_overtaken: bool,
) -> Answer {
    let (standing, _) = protocol::agreement(actor, &app.office, id).await?;
    render(&WithdrawForm {
        page: app
            .page(actor, "Withdraw an agreement", "/protocols")
            .with_errors_of(&form),
        form,
        standing,
        is_overtaken,
    })
}

pub async fn withdraw(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Sent(sent): Fields,
) -> Answer {
    let mut form: Form = sent.into_iter().collect();
    let reason = form.value("reason").to_owned();
    let mut is_overtaken = false;
    match protocol::withdraw_agreement(&actor, &app.office, id, seen(&form), &reason).await {
        Ok(()) => return Ok(Redirect::to("/protocols?done=withdrawn").into_response()),
        Err(Error::Invalid(problems)) => form.add_problems(&problems),
        Err(Error::Conflict) => is_overtaken = true,
        Err(error) => return Err(error.into()),
    }
    let page = show_withdraw(&app, &actor, id, form, is_overtaken).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// The obligations of one side, those that go on last.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "templates pass references"
)]
fn of_side<'a>(agreement: &'a Agreement, side: &Side) -> Vec<&'a Obligation> {
    let mut found: Vec<&'a Obligation> = agreement
        .obligations
        .iter()
        .filter(|obligation| obligation.side == *side)
        .collect();
    found.sort_by_key(|obligation| obligation.goes_on);
    found
}
