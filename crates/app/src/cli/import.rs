//! `throughcare import`: returns, Annex A, the Standard Safeguarding Dataset and dated facts.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use casework::import::{self, ImportKind, InputFile, Progress, Report, Upload};
use clap::Subcommand;
use jiff::civil::Date;
use leaving_care::Severity;

use super::{
    Everywhere,
    output::{self, Failure, Format},
};

/// Files above this are refused unread.
const LARGEST_FILE: u64 = 512 * 1024 * 1024;

#[derive(Debug, Subcommand)]
pub enum Kind {
    /// The statutory return (SSDA903): a folder of CSV tables, one file, or XML. Ends with 1 when nothing at all could be used
    #[command(
        after_help = "Examples:\n  throughcare import ssda903 returns/2025 --year 2025 --la E10000017\n  throughcare import ssda903 return.xml --year 2025 --confirm"
    )]
    Ssda903 {
        #[command(flatten)]
        options: Options,
        /// The year ENDING 31 March, where file names tell none: OC3 itself carries no year
        #[arg(long, value_name = "YYYY", value_parser = clap::value_parser!(i16).range(1992..=2100))]
        year: Option<i16>,
    },
    /// Ofsted's Annex A, List 9 (care leavers), XLSX
    #[command(
        after_help = "Example:\n  throughcare import annex-a Annex_A.xlsx --made-on 2025-09-01 --confirm"
    )]
    AnnexA {
        #[command(flatten)]
        options: Options,
        /// The day on which the file was made; today when not given
        #[arg(long, value_name = "DATE")]
        made_on: Option<Date>,
    },
    /// The Standard Safeguarding Dataset: ssd_care_leavers and ssd_person, CSV
    #[command(
        after_help = "Example:\n  throughcare import ssd extract/ --made-on 2025-09-01 --confirm"
    )]
    Ssd {
        #[command(flatten)]
        options: Options,
        /// The day on which the file was made; today when not given
        #[arg(long, value_name = "DATE")]
        made_on: Option<Date>,
    },
    /// Any dated facts, JSON lines (docs/facts-format.md)
    #[command(after_help = "Example:\n  throughcare import facts facts.jsonl --confirm")]
    Facts {
        #[command(flatten)]
        options: Options,
    },
}

#[derive(Debug, clap::Args)]
pub struct Options {
    /// A file, or a folder of files
    pub path: PathBuf,
    /// The authority, by its nine-character or three-digit code
    #[arg(long, value_name = "CODE")]
    pub la: Option<String>,
    /// Write what was read; without it nothing is written
    #[arg(long)]
    pub confirm: bool,
    /// Write nothing: the same as leaving out --confirm
    #[arg(long, conflicts_with = "confirm")]
    pub dry_run: bool,
    /// Write all findings to this CSV file
    #[arg(long, value_name = "FILE")]
    pub findings: Option<PathBuf>,
}

pub async fn run(everywhere: &Everywhere, kind: &Kind) -> Result<ExitCode, Failure> {
    let (import_kind, options, year_ending, made_on) = match kind {
        Kind::Ssda903 { options, year } => (ImportKind::Ssda903, options, *year, None),
        Kind::AnnexA { options, made_on } => (ImportKind::AnnexA, options, None, *made_on),
        Kind::Ssd { options, made_on } => (ImportKind::Ssd, options, None, *made_on),
        Kind::Facts { options } => (ImportKind::Facts, options, None, None),
    };
    let files = files(&options.path, import_kind)?;
    let office = everywhere.office().await?;
    let actor = everywhere.actor(&office, options.la.as_deref()).await?;
    let upload = Upload {
        kind: import_kind,
        files,
        year_ending,
        made_on,
    };
    let bar = output::bar("Importing");
    let report = import::run(
        &actor,
        &office,
        &upload,
        options.confirm,
        |progress| match progress {
            Progress::Reading => bar.set_message("Reading"),
            Progress::Comparing => bar.set_message("Comparing"),
            Progress::Writing { done, of } => {
                bar.set_message("Writing");
                bar.set_length(of as u64);
                bar.set_position(done as u64);
            }
        },
    )
    .await;
    bar.finish_and_clear();
    let report = report?;
    if report.confirmed {
        office.analyse().await?;
    }
    office.close().await;
    if let Some(path) = &options.findings {
        output::write_findings(path, &report.findings)?;
    }
    match everywhere.format {
        Format::Json => output::print_json(&report),
        _ => output::print_text(&text(&report)),
    }
    // Findings are no failure: only files of which nothing at all could be used are.
    let nothing_usable = report.people == 0 && report.count(Severity::Error) > 0;
    Ok(ExitCode::from(u8::from(nothing_usable)))
}

/// The files of a folder, one folder of years deep, or the one file named.
pub(super) fn files(path: &Path, kind: ImportKind) -> Result<Vec<InputFile>, Failure> {
    let mut found = Vec::new();
    if path.is_dir() {
        for entry in entries(path)? {
            if entry.is_dir() {
                for inner in entries(&entry)?
                    .into_iter()
                    .filter(|inner| is_wanted(inner, kind))
                {
                    found.push((format!("{}/{}", name(&entry), name(&inner)), inner));
                }
            } else if is_wanted(&entry, kind) {
                found.push((name(&entry), entry));
            }
        }
        if found.is_empty() {
            return Err(Failure::new(format!(
                "There is no file to import in {}.",
                path.display()
            )));
        }
    } else {
        // The folder of a single file may name its year: "2020/oc3.csv".
        let folder = path
            .parent()
            .map(name)
            .filter(|folder| folder.len() == 4 && folder.bytes().all(|byte| byte.is_ascii_digit()));
        let shown = folder.map_or_else(|| name(path), |folder| format!("{folder}/{}", name(path)));
        found.push((shown, path.to_owned()));
    }
    found
        .into_iter()
        .map(|(shown, path)| read(shown, &path))
        .collect()
}

fn read(shown: String, path: &Path) -> Result<InputFile, Failure> {
    let cannot = |error: std::io::Error| {
        Failure::new(format!("{} cannot be read: {error}.", path.display()))
    };
    let size = fs::metadata(path).map_err(cannot)?.len();
    if size > LARGEST_FILE {
        return Err(Failure::new(format!(
            "{} is larger than 512 MB. No return is: check that it is the right file.",
            path.display()
        )));
    }
    Ok(InputFile {
        name: shown,
        bytes: fs::read(path).map_err(cannot)?,
    })
}

pub(super) fn entries(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let cannot = |error: std::io::Error| {
        Failure::new(format!("{} cannot be read: {error}.", folder.display()))
    };
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .map_err(cannot)?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .collect();
    entries.sort();
    Ok(entries)
}

pub(super) fn is_wanted(path: &Path, kind: ImportKind) -> bool {
    let wanted: &[&str] = match kind {
        ImportKind::Ssda903 => &["csv", "txt", "tsv", "xml"],
        ImportKind::AnnexA => &["xlsx"],
        ImportKind::Ssd => &["csv"],
        ImportKind::Facts => &["jsonl", "ndjson"],
    };
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    path.is_file() && wanted.contains(&ending.as_str())
}

pub(super) fn name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

fn text(report: &Report) -> String {
    let count = |severity| report.count(severity);
    let end = if report.confirmed {
        "Written."
    } else {
        "Nothing was written. To write it, say --confirm."
    };
    format!(
        "{}{} rows read, {} people ({} new). {} facts new, {} corrected, {} already known.\n{} errors, {} warnings, {} notes.\n{end}",
        output::findings_text(&report.findings),
        report.rows_read,
        report.people,
        report.new_people,
        report.written,
        report.corrected,
        report.unchanged,
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Note),
    )
}
