//! Withdrawing what was never true, with the reason: the page for spells and contacts, and its handlers for spells.

use askama::Template;
use axum::{
    extract::State,
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
    let form: Form = sent.into_iter().collect();
    let outcome = spell::withdraw(&actor, &app.office, id, form.value("reason")).await;
    let record = spell::find(&actor, &app.office, id).await?;
    tried(&app, &actor, outcome, of_spell(&record), form).await
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

/// After it was tried: back to the person, or the page again with what was wrong, or with the word that somebody else was faster.
/// `asked` is what stands now.
pub async fn tried(
    app: &App,
    actor: &Actor,
    outcome: Result<(), Error>,
    asked: Withdrawal,
    mut form: Form,
) -> Answer {
    let status = match outcome {
        Ok(()) => {
            let to = format!("/people/{}?done=withdrawal", asked.person);
            return Ok(Redirect::to(&to).into_response());
        }
        Err(error) => form.take_refusal(error, "reason")?,
    };
    let page = show(app, actor, asked, form).await?;
    Ok((status, page).into_response())
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
