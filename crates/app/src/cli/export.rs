//! `throughcare export`: care leavers as Ofsted's Annex A List 9 and as the Standard Safeguarding Dataset.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use casework::export::{List, ListCell, care_leavers, list_nine, ssd_care_leavers, ssd_person};
use clap::Subcommand;
use serde_json::json;
use uuid::Uuid;

use super::{
    Everywhere,
    output::{self, Failure, Format},
};
use crate::api::History;
use crate::web::spreadsheet::{Cell, Sheet, csv_bytes, xlsx_bytes};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Ofsted's Annex A, List 9 (care leavers), as they are today
    #[command(
        after_help = "Example:\n  throughcare export annex-a-list-9 --la E10000017 --out list_9.xlsx"
    )]
    #[command(name = "annex-a-list-9")]
    AnnexAList9 {
        /// The authority, by its nine-character or three-digit code
        #[arg(long, value_name = "CODE")]
        la: Option<String>,
        /// The file; its ending says whether it is .xlsx or .csv
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Everything that is held about one young person, as JSON: for whoever asks what is kept about them
    #[command(
        after_help = "Example:\n  throughcare export person --la 888 --person ID --out record.json"
    )]
    Person {
        /// The authority, by its nine-character or three-digit code
        #[arg(long, value_name = "CODE")]
        la: Option<String>,
        /// By the id in the address of their page
        #[arg(long, value_name = "ID")]
        person: Uuid,
        /// The file, .json
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// The Standard Safeguarding Dataset: `ssd_care_leavers`, as they are today
    #[command(
        after_help = "Example:\n  throughcare export ssd-care-leavers --la E10000017 --out ssd_care_leavers.csv --people ssd_person.csv"
    )]
    SsdCareLeavers {
        /// The authority, by its nine-character or three-digit code
        #[arg(long, value_name = "CODE")]
        la: Option<String>,
        /// The file, .csv
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// Write `ssd_person` beside it to this file, .csv: it holds the dates of birth
        #[arg(long, value_name = "FILE")]
        people: Option<PathBuf>,
    },
}

pub async fn run(everywhere: &Everywhere, command: &Command) -> Result<ExitCode, Failure> {
    let (la, out, people) = match command {
        Command::Person { la, person, out } => {
            return one_person(everywhere, la.as_deref(), *person, out).await;
        }
        Command::AnnexAList9 { la, out } => (la, out, None),
        Command::SsdCareLeavers { la, out, people } => (la, out, people.as_ref()),
    };
    let is_list_nine = matches!(command, Command::AnnexAList9 { .. });
    // Before anything is read: a wrong ending would only be found out at the end.
    for path in [Some(out), people].into_iter().flatten() {
        ending(path, is_list_nine)?;
    }
    everywhere.db.must_exist()?;
    let office = everywhere.office().await?;
    let actor = everywhere.actor(&office, la.as_deref()).await?;
    let found = care_leavers(&actor, &office).await?;
    office.close().await;
    if is_list_nine {
        write(out, list_nine(&found))?;
    } else {
        write(out, ssd_care_leavers(&found))?;
        if let Some(people) = people {
            write(people, ssd_person(&found))?;
        }
    }
    match everywhere.format {
        Format::Json => output::print_json(&json!({ "care_leavers": found.len() })),
        _ => output::print_text(&format!(
            "{} care leavers written to {}.",
            found.len(),
            out.display()
        )),
    }
    Ok(ExitCode::SUCCESS)
}

/// The same as the API gives: every version of every fact, contacts, money and sums.
async fn one_person(
    everywhere: &Everywhere,
    la: Option<&str>,
    person: Uuid,
    out: &Path,
) -> Result<ExitCode, Failure> {
    everywhere.db.must_exist()?;
    let office = everywhere.office().await?;
    let actor = everywhere.actor(&office, la).await?;
    let held = History::read(&actor, &office, person).await;
    // Closing writes the audit log, also when the person was refused.
    office.close().await;
    let text = serde_json::to_string_pretty(&held?)
        .map_err(|error| Failure::new(format!("The record cannot be written: {error}.")))?;
    fs::write(out, text)
        .map_err(|error| Failure::new(format!("{} cannot be written: {error}.", out.display())))?;
    output::print_text(&format!("Everything held is in {}.", out.display()));
    Ok(ExitCode::SUCCESS)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    Csv,
    Xlsx,
}

fn ending(path: &Path, may_be_xlsx: bool) -> Result<Ending, Failure> {
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("csv") => Ok(Ending::Csv),
        Some("xlsx") if may_be_xlsx => Ok(Ending::Xlsx),
        _ => Err(Failure::new(format!(
            "{}: the name of the file must end with {}.",
            path.display(),
            if may_be_xlsx { ".xlsx or .csv" } else { ".csv" }
        ))),
    }
}

fn write(path: &Path, list: List) -> Result<(), Failure> {
    let cannot =
        |error: String| Failure::new(format!("{} cannot be written: {error}.", path.display()));
    let sheet = sheet(list);
    let bytes = match ending(path, true)? {
        Ending::Csv => csv_bytes(&sheet, false),
        Ending::Xlsx => xlsx_bytes(&sheet),
    };
    let bytes = bytes.ok_or_else(|| cannot("there is no memory for it".into()))?;
    fs::write(path, bytes).map_err(|error| cannot(error.to_string()))
}

/// As the pages write lists: no text can act as a formula.
fn sheet(list: List) -> Sheet {
    let cell = |cell: ListCell| match cell {
        ListCell::Text(text) => Cell::from(text),
        ListCell::Date(day) => Cell::from(day),
        ListCell::Number(number) => Cell::from(i32::from(number)),
    };
    Sheet {
        name: list.name,
        columns: list.columns,
        rows: list
            .rows
            .into_iter()
            .map(|row| row.into_iter().map(cell).collect())
            .collect(),
    }
}
