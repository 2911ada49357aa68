//! Withdrawing a spell that was never true, with the reason.

use askama::Template;
use axum::{
    Form as Sent,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect},
};
use casework::{
    Actor, Error,
    person::Who,
    spell::{self, SpellRecord},
};
use uuid::Uuid;

use super::{compare::Fact, spell_words};
use crate::web::{
    context::{Answer, App, SignedIn, render},
    form::Form,
    layout::Page,
};

#[derive(Template)]
#[template(path = "person/withdraw.html")]
struct WithdrawPage {
    page: Page,
    form: Form,
    who: Who,
    spell: Uuid,
    facts: Vec<Fact>,
    /// Somebody else has already corrected or withdrawn it.
    is_gone: bool,
}

pub async fn form(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Answer {
    actor.must(casework::Action::RecordSpells, &actor.authority)?;
    let record = spell::find(&actor, &app.office, id).await?;
    show(&app, &actor, &record, Form::default()).await
}

pub async fn withdraw(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Answer {
    let mut form: Form = sent.into_iter().collect();
    let record = spell::find(&actor, &app.office, id).await?;
    match spell::withdraw(&actor, &app.office, id, form.value("reason")).await {
        Ok(()) => {
            let to = format!("/people/{}?done=withdrawal", record.person);
            Ok(Redirect::to(&to).into_response())
        }
        Err(Error::Invalid(problems)) => {
            form.add_problems(&problems);
            let page = show(&app, &actor, &record, form).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(Error::Conflict) => {
            let record = spell::find(&actor, &app.office, id).await?;
            let page = show(&app, &actor, &record, form).await?;
            Ok((StatusCode::CONFLICT, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn show(app: &App, actor: &Actor, record: &SpellRecord, form: Form) -> Answer {
    render(&WithdrawPage {
        page: app
            .page(actor, "Withdraw something that was never true", "/people")
            .with_errors_of(&form),
        form,
        who: casework::person::who(actor, &app.office, record.person).await?,
        spell: record.id,
        facts: spell_words::facts(&record.value, record.starts_on, record.ends_on),
        is_gone: record.superseded.is_some(),
    })
}
