//! `throughcare reference`: published figures.

use std::{fs, path::PathBuf, process::ExitCode};

use casework::reference::{ReleaseFile, import};
use clap::Subcommand;

use super::{
    Everywhere,
    output::{self, Failure, Format},
};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write the published figures that ship with the product into the database, and further releases beside them
    #[command(
        after_help = "Examples:\n  throughcare reference import\n  throughcare reference import la_care_leavers_activity.csv --release 2026"
    )]
    Import {
        /// Further tables of care leavers as the Department publishes them, CSV
        files: Vec<PathBuf>,
        /// The year in which these were published
        #[arg(long, value_name = "YYYY", required = false, requires = "files")]
        release: Option<u16>,
    },
}

pub async fn run(everywhere: &Everywhere, command: &Command) -> Result<ExitCode, Failure> {
    let Command::Import { files, release } = command;
    let further = files
        .iter()
        .map(|path| read(path, *release))
        .collect::<Result<Vec<_>, _>>()?;
    let office = everywhere.office().await?;
    let actor = casework::Actor::command_line("", everywhere.clock().moment());
    let summary = import(&actor, &office, further).await?;
    office.close().await;
    match everywhere.format {
        Format::Json => output::print_json(&summary),
        _ => output::print_text(&format!(
            "{}{} figures of {} releases, {} indicators, {} neighbours, {} inspections, {} authorities.",
            output::findings_text(&summary.findings),
            summary.figures,
            summary.releases.len(),
            summary.indicators,
            summary.neighbours,
            summary.inspections,
            summary.authorities
        )),
    }
    Ok(ExitCode::SUCCESS)
}

fn read(path: &PathBuf, release: Option<u16>) -> Result<ReleaseFile, Failure> {
    let release_year = release.ok_or_else(|| {
        Failure::new("Say with --release in which year these files were published.")
    })?;
    let bytes = fs::read(path)
        .map_err(|error| Failure::new(format!("{} cannot be read: {error}.", path.display())))?;
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    Ok(ReleaseFile {
        name,
        bytes,
        release_year,
    })
}
