//! What a council decides about entitlements: its own amounts, and entitlements of its own, from a day on.

use jiff::{Timestamp, civil::Date};
use leaving_care::{
    activity::ActivityCode,
    entitlement::{
        Care, CouncilMay, Doing, Entitlement, HowOften, OWN, PaidBy, Reference, Setting, Who,
    },
    money::Pence,
};
use store::entitlement::SettingRecord;
use uuid::Uuid;

use super::{LONGEST_TEXT, catalogue};
use crate::{
    actor::Actor,
    error::{Error, Problem, Result, without_nul},
    office::{Office, event},
    permission::Action,
};

/// A decision to be recorded.
#[derive(Debug, Clone)]
pub struct NewSetting {
    /// The id of an entitlement; not looked at when `own` is given.
    pub entitlement: String,
    /// A new entitlement of the council's own.
    pub own: Option<OwnEntitlement>,
    pub amount: Option<Pence>,
    pub from: Date,
    /// The last day.
    pub to: Option<Date>,
    /// Where it was decided.
    pub source: String,
}

/// An entitlement that only this council gives.
#[derive(Debug, Clone)]
pub struct OwnEntitlement {
    pub title: String,
    pub words: String,
    pub how_to_get: String,
    pub how_often: HowOften,
    pub care: Vec<Care>,
    pub doing: Doing,
    pub from_age: Option<i16>,
    pub below_age: Option<i16>,
}

/// A decision as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    pub id: Uuid,
    pub setting: Setting,
    pub title: String,
    pub at: Timestamp,
    pub by: String,
    /// When and by whom it was withdrawn, and why.
    pub withdrawn: Option<(Timestamp, String, String)>,
}

/// Every decision of the authority, newest first, also withdrawn ones.
pub async fn settings(actor: &Actor, office: &Office) -> Result<Vec<Decision>> {
    actor.must(Action::ReadMoney, &actor.authority)?;
    let records = store::entitlement::settings(&office.db, &actor.authority).await?;
    let catalogue = catalogue(office, &actor.authority, None).await?;
    office.note(actor, "money.settings", None, "").await?;
    Ok(records
        .into_iter()
        .rev()
        .filter_map(|record| {
            let setting = read(&record)?;
            let own = setting.own.as_ref().map(|own| own.title.clone());
            let title = own.or_else(|| Some(catalogue.find(&setting.entitlement)?.title.clone()));
            Some(Decision {
                id: record.id,
                title: title.unwrap_or_else(|| setting.entitlement.clone()),
                setting,
                at: record.at,
                by: record.by,
                withdrawn: record.superseded,
            })
        })
        .collect())
}

/// Records a decision.
pub async fn set(actor: &Actor, office: &Office, new: NewSetting) -> Result<Uuid> {
    actor.must(Action::SetEntitlements, &actor.authority)?;
    let mut problems = Vec::new();
    let catalogue = catalogue(office, &actor.authority, None).await?;
    let entitlement = match new.own {
        Some(own) => own_entitlement(own, &mut problems),
        None => match catalogue.find(&new.entitlement) {
            Some(known) => (**known).clone(),
            None => {
                return Err(Error::Invalid(vec![Problem::new(
                    "entitlement",
                    "Choose what the decision is about.",
                )]));
            }
        },
    };
    let is_own = entitlement.id.starts_with(OWN);
    let setting = Setting {
        entitlement: entitlement.id.clone(),
        own: is_own.then(|| entitlement.clone()),
        pence: new.amount,
        from: new.from,
        to: new.to,
        source: without_nul(new.source.trim()),
    };
    let for_all = catalogue
        .amounts(&entitlement.id)
        .iter()
        .rfind(|amount| !amount.is_councils && amount.holds_on(setting.from));
    let least = for_all.and_then(|amount| amount.pence);
    let faults = setting.faults(&entitlement, least);
    problems.extend(
        faults
            .into_iter()
            .map(|fault| Problem::new("amount", fault)),
    );
    if setting.source.is_empty() || setting.source.chars().count() > LONGEST_TEXT {
        problems.push(Problem::new(
            "source",
            "Say where this was decided, such as a meeting and its day.",
        ));
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let record = SettingRecord {
        id: Uuid::now_v7(),
        authority: actor.authority.clone(),
        entitlement: setting.entitlement,
        own: setting
            .own
            .and_then(|own| serde_json::to_string(&own).ok())
            .unwrap_or_default(),
        pence: setting.pence.map(|pence| pence.0),
        starts_on: setting.from,
        ends_on: setting.to,
        source: setting.source,
        at: actor.moment.now,
        by: actor.name.clone(),
        superseded: None,
    };
    let mut tx = office.db.begin().await?;
    store::entitlement::insert_setting(&mut tx, &record).await?;
    let detail = format!("{} {}", record.entitlement, record.id);
    store::audit::insert_many(&mut tx, &[event(actor, "money.set", None, detail)]).await?;
    tx.commit().await?;
    Ok(record.id)
}

/// Withdraws a decision. What was awarded under it stays.
pub async fn withdraw_setting(
    actor: &Actor,
    office: &Office,
    id: Uuid,
    reason: &str,
) -> Result<()> {
    actor.must(Action::SetEntitlements, &actor.authority)?;
    let reason = without_nul(reason.trim());
    if reason.is_empty() || reason.chars().count() > LONGEST_TEXT {
        return Err(Error::Invalid(vec![Problem::new(
            "reason",
            "Say in a few words why it no longer holds.",
        )]));
    }
    let mut tx = office.db.begin().await?;
    let stamp = (actor.moment.now, actor.name.as_str(), reason.as_str());
    if !store::entitlement::supersede_setting(&mut tx, &actor.authority, id, stamp).await? {
        return Err(Error::NotFound("decision"));
    }
    store::audit::insert_many(
        &mut tx,
        &[event(actor, "money.unset", None, id.to_string())],
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// The decisions that stood at a moment.
pub(super) fn standing(records: &[SettingRecord], known_at: Option<Timestamp>) -> Vec<Setting> {
    let stood = |record: &&SettingRecord| match known_at {
        None => record.superseded.is_none(),
        Some(moment) => {
            record.at <= moment
                && record
                    .superseded
                    .as_ref()
                    .is_none_or(|(at, ..)| moment < *at)
        }
    };
    records.iter().filter(stood).filter_map(read).collect()
}

/// `None` for a decision that a later version of the program recorded in words that this one does not know.
fn read(record: &SettingRecord) -> Option<Setting> {
    let own = if record.own.is_empty() {
        None
    } else {
        Some(serde_json::from_str(&record.own).ok()?)
    };
    Some(Setting {
        entitlement: record.entitlement.clone(),
        own,
        pence: record.pence.map(Pence),
        from: record.starts_on,
        to: record.ends_on,
        source: record.source.clone(),
    })
}

fn own_entitlement(own: OwnEntitlement, problems: &mut Vec<Problem>) -> Entitlement {
    let text = |field: &'static str,
                text: &str,
                longest: usize,
                missing: &str,
                problems: &mut Vec<Problem>| {
        let text = without_nul(text.trim());
        if text.is_empty() || text.chars().count() > longest {
            problems.push(Problem::new(
                field,
                format!("{missing} Up to {longest} characters."),
            ));
        }
        text
    };
    let title = text("title", &own.title, 80, "Give it a short name.", problems);
    let words = text(
        "words",
        &own.words,
        300,
        "Say to the young person what it is for.",
        problems,
    );
    let how_to_get = text(
        "how_to_get",
        &own.how_to_get,
        300,
        "Say to the young person how to get it.",
        problems,
    );
    if own.care.is_empty() {
        problems.push(Problem::new("care", "Choose for whom it is."));
    }
    let is_age = |age: i16| (14..=30).contains(&age);
    if !own.from_age.is_none_or(is_age) || !own.below_age.is_none_or(is_age) {
        problems.push(Problem::new("below_age", "Ages lie between 14 and 30."));
    }
    Entitlement {
        id: format!("{OWN}{}", Uuid::now_v7().simple()),
        title,
        words,
        how_to_get,
        nation: None,
        paid_by: PaidBy::Council,
        how_often: own.how_often,
        council_may: CouncilMay::Set,
        who: Who {
            care: own.care,
            ask_care: Vec::new(),
            doing: own.doing,
            ask_activities: Vec::<ActivityCode>::new(),
            ask_why: String::new(),
            from_age: own.from_age,
            below_age: own.below_age,
            age_on: Reference::Day,
        },
        fixed_on: Reference::Day,
        source: "The council's own".to_owned(),
    }
}
