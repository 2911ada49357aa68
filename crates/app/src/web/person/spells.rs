//! Recording and correcting spells: a form, a look at what will change, and nobody's text lost when two people write at once.

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use casework::{
    Actor, Error,
    person::Who,
    spell::{self, SpellRecord},
};
use leaving_care::spell_value::{NewSpell, SpellKind};
use uuid::Uuid;

use super::{
    compare::{Fact, Line, side_by_side},
    conflict,
    draft::{self, Found},
    spell_drafts,
    spell_form::{self, Choices, Worker},
    spell_words,
};
use crate::web::{
    call::{Path, Query, Sent},
    context::{Answer, App, Problem, SignedIn, render},
    form::Form,
    layout::Page,
};

type Fields = Sent<Vec<(String, String)>>;

/// What a form is about: a spell to be added, or one to be corrected.
pub enum Task {
    Add { person: Uuid },
    Correct(Box<SpellRecord>),
}

#[derive(Template)]
#[template(path = "person/spell_form.html")]
struct SpellForm {
    page: Page,
    form: Form,
    who: Who,
    kind: SpellKind,
    choices: Choices,
    action: String,
    draft_path: String,
    draft: Option<Found>,
    /// Set where a spell is corrected: it can be withdrawn instead.
    corrects: Option<Uuid>,
    /// What somebody else wrote in the meantime, to have in sight.
    theirs: Vec<Fact>,
}

#[derive(Template)]
#[template(path = "person/spell_check.html")]
struct CheckPage {
    page: Page,
    form: Form,
    who: Who,
    action: String,
    /// What will be recorded, where there is nothing before it.
    facts: Vec<Fact>,
    /// Old and new, where something is corrected.
    lines: Vec<Line>,
    /// Spells that may end on the first day of the new one: id and words.
    may_end: Vec<(Uuid, String)>,
    starts_on: String,
}

#[derive(serde::Deserialize)]
pub struct Asked {
    #[serde(default)]
    done: String,
}

pub async fn add_form(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((person, kind)): Path<(Uuid, String)>,
    Query(asked): Query<Asked>,
) -> Answer {
    let kind = typed_kind(&kind)?;
    actor.must(casework::Action::RecordSpells, &actor.authority)?;
    let mut form = Form::default();
    form.set_date("starts_on", actor.moment.today);
    let key = spell::draft_form(person, kind);
    let (form, draft) = draft::restore(&actor, &app, &key, form).await?;
    let task = Task::Add { person };
    show_form(&app, &actor, &task, kind, form, draft, &asked.done).await
}

pub async fn correct_form(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Answer {
    actor.must(casework::Action::RecordSpells, &actor.authority)?;
    let record = spell::find(&actor, &app.office, id).await?;
    let kind = typed_kind(record.value.kind().code())?;
    if record.superseded.is_some() {
        // An old address: what stands now is what can be corrected.
        let to = match spell::conflict(&actor, &app.office, id).await?.now {
            Some(now) => format!("/spells/{}/correct", now.id),
            None => format!("/people/{}/history", record.person),
        };
        return Ok(Redirect::to(&to).into_response());
    }
    let form = spell_form::filled(&record.value, record.starts_on, record.ends_on);
    let key = spell::correction_draft_form(id);
    let (form, draft) = draft::restore(&actor, &app, &key, form).await?;
    let task = Task::Correct(Box::new(record));
    show_form(&app, &actor, &task, kind, form, draft, &asked.done).await
}

async fn show_form(
    app: &App,
    actor: &Actor,
    task: &Task,
    kind: SpellKind,
    form: Form,
    draft: Option<Found>,
    done: &str,
) -> Answer {
    let (person, corrects) = match task {
        Task::Add { person } => (*person, None),
        Task::Correct(record) => (record.person, Some(record.id)),
    };
    let title = spell_form::title(kind, corrects.is_some());
    let mut page = app.page(actor, title, "/people").with_errors_of(&form);
    if done == "draft" {
        page.notice = Some("Draft saved".to_owned());
    }
    // Whoever edits after a conflict sees what the other person wrote.
    let theirs = match task {
        Task::Correct(record) if !form.value("draft_of").is_empty() => {
            spell_words::facts(&record.value, record.starts_on, record.ends_on)
        }
        _ => Vec::new(),
    };
    let base = base_path(task, kind);
    render(&SpellForm {
        page,
        who: casework::person::who(actor, &app.office, person).await?,
        kind,
        choices: spell_form::choices(kind, &workers(app, actor, kind).await?),
        draft_path: format!("{base}/draft"),
        action: base,
        form,
        draft,
        corrects,
        theirs,
    })
}

/// Where the form of a task is sent.
pub fn base_path(task: &Task, kind: SpellKind) -> String {
    match task {
        Task::Add { person } => format!("/people/{person}/spells/{}/add", kind.code()),
        Task::Correct(record) => format!("/spells/{}/correct", record.id),
    }
}

pub fn typed_kind(code: &str) -> Result<SpellKind, Problem> {
    code.parse()
        .ok()
        .filter(|kind| spell_form::is_typed(*kind))
        .ok_or(Problem::NotFound)
}

async fn workers(app: &App, actor: &Actor, kind: SpellKind) -> Result<Vec<Worker>, Error> {
    if kind != SpellKind::Allocation {
        return Ok(Vec::new());
    }
    let workers = casework::worker::list(actor, &app.office).await?;
    Ok(workers
        .into_iter()
        .map(|worker| Worker {
            id: worker.id,
            name: worker.name,
            team: worker.team,
        })
        .collect())
}

/// A form sent: shown again to be edited, checked, or recorded, as its field `step` says.
pub async fn add(
    State(app): State<App>,
    signed_in: Result<SignedIn, Response>,
    Path((person, kind)): Path<(Uuid, String)>,
    headers: HeaderMap,
    Sent(sent): Fields,
) -> Answer {
    let kind = typed_kind(&kind)?;
    let Ok(SignedIn(actor)) = signed_in else {
        return spell_drafts::rescue_new(&app, &headers, person, kind, &sent).await;
    };
    let mut form: Form = sent.into_iter().collect();
    let task = Task::Add { person };
    if form.value("step") == "edit" {
        return show_form(&app, &actor, &task, kind, form, None, "").await;
    }
    let workers = workers(&app, &actor, kind).await?;
    let Some(new) = spell_form::read(&mut form, kind, None, &workers) else {
        return show_again(&app, &actor, &task, kind, form).await;
    };
    if form.value("step") == "record" {
        let also_ends: Vec<Uuid> = form
            .values_of("also_ends")
            .filter_map(|id| id.parse().ok())
            .collect();
        return match spell::record(&actor, &app.office, person, new, &also_ends).await {
            Ok(_) => {
                conflict::forget_draft_of(&actor, &app, &form, spell::correction_draft_form)
                    .await?;
                Ok(Redirect::to(&format!("/people/{person}?done=spell")).into_response())
            }
            // What should have ended was changed meanwhile: look again.
            Err(Error::Conflict) => check_new(&app, &actor, person, kind, form, None).await,
            Err(Error::Invalid(problems)) => {
                form.add_problems(&problems);
                show_again(&app, &actor, &task, kind, form).await
            }
            Err(error) => Err(error.into()),
        };
    }
    check_new(&app, &actor, person, kind, form, Some(new)).await
}

async fn check_new(
    app: &App,
    actor: &Actor,
    person: Uuid,
    kind: SpellKind,
    mut form: Form,
    new: Option<NewSpell>,
) -> Answer {
    let task = Task::Add { person };
    let new = match new {
        Some(new) => Some(new),
        None => spell_form::read(&mut form, kind, None, &workers(app, actor, kind).await?),
    };
    let Some(new) = new else {
        return show_again(app, actor, &task, kind, form).await;
    };
    match spell::check(actor, &app.office, person, &new).await {
        Ok(may_end) => render(&CheckPage {
            page: app.page(actor, "Check before saving", "/people"),
            who: casework::person::who(actor, &app.office, person).await?,
            action: base_path(&task, kind),
            facts: spell_words::facts(&new.value, new.starts_on, new.ends_on),
            lines: Vec::new(),
            may_end: may_end
                .iter()
                .map(|record| (record.id, spell_words::in_words(&record.value)))
                .collect(),
            starts_on: crate::web::printed::long_date(&new.starts_on),
            form,
        }),
        Err(Error::Invalid(problems)) => {
            form.add_problems(&problems);
            show_again(app, actor, &task, kind, form).await
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn correct(
    State(app): State<App>,
    signed_in: Result<SignedIn, Response>,
    Path(id): Path<Uuid>,
    headers: HeaderMap,
    Sent(sent): Fields,
) -> Answer {
    let Ok(SignedIn(actor)) = signed_in else {
        return spell_drafts::rescue_correction(&app, &headers, id, &sent).await;
    };
    actor.must(casework::Action::RecordSpells, &actor.authority)?;
    let record = spell::find(&actor, &app.office, id).await?;
    let kind = typed_kind(record.value.kind().code())?;
    let mut form: Form = sent.into_iter().collect();
    if form.value("step") == "edit" {
        let task = Task::Correct(Box::new(record));
        return show_form(&app, &actor, &task, kind, form, None, "").await;
    }
    let workers = workers(&app, &actor, kind).await?;
    let Some(new) = spell_form::read(&mut form, kind, Some(&record.value), &workers) else {
        let task = Task::Correct(Box::new(record));
        return show_again(&app, &actor, &task, kind, form).await;
    };
    let outcome = if form.value("step") == "record" {
        let reason = form.value("reason").to_owned();
        spell::correct(&actor, &app.office, id, new.clone(), &reason)
            .await
            .map(|_| None)
    } else {
        spell::check_correction(&actor, &app.office, id, &new)
            .await
            .map(Some)
    };
    match outcome {
        Ok(None) => {
            conflict::forget_draft_of(&actor, &app, &form, spell::correction_draft_form).await?;
            let to = format!("/people/{}?done=correction", record.person);
            Ok(Redirect::to(&to).into_response())
        }
        Ok(Some(stands)) => render(&CheckPage {
            page: app.page(&actor, "Check before saving", "/people"),
            who: casework::person::who(&actor, &app.office, record.person).await?,
            action: format!("/spells/{id}/correct"),
            facts: Vec::new(),
            lines: side_by_side(
                &spell_words::facts(&stands.value, stands.starts_on, stands.ends_on),
                &spell_words::facts(&new.value, new.starts_on, new.ends_on),
            ),
            may_end: Vec::new(),
            starts_on: String::new(),
            form,
        }),
        Err(Error::Conflict) => conflict::show_conflict(&app, &actor, id, &new, form).await,
        Err(Error::Invalid(problems)) => {
            form.add_problems(&problems);
            show_again(&app, &actor, &Task::Correct(Box::new(record)), kind, form).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn show_again(app: &App, actor: &Actor, task: &Task, kind: SpellKind, form: Form) -> Answer {
    let page = show_form(app, actor, task, kind, form, None, "").await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}
