//! `throughcare entitlements`: what care leavers are entitled to on a day, for all, at a council, or for one young person.

use std::{fmt::Write, process::ExitCode};

use casework::{
    entitlement::{self, Award, Money},
    person::View,
};
use clap::ValueEnum;
use jiff::civil::Date;
use leaving_care::{
    authority,
    entitlement::{Amount, Answer, Catalogue, Entitled, Entitlement},
};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{
    Everywhere,
    output::{self, Failure, Format},
};

pub const EXAMPLES: &str = "Examples:
  throughcare entitlements --nation england --as-at 2025-09-30
  throughcare entitlements --la 888 --format json
  throughcare entitlements --person ID";

#[derive(Debug, clap::Args)]
pub struct Options {
    /// The day; today if left out
    #[arg(long, value_name = "DATE")]
    as_at: Option<Date>,
    /// Only this nation
    #[arg(long, value_enum, conflicts_with = "person")]
    nation: Option<NationText>,
    /// With the amounts and entitlements of this council's own, by its nine-character or three-digit code
    #[arg(long, value_name = "CODE")]
    la: Option<String>,
    /// Answered for a young person recorded here, by the id in the address of their page
    #[arg(long, value_name = "ID")]
    person: Option<Uuid>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum NationText {
    England,
    Wales,
}

impl NationText {
    fn nation(self) -> authority::Nation {
        match self {
            Self::England => authority::Nation::England,
            Self::Wales => authority::Nation::Wales,
        }
    }
}

pub async fn run(everywhere: &Everywhere, options: &Options) -> Result<ExitCode, Failure> {
    let as_at = options
        .as_at
        .unwrap_or_else(|| everywhere.clock().moment().today);
    let (text, value) = if let Some(person) = options.person {
        let money = of_person(everywhere, options, person, as_at).await?;
        (person_text(&money), person_json(&money))
    } else {
        let (catalogue, nation) = catalogue(everywhere, options).await?;
        let known: Vec<&Entitlement> = catalogue
            .entitlements()
            .map(AsRef::as_ref)
            .filter(|entitlement| {
                [None, entitlement.nation].contains(&nation) || entitlement.nation.is_none()
            })
            .collect();
        (
            catalogue_text(&catalogue, &known, as_at),
            catalogue_json(&catalogue, &known, as_at),
        )
    };
    match everywhere.format {
        Format::Json => output::print_json(&value),
        _ => output::print_text(text.trim_end()),
    }
    Ok(ExitCode::SUCCESS)
}

/// What ships with the program, or with a council's decisions on top: then its nation is the council's.
async fn catalogue(
    everywhere: &Everywhere,
    options: &Options,
) -> Result<(Catalogue, Option<authority::Nation>), Failure> {
    let nation = options.nation.map(NationText::nation);
    let Some(la) = options.la.as_deref() else {
        return Ok((Catalogue::shipped().clone(), nation));
    };
    everywhere.db.must_exist()?;
    let office = everywhere.office().await?;
    let actor = everywhere.actor(&office, Some(la)).await?;
    let found = entitlement::of_council(&actor, &office).await;
    office.close().await;
    let councils = authority::Nation::of(&actor.authority);
    Ok((found?, nation.or(Some(councils))))
}

async fn of_person(
    everywhere: &Everywhere,
    options: &Options,
    person: Uuid,
    as_at: Date,
) -> Result<Money, Failure> {
    everywhere.db.must_exist()?;
    let office = everywhere.office().await?;
    let actor = everywhere.actor(&office, options.la.as_deref()).await?;
    let view = View {
        as_at,
        known_at: None,
    };
    let money = entitlement::of_person(&actor, &office, person, view).await;
    // Closing writes the audit log, also when the person was refused.
    office.close().await;
    Ok(money?)
}

fn how_much(amount: Option<&Amount>, entitlement: &Entitlement) -> String {
    match amount.and_then(|amount| amount.pence) {
        Some(pence) => format!("up to {pence}, {}", entitlement.how_often.label()),
        None => "no amount is set".to_owned(),
    }
}

/// Where the amount is from, and that nobody has checked it where nobody has.
fn source(amount: Option<&Amount>, entitlement: &Entitlement) -> String {
    match amount {
        Some(amount) if amount.is_councils => format!("the council's own: {}", amount.source),
        Some(amount) if amount.is_verified => amount.source.clone(),
        Some(amount) => format!("{}. Not checked against the law itself", amount.source),
        None => entitlement.source.clone(),
    }
}

fn who(entitlement: &Entitlement) -> String {
    let who = &entitlement.who;
    let care: Vec<String> = who
        .care
        .iter()
        .map(|care| care.code().replace('_', " "))
        .collect();
    let mut said = format!(
        "{}; {}",
        care.join(", "),
        who.doing.code().replace('_', " ")
    );
    if let Some(age) = who.from_age {
        let _ = write!(said, "; from {age}");
    }
    if let Some(age) = who.below_age {
        let _ = write!(said, "; under {age}");
    }
    said
}

fn catalogue_text(catalogue: &Catalogue, known: &[&Entitlement], as_at: Date) -> String {
    let mut out = format!("{} entitlements as at {as_at}\n", known.len());
    for entitlement in known {
        let amount = catalogue.amount_on(entitlement, as_at).map(AsRef::as_ref);
        let _ = writeln!(
            out,
            "\n{} ({})\n  {}\n  For: {}\n  {}\n  How to get it: {} {}\n  Source: {}.",
            entitlement.title,
            entitlement.id,
            how_much(amount, entitlement),
            who(entitlement),
            entitlement.words,
            entitlement.how_to_get,
            entitlement.paid_by.sentence(),
            source(amount, entitlement).trim_end_matches('.'),
        );
    }
    out
}

fn entitlement_json(entitlement: &Entitlement, amount: Option<&Amount>) -> Map<String, Value> {
    let fields = [
        ("id", json!(entitlement.id)),
        ("title", json!(entitlement.title)),
        ("words", json!(entitlement.words)),
        ("how_to_get", json!(entitlement.how_to_get)),
        ("nation", json!(entitlement.nation)),
        ("paid_by", json!(entitlement.paid_by.code())),
        ("how_often", json!(entitlement.how_often.code())),
        ("who", json!(entitlement.who)),
        ("source", json!(entitlement.source)),
        ("amount", json!(amount)),
    ];
    fields
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

fn catalogue_json(catalogue: &Catalogue, known: &[&Entitlement], as_at: Date) -> Value {
    let entitlements: Vec<Value> = known
        .iter()
        .map(|entitlement| {
            let amount = catalogue.amount_on(entitlement, as_at).map(AsRef::as_ref);
            Value::Object(entitlement_json(entitlement, amount))
        })
        .collect();
    json!({ "as_at": as_at, "entitlements": entitlements })
}

fn word(answer: Answer) -> &'static str {
    match answer {
        Answer::Yes => "yes",
        Answer::Ask => "ask",
        Answer::No => "no",
    }
}

fn person_text(money: &Money) -> String {
    let balance = money.balance;
    let mut out = format!(
        "{}, as at {}\nAwarded by the council {}, paid {}, on its way {}, left {}\n",
        money.who.name,
        money.view.as_at,
        balance.awarded,
        balance.paid,
        balance.on_its_way,
        balance.left()
    );
    for entitled in &money.entitled {
        let entitlement = &entitled.entitlement;
        let amount = entitled.amount.as_deref();
        let _ = writeln!(
            out,
            "\n{:<5}{}: {}\n     {}\n     Source: {}.",
            word(entitled.answer).to_uppercase(),
            entitlement.title,
            how_much(amount, entitlement),
            entitled.why.join(" "),
            source(amount, entitlement).trim_end_matches('.'),
        );
        for due in &entitled.due {
            let _ = writeln!(out, "     {} from {}", due.amount, due.on);
        }
    }
    for award in &money.awards {
        let _ = writeln!(
            out,
            "\nAwarded {}: {} {}, left {}",
            award.awarded_on,
            award.title,
            award.amount,
            award.balance.left()
        );
        for payment in &award.payments {
            let _ = writeln!(out, "     {} {}", payment.amount, payment.state.label());
        }
    }
    out
}

fn person_json(money: &Money) -> Value {
    let entitled = |entitled: &Entitled| {
        let mut value = entitlement_json(&entitled.entitlement, entitled.amount.as_deref());
        value.extend([
            ("answer".to_owned(), json!(word(entitled.answer))),
            ("why".to_owned(), json!(entitled.why)),
            ("period".to_owned(), json!(entitled.period.key())),
            ("due".to_owned(), json!(entitled.due)),
        ]);
        Value::Object(value)
    };
    let award = |award: &Award| {
        let payments: Vec<Value> = award
            .payments
            .iter()
            .map(|payment| {
                json!({ "id": payment.id, "pence": payment.amount, "state": payment.state.code() })
            })
            .collect();
        json!({
            "id": award.id,
            "entitlement": award.entitlement,
            "title": award.title,
            "period": award.period,
            "pence": award.amount,
            "awarded_on": award.awarded_on,
            "is_paid_by_council": award.is_paid_by_council,
            "left_pence": award.balance.left(),
            "payments": payments,
        })
    };
    json!({
        "person": money.who.id,
        "as_at": money.view.as_at,
        "balance": money.balance,
        "left_pence": money.balance.left(),
        "entitled": money.entitled.iter().map(entitled).collect::<Vec<_>>(),
        "awards": money.awards.iter().map(award).collect::<Vec<_>>(),
    })
}
