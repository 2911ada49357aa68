//! "My money": what is left, what was awarded, what is paid when, and what a young person can ask for and how.

use askama::Template;
use axum::extract::State;
use casework::entitlement::{self, Award, Money, Payment};
use leaving_care::{
    entitlement::Answer,
    ledger::{PaymentState, Step},
    money::Pence,
};

use crate::{
    clock,
    web::{
        context::{Answer as Page_, App, SignedIn, render},
        layout::Page,
        person::money::{Shown, shown},
        printed,
    },
};

#[derive(Template)]
#[template(path = "my/money.html")]
struct MyMoney {
    page: Page,
    money: Money,
    /// What the council awarded and pays.
    awards: Vec<Award>,
    payments: Vec<PaymentShown>,
    /// What was arranged with others, who pay it.
    arranged: Vec<Award>,
    entitled: Vec<Shown>,
    not_now: Vec<Shown>,
}

/// A payment in words to whom it goes.
struct PaymentShown {
    title: String,
    amount: Pence,
    state: PaymentState,
    sentence: String,
}

pub async fn show(State(app): State<App>, SignedIn(actor): SignedIn) -> Page_ {
    let money = entitlement::of_ones_own(&actor, &app.office).await?;
    let (not_now, entitled) = money
        .entitled
        .iter()
        .map(|entitled| shown(entitled, &money.awards))
        .partition(|shown| shown.entitled.answer == Answer::No);
    let (awards, arranged): (Vec<Award>, Vec<Award>) = money
        .awards
        .iter()
        .cloned()
        .partition(|award| award.is_paid_by_council);
    render(&MyMoney {
        page: app.page(&actor, "My money", "/my/money"),
        payments: payments(&awards),
        awards,
        arranged,
        entitled,
        not_now,
        money,
    })
}

/// Newest first. A failed payment that was made again is told once, as the new one.
fn payments(awards: &[Award]) -> Vec<PaymentShown> {
    let mut found: Vec<(&Award, &Payment)> = awards
        .iter()
        .flat_map(|award| award.payments.iter().map(move |payment| (award, payment)))
        .filter(|(award, payment)| {
            let made_again = |other: &Payment| other.instead_of == Some(payment.id);
            !award.payments.iter().any(made_again)
        })
        .collect();
    found.sort_by_key(|(_, payment)| std::cmp::Reverse((payment.made.at, payment.id)));
    found
        .into_iter()
        .map(|(award, payment)| PaymentShown {
            title: award.title.clone(),
            amount: payment.amount,
            state: payment.state,
            sentence: sentence(payment),
        })
        .collect()
}

fn how_many(payments: usize) -> String {
    match payments {
        1 => "1 payment".to_owned(),
        several => format!("{several} payments"),
    }
}

/// Where a payment stands, to the young person.
fn sentence(payment: &Payment) -> String {
    let to = payment.way.map_or("you", |way| match way {
        entitlement::Way::Card => "your card",
        entitlement::Way::Account => "your bank account",
    });
    let on = |step: Step| {
        let taken = payment.steps.iter().rfind(|taken| taken.step == step);
        taken.map_or_else(String::new, |taken| {
            format!(" on {}", printed::long_date(&clock::day_of(taken.made.at)))
        })
    };
    match payment.state {
        PaymentState::Waiting => "A second person checks it. Then it goes to the bank.".to_owned(),
        PaymentState::Released => "It is checked and goes to the bank next.".to_owned(),
        PaymentState::Sent => format!(
            "It went to the bank{}. It will be paid to {to}.",
            on(Step::Exported)
        ),
        PaymentState::Paid => format!("Paid to {to}{}.", on(Step::Paid)),
        PaymentState::Failed => format!(
            "The bank could not pay it to {to}{}. Tell your personal adviser: they make it again.",
            on(Step::Failed)
        ),
        PaymentState::Returned => format!(
            "It came back to the council{}. Ask your personal adviser.",
            on(Step::Returned)
        ),
        PaymentState::Withdrawn => {
            "It was stopped before it was paid. The money is still yours to use.".to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use casework::entitlement::{Made, Taken, Way};
    use jiff::Timestamp;
    use leaving_care::ledger::Step::{Exported, Failed, Paid, Released, Returned, Withdrawn};
    use uuid::Uuid;

    fn made(day: i64) -> Made {
        Made {
            at: Timestamp::from_second(1_772_539_200 + day * 86_400).unwrap(),
            name: "Sam".into(),
            account: None,
        }
    }

    #[test]
    fn each_state_is_said_to_the_young_person() {
        let check = |steps: &[Step], expected: &str| {
            let steps: Vec<Taken> = steps
                .iter()
                .zip(1..)
                .map(|(step, position)| Taken {
                    position,
                    step: *step,
                    detail: String::new(),
                    export: None,
                    made: made(position),
                })
                .collect();
            let payment = Payment {
                id: Uuid::nil(),
                person: Uuid::nil(),
                award: Uuid::nil(),
                amount: Pence::pounds(10),
                way: Some(Way::Card),
                reference: String::new(),
                note: String::new(),
                instead_of: None,
                made: made(0),
                state: PaymentState::after(steps.iter().map(|taken| taken.step)),
                steps,
            };
            let said = sentence(&payment);
            assert!(said.contains(expected), "{said}");
        };
        check(&[], "A second person checks it.");
        check(&[Released], "goes to the bank next");
        check(&[Released, Exported], "on 5 March 2026");
        check(
            &[Released, Exported, Paid],
            "Paid to your card on 6 March 2026.",
        );
        check(&[Released, Exported, Failed], "they make it again");
        check(&[Released, Exported, Paid, Returned], "on 7 March 2026");
        check(&[Withdrawn], "still yours");
    }
}
