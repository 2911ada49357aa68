//! One finding: its row, what the rule says, and why it stands, said by one person and agreed to by another.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use casework::{
    Action, Actor,
    return_check::{self, Check, FaultRow, Note},
};
use ssda903::Rule;
use uuid::Uuid;

use super::{
    super::{
        call::{Path, Query, Sent},
        context::{Answer, App, Problem, SignedIn, render},
        form::Form,
        layout::Page,
    },
    Places, rule_of,
};

#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    done: String,
}

#[derive(Template)]
#[template(path = "returns/finding.html")]
struct FindingPage {
    page: Page,
    places: Places,
    form: Form,
    check: Check,
    row: FaultRow,
    code: String,
    message: String,
    rule: Option<&'static Rule>,
    note: Option<Note>,
    /// Where the forms go.
    path: String,
}

impl FindingPage {
    /// The cells that this rule names: "DECOM 01/05/2025, LS blank".
    fn cells(&self) -> String {
        let cells: Vec<String> = self
            .row
            .cells_of(&self.code, self.check.year)
            .into_iter()
            .map(|(column, text)| {
                if text.is_empty() {
                    format!("{column} blank")
                } else {
                    format!("{column} {text}")
                }
            })
            .collect();
        cells.join(", ")
    }
}

type Place = (Uuid, i64, String);

pub async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(place): Path<Place>,
    Query(asked): Query<Asked>,
) -> Answer {
    let notice = match asked.done.as_str() {
        "noted" => Some("Reason saved. Somebody else can now agree to it."),
        "agreed" => Some("You agreed to this reason."),
        "withdrawn" => Some("The reason was taken back. The finding is open again."),
        _ => None,
    };
    page(&app, &actor, place, Form::default(), notice).await
}

async fn page(
    app: &App,
    actor: &Actor,
    (id, number, code): Place,
    form: Form,
    notice: Option<&str>,
) -> Answer {
    let (check, row) = return_check::row(actor, &app.office, id, number).await?;
    let finding = row
        .findings
        .iter()
        .find(|finding| finding.rule.eq_ignore_ascii_case(&code))
        .ok_or(Problem::NotFound)?;
    let (code, note) = (finding.rule.clone(), finding.note.clone());
    let mut page = app
        .page(actor, format!("A finding of rule {code}"), "/returns")
        .with_errors_of(&form);
    page.notice = notice.map(str::to_owned);
    let status = if form.has_errors() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let shown = render(&FindingPage {
        page,
        places: Places {
            id,
            current: "",
            may_export: actor.may(Action::ExportPeople),
        },
        form,
        rule: rule_of(check.year, &code),
        message: super::rows::message(&check, &code),
        path: format!("/returns/{id}/rows/{number}/{code}"),
        check,
        row,
        code,
        note,
    })?;
    Ok((status, shown).into_response())
}

pub async fn note(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(place): Path<Place>,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Answer {
    let mut form: Form = sent.into_iter().collect();
    let (id, number, code) = &place;
    let reason = form.value("reason").to_owned();
    match return_check::note(&actor, &app.office, *id, *number, code, &reason).await {
        Ok(_) => Ok(done(&place, "noted")),
        Err(casework::Error::Invalid(problems)) => {
            form.add_problems(&problems);
            page(&app, &actor, place, form, None).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Agrees to the reason that the finding has.
pub async fn agree(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(place): Path<Place>,
) -> Answer {
    let note = note_of(&app, &actor, &place).await?;
    return_check::agree(&actor, &app.office, note).await?;
    Ok(done(&place, "agreed"))
}

/// Takes the reason back.
pub async fn withdraw(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(place): Path<Place>,
) -> Answer {
    let note = note_of(&app, &actor, &place).await?;
    return_check::withdraw_note(&actor, &app.office, note).await?;
    Ok(done(&place, "withdrawn"))
}

async fn note_of(app: &App, actor: &Actor, (id, number, code): &Place) -> Result<Uuid, Problem> {
    let (_, row) = return_check::row(actor, &app.office, *id, *number).await?;
    row.findings
        .into_iter()
        .find(|finding| finding.rule.eq_ignore_ascii_case(code))
        .and_then(|finding| finding.note)
        .map(|note| note.id)
        .ok_or_else(|| {
            Problem::Refused("This finding has no reason any more. Go back and look.".to_owned())
        })
}

fn done((id, number, code): &Place, word: &str) -> Response {
    let path = format!("/returns/{id}/rows/{number}/{code}?done={word}");
    Redirect::to(&path).into_response()
}
