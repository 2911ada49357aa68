//! The small steps in the life of an agreement: a signature, a promise, and whether a promise was kept.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect},
};
use casework::{
    Action, Actor, Error,
    protocol::{self, StandingAgreement},
};
use leaving_care::agreement::{Change, Done, Obligation, Side, Signature};
use uuid::Uuid;

use super::agreement::seen;
use crate::web::{
    call::{Path, Sent},
    context::{Answer, App, Problem, SignedIn, render},
    form::{Choice, Form},
    layout::Page,
};

type Fields = Sent<Vec<(String, String)>>;

#[derive(Template)]
#[template(path = "protocols/agreement_step.html")]
struct StepForm {
    page: Page,
    form: Form,
    standing: StandingAgreement,
    step: Step,
    action: String,
    /// The words of what it is about.
    about: String,
    parties: Vec<Choice>,
    sides: Vec<Choice>,
    goes_on: Vec<Choice>,
    is_overtaken: bool,
}

/// Which step a form takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Sign,
    RemoveSignature(Uuid),
    Promise,
    RemovePromise(Uuid),
    Done(Uuid),
    NotDone(Uuid),
}

impl Step {
    /// As the address names it.
    fn read(word: &str, thing: Option<Uuid>) -> Option<Self> {
        Some(match (word, thing) {
            ("sign", None) => Self::Sign,
            ("promise", None) => Self::Promise,
            ("remove-signature", Some(id)) => Self::RemoveSignature(id),
            ("remove-promise", Some(id)) => Self::RemovePromise(id),
            ("done", Some(id)) => Self::Done(id),
            ("not-done", Some(id)) => Self::NotDone(id),
            _ => return None,
        })
    }

    fn title(self) -> &'static str {
        match self {
            Self::Sign => "Add a signature",
            Self::RemoveSignature(_) => "Remove a signature",
            Self::Promise => "Add an obligation",
            Self::RemovePromise(_) => "Remove an obligation",
            Self::Done(_) => "Record that it was done",
            Self::NotDone(_) => "It was not done after all",
        }
    }

    fn button(self) -> &'static str {
        match self {
            Self::Sign => "Add the signature",
            Self::Promise => "Add the obligation",
            Self::RemoveSignature(_) | Self::RemovePromise(_) => "Remove it",
            Self::Done(_) => "Save",
            Self::NotDone(_) => "It is open again",
        }
    }

    /// What the form says above its fields; `None` when that is no longer there.
    fn about(self, standing: &StandingAgreement) -> Option<String> {
        let agreement = &standing.agreement;
        match self {
            Self::Sign | Self::Promise => Some(String::new()),
            Self::RemoveSignature(id) => {
                let signature = agreement.signatures.iter().find(|one| one.id == id)?;
                Some(format!(
                    "{}, {}, for {}",
                    signature.name, signature.position, signature.party
                ))
            }
            Self::RemovePromise(id) | Self::Done(id) | Self::NotDone(id) => {
                let obligation = agreement.obligations.iter().find(|one| one.id == id)?;
                Some(format!("{}: {}", obligation.side.label(), obligation.words))
            }
        }
    }

    /// What the form says. `None`, with the errors in the form, when something must be put right.
    fn change(self, form: &mut Form) -> Option<Change> {
        Some(match self {
            Self::Sign => Change::Sign(Signature {
                id: Uuid::now_v7(),
                signed_on: form.required_date("signed_on", "The day of the signature")?,
                party: form.value("party").to_owned(),
                name: form.value("name").to_owned(),
                position: form.value("position").to_owned(),
            }),
            Self::Promise => {
                let side: Option<Side> = form.value("side").parse().ok();
                if side.is_none() {
                    form.add_error("side", "Choose who promises it.");
                }
                let goes_on = form.value("goes_on") == "yes";
                if form.value("goes_on").is_empty() {
                    form.add_error("goes_on", "Choose whether it is done once or goes on.");
                }
                let due_on = form.optional_date("due_on", "The day by which it is to be done");
                if form.has_errors() {
                    return None;
                }
                Change::Promise(Obligation {
                    id: Uuid::now_v7(),
                    side: side?,
                    words: form.value("words").to_owned(),
                    goes_on,
                    due_on: due_on.filter(|_| !goes_on),
                    done: None,
                })
            }
            Self::Done(id) => Change::Done(
                id,
                Done {
                    on: form.required_date("done_on", "The day on which it was done")?,
                    note: form.value("note").to_owned(),
                },
            ),
            Self::RemoveSignature(id) => Change::RemoveSignature(id),
            Self::RemovePromise(id) => Change::RemovePromise(id),
            Self::NotDone(id) => Change::NotDone(id),
        })
    }
}

pub async fn form(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((id, word)): Path<(Uuid, String)>,
) -> Answer {
    begin(&app, &actor, id, &word, None).await
}

pub async fn form_about(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((id, word, thing)): Path<(Uuid, String, Uuid)>,
) -> Answer {
    begin(&app, &actor, id, &word, Some(thing)).await
}

async fn begin(app: &App, actor: &Actor, id: Uuid, word: &str, thing: Option<Uuid>) -> Answer {
    actor.must(Action::ChangeProtocols, &actor.authority)?;
    let step = Step::read(word, thing).ok_or(Problem::NotFound)?;
    let (standing, _) = protocol::agreement(actor, &app.office, id).await?;
    let mut form = Form::default();
    form.set("seen", standing.version.to_string());
    form.set_date("signed_on", actor.moment.today);
    form.set_date("done_on", actor.moment.today);
    show(app, actor, standing, step, form, false)
}

fn show(
    app: &App,
    actor: &Actor,
    standing: StandingAgreement,
    step: Step,
    form: Form,
    is_overtaken: bool,
) -> Answer {
    let (word, thing) = match step {
        Step::Sign => ("sign", None),
        Step::Promise => ("promise", None),
        Step::RemoveSignature(id) => ("remove-signature", Some(id)),
        Step::RemovePromise(id) => ("remove-promise", Some(id)),
        Step::Done(id) => ("done", Some(id)),
        Step::NotDone(id) => ("not-done", Some(id)),
    };
    let action = match thing {
        None => format!("/agreements/{}/steps/{word}", standing.id),
        Some(thing) => format!("/agreements/{}/steps/{word}/{thing}", standing.id),
    };
    let names = standing.agreement.parties.iter().map(|party| &party.name);
    render(&StepForm {
        page: app
            .page(actor, step.title(), "/protocols")
            .with_errors_of(&form),
        form,
        about: step.about(&standing).ok_or(Problem::NotFound)?,
        parties: names
            .map(|name| Choice::new(name.as_str(), name.as_str()))
            .collect(),
        standing,
        step,
        action,
        sides: Side::ALL
            .iter()
            .map(|side| Choice::new(side.code(), side.label()))
            .collect(),
        goes_on: vec![
            Choice::new("no", "Done once"),
            Choice::new("yes", "Goes on for as long as the agreement"),
        ],
        is_overtaken,
    })
}

pub async fn send(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((id, word)): Path<(Uuid, String)>,
    Sent(sent): Fields,
) -> Answer {
    take(&app, &actor, id, &word, None, sent).await
}

pub async fn send_about(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((id, word, thing)): Path<(Uuid, String, Uuid)>,
    Sent(sent): Fields,
) -> Answer {
    take(&app, &actor, id, &word, Some(thing), sent).await
}

async fn take(
    app: &App,
    actor: &Actor,
    id: Uuid,
    word: &str,
    thing: Option<Uuid>,
    sent: Vec<(String, String)>,
) -> Answer {
    actor.must(Action::ChangeProtocols, &actor.authority)?;
    let step = Step::read(word, thing).ok_or(Problem::NotFound)?;
    let mut form: Form = sent.into_iter().collect();
    let mut is_overtaken = false;
    if let Some(change) = step.change(&mut form) {
        match protocol::change_agreement(actor, &app.office, id, seen(&form), change).await {
            Ok(()) => {
                return Ok(
                    Redirect::to(&format!("/agreements/{id}?done=agreement")).into_response()
                );
            }
            Err(Error::Invalid(problems)) => form.add_problems(&problems),
            Err(Error::Conflict) => is_overtaken = true,
            Err(error) => return Err(error.into()),
        }
    }
    let (standing, _) = protocol::agreement(actor, &app.office, id).await?;
    form.set("seen", standing.version.to_string());
    let page = show(app, actor, standing, step, form, is_overtaken)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}
