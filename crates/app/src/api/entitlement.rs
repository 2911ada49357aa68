//! Money for young people: what somebody is entitled to, awards, payments and the files for finance.

use axum::Json;
use axum::extract::State;
use casework::entitlement::{self, NewAward, NewPayment, TakeBack, Way};
use casework::person::View;
use jiff::civil::Date;
use leaving_care::{
    entitlement::{Answer as Whether, Entitled},
    ledger::Balance,
    money::Pence,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::call::{Body, Caller, Path, Query};
use super::error::{Answer, ApiError, ErrorBody};
use super::sign_in::Done;
use super::spell::{Recorded, Withdrawal};
use crate::clock;
use crate::state::App;

/// Amounts are whole pence.
#[derive(Serialize, ToSchema)]
#[expect(
    clippy::struct_field_names,
    reason = "programs read the unit in the name"
)]
pub struct Sums {
    awarded_pence: i64,
    paid_pence: i64,
    on_its_way_pence: i64,
    left_pence: i64,
}

impl From<Balance> for Sums {
    fn from(balance: Balance) -> Self {
        Self {
            awarded_pence: balance.awarded.0,
            paid_pence: balance.paid.0,
            on_its_way_pence: balance.on_its_way.0,
            left_pence: balance.left().0,
        }
    }
}

#[derive(Serialize, ToSchema)]
pub struct Entitlement {
    id: String,
    title: String,
    /// What it is, to the young person.
    words: String,
    how_to_get: String,
    /// `yes`, `ask` or `no`.
    answer: Whether_,
    /// Sentences to the young person.
    why: Vec<String>,
    /// The most in the period; none where nobody has set an amount.
    limit_pence: Option<i64>,
    /// `once`, or the first day of the year for which it counts.
    period: String,
    /// `council`, `college`, `training_provider` or `council_tax_office`.
    paid_by: &'static str,
    /// Whether somebody has read the amount in the instrument itself.
    is_verified: bool,
    source: String,
    due: Vec<Instalment>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Whether_ {
    Yes,
    Ask,
    No,
}

#[derive(Serialize, ToSchema)]
pub struct Instalment {
    number: usize,
    #[schema(value_type = String, format = Date)]
    on: Date,
    pence: i64,
}

impl From<&Entitled> for Entitlement {
    fn from(entitled: &Entitled) -> Self {
        let entitlement = &entitled.entitlement;
        Self {
            id: entitlement.id.clone(),
            title: entitlement.title.clone(),
            words: entitlement.words.clone(),
            how_to_get: entitlement.how_to_get.clone(),
            answer: match entitled.answer {
                Whether::Yes => Whether_::Yes,
                Whether::Ask => Whether_::Ask,
                Whether::No => Whether_::No,
            },
            why: entitled.why.clone(),
            limit_pence: entitled.limit().map(|limit| limit.0),
            period: entitled.period.key(),
            paid_by: entitlement.paid_by.code(),
            is_verified: entitled
                .amount
                .as_ref()
                .is_some_and(|amount| amount.is_verified),
            source: entitled.amount.as_ref().map_or_else(
                || entitlement.source.clone(),
                |amount| amount.source.clone(),
            ),
            due: entitled
                .due
                .iter()
                .map(|due| Instalment {
                    number: due.number,
                    on: due.on,
                    pence: due.amount.0,
                })
                .collect(),
        }
    }
}

#[derive(Serialize, ToSchema)]
pub struct Award {
    id: Uuid,
    entitlement: String,
    title: String,
    period: String,
    pence: i64,
    is_paid_by_council: bool,
    #[schema(value_type = String, format = Date)]
    awarded_on: Date,
    awarded_by: String,
    reason: String,
    /// Why beyond the limit or against the rules; empty otherwise.
    exception: String,
    sums: Sums,
    payments: Vec<Payment>,
}

#[derive(Serialize, ToSchema)]
pub struct Payment {
    id: Uuid,
    person: Uuid,
    award: Uuid,
    pence: i64,
    /// `card` or `account`.
    way: Option<&'static str>,
    reference: String,
    note: String,
    /// `failed`, `waiting`, `released`, `sent`, `paid`, `returned` or `withdrawn`.
    state: &'static str,
    made_by: String,
    #[schema(value_type = String, format = Date)]
    made_on: Date,
    steps: Vec<Step>,
}

#[derive(Serialize, ToSchema)]
pub struct Step {
    /// `released`, `withdrawn`, `exported`, `paid`, `failed` or `returned`.
    what: &'static str,
    by: String,
    #[schema(value_type = String, format = Date)]
    on: Date,
    /// The bank's answer, or why.
    detail: String,
}

impl From<&entitlement::Payment> for Payment {
    fn from(payment: &entitlement::Payment) -> Self {
        Self {
            id: payment.id,
            person: payment.person,
            award: payment.award,
            pence: payment.amount.0,
            way: payment.way.map(Way::code),
            reference: payment.reference.clone(),
            note: payment.note.clone(),
            state: payment.state.code(),
            made_by: payment.made.name.clone(),
            made_on: clock::day_of(payment.made.at),
            steps: payment
                .steps
                .iter()
                .map(|taken| Step {
                    what: taken.step.code(),
                    by: taken.made.name.clone(),
                    on: clock::day_of(taken.made.at),
                    detail: taken.detail.clone(),
                })
                .collect(),
        }
    }
}

impl From<&entitlement::Award> for Award {
    fn from(award: &entitlement::Award) -> Self {
        Self {
            id: award.id,
            entitlement: award.entitlement.clone(),
            title: award.title.clone(),
            period: award.period.clone(),
            pence: award.amount.0,
            is_paid_by_council: award.is_paid_by_council,
            awarded_on: award.awarded_on,
            awarded_by: award.made.name.clone(),
            reason: award.reason.clone(),
            exception: award.exception.clone(),
            sums: award.balance.into(),
            payments: award.payments.iter().map(Payment::from).collect(),
        }
    }
}

#[derive(Serialize, ToSchema)]
pub struct Money {
    /// Yes first, then what must be asked, then no.
    entitled: Vec<Entitlement>,
    /// Newest first.
    awards: Vec<Award>,
    /// Of all that the council pays.
    sums: Sums,
}

#[derive(Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct When {
    /// Entitled on which day; today when not given.
    #[param(value_type = Option<String>, format = Date)]
    as_at: Option<Date>,
    /// As it was known at the end of which day; now when not given.
    #[param(value_type = Option<String>, format = Date)]
    known: Option<Date>,
}

/// What a person is entitled to and why, and what was awarded and paid.
#[utoipa::path(get, path = "/people/{id}/entitlements", tag = "money", params(("id" = Uuid, Path), When),
    responses((status = 200, body = Money), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn of_person(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
    Query(when): Query<When>,
) -> Answer<Money> {
    let view = View {
        as_at: when.as_at.unwrap_or(actor.moment.today),
        known_at: when.known.map(clock::end_of),
    };
    let money = entitlement::of_person(&actor, &app.office, id, view).await?;
    Ok(Json(Money {
        entitled: money.entitled.iter().map(Entitlement::from).collect(),
        awards: money.awards.iter().map(Award::from).collect(),
        sums: money.balance.into(),
    }))
}

#[derive(Deserialize, ToSchema)]
pub struct AwardToMake {
    /// Chosen by the caller: the same one sent twice is one award.
    id: Uuid,
    entitlement: String,
    pence: i64,
    #[serde(default)]
    reason: String,
    /// Why beyond the limit or against the rules; only who may.
    #[serde(default)]
    exception: String,
}

/// Award money within the limit, or beyond it with a reason by who may.
#[utoipa::path(post, path = "/people/{id}/awards", tag = "money", params(("id" = Uuid, Path)), request_body = AwardToMake,
    responses((status = 200, body = Recorded), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn award(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
    Body(asked): Body<AwardToMake>,
) -> Answer<Recorded> {
    let new = NewAward {
        id: asked.id,
        entitlement: asked.entitlement,
        amount: Pence(asked.pence),
        reason: asked.reason,
        exception: asked.exception,
    };
    let id = entitlement::award(&actor, &app.office, id, new).await?;
    Ok(Json(Recorded { id }))
}

#[derive(Deserialize, ToSchema)]
pub struct ToTakeBack {
    /// Chosen by the caller: the same one sent twice is one entry.
    id: Uuid,
    pence: i64,
    reason: String,
}

/// Take back what is left of an award: a counter entry, the award stays.
#[utoipa::path(post, path = "/awards/{id}/take-back", tag = "money", params(("id" = Uuid, Path)), request_body = ToTakeBack,
    responses((status = 200, body = Done), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn take_back(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
    Body(asked): Body<ToTakeBack>,
) -> Answer<Done> {
    let back = TakeBack {
        id: asked.id,
        amount: Pence(asked.pence),
        reason: asked.reason,
    };
    entitlement::take_back(&actor, &app.office, id, back).await?;
    Ok(Json(Done { done: true }))
}

#[derive(Deserialize, ToSchema)]
pub struct PaymentToMake {
    /// Chosen by the caller: the same one sent twice is one payment.
    id: Uuid,
    pence: i64,
    /// `card` or `account`.
    way: String,
    /// As the council's finance knows the card or account; never its number.
    reference: String,
    #[serde(default)]
    note: String,
    /// The failed payment in whose place it is made.
    #[serde(default)]
    instead_of: Option<Uuid>,
}

/// Make a payment from an award. It waits until a second person releases it.
#[utoipa::path(post, path = "/awards/{id}/payments", tag = "money", params(("id" = Uuid, Path)), request_body = PaymentToMake,
    responses((status = 200, body = Recorded), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn pay(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
    Body(asked): Body<PaymentToMake>,
) -> Answer<Recorded> {
    let new = NewPayment {
        id: asked.id,
        award: id,
        amount: Pence(asked.pence),
        way: asked
            .way
            .parse()
            .map_err(|()| ApiError::field("way", "Give card or account."))?,
        reference: asked.reference,
        note: asked.note,
        instead_of: asked.instead_of,
    };
    let id = entitlement::pay(&actor, &app.office, new).await?;
    Ok(Json(Recorded { id }))
}

/// The payments with which something is still to be done: failed ones first.
#[utoipa::path(get, path = "/payments", tag = "money",
    responses((status = 200, body = Vec<Payment>), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody)))]
pub async fn payments(State(app): State<App>, Caller(actor): Caller) -> Answer<Vec<Payment>> {
    let shown = entitlement::payments(&actor, &app.office).await?;
    Ok(Json(
        shown
            .iter()
            .map(|shown| Payment::from(&shown.payment))
            .collect(),
    ))
}

#[derive(Deserialize, ToSchema)]
pub struct Chosen {
    payments: Vec<Uuid>,
}

/// Release payments that somebody else made: all of them, or none.
#[utoipa::path(post, path = "/payments/release", tag = "money", request_body = Chosen,
    responses((status = 200, body = Done), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn release(
    State(app): State<App>,
    Caller(actor): Caller,
    Body(asked): Body<Chosen>,
) -> Answer<Done> {
    entitlement::release(&actor, &app.office, &asked.payments).await?;
    Ok(Json(Done { done: true }))
}

/// Put released payments into one file for finance: each payment stands in one file only.
#[utoipa::path(post, path = "/payments/export", tag = "money", request_body = Chosen,
    responses((status = 200, body = Recorded), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn export(
    State(app): State<App>,
    Caller(actor): Caller,
    Body(asked): Body<Chosen>,
) -> Answer<Recorded> {
    let id = entitlement::export(&actor, &app.office, &asked.payments).await?;
    Ok(Json(Recorded { id }))
}

#[derive(Deserialize, ToSchema)]
pub struct Taking {
    /// Why again; not needed the first time.
    #[serde(default)]
    reason: String,
}

#[derive(Serialize, ToSchema)]
pub struct PaymentFile {
    name: String,
    /// The file, as CSV.
    csv: String,
}

/// Take the file of an export out. Again it needs a reason, and it is the same file.
#[utoipa::path(post, path = "/payment-files/{id}/take", tag = "money", params(("id" = Uuid, Path)), request_body = Taking,
    responses((status = 200, body = PaymentFile), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn take_file(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
    Body(asked): Body<Taking>,
) -> Answer<PaymentFile> {
    let file = entitlement::take_file(&actor, &app.office, id, &asked.reason).await?;
    Ok(Json(PaymentFile {
        name: file.name,
        csv: String::from_utf8_lossy(&file.bytes).into_owned(),
    }))
}

#[derive(Deserialize, ToSchema)]
pub struct Outcome {
    payments: Vec<Uuid>,
    is_paid: bool,
    /// What the bank said; needed when it could not be paid.
    #[serde(default)]
    answer: String,
}

/// Record what the bank said about payments that finance has.
#[utoipa::path(post, path = "/payments/outcome", tag = "money", request_body = Outcome,
    responses((status = 200, body = Done), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn outcome(
    State(app): State<App>,
    Caller(actor): Caller,
    Body(asked): Body<Outcome>,
) -> Answer<Done> {
    entitlement::record_outcome(
        &actor,
        &app.office,
        &asked.payments,
        asked.is_paid,
        &asked.answer,
    )
    .await?;
    Ok(Json(Done { done: true }))
}

/// Take a payment back that finance does not have yet, or put a failed one away.
#[utoipa::path(post, path = "/payments/{id}/withdraw", tag = "money", params(("id" = Uuid, Path)), request_body = Withdrawal,
    responses((status = 200, body = Done), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn withdraw(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
    Body(asked): Body<Withdrawal>,
) -> Answer<Done> {
    entitlement::withdraw(&actor, &app.office, id, &asked.reason).await?;
    Ok(Json(Done { done: true }))
}

/// Record that a payment was paid and came back.
#[utoipa::path(post, path = "/payments/{id}/return", tag = "money", params(("id" = Uuid, Path)), request_body = Withdrawal,
    responses((status = 200, body = Done), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn record_return(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
    Body(asked): Body<Withdrawal>,
) -> Answer<Done> {
    entitlement::record_return(&actor, &app.office, id, &asked.reason).await?;
    Ok(Json(Done { done: true }))
}

#[derive(Serialize, ToSchema)]
pub struct Overview {
    entitlements: Vec<OverviewLine>,
    sums: Sums,
}

#[derive(Serialize, ToSchema)]
pub struct OverviewLine {
    entitlement: String,
    title: String,
    qualify: usize,
    without_award: usize,
    to_ask: usize,
    sums: Sums,
}

/// Each entitlement: how many qualify, how many of them have nothing yet, and what became of the money.
#[utoipa::path(get, path = "/entitlements", tag = "money",
    responses((status = 200, body = Overview), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody)))]
pub async fn overview(State(app): State<App>, Caller(actor): Caller) -> Answer<Overview> {
    let overview = entitlement::overview(&actor, &app.office).await?;
    Ok(Json(Overview {
        entitlements: overview
            .lines
            .into_iter()
            .map(|line| OverviewLine {
                entitlement: line.entitlement.id,
                title: line.entitlement.title,
                qualify: line.qualify,
                without_award: line.without_award,
                to_ask: line.to_ask,
                sums: line.balance.into(),
            })
            .collect(),
        sums: overview.balance.into(),
    }))
}
