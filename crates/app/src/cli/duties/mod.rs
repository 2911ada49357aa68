//! `throughcare duties`: who owes what by when, for one person from a file of facts or from the records; and what protocols say.

mod everyone;
mod facts_file;
mod from_records;
mod printed;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use clap::Subcommand;
use jiff::civil::Date;
use leaving_care::{
    duty::{Protocol, Protocols, duties, explain},
    event::EventKind,
};
use serde_json::json;
use uuid::Uuid;

use super::{
    Everywhere,
    output::{self, Failure, Format},
};
use facts_file::FactsFile;

pub const EXAMPLES: &str = "Examples:
  throughcare duties --facts facts.json --as-at 2026-03-20 --format json
  throughcare duties --facts facts.json --as-at 2026-03-20 --known-at 2026-03-19
  throughcare duties --db sqlite:throughcare.db --person 0198c5a0-0000-7000-8000-000000000000
  throughcare duties kinds
  throughcare duties protocols --explain essex_jobcentre_2014";

#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Options {
    /// What happened to one person, as JSON; needs no database (docs/duties.md)
    #[arg(long, value_name = "FILE", conflicts_with = "person")]
    facts: Option<PathBuf>,
    /// A young person recorded here, by the id in the address of their page
    #[arg(long, value_name = "ID")]
    person: Option<Uuid>,
    /// Everybody in the database: how many duties stand how, authority by authority
    #[arg(long, conflicts_with_all = ["facts", "person", "known_at"])]
    everyone: bool,
    /// The authority, where the database holds several
    #[arg(long, value_name = "CODE", conflicts_with = "facts")]
    la: Option<String>,
    /// The day; today if left out
    #[arg(long, value_name = "DATE")]
    as_at: Option<Date>,
    /// As it was known at the end of this day
    #[arg(long, value_name = "DATE")]
    known_at: Option<Date>,
    /// A protocol of your own to look at as well (TOML); may be given several times
    #[arg(long, value_name = "FILE", requires = "facts")]
    protocol: Vec<PathBuf>,
    #[command(subcommand)]
    about: Option<About>,
}

#[derive(Debug, Clone, Subcommand)]
pub enum About {
    /// Print the kinds of event that protocols know
    Kinds,
    /// Print the protocols that ship with the program, or one of them as a table
    Protocols {
        /// The id of a protocol, or a file with one: print its duties with anchor, first due day, cadence and whether doing it early
        /// resets the clock
        #[arg(long, value_name = "ID")]
        explain: Option<String>,
    },
}

pub async fn run(everywhere: &Everywhere, options: &Options) -> Result<ExitCode, Failure> {
    if options.everyone {
        return everyone::run(everywhere, options.la.as_deref(), options.as_at).await;
    }
    match (&options.about, &options.facts, options.person) {
        (Some(About::Kinds), _, _) => print_kinds(everywhere.format),
        (Some(About::Protocols { explain: None }), _, _) => print_protocols(everywhere.format),
        (Some(About::Protocols { explain: Some(id) }), _, _) => {
            explain_protocol(id, everywhere.format)?;
        }
        (None, Some(path), _) => return from_file(everywhere, options, path),
        (None, None, Some(person)) => {
            let asked = from_records::Asked {
                authority: options.la.as_deref(),
                person,
                as_at: options.as_at,
                known_at: options.known_at,
            };
            return from_records::from_records(everywhere, &asked).await;
        }
        (None, None, None) => {
            return Err(Failure::new(
                "Say whose duties: --facts FILE for a file, --person ID for somebody in the records, or --everyone. `throughcare duties --help` shows examples.",
            ));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn from_file(everywhere: &Everywhere, options: &Options, path: &Path) -> Result<ExitCode, Failure> {
    let text = read(path)?;
    let own = options
        .protocol
        .iter()
        .map(|path| own_protocol(path.as_path()))
        .collect::<Result<Vec<_>, Failure>>()?;
    let known = FactsFile::read(&text, &own);
    for finding in &known.findings {
        eprintln!("throughcare: {finding}");
    }
    let Some(file) = known.file else {
        if everywhere.format == Format::Json {
            output::print_json(
                &json!({ "error": "The file cannot be used.", "findings": known.findings }),
            );
        }
        return Ok(ExitCode::from(1));
    };
    let as_at = options
        .as_at
        .unwrap_or_else(|| everywhere.clock().moment().today);
    let facts = match options.known_at {
        Some(day) => file.facts.known_on(day),
        None => file.facts,
    };
    let list = duties(&facts, &file.protocols, as_at);
    let lines: Vec<printed::Line<'_>> = list.iter().map(printed::Line::from).collect();
    match everywhere.format {
        Format::Json => output::print_json(&printed::as_json(&lines)),
        _ => output::print_text(&printed::as_text(&lines, as_at)),
    }
    Ok(ExitCode::SUCCESS)
}

fn print_kinds(format: Format) {
    if format == Format::Json {
        let kinds: Vec<_> = EventKind::ALL
            .iter()
            .map(|kind| json!({ "kind": kind.code(), "meaning": kind.label() }))
            .collect();
        return output::print_json(&kinds);
    }
    let lines: Vec<String> = EventKind::ALL
        .iter()
        .map(|kind| format!("{:<34} {}", kind.code(), kind.label()))
        .collect();
    output::print_text(&lines.join("\n"));
}

fn print_protocols(format: Format) {
    let protocols = Protocols::shipped();
    if format == Format::Json {
        let all: Vec<_> = protocols
            .iter()
            .map(|protocol| {
                json!({
                    "id": protocol.id,
                    "title": protocol.title,
                    "version": protocol.version,
                    "nation": protocol.nation,
                    "parties": protocol.parties,
                    "duties": protocol.duties.len(),
                    "source": protocol.source,
                })
            })
            .collect();
        return output::print_json(&all);
    }
    let lines: Vec<String> = protocols
        .iter()
        .map(|protocol| {
            format!(
                "{:<28} {:<8} {:>3} duties  {}",
                protocol.id,
                protocol.version,
                protocol.duties.len(),
                protocol.title
            )
        })
        .collect();
    output::print_text(&lines.join("\n"));
}

fn explain_protocol(id: &str, format: Format) -> Result<(), Failure> {
    let protocol = match Protocols::shipped().find(id) {
        Some(protocol) => Arc::clone(protocol),
        None if Path::new(id).is_file() => own_protocol(Path::new(id))?,
        None => {
            let known: Vec<&str> = Protocols::shipped()
                .iter()
                .map(|protocol| protocol.id.as_str())
                .collect();
            return Err(Failure::new(format!(
                "There is no protocol \"{id}\". There are {}; a file of your own works too.",
                known.join(", ")
            )));
        }
    };
    let rows = explain(&protocol);
    match format {
        Format::Json => output::print_json(&json!({
            "id": protocol.id,
            "title": protocol.title,
            "version": protocol.version,
            "source": protocol.source,
            "duties": rows,
        })),
        _ => output::print_text(&printed::explained(&protocol, &rows)),
    }
    Ok(())
}

/// A protocol of somebody's own. A wrong one is refused with everything that is wrong in it.
fn own_protocol(path: &Path) -> Result<Arc<Protocol>, Failure> {
    Protocol::parse(&read(path)?)
        .map(Arc::new)
        .map_err(|faults| {
            let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
            Failure::new(format!(
                "{} is not used.\n{}",
                path.display(),
                faults.join("\n")
            ))
        })
}

/// The text of a file; of "-", what is handed in.
fn read(path: &Path) -> Result<String, Failure> {
    let text = if path == Path::new("-") {
        std::io::read_to_string(std::io::stdin())
    } else {
        std::fs::read_to_string(path)
    };
    text.map_err(|wrong| {
        Failure::new(format!(
            "{} cannot be read: {wrong}. Check the name, and that it is text in UTF-8.",
            path.display()
        ))
    })
}
