//! `throughcare check`: checks an SSDA903 return and says of every rule whether it ran and what it found.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io::{BufReader, BufWriter, Write, stdout};
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use casework::import::ImportKind;
use ssda903::checked::{Checked, CheckedRule, OutcomeWord};
use ssda903::reference::{Authorities, Postcodes, Providers, ReferenceError};
use ssda903::{
    Collection, Finding, Rule, Severity, Submission, YearReading, ledger, read_year, rules,
};

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
    /// The authority that makes the return, by its nine-character or three-digit code
    #[arg(long, value_name = "CODE")]
    pub la: String,
    /// The year in which the collection ends
    #[arg(long, value_name = "YYYY", value_parser = clap::value_parser!(i16).range(2023..=2100))]
    pub collection: i16,
    /// Only these rules
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub rules: Vec<String>,
    /// Write here instead of to the screen; without --format the ending .json, .csv or .xlsx says how
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

pub fn run(everywhere: &Everywhere, options: &Options) -> Result<ExitCode, Failure> {
    let format = format_of(everywhere.format, options.out.as_deref());
    let chosen = chosen_rules(options)?;
    // The program ends when this does: giving back the memory of a large return piece by piece would only take time.
    let submission = ManuallyDrop::new(submission(options)?);
    let ledger = ManuallyDrop::new(ledger::check_with(&submission, chosen.into_iter()));
    let checked = ManuallyDrop::new(Checked::of(&ledger, &submission));
    match &options.out {
        Some(path) => {
            let cannot = |error: &dyn std::fmt::Display| {
                Failure::new(format!("{} cannot be written: {error}.", path.display()))
            };
            let file = fs::File::create(path).map_err(|error| cannot(&error))?;
            write(format, &checked, &submission, BufWriter::new(file))
                .map_err(|why| cannot(&why))?;
        }
        None if format == Format::Xlsx => {
            return Err(Failure::new(
                "A workbook needs a file: say where with --out FILE.xlsx.",
            ));
        }
        // A reader that has gone away is no fault.
        None => drop(write(
            format,
            &checked,
            &submission,
            BufWriter::new(stdout().lock()),
        )),
    }
    Ok(if checked.count() == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}

/// Writes piece by piece: the findings of a large return are many times the return.
fn write(
    format: Format,
    checked: &Checked<'_>,
    submission: &Submission,
    mut out: impl Write,
) -> Result<(), String> {
    let said = |error: &dyn std::fmt::Display| error.to_string();
    match format {
        Format::Json => serde_json::to_writer(&mut out, checked).map_err(|error| said(&error))?,
        Format::Csv => {
            checked_return::write_findings(checked, &mut out).map_err(|error| said(&error))?;
        }
        Format::Xlsx => {
            let workbook = checked_return::workbook(checked, submission);
            let bytes = workbook.ok_or("it is larger than a workbook can be")?;
            out.write_all(&bytes).map_err(|error| said(&error))?;
        }
        _ => out
            .write_all(text(checked).as_bytes())
            .map_err(|error| said(&error))?,
    }
    out.flush().map_err(|error| said(&error))
}

/// Where no format is named, the ending of the file says it: text in a file named .xlsx helps nobody.
fn format_of(format: Format, out: Option<&Path>) -> Format {
    let ending = out.and_then(Path::extension).map(OsStr::to_ascii_lowercase);
    let ending = ending.as_deref().and_then(OsStr::to_str);
    match (format, ending) {
        (Format::Text, Some("xlsx")) => Format::Xlsx,
        (Format::Text, Some("csv")) => Format::Csv,
        (Format::Text, Some("json")) => Format::Json,
        _ => format,
    }
}

/// The rules that were asked for, each once, in the order of the catalogue. All when none was named.
fn chosen_rules(options: &Options) -> Result<Vec<&'static Rule>, Failure> {
    let mut all: Vec<&Rule> = rules::of_year(options.collection).collect();
    if options.rules.is_empty() {
        return Ok(all);
    }
    let codes = options.rules.iter().map(|code| code.trim());
    let codes: Vec<&str> = codes.filter(|code| !code.is_empty()).collect();
    if codes.is_empty() {
        return Err(Failure::new(
            "--rules names no rule. Give codes such as 118,1001, or leave it out for all rules.",
        ));
    }
    for code in &codes {
        if !all.iter().any(|rule| rule.code.eq_ignore_ascii_case(code)) {
            return Err(Failure::new(format!(
                "There is no rule {code} in the collection of {}. Rules have codes such as 118, 503A or SW02STG1.",
                options.collection
            )));
        }
    }
    all.retain(|rule| {
        codes
            .iter()
            .any(|code| rule.code.eq_ignore_ascii_case(code))
    });
    Ok(all)
}

/// The nine-character code of the authority. One that nobody knows would make every placement lie outside.
fn authority(code: &str, authorities: &Authorities) -> Result<String, Failure> {
    let code = code.trim().to_uppercase();
    if authorities.knows(&code) || Authorities::dated().knows(&code) {
        return Ok(code);
    }
    let known = casework::authority::known(&code).map(|authority| authority.code);
    known.ok_or_else(|| {
        Failure::new(format!(
            "There is no authority {code}. Give its nine-character code, such as E10000017, or its three digits, such as 888."
        ))
    })
}

/// Everything that was handed in. What could not be read of the reference files is said on the error stream.
fn submission(options: &Options) -> Result<Submission, Failure> {
    let this_year = year(&options.this_year, options.collection)?;
    let mut earlier = Vec::new();
    for (path, year_ending) in options.last_year.iter().zip((0..options.collection).rev()) {
        let mut reading = year(path, year_ending)?;
        // The tables of every year have the same names.
        if path.is_dir() {
            for finding in &mut reading.findings {
                finding.file = format!("{}/{}", name(path), finding.file);
            }
        }
        earlier.push(reading);
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
    let la = authority(&options.la, authorities)?;
    let collection = Collection::new(options.collection, &la);
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
    let mut files = import::files(path, ImportKind::Ssda903)?;
    let mut unread = Vec::new();
    if path.is_dir() {
        // Folders inside hold other years: their rows must not be taken for this one's.
        files.retain(|file| !file.name.contains('/'));
        unread = not_read(path)?;
    }
    let mut reading = read_year(&files, year_ending, LARGEST_FILE);
    if reading.tables.is_empty() {
        let mut why: Vec<String> = Vec::new();
        for finding in unread.iter().chain(&reading.findings) {
            let reason = format!("{} {}", finding.reason, finding.remedy);
            if !why.contains(&reason) {
                why.push(reason);
            }
        }
        return Err(Failure::new(format!(
            "No table of a return was found in {}. {}",
            path.display(),
            why.join(" ")
        )));
    }
    reading.findings.splice(..0, unread);
    Ok(reading)
}

/// What lies in the folder and is no table by its name: a table that nobody reads switches rules off.
fn not_read(folder: &Path) -> Result<Vec<Finding>, Failure> {
    let finding = |entry: PathBuf| {
        let (reason, remedy) = if entry.is_dir() {
            (
                "This folder was not looked into.",
                "If the tables are inside, name it instead.",
            )
        } else {
            (
                "This file was not read: tables are read from files that end with .csv, .txt, .tsv or .xml.",
                "If it holds a table, save it as CSV.",
            )
        };
        Finding::new(Severity::Warning, reason, remedy).at_file(name(&entry))
    };
    let entries = import::entries(folder)?.into_iter();
    let unread = entries.filter(|entry| {
        !name(entry).starts_with('.') && !import::is_wanted(entry, ImportKind::Ssda903)
    });
    Ok(unread.map(finding).collect())
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
    let mut lines = could_not_run(of(OutcomeWord::CouldNotRun));
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
            let year = match row.years_ago {
                0 => String::new(),
                1 => "last year's ".to_owned(),
                ago => format!("{ago} years ago, "),
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
        "Rules: {} ran, {} not applicable, {} could not run. {} found.",
        of(OutcomeWord::Ran).count(),
        of(OutcomeWord::NotApplicable).count(),
        of(OutcomeWord::CouldNotRun).count(),
        rows(checked.count())
    ));
    format!("{}{}\n", output::findings_text(&reading), lines.join("\n"))
}

/// One paragraph for each thing that is missing, with the rules that need it.
fn could_not_run<'a>(rules: impl Iterator<Item = &'a CheckedRule<'a>>) -> Vec<String> {
    let mut codes: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for rule in rules {
        codes.entry(rule.why).or_default().push(rule.code);
    }
    let mut reasons: Vec<_> = codes.into_iter().collect();
    reasons.sort_by_key(|(_, codes)| std::cmp::Reverse(codes.len()));
    let paragraph = |(why, codes): (&str, Vec<&str>)| {
        let rules = match codes.len() {
            1 => "1 rule".to_owned(),
            count => format!("{count} rules"),
        };
        format!(
            "  could not run, {rules}: {why}\n            {}",
            codes.join(", ")
        )
    };
    reasons.into_iter().map(paragraph).collect()
}

fn rows(count: usize) -> String {
    if count == 1 {
        "1 row".to_owned()
    } else {
        format!("{count} rows")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_authority_has_to_be_known() {
        let check = |code: &str, found: Option<&str>| {
            let answer = authority(code, Authorities::dated());
            assert_eq!(answer.ok().as_deref(), found, "{code}");
        };
        check("E09000027", Some("E09000027"));
        check(" e09000027 ", Some("E09000027"));
        check("E08000038", Some("E08000038"));
        check("888", Some("E10000017"));
        check("E09999999", None);
        check("", None);
    }

    #[test]
    fn the_ending_of_the_file_says_the_format_unless_one_is_named() {
        let check = |format: Format, out: &str, used: Format| {
            assert_eq!(format_of(format, Some(Path::new(out))), used, "{out}");
        };
        check(Format::Text, "f.xlsx", Format::Xlsx);
        check(Format::Text, "f.CSV", Format::Csv);
        check(Format::Text, "f.json", Format::Json);
        check(Format::Text, "f.txt", Format::Text);
        check(Format::Text, "xlsx", Format::Text);
        check(Format::Csv, "f.json", Format::Csv);
    }

    #[test]
    fn only_the_tables_of_the_folder_itself_are_read() {
        let folder = std::env::temp_dir().join(format!("check_folder_{}", std::process::id()));
        let header = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n101,M,01/02/2010,WBRI,,,\n";
        fs::create_dir_all(folder.join("2026")).unwrap();
        fs::write(folder.join("2026/header.csv"), header).unwrap();
        fs::write(folder.join("episodes.xlsx"), "PK").unwrap();
        let refused = year(&folder, 2027).err().map(|failure| failure.0);
        assert!(
            refused
                .unwrap()
                .contains("This folder was not looked into.")
        );
        fs::write(folder.join("header.csv"), header).unwrap();
        let reading = year(&folder, 2027).ok().unwrap();
        assert_eq!(reading.year.header.len(), 1);
        let unread: Vec<&str> = reading
            .findings
            .iter()
            .map(|found| found.file.as_str())
            .collect();
        assert_eq!(unread, ["2026", "episodes.xlsx"]);
        fs::remove_dir_all(&folder).unwrap();
    }
}
