//! "Would I be better off?": a young person asks for themselves, on a short form, and reads the answer in plain words. Nothing is kept.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use casework::better_off::{Filled, Sources, fill_in_own, work_out_own};

use crate::web::{
    better_off::{
        case_form,
        fields::{ChildFields, OfferFields},
        form_page::areas,
        letter::Letter,
        tables::{OFFER, TENURE, choices},
    },
    call::Sent,
    context::{Answer, App, Problem, SignedIn, render},
    form::{Choice, Form},
    layout::Page,
    printed,
};

const TITLE: &str = "Would I be better off?";

/// Only these are asked; everything else is as the record has it, whatever is sent.
const ASKED: [&str; 8] = [
    "tenure",
    "rent",
    "rent_every",
    "area",
    "savings",
    "hours",
    "pay",
    "assessment_day",
];
const ASKED_IN_ROWS: [&str; 3] = ["child", "offer1-", "offer2-"];

/// So many offers: more belong into a talk with an adviser.
const OFFERS: usize = 2;

#[derive(Template)]
#[template(path = "my/better_off_form.html")]
struct FormPage {
    page: Page,
    form: Form,
    sources: Sources,
    children: Vec<ChildFields>,
    offers: Vec<OfferFields>,
    has_children: bool,
    tenure: Vec<Choice>,
    areas: Vec<Choice>,
    kinds: Vec<Choice>,
    rent_every: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "my/better_off_answer.html")]
struct AnswerPage {
    page: Page,
    letter: Letter,
    as_at: String,
    /// What was typed, to go back to it.
    answers: Vec<(String, String)>,
}

pub async fn show(State(app): State<App>, SignedIn(actor): SignedIn) -> Answer {
    let filled = fill_in_own(&actor, &app.office).await?;
    let form = start_of(&filled);
    show_form(&app, &actor, filled, form)
}

pub async fn send(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Answer {
    let edits = sent
        .iter()
        .any(|(name, value)| name == "step" && value == "edit");
    let filled = fill_in_own(&actor, &app.office).await?;
    let answers: Vec<(String, String)> = sent
        .into_iter()
        .filter(|(name, _)| is_asked(name))
        .collect();
    let mut form = with_answers(&start_of(&filled), &answers);
    let today = actor.moment.today;
    let case = case_form::read(&mut form, today);
    let Some(case) = case.filter(|_| !edits) else {
        let status = if edits {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        };
        let page: Result<Response, Problem> = show_form(&app, &actor, filled, form);
        return Ok((status, page?).into_response());
    };
    let answer = work_out_own(&actor, &case)?;
    render(&AnswerPage {
        page: app.page(&actor, TITLE, "/my/better-off"),
        letter: Letter::of(&case, &answer),
        as_at: printed::long_date(&case.as_at),
        answers,
    })
}

/// The form as the record fills it in.
fn start_of(filled: &Filled) -> Form {
    let mut form = case_form::write(&filled.case);
    if !filled.knows_tenure {
        form.set("tenure", "");
    }
    form
}

fn is_asked(name: &str) -> bool {
    ASKED.contains(&name) || ASKED_IN_ROWS.iter().any(|start| name.starts_with(start))
}

/// What the record says, with the answers in the place of what is asked.
fn with_answers(start: &Form, answers: &[(String, String)]) -> Form {
    let of_record = start.sent().iter().filter(|(name, _)| !is_asked(name));
    of_record.chain(answers).cloned().collect()
}

fn show_form(app: &App, actor: &casework::Actor, filled: Filled, form: Form) -> Answer {
    render(&FormPage {
        page: app
            .page(actor, TITLE, "/my/better-off")
            .with_errors_of(&form),
        children: ChildFields::all(&form),
        offers: OfferFields::all(&form).into_iter().take(OFFERS).collect(),
        has_children: !form.value("child1-born").is_empty(),
        sources: filled.sources,
        form,
        tenure: choices(TENURE),
        areas: areas(Vec::new(), &actor.authority),
        kinds: choices(OFFER),
        rent_every: vec![Choice::new("week", "Week")],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_asked_stays_as_the_record_has_it() {
        let mut start = Form::default();
        start.set("care", "former_relevant");
        start.set("rent", "100");
        start.set("child1-born", "3");
        let typed = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let sent = [
            typed("rent", "450"),
            typed("care", "none"),
            typed("born-year", "1990"),
            typed("offer1-hours", "16"),
            typed("offer3-hours", "40"),
        ];
        let answers: Vec<_> = sent
            .into_iter()
            .filter(|(name, _)| is_asked(name))
            .collect();
        let form = with_answers(&start, &answers);
        for (field, expected) in [
            ("care", "former_relevant"),
            ("rent", "450"),
            ("child1-born", ""),
            ("born-year", ""),
            ("offer1-hours", "16"),
            ("offer3-hours", ""),
        ] {
            assert_eq!(form.value(field), expected, "{field}");
        }
    }
}
