//! The command line: what can be asked, and how it is answered.

mod account;
mod better_off;
mod check;
mod demo;
mod duties;
mod entitlements;
mod explain;
mod export;
mod import;
mod key;
mod mail;
mod measure;
mod output;
mod reference;
mod serve;
mod statutory_return;
mod target;

use std::process::ExitCode;

use casework::{Actor, Office};
use clap::{Parser, Subcommand};
use jiff::civil::Date;
use store_address::DatabaseAddress;

use crate::clock::Clock;
use output::{Failure, Format};

mod store_address;
mod synthesise;

/// The system of a leaving-care service: who is in education, employment or training, who is not, and what to do about it.
#[derive(Debug, Parser)]
#[command(
    name = "throughcare",
    version,
    about,
    max_term_width = 100,
    subcommand_required = true,
    arg_required_else_help = true
)]
pub struct CommandLine {
    #[command(flatten)]
    pub everywhere: Everywhere,
    #[command(subcommand)]
    pub command: Command,
}

/// Options that every command takes.
#[derive(Debug, Clone, clap::Args)]
pub struct Everywhere {
    /// The database: sqlite:PATH or postgres://USER@HOST/NAME
    #[arg(
        long,
        global = true,
        env = "THROUGHCARE_DB",
        default_value = store_address::DEFAULT,
        value_name = "URL"
    )]
    pub db: DatabaseAddress,
    /// Act as if it were this day, such as 2025-09-30
    #[arg(long, global = true, value_name = "DATE")]
    pub today: Option<Date>,
    /// How to print the answer
    #[arg(long, global = true, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Where the key for secret identifiers is kept; made when missing
    #[arg(long, global = true, env = "THROUGHCARE_KEY_FILE", value_name = "FILE")]
    pub key_file: Option<std::path::PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a made-up council once, and open it in the browser
    #[command(after_help = "Example:\n  throughcare demo --port 8080")]
    Demo(serve::Options),
    /// Fill an empty authority with made-up people who reproduce its published figures
    #[command(
        after_help = "Examples:\n  throughcare synthesise --la E10000017 --year 2025 --seed 1\n  throughcare synthesise --la all --year 2025 --seed 1"
    )]
    Synthesise(synthesise::Options),
    /// Serve the pages and the API
    #[command(after_help = "Example:\n  throughcare serve --port 8080 --db sqlite:throughcare.db")]
    Serve(serve::Options),
    /// Read files and say what is wrong and what would change; write it with --confirm
    #[command(subcommand)]
    Import(import::Kind),
    /// Check an SSDA903 return against the Department's rules; ends with 1 when something was found
    #[command(after_help = check::EXAMPLES)]
    Check(check::Options),
    /// What a rule of the return says, why, and how to mend what it finds
    #[command(after_help = "Example:\n  throughcare explain 118")]
    Explain(explain::Options),
    /// Produce the statutory return (SSDA903) of a year from the case records
    #[command(after_help = statutory_return::EXAMPLES)]
    Return(statutory_return::Options),
    /// Care leavers as other systems and inspectors ask for them
    #[command(subcommand)]
    Export(export::Command),
    /// Published figures
    #[command(subcommand)]
    Reference(reference::Command),
    /// Ask a measure: `list`, `table`, or a measure's id
    #[command(after_help = measure::EXAMPLES)]
    Measure(measure::Options),
    /// Would somebody be better off in work? One case, or a file of households
    #[command(after_help = better_off::EXAMPLES)]
    BetterOff(Box<better_off::Options>),
    /// Who owes what by when: for one person from a file of facts, and what the protocols say
    #[command(after_help = duties::EXAMPLES)]
    Duties(Box<duties::Options>),
    /// What care leavers are entitled to on a day: for all, at a council, or for one young person
    #[command(after_help = entitlements::EXAMPLES)]
    Entitlements(entitlements::Options),
    /// Targets
    #[command(subcommand)]
    Target(target::Command),
    /// Accounts
    #[command(subcommand)]
    Account(account::Command),
}

impl Command {
    /// Refuses a format in which the command cannot print.
    fn must_print(&self, format: Format) -> Result<(), Failure> {
        let others: &[Format] = match self {
            Self::Check(_) => &[Format::Csv, Format::Xlsx],
            Self::BetterOff(_) => &[Format::Jsonl],
            _ => &[],
        };
        if [Format::Text, Format::Json].contains(&format) || others.contains(&format) {
            return Ok(());
        }
        Err(Failure::new(
            "This command cannot print in that format: use --format text or --format json.",
        ))
    }
}

/// Runs a command that needs no database, network or threads of the server, before any of that is started. `None`: another command.
pub fn run_at_once(command_line: &CommandLine) -> Option<ExitCode> {
    let format = command_line.everywhere.format;
    let Command::BetterOff(options) = &command_line.command else {
        return None;
    };
    command_line.command.must_print(format).ok()?;
    Some(ended(better_off::run_file(options)?, format))
}

/// Runs a command and gives the exit code: 0 done, 1 nothing could be used of the files given, 2 could not be done.
pub async fn run(command_line: CommandLine) -> ExitCode {
    let format = command_line.everywhere.format;
    let everywhere = command_line.everywhere;
    if let Err(failure) = command_line.command.must_print(format) {
        output::print_failure(&failure, Format::Text);
        return ExitCode::from(2);
    }
    let result = match command_line.command {
        Command::Demo(options) => demo::run(&everywhere, &options).await,
        Command::Synthesise(options) => synthesise::run(&everywhere, &options).await,
        Command::Serve(options) => serve::run(&everywhere, &options).await,
        Command::Import(kind) => import::run(&everywhere, &kind).await,
        Command::Check(options) => check::run(&everywhere, &options),
        Command::Explain(options) => explain::run(&everywhere, &options),
        Command::Return(options) => statutory_return::run(&everywhere, &options).await,
        Command::Export(command) => export::run(&everywhere, &command).await,
        Command::Reference(command) => reference::run(&everywhere, &command).await,
        Command::Measure(options) => measure::run(&everywhere, &options).await,
        Command::BetterOff(options) => better_off::run(&everywhere, &options).await,
        Command::Duties(options) => duties::run(&everywhere, &options).await,
        Command::Entitlements(options) => entitlements::run(&everywhere, &options).await,
        Command::Target(command) => target::run(&everywhere, &command).await,
        Command::Account(command) => account::run(&everywhere, &command).await,
    };
    ended(result, format)
}

fn ended(result: Result<ExitCode, Failure>, format: Format) -> ExitCode {
    match result {
        Ok(code) => code,
        Err(failure) => {
            output::print_failure(&failure, format);
            ExitCode::from(2)
        }
    }
}

impl Everywhere {
    pub fn clock(&self) -> Clock {
        self.today.map_or(Clock::Real, Clock::Frozen)
    }

    pub async fn office(&self) -> Result<Office, Failure> {
        self.db.prepare()?;
        let key = key::load_or_make(self.key_file.as_deref(), &self.db)?;
        Ok(Office::open(self.db.as_str(), key).await?)
    }

    /// The command line acting for an authority, named by any of its codes.
    ///
    /// Without a name it is the one authority that has people here. An import into an empty database may leave it out too: what it
    /// brings belongs to an authority that is "not stated", and a later question about any authority is then answered from it.
    pub async fn actor(&self, office: &Office, la: Option<&str>) -> Result<Actor, Failure> {
        let here = casework::authority::with_people(office).await?;
        let code = match (la, &here[..]) {
            (Some(la), [only]) if casework::authority::is_not_stated(&only.code) => {
                casework::authority::find(office, la).await?;
                only.code.clone()
            }
            (Some(la), _) => casework::authority::find(office, la).await?.code,
            (None, [only]) => only.code.clone(),
            (None, []) => casework::authority::not_stated(office).await?.code,
            (None, several) => {
                let names: Vec<String> = several
                    .iter()
                    .map(|authority| format!("{} ({})", authority.name, authority.code))
                    .collect();
                return Err(Failure::new(format!(
                    "This database holds several authorities: say which with --la. There are {}.",
                    names.join(", ")
                )));
            }
        };
        Ok(Actor::command_line(&code, self.clock().moment()))
    }
}
