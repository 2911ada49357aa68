//! Checks of the yearly return: made aside, kept, opened again rule by rule, compared with the one before, and signed off by two people.

mod compare;
mod finding;
mod kept;
mod make;
mod note;
mod overview;
mod rows;
mod running;
mod sign_off;
mod task;
mod words;

use jiff::{Timestamp, civil::Date};
use leaving_care::calendar::ReportingYear;
use serde::Serialize;
use ssda903::{InputFile, Table};
use store::return_check::CheckRecord;
use uuid::Uuid;

pub use compare::{Change, Comparison, compare};
pub use kept::{FileRead, LedgerLine, Outcome, Reference, Summary};
pub use make::start;
pub use note::{Note, agree, note, withdraw_note};
pub use overview::{Overview, OverviewLine, overview};
pub use rows::{
    Cell, ChildLine, FaultFinding, FaultRow, Rows, RowsAsked, Since, child_named, children, export,
    row, rows,
};
pub use running::{Check as BeingMade, Stage};
pub use sign_off::{SignOff, WhatWasOpen, sign_off};
pub use store::return_finding::Noted;
pub use task::{Mend, Task, tasks};

pub(crate) use overview::OwnCounts;
pub(crate) use running::Running;

use crate::{
    actor::Actor,
    error::{Error, Result},
    office::Office,
    permission::Action,
};

/// How many checks a page lists.
const LISTED: u32 = 30;

/// What is to be checked.
#[derive(Debug, Clone)]
pub struct Request {
    /// The year ending 31 March.
    pub year: i16,
    pub source: Source,
    /// Ofsted's lists of providers.
    pub providers: Vec<InputFile>,
    /// The postcode directory, or the small file made of it.
    pub postcodes: Option<InputFile>,
}

#[derive(Debug, Clone)]
pub enum Source {
    /// This year's files, last year's, those of the year before and so on.
    Files(Vec<Vec<InputFile>>),
    /// The return that our own records give now.
    Records,
}

impl Source {
    fn code(&self) -> &'static str {
        match self {
            Self::Files(_) => "files",
            Self::Records => "records",
        }
    }
}

/// A check as kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    pub id: Uuid,
    /// The year ending 31 March.
    pub year: i16,
    pub made_at: Timestamp,
    pub made_by: String,
    /// Whether it is of our own records, and not of files.
    pub is_of_records: bool,
    pub summary: Summary,
    pub signed_off: Option<SignOff>,
    #[serde(skip)]
    record: CheckRecord,
}

impl Check {
    fn read(record: CheckRecord) -> Result<Self> {
        let unreadable = |_| store::Error::Unreadable { what: "a check" };
        Ok(Self {
            id: record.id,
            year: record.year,
            made_at: record.made_at,
            made_by: record.made_by.clone(),
            is_of_records: record.source == "records",
            summary: serde_json::from_str(&record.summary).map_err(unreadable)?,
            signed_off: record.signed_off.as_ref().map(SignOff::read).transpose()?,
            record,
        })
    }
}

/// A ledger opened.
#[derive(Debug, Clone, Serialize)]
pub struct Ledger {
    pub check: Check,
    /// For each rule with findings that somebody has given a reason for: how many, and of these how many a second person agreed to.
    pub noted: Vec<NotedCount>,
    /// How many rows at fault each table has.
    pub tables: Vec<TableCount>,
    /// The check of the same year before this one.
    pub previous: Option<Previous>,
    /// Whether the actor may sign this check off.
    pub may_sign_off: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotedCount {
    pub rule: String,
    pub noted: usize,
    pub agreed: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TableCount {
    pub years_ago: u8,
    pub table: Table,
    pub rows: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Previous {
    pub id: Uuid,
    pub made_at: Timestamp,
    pub made_by: String,
}

impl Ledger {
    /// How many findings of a rule have a reason, and of these how many a second person agreed to.
    pub fn noted_of(&self, rule: &str) -> (usize, usize) {
        self.noted
            .iter()
            .find(|count| count.rule == rule)
            .map_or((0, 0), |count| (count.noted, count.agreed))
    }

    pub fn noted(&self) -> usize {
        self.noted.iter().map(|count| count.noted).sum()
    }

    pub fn agreed(&self) -> usize {
        self.noted.iter().map(|count| count.agreed).sum()
    }

    /// Findings of which nobody has said why they stand.
    pub fn open(&self) -> usize {
        self.check.summary.findings.saturating_sub(self.noted())
    }
}

/// A check that is being made, has failed, or is kept.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Found {
    BeingMade(Stage),
    Kept(Box<Ledger>),
}

/// The return that people work at on a day: from April to September the one of the year that has ended, then that of the year that
/// goes on.
pub fn year_in_hand(today: Date) -> i16 {
    let running = ReportingYear::containing(today);
    if (4..=9).contains(&today.month()) {
        running.previous().year()
    } else {
        running.year()
    }
}

/// The checks of the actor's authority, newest first, and those that are being made.
pub async fn list(actor: &Actor, office: &Office) -> Result<(Vec<BeingMade>, Vec<Check>)> {
    actor.must(Action::CheckReturn, &actor.authority)?;
    let being_made = office.checks.of(&actor.authority);
    let records = store::return_check::list(&office.db, &actor.authority, LISTED).await?;
    office.note(actor, "return_check.list", None, "").await?;
    let kept: Result<Vec<Check>> = records.into_iter().map(Check::read).collect();
    Ok((being_made, kept?))
}

/// A check by its number: its ledger, or how far it is.
pub async fn open(actor: &Actor, office: &Office, id: Uuid) -> Result<Found> {
    actor.must(Action::CheckReturn, &actor.authority)?;
    let being_made = office.checks.of(&actor.authority);
    if let Some(check) = being_made.into_iter().find(|check| check.id == id) {
        return Ok(Found::BeingMade(check.stage));
    }
    let check = find(actor, office, id).await?;
    let count = |number: i64| usize::try_from(number).unwrap_or_default();
    let noted = store::return_note::counts(&office.db, &check.record).await?;
    let tables = store::return_finding::by_table(&office.db, id).await?;
    let previous = store::return_check::before(&office.db, &check.record).await?;
    office
        .note(actor, "return_check.read", None, id.to_string())
        .await?;
    Ok(Found::Kept(Box::new(Ledger {
        noted: noted
            .into_iter()
            .map(|(rule, noted, agreed)| NotedCount {
                rule,
                noted: count(noted),
                agreed: count(agreed),
            })
            .collect(),
        tables: tables
            .into_iter()
            .filter_map(|(years_ago, table, rows)| {
                Some(TableCount {
                    years_ago: u8::try_from(years_ago).ok()?,
                    table: kept::table_named(&table)?,
                    rows: count(rows),
                })
            })
            .collect(),
        previous: previous.map(|check| Previous {
            id: check.id,
            made_at: check.made_at,
            made_by: check.made_by,
        }),
        may_sign_off: sign_off::may_sign_off(actor, &check),
        check,
    })))
}

/// A check of the actor's authority; another authority's is not there.
async fn find(actor: &Actor, office: &Office, id: Uuid) -> Result<Check> {
    let record = store::return_check::find(&office.db, id).await?;
    record
        .filter(|record| record.authority == actor.authority)
        .ok_or(Error::NotFound("check"))
        .and_then(Check::read)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_return_in_hand_turns_in_october() {
        let check = |day: Date, year: i16| assert_eq!(year_in_hand(day), year, "{day}");
        check(date(2026, 3, 31), 2026);
        check(date(2026, 4, 1), 2026);
        check(date(2026, 9, 30), 2026);
        check(date(2026, 10, 1), 2027);
        check(date(2027, 1, 1), 2027);
    }
}
