//! The directory of Jobcentre offices, designated work coaches and the council's advisers: kept by both sides, confirmed in one click.

mod change;
mod settings;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::{ToSpan, civil::Date};
use leaving_care::jobcentre::{EntryKind, Setting, is_stale, session_counts};
use store::jobcentre::EntryRecord;
use uuid::Uuid;

pub use change::{NewEntry, confirm, correct, link_account, record, take_out};
pub(crate) use change::{check_text, confirm_these};
pub use settings::{Districts, SettingLine, districts, set_districts, set_setting, settings};
pub(crate) use settings::{district_of, value_on};

use crate::{
    actor::Actor,
    error::{Error, Result},
    office::Office,
    permission::Action,
};

/// An entry as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The same from version to version.
    pub id: Uuid,
    /// The version that was read: a change is based on it.
    pub version: Uuid,
    pub kind: EntryKind,
    pub name: String,
    /// Of a work coach that of the office; empty where there is no office any more.
    pub district: String,
    pub office: Option<Uuid>,
    pub office_name: String,
    pub worker: Option<Uuid>,
    pub phone: String,
    pub email: String,
    pub address: String,
    /// When somebody last said that it is right, and who.
    pub confirmed: Option<(Date, String)>,
    /// Whether it must be confirmed again.
    pub is_stale: bool,
    /// The last day on which it counts as right.
    pub right_until: Option<Date>,
    /// Of a work coach: the last session that still counts.
    pub trained_on: Option<Date>,
    /// The e-mail address with which a work coach signs in; only for those who manage accounts.
    pub signs_in_as: Option<String>,
}

/// An office with its work coaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeLine {
    pub office: Entry,
    pub coaches: Vec<Entry>,
}

/// Everything of one district.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct District {
    pub name: String,
    /// The parts of the council that lie in it.
    pub localities: Vec<String>,
    pub offices: Vec<OfficeLine>,
    pub advisers: Vec<Entry>,
}

impl District {
    /// Every entry: offices with their coaches, then advisers.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.offices
            .iter()
            .flat_map(|line| std::iter::once(&line.office).chain(&line.coaches))
            .chain(&self.advisers)
    }

    pub fn coaches(&self) -> impl Iterator<Item = &Entry> {
        self.offices.iter().flat_map(|line| &line.coaches)
    }
}

/// The directory as at today.
#[derive(Debug, Clone)]
pub struct Directory {
    pub districts: Vec<District>,
    /// Work coaches whose office was taken out.
    pub without_office: Vec<Entry>,
    pub as_at: Date,
    /// For how many days an entry counts as right.
    pub days: u16,
    /// For how many months an awareness session counts.
    pub months: u16,
}

impl Directory {
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.districts
            .iter()
            .flat_map(District::entries)
            .chain(&self.without_office)
    }

    pub fn coaches(&self) -> impl Iterator<Item = &Entry> {
        self.entries()
            .filter(|entry| entry.kind == EntryKind::WorkCoach)
    }

    pub fn find(&self, id: Uuid) -> Option<&Entry> {
        self.entries().find(|entry| entry.id == id)
    }

    /// How many entries must be confirmed again.
    pub fn stale(&self) -> usize {
        self.entries().filter(|entry| entry.is_stale).count()
    }

    /// How many designated work coaches came to a session that still counts.
    pub fn trained(&self) -> usize {
        self.coaches()
            .filter(|coach| coach.trained_on.is_some())
            .count()
    }
}

/// The directory of the actor's authority.
pub async fn open(actor: &Actor, office: &Office) -> Result<Directory> {
    actor.must(Action::ReadJobcentreDirectory, &actor.authority)?;
    let mut directory = read(actor, office).await?;
    if actor.may(Action::ManageAccounts) {
        let sign_ins = store::jobcentre::sign_ins(&office.db, &actor.authority).await?;
        let entries = directory
            .districts
            .iter_mut()
            .flat_map(|district| &mut district.offices)
            .flat_map(|line| &mut line.coaches)
            .chain(&mut directory.without_office);
        for entry in entries {
            entry.signs_in_as = sign_ins
                .iter()
                .find(|(_, _, linked)| *linked == entry.id)
                .map(|(_, email, _)| email.clone());
        }
    }
    office.note(actor, "jobcentre.directory", None, "").await?;
    Ok(directory)
}

/// How many entries must be confirmed again: the alert on a first page.
pub async fn stale(actor: &Actor, office: &Office) -> Result<usize> {
    actor.must(Action::ReadJobcentreDirectory, &actor.authority)?;
    Ok(read(actor, office).await?.stale())
}

/// One version of an entry as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    pub record: EntryRecord,
    pub office_name: String,
}

/// Every version of an entry, the newest first.
pub async fn history(actor: &Actor, office: &Office, entry: Uuid) -> Result<Vec<Version>> {
    actor.must(Action::ReadJobcentreDirectory, &actor.authority)?;
    let records = store::jobcentre::entry_history(&office.db, entry).await?;
    if records.is_empty()
        || records
            .iter()
            .any(|record| record.authority != actor.authority)
    {
        return Err(Error::NotFound("entry of the directory"));
    }
    let directory = read(actor, office).await?;
    office
        .note(actor, "jobcentre.entry.history", None, entry.to_string())
        .await?;
    Ok(records
        .into_iter()
        .map(|record| Version {
            office_name: record
                .office
                .and_then(|id| directory.find(id))
                .map(|office| office.name.clone())
                .unwrap_or_default(),
            record,
        })
        .collect())
}

/// The directory for whoever was let through already: the council's pages, and a work coach's own.
pub(crate) async fn read(actor: &Actor, office: &Office) -> Result<Directory> {
    let authority = &actor.authority;
    let as_at = actor.moment.today;
    let records = store::jobcentre::entries(&office.db, authority).await?;
    let confirmed: HashMap<Uuid, (Date, String)> =
        store::jobcentre::last_confirmed(&office.db, authority)
            .await?
            .into_iter()
            .map(|(entry, day, by)| (entry, (day, by)))
            .collect();
    let days = value_on(office, authority, Setting::DirectoryDays, as_at).await?;
    let months = value_on(office, authority, Setting::AwarenessMonths, as_at).await?;
    let trained = trained(office, authority, months, as_at).await?;
    let offices: HashMap<Uuid, (String, String)> = records
        .iter()
        .filter(|record| record.kind == EntryKind::Office.code())
        .map(|record| (record.entry, (record.name.clone(), record.district.clone())))
        .collect();
    let mut entries: Vec<Entry> = Vec::with_capacity(records.len());
    for record in records {
        let Ok(kind) = record.kind.parse::<EntryKind>() else {
            continue;
        };
        let of_office = record.office.and_then(|id| offices.get(&id));
        let confirmed = confirmed.get(&record.entry).cloned();
        let day = confirmed.as_ref().map(|(day, _)| *day);
        entries.push(Entry {
            id: record.entry,
            version: record.id,
            kind,
            district: match kind {
                EntryKind::WorkCoach => of_office
                    .map(|(_, district)| district.clone())
                    .unwrap_or_default(),
                EntryKind::Office | EntryKind::Adviser => record.district,
            },
            office: record.office.filter(|id| offices.contains_key(id)),
            office_name: of_office.map(|(name, _)| name.clone()).unwrap_or_default(),
            name: record.name,
            worker: record.worker,
            phone: record.phone,
            email: record.email,
            address: record.address,
            is_stale: is_stale(day, days, as_at),
            right_until: day.map(|day| day.saturating_add(i64::from(days).days())),
            trained_on: trained.get(&record.entry).copied(),
            confirmed,
            signs_in_as: None,
        });
    }
    let localities = store::jobcentre::localities(&office.db, authority).await?;
    let (districts, without_office) = arrange(localities, entries);
    Ok(Directory {
        districts,
        without_office,
        as_at,
        days,
        months,
    })
}

/// Entries by district and office; and work coaches without an office.
fn arrange(
    localities: Vec<(String, String)>,
    mut entries: Vec<Entry>,
) -> (Vec<District>, Vec<Entry>) {
    fn of<'a>(districts: &'a mut BTreeMap<String, District>, name: &str) -> &'a mut District {
        districts
            .entry(name.to_owned())
            .or_insert_with(|| District {
                name: name.to_owned(),
                localities: Vec::new(),
                offices: Vec::new(),
                advisers: Vec::new(),
            })
    }
    let mut districts = BTreeMap::new();
    for (locality, district) in localities {
        of(&mut districts, &district).localities.push(locality);
    }
    let mut without_office = Vec::new();
    // Offices first, so that each coach finds theirs.
    entries.sort_by_key(|entry| entry.kind);
    for entry in entries {
        match entry.kind {
            EntryKind::Office => of(&mut districts, &entry.district)
                .offices
                .push(OfficeLine {
                    office: entry,
                    coaches: Vec::new(),
                }),
            EntryKind::Adviser => of(&mut districts, &entry.district).advisers.push(entry),
            EntryKind::WorkCoach => {
                let line = districts.get_mut(&entry.district).and_then(|district| {
                    let mut lines = district.offices.iter_mut();
                    lines.find(|line| Some(line.office.id) == entry.office)
                });
                match line {
                    Some(line) => line.coaches.push(entry),
                    None => without_office.push(entry),
                }
            }
        }
    }
    (districts.into_values().collect(), without_office)
}

/// Of each work coach who came to a session that still counts: the day of the last.
async fn trained(
    office: &Office,
    authority: &str,
    months: u16,
    as_at: Date,
) -> Result<HashMap<Uuid, Date>> {
    let mut trained: HashMap<Uuid, Date> = HashMap::new();
    for session in store::awareness_session::list(&office.db, authority).await? {
        if session.superseded.is_none() && session_counts(session.held_on, months, as_at) {
            for coach in session.coaches {
                let day = trained.entry(coach).or_insert(session.held_on);
                *day = (*day).max(session.held_on);
            }
        }
    }
    Ok(trained)
}

/// The districts that there are, by name.
pub(crate) fn district_names(directory: &Directory) -> BTreeSet<String> {
    directory
        .districts
        .iter()
        .map(|district| district.name.clone())
        .collect()
}
