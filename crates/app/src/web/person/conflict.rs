//! When two people corrected the same spell: theirs and mine beside each other, both whole, and the choice between them.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect},
};
use casework::{
    Actor, Error,
    person::Who,
    spell::{self, SpellRecord},
};
use leaving_care::spell_value::NewSpell;
use uuid::Uuid;

use super::{
    compare::{Line, side_by_side},
    draft, spell_words,
};
use crate::web::{
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
    lines: Vec<Line>,
    /// Who wrote the other version, and when; empty when it was withdrawn.
    theirs_by: String,
    withdrawn: String,
    /// Where my version goes on top of theirs.
    mine_action: String,
    based_on: Uuid,
}

/// Theirs and mine beside each other, both whole.
pub async fn show_conflict(
    app: &App,
    actor: &Actor,
    id: Uuid,
    mine: &NewSpell,
    form: Form,
) -> Answer {
    let conflict = spell::conflict(actor, &app.office, id).await?;
    let person = conflict.based_on.person;
    let my_facts = spell_words::facts(&mine.value, mine.starts_on, mine.ends_on);
    let (lines, theirs_by, mine_action, withdrawn) = match &conflict.now {
        Some(theirs) => (
            side_by_side(
                &spell_words::facts(&theirs.value, theirs.starts_on, theirs.ends_on),
                &my_facts,
            ),
            format!(
                "{}, {} at {}",
                theirs.stamp.by,
                draft::day(theirs.stamp.at),
                draft::time(theirs.stamp.at)
            ),
            format!("/spells/{}/correct", theirs.id),
            String::new(),
        ),
        None => (
            side_by_side(&[], &my_facts),
            String::new(),
            format!("/people/{person}/spells/{}/add", mine.value.kind().code()),
            withdrawn_because(&conflict.based_on),
        ),
    };
    let page = render(&ConflictPage {
        page: app.page(actor, "Somebody else changed this first", "/people"),
        form,
        who: casework::person::who(actor, &app.office, person).await?,
        lines,
        theirs_by,
        withdrawn,
        mine_action,
        based_on: id,
    })?;
    Ok((StatusCode::CONFLICT, page).into_response())
}

fn withdrawn_because(record: &SpellRecord) -> String {
    record.superseded.as_ref().map_or_else(
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

/// After a conflict was resolved the draft of the spell with which it began is of no more use.
pub async fn forget_draft_of(actor: &Actor, app: &App, form: &Form) -> Result<(), Error> {
    match form.value("draft_of").parse::<Uuid>() {
        Ok(spell) => {
            let key = spell::correction_draft_form(spell);
            casework::draft::discard(actor, &app.office, &key).await
        }
        Err(_) => Ok(()),
    }
}
