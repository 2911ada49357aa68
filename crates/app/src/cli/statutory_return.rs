//! `throughcare return`: the statutory return from the case records, the returns that were produced, and one of them again.

use std::{fs, path::PathBuf, process::ExitCode};

use casework::statutory_return::{
    self, Produced, Request, ReturnKept, ReturnOptions, Window, again, list,
};
use leaving_care::Severity;
use serde_json::json;
use uuid::Uuid;

use super::{
    Everywhere,
    measure::moment,
    output::{self, Failure, Format},
};
use crate::clock;

pub const EXAMPLES: &str = "Examples:
  throughcare return --la E10000017 --year 2026 --out return_2026
  throughcare return --la 888 --year 2026 --out return_2026 --xml --findings findings.csv
  throughcare return --la 888 --list
  throughcare return --la 888 --again 0198a3c4-7b1e-7c55-9d11-2f6f0a0a0a0a --out return_2026_again";

#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("what").required(true).args(["year", "again", "list"]))]
pub struct Options {
    /// The authority, by its nine-character or three-digit code
    #[arg(long, value_name = "CODE")]
    pub la: Option<String>,
    /// The year ENDING 31 March
    #[arg(long, value_name = "YYYY", value_parser = clap::value_parser!(i16).range(1992..=2100))]
    pub year: Option<i16>,
    /// The folder for the files; made when missing
    #[arg(long, value_name = "DIR", required_unless_present = "list")]
    pub out: Option<PathBuf>,
    /// One XML file instead of a CSV file for each table
    #[arg(long)]
    pub xml: bool,
    /// From the facts as they were known at the end of this day, or at this moment
    #[arg(long, value_name = "DATE", conflicts_with = "again")]
    pub known_at: Option<String>,
    /// How many months before the birthday news still tells the status on it
    #[arg(long, value_name = "MONTHS", default_value_t = Window::default().months_before)]
    pub window_before: u8,
    /// How many months after the birthday
    #[arg(long, value_name = "MONTHS", default_value_t = Window::default().months_after)]
    pub window_after: u8,
    /// Produce again a return that was produced before, by its number
    #[arg(long, value_name = "NUMBER")]
    pub again: Option<Uuid>,
    /// List the returns that were produced
    #[arg(long)]
    pub list: bool,
    /// Write all findings to this CSV file
    #[arg(long, value_name = "FILE")]
    pub findings: Option<PathBuf>,
}

pub async fn run(everywhere: &Everywhere, options: &Options) -> Result<ExitCode, Failure> {
    everywhere.db.must_exist()?;
    let office = everywhere.office().await?;
    let actor = everywhere.actor(&office, options.la.as_deref()).await?;
    if options.list {
        let kept = list(&actor, &office).await?;
        office.close().await;
        match everywhere.format {
            Format::Json => output::print_json(&kept),
            _ => output::print_text(&list_text(&kept)),
        }
        return Ok(ExitCode::SUCCESS);
    }
    let produced = if let Some(id) = options.again {
        again(&actor, &office, id).await?
    } else {
        let known_at = options.known_at.as_deref().map(moment).transpose()?;
        let request = Request {
            year: options.year.unwrap_or_default(),
            options: ReturnOptions {
                window: Window {
                    months_before: options.window_before,
                    months_after: options.window_after,
                },
                as_xml: options.xml,
            },
            known_at,
        };
        statutory_return::produce(&actor, &office, &request).await?
    };
    office.close().await;
    if let Some(folder) = &options.out {
        write(folder, &produced)?;
    }
    if let Some(path) = &options.findings {
        output::write_findings(path, &produced.findings)?;
    }
    match everywhere.format {
        Format::Json => output::print_json(&json!({
            "return": produced.kept,
            "rows": rows_json(&produced),
            "checked": produced.checked,
            "findings": produced.findings,
        })),
        _ => output::print_text(&text(&produced)),
    }
    // Findings are no failure: a return without a row is.
    let is_empty = produced.rows.iter().all(|(_, rows)| *rows == 0);
    Ok(ExitCode::from(u8::from(is_empty)))
}

fn write(folder: &PathBuf, produced: &Produced) -> Result<(), Failure> {
    let cannot = |path: &PathBuf, error: std::io::Error| {
        Failure::new(format!("{} cannot be written: {error}.", path.display()))
    };
    fs::create_dir_all(folder).map_err(|error| cannot(folder, error))?;
    for file in &produced.files {
        let path = folder.join(&file.name);
        fs::write(&path, &file.bytes).map_err(|error| cannot(&path, error))?;
    }
    Ok(())
}

fn rows_json(produced: &Produced) -> serde_json::Value {
    let rows = produced.rows.iter();
    rows.map(|(table, rows)| (table.name().to_owned(), json!(rows)))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

fn text(produced: &Produced) -> String {
    let count = |severity| {
        let of = |finding: &&leaving_care::Finding| finding.severity == severity;
        produced.findings.iter().filter(of).count()
    };
    let rows: Vec<String> = produced
        .rows
        .iter()
        .map(|(table, rows)| format!("{} {rows}", table.name()))
        .collect();
    let kept = &produced.kept;
    let is_empty = produced.rows.iter().all(|(_, rows)| *rows == 0);
    let empty = if is_empty {
        "The return is empty: nothing that belongs in it was known. Check --la, --year and --known-at.\n"
    } else {
        ""
    };
    format!(
        "{}{empty}Return for the year ending 31 March {}, from what was known on {}. Rows: {}.\n{} rules ran, {} do not apply, {} could not run: `throughcare check` takes the lists that they need.\n{} errors, {} warnings, {} notes.\nKept as {}: --again with this number gives the same files.",
        output::findings_text(&produced.findings),
        kept.year,
        clock::local(kept.known_at).strftime("%-d %B %Y at %H:%M"),
        rows.join(", "),
        produced.checked.ran,
        produced.checked.not_applicable,
        produced.checked.could_not_run.len(),
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Note),
        kept.id,
    )
}

fn list_text(kept: &[ReturnKept]) -> String {
    if kept.is_empty() {
        return "No return has been produced here yet.".to_owned();
    }
    let line = |kept: &ReturnKept| {
        format!(
            "{}  year ending 31 March {}, produced on {} by {}, {} files, by {}",
            kept.id,
            kept.year,
            clock::local(kept.produced_at).strftime("%-d %B %Y at %H:%M"),
            kept.produced_by,
            kept.files.len(),
            kept.rules,
        )
    };
    kept.iter().map(line).collect::<Vec<_>>().join("\n")
}
