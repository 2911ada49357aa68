//! Awards and payments as they are read: each with what became of it.

use std::collections::HashMap;

use jiff::{Timestamp, civil::Date};
use leaving_care::{
    ledger::{Balance, PaymentState, Step},
    money::Pence,
};
use store::entitlement::{AwardRecord, By, LedgerRows, PaymentRecord, StepRecord};
use uuid::Uuid;

use crate::{actor::Actor, error::Result};

/// Who recorded something, and when.
pub type Made = By;

/// An award with what was taken back of it and its payments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Award {
    pub id: Uuid,
    pub person: Uuid,
    pub entitlement: String,
    pub title: String,
    pub period: String,
    pub amount: Pence,
    pub is_paid_by_council: bool,
    pub limit: Option<Pence>,
    pub exception: String,
    pub reason: String,
    pub awarded_on: Date,
    pub made: Made,
    pub taken_back: Vec<Counter>,
    /// In the order in which they were made.
    pub payments: Vec<Payment>,
    pub balance: Balance,
}

/// A counter entry: what was taken back of an award, as an amount of more than nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counter {
    pub id: Uuid,
    pub amount: Pence,
    pub reason: String,
    pub made: Made,
}

/// A payment with its steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    pub id: Uuid,
    pub person: Uuid,
    pub award: Uuid,
    pub amount: Pence,
    /// `None` for a way that this program does not know.
    pub way: Option<Way>,
    pub reference: String,
    pub note: String,
    pub instead_of: Option<Uuid>,
    pub made: Made,
    pub steps: Vec<Taken>,
    pub state: PaymentState,
}

/// A step that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// 1 for the first.
    pub position: i64,
    pub step: Step,
    pub detail: String,
    pub export: Option<Uuid>,
    pub made: Made,
}

/// How money reaches the young person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// A card that the young person holds and the council can put money on.
    Card,
    Account,
}

impl Way {
    pub const ALL: [Self; 2] = [Self::Card, Self::Account];

    pub fn code(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::Account => "account",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Card => "Card",
            Self::Account => "Bank account",
        }
    }
}

impl std::str::FromStr for Way {
    type Err = ();

    fn from_str(text: &str) -> std::result::Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|way| way.code() == text)
            .ok_or(())
    }
}

/// By whom something is recorded now.
pub(super) fn made_by(actor: &Actor) -> Made {
    Made {
        at: actor.moment.now,
        name: actor.name.clone(),
        account: actor.account,
    }
}

/// Whether it is the same person. On the command line nobody is signed in, and the name is all there is.
pub(super) fn is_same_person(made: &Made, actor: &Actor) -> bool {
    match (made.account, actor.account) {
        (Some(one), Some(other)) => one == other,
        _ => made.name == actor.name,
    }
}

/// Awards, oldest first, as they were known at a moment.
pub(super) fn awards(rows: LedgerRows, known_at: Option<Timestamp>) -> Result<Vec<Award>> {
    let known = |by: &By| known_at.is_none_or(|moment| by.at <= moment);
    let steps = rows.steps.into_iter().filter(|step| known(&step.by));
    let payments = payments(
        rows.payments
            .into_iter()
            .filter(|payment| known(&payment.by))
            .collect(),
        steps.collect(),
    )?;
    let mut of_award: HashMap<Uuid, Vec<Payment>> = HashMap::new();
    for payment in payments {
        of_award.entry(payment.award).or_default().push(payment);
    }
    let (counters, awards): (Vec<AwardRecord>, Vec<AwardRecord>) = rows
        .awards
        .into_iter()
        .filter(|award| known(&award.by))
        .partition(|award| award.takes_back.is_some());
    let mut taken_back: HashMap<Uuid, Vec<Counter>> = HashMap::new();
    for counter in counters {
        if let Some(of) = counter.takes_back {
            taken_back.entry(of).or_default().push(Counter {
                id: counter.id,
                amount: Pence::ZERO.less(Pence(counter.pence)),
                reason: counter.reason,
                made: counter.by,
            });
        }
    }
    Ok(awards
        .into_iter()
        .map(|record| {
            let payments = of_award.remove(&record.id).unwrap_or_default();
            let taken_back = taken_back.remove(&record.id).unwrap_or_default();
            with_balance(record, taken_back, payments)
        })
        .collect())
}

fn with_balance(record: AwardRecord, taken_back: Vec<Counter>, payments: Vec<Payment>) -> Award {
    let amount = Pence(record.pence);
    let back: Pence = taken_back.iter().map(|counter| counter.amount).sum();
    let balance = Balance::of(
        amount.less(back),
        payments
            .iter()
            .map(|payment| (payment.amount, payment.state)),
    );
    Award {
        id: record.id,
        person: record.person,
        entitlement: record.entitlement,
        title: record.title,
        period: record.period,
        amount,
        is_paid_by_council: record.is_paid_by_council,
        limit: record.limit_pence.map(Pence),
        exception: record.exception,
        reason: record.reason,
        awarded_on: record.awarded_on,
        made: record.by,
        taken_back,
        payments,
        balance,
    }
}

/// The balance of all that the council pays.
pub(super) fn balance(awards: &[Award]) -> Balance {
    awards
        .iter()
        .filter(|award| award.is_paid_by_council)
        .map(|award| award.balance)
        .fold(Balance::default(), Balance::with)
}

/// Payments with the steps that belong to them. A step that this version of the program does not know stops the reading: without it a
/// payment would seem to stand where it no longer does.
pub(super) fn payments(
    payments: Vec<PaymentRecord>,
    steps: Vec<StepRecord>,
) -> Result<Vec<Payment>> {
    let mut of_payment: HashMap<Uuid, Vec<Taken>> = HashMap::new();
    for record in steps {
        let step = Step::from_code(&record.step);
        let step = step.ok_or(store::Error::Unreadable { what: "a payment" })?;
        of_payment.entry(record.payment).or_default().push(Taken {
            position: record.position,
            step,
            detail: record.detail,
            export: record.export,
            made: record.by,
        });
    }
    Ok(payments
        .into_iter()
        .map(|record| {
            let steps = of_payment.remove(&record.id).unwrap_or_default();
            Payment {
                id: record.id,
                person: record.person,
                award: record.award,
                amount: Pence(record.pence),
                way: record.way.parse().ok(),
                reference: record.reference,
                note: record.note,
                instead_of: record.instead_of,
                made: record.by,
                state: PaymentState::after(steps.iter().map(|taken| taken.step)),
                steps,
            }
        })
        .collect())
}
