//! The form and what becomes of it: worked out, changed again, or kept; for a person, or for anybody.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect},
};
use better_off::{Area, MOST_OFFERS};
use casework::{
    Action, Actor,
    better_off::{Case, Sources, areas_used, fill_in, save, work_out},
};
use jiff::civil::Date;
use uuid::Uuid;

use super::{
    answer,
    case_form::{self, offer_field},
    tables::{
        CARE, HEALTH, IMMIGRATION, INCOME, LEARNING, NATION, OFFER, PAY_EVERY, PIP, TENURE, YES_NO,
        choices,
    },
};
use crate::web::{
    call::{Path, Sent},
    context::{Answer, App, SignedIn, render},
    form::{Choice, Form},
    layout::Page,
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
    course_loan: Vec<Choice>,
    london: Vec<Choice>,
}

/// The names of the fields of one offer.
struct OfferFields {
    title: &'static str,
    is_filled: bool,
    name: String,
    kind: String,
    hours: String,
    pay: String,
    travel: String,
    meals: String,
    once: String,
    childcare: String,
    starts: String,
    first_paid: String,
    every: String,
    in_hand: String,
    rent: String,
    rent_every: String,
    tenure: String,
    area: String,
}

const OFFER_TITLES: [&str; MOST_OFFERS] =
    ["First offer", "Second offer", "Third offer", "Fourth offer"];

impl OfferFields {
    fn all(form: &Form) -> Vec<Self> {
        OFFER_TITLES
            .into_iter()
            .zip(1..)
            .map(|(title, number)| Self::of(title, number, form))
            .collect()
    }

    fn of(title: &'static str, number: usize, form: &Form) -> Self {
        let field = |name: &str| offer_field(number, name);
        let start = field("");
        Self {
            title,
            is_filled: form
                .sent()
                .iter()
                .any(|(name, value)| name.starts_with(&start) && !value.is_empty()),
            name: field("name"),
            kind: field("kind"),
            hours: field("hours"),
            pay: field("pay"),
            travel: field("travel"),
            meals: field("meals"),
            once: field("once"),
            childcare: field("childcare"),
            starts: field("starts"),
            first_paid: field("first_paid"),
            every: field("every"),
            in_hand: field("in_hand"),
            rent: field("rent"),
            rent_every: field("rent_every"),
            tenure: field("tenure"),
            area: field("area"),
        }
    }
}

/// Whom a form is about.
pub struct About {
    pub person: Option<Uuid>,
    pub name: String,
    pub sources: Sources,
}

impl About {
    fn nobody() -> Self {
        Self {
            person: None,
            name: String::new(),
            sources: Sources::default(),
        }
    }

    fn action(&self) -> String {
        self.person.map_or_else(
            || "/better-off".to_owned(),
            |person| format!("/people/{person}/better-off"),
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

pub async fn show(State(app): State<App>, SignedIn(actor): SignedIn) -> Answer {
    let mut form = Form::default();
    form.set_date("as_at", actor.moment.today);
    let nation = if actor.authority.starts_with('W') {
        "wales"
    } else {
        "england"
    };
    form.set("nation", nation);
    show_form(&app, &actor, About::nobody(), form).await
}

pub async fn show_for_person(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(person): Path<Uuid>,
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
    show_form(&app, &actor, about, form).await
}

/// The form of a case that was kept, to be asked again today.
pub async fn show_again(app: &App, actor: &Actor, about: About, mut case: Case) -> Answer {
    case.as_at = actor.moment.today;
    show_form(app, actor, about, case_form::write(&case)).await
}

pub async fn show_form(app: &App, actor: &Actor, about: About, form: Form) -> Answer {
    actor.must(Action::WorkOutBetterOff, &actor.authority)?;
    let yes = |label: &str| vec![Choice::new("yes", label)];
    render(&FormPage {
        page: app.page(actor, TITLE, about.place()).with_errors_of(&form),
        person: about.person,
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
        areas: areas(&areas_used(actor, &app.office).await?),
        yes_no: choices(YES_NO),
        pip: choices(PIP),
        income: choices(INCOME),
        pay_every: choices(PAY_EVERY),
        kinds: choices(OFFER),
        rent_every: vec![Choice::new("week", "Week")],
        course_loan: yes("A student loan or grant for living costs"),
        london: yes("The home is in Greater London"),
    })
}

/// Every area, those used here before first.
fn areas(used: &[Area]) -> Vec<Choice> {
    let others = Area::all().filter(|area| !used.contains(area));
    used.iter()
        .copied()
        .chain(others)
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
            about.sources = fill_in(actor, &app.office, person, today)
                .await?
                .sources;
        }
        let status = if edits {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        };
        let page = show_form(app, actor, about, form).await?;
        return Ok((status, page).into_response());
    };
    if form.value("step") == "save" {
        let id = save(actor, &app.office, about.person, &case).await?;
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
