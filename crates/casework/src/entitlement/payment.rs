//! Payments: made by one person, released by another, and what the bank said.

use std::collections::HashMap;

use leaving_care::{
    ledger::{PaymentState, Step, could_be_a_card_or_account_number},
    money::Pence,
};
use store::{
    Tx,
    entitlement::{PaymentRecord, StepRecord},
};
use uuid::Uuid;

use super::{
    Payment, Way,
    award::own_award,
    ledger::{self, is_same_person, made_by},
    text_problems,
};
use crate::{
    actor::Actor,
    error::{Error, Problem, Result, without_nul},
    office::{Office, event},
    permission::Action,
    person::list::shown_line_name,
};

/// A payment to be made.
#[derive(Debug, Clone)]
pub struct NewPayment {
    /// Chosen when the form was drawn: the same form sent twice is one payment.
    pub id: Uuid,
    pub award: Uuid,
    pub amount: Pence,
    pub way: Way,
    /// As the council's finance knows the card or account.
    pub reference: String,
    pub note: String,
    /// The failed payment in whose place it is made.
    pub instead_of: Option<Uuid>,
}

/// A payment with whose it is and what for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentWho {
    pub payment: Payment,
    pub name: String,
    pub title: String,
    /// Whether the actor made it, and so may not release it.
    pub is_own: bool,
}

const LONGEST_REFERENCE: usize = 40;

/// Makes a payment from an award. It waits until a second person releases it.
pub async fn pay(actor: &Actor, office: &Office, new: NewPayment) -> Result<Uuid> {
    actor.must(Action::AwardMoney, &actor.authority)?;
    let award = own_award(actor, office, new.award).await?;
    if !award.is_paid_by_council {
        return Err(Error::Refused(
            "The council does not pay this itself. It goes to the young person from whoever pays it.".into(),
        ));
    }
    let mut problems = reference_problems(&new.reference);
    text_problems("note", &new.note, &mut problems);
    let mut tx = office.db.begin().await?;
    store::entitlement::lock(&mut tx, &actor.authority, award.person).await?;
    let rows = store::entitlement::of_person_locked(&mut tx, award.person).await?;
    if rows.payments.iter().any(|payment| payment.id == new.id) {
        return Ok(new.id);
    }
    let known = ledger::awards(rows, None)?
        .into_iter()
        .find(|known| known.id == award.id)
        .ok_or(Error::NotFound("award"))?;
    let left = known.balance.left();
    if !new.amount.is_something() || new.amount > left {
        problems.push(Problem::new(
            "amount",
            format!("Enter an amount up to {left}: that is what is left of this award."),
        ));
    }
    if let Some(failed) = new.instead_of {
        let stands_in_for = |payment: &Payment| payment.instead_of == Some(failed);
        let is_failed =
            |payment: &Payment| payment.id == failed && payment.state == PaymentState::Failed;
        if !known.payments.iter().any(is_failed) || known.payments.iter().any(stands_in_for) {
            return Err(Error::Conflict);
        }
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let id = new.id;
    let record = PaymentRecord {
        id,
        authority: actor.authority.clone(),
        person: award.person,
        award: award.id,
        pence: new.amount.0,
        way: new.way.code().to_owned(),
        reference: new.reference.trim().to_owned(),
        note: without_nul(new.note.trim()),
        instead_of: new.instead_of,
        by: made_by(actor),
    };
    if !store::entitlement::insert_payment(&mut tx, &record).await? {
        return Err(Error::Conflict);
    }
    let event = event(actor, "money.pay", Some(award.person), id.to_string());
    store::audit::insert_many(&mut tx, &[event]).await?;
    tx.commit().await?;
    Ok(id)
}

/// Only plain signs: such a reference can neither act as a formula in a spreadsheet nor hide anything.
fn reference_problems(reference: &str) -> Vec<Problem> {
    let reference = reference.trim();
    let is_plain =
        |character: char| character.is_ascii_alphanumeric() || " -/._".contains(character);
    let begins_well = reference.starts_with(|first: char| first.is_ascii_alphanumeric());
    let problem = if reference.is_empty() {
        "Enter the reference under which the council's finance knows the card or account."
    } else if could_be_a_card_or_account_number(reference) {
        "This could be the number of a card or an account. Enter the reference that the council's finance gave instead."
    } else if reference.chars().count() > LONGEST_REFERENCE {
        "A reference has up to 40 characters."
    } else if !begins_well || !reference.chars().all(is_plain) {
        "A reference begins with a letter or digit and has only letters, digits, spaces and - / . _"
    } else {
        return Vec::new();
    };
    vec![Problem::new("reference", problem)]
}

/// Releases payments that somebody else made: all of them, or none.
pub async fn release(actor: &Actor, office: &Office, payments: &[Uuid]) -> Result<()> {
    actor.must(Action::ReleasePayments, &actor.authority)?;
    if actor.account.is_none() {
        return Err(Error::Refused(
            "Payments are released by somebody who is signed in, so that it is known that they are a second person.".into(),
        ));
    }
    let mut tx = office.db.begin().await?;
    let chosen = chosen(actor, &mut tx, payments).await?;
    let own = chosen
        .iter()
        .filter(|payment| is_same_person(&payment.made, actor));
    if own.count() > 0 {
        return Err(Error::Refused(
            "You made at least one of these payments yourself. Somebody else must release it. Nothing was released.".into(),
        ));
    }
    take(actor, &mut tx, &chosen, Step::Released, "", None).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes a payment back that is not with finance yet, or puts a failed one away. Its money is free again.
pub async fn withdraw(actor: &Actor, office: &Office, payment: Uuid, reason: &str) -> Result<()> {
    actor.must(Action::AwardMoney, &actor.authority)?;
    let reason = required(
        "reason",
        reason,
        "Say in a few words why it is not to be paid.",
    )?;
    step_of_some(actor, office, &[payment], Step::Withdrawn, &reason).await
}

/// Records what the bank said about payments in a file: paid, or why not.
pub async fn record_outcome(
    actor: &Actor,
    office: &Office,
    payments: &[Uuid],
    is_paid: bool,
    answer: &str,
) -> Result<()> {
    actor.must(Action::ReleasePayments, &actor.authority)?;
    let (step, answer) = if is_paid {
        let mut problems = Vec::new();
        text_problems("answer", answer, &mut problems);
        if !problems.is_empty() {
            return Err(Error::Invalid(problems));
        }
        (Step::Paid, without_nul(answer.trim()))
    } else {
        (
            Step::Failed,
            required("answer", answer, "Enter what the bank said.")?,
        )
    };
    step_of_some(actor, office, payments, step, &answer).await
}

/// Records that a payment was paid and came back. Its money is free again.
pub async fn record_return(
    actor: &Actor,
    office: &Office,
    payment: Uuid,
    reason: &str,
) -> Result<()> {
    actor.must(Action::ReleasePayments, &actor.authority)?;
    let reason = required("reason", reason, "Say in a few words why it came back.")?;
    step_of_some(actor, office, &[payment], Step::Returned, &reason).await
}

fn required(field: &'static str, text: &str, missing: &str) -> Result<String> {
    let mut problems = Vec::new();
    text_problems(field, text, &mut problems);
    if text.trim().is_empty() {
        problems.push(Problem::new(field, missing));
    }
    if problems.is_empty() {
        Ok(without_nul(text.trim()))
    } else {
        Err(Error::Invalid(problems))
    }
}

async fn step_of_some(
    actor: &Actor,
    office: &Office,
    payments: &[Uuid],
    step: Step,
    detail: &str,
) -> Result<()> {
    let mut tx = office.db.begin().await?;
    let chosen = chosen(actor, &mut tx, payments).await?;
    take(actor, &mut tx, &chosen, step, detail, None).await?;
    tx.commit().await?;
    Ok(())
}

/// The payments that somebody chose, each once, in the order of their ids: whoever else chooses the same takes them in the same order.
pub(super) async fn chosen(actor: &Actor, tx: &mut Tx, payments: &[Uuid]) -> Result<Vec<Payment>> {
    let mut ids = payments.to_vec();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Err(Error::Invalid(vec![Problem::new(
            "payment",
            "Choose at least one payment.",
        )]));
    }
    let (records, steps) = store::entitlement::payments_by_id(tx, &actor.authority, &ids).await?;
    if records.len() < ids.len() {
        return Err(Error::NotFound("payment"));
    }
    ledger::payments(records, steps)
}

/// The same step for all, or none: where somebody else was faster with one of them nothing is written.
pub(super) async fn take(
    actor: &Actor,
    tx: &mut Tx,
    payments: &[Payment],
    step: Step,
    detail: &str,
    export: Option<Uuid>,
) -> Result<()> {
    let mut events = Vec::with_capacity(payments.len());
    for payment in payments {
        let record = StepRecord {
            payment: payment.id,
            position: payment
                .steps
                .iter()
                .map(|taken| taken.position)
                .max()
                .unwrap_or(0)
                + 1,
            step: step.code().to_owned(),
            detail: detail.to_owned(),
            export,
            by: made_by(actor),
        };
        if !payment.state.may(step) || !store::entitlement::insert_step(tx, &record).await? {
            return Err(Error::Conflict);
        }
        let action = format!("money.{}", step.code());
        events.push(event(
            actor,
            &action,
            Some(payment.person),
            payment.id.to_string(),
        ));
    }
    store::audit::insert_many(tx, &events).await?;
    Ok(())
}

/// The payments of the authority with which something is still to be done: failed ones first, then by what comes next, oldest first.
pub async fn payments(actor: &Actor, office: &Office) -> Result<Vec<PaymentWho>> {
    actor.must(Action::ReadMoney, &actor.authority)?;
    let (records, steps) = store::entitlement::open_payments(&office.db, &actor.authority).await?;
    let mut payments = with_names(actor, office, ledger::payments(records, steps)?).await?;
    payments.sort_by_key(|shown| (shown.payment.state, shown.payment.made.at, shown.payment.id));
    let shown = format!("{} shown", payments.len());
    office.note(actor, "money.payments", None, shown).await?;
    Ok(payments)
}

/// One payment of the actor's authority.
pub async fn find_payment(actor: &Actor, office: &Office, payment: Uuid) -> Result<PaymentWho> {
    actor.must(Action::ReadMoney, &actor.authority)?;
    let found = store::entitlement::find_payment(&office.db, payment).await?;
    let record = match found {
        Some(record) if record.authority == actor.authority => record,
        other => {
            let person = other.map(|record| record.person);
            office.note(actor, "person.refused", person, "").await?;
            return Err(Error::NotFound("payment"));
        }
    };
    let rows = store::entitlement::of_person(&office.db, record.person).await?;
    let all = ledger::payments(rows.payments, rows.steps)?;
    let one = all
        .into_iter()
        .filter(|known| known.id == payment)
        .collect();
    office
        .note(
            actor,
            "money.payment_read",
            Some(record.person),
            payment.to_string(),
        )
        .await?;
    with_names(actor, office, one)
        .await?
        .pop()
        .ok_or(Error::NotFound("payment"))
}

pub(super) async fn with_names(
    actor: &Actor,
    office: &Office,
    payments: Vec<Payment>,
) -> Result<Vec<PaymentWho>> {
    let mut people: Vec<Uuid> = payments.iter().map(|payment| payment.person).collect();
    people.sort_unstable();
    people.dedup();
    let lines = store::person::lines(&office.db, &actor.authority, &people).await?;
    let names: HashMap<Uuid, String> = lines
        .iter()
        .map(|line| (line.person_id, shown_line_name(actor, line)))
        .collect();
    let mut awards: Vec<Uuid> = payments.iter().map(|payment| payment.award).collect();
    awards.sort_unstable();
    awards.dedup();
    let titles = store::entitlement::titles(&office.db, &awards).await?;
    let titles: HashMap<Uuid, String> = titles.into_iter().collect();
    Ok(payments
        .into_iter()
        .map(|payment| PaymentWho {
            name: names.get(&payment.person).cloned().unwrap_or_default(),
            title: titles.get(&payment.award).cloned().unwrap_or_default(),
            is_own: is_same_person(&payment.made, actor),
            payment: without_notes(actor, payment),
        })
        .collect())
}

/// Who reads no notes of contacts reads none about money either: finance needs how much and where to, and what the bank said.
fn without_notes(actor: &Actor, mut payment: Payment) -> Payment {
    if !actor.may(Action::ReadContacts) {
        payment.note.clear();
        for taken in &mut payment.steps {
            if taken.step == Step::Withdrawn {
                taken.detail.clear();
            }
        }
    }
    payment
}
