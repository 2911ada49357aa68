//! `throughcare check`: checks an SSDA903 return and says of every rule whether it ran and what it found.

use std::fs;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use casework::import::ImportKind;
use ssda903::checked::{Checked, OutcomeWord};
use ssda903::reference::{Authorities, Postcodes, Providers, ReferenceError};
use ssda903::{Collection, Rule, Submission, YearReading, ledger, read_year, rules};

use super::{
    Everywhere,
    import::{self, name},
    output::{self, Failure, Format},
};
use crate::checked_return;

pub const EXAMPLES: &str = "Examples:\n  throughcare check --this-year returns/2027 --last-year returns/2026 --providers ofsted.xlsx --postcodes ONSPD.csv --la E09000027 --collection 2027\n  throughcare check --this-year return.xml --la E09000027 --collection 2027 --rules 118,1001 --format xlsx --out findings.xlsx\n\nEnds with 0 when nothing was found, 1 when something was, 2 when the work could not be done.";

/// Larger files are refused unread.
const LARGEST_FILE: usize = 512 * 1024 * 1024;

/// The most rows of a rule that text shows; all are in JSON, CSV and XLSX.
const ROWS_SHOWN: usize = 5;

#[derive(Debug, clap::Args)]
pub struct Options {
    /// This year's return: a folder of CSV tables, or the XML
    #[arg(long, value_name = "DIR|XML")]
    pub this_year: PathBuf,
    /// Last year's return; give it again for the year before, and so on
    #[arg(long, value_name = "DIR|XML")]
    pub last_year: Vec<PathBuf>,
    /// Ofsted's list of providers; may be given more than once
    #[arg(long, value_name = "XLSX")]
    pub providers: Vec<PathBuf>,
    /// Postcodes: the Office for National Statistics' postcode directory as CSV, or the compact file made of it
    #[arg(long, value_name = "FILE")]
    pub postcodes: Option<PathBuf>,
    /// Which authority lies in which, instead of the dated list that comes with this program
    #[arg(long, value_name = "FILE")]
    pub authorities: Option<PathBuf>,
    /// The authority that makes the return, by its nine-character code
    #[arg(long, value_name = "CODE")]
    pub la: String,
    /// The year in which the collection ends
    #[arg(long, value_name = "YYYY", value_parser = clap::value_parser!(i16).range(2023..=2100))]
    pub collection: i16,
    /// Only these rules
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub rules: Vec<String>,
    /// Write here instead of to the screen
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

pub fn run(everywhere: &Everywhere, options: &Options) -> Result<ExitCode, Failure> {
    let chosen = chosen_rules(options)?;
    let submission = submission(options)?;
    let ledger = ledger::check_with(&submission, chosen.into_iter());
    let checked = Checked::of(&ledger, &submission);
    let bytes = match everywhere.format {
        Format::Json => serde_json::to_vec(&checked).ok(),
        Format::Csv => checked_return::findings_csv(&checked),
        Format::Xlsx => checked_return::workbook(&checked, &submission),
        _ => Some(text(&checked).into_bytes()),
    };
    let bytes = bytes.ok_or_else(|| Failure::new("There is no memory for the answer."))?;
    match (&options.out, everywhere.format) {
        (Some(path), _) => fs::write(path, bytes).map_err(|error| {
            Failure::new(format!("{} cannot be written: {error}.", path.display()))
        })?,
        (None, Format::Xlsx) => {
            return Err(Failure::new(
                "A workbook needs a file: say where with --out FILE.xlsx.",
            ));
        }
        (None, _) => output::print_bytes(&bytes),
    }
    Ok(if checked.count() == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}

fn chosen_rules(options: &Options) -> Result<Vec<&'static Rule>, Failure> {
    let all: Vec<&Rule> = rules::of_year(options.collection).collect();
    if options.rules.is_empty() {
        return Ok(all);
    }
    options
        .rules
        .iter()
        .map(|code| {
            all.iter()
                .find(|rule| rule.code.eq_ignore_ascii_case(code.trim()))
                .copied()
                .ok_or_else(|| {
                    Failure::new(format!(
                        "There is no rule {code} in the collection of {}.",
                        options.collection
                    ))
                })
        })
        .collect()
}

/// Everything that was handed in. What could not be read of the reference files is said on the error stream.
fn submission(options: &Options) -> Result<Submission, Failure> {
    let this_year = year(&options.this_year, options.collection)?;
    let mut earlier = Vec::new();
    for (path, year_ending) in options.last_year.iter().zip((0..options.collection).rev()) {
        earlier.push(year(path, year_ending)?);
    }
    let given;
    let authorities = match &options.authorities {
        None => Authorities::dated(),
        Some(path) => {
            given = Authorities::read(&bytes(path)?, &name(path))
                .map_err(|error| refused(path, &error))?;
            &given
        }
    };
    let postcodes = options.postcodes.as_deref().map(postcodes).transpose()?;
    let mut providers: Option<Providers> = None;
    for path in &options.providers {
        let (list, findings) =
            Providers::read(&bytes(path)?, &name(path)).map_err(|error| refused(path, &error))?;
        eprint!("{}", output::findings_text(&findings));
        match &mut providers {
            Some(all) => all.join(list),
            None => providers = Some(list),
        }
    }
    let collection = Collection::new(options.collection, &options.la);
    Ok(
        Submission::new(collection, this_year, earlier).with_reference(
            providers,
            postcodes,
            authorities,
        ),
    )
}

/// One year's return. A folder in which nothing could be read is a failure, never a clean return.
fn year(path: &Path, year_ending: i16) -> Result<YearReading, Failure> {
    let files = import::files(path, ImportKind::Ssda903)?;
    let reading = read_year(&files, year_ending, LARGEST_FILE);
    if reading.tables.is_empty() {
        let why: Vec<&str> = reading
            .findings
            .iter()
            .map(|finding| finding.reason.as_str())
            .collect();
        return Err(Failure::new(format!(
            "No table of a return was found in {}. {}",
            path.display(),
            why.join(" ")
        )));
    }
    Ok(reading)
}

/// Reads the postcode directory, or the small file made of it.
pub(super) fn postcodes(path: &Path) -> Result<Arc<Postcodes>, Failure> {
    let file = fs::File::open(path).map_err(|error| cannot_read(path, &error))?;
    let (postcodes, findings) = Postcodes::read(BufReader::new(file), &name(path))
        .map_err(|error| refused(path, &error))?;
    eprint!("{}", output::findings_text(&findings));
    Ok(Arc::new(postcodes))
}

fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|error| cannot_read(path, &error))
}

fn cannot_read(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("{} cannot be read: {error}.", path.display()))
}

fn refused(path: &Path, error: &ReferenceError) -> Failure {
    Failure::new(format!("{}: {error}", path.display()))
}

/// What became of the rules, most rows first, and on top those that could not run.
fn text(checked: &Checked<'_>) -> String {
    let of = |outcome| {
        checked
            .rules
            .iter()
            .filter(move |rule| rule.outcome == outcome)
    };
    let reading: Vec<_> = checked.reading.iter().copied().cloned().collect();
    let mut lines: Vec<String> = of(OutcomeWord::CouldNotRun)
        .map(|rule| format!("{:>10}  could not run: {}", rule.code, rule.why))
        .collect();
    let mut found: Vec<_> = of(OutcomeWord::Ran)
        .filter(|rule| !rule.findings.is_empty())
        .collect();
    found.sort_by_key(|rule| std::cmp::Reverse(rule.findings.len()));
    for rule in found {
        lines.push(format!(
            "{:>10}  {}: {}",
            rule.code,
            rows(rule.findings.len()),
            rule.message
        ));
        for row in rule.findings.iter().take(ROWS_SHOWN) {
            let values = checked_return::values(row);
            let year = if row.years_ago == 0 {
                ""
            } else {
                "last year's "
            };
            lines.push(format!(
                "            {year}{} line {}: child {}, {values}",
                row.table, row.line, row.child
            ));
        }
        if rule.findings.len() > ROWS_SHOWN {
            lines.push(format!(
                "            ... and {} more",
                rule.findings.len() - ROWS_SHOWN
            ));
        }
        lines.push(format!("            {} {}", rule.rule.why, rule.rule.fix));
    }
    lines.push(format!(
        "{} rules ran, {} do not apply, {} could not run. {} found.",
        of(OutcomeWord::Ran).count(),
        of(OutcomeWord::NotApplicable).count(),
        of(OutcomeWord::CouldNotRun).count(),
        rows(checked.count())
    ));
    format!("{}{}\n", output::findings_text(&reading), lines.join("\n"))
}

fn rows(count: usize) -> String {
    if count == 1 {
        "1 row".to_owned()
    } else {
        format!("{count} rows")
    }
}
