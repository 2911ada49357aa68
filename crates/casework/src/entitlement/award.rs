//! Awarding money within the limit, or beyond it with a reason by who may; and taking back what was not spent.

use leaving_care::{
    entitlement::{Answer, Entitled, entitlements},
    money::Pence,
};
use store::entitlement::{AwardRecord, LedgerRows};
use uuid::Uuid;

use super::{
    Award, asked, catalogue,
    ledger::{self, made_by},
    text_problems, today,
};
use crate::{
    actor::Actor,
    error::{Error, Problem, Result, without_nul},
    office::{Office, event},
    permission::Action,
    person::open::{facts_of, find_own},
};

/// An award to be made.
#[derive(Debug, Clone)]
pub struct NewAward {
    /// Chosen when the form was drawn: the same form sent twice is one award.
    pub id: Uuid,
    pub entitlement: String,
    pub amount: Pence,
    pub reason: String,
    /// Why it is given although it is above the limit, or the rules say no. Only who may exceed limits.
    pub exception: String,
}

/// Something to be taken back of an award.
#[derive(Debug, Clone)]
pub struct TakeBack {
    /// Chosen when the form was drawn, like that of an award.
    pub id: Uuid,
    pub amount: Pence,
    pub reason: String,
}

/// Awards money to somebody of the actor's authority, for the period of today. What others pay is recorded as arranged with them.
pub async fn award(actor: &Actor, office: &Office, person: Uuid, new: NewAward) -> Result<Uuid> {
    actor.must(Action::AwardMoney, &actor.authority)?;
    let view = today(actor);
    let version = find_own(actor, office, person, view).await?;
    let spells = store::spell::of_person(&office.db, person, None).await?;
    let facts = facts_of(person, version.details.date_of_birth, &spells);
    let catalogue = catalogue(office, &actor.authority, None).await?;
    let entitled = entitlements(&facts, &catalogue, asked(actor, view))
        .into_iter()
        .find(|entitled| entitled.entitlement.id == new.entitlement)
        .ok_or_else(|| invalid("entitlement", "Choose what the money is for."))?;
    check_texts(&entitled, &new)?;
    let mut tx = office.db.begin().await?;
    store::entitlement::lock(&mut tx, &actor.authority, person).await?;
    let rows = store::entitlement::of_person_locked(&mut tx, person).await?;
    if rows.awards.iter().any(|award| award.id == new.id) {
        return Ok(new.id);
    }
    let exception = exception(actor, &entitled, given_before(&rows, &entitled), &new)?;
    let id = new.id;
    let record = AwardRecord {
        id,
        authority: actor.authority.clone(),
        person,
        entitlement: new.entitlement,
        title: entitled.entitlement.title.clone(),
        period: entitled.period.key(),
        pence: new.amount.0,
        takes_back: None,
        is_paid_by_council: entitled.entitlement.paid_by.is_council(),
        limit_pence: entitled.limit().map(|limit| limit.0),
        exception,
        reason: without_nul(new.reason.trim()),
        awarded_on: actor.moment.today,
        by: made_by(actor),
    };
    if !store::entitlement::insert_award(&mut tx, &record).await? {
        return Err(Error::Conflict);
    }
    let event = event(actor, "money.award", Some(person), id.to_string());
    store::audit::insert_many(&mut tx, &[event]).await?;
    tx.commit().await?;
    Ok(id)
}

/// Takes back what was not paid and is not on its way: a counter entry, the award stays.
pub async fn take_back(actor: &Actor, office: &Office, award: Uuid, back: TakeBack) -> Result<()> {
    actor.must(Action::AwardMoney, &actor.authority)?;
    let record = own_award(actor, office, award).await?;
    let mut problems = Vec::new();
    text_problems("reason", &back.reason, &mut problems);
    if back.reason.trim().is_empty() {
        problems.push(Problem::new(
            "reason",
            "Say in a few words why it is taken back.",
        ));
    }
    let mut tx = office.db.begin().await?;
    store::entitlement::lock(&mut tx, &actor.authority, record.person).await?;
    let rows = store::entitlement::of_person_locked(&mut tx, record.person).await?;
    if rows.awards.iter().any(|known| known.id == back.id) {
        return Ok(());
    }
    let left = ledger::awards(rows, None)?
        .into_iter()
        .find(|known| known.id == award)
        .map_or(Pence::ZERO, |known| known.balance.left());
    if !back.amount.is_something() || back.amount > left {
        problems.push(Problem::new(
            "amount",
            format!("Enter an amount up to {left}: that is what is left of this award."),
        ));
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let (id, person) = (back.id, record.person);
    let counter = AwardRecord {
        id,
        pence: Pence::ZERO.less(back.amount).0,
        takes_back: Some(award),
        exception: String::new(),
        reason: without_nul(back.reason.trim()),
        awarded_on: actor.moment.today,
        by: made_by(actor),
        ..record
    };
    if !store::entitlement::insert_award(&mut tx, &counter).await? {
        return Err(Error::Conflict);
    }
    let event = event(actor, "money.take_back", Some(person), id.to_string());
    store::audit::insert_many(&mut tx, &[event]).await?;
    tx.commit().await?;
    Ok(())
}

/// An award of somebody of the actor's authority, with its payments.
pub async fn find_award(actor: &Actor, office: &Office, award: Uuid) -> Result<Award> {
    actor.must(Action::ReadPeople, &actor.authority)?;
    actor.must(Action::ReadMoney, &actor.authority)?;
    let record = own_award(actor, office, award).await?;
    let rows = store::entitlement::of_person(&office.db, record.person).await?;
    office
        .note(
            actor,
            "money.award_read",
            Some(record.person),
            award.to_string(),
        )
        .await?;
    ledger::awards(rows, None)?
        .into_iter()
        .find(|known| known.id == award)
        .ok_or(Error::NotFound("award"))
}

/// The award as recorded; a counter entry is not one.
pub(super) async fn own_award(actor: &Actor, office: &Office, award: Uuid) -> Result<AwardRecord> {
    let found = store::entitlement::find_award(&office.db, award).await?;
    let found = found.filter(|record| record.takes_back.is_none());
    match found {
        Some(record) if record.authority == actor.authority => Ok(record),
        other => {
            let person = other.map(|record| record.person);
            office.note(actor, "person.refused", person, "").await?;
            Err(Error::NotFound("award"))
        }
    }
}

/// What was given of this in the period, with what was taken back already off.
fn given_before(rows: &LedgerRows, entitled: &Entitled) -> Pence {
    let period = entitled.period.key();
    let same = rows
        .awards
        .iter()
        .filter(|award| award.entitlement == entitled.entitlement.id && award.period == period);
    same.map(|award| Pence(award.pence)).sum()
}

fn check_texts(entitled: &Entitled, new: &NewAward) -> Result<()> {
    let mut problems = Vec::new();
    text_problems("reason", &new.reason, &mut problems);
    text_problems("exception", &new.exception, &mut problems);
    let is_council = entitled.entitlement.paid_by.is_council();
    let least = if is_council { Pence(1) } else { Pence::ZERO };
    if new.amount < least || new.amount > Pence::MOST {
        problems.push(Problem::new(
            "amount",
            "Enter an amount, such as 250 or 99.50.",
        ));
    }
    if entitled.answer == Answer::Ask && new.reason.trim().is_empty() {
        problems.push(Problem::new(
            "reason",
            "The record does not say whether this is for them. Say how you know.",
        ));
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(problems))
    }
}

/// The reason for an exception where one is needed; empty where none is.
fn exception(actor: &Actor, entitled: &Entitled, given: Pence, new: &NewAward) -> Result<String> {
    let with_this = given + new.amount;
    let is_council = entitled.entitlement.paid_by.is_council();
    let why = match (entitled.answer, entitled.limit()) {
        (Answer::No, _) => "By the rules this is not for them.".to_owned(),
        (_, Some(limit)) if with_this > limit => {
            format!("With this it would be {with_this}, and the limit is {limit}.")
        }
        (_, None) if is_council => "The council has not entered a limit for this.".to_owned(),
        _ => return Ok(String::new()),
    };
    if !actor.may(Action::ExceedLimits) {
        return Err(invalid(
            "amount",
            format!(
                "{why} Somebody who may go beyond limits can award it and say why, such as a team manager."
            ),
        ));
    }
    if new.exception.trim().is_empty() {
        return Err(invalid(
            "exception",
            format!("{why} Say why it is given all the same."),
        ));
    }
    Ok(without_nul(new.exception.trim()))
}

fn invalid(field: &'static str, message: impl Into<String>) -> Error {
    Error::Invalid(vec![Problem::new(field, message)])
}
