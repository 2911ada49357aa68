//! `throughcare better-off`: one case by options, or a file of households.

mod case;
mod printed;

use std::{fs, path::PathBuf, process::ExitCode};

use better_off::{
    BudgetCurve, Change, Comparison, budget_curve, changes_ahead, compare, household_file,
    rates_for,
};
use jiff::{ToSpan, civil::Date};
use serde::Serialize;

use super::{
    Everywhere,
    output::{self, Failure, Format},
};

pub const EXAMPLES: &str = "Examples:
  throughcare better-off --born 2007-09-14 --care-status former-relevant --tenure private --rent 450 --area north-clwyd --nation wales --hours 16 --pay 10.85
  throughcare better-off --age 20 --care-status former-relevant --tenure supported --rent 1000 --offer \"Kitchen=24@10.85\" --offer \"Nursery=40@10.85\" --curve
  throughcare better-off --households households.jsonl --format jsonl";

#[derive(Debug, clap::Args)]
pub struct Options {
    /// A file with one household a line, each with `id` and `inputs`; answers with one JSON line each
    #[arg(long, value_name = "FILE")]
    households: Option<PathBuf>,
    #[command(flatten)]
    case: case::Case,
    /// The day for which to work it out; today if left out
    #[arg(long, value_name = "DATE")]
    as_at: Option<Date>,
    /// Another job to compare: NAME=HOURS@PAY; up to four
    #[arg(long, value_name = "NAME=HOURS@PAY")]
    offer: Vec<case::OfferText>,
    /// Show what is left after rent at each number of hours
    #[arg(long)]
    curve: bool,
}

/// The answer to one case.
#[derive(Debug, Serialize)]
struct Answer {
    comparison: Comparison,
    curve: Option<BudgetCurve>,
    changes: Vec<Change>,
}

pub fn run(everywhere: &Everywhere, options: &Options) -> Result<ExitCode, Failure> {
    if let Some(path) = &options.households {
        return answer_file(path);
    }
    let as_at = options
        .as_at
        .unwrap_or_else(|| everywhere.clock().moment().today);
    let household = options.case.household(as_at)?;
    let offers: Vec<_> = options.offer.iter().map(|offer| offer.0.clone()).collect();
    let failed = |error: better_off::NoRates| Failure::new(error.to_string());
    let comparison = compare(&household, &offers, as_at).map_err(failed)?;
    let curve = if options.curve {
        let rates = rates_for(&household, as_at).map_err(failed)?;
        Some(budget_curve(&household, &rates))
    } else {
        None
    };
    let until = as_at.checked_add(1.year()).unwrap_or(as_at);
    let answer = Answer {
        comparison,
        curve,
        changes: changes_ahead(&household, as_at, until),
    };
    match everywhere.format {
        Format::Text => output::print_text(&printed::text(&answer)),
        Format::Json => output::print_json(&answer),
        Format::Jsonl => output::print_text(&serde_json::to_string(&answer).unwrap_or_default()),
        Format::Csv | Format::Xlsx => {
            return Err(Failure::new(
                "This answer is text or JSON: leave --format out, or say --format json.",
            ));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Files are answered with JSON lines whatever the format: that is what they are for.
fn answer_file(path: &PathBuf) -> Result<ExitCode, Failure> {
    let text = fs::read_to_string(path)
        .map_err(|error| Failure::new(format!("{} cannot be read: {error}.", path.display())))?;
    let answers = household_file::answer(&text).map_err(|error| Failure::new(error.to_string()))?;
    for unreadable in &answers.unreadable {
        eprintln!("{} {unreadable}.", path.display());
    }
    output::print_text(answers.text.trim_end());
    Ok(if answers.answered == 0 {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    })
}

#[cfg(test)]
mod tests {
    use crate::clock::Clock;

    /// This is the alarm: when it fails, enter the new rates in crates/better_off/parameters.
    #[test]
    fn rates_hold_for_today() {
        let today = Clock::Real.moment().today;
        let rates = better_off::Rates::on(today, today);
        assert!(rates.is_ok(), "{rates:?}");
        let area = better_off::Area::named("NORTH_CLWYD").unwrap();
        assert!(area.a_month(better_off::Category::A, today).is_some());
    }
}
