//! Money for young people: what somebody is entitled to and why, what was awarded, and what became of each payment.

mod award;
mod export;
mod ledger;
mod overview;
mod payment;
mod setting;

use jiff::Timestamp;
use leaving_care::{
    calendar::LeapDayBirthday,
    entitlement::{Asked, Catalogue, Entitled, entitlements},
    ledger::Balance,
};
use uuid::Uuid;

pub use award::{NewAward, TakeBack, award, find_award, take_back};
pub(crate) use export::file_of;
pub use export::{Export, PaymentFile, export, exports, find_export, take_file};
pub use ledger::{Award, Counter, Made, Payment, Taken, Way};
pub use overview::{Line, Overview, PeopleAsked, Waiting, overview, people};
pub use payment::{
    NewPayment, PaymentWho, find_payment, pay, payments, record_outcome, record_return, release,
    withdraw,
};
pub use setting::{Decision, NewSetting, OwnEntitlement, set, settings, withdraw_setting};

use crate::{
    actor::Actor,
    error::{Problem, Result},
    measure::nation_of,
    office::Office,
    permission::Action,
    person::{
        View, Who,
        open::{facts_of, find_own, shown_name},
    },
};

/// Everything about one person's money.
#[derive(Debug, Clone)]
pub struct Money {
    pub who: Who,
    /// Yes first, then what must be asked, then no.
    pub entitled: Vec<Entitled>,
    /// Newest first, each with its payments.
    pub awards: Vec<Award>,
    /// Of what the council pays.
    pub balance: Balance,
    pub view: View,
}

/// A person's entitlements on a day, and their money as it was known at a moment.
pub async fn of_person(actor: &Actor, office: &Office, person: Uuid, view: View) -> Result<Money> {
    actor.must(Action::ReadPeople, &actor.authority)?;
    actor.must(Action::ReadMoney, &actor.authority)?;
    let money = read(actor, office, person, view).await?;
    office.note(actor, "money.read", Some(person), "").await?;
    Ok(money)
}

/// Everything that was ever awarded to somebody, taken back, and paid: newest first, each with its steps.
pub async fn history(actor: &Actor, office: &Office, person: Uuid) -> Result<Vec<Award>> {
    actor.must(Action::ReadPeople, &actor.authority)?;
    actor.must(Action::ReadMoney, &actor.authority)?;
    find_own(actor, office, person, today(actor)).await?;
    let rows = store::entitlement::of_person(&office.db, person).await?;
    let mut awards = ledger::awards(rows, None)?;
    awards.reverse();
    office
        .note(actor, "money.history", Some(person), "")
        .await?;
    Ok(awards)
}

/// The young person's own money, as it stands today. It says nothing that staff wrote for each other.
pub async fn of_ones_own(actor: &Actor, office: &Office) -> Result<Money> {
    let person = actor.own(Action::ReadOwnMoney)?;
    let mut money = read(actor, office, person, today(actor)).await?;
    for award in &mut money.awards {
        award.reason.clear();
        award.exception.clear();
        for counter in &mut award.taken_back {
            counter.reason.clear();
        }
        for payment in &mut award.payments {
            payment.reference.clear();
            payment.note.clear();
            for taken in &mut payment.steps {
                taken.detail.clear();
            }
        }
    }
    office
        .note(actor, "money.own_read", Some(person), "")
        .await?;
    Ok(money)
}

async fn read(actor: &Actor, office: &Office, person: Uuid, view: View) -> Result<Money> {
    let version = find_own(actor, office, person, view).await?;
    let spells = store::spell::of_person(&office.db, person, view.known_at).await?;
    let facts = facts_of(person, version.details.date_of_birth, &spells);
    let catalogue = catalogue(office, &actor.authority, view.known_at).await?;
    let rows = store::entitlement::of_person(&office.db, person).await?;
    let mut awards = ledger::awards(rows, view.known_at)?;
    awards.reverse();
    Ok(Money {
        who: Who {
            id: person,
            name: shown_name(actor, &version),
        },
        entitled: entitlements(&facts, &catalogue, asked(actor, view)),
        balance: ledger::balance(&awards),
        awards,
        view,
    })
}

fn asked(actor: &Actor, view: View) -> Asked {
    Asked {
        nation: nation_of(&actor.authority),
        as_at: view.as_at,
        leap_day: LeapDayBirthday::default(),
    }
}

/// The catalogue with what the actor's authority has decided.
pub async fn of_council(actor: &Actor, office: &Office) -> Result<Catalogue> {
    actor.must(Action::ReadMoney, &actor.authority)?;
    let catalogue = catalogue(office, &actor.authority, None).await?;
    office.note(actor, "money.catalogue", None, "").await?;
    Ok(catalogue)
}

/// The catalogue with what the authority had decided by a moment.
async fn catalogue(
    office: &Office,
    authority: &str,
    known_at: Option<Timestamp>,
) -> Result<Catalogue> {
    let records = store::entitlement::settings(&office.db, authority).await?;
    Ok(Catalogue::shipped().with_council(&setting::standing(&records, known_at)))
}

fn today(actor: &Actor) -> View {
    View {
        as_at: actor.moment.today,
        known_at: None,
    }
}

/// The longest reason or note: a paragraph.
const LONGEST_TEXT: usize = 2_000;

/// What is wrong with a text that somebody typed beside an amount.
fn text_problems(field: &'static str, text: &str, problems: &mut Vec<Problem>) {
    if text.chars().count() > LONGEST_TEXT {
        problems.push(Problem::new(
            field,
            format!("Write up to {LONGEST_TEXT} characters."),
        ));
    }
    if leaving_care::ledger::could_be_a_card_or_account_number(text) {
        problems.push(Problem::new(
            field,
            "This could be the number of a card or an account. Leave it out: the council's finance has it.",
        ));
    }
}
