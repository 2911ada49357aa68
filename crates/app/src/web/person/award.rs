//! Awarding money, making a payment of it, and taking back what is left: three short forms.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use casework::{
    Action, Actor, Error,
    entitlement::{self, Award, NewAward, NewPayment, TakeBack, Way},
    person::{View, Who},
};
use leaving_care::{entitlement::Entitled, money::Pence};
use uuid::Uuid;

use crate::web::{
    call::{Path, Query, Sent},
    context::{Answer, App, Problem, SignedIn, render},
    form::{Choice, Form},
    layout::Page,
};

type Fields = Sent<Vec<(String, String)>>;

#[derive(Template)]
#[template(path = "person/award_form.html")]
struct AwardForm {
    page: Page,
    form: Form,
    who: Who,
    entitled: Entitled,
    may_exceed: bool,
}

#[derive(Template)]
#[template(path = "person/payment_form.html")]
struct PaymentForm {
    page: Page,
    form: Form,
    who: Who,
    award: Award,
    ways: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "person/take_back.html")]
struct TakeBackForm {
    page: Page,
    form: Form,
    who: Who,
    award: Award,
}

pub async fn award_form(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((person, id)): Path<(Uuid, String)>,
) -> Answer {
    actor.must(Action::AwardMoney, &actor.authority)?;
    let mut form = new_form();
    let (who, entitled, left) = entitled(&app, &actor, person, &id).await?;
    if let Some(left) = left {
        form.set("amount", left.plain());
    }
    show_award(&app, &actor, who, entitled, form)
}

pub async fn award(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((person, id)): Path<(Uuid, String)>,
    Sent(sent): Fields,
) -> Answer {
    actor.must(Action::AwardMoney, &actor.authority)?;
    let mut form: Form = sent.into_iter().collect();
    let (who, entitled, _) = entitled(&app, &actor, person, &id).await?;
    let form_id = read_id(&form)?;
    let is_optional = !entitled.entitlement.paid_by.is_council();
    let amount = if is_optional && form.value("amount").is_empty() {
        Some(Pence::ZERO)
    } else {
        read_amount(&mut form)
    };
    if let Some(amount) = amount {
        let new = NewAward {
            id: form_id,
            entitlement: id,
            amount,
            reason: form.value("reason").to_owned(),
            exception: form.value("exception").to_owned(),
        };
        match entitlement::award(&actor, &app.office, person, new).await {
            Ok(_) => return Ok(to(&format!("/people/{person}/money?done=award"))),
            Err(Error::Invalid(problems)) => form.add_problems(&problems),
            Err(error) => return Err(error.into()),
        }
    }
    Ok((
        StatusCode::UNPROCESSABLE_ENTITY,
        show_award(&app, &actor, who, entitled, form)?,
    )
        .into_response())
}

/// What the form is about, and what is left up to the limit.
async fn entitled(
    app: &App,
    actor: &Actor,
    person: Uuid,
    id: &str,
) -> Result<(Who, Entitled, Option<Pence>), Problem> {
    let view = View {
        as_at: actor.moment.today,
        known_at: None,
    };
    let money = entitlement::of_person(actor, &app.office, person, view).await?;
    let entitled = money
        .entitled
        .into_iter()
        .find(|entitled| entitled.entitlement.id == id)
        .ok_or(Problem::NotFound)?;
    let period = entitled.period.key();
    let same = money
        .awards
        .iter()
        .filter(|award| award.entitlement == id && award.period == period);
    let given: Pence = same.map(|award| award.balance.awarded).sum();
    let left = entitled
        .limit()
        .map(|limit| limit.less(given))
        .filter(|left| left.is_something());
    Ok((money.who, entitled, left))
}

fn show_award(app: &App, actor: &Actor, who: Who, entitled: Entitled, form: Form) -> Answer {
    render(&AwardForm {
        page: app
            .page(actor, "Award money", "/people")
            .with_errors_of(&form),
        form,
        who,
        entitled,
        may_exceed: actor.may(Action::ExceedLimits),
    })
}

#[derive(serde::Deserialize)]
pub struct Instead {
    /// The failed payment in whose place this one is made.
    #[serde(default)]
    instead_of: Option<Uuid>,
}

pub async fn pay_form(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(award): Path<Uuid>,
    Query(asked): Query<Instead>,
) -> Answer {
    actor.must(Action::AwardMoney, &actor.authority)?;
    let award = entitlement::find_award(&actor, &app.office, award).await?;
    let mut form = new_form();
    form.set("amount", award.balance.left().plain());
    // Where the money went last is where it goes most often; somebody looks at it all the same.
    if let Some(last) = award.payments.last() {
        form.set("reference", last.reference.as_str());
        form.set("way", last.way.map_or("", Way::code));
    }
    if let Some(failed) = asked.instead_of {
        form.set("instead_of", failed.to_string());
        if let Some(failed) = award.payments.iter().find(|payment| payment.id == failed) {
            form.set("amount", failed.amount.plain());
        }
    }
    show_payment(&app, &actor, award, form).await
}

pub async fn pay(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(award): Path<Uuid>,
    Sent(sent): Fields,
) -> Answer {
    actor.must(Action::AwardMoney, &actor.authority)?;
    let mut form: Form = sent.into_iter().collect();
    let award = entitlement::find_award(&actor, &app.office, award).await?;
    let id = read_id(&form)?;
    let amount = read_amount(&mut form);
    let way: Option<Way> = form.value("way").parse().ok();
    if way.is_none() {
        form.add_error("way", "Choose a card or a bank account");
    }
    if let (Some(amount), Some(way)) = (amount, way) {
        let new = NewPayment {
            id,
            award: award.id,
            amount,
            way,
            reference: form.value("reference").to_owned(),
            note: form.value("note").to_owned(),
            instead_of: form.value("instead_of").parse().ok(),
        };
        match entitlement::pay(&actor, &app.office, new).await {
            Ok(_) => return Ok(to(&format!("/people/{}/money?done=pay", award.person))),
            Err(Error::Invalid(problems)) => form.add_problems(&problems),
            Err(error) => return Err(error.into()),
        }
    }
    let page = show_payment(&app, &actor, award, form).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn show_payment(app: &App, actor: &Actor, award: Award, form: Form) -> Answer {
    render(&PaymentForm {
        page: app
            .page(actor, "Make a payment", "/people")
            .with_errors_of(&form),
        form,
        who: casework::person::who(actor, &app.office, award.person).await?,
        award,
        ways: Way::ALL
            .into_iter()
            .map(|way| Choice::new(way.code(), way.label()))
            .collect(),
    })
}

pub async fn take_back_form(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(award): Path<Uuid>,
) -> Answer {
    actor.must(Action::AwardMoney, &actor.authority)?;
    let award = entitlement::find_award(&actor, &app.office, award).await?;
    let mut form = new_form();
    form.set("amount", award.balance.left().plain());
    show_take_back(&app, &actor, award, form).await
}

pub async fn take_back(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(award): Path<Uuid>,
    Sent(sent): Fields,
) -> Answer {
    actor.must(Action::AwardMoney, &actor.authority)?;
    let mut form: Form = sent.into_iter().collect();
    let award = entitlement::find_award(&actor, &app.office, award).await?;
    let id = read_id(&form)?;
    if let Some(amount) = read_amount(&mut form) {
        let back = TakeBack {
            id,
            amount,
            reason: form.value("reason").to_owned(),
        };
        match entitlement::take_back(&actor, &app.office, award.id, back).await {
            Ok(()) => return Ok(to(&format!("/people/{}/money?done=back", award.person))),
            Err(Error::Invalid(problems)) => form.add_problems(&problems),
            Err(error) => return Err(error.into()),
        }
    }
    let page = show_take_back(&app, &actor, award, form).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn show_take_back(app: &App, actor: &Actor, award: Award, form: Form) -> Answer {
    render(&TakeBackForm {
        page: app
            .page(actor, "Take back what is left", "/people")
            .with_errors_of(&form),
        form,
        who: casework::person::who(actor, &app.office, award.person).await?,
        award,
    })
}

/// Each form is drawn with an id of its own, so that sending it twice does one thing.
fn new_form() -> Form {
    let mut form = Form::default();
    form.set("id", Uuid::now_v7().to_string());
    form
}

fn read_id(form: &Form) -> Result<Uuid, Problem> {
    form.value("id")
        .parse()
        .map_err(|_| Problem::Unreadable(StatusCode::UNPROCESSABLE_ENTITY))
}

pub fn read_amount(form: &mut Form) -> Option<Pence> {
    let amount = Pence::read(form.value("amount"));
    if amount.is_none() {
        form.add_error("amount", "Enter an amount in pounds, such as 250 or 99.50");
    }
    amount
}

fn to(path: &str) -> Response {
    Redirect::to(path).into_response()
}
