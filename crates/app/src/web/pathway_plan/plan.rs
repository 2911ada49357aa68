//! One plan: what it still lacks while it is being written, to read when it is signed off, to print, and beside another.

use askama::Template;
use axum::extract::State;
use casework::pathway_plan::{self, Comparison, OpenPlan, OpenSection, PlanState};
use leaving_care::plan_form::{AGREEMENT, HeadKind, OWN_WORDS};
use uuid::Uuid;

use super::{Asked, Known, May, PromiseLine, done};
use crate::web::{
    call::{Path, Query},
    context::{Answer, App, SignedIn, render},
    form::{Choice, Form},
    layout::Page,
    printed,
};

#[derive(Template)]
#[template(path = "pathway_plan/writing.html")]
struct Writing {
    page: Page,
    open: OpenPlan,
    parts: Vec<Part>,
    promises: Vec<PromiseLine>,
    sign_off_path: String,
    may: May,
}

/// A part in the list of what is written.
struct Part {
    id: String,
    title: String,
    state: &'static str,
    tone: &'static str,
    by: String,
}

#[derive(Template)]
#[template(path = "pathway_plan/reading.html")]
struct Reading {
    page: Page,
    form: Form,
    open: OpenPlan,
    promises: Vec<PromiseLine>,
    verdicts: Vec<Choice>,
    may: May,
    known: Known,
}

#[derive(Template)]
#[template(path = "pathway_plan/print.html")]
struct Printed {
    page: Page,
    open: OpenPlan,
    promises: Vec<PromiseLine>,
    known: Known,
}

#[derive(Template)]
#[template(path = "pathway_plan/compare.html")]
struct ComparePage {
    page: Page,
    comparison: Comparison,
    known: Known,
}

pub async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(plan): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Answer {
    let known = Known::read(&asked.known, &actor)?;
    let open = pathway_plan::open(&actor, &app.office, plan, known.at())
        .await
        .map_err(|error| known.or_not_yet(error))?;
    let mut form = Form::default();
    form.set_date("on", actor.moment.today);
    show_open(&app, &actor, open, form, (&asked.done, known))
}

pub fn show_open(
    app: &App,
    actor: &casework::Actor,
    open: OpenPlan,
    form: Form,
    (word, known): (&str, Known),
) -> Answer {
    let mut page = app
        .page(actor, open.plan.title(), "/people")
        .with_errors_of(&form);
    page.notice = done(word).map(str::to_owned);
    let lines = |actions: &[pathway_plan::PersonAction]| {
        PromiseLine::all(actions, known.as_at(), &open.who.name)
    };
    // On a look back there is nothing to write: what stood in it then is there to read.
    if open.plan.is_being_written() && known.is_now() {
        return render(&Writing {
            page,
            parts: open.sections.iter().map(part).collect(),
            promises: lines(&open.promises),
            sign_off_path: format!("/plans/{}/sign-off", open.plan.id),
            may: May::of(actor),
            open,
        });
    }
    render(&Reading {
        page,
        form,
        promises: lines(&open.actions),
        verdicts: pathway_plan::Verdict::ALL
            .into_iter()
            .map(|verdict| Choice::new(verdict.code(), verdict.label()))
            .collect(),
        may: May::when(actor, known),
        known,
        open,
    })
}

fn part(section: &OpenSection) -> Part {
    let is_optional = !section.head.is_required && section.head.kind == HeadKind::Matter;
    let (state, tone) = if section.is_copied {
        ("From last time", "unknown")
    } else if section.section.is_empty() && is_optional {
        ("If needed", "unknown")
    } else if section.section.is_empty() {
        ("Empty", "soon")
    } else if section.is_changed() {
        ("Changed", "plain")
    } else {
        ("Written", "plain")
    };
    Part {
        id: section.head.id.clone(),
        title: section.head.title.clone(),
        state,
        tone,
        by: section
            .by
            .as_ref()
            .filter(|_| !section.is_copied)
            .map(|by| by.name.clone())
            .unwrap_or_default(),
    }
}

/// To print, and to give to the young person: without what staff wrote for each other.
pub async fn print(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(plan): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Answer {
    let known = Known::read(&asked.known, &actor)?;
    let open = pathway_plan::open(&actor, &app.office, plan, known.at())
        .await
        .map_err(|error| known.or_not_yet(error))?;
    render(&Printed {
        page: app.page(&actor, open.plan.title(), "/people"),
        promises: PromiseLine::all(&open.actions, known.as_at(), &open.who.name),
        known,
        open,
    })
}

#[derive(serde::Deserialize)]
pub struct With {
    with: Option<Uuid>,
    #[serde(default, alias = "known_at")]
    known: String,
}

pub async fn compare(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(plan): Path<Uuid>,
    Query(asked): Query<With>,
) -> Answer {
    let known = Known::read(&asked.known, &actor)?;
    let comparison = pathway_plan::compare(&actor, &app.office, plan, asked.with, known.at())
        .await
        .map_err(|error| known.or_not_yet(error))?;
    render(&ComparePage {
        page: app.page(&actor, "Two plans beside each other", "/people"),
        known,
        comparison,
    })
}
