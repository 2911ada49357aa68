//! Imports: a whole file is read, everything is reported, and nothing is written until it is confirmed.

mod annex_a;
mod apply;
mod care_leaver_row;
mod facts_file;
mod plan;
mod proposal;
mod return_rows;
mod spreadsheet;
mod ssd;
mod ssda903;
mod waiting;

use std::sync::Arc;

use jiff::civil::Date;
use leaving_care::{Finding, Severity};
use serde::Serialize;
pub use store::import_run::ImportRun;
use uuid::Uuid;

pub use ::ssda903::{FileSummary, InputFile};
pub(crate) use care_leaver_row::plan_reviewed_on;
pub(crate) use return_rows::dates_of;
pub(crate) use waiting::Waiting;

use crate::{
    actor::Actor,
    error::{Error, Result},
    office::Office,
    permission::Action,
};

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportKind {
    /// The statutory return: CSV tables or XML.
    Ssda903,
    /// Ofsted's Annex A, List 9 (care leavers), XLSX.
    AnnexA,
    /// The Standard Safeguarding Dataset: ssd_care_leavers, with ssd_person beside it, CSV.
    Ssd,
    /// Our own format for any dated fact, JSON lines.
    Facts,
}

impl ImportKind {
    pub const ALL: [Self; 4] = [Self::Ssda903, Self::AnnexA, Self::Ssd, Self::Facts];

    pub fn code(self) -> &'static str {
        match self {
            Self::Ssda903 => "ssda903",
            Self::AnnexA => "annex_a",
            Self::Ssd => "ssd",
            Self::Facts => "facts",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Ssda903 => "Statutory return (SSDA903), CSV tables or XML",
            Self::AnnexA => "Ofsted Annex A, List 9 (XLSX)",
            Self::Ssd => "Standard Safeguarding Dataset, ssd_care_leavers (CSV)",
            Self::Facts => "Dated facts (JSON lines)",
        }
    }
}

impl std::str::FromStr for ImportKind {
    type Err = ();

    fn from_str(text: &str) -> std::result::Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.code() == text)
            .ok_or(())
    }
}

/// Files to be imported.
#[derive(Debug, Clone)]
pub struct Upload {
    pub kind: ImportKind,
    pub files: Vec<InputFile>,
    /// For a return whose files tell no year: the year ENDING 31 March.
    pub year_ending: Option<i16>,
    /// For "current" rows without history: the day on which the file was made; today when not given.
    pub made_on: Option<Date>,
}

/// What an import found and did, or would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    pub kind: ImportKind,
    /// Whether anything was written.
    pub confirmed: bool,
    /// The number under which the import is kept once it was written.
    pub run: Option<Uuid>,
    /// People about whom the files say something usable.
    pub people: usize,
    /// Of these, those not known here before.
    pub new_people: usize,
    pub rows_read: u64,
    /// Facts recorded for the first time, or that would be.
    pub written: usize,
    /// Facts that took the place of others, or would.
    pub corrected: usize,
    /// Facts that were already known.
    pub unchanged: usize,
    pub files: Vec<FileSummary>,
    pub findings: Vec<Finding>,
}

impl Report {
    pub fn count(&self, severity: Severity) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
    }
}

/// What an import is busy with, for a progress bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    Reading,
    Comparing,
    /// So many of so many people written.
    Writing {
        done: usize,
        of: usize,
    },
}

/// Reads the files and says what they hold and what would change; writes it when `confirm` is set.
pub async fn run(
    actor: &Actor,
    office: &Office,
    upload: &Upload,
    confirm: bool,
    progress: impl FnMut(Progress),
) -> Result<Report> {
    actor.must(Action::Import, &actor.authority)?;
    let mut progress = progress;
    progress(Progress::Reading);
    let proposal = read(upload, actor.moment.today);
    compare(actor, office, upload.kind, proposal, confirm, &mut progress).await
}

/// The same on a thread of its own: reading a large file must not hold up whoever opens a page meanwhile.
async fn run_aside(
    actor: &Actor,
    office: &Office,
    upload: &Arc<Upload>,
    confirm: bool,
) -> Result<Report> {
    actor.must(Action::Import, &actor.authority)?;
    let (shared, today) = (upload.clone(), actor.moment.today);
    let proposal = tokio::task::spawn_blocking(move || read(&shared, today))
        .await
        .map_err(|_| Error::Refused("The files could not be read. Nothing was written.".into()))?;
    compare(actor, office, upload.kind, proposal, confirm, &mut |_| ()).await
}

async fn compare(
    actor: &Actor,
    office: &Office,
    kind: ImportKind,
    proposal: proposal::Proposal,
    confirm: bool,
    progress: &mut impl FnMut(Progress),
) -> Result<Report> {
    progress(Progress::Comparing);
    let report = apply::apply(actor, office, kind, proposal, confirm, progress).await?;
    let rows = format!("{} {} rows", kind.code(), report.rows_read);
    office.note(actor, "import.read", None, rows).await?;
    Ok(report)
}

fn read(upload: &Upload, today: Date) -> proposal::Proposal {
    let made_on = upload.made_on.unwrap_or(today);
    match upload.kind {
        ImportKind::Ssda903 => ssda903::read(&upload.files, upload.year_ending),
        ImportKind::AnnexA => annex_a::read(&upload.files, made_on),
        ImportKind::Ssd => ssd::read(&upload.files, made_on),
        ImportKind::Facts => facts_file::read(&upload.files, today),
    }
}

/// Reads uploaded files without writing, and keeps them for an hour so that they can be confirmed by their number.
pub async fn upload(actor: &Actor, office: &Office, upload: Upload) -> Result<(Uuid, Report)> {
    let upload = Arc::new(upload);
    let report = run_aside(actor, office, &upload, false).await?;
    let id = Uuid::now_v7();
    office.waiting.keep(id, actor, upload, report.clone());
    Ok((id, report))
}

/// An upload that waits to be confirmed.
pub fn waiting(actor: &Actor, office: &Office, id: Uuid) -> Result<Report> {
    actor.must(Action::Import, &actor.authority)?;
    office
        .waiting
        .find(id, actor)
        .map(|(_, report)| report)
        .ok_or(Error::NotFound("upload"))
}

/// Writes an upload that was looked at before.
pub async fn confirm(actor: &Actor, office: &Office, id: Uuid) -> Result<Report> {
    actor.must(Action::Import, &actor.authority)?;
    let (upload, _) = office
        .waiting
        .find(id, actor)
        .ok_or(Error::NotFound("upload"))?;
    let report = run_aside(actor, office, &upload, true).await?;
    office.waiting.forget(id);
    Ok(report)
}

/// The imports that were written, newest first.
pub async fn list(actor: &Actor, office: &Office) -> Result<Vec<ImportRun>> {
    actor.must(Action::Import, &actor.authority)?;
    Ok(store::import_run::list(&office.db, &actor.authority, 100).await?)
}

/// One import of the actor's authority.
pub async fn find(actor: &Actor, office: &Office, id: Uuid) -> Result<ImportRun> {
    actor.must(Action::Import, &actor.authority)?;
    let run = store::import_run::find(&office.db, id).await?;
    run.filter(|run| run.authority == actor.authority)
        .ok_or(Error::NotFound("import"))
}

/// The findings of an import in order, from after a given number.
pub async fn findings(
    actor: &Actor,
    office: &Office,
    id: Uuid,
    after: i64,
    limit: u32,
) -> Result<Vec<(i64, Finding)>> {
    find(actor, office, id).await?;
    Ok(store::import_run::findings(&office.db, id, after, limit).await?)
}
