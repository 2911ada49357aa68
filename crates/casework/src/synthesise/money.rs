//! Awards and payments for a made-up council, so that its pages about money show something: most are paid, a few are on their way, and
//! one in fifty could not be paid.

use jiff::{ToSpan, civil::Date, tz::TimeZone};
use leaving_care::{
    authority::Nation,
    calendar::{LeapDayBirthday, birthday_on},
    entitlement::{Answer, Asked, Catalogue, Entitled, Setting, entitlements},
    facts::{AuthorityFacts, PersonFacts},
    ledger::Step,
    money::Pence,
};
use store::{
    Tx,
    entitlement::{AwardRecord, By, ExportRecord, PaymentRecord, SettingRecord, StepRecord},
};
use uuid::Uuid;

use super::dice::Dice;
use crate::{
    entitlement::{Way, file_of},
    error::Result,
    office::sha256_hex,
};

/// What the made-up council has decided: by which id, how many pounds a year.
const DECIDED: [(&str, i64); 2] = [("travel", 250), ("interview_clothing", 150)];

/// Everything to be written.
pub(super) struct Money {
    settings: Vec<SettingRecord>,
    awards: Vec<AwardRecord>,
    payments: Vec<PaymentRecord>,
    exports: Vec<ExportRecord>,
    steps: Vec<StepRecord>,
}

/// Awards and payments up to the last day of a council's facts.
pub(super) fn money(dice: &mut Dice, facts: &AuthorityFacts, last_day: Date) -> Result<Money> {
    let mut money = Money {
        settings: settings(dice, &facts.authority, last_day),
        awards: Vec::new(),
        payments: Vec::new(),
        exports: Vec::new(),
        steps: Vec::new(),
    };
    let decided: Vec<Setting> = money.settings.iter().map(as_setting).collect();
    let catalogue = Catalogue::shipped().with_council(&decided);
    let asked = Asked {
        nation: Nation::of(&facts.authority),
        as_at: last_day,
        leap_day: LeapDayBirthday::default(),
    };
    for person in &facts.people {
        for entitled in entitlements(person, &catalogue, asked) {
            let is_given = entitled.answer == Answer::Yes && dice.chance(chance_of(&entitled));
            if let Some(limit) = entitled.limit().filter(|_| is_given) {
                award(
                    dice,
                    &mut money,
                    (&facts.authority, person),
                    &entitled,
                    limit,
                    last_day,
                );
            }
        }
    }
    send(dice, &mut money, &facts.authority, last_day)?;
    Ok(money)
}

/// Writes it.
pub(super) async fn write(tx: &mut Tx, money: &Money) -> Result<()> {
    for setting in &money.settings {
        store::entitlement::insert_setting(tx, setting).await?;
    }
    for award in &money.awards {
        store::entitlement::insert_award(tx, award).await?;
    }
    for payment in &money.payments {
        store::entitlement::insert_payment(tx, payment).await?;
    }
    for export in &money.exports {
        store::entitlement::insert_export(tx, export).await?;
    }
    for step in &money.steps {
        store::entitlement::insert_step(tx, step).await?;
    }
    Ok(())
}

fn settings(dice: &mut Dice, authority: &str, last_day: Date) -> Vec<SettingRecord> {
    let from = Date::constant(last_day.year() - 1, 4, 1);
    let decided = DECIDED
        .iter()
        .filter(|_| Nation::of(authority) == Nation::England);
    decided
        .map(|(entitlement, pounds)| SettingRecord {
            id: dice.id(),
            authority: authority.to_owned(),
            entitlement: (*entitlement).to_owned(),
            own: String::new(),
            pence: Some(Pence::pounds(*pounds).0),
            starts_on: from,
            ends_on: None,
            source: "Made up".to_owned(),
            at: by(from, "").at,
            by: "made up".to_owned(),
            superseded: None,
        })
        .collect()
}

fn as_setting(record: &SettingRecord) -> Setting {
    Setting {
        entitlement: record.entitlement.clone(),
        own: None,
        pence: record.pence.map(Pence),
        from: record.starts_on,
        to: record.ends_on,
        source: record.source.clone(),
    }
}

/// In a thousand who are entitled to it. Nobody has everything that is theirs: that is what the list of those without is for.
fn chance_of(entitled: &Entitled) -> usize {
    match entitled.entitlement.id.as_str() {
        "setting_up_home_allowance" => 550,
        "higher_education_bursary" => 700,
        "apprenticeship_bursary" | "bursary_16_to_19" => 450,
        _ => 120,
    }
}

fn award(
    dice: &mut Dice,
    money: &mut Money,
    (authority, person): (&str, &PersonFacts),
    entitled: &Entitled,
    limit: Pence,
    last_day: Date,
) {
    let eighteenth = birthday_on(person.date_of_birth, 18, LeapDayBirthday::default());
    let earliest = entitled
        .period
        .from
        .unwrap_or_else(|| last_day.saturating_sub(18.months()));
    let awarded_on = dice.day(earliest.max(eighteenth.min(last_day)), last_day);
    let share = i64::from(dice.weighted(&[(4, 55), (3, 20), (2, 25)]));
    let amount = Pence(limit.0 * share / 4);
    let record = AwardRecord {
        id: dice.id(),
        authority: authority.to_owned(),
        person: person.person,
        entitlement: entitled.entitlement.id.clone(),
        title: entitled.entitlement.title.clone(),
        period: entitled.period.key(),
        pence: amount.0,
        takes_back: None,
        is_paid_by_council: entitled.entitlement.paid_by.is_council(),
        limit_pence: Some(limit.0),
        exception: String::new(),
        reason: String::new(),
        awarded_on,
        by: by(awarded_on, "made up"),
    };
    if record.is_paid_by_council {
        pay(dice, money, &record, amount, last_day);
    }
    money.awards.push(record);
}

/// In one to three parts, some of which are still to come.
fn pay(dice: &mut Dice, money: &mut Money, award: &AwardRecord, amount: Pence, last_day: Date) {
    let parts = dice.between(1, 3);
    let part = Pence(amount.0 / i64::from(parts));
    let mut day = award.awarded_on;
    for _ in 0..parts {
        day = day.saturating_add(dice.between(1, 50).days());
        if day > last_day || !part.is_something() {
            return;
        }
        let way = dice.weighted(&[(Way::Card, 60), (Way::Account, 40)]);
        money.payments.push(PaymentRecord {
            id: dice.id(),
            authority: award.authority.clone(),
            person: award.person,
            award: award.id,
            pence: part.0,
            way: way.code().to_owned(),
            reference: format!("MU-{:06}", dice.below(1_000_000)),
            note: String::new(),
            instead_of: None,
            by: by(day, "made up"),
        });
    }
}

/// One file each month, of what was made in the month before; what came later waits or is released.
fn send(dice: &mut Dice, money: &mut Money, authority: &str, last_day: Date) -> Result<()> {
    let this_month = last_day.first_of_month();
    let mut months: Vec<Date> = Vec::new();
    let mut days: Vec<(Date, PaymentRecord)> = Vec::new();
    for payment in &money.payments {
        let made_on = payment.by.at.to_zoned(TimeZone::UTC).date();
        months.push(made_on.first_of_month());
        days.push((made_on, payment.clone()));
    }
    months.sort_unstable();
    months.dedup();
    for month in months {
        let of_month = days
            .iter()
            .filter(|(made_on, _)| made_on.first_of_month() == month);
        let mut of_month: Vec<PaymentRecord> =
            of_month.map(|(_, payment)| payment.clone()).collect();
        of_month.sort_by_key(|payment| payment.id);
        if month == this_month {
            for payment in of_month.iter().filter(|_| dice.chance(600)) {
                step(money, payment.id, 1, Step::Released, "", last_day, None);
            }
            continue;
        }
        let sent_on = month
            .saturating_add(1.month())
            .saturating_add(2.days())
            .min(last_day);
        let export = dice.id();
        let amount: Pence = of_month.iter().map(|payment| Pence(payment.pence)).sum();
        money.exports.push(ExportRecord {
            id: export,
            authority: authority.to_owned(),
            payments: i64::try_from(of_month.len()).unwrap_or(i64::MAX),
            pence: amount.0,
            sha256: sha256_hex(&file_of(export, &of_month)?),
            at: by(sent_on, "").at,
            by: "made up, second person".to_owned(),
        });
        for payment in &of_month {
            step(money, payment.id, 1, Step::Released, "", sent_on, None);
            step(
                money,
                payment.id,
                2,
                Step::Exported,
                "",
                sent_on,
                Some(export),
            );
            let answered_on = sent_on.saturating_add(4.days());
            if answered_on > last_day {
                continue;
            }
            let (outcome, answer) = if dice.chance(980) {
                (Step::Paid, "")
            } else {
                (Step::Failed, "The account is closed")
            };
            step(money, payment.id, 3, outcome, answer, answered_on, None);
        }
    }
    Ok(())
}

fn step(
    money: &mut Money,
    payment: Uuid,
    position: i64,
    step: Step,
    detail: &str,
    on: Date,
    export: Option<Uuid>,
) {
    money.steps.push(StepRecord {
        payment,
        position,
        step: step.code().to_owned(),
        detail: detail.to_owned(),
        export,
        by: by(on, "made up, second person"),
    });
}

/// At noon.
fn by(day: Date, name: &str) -> By {
    let noon = day.at(12, 0, 0, 0).to_zoned(TimeZone::UTC);
    By {
        at: noon.map(|moment| moment.timestamp()).unwrap_or_default(),
        name: name.to_owned(),
        account: None,
    }
}
