//! The form and what becomes of it: worked out, changed again, or kept; for a person, or for anybody.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect},
};
use better_off::{Area, Nation, areas_of_council};
use casework::{
    Action, Actor,
    better_off::{Case, Sources, areas_used, fill_in, save, work_out},
};
use jiff::civil::Date;
use uuid::Uuid;

use super::{
    answer, case_form,
    fields::{ChildFields, OfferFields},
    tables::{
        CARE, CHILD_DISABILITY, EMPLOYERS_HOME, HEALTH, IMMIGRATION, INCOME, LEARNING, NATION,
        OFFER, PAY_EVERY, PIP, SEX, SHARED_EXCEPTION, TENURE, YES_NO, choices,
    },
};
use crate::web::{
    call::{Path, Query, Sent},
    context::{Answer, App, SignedIn, render},
    form::{Choice, Form},
    layout::Page,
    person::draft::{self, Found},
};

pub const TITLE: &str = "Better off in work?";

#[derive(Template)]
#[template(path = "better_off/form.html")]
struct FormPage {
    page: Page,
    form: Form,
    person: Option<Uuid>,
    name: String,
    sources: Sources,
    action: String,
    draft_path: String,
    draft: Option<Found>,
    has_partner: bool,
    has_children: bool,
    children: Vec<ChildFields>,
    offers: Vec<OfferFields>,
    care: Vec<Choice>,
    health: Vec<Choice>,
    learning: Vec<Choice>,
    immigration: Vec<Choice>,
    tenure: Vec<Choice>,
    nation: Vec<Choice>,
    areas: Vec<Choice>,
    yes_no: Vec<Choice>,
    pip: Vec<Choice>,
    income: Vec<Choice>,
    pay_every: Vec<Choice>,
    kinds: Vec<Choice>,
    rent_every: Vec<Choice>,
    sex: Vec<Choice>,
    child_disability: Vec<Choice>,
    shared_exception: Vec<Choice>,
    employers_home: Vec<Choice>,
    course_loan: Vec<Choice>,
    london: Vec<Choice>,
}

/// Whom a form is about.
pub struct About {
    pub person: Option<Uuid>,
    pub name: String,
    pub sources: Sources,
}

impl About {
    /// As much as the address says.
    pub fn only(person: Uuid) -> Self {
        Self {
            person: Some(person),
            ..Self::nobody()
        }
    }

    pub fn nobody() -> Self {
        Self {
            person: None,
            name: String::new(),
            sources: Sources::default(),
        }
    }

    pub fn action(&self) -> String {
        self.person.map_or_else(
            || "/better-off".to_owned(),
            |person| format!("/people/{person}/better-off"),
        )
    }

    /// The draft of whoever is typing, one for each person.
    pub fn draft_key(&self) -> String {
        self.person.map_or_else(
            || "better_off".to_owned(),
            |person| format!("better_off/{person}"),
        )
    }

    /// Where the page stands in the navigation.
    fn place(&self) -> &'static str {
        if self.person.is_some() {
            "/people"
        } else {
            "/better-off"
        }
    }
}

/// What was just done, from its word in the address.
#[derive(serde::Deserialize)]
pub struct Asked {
    #[serde(default)]
    done: String,
}

pub async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Asked>,
) -> Answer {
    let mut form = Form::default();
    form.set_date("as_at", actor.moment.today);
    let nation = if actor.authority.starts_with('W') {
        "wales"
    } else {
        "england"
    };
    form.set("nation", nation);
    show_with_draft(&app, &actor, About::nobody(), form, &asked.done).await
}

pub async fn show_for_person(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(person): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Answer {
    let filled = fill_in(&actor, &app.office, person, actor.moment.today).await?;
    let mut form = case_form::write(&filled.case);
    if !filled.knows_tenure {
        form.set("tenure", "");
    }
    let about = About {
        person: Some(person),
        name: filled.name,
        sources: filled.sources,
    };
    show_with_draft(&app, &actor, about, form, &asked.done).await
}

/// The form as it was left, if it was.
async fn show_with_draft(app: &App, actor: &Actor, about: About, form: Form, done: &str) -> Answer {
    actor.must(Action::WorkOutBetterOff, &actor.authority)?;
    let found = match actor.account {
        Some(_) => draft::restore(actor, app, &about.draft_key(), form).await?,
        None => (form, None),
    };
    let notice = (done == "draft").then(|| "Draft saved".to_owned());
    show_form(app, actor, about, found, notice).await
}

/// The form of a case that was kept, to be asked again today.
pub async fn show_again(app: &App, actor: &Actor, about: About, mut case: Case) -> Answer {
    case.as_at = actor.moment.today;
    show_form(app, actor, about, (case_form::write(&case), None), None).await
}

async fn show_form(
    app: &App,
    actor: &Actor,
    about: About,
    (form, draft): (Form, Option<Found>),
    notice: Option<String>,
) -> Answer {
    actor.must(Action::WorkOutBetterOff, &actor.authority)?;
    let mut page = app.page(actor, TITLE, about.place()).with_errors_of(&form);
    page.notice = notice;
    let is_filled = |field: &str| !form.value(field).is_empty();
    let yes = |label: &str| vec![Choice::new("yes", label)];
    render(&FormPage {
        page,
        person: about.person,
        draft_path: format!("{}/draft", about.action()),
        draft,
        has_partner: is_filled("partner_age") || is_filled("partner_born-year"),
        has_children: is_filled("child1-born"),
        children: ChildFields::all(&form),
        action: about.action(),
        name: about.name,
        sources: about.sources,
        offers: OfferFields::all(&form),
        form,
        care: choices(CARE),
        health: choices(HEALTH),
        learning: choices(LEARNING),
        immigration: choices(IMMIGRATION),
        tenure: choices(TENURE),
        nation: choices(NATION),
        areas: areas(areas_used(actor, &app.office).await?, &actor.authority),
        yes_no: choices(YES_NO),
        pip: choices(PIP),
        income: choices(INCOME),
        pay_every: choices(PAY_EVERY),
        kinds: choices(OFFER),
        rent_every: vec![Choice::new("week", "Week")],
        sex: choices(SEX),
        child_disability: choices(CHILD_DISABILITY),
        shared_exception: choices(SHARED_EXCEPTION),
        employers_home: choices(EMPLOYERS_HOME),
        course_loan: yes("A student loan or grant for living costs"),
        london: yes("The home is in Greater London"),
    })
}

/// Every area: those that reach into the council, as far as the table has it, and those used here before; then those of its nation, then
/// the rest.
pub fn areas(used: Vec<Area>, authority: &str) -> Vec<Choice> {
    let mut first = areas_of_council(authority);
    first.extend(used);
    let mut nearest: Vec<Area> = Vec::new();
    for area in first {
        if !nearest.contains(&area) {
            nearest.push(area);
        }
    }
    let nation = match leaving_care::authority::Nation::of(authority) {
        leaving_care::authority::Nation::England => Nation::England,
        leaving_care::authority::Nation::Wales => Nation::Wales,
    };
    let others = |own: bool| {
        let nearest = &nearest;
        Area::all().filter(move |area| !nearest.contains(area) && (area.nation() == nation) == own)
    };
    nearest
        .iter()
        .copied()
        .chain(others(true))
        .chain(others(false))
        .map(|area| Choice::new(area.name(), area.title()))
        .collect()
}

pub async fn send(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Answer {
    sent_for(&app, &actor, About::nobody(), sent).await
}

pub async fn send_for_person(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(person): Path<Uuid>,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Answer {
    actor.must(Action::WorkOutBetterOff, &actor.authority)?;
    let who = casework::person::who(&actor, &app.office, person).await?;
    let about = About {
        person: Some(person),
        name: who.name,
        sources: Sources::default(),
    };
    sent_for(&app, &actor, about, sent).await
}

async fn sent_for(
    app: &App,
    actor: &Actor,
    mut about: About,
    sent: Vec<(String, String)>,
) -> Answer {
    let mut form: Form = sent.into_iter().collect();
    let today: Date = actor.moment.today;
    let case = case_form::read(&mut form, today);
    let edits = form.value("step") == "edit";
    let Some(case) = case.filter(|_| !edits) else {
        if let Some(person) = about.person {
            about.sources = fill_in(actor, &app.office, person, today).await?.sources;
        }
        let status = if edits {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        };
        let page = show_form(app, actor, about, (form, None), None).await?;
        return Ok((status, page).into_response());
    };
    if form.value("step") == "save" {
        let id = save(actor, &app.office, about.person, &case).await?;
        if actor.account.is_some() {
            casework::draft::discard(actor, &app.office, &about.draft_key()).await?;
        }
        return Ok(Redirect::to(&format!("/better-off/runs/{id}")).into_response());
    }
    let answer = work_out(actor, &case)?;
    let action = about.action();
    render(&answer::AnswerPage::new(
        app.page(actor, TITLE, about.place()),
        &case,
        &answer,
        answer::Frame {
            person: about.person,
            may_read_money: actor.may(Action::ReadMoney),
            name: about.name,
            made: format!(
                "For {}. Not kept yet, and nothing is written to the record.",
                crate::web::printed::long_date(&case.as_at)
            ),
            action,
            form,
            saved: None,
        },
    ))
}
