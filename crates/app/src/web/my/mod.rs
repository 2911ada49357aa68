//! A young person's own pages. They are about nobody else, so no address here names anybody.

pub mod better_off;
pub mod money;

use askama::Template;
use axum::extract::State;
use casework::{Action, entitlement};
use leaving_care::ledger::Balance;

use super::{
    context::{Answer, App, SignedIn, render},
    layout::Page,
};

/// A page of one's own, as it stands in the navigation and on the first page.
pub struct Place {
    pub label: &'static str,
    pub href: &'static str,
    /// What is there, to the young person.
    pub sentence: &'static str,
}

/// Where the first page is.
pub const FIRST: &str = "/my";

/// A new page of one's own needs a line here, a route, and a permission that ends in `Actor::own`.
pub const PLACES: [Place; 3] = [
    Place {
        label: "My plan",
        href: "/my/plan",
        sentence: "Your pathway plan: what you said, what was promised, and whether you agree.",
    },
    Place {
        label: "My money",
        href: "/my/money",
        sentence: "What the council has given you, what is paid and when, and what you can ask for.",
    },
    Place {
        label: "Would I be better off?",
        href: "/my/better-off",
        sentence: "What a job, an apprenticeship or another room would do to your money. Nobody sees what you try.",
    },
];

#[derive(Template)]
#[template(path = "my/first.html")]
struct FirstPage {
    page: Page,
    places: &'static [Place],
    balance: Balance,
}

pub async fn show(State(app): State<App>, SignedIn(actor): SignedIn) -> Answer {
    actor.own(Action::ReadOwnMoney)?;
    let money = entitlement::of_ones_own(&actor, &app.office).await?;
    render(&FirstPage {
        page: app.page(&actor, "My page", FIRST),
        places: &PLACES,
        balance: money.balance,
    })
}
