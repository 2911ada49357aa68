//! A young person's money: what they are entitled to and why, in words to them, what was awarded, and what became of it.

use askama::Template;
use axum::extract::State;
use casework::{
    Action, Actor,
    entitlement::{self, Award, Money},
    person::View,
};
use leaving_care::{
    entitlement::{Answer, Entitled},
    money::Pence,
};
use uuid::Uuid;

use crate::{
    clock,
    web::{
        call::{Path, Query},
        context::{Answer as Page_, App, SignedIn, render},
        layout::Page,
        printed,
    },
};

#[derive(Template)]
#[template(path = "person/money.html")]
struct MoneyPage {
    page: Page,
    money: Money,
    entitled: Vec<Shown>,
    /// Not for them now, each with why.
    not_now: Vec<Shown>,
    may_award: bool,
}

#[derive(Template)]
#[template(path = "person/money_statement.html")]
struct Statement {
    page: Page,
    money: Money,
    entitled: Vec<Shown>,
    /// What the council awarded and pays.
    awards: Vec<Award>,
}

/// One entitlement as it is drawn.
pub struct Shown {
    pub entitled: Entitled,
    /// "Up to £3,000, once".
    pub how_much: String,
    /// "£1,000 awarded so far"; empty when nothing was.
    pub given: String,
    /// Where the amount is from, and whether somebody has checked it.
    pub source: String,
}

#[derive(serde::Deserialize)]
pub struct Asked {
    #[serde(default)]
    pub done: String,
}

pub async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(person): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Page_ {
    let money = entitlement::of_person(&actor, &app.office, person, today(&actor)).await?;
    let mut page = app.page(&actor, "Money and entitlements", "/people");
    page.notice = done(&asked.done).map(str::to_owned);
    let (not_now, entitled) = money
        .entitled
        .iter()
        .map(|entitled| shown(entitled, &money.awards))
        .partition(|shown| shown.entitled.answer == Answer::No);
    render(&MoneyPage {
        page,
        entitled,
        not_now,
        may_award: actor.may(Action::AwardMoney),
        money,
    })
}

/// A page to print and give: without reasons that staff wrote for each other.
pub async fn statement(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(person): Path<Uuid>,
) -> Page_ {
    let money = entitlement::of_person(&actor, &app.office, person, today(&actor)).await?;
    let entitled = money
        .entitled
        .iter()
        .filter(|entitled| entitled.answer != Answer::No)
        .map(|entitled| shown(entitled, &money.awards))
        .collect();
    let of_council = |award: &&Award| award.is_paid_by_council;
    render(&Statement {
        page: app.page(&actor, "Your money from the council", "/people"),
        entitled,
        awards: money.awards.iter().filter(of_council).cloned().collect(),
        money,
    })
}

fn today(actor: &Actor) -> View {
    View {
        as_at: actor.moment.today,
        known_at: None,
    }
}

/// What was done just before, from its word in the address.
fn done(word: &str) -> Option<&'static str> {
    Some(match word {
        "award" => "Awarded",
        "pay" => "Payment made. It waits for a second person.",
        "back" => "Taken back. The award and this entry both stay in the record.",
        _ => return None,
    })
}

pub fn shown(entitled: &Entitled, awards: &[Award]) -> Shown {
    let entitlement = &entitled.entitlement;
    let period = entitled.period.key();
    let given: Pence = awards
        .iter()
        .filter(|award| award.entitlement == entitlement.id && award.period == period)
        .map(|award| award.balance.awarded)
        .sum();
    let how_much = match entitled.limit() {
        Some(limit) => format!("Up to {limit}, {}", entitlement.how_often.label()),
        None => String::new(),
    };
    let source = match &entitled.amount {
        Some(amount) if amount.is_councils => {
            format!("The council's own amount: {}.", amount.source)
        }
        Some(amount) if amount.is_verified => amount.source.clone(),
        Some(amount) => format!(
            "{}. Nobody has checked this against the law itself yet.",
            amount.source
        ),
        None => entitlement.source.clone(),
    };
    Shown {
        given: if given.is_something() {
            format!("{given} awarded so far")
        } else {
            String::new()
        },
        how_much,
        source,
        entitled: entitled.clone(),
    }
}

/// "3 March 2026, Sam Okafor".
pub fn made(made: &entitlement::Made) -> String {
    format!(
        "{}, {}",
        printed::long_date(&clock::day_of(made.at)),
        made.name
    )
}
