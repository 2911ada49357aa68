//! `throughcare reference`: published figures, and the postcode directory.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

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
    /// Make a small postcode file of the postcode directory, to be read at once by `check` and by the pages
    #[command(
        after_help = "Example:\n  throughcare reference postcodes ONSPD_AUG_2026_UK.csv --out postcodes.bin"
    )]
    Postcodes {
        /// The postcode directory of the Office for National Statistics, CSV
        directory: PathBuf,
        /// Where to write the small file
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
}

pub async fn run(everywhere: &Everywhere, command: &Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Import { files, release } => import_published(everywhere, files, *release).await,
        Command::Postcodes { directory, out } => shorten_postcodes(directory, out),
    }
}

fn shorten_postcodes(directory: &Path, out: &Path) -> Result<ExitCode, Failure> {
    let postcodes = super::check::postcodes(directory)?;
    let failed = |error: &dyn std::fmt::Display| {
        Failure::new(format!("{} cannot be written: {error}.", out.display()))
    };
    let file = fs::File::create(out).map_err(|error| failed(&error))?;
    postcodes
        .write_compact(std::io::BufWriter::new(file))
        .map_err(|error| failed(&error))?;
    output::print_text(&format!(
        "{} postcodes written to {}.",
        postcodes.len(),
        out.display()
    ));
    Ok(ExitCode::SUCCESS)
}

async fn import_published(
    everywhere: &Everywhere,
    files: &[PathBuf],
    release: Option<u16>,
) -> Result<ExitCode, Failure> {
    let further = files
        .iter()
        .map(|path| read(path, release))
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
