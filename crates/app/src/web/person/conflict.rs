//! When two people corrected the same spell: theirs and mine beside each other, both whole, and the choice between them.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect},
};
use casework::{
    Actor, Error,
    person::Who,
    spell::{self, Superseded},
};
use jiff::Timestamp;
use leaving_care::spell_value::NewSpell;
use uuid::Uuid;

use super::{
    compare::{Line, side_by_side},
    draft, spell_words,
};
use crate::web::{
    call::Path,
    context::{Answer, App, SignedIn, render},
    form::Form,
    layout::Page,
};

#[derive(Template)]
#[template(path = "person/conflict.html")]
struct ConflictPage {
    page: Page,
    form: Form,
    who: Who,
    found: Conflict,
}

/// Two versions between which somebody chooses.
pub struct Conflict {
    pub person: Uuid,
    pub lines: Vec<Line>,
    /// Who wrote the other version, and when; empty when it was withdrawn.
    pub theirs_by: String,
    /// By whom and why it was withdrawn; empty when it was not.
    pub withdrawn: String,
    /// Where my version goes on top of theirs.
    pub mine_action: String,
    /// Where theirs is left as it is.
    pub keep_action: String,
    pub based_on: Uuid,
}

/// Theirs and mine beside each other, both whole.
pub async fn show(app: &App, actor: &Actor, found: Conflict, form: Form) -> Answer {
    let page = render(&ConflictPage {
        page: app.page(actor, "Somebody else changed this first", "/people"),
        form,
        who: casework::person::who(actor, &app.office, found.person).await?,
        found,
    })?;
    Ok((StatusCode::CONFLICT, page).into_response())
}

/// The same for a spell.
pub async fn show_conflict(
    app: &App,
    actor: &Actor,
    id: Uuid,
    mine: &NewSpell,
    form: Form,
) -> Answer {
    let conflict = spell::conflict(actor, &app.office, id).await?;
    let person = conflict.based_on.person;
    let mine_facts = spell_words::facts(&mine.value, mine.starts_on, mine.ends_on);
    let (theirs_facts, theirs_by, mine_action, withdrawn) = match &conflict.now {
        Some(theirs) => (
            spell_words::facts(&theirs.value, theirs.starts_on, theirs.ends_on),
            written_by(&theirs.stamp.by, theirs.stamp.at),
            format!("/spells/{}/correct", theirs.id),
            String::new(),
        ),
        None => (
            Vec::new(),
            String::new(),
            format!("/people/{person}/spells/{}/add", mine.value.kind().code()),
            withdrawn_because(conflict.based_on.superseded.as_ref()),
        ),
    };
    let found = Conflict {
        person,
        lines: side_by_side(&theirs_facts, &mine_facts),
        theirs_by,
        withdrawn,
        mine_action,
        keep_action: format!("/spells/{id}/keep-theirs"),
        based_on: id,
    };
    show(app, actor, found, form).await
}

/// "Robin Marsh, 3 March 2026 at 14:03".
pub fn written_by(by: &str, at: Timestamp) -> String {
    format!("{by}, {} at {}", draft::day(at), draft::time(at))
}

/// By whom something was withdrawn and why, in a sentence.
pub fn withdrawn_because(superseded: Option<&Superseded>) -> String {
    superseded.map_or_else(
        || "It was withdrawn.".to_owned(),
        |superseded| {
            let by = &superseded.by;
            if superseded.reason.is_empty() {
                format!("{by} withdrew it.")
            } else {
                format!("{by} withdrew it: \u{201c}{}\u{201d}", superseded.reason)
            }
        },
    )
}

/// The choice to leave what the other person wrote: nothing is written, and my draft goes.
pub async fn keep_theirs(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Answer {
    let record = spell::find(&actor, &app.office, id).await?;
    casework::draft::discard(&actor, &app.office, &spell::correction_draft_form(id)).await?;
    Ok(Redirect::to(&format!("/people/{}?done=kept", record.person)).into_response())
}

/// After a conflict was resolved the draft of the correction with which it began is of no more use.
pub async fn forget_draft_of(
    actor: &Actor,
    app: &App,
    form: &Form,
    draft_form: fn(Uuid) -> String,
) -> Result<(), Error> {
    match form.value("draft_of").parse::<Uuid>() {
        Ok(first) => casework::draft::discard(actor, &app.office, &draft_form(first)).await,
        Err(_) => Ok(()),
    }
}
