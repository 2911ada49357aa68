//! The statutory return, produced from the case records: what the records can fill, a finding for what they cannot, and never an
//! invention. What was produced is kept, and the same files can be had again.

mod checked;
mod draft;
mod looked_after;
mod oc3;
mod oc3_status;
pub(crate) mod records;
pub(crate) mod years;

use jiff::Timestamp;
use leaving_care::{
    Finding, Severity,
    authority::Nation,
    calendar::{LeapDayBirthday, ReportingYear, add_months},
};
use serde::{Deserialize, Serialize};
use ssda903::{InputFile, Table, unaccompanied, write};
use store::statutory_return::ReturnRecord;
use uuid::Uuid;

use crate::{
    actor::Actor,
    error::{Error, Result},
    measure::nation_of,
    office::{Office, event, sha256_hex},
    permission::Action,
};
pub use checked::{Checked, NotRun};
use checked::{check_before_writing, read_back, read_own};
use draft::Draft;
use records::{Case, Records};

/// By which rules the records become a return. It goes up when the same facts would give other files.
const RULES: &str = concat!(
    "throughcare ",
    env!("CARGO_PKG_VERSION"),
    ", rules for producing 1"
);

/// So many years before are looked at by the rules: somebody of 21 can have left care seven years ago.
const EARLIER_YEARS: usize = 7;

/// How often producing begins again because somebody wrote meanwhile.
const ATTEMPTS: u32 = 5;

/// What is to be produced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The year ending 31 March.
    pub year: i16,
    pub options: ReturnOptions,
    /// As it was known at a moment; now when not given.
    pub known_at: Option<Timestamp>,
}

/// How it is to be produced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ReturnOptions {
    pub window: Window,
    /// One XML file instead of a CSV file for each table.
    pub as_xml: bool,
}

/// How far from the birthday news of a care leaver still tells the status on it: three months before to one month after, as the guide
/// to the collection is remembered; its text is not in the sources at hand, therefore it is a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    pub months_before: u8,
    pub months_after: u8,
}

impl Default for Window {
    fn default() -> Self {
        Self {
            months_before: 3,
            months_after: 1,
        }
    }
}

/// A return as it was produced, without its files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReturnKept {
    pub id: Uuid,
    /// The year ending 31 March.
    pub year: i16,
    /// The facts are those that were known then.
    pub known_at: Timestamp,
    /// The authority's data version at that moment.
    pub data_version: i64,
    pub produced_at: Timestamp,
    pub produced_by: String,
    pub rules: String,
    pub options: ReturnOptions,
    pub files: Vec<FileKept>,
}

/// A file of a return by which it is known again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileKept {
    pub name: String,
    pub rows: usize,
    pub bytes: usize,
    pub sha256: String,
}

/// A return with its files.
#[derive(Debug, Clone)]
pub struct Produced {
    pub kept: ReturnKept,
    pub files: Vec<InputFile>,
    /// How many rows each table has, also those without any.
    pub rows: Vec<(Table, usize)>,
    pub findings: Vec<Finding>,
    /// What became of the rules of the collection.
    pub checked: Checked,
}

/// Produces the return of the actor's authority for a year, and keeps what was produced from what.
pub async fn produce(actor: &Actor, office: &Office, request: &Request) -> Result<Produced> {
    actor.must(Action::ProduceReturn, &actor.authority)?;
    let year = reporting_year(actor, request.year)?;
    for _ in 0..ATTEMPTS {
        let authority = &actor.authority;
        let data_version = store::authority::data_version(&office.db, authority).await?;
        // What will be known later cannot be had again: a moment that has not come is now.
        let now = known_now(actor, office).await?;
        let known_at = request.known_at.map_or(now, |moment| moment.min(now));
        let found = files_known_at(actor, office, year, request.options, known_at).await?;
        if store::authority::data_version(&office.db, authority).await? != data_version {
            continue;
        }
        let kept = ReturnKept {
            id: Uuid::now_v7(),
            year: request.year,
            known_at,
            data_version,
            produced_at: actor.moment.now,
            produced_by: actor.name.clone(),
            rules: RULES.to_owned(),
            options: request.options,
            files: kept_files(&found.files, &found.rows),
        };
        keep(actor, office, &kept).await?;
        return Ok(found.produced(kept));
    }
    Err(Error::Refused(
        "Others were writing all the time. Nothing was produced: try again.".into(),
    ))
}

/// Produces a return again from what was known then. A file that is not byte for byte the one of that time is a finding.
pub async fn again(actor: &Actor, office: &Office, id: Uuid) -> Result<Produced> {
    actor.must(Action::ProduceReturn, &actor.authority)?;
    let found = store::statutory_return::find(&office.db, id).await?;
    let record = found
        .filter(|record| record.authority == actor.authority)
        .ok_or(Error::NotFound("return"))?;
    let kept = read(record)?;
    let year = reporting_year(actor, kept.year)?;
    let mut found = files_known_at(actor, office, year, kept.options, kept.known_at).await?;
    let differences = differences(&kept, &kept_files(&found.files, &found.rows));
    found.findings.extend(differences);
    office
        .note(actor, "return.again", None, id.to_string())
        .await?;
    Ok(found.produced(kept))
}

/// The returns that were produced, newest first.
pub async fn list(actor: &Actor, office: &Office) -> Result<Vec<ReturnKept>> {
    actor.must(Action::ProduceReturn, &actor.authority)?;
    let records = store::statutory_return::list(&office.db, &actor.authority).await?;
    office.note(actor, "return.list", None, "").await?;
    records.into_iter().map(read).collect()
}

pub(crate) fn reporting_year(actor: &Actor, year: i16) -> Result<ReportingYear> {
    if nation_of(&actor.authority) != Nation::England {
        return Err(Error::Refused(
            "The SSDA903 return is made by English authorities only.".into(),
        ));
    }
    // The collection began in 1992.
    ReportingYear::ending(year)
        .filter(|year| (1992..=2100).contains(&year.year()))
        .ok_or_else(|| {
            Error::Refused(
                "Give the year in which the return ends on 31 March, such as 2026.".into(),
            )
        })
}

/// The moment at which everything recorded until now is known: a clock that was set back would otherwise hide the latest.
async fn known_now(actor: &Actor, office: &Office) -> Result<Timestamp> {
    let last = store::statutory_return::last_recorded_at(&office.db, &actor.authority).await?;
    Ok(last.map_or(actor.moment.now, |last| last.max(actor.moment.now)))
}

struct Contents {
    files: Vec<InputFile>,
    rows: Vec<(Table, usize)>,
    findings: Vec<Finding>,
    checked: Checked,
}

impl Contents {
    fn produced(self, kept: ReturnKept) -> Produced {
        Produced {
            kept,
            files: self.files,
            rows: self.rows,
            findings: self.findings,
            checked: self.checked,
        }
    }
}

async fn files_known_at(
    actor: &Actor,
    office: &Office,
    year: ReportingYear,
    options: ReturnOptions,
    known_at: Timestamp,
) -> Result<Contents> {
    // The window around a birthday on the first or the last day reaches beyond the year; last year's return is checked beside it.
    let months = i32::from(u8::MAX);
    let around = (
        add_months(year.first_day(), -months - 12),
        add_months(year.last_day(), months),
    );
    let records = records::read(office, &actor.authority, around, known_at).await?;
    // A whole council takes seconds: whoever opens a page meanwhile does not wait for it.
    let authority = actor.authority.clone();
    tokio::task::spawn_blocking(move || files_of(&authority, &records, year, options))
        .await
        .map_err(|_| Error::Refused("The return could not be put together.".into()))?
}

fn files_of(
    authority: &str,
    records: &Records,
    year: ReportingYear,
    options: ReturnOptions,
) -> Result<Contents> {
    let (tables, rows, mut findings) = tables_of(records, year, year, options.window);
    let mut read_back = read_back(&tables, year)?;
    let files = if options.as_xml {
        unaccompanied::fill_flags(&mut read_back);
        vec![InputFile {
            name: format!("ssda903_{}.xml", year.year()),
            bytes: write::write_xml(&read_back),
        }]
    } else {
        tables
    };
    let mut earlier = Vec::new();
    let mut before = year;
    for _ in 0..EARLIER_YEARS {
        before = before.previous();
        let (tables, _, _) = tables_of(records, before, year, options.window);
        earlier.push(read_own(&tables, before));
    }
    // A year of which nothing is recorded must not look like one without children.
    while earlier
        .last()
        .is_some_and(|year| year.year.header.is_empty())
    {
        earlier.pop();
    }
    let (found, checked) = check_before_writing(authority, year, &files, earlier);
    findings.extend(found);
    Ok(Contents {
        files,
        rows,
        findings,
        checked,
    })
}

type Tables = (Vec<InputFile>, Vec<(Table, usize)>, Vec<Finding>);

/// The tables of a year as CSV, how many rows each has, and what is missing or doubtful.
fn tables_of(
    records: &Records,
    year: ReportingYear,
    collection: ReportingYear,
    window: Window,
) -> Tables {
    let was_imported = |case: &Case| case.was_in_oc3_of(year.year());
    let mut draft = Draft::new(year, collection, records.cases.iter().any(was_imported));
    for case in &records.cases {
        let is_looked_after = looked_after::add(&mut draft, case);
        let is_care_leaver = oc3::add(&mut draft, case, window, LeapDayBirthday::default());
        draft.finish(case, is_looked_after, is_care_leaver);
    }
    let rows = draft.counts();
    let (files, findings) = draft.into_files();
    (files, rows, findings)
}

fn kept_files(files: &[InputFile], rows: &[(Table, usize)]) -> Vec<FileKept> {
    let rows_of = |name: &str| {
        let of_table = |(table, _): &&(Table, usize)| table.file_name() == name;
        rows.iter().find(of_table).map_or_else(
            || rows.iter().map(|(_, rows)| *rows).sum(),
            |(_, rows)| *rows,
        )
    };
    files
        .iter()
        .map(|file| FileKept {
            name: file.name.clone(),
            rows: rows_of(&file.name),
            bytes: file.bytes.len(),
            sha256: sha256_hex(&file.bytes),
        })
        .collect()
}

fn differences(kept: &ReturnKept, again: &[FileKept]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in &kept.files {
        if again.contains(file) {
            continue;
        }
        let (reason, remedy) = if kept.rules == RULES {
            (
                "This file is not the one that was produced then: something that was recorded at that moment was not yet stored.",
                "Compare it with the file that was sent.",
            )
        } else {
            (
                "This file is not the one that was produced then: the rules for producing have changed since.",
                "Use the version of the program that is named with the return to get the same file.",
            )
        };
        findings.push(Finding::new(Severity::Error, reason, remedy).at_file(file.name.clone()));
    }
    findings
}

async fn keep(actor: &Actor, office: &Office, kept: &ReturnKept) -> Result<()> {
    let record = ReturnRecord {
        id: kept.id,
        authority: actor.authority.clone(),
        year: kept.year,
        known_at: kept.known_at,
        data_version: kept.data_version,
        produced_at: kept.produced_at,
        produced_by: kept.produced_by.clone(),
        rules: kept.rules.clone(),
        options: serde_json::to_string(&kept.options).unwrap_or_default(),
        files: serde_json::to_string(&kept.files).unwrap_or_default(),
    };
    let mut tx = office.db.begin().await?;
    store::statutory_return::insert(&mut tx, &record).await?;
    let detail = format!("{} {}", kept.year, kept.id);
    store::audit::insert_many(&mut tx, &[event(actor, "return.produce", None, detail)]).await?;
    tx.commit().await?;
    Ok(())
}

fn read(record: ReturnRecord) -> Result<ReturnKept> {
    let unreadable = |_| store::Error::Unreadable { what: "a return" };
    Ok(ReturnKept {
        id: record.id,
        year: record.year,
        known_at: record.known_at,
        data_version: record.data_version,
        produced_at: record.produced_at,
        produced_by: record.produced_by,
        rules: record.rules,
        options: serde_json::from_str(&record.options).map_err(unreadable)?,
        files: serde_json::from_str(&record.files).map_err(unreadable)?,
    })
}
