//! Writing one part of a plan: one screen, kept while it is typed, and never lost when two write it at once.

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use casework::{
    Action, Actor, Error,
    pathway_plan::{self, OpenPlan, OpenSection},
};
use leaving_care::{
    pathway_plan::{Section, in_words},
    plan_form::{DocumentKind, HeadKind},
};
use uuid::Uuid;

use super::{
    Asked, Fields, done,
    section_form::{self, GoalFields},
};
use crate::web::{
    call::{Path, Query, Sent},
    context::{Answer, App, Problem, SignedIn, render},
    form::{Choice, Form},
    layout::Page,
    person::{
        compare::{Fact, Line, side_by_side},
        conflict::written_by,
        draft::{self, Found},
    },
};

#[derive(Template)]
#[template(path = "pathway_plan/section.html")]
struct SectionPage {
    page: Page,
    form: Form,
    open: OpenPlan,
    section: OpenSection,
    goals: Vec<GoalFields>,
    /// Whether this part has goals.
    has_goals: bool,
    answers: Vec<Choice>,
    /// Who can do a step.
    owners: Vec<Choice>,
    action: String,
    draft_path: String,
    draft: Option<Found>,
    /// What stood in the plan before, in words.
    before: String,
    /// "Part 3 of 12".
    place: String,
    /// What somebody else wrote in the meantime, to have in sight.
    theirs: Vec<Fact>,
}

#[derive(Template)]
#[template(path = "pathway_plan/conflict.html")]
struct ConflictPage {
    page: Page,
    form: Form,
    open: OpenPlan,
    lines: Vec<Line>,
    theirs_by: String,
    version: Uuid,
    action: String,
}

pub async fn form(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((plan, head)): Path<(Uuid, String)>,
    Query(asked): Query<Asked>,
) -> Answer {
    actor.must(Action::WritePlans, &actor.authority)?;
    let open = pathway_plan::open(&actor, &app.office, plan, None).await?;
    if !open.plan.is_being_written() {
        return Ok(Redirect::to(&format!("/plans/{plan}")).into_response());
    }
    let section = part(&open, &head)?;
    let mut form = Form::default();
    section_form::fill(&mut form, &section.head, &section.section);
    form.set("based_on", version(section.version));
    let key = pathway_plan::draft_form(plan, &head);
    let (form, found) = draft::restore(&actor, &app, &key, form).await?;
    show(
        &app,
        &actor,
        open,
        &head,
        form,
        Shown {
            found,
            notice: asked.done,
            theirs: Vec::new(),
        },
    )
    .await
}

/// What stands beside a form.
#[derive(Default)]
struct Shown {
    found: Option<Found>,
    notice: String,
    theirs: Vec<Fact>,
}

fn part(open: &OpenPlan, head: &str) -> Result<OpenSection, Problem> {
    open.section(head).cloned().ok_or(Problem::NotFound)
}

fn version(version: Option<Uuid>) -> String {
    version.map_or_else(String::new, |version| version.to_string())
}

async fn show(
    app: &App,
    actor: &Actor,
    open: OpenPlan,
    head: &str,
    form: Form,
    shown: Shown,
) -> Answer {
    let section = part(&open, head)?;
    let has_goals =
        section.head.kind == HeadKind::Matter && open.plan.kind == DocumentKind::PathwayPlan;
    let owners = if has_goals {
        let workers = pathway_plan::owners(actor, &app.office, open.who.id).await?;
        section_form::owners(&workers, &section.section, &open.who.name)
    } else {
        Vec::new()
    };
    let number = open
        .sections
        .iter()
        .position(|other| other.head.id == head)
        .unwrap_or_default();
    let mut page = app
        .page(actor, section.head.title.clone(), "/people")
        .with_errors_of(&form);
    page.notice = done(&shown.notice).map(str::to_owned);
    render(&SectionPage {
        page,
        goals: section_form::goals(&form),
        has_goals,
        owners,
        answers: section_form::answers(),
        action: format!("/plans/{}/parts/{head}", open.plan.id),
        draft_path: format!("/plans/{}/parts/{head}/draft", open.plan.id),
        draft: shown.found,
        before: section.before.as_ref().map(in_words).unwrap_or_default(),
        place: format!("Part {} of {}", number + 1, open.sections.len()),
        theirs: shown.theirs,
        form,
        section,
        open,
    })
}

pub async fn save(
    State(app): State<App>,
    signed_in: Result<SignedIn, Response>,
    Path((plan, head)): Path<(Uuid, String)>,
    headers: HeaderMap,
    Sent(sent): Fields,
) -> Answer {
    let Ok(SignedIn(actor)) = signed_in else {
        return rescue(&app, &headers, plan, &head, &sent).await;
    };
    actor.must(Action::WritePlans, &actor.authority)?;
    let mut form: Form = sent.into_iter().collect();
    let open = pathway_plan::open(&actor, &app.office, plan, None).await?;
    let section = part(&open, &head)?;
    if !form.value("add").is_empty() {
        return add(&app, &actor, open, &head, form).await;
    }
    if form.value("step") == "edit" {
        let theirs = facts(&section.section);
        form.set("based_on", version(section.version));
        return show(
            &app,
            &actor,
            open,
            &head,
            form,
            Shown {
                theirs,
                ..Shown::default()
            },
        )
        .await;
    }
    if form.value("step") == "leave" {
        let key = pathway_plan::draft_form(plan, &head);
        casework::draft::discard(&actor, &app.office, &key).await?;
        return Ok(Redirect::to(&format!("/plans/{plan}?done=kept")).into_response());
    }
    let written = section_form::read(&mut form, &section.head);
    if !form.has_errors() {
        let based_on = form.value("based_on").parse().ok();
        let saved = pathway_plan::write_section(
            &actor,
            &app.office,
            plan,
            &head,
            based_on,
            written.clone(),
        )
        .await;
        match saved {
            Ok(_) => {
                let to = next(&open, &head, form.value("step") == "stop");
                return Ok(Redirect::to(&to).into_response());
            }
            Err(Error::Invalid(problems)) => form.add_problems(&problems),
            Err(Error::Conflict) => {
                return conflict(&app, &actor, open, &head, &written, form).await;
            }
            Err(error) => return Err(error.into()),
        }
    }
    let page = show(&app, &actor, open, &head, form, Shown::default()).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// On to the next part; after the last one, and for whoever stops here, to the plan.
fn next(open: &OpenPlan, head: &str, stops_here: bool) -> String {
    let plan = open.plan.id;
    let after = open
        .sections
        .iter()
        .skip_while(|section| section.head.id != head)
        .nth(1)
        .filter(|_| !stops_here);
    match after {
        Some(section) => format!("/plans/{plan}/parts/{}?done=saved", section.head.id),
        None => format!("/plans/{plan}?done=saved"),
    }
}

/// One more goal or step on the form; what was typed is kept as a draft.
async fn add(app: &App, actor: &Actor, open: OpenPlan, head: &str, mut form: Form) -> Answer {
    section_form::add(&mut form);
    form.set("add", "");
    let key = pathway_plan::draft_form(open.plan.id, head);
    let content = serde_json::to_string(form.sent()).unwrap_or_default();
    casework::draft::keep(actor, &app.office, &key, &content).await?;
    show(app, actor, open, head, form, Shown::default()).await
}

async fn conflict(
    app: &App,
    actor: &Actor,
    open: OpenPlan,
    head: &str,
    mine: &Section,
    form: Form,
) -> Answer {
    let found = pathway_plan::conflict(actor, &app.office, open.plan.id, head).await?;
    let page = render(&ConflictPage {
        page: app.page(actor, "Somebody else wrote this first", "/people"),
        lines: side_by_side(&facts(&found.section), &facts(mine)),
        theirs_by: written_by(&found.by.name, found.by.at),
        version: found.version,
        action: format!("/plans/{}/parts/{head}", open.plan.id),
        open,
        form,
    })?;
    Ok((StatusCode::CONFLICT, page).into_response())
}

/// Every line of a part, for comparing.
fn facts(section: &Section) -> Vec<Fact> {
    let without = |section: Section| in_words(&section);
    let agreement = Section {
        agreement: section.agreement.clone(),
        ..Section::default()
    };
    let goals = Section {
        goals: section.goals.clone(),
        ..Section::default()
    };
    let mut facts = vec![
        ("In their words", section.own_words.clone()),
        ("What was agreed", section.text.clone()),
        ("Goals and steps", without(goals)),
        ("Do they agree?", without(agreement)),
    ];
    facts.retain(|(_, text)| !text.is_empty());
    facts
}

/// Keeps what is being typed; asked by the button and by the script.
pub async fn keep_draft(
    State(app): State<App>,
    signed_in: Result<SignedIn, Response>,
    Path((plan, head)): Path<(Uuid, String)>,
    headers: HeaderMap,
    Sent(sent): Fields,
) -> Answer {
    let Ok(SignedIn(actor)) = signed_in else {
        return rescue(&app, &headers, plan, &head, &sent).await;
    };
    actor.must(Action::WritePlans, &actor.authority)?;
    let form: Form = sent.into_iter().collect();
    let key = pathway_plan::draft_form(plan, &head);
    let back = format!("/plans/{plan}/parts/{head}");
    draft::keep(&actor, &app, &key, &form, &headers, &back).await
}

async fn rescue(
    app: &App,
    headers: &HeaderMap,
    plan: Uuid,
    head: &str,
    sent: &[(String, String)],
) -> Answer {
    // Only what a form could have: the address is made of it again.
    let is_plain = head
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    if !is_plain {
        return Err(Problem::NotFound);
    }
    let key = pathway_plan::draft_form(plan, head);
    let back = format!("/plans/{plan}/parts/{head}");
    draft::rescue(app, headers, &key, sent, &back).await
}

/// Throws the draft away and starts again from what stands.
pub async fn discard_draft(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((plan, head)): Path<(Uuid, String)>,
) -> Answer {
    let key = pathway_plan::draft_form(plan, &head);
    casework::draft::discard(&actor, &app.office, &key).await?;
    Ok(Redirect::to(&format!("/plans/{plan}/parts/{head}")).into_response())
}
