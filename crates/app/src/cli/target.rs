//! `throughcare target`: what an authority aims for.

use std::process::ExitCode;

use casework::target::{NewTarget, set};
use clap::Subcommand;

use super::{
    Everywhere,
    output::{self, Failure},
};
use crate::percentage;

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Set the target of a measure for a year
    #[command(
        after_help = "Example:\n  throughcare target set scc033f --la W06000003 --year 2016 --percent 55 --tolerance 10"
    )]
    Set {
        /// A measure's id
        measure: String,
        /// The authority, by its nine-character or three-digit code
        #[arg(long, value_name = "CODE")]
        la: Option<String>,
        /// The year ending 31 March
        #[arg(long, value_name = "YYYY")]
        year: i16,
        /// The target in percent, with up to two decimals
        #[arg(long, value_parser = hundredths, value_name = "NUMBER")]
        percent: i64,
        /// How far off still counts as within tolerance, in percentage points
        #[arg(long, value_parser = hundredths, default_value = "0", value_name = "NUMBER")]
        tolerance: i64,
        /// Where it was decided
        #[arg(long, default_value = "")]
        source: String,
    },
}

pub async fn run(everywhere: &Everywhere, command: &Command) -> Result<ExitCode, Failure> {
    let Command::Set {
        measure,
        la,
        year,
        percent,
        tolerance,
        source,
    } = command;
    let office = everywhere.office().await?;
    let actor = everywhere.actor(&office, la.as_deref()).await?;
    let target = NewTarget {
        measure: measure.clone(),
        year: *year,
        percent_hundredths: *percent,
        tolerance_hundredths: *tolerance,
        source: source.clone(),
    };
    set(&actor, &office, target).await?;
    office.close().await;
    output::print_text("The target is set.");
    Ok(ExitCode::SUCCESS)
}

fn hundredths(text: &str) -> Result<i64, String> {
    percentage::hundredths(text).ok_or_else(|| {
        "give a number from 0 to 100 with at most two decimals, such as 55 or 54.5".to_owned()
    })
}
