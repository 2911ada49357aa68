//! Sums that were kept: one opened again, its letter, the same question asked anew, and those that come out differently today.

use askama::Template;
use axum::extract::State;
use better_off::{Movement, Pence};
use casework::better_off::{self as sums, Changed, Kept, SavedRun, Sources};
use uuid::Uuid;

use super::{
    answer::{AnswerPage, Frame, SavedShown},
    form_page::{self, About, TITLE},
    letter::LetterPage,
};
use crate::web::{
    call::Path,
    context::{Answer, App, SignedIn, render},
    form::Form,
    layout::Page,
    printed,
};

pub async fn open(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Answer {
    let run = sums::open(&actor, &app.office, id).await?;
    let made = made(&run);
    let (case, answer) = (run.case, run.answer);
    render(&AnswerPage::new(
        app.page(&actor, TITLE, "/better-off"),
        &case,
        &answer,
        Frame {
            may_read_money: actor.may(casework::Action::ReadMoney),
            person: run.who.as_ref().map(|who| who.id),
            name: run.who.map_or_else(String::new, |who| who.name),
            made,
            action: String::new(),
            form: Form::default(),
            saved: Some(SavedShown {
                id,
                is_same: run.is_same,
                kept: run.kept,
            }),
        },
    ))
}

fn made(run: &SavedRun) -> String {
    let same = if run.is_same {
        " Worked out again just now with the rates of that day: the same to the penny."
    } else {
        ""
    };
    format!(
        "Kept. {} worked it out for {}.{same}",
        run.made_by,
        printed::long_date(&run.case.as_at)
    )
}

pub async fn letter(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Answer {
    let run = sums::open(&actor, &app.office, id).await?;
    let page = app.page(&actor, "Would you be better off?", "/better-off");
    render(&LetterPage::new(page, &run))
}

pub async fn again(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Answer {
    let run = sums::open(&actor, &app.office, id).await?;
    let about = About {
        person: run.who.as_ref().map(|who| who.id),
        name: run.who.map_or_else(String::new, |who| who.name),
        sources: Sources {
            last_run: format!(
                "These are the answers of {}, kept for {}. The day is set to today.",
                run.made_by,
                printed::long_date(&run.case.as_at)
            ),
            ..Sources::default()
        },
    };
    form_page::show_again(&app, &actor, about, run.case).await
}

#[derive(Template)]
#[template(path = "better_off/changed.html")]
struct ChangedPage {
    page: Page,
    today: String,
    looked_at: String,
    how_many: String,
    rows: Vec<ChangedRow>,
}

struct ChangedRow {
    id: Uuid,
    who: String,
    made: String,
    choice: String,
    then: String,
    today: String,
    difference: String,
    /// What moved it, with how much of the difference each part is.
    why: Vec<String>,
}

pub async fn changed(State(app): State<App>, SignedIn(actor): SignedIn) -> Answer {
    let found = sums::changed(&actor, &app.office).await?;
    render(&ChangedPage {
        page: app.page(&actor, "Answers that have changed", "/better-off"),
        today: printed::long_date(&actor.moment.today),
        looked_at: looked_at(&found),
        how_many: match found.runs.len() {
            1 => "1 sum".to_owned(),
            several => format!("{several} sums"),
        },
        rows: found.runs.iter().flat_map(rows).collect(),
    })
}

fn looked_at(found: &Changed) -> String {
    let looked_at = match found.looked_at {
        0 => "No sum has been kept yet.".to_owned(),
        1 => "1 kept sum was looked at.".to_owned(),
        several => format!("{several} kept sums were looked at."),
    };
    match found.not_worked_out {
        0 => looked_at,
        missing => format!(
            "{looked_at} {missing} could not be worked out for today: no rates are known for the day, or the sum was kept by another version."
        ),
    }
}

/// A row for each choice that comes out differently.
fn rows(run: &sums::ChangedRun) -> Vec<ChangedRow> {
    let row = |then: &Kept, today: &Kept, moved: &[Movement]| ChangedRow {
        id: run.summary.id,
        who: run
            .who
            .as_ref()
            .map_or_else(|| "Nobody named".to_owned(), |who| who.name.clone()),
        made: format!(
            "{} by {}",
            printed::short_date(&run.summary.as_at),
            run.summary.made_by
        ),
        choice: if then.name.is_empty() {
            "Now".to_owned()
        } else {
            then.name.clone()
        },
        then: then.after_rent.to_string(),
        today: today.after_rent.to_string(),
        difference: (today.after_rent - then.after_rent).to_string(),
        why: moved.iter().map(why).collect(),
    };
    run.summary
        .kept
        .iter()
        .zip(&run.today)
        .zip(&run.moved)
        .filter(|((then, today), _)| then != today)
        .map(|((then, today), moved)| row(then, today, moved))
        .collect()
}

/// "New rate: the standard allowance. £21.60 a month."
fn why(movement: &Movement) -> String {
    if movement.pence == Pence::ZERO {
        return format!("{} Nothing after rent.", movement.sentence);
    }
    let sign = if movement.pence > Pence::ZERO {
        "+"
    } else {
        ""
    };
    format!("{} {sign}{} a month.", movement.sentence, movement.pence)
}
