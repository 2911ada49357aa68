//! `throughcare target`: what an authority aims for.

use std::process::ExitCode;

use casework::target::{NewTarget, set};
use clap::Subcommand;

use super::{
    Everywhere,
    output::{self, Failure},
};

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

/// "54.5" as 5450: exact, because money and targets are not floating point.
fn hundredths(text: &str) -> Result<i64, String> {
    let wrong = || "give a number such as 55 or 54.5".to_owned();
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    if part.len() > 2 {
        return Err("give at most two decimals".to_owned());
    }
    let whole: i64 = whole.parse().map_err(|_| wrong())?;
    let part: i64 = if part.is_empty() {
        0
    } else {
        format!("{part:0<2}").parse().map_err(|_| wrong())?
    };
    if whole < 0 || part < 0 {
        Err(wrong())
    } else {
        Ok(whole * 100 + part)
    }
}

#[cfg(test)]
mod tests {
    use super::hundredths;

    #[test]
    fn targets_are_exact() {
        let check = |text: &str, expected: Option<i64>| {
            assert_eq!(hundredths(text).ok(), expected, "{text}");
        };
        check("55", Some(5500));
        check("54.5", Some(5450));
        check("54.17", Some(5417));
        check("0.05", Some(5));
        check("54.175", None);
        check("-1", None);
        check("1.-5", None);
        check("many", None);
    }
}
