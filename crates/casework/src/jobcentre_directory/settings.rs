//! Which Jobcentre district each part of a council lies in, and the numbers that the council decides for its directory.

use std::collections::BTreeSet;

use jiff::civil::Date;
use leaving_care::jobcentre::{Decided, Setting, setting_on};
use store::jobcentre::SettingRecord;

use super::{change::check_text, district_names, read};
use crate::{
    actor::Actor,
    error::{Error, Problem, Result},
    office::{Office, event},
    permission::Action,
    person::change::stamp,
};

/// The parts of a council and their districts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Districts {
    /// Each part with its district; empty where nobody has said.
    pub localities: Vec<(String, String)>,
    /// The districts that the directory names.
    pub known: Vec<String>,
    /// Young people of whom no part of the council is recorded: they are on no list and no work coach sees them.
    pub people_without_locality: usize,
}

/// Which district each part of the council lies in.
pub async fn districts(actor: &Actor, office: &Office) -> Result<Districts> {
    actor.must(Action::ReadJobcentreDirectory, &actor.authority)?;
    let facts = office.facts(&actor.authority, None).await?;
    let mapped = store::jobcentre::localities(&office.db, &actor.authority).await?;
    let names: BTreeSet<&String> = facts
        .localities
        .iter()
        .filter(|locality| !locality.is_empty())
        .chain(mapped.iter().map(|(locality, _)| locality))
        .collect();
    let has_locality = |index: Option<u16>| {
        index
            .and_then(|index| facts.localities.get(usize::from(index)))
            .is_some_and(|locality| !locality.is_empty())
    };
    Ok(Districts {
        localities: names
            .into_iter()
            .map(|locality| {
                let district = mapped
                    .iter()
                    .find(|(known, _)| known == locality)
                    .map(|(_, district)| district.clone());
                (locality.clone(), district.unwrap_or_default())
            })
            .collect(),
        known: district_names(&read(actor, office).await?)
            .into_iter()
            .collect(),
        people_without_locality: facts
            .people
            .iter()
            .filter(|person| !has_locality(person.locality))
            .count(),
    })
}

/// Says in which district each part of the council lies. A part that is not named stays as it is; an empty district means none.
pub async fn set_districts(
    actor: &Actor,
    office: &Office,
    said: &[(String, String)],
) -> Result<()> {
    actor.must(Action::KeepJobcentreDirectory, &actor.authority)?;
    let mut problems = Vec::new();
    let mapped = store::jobcentre::localities(&office.db, &actor.authority).await?;
    let mut tx = office.db.begin().await?;
    let mut changed = 0;
    for (locality, district) in said {
        let locality = check_text(&mut problems, "locality", locality, "a part of the council");
        let district = crate::error::without_nul(district.trim());
        if district.chars().count() > 100 {
            problems.push(Problem::new(
                "district",
                "The name of a district can have up to 100 characters.",
            ));
        }
        let standing = mapped
            .iter()
            .find(|(known, _)| *known == locality)
            .map_or("", |(_, district)| district.as_str());
        if problems.is_empty() && standing != district {
            let authority = &actor.authority;
            store::jobcentre::set_locality(&mut tx, authority, &locality, &district, &stamp(actor))
                .await?;
            changed += 1;
        }
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let detail = format!("{changed} changed");
    store::audit::insert_many(
        &mut tx,
        &[event(actor, "jobcentre.districts", None, detail)],
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// A setting, what holds today, and every decision about it, newest first.
#[derive(Debug, Clone)]
pub struct SettingLine {
    pub setting: Setting,
    pub value: u16,
    pub decisions: Vec<SettingRecord>,
}

/// The numbers that the council decides for its directory.
pub async fn settings(actor: &Actor, office: &Office) -> Result<Vec<SettingLine>> {
    actor.must(Action::ReadJobcentreDirectory, &actor.authority)?;
    let records = store::jobcentre::settings(&office.db, &actor.authority).await?;
    let decided = decided(&records);
    Ok(Setting::ALL
        .into_iter()
        .map(|setting| SettingLine {
            setting,
            value: setting_on(&decided, setting, actor.moment.today),
            decisions: records
                .iter()
                .rev()
                .filter(|record| record.setting == setting.code())
                .cloned()
                .collect(),
        })
        .collect())
}

/// Decides on a setting from a day on. What held before still holds for the days before.
pub async fn set_setting(
    actor: &Actor,
    office: &Office,
    setting: Setting,
    value: u16,
    from: Date,
    source: &str,
) -> Result<()> {
    actor.must(Action::KeepJobcentreDirectory, &actor.authority)?;
    let mut problems = Vec::new();
    if value == 0 || value > setting.most() {
        let most = setting.most();
        problems.push(Problem::new(
            "value",
            format!("Enter a number from 1 to {most}."),
        ));
    }
    let source = check_text(&mut problems, "source", source, "where this was decided");
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let record = SettingRecord {
        setting: setting.code().to_owned(),
        value: i64::from(value),
        starts_on: from,
        source,
        at: actor.moment.now,
        by: actor.name.clone(),
    };
    let mut tx = office.db.begin().await?;
    store::jobcentre::insert_setting(&mut tx, &actor.authority, &record).await?;
    let detail = format!("{} {value} from {from}", setting.code());
    store::audit::insert_many(&mut tx, &[event(actor, "jobcentre.setting", None, detail)]).await?;
    tx.commit().await?;
    Ok(())
}

/// The value of a setting on a day.
pub(crate) async fn value_on(
    office: &Office,
    authority: &str,
    setting: Setting,
    day: Date,
) -> Result<u16> {
    let records = store::jobcentre::settings(&office.db, authority).await?;
    Ok(setting_on(&decided(&records), setting, day))
}

fn decided(records: &[SettingRecord]) -> Vec<Decided> {
    records
        .iter()
        .filter_map(|record| {
            Some(Decided {
                setting: record.setting.parse().ok()?,
                value: u16::try_from(record.value).ok()?,
                from: record.starts_on,
            })
        })
        .collect()
}

/// The district in which a part of the council lies; `None` where nobody has said.
pub(crate) fn district_of<'a>(mapped: &'a [(String, String)], locality: &str) -> Option<&'a str> {
    mapped
        .iter()
        .find(|(known, _)| known == locality)
        .map(|(_, district)| district.as_str())
}
