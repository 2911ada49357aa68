//! Payments: released by a second person, sent to finance in a file, and what the bank said.

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use casework::{
    Action, Error,
    entitlement::{self, Export, Payment, PaymentWho},
};
use leaving_care::ledger::PaymentState;
use uuid::Uuid;

use crate::{
    clock,
    web::{
        call::{Path, Query, Sent},
        context::{Answer, App, Problem, SignedIn, render},
        form::{Choice, Form},
        layout::Page,
        person::money::made,
        printed,
    },
};

type Fields = Sent<Vec<(String, String)>>;

#[derive(Template)]
#[template(path = "entitlements/payments.html")]
struct PaymentsPage {
    page: Page,
    form: Form,
    failed: Vec<PaymentWho>,
    waiting: Vec<PaymentWho>,
    released: Vec<PaymentWho>,
    sent: Vec<PaymentWho>,
    exports: Vec<Export>,
    may_release: bool,
    may_award: bool,
    may_read_people: bool,
}

#[derive(Template)]
#[template(path = "entitlements/payment.html")]
struct PaymentPage {
    page: Page,
    form: Form,
    shown: PaymentWho,
    outcomes: Vec<Choice>,
    may_award: bool,
    may_release: bool,
    may_read_people: bool,
}

impl PaymentPage {
    fn payment(&self) -> &Payment {
        &self.shown.payment
    }

    fn can_be_withdrawn(&self) -> bool {
        let state = self.payment().state;
        self.may_award
            && matches!(
                state,
                PaymentState::Waiting | PaymentState::Released | PaymentState::Failed
            )
    }
}

#[derive(Template)]
#[template(path = "entitlements/export.html")]
struct ExportPage {
    page: Page,
    form: Form,
    export: Export,
    payments: Vec<PaymentWho>,
}

#[derive(serde::Deserialize)]
pub struct Asked {
    #[serde(default)]
    done: String,
}

pub async fn list(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Asked>,
) -> Answer {
    show_list(&app, &actor, Form::default(), &asked.done).await
}

async fn show_list(app: &App, actor: &casework::Actor, form: Form, word: &str) -> Answer {
    let payments = entitlement::payments(actor, &app.office).await?;
    let may_release = actor.may(Action::ReleasePayments);
    let exports = if may_release {
        entitlement::exports(actor, &app.office).await?
    } else {
        Vec::new()
    };
    let mut page = app
        .page(actor, "Payments", "/entitlements")
        .with_errors_of(&form);
    page.notice = done(word).map(str::to_owned);
    let of = |state: PaymentState| {
        payments
            .iter()
            .filter(|shown| shown.payment.state == state)
            .cloned()
            .collect()
    };
    render(&PaymentsPage {
        page,
        form,
        failed: of(PaymentState::Failed),
        waiting: of(PaymentState::Waiting),
        released: of(PaymentState::Released),
        sent: of(PaymentState::Sent),
        exports,
        may_release,
        may_read_people: actor.may(Action::ReadPeople),
        may_award: actor.may(Action::AwardMoney),
    })
}

/// What was done just before, from its word in the address.
fn done(word: &str) -> Option<&'static str> {
    Some(match word {
        "release" => "Released. They can now be sent to finance.",
        "paid" => "Recorded as paid",
        "failed" | "returned" => "Recorded. The money is free to be paid again.",
        "withdrawn" => "Taken back. The money is free again.",
        _ => return None,
    })
}

/// The payments that were ticked.
fn chosen(sent: &[(String, String)]) -> Vec<Uuid> {
    sent.iter()
        .filter(|(name, _)| name == "payment")
        .filter_map(|(_, value)| value.parse().ok())
        .collect()
}

pub async fn release(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Sent(sent): Fields,
) -> Answer {
    match entitlement::release(&actor, &app.office, &chosen(&sent)).await {
        Ok(()) => Ok(to("/entitlements/payments?done=release")),
        Err(error) => again(&app, &actor, error).await,
    }
}

pub async fn export(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Sent(sent): Fields,
) -> Answer {
    match entitlement::export(&actor, &app.office, &chosen(&sent)).await {
        Ok(id) => Ok(to(&format!("/entitlements/exports/{id}"))),
        Err(error) => again(&app, &actor, error).await,
    }
}

pub async fn paid(State(app): State<App>, SignedIn(actor): SignedIn, Sent(sent): Fields) -> Answer {
    match entitlement::record_outcome(&actor, &app.office, &chosen(&sent), true, "").await {
        Ok(()) => Ok(to("/entitlements/payments?done=paid")),
        Err(error) => again(&app, &actor, error).await,
    }
}

/// Nothing was done: the list again, as it stands now, with why.
async fn again(app: &App, actor: &casework::Actor, error: Error) -> Answer {
    let mut form = Form::default();
    match error {
        Error::Invalid(problems) => form.add_problems(&problems),
        Error::Refused(why) => form.add_error("payment", why),
        Error::Conflict => form.add_error(
            "payment",
            "Somebody else was faster with one of these. Nothing was done: look at the list as it stands now.",
        ),
        error => return Err(error.into()),
    }
    let page = show_list(app, actor, form, "").await?;
    Ok((axum::http::StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

pub async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Answer {
    show_payment(&app, &actor, id, Form::default()).await
}

async fn show_payment(app: &App, actor: &casework::Actor, id: Uuid, form: Form) -> Answer {
    let shown = entitlement::find_payment(actor, &app.office, id).await?;
    render(&PaymentPage {
        page: app
            .page(actor, "A payment", "/entitlements")
            .with_errors_of(&form),
        form,
        shown,
        outcomes: vec![
            Choice::new("paid", "It was paid"),
            Choice::new("failed", "It could not be paid"),
        ],
        may_award: actor.may(Action::AwardMoney),
        may_release: actor.may(Action::ReleasePayments),
        may_read_people: actor.may(Action::ReadPeople),
    })
}

pub async fn withdraw(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Sent(sent): Fields,
) -> Answer {
    let form: Form = sent.into_iter().collect();
    let answer = entitlement::withdraw(&actor, &app.office, id, form.value("reason")).await;
    after(&app, &actor, id, form, answer, "withdrawn").await
}

pub async fn outcome(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Sent(sent): Fields,
) -> Answer {
    let mut form: Form = sent.into_iter().collect();
    let is_paid = match form.value("outcome") {
        "paid" => true,
        "failed" => false,
        _ => {
            form.add_error("outcome", "Choose what the bank said");
            let page = show_payment(&app, &actor, id, form).await?;
            return Ok((axum::http::StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    let answer =
        entitlement::record_outcome(&actor, &app.office, &[id], is_paid, form.value("answer"))
            .await;
    let word = if is_paid { "paid" } else { "failed" };
    after(&app, &actor, id, form, answer, word).await
}

pub async fn record_return(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Sent(sent): Fields,
) -> Answer {
    let form: Form = sent.into_iter().collect();
    let answer = entitlement::record_return(&actor, &app.office, id, form.value("reason")).await;
    after(&app, &actor, id, form, answer, "returned").await
}

async fn after(
    app: &App,
    actor: &casework::Actor,
    id: Uuid,
    mut form: Form,
    answer: Result<(), Error>,
    word: &str,
) -> Answer {
    match answer {
        Ok(()) => return Ok(to(&format!("/entitlements/payments?done={word}"))),
        Err(Error::Invalid(problems)) => form.add_problems(&problems),
        Err(error) => return Err(error.into()),
    }
    let page = show_payment(app, actor, id, form).await?;
    Ok((axum::http::StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

pub async fn show_export(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Answer {
    let (export, payments) = entitlement::find_export(&actor, &app.office, id).await?;
    render(&ExportPage {
        page: app.page(&actor, "A file for finance", "/entitlements"),
        form: Form::default(),
        export,
        payments,
    })
}

/// Sent as a form, because who takes the file out is recorded.
pub async fn take_file(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Sent(sent): Fields,
) -> Answer {
    let form: Form = sent.into_iter().collect();
    let file = entitlement::take_file(&actor, &app.office, id, form.value("reason")).await?;
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{}\"", file.name))
        .map_err(|_| Problem::Internal)?;
    let headers: [(HeaderName, HeaderValue); 2] = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/csv; charset=utf-8"),
        ),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    Ok((headers, file.bytes).into_response())
}

/// "3 March 2026 at 12:05".
fn when(moment: jiff::Timestamp) -> String {
    let local = clock::local(moment);
    format!(
        "{} at {}",
        printed::long_date(&local.date()),
        local.strftime("%H:%M")
    )
}

fn to(path: &str) -> Response {
    Redirect::to(path).into_response()
}
