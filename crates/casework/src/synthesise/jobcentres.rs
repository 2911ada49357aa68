//! A made-up directory: two Jobcentre districts, their offices and work coaches, the council's advisers for them, and awareness sessions.

use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use leaving_care::jobcentre::EntryKind;
use store::{
    Tx,
    awareness_session::{self, SessionRecord},
    jobcentre::{self, EntryRecord},
    person::Stamp,
    worker::WorkerRecord,
};
use uuid::Uuid;

use super::{dice::Dice, people::worker_name};
use crate::error::Result;

/// Every office with its district; the parts of the council are shared out to the districts in turn.
const OFFICES: [(&str, &str); 4] = [
    ("Ribble", "Ribble Bridge"),
    ("Ribble", "Mill Street"),
    ("Fell and Coast", "Harbour Road"),
    ("Fell and Coast", "Market Hall"),
];
const COACHES_AN_OFFICE: usize = 2;
/// The directory was begun so long before the last day of the facts.
const MONTHS_IN_USE: i64 = 18;
/// Entries were confirmed within so many days: some of them too long ago.
const CONFIRMED_WITHIN_DAYS: i32 = 110;

/// What is written.
pub(super) struct Made {
    localities: Vec<(String, String)>,
    entries: Vec<(EntryRecord, Date)>,
    sessions: Vec<SessionRecord>,
    begun: Stamp,
}

/// Makes the directory of a council up.
pub(super) fn directory(
    dice: &mut Dice,
    authority: &str,
    workers: &[WorkerRecord],
    last_day: Date,
) -> Made {
    let begun = last_day.saturating_sub(MONTHS_IN_USE.months());
    let districts: Vec<&str> = {
        let mut names: Vec<&str> = OFFICES.iter().map(|(district, _)| *district).collect();
        names.dedup();
        names
    };
    let mut parts: Vec<&str> = workers
        .iter()
        .map(|worker| worker.locality.as_str())
        .filter(|locality| !locality.is_empty())
        .collect();
    parts.sort_unstable();
    parts.dedup();
    let localities: Vec<(String, String)> = parts
        .iter()
        .zip(districts.iter().cycle())
        .map(|(locality, district)| ((*locality).to_owned(), (*district).to_owned()))
        .collect();
    let mut entries = Vec::new();
    let mut number = 0;
    let mut add = |dice: &mut Dice, entry: EntryRecord| {
        let days = dice.between(0, CONFIRMED_WITHIN_DAYS);
        let confirmed = last_day.saturating_sub(i64::from(days).days());
        entries.push((entry, confirmed));
    };
    let mut coaches = Vec::new();
    for (district, name) in OFFICES {
        number += 1;
        let office = EntryRecord {
            name: name.to_owned(),
            district: district.to_owned(),
            address: format!("{number} {name}, {district}"),
            ..entry(dice, authority, EntryKind::Office, number, begun)
        };
        let id = office.entry;
        add(dice, office);
        for _ in 0..COACHES_AN_OFFICE {
            number += 1;
            let coach = EntryRecord {
                name: worker_name(dice),
                office: Some(id),
                ..entry(dice, authority, EntryKind::WorkCoach, number, begun)
            };
            coaches.push(coach.entry);
            add(dice, coach);
        }
    }
    for worker in workers {
        let is_there = worker.ends_on.is_none_or(|end| last_day < end)
            && worker.starts_on.is_none_or(|start| start <= last_day);
        let is_adviser = matches!(worker.role.as_str(), "personal_adviser" | "youth_adviser");
        let district = localities
            .iter()
            .find(|(locality, _)| *locality == worker.locality);
        if let (true, true, Some((_, district))) = (is_there, is_adviser, district) {
            number += 1;
            let adviser = EntryRecord {
                name: worker.name.clone(),
                district: district.clone(),
                worker: Some(worker.id),
                ..entry(dice, authority, EntryKind::Adviser, number, begun)
            };
            add(dice, adviser);
        }
    }
    Made {
        localities,
        entries,
        sessions: sessions(dice, authority, &coaches, begun, last_day),
        begun: stamp(begun),
    }
}

/// Two sessions that still count, to which not everybody came.
fn sessions(
    dice: &mut Dice,
    authority: &str,
    coaches: &[Uuid],
    begun: Date,
    last_day: Date,
) -> Vec<SessionRecord> {
    [
        begun.saturating_add(2.months()),
        last_day.saturating_sub(3.months()),
    ]
    .into_iter()
    .map(|held_on| SessionRecord {
        id: dice.id(),
        authority: authority.to_owned(),
        held_on,
        led_by: worker_name(dice),
        about: "What leaving care means, and what the protocol asks of both sides (made up)"
            .to_owned(),
        coaches: coaches
            .iter()
            .copied()
            .filter(|_| dice.chance(450))
            .collect(),
        at: noon(held_on),
        by: "made up".to_owned(),
        superseded: None,
    })
    .collect()
}

/// An entry with nothing but how it is reached: numbers and addresses that nobody has.
fn entry(
    dice: &mut Dice,
    authority: &str,
    kind: EntryKind,
    number: u32,
    begun: Date,
) -> EntryRecord {
    let domain = match kind {
        EntryKind::Adviser => "council.example",
        EntryKind::Office | EntryKind::WorkCoach => "jobcentre.example",
    };
    EntryRecord {
        id: dice.id(),
        entry: dice.id(),
        authority: authority.to_owned(),
        kind: kind.code().to_owned(),
        name: String::new(),
        district: String::new(),
        office: None,
        worker: None,
        phone: format!("01632 960 {number:03}"),
        email: format!("line{number}@{domain}"),
        address: String::new(),
        at: noon(begun),
        by: "made up".to_owned(),
        superseded: None,
    }
}

/// Writes it.
pub(super) async fn write(tx: &mut Tx, authority: &str, made: &Made) -> Result<()> {
    for (locality, district) in &made.localities {
        jobcentre::set_locality(tx, authority, locality, district, &made.begun).await?;
    }
    for (entry, confirmed) in &made.entries {
        jobcentre::insert_entry(tx, entry).await?;
        jobcentre::confirm(tx, authority, entry.entry, *confirmed, &stamp(*confirmed)).await?;
    }
    for session in &made.sessions {
        if !session.coaches.is_empty() {
            awareness_session::insert(tx, session).await?;
        }
    }
    Ok(())
}

fn stamp(day: Date) -> Stamp {
    Stamp {
        at: noon(day),
        by: "made up".to_owned(),
        source: "synthesised".to_owned(),
    }
}

fn noon(day: Date) -> Timestamp {
    day.at(12, 0, 0, 0)
        .to_zoned(TimeZone::UTC)
        .map_or(Timestamp::UNIX_EPOCH, |noon| noon.timestamp())
}
