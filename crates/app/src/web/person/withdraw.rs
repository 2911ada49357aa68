//! Withdrawing what was never true, with the reason: the page for spells and contacts, and its handlers for spells.

use askama::Template;
use axum::{
    extract::State,
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
    call::{Path, Sent},
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
    asked: Withdrawal,
}

/// What is to be withdrawn.
pub struct Withdrawal {
    pub person: Uuid,
    /// Where it is: "/spells/.." or "/contacts/..".
    pub path: String,
    pub facts: Vec<Fact>,
    /// Somebody else has already corrected or withdrawn it.
    pub is_gone: bool,
    /// When it should be corrected instead.
    pub instead: &'static str,
}

pub async fn form(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Answer {
    actor.must(casework::Action::RecordSpells, &actor.authority)?;
    let record = spell::find(&actor, &app.office, id).await?;
    show(&app, &actor, of_spell(&record), Form::default()).await
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
            let page = show(&app, &actor, of_spell(&record), form).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(Error::Conflict) => {
            let record = spell::find(&actor, &app.office, id).await?;
            let page = show(&app, &actor, of_spell(&record), form).await?;
            Ok((StatusCode::CONFLICT, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn of_spell(record: &SpellRecord) -> Withdrawal {
    Withdrawal {
        person: record.person,
        path: format!("/spells/{}", record.id),
        facts: spell_words::facts(&record.value, record.starts_on, record.ends_on),
        is_gone: record.superseded.is_some(),
        instead: "If it was true and only ended, correct it and give the day on which it ended.",
    }
}

/// The page that asks for the reason, or says that somebody else was faster.
pub async fn show(app: &App, actor: &Actor, asked: Withdrawal, form: Form) -> Answer {
    render(&WithdrawPage {
        page: app
            .page(actor, "Withdraw something that was never true", "/people")
            .with_errors_of(&form),
        form,
        who: casework::person::who(actor, &app.office, asked.person).await?,
        asked,
    })
}
