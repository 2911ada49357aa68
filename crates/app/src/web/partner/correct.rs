//! A work coach puts right or withdraws what the Jobcentre recorded by mistake: with a reason, which the adviser sees.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect},
};
use casework::{
    Actor, Error,
    jobcentre::{self, Entry},
    partner::{self, PartnerPage},
};
use jiff::civil::Date;
use leaving_care::claim::{Stage, Step};
use uuid::Uuid;

use super::step_form::{Asks, NOTHING, What, field_on_page, find, steps};
use crate::web::{
    call::{Path, Sent},
    context::{Answer, App, Problem, SignedIn, render},
    form::{Choice, Form},
    layout::Page,
    person::jobcentre::fill,
    printed,
};

type Fields = Sent<Vec<(String, String)>>;

/// A step in the list of what the Jobcentre recorded.
pub struct Recorded {
    pub version: Uuid,
    pub on: Date,
    pub what: String,
    pub by: String,
    /// There is a form for it; everything can be withdrawn.
    pub can_be_corrected: bool,
}

impl Recorded {
    pub fn of(entry: &Entry) -> Self {
        Self {
            version: entry.version,
            on: entry.taken.on,
            what: what_it_says(entry),
            by: entry.recorded_by.clone(),
            can_be_corrected: form_of(&entry.taken.step).is_some(),
        }
    }
}

fn what_it_says(entry: &Entry) -> String {
    let label = entry.taken.step.label();
    match &entry.taken.step {
        Step::AppointmentArranged { for_day, .. } => {
            format!("{label} for {}", printed::long_date(for_day))
        }
        _ => label,
    }
}

#[derive(Template)]
#[template(path = "partner/correct.html")]
struct CorrectPage {
    page: Page,
    form: Form,
    person: Uuid,
    name: String,
    version: Uuid,
    step: Recorded,
    /// The questions; none of them are put where the step is withdrawn.
    what: &'static What,
    asks: Asks,
    withdraws: bool,
    /// Somebody else has corrected or withdrawn it in the meantime.
    is_gone: bool,
}

/// What is said after saving.
pub fn notice(done: &str) -> Option<String> {
    Some(
        match done {
            "corrected" => "Corrected. The adviser sees what stood there before, and why.",
            "withdrawn" => "Withdrawn. The adviser sees that it stood there, and why it went.",
            _ => return None,
        }
        .to_owned(),
    )
}

pub async fn form(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((person, version)): Path<(Uuid, Uuid)>,
) -> Answer {
    let (shown, entry) = read(&app, &actor, person, version).await?;
    let what = form_of(&entry.taken.step).ok_or(Problem::NotFound)?;
    show(
        &app,
        &actor,
        &shown,
        &entry,
        (Some(what), filled_in(&entry)),
    )
}

pub async fn correct(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((person, version)): Path<(Uuid, Uuid)>,
    Sent(sent): Fields,
) -> Answer {
    let (shown, entry) = read(&app, &actor, person, version).await?;
    let what = form_of(&entry.taken.step).ok_or(Problem::NotFound)?;
    let mut form: Form = sent.into_iter().collect();
    form.set("about", entry.taken.about.to_string());
    let on = if what.day.is_empty() {
        Some(entry.taken.on)
    } else {
        form.required_date("on", "The day")
    };
    let made = on.and_then(|on| steps(&mut form, what.code, on, &shown));
    let made = made.and_then(|steps| steps.into_iter().next());
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    if let (Some(made), false) = (made, form.has_errors()) {
        let step = with_unasked(&entry.taken.step, made.step);
        let reason = form.value("reason").to_owned();
        match jobcentre::correct(&actor, &app.office, version, made.on, step, &reason).await {
            Ok(_) => return Ok(back(person, "corrected")),
            Err(Error::Invalid(problems)) => {
                for problem in problems {
                    let field = match problem.field {
                        "reason" => "reason",
                        other => field_on_page(other, what.code),
                    };
                    form.add_error(field, problem.message);
                }
            }
            Err(Error::Refused(why)) => form.add_error("reason", why),
            Err(Error::Conflict) => status = StatusCode::CONFLICT,
            Err(error) => return Err(error.into()),
        }
    }
    again(&app, &actor, (person, version), (status, Some(what), form)).await
}

pub async fn withdraw_form(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((person, version)): Path<(Uuid, Uuid)>,
) -> Answer {
    let (shown, entry) = read(&app, &actor, person, version).await?;
    show(&app, &actor, &shown, &entry, (None, Form::default()))
}

pub async fn withdraw(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((person, version)): Path<(Uuid, Uuid)>,
    Sent(sent): Fields,
) -> Answer {
    read(&app, &actor, person, version).await?;
    let mut form: Form = sent.into_iter().collect();
    let reason = form.value("reason").to_owned();
    let status = match jobcentre::withdraw(&actor, &app.office, version, &reason).await {
        Ok(()) => return Ok(back(person, "withdrawn")),
        Err(error) => form.take_refusal(error, "reason")?,
    };
    again(&app, &actor, (person, version), (status, None, form)).await
}

fn back(person: Uuid, done: &str) -> axum::response::Response {
    Redirect::to(&format!("/partner/people/{person}?done={done}")).into_response()
}

/// The young person as far as they agreed, and the version of a step of theirs, whether it still stands or not.
async fn read(
    app: &App,
    actor: &Actor,
    person: Uuid,
    version: Uuid,
) -> Result<(PartnerPage, Entry), Problem> {
    let shown = partner::open(actor, &app.office, person).await?;
    let entry = jobcentre::find(actor, &app.office, version).await?;
    if entry.person == person {
        Ok((shown, entry))
    } else {
        Err(Problem::NotFound)
    }
}

/// The form once more: with what is wrong, or to say that somebody else was faster.
async fn again(
    app: &App,
    actor: &Actor,
    (person, version): (Uuid, Uuid),
    (status, what, form): (StatusCode, Option<&'static What>, Form),
) -> Answer {
    let (shown, entry) = read(app, actor, person, version).await?;
    let page = show(app, actor, &shown, &entry, (what, form))?;
    Ok((status, page).into_response())
}

fn show(
    app: &App,
    actor: &Actor,
    shown: &PartnerPage,
    entry: &Entry,
    (what, form): (Option<&'static What>, Form),
) -> Answer {
    let title = match what {
        Some(_) => "Correct what was recorded",
        None => "Withdraw what never was",
    };
    let about = Some(entry.taken.about);
    let withdraws = what.is_none();
    let what = what.unwrap_or(&NOTHING);
    let mut asks = Asks::of(what, about, shown, actor.moment.today);
    // The stage that stands can stay, and the adviser was invited then or not.
    if let Some(claim) = about.and_then(|id| shown.ledger.as_ref()?.claim(id)) {
        asks.stages = Stage::ALL
            .iter()
            .map(|stage| Choice::new(stage.code(), claim.benefit.stage_label(*stage)))
            .collect();
    }
    asks.invites = false;
    render(&CorrectPage {
        page: app.page(actor, title, "/partner").with_errors_of(&form),
        form,
        person: shown.person.id,
        name: shown.person.name.clone(),
        version: entry.version,
        step: Recorded::of(entry),
        what,
        asks,
        withdraws,
        is_gone: entry.superseded.is_some(),
    })
}

/// The form with which a step is recorded; `None` for those that no form of a work coach has.
fn form_of(step: &Step) -> Option<&'static What> {
    find(match step {
        Step::Contact { .. } => "contact",
        Step::AppointmentArranged { .. } => "appointment",
        Step::AdviserInvited { .. } => "invite",
        Step::AppointmentAttended { .. } => "attended",
        Step::AppointmentMissed { .. } => "missed",
        Step::ConditionalityExplained { .. } => "conversation",
        Step::SanctionConsidered { .. } => "sanction_considered",
        Step::SanctionApplied { .. } => "sanction_applied",
        Step::SanctionNotApplied { .. } => "sanction_not_applied",
        Step::SanctionOverturned { .. } => "sanction_overturned",
        Step::SanctionUpheld { .. } => "sanction_upheld",
        Step::ClaimPlanned { .. } => "claim",
        Step::ClaimStage { .. } => "stage",
        Step::ConferenceRequested { .. } => "conference",
        _ => return None,
    })
}

/// The answers that a step says; where the adviser's form has other answers than a work coach's, theirs.
fn filled_in(entry: &Entry) -> Form {
    let mut form = Form::default();
    fill(&mut form, entry.taken.on, &entry.taken.step);
    let yes = |is: bool| if is { "yes" } else { "no" };
    match &entry.taken.step {
        Step::Contact {
            adviser_present, ..
        } => form.set("adviser_present", yes(*adviser_present)),
        Step::AppointmentAttended { is_handover, .. } => {
            form.set("is_handover", yes(*is_handover));
        }
        _ => {}
    }
    form
}

/// The answers in a step whose other fields no form asks: those stay as they were.
fn with_unasked(before: &Step, answered: Step) -> Step {
    match (before.clone(), answered) {
        (
            Step::Contact { note, .. },
            Step::Contact {
                channel,
                adviser_present,
                ..
            },
        ) => Step::Contact {
            channel,
            adviser_present,
            note,
        },
        (
            Step::AppointmentArranged { claim, .. },
            Step::AppointmentArranged {
                purpose,
                for_day,
                time,
                place,
                channel,
                ..
            },
        ) => Step::AppointmentArranged {
            purpose,
            for_day,
            time,
            place,
            channel,
            claim,
        },
        (
            Step::AppointmentAttended { note, .. },
            Step::AppointmentAttended {
                present,
                substitute,
                is_handover,
                ..
            },
        ) => Step::AppointmentAttended {
            present,
            substitute,
            is_handover,
            note,
        },
        (
            Step::ConditionalityExplained { note, .. },
            Step::ConditionalityExplained { channel, .. },
        ) => Step::ConditionalityExplained { channel, note },
        (
            Step::SanctionApplied {
                appointment,
                before_conversation,
                ..
            },
            Step::SanctionApplied { from, until, .. },
        ) => Step::SanctionApplied {
            appointment,
            from,
            until,
            before_conversation,
        },
        (
            Step::ClaimPlanned {
                office, work_coach, ..
            },
            Step::ClaimPlanned { benefit, .. },
        ) => Step::ClaimPlanned {
            benefit,
            office,
            work_coach,
        },
        (Step::ConferenceRequested { by, .. }, Step::ConferenceRequested { why, .. }) => {
            Step::ConferenceRequested { by, why }
        }
        (_, stage @ Step::ClaimStage { .. }) => stage,
        // Only the day was asked.
        (before, _) => before,
    }
}
