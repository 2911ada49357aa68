//! One young person and the Jobcentre on one page: where the claim stands, the clock that both sides see, the next step, and what happened.

mod choices;
mod correct;
mod letter;
mod read;
mod record;
mod shown;
mod withdraw;
mod words;

use askama::Template;
use axum::{
    Router,
    extract::State,
    routing::{get, post},
};
use casework::{
    Action,
    jobcentre::{self, JobcentrePage},
};
use leaving_care::duty::State as Standing;
use uuid::Uuid;

use super::{Asked, looking_back, view};
use crate::web::{
    call::{Path, Query},
    context::{Answer, App, SignedIn, render},
    duty::{Back, Row},
    form::Form,
    layout::Page,
    printed,
};
pub(in crate::web) use read::fill;
use shown::{AppointmentShown, ClaimShown, ConsentShown, Happened, SupportShown, Withdrawn};

/// How many of the next things to do stand at the top.
const NEXT_SHOWN: usize = 4;

/// Every address of the Jobcentre pages of a person.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/people/{id}/jobcentre", get(show))
        .route("/people/{id}/jobcentre/tap", post(record::tap))
        .route(
            "/people/{id}/jobcentre/record/{form}",
            get(record::form).post(record::send),
        )
        .route(
            "/people/{id}/jobcentre/record/{form}/{about}",
            get(record::form_about).post(record::send_about),
        )
        .route(
            "/people/{id}/jobcentre/draft/{form}/{about}",
            post(record::keep_draft),
        )
        .route(
            "/people/{id}/jobcentre/draft/{form}/{about}/discard",
            post(record::discard_draft),
        )
        .route(
            "/people/{id}/jobcentre/letter/{appointment}",
            get(letter::form).post(letter::keep),
        )
        .route(
            "/people/{id}/jobcentre/letter/{appointment}/print",
            get(letter::print),
        )
        .route(
            "/people/{id}/jobcentre/letter/{appointment}/draft",
            post(letter::keep_draft),
        )
        .route(
            "/people/{id}/jobcentre/letter/{appointment}/draft/discard",
            post(letter::discard_draft),
        )
        .route(
            "/jobcentre-steps/{version}/correct",
            get(correct::correct_form).post(correct::correct),
        )
        .route(
            "/jobcentre-steps/{version}/withdraw",
            get(withdraw::form).post(withdraw::send),
        )
}

#[derive(Template)]
#[template(path = "person/jobcentre/page.html")]
struct JobcentreTemplate {
    page: Page,
    form: Form,
    opened: JobcentrePage,
    /// Where this page is.
    path: String,
    is_now: bool,
    looking_back: String,
    may_record: bool,
    consent: ConsentShown,
    information: String,
    no_claim: String,
    /// The claim that is open, or else the last.
    claim: Option<ClaimShown>,
    earlier: Vec<ClaimShown>,
    may_plan_claim: bool,
    appointments: Vec<AppointmentShown>,
    conferences: Vec<shown::ConferenceShown>,
    support: Vec<SupportShown>,
    happened: Vec<Happened>,
    withdrawn: Vec<Withdrawn>,
    /// "12 steps".
    how_many: String,
    /// What is due next on either side.
    next: Vec<Row>,
}

pub async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(person): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Answer {
    let (view, form) = view(&actor, &asked);
    let opened = jobcentre::open(&actor, &app.office, person, view).await?;
    let mut page = app.page(&actor, "Jobcentre", "/people");
    page.notice = done(&asked.done).map(str::to_owned);
    let is_now = view.known_at.is_none() && view.as_at == actor.moment.today;
    let may_record = is_now && actor.may(Action::RecordContacts);
    let duties = casework::duty::of_person(&actor, &app.office, person, view).await?;
    let next = duties
        .open()
        .filter(|duty| {
            let mut parties = duty.protocol.parties.iter();
            parties.any(|party| party.contains("Jobcentre"))
        })
        .filter(|duty| duty.state != Standing::Blocked)
        .take(NEXT_SHOWN)
        .map(|duty| Row::of(duty, "", "", &actor, view.as_at, Back::Person))
        .collect();
    let ledger = &opened.ledger;
    let as_at = view.as_at;
    let mut claims: Vec<ClaimShown> = ledger
        .claims
        .iter()
        .rev()
        .map(|claim| ClaimShown::of(claim, ledger, opened.born, as_at))
        .collect();
    let earlier = claims.split_off(claims.len().min(1));
    render(&JobcentreTemplate {
        page: page.with_errors_of(&form),
        path: format!("/people/{person}/jobcentre"),
        how_many: shown::how_many(&opened.entries),
        looking_back: looking_back(&form, view),
        consent: ConsentShown::of(ledger, as_at),
        information: shown::information(ledger),
        no_claim: shown::no_claim(ledger),
        claim: claims.pop(),
        earlier,
        may_plan_claim: may_record && ledger.open_claim().is_none(),
        appointments: shown::appointments(ledger, as_at),
        conferences: shown::conferences(ledger),
        support: shown::support(ledger),
        happened: shown::happened(&opened.entries, &opened.changed, may_record),
        withdrawn: shown::withdrawn(&opened.changed),
        next,
        form,
        is_now,
        may_record,
        opened,
    })
}

/// What was done just before, from its word in the address.
fn done(word: &str) -> Option<&'static str> {
    Some(match word {
        "step" => "Saved",
        "correction" => "Correction saved. What stood there before is in the history.",
        "withdrawal" => "Withdrawn. It stays in the history.",
        _ => return None,
    })
}
