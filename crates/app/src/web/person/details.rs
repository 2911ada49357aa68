//! Changing what is known of a person, and what happens when two people do so at once.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect},
};
use casework::{
    Actor, Error,
    person::{PersonVersion, Who, change_details, check_change},
};
use leaving_care::person::{IdentifierKind, PersonDetails};
use uuid::Uuid;

use super::{
    compare::{Line, side_by_side},
    details_form::{self, Choices},
    draft,
};
use crate::web::{
    call::{Path, Sent},
    context::{Answer, App, SignedIn, render},
    form::{Choice, Form},
    layout::Page,
};

#[derive(Template)]
#[template(path = "person/details.html")]
struct DetailsPage {
    page: Page,
    form: Form,
    who: Who,
    choices: Choices,
    identifiers: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "person/details_check.html")]
struct CheckPage {
    page: Page,
    form: Form,
    who: Who,
    lines: Vec<Line>,
    /// Set where somebody else changed the details first.
    theirs_by: String,
    now: Uuid,
}

pub async fn form(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(person): Path<Uuid>,
) -> Answer {
    actor.must(casework::Action::ChangePeople, &actor.authority)?;
    let version = casework::person::details(&actor, &app.office, person).await?;
    let mut form = details_form::filled(version.details);
    form.set("based_on", version.id.to_string());
    for (kind, text) in casework::person::identifiers_to_change(&actor, &app.office, person).await?
    {
        form.set(kind.code(), text);
    }
    show(&app, &actor, person, form).await
}

async fn show(app: &App, actor: &Actor, person: Uuid, form: Form) -> Answer {
    let choices = casework::person::choices(actor, &app.office).await?;
    let offered = casework::person::identifiers_to_change(actor, &app.office, person).await?;
    render(&DetailsPage {
        page: app
            .page(actor, "Change details", "/people")
            .with_errors_of(&form),
        form,
        who: casework::person::who(actor, &app.office, person).await?,
        choices: details_form::choices(choices.localities),
        identifiers: offered
            .into_iter()
            .map(|(kind, _)| Choice::new(kind.code(), kind.label()))
            .collect(),
    })
}

/// A form sent: shown again to be edited, checked, or written, as its field `step` says.
pub async fn change(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(person): Path<Uuid>,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Answer {
    actor.must(casework::Action::ChangePeople, &actor.authority)?;
    let mut form: Form = sent.into_iter().collect();
    if form.value("step") == "edit" {
        return show(&app, &actor, person, form).await;
    }
    let Some(details) = details_form::read(&mut form) else {
        return show_again(&app, &actor, person, form).await;
    };
    let identifiers = details_form::sent_identifiers(&form);
    let mine = (&details, identifiers.as_slice());
    let now = casework::person::details(&actor, &app.office, person).await?;
    let based_on = form.value("based_on").parse().unwrap_or_default();
    if now.id != based_on {
        return compare(&app, &actor, &now, mine, form, true).await;
    }
    if form.value("step") != "record" {
        return match check_change(&actor, &app.office, person, &details, &identifiers).await {
            Ok(()) => compare(&app, &actor, &now, mine, form, false).await,
            Err(Error::Invalid(problems)) => {
                form.add_problems(&problems);
                show_again(&app, &actor, person, form).await
            }
            Err(error) => Err(error.into()),
        };
    }
    let changed = change_details(
        &actor,
        &app.office,
        person,
        based_on,
        &details,
        &identifiers,
    )
    .await;
    match changed {
        Ok(()) => Ok(Redirect::to(&format!("/people/{person}?done=details")).into_response()),
        Err(Error::Conflict) => {
            let now = casework::person::details(&actor, &app.office, person).await?;
            compare(&app, &actor, &now, mine, form, true).await
        }
        Err(Error::Invalid(problems)) => {
            form.add_problems(&problems);
            show_again(&app, &actor, person, form).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn show_again(app: &App, actor: &Actor, person: Uuid, form: Form) -> Answer {
    let page = show(app, actor, person, form).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// What stands and what was typed beside each other: to be checked, or to choose from after a conflict.
async fn compare(
    app: &App,
    actor: &Actor,
    now: &PersonVersion,
    (mine, identifiers): (&PersonDetails, &[(IdentifierKind, String)]),
    form: Form,
    is_conflict: bool,
) -> Answer {
    let title = if is_conflict {
        "Somebody else changed this first"
    } else {
        "Check before saving"
    };
    let theirs_by = is_conflict.then(|| {
        let stamp = &now.stamp;
        format!(
            "{}, {} at {}",
            stamp.by,
            draft::day(stamp.at),
            draft::time(stamp.at)
        )
    });
    let mut left = details_form::facts(&now.details);
    let mut right = details_form::facts(mine);
    if !identifiers.is_empty() {
        let mut standing =
            casework::person::identifiers_to_change(actor, &app.office, now.person).await?;
        standing.retain(|(kind, _)| identifiers.iter().any(|(sent, _)| sent == kind));
        left.extend(details_form::identifier_facts(&standing));
        right.extend(details_form::identifier_facts(identifiers));
    }
    let page = render(&CheckPage {
        page: app.page(actor, title, "/people"),
        who: casework::person::who(actor, &app.office, now.person).await?,
        lines: side_by_side(&left, &right),
        theirs_by: theirs_by.unwrap_or_default(),
        now: now.id,
        form,
    })?;
    let status = if is_conflict {
        StatusCode::CONFLICT
    } else {
        StatusCode::OK
    };
    Ok((status, page).into_response())
}
