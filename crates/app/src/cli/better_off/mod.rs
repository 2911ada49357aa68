//! `throughcare better-off`: one case by options, or a file of households.

mod case;
mod file;
mod person;
mod printed;
mod start;

use std::{path::PathBuf, process::ExitCode};

use better_off::{
    BudgetCurve, Calendar, Change, Comparison, Household, budget_curve, changes_ahead, compare,
    rates_for,
};
use jiff::{ToSpan, civil::Date};
use serde::Serialize;
use uuid::Uuid;

use super::{
    Everywhere,
    output::{self, Failure, Format},
};

pub const EXAMPLES: &str = "Examples:
  throughcare better-off --born 2007-09-14 --care-status former-relevant --tenure private --rent 450 --area north-clwyd --nation wales --hours 16 --pay 10.85
  throughcare better-off --age 20 --care-status former-relevant --tenure supported --rent 1000 --offer \"Kitchen=24@10.85\" --offer \"Nursery=40@10.85\" --curve
  throughcare better-off --db sqlite:throughcare.db --person ID --tenure private --rent 450 --area central-lancs --offer \"Bakery=30@10.85\"
  throughcare better-off --households households.jsonl --format jsonl";

#[derive(Debug, clap::Args)]
pub struct Options {
    /// A file with one household a line, each with `id` and `inputs`; answers with one JSON line each
    #[arg(long, value_name = "FILE")]
    households: Option<PathBuf>,
    /// A young person recorded here, by the id in the address of their page: filled in from the record, which stays as it is;
    /// the other options change this sum only
    #[arg(long, value_name = "ID", conflicts_with = "households")]
    person: Option<Uuid>,
    /// The authority of that person, where the database holds several
    #[arg(long, value_name = "CODE", requires = "person")]
    la: Option<String>,
    #[command(flatten)]
    case: case::Case,
    /// The day for which to work it out; today if left out
    #[arg(long, value_name = "DATE")]
    as_at: Option<Date>,
    /// Another job to compare: NAME=HOURS@PAY; up to four
    #[arg(long, value_name = "NAME=HOURS@PAY")]
    offer: Vec<case::OfferText>,
    #[command(flatten)]
    start: start::Start,
    /// Show what is left after rent at each number of hours
    #[arg(long)]
    curve: bool,
}

/// The answer to one case.
#[derive(Debug, Serialize)]
struct Answer {
    /// Where each fact comes from; only for somebody who is recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<person::Record>,
    comparison: Comparison,
    curve: Option<BudgetCurve>,
    changes: Vec<Change>,
    calendar: Option<Calendar>,
}

/// Answers a file of households, if that is what is asked for: it needs nothing that other commands start first.
pub fn run_file(options: &Options) -> Option<Result<ExitCode, Failure>> {
    options.households.as_deref().map(file::answer)
}

pub async fn run(everywhere: &Everywhere, options: &Options) -> Result<ExitCode, Failure> {
    if let Some(answered) = run_file(options) {
        return answered;
    }
    let as_at = options
        .as_at
        .unwrap_or_else(|| everywhere.clock().moment().today);
    let answer = match options.person {
        Some(id) => {
            let (record, household) = person::read(everywhere, options, id, as_at).await?;
            Answer {
                record: Some(record),
                ..answer_for(options, &household, as_at)?
            }
        }
        None => answer(options, as_at)?,
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

fn answer(options: &Options, as_at: Date) -> Result<Answer, Failure> {
    answer_for(options, &options.case.household(as_at)?, as_at)
}

fn answer_for(options: &Options, household: &Household, as_at: Date) -> Result<Answer, Failure> {
    let offers: Vec<_> = options.offer.iter().map(|offer| offer.0.clone()).collect();
    let failed = |error: better_off::NoRates| Failure::new(error.to_string());
    let comparison = compare(household, &offers, as_at).map_err(failed)?;
    let curve = if options.curve {
        let rates = rates_for(household, as_at).map_err(failed)?;
        Some(budget_curve(household, &rates))
    } else {
        None
    };
    // Far enough for the last rule that ends with an age: council tax in Scotland, at 26.
    let next_year = as_at.checked_add(1.year()).unwrap_or(as_at);
    let until = household.claimant.born.reaches(26).unwrap_or(next_year);
    Ok(Answer {
        record: None,
        comparison,
        curve,
        changes: changes_ahead(household, as_at, until.max(next_year)),
        calendar: options.start.calendar(household, &offers, as_at)?,
    })
}

#[cfg(test)]
mod tests {
    use better_off::Pence;
    use clap::Parser;

    use super::*;
    use crate::{
        cli::{Command, CommandLine},
        clock::Clock,
    };

    /// This is the alarm: when it fails, enter the new rates in crates/better_off/parameters.
    #[test]
    fn rates_hold_for_today() {
        let today = Clock::Real.moment().today;
        let rates = better_off::Rates::on(today, today);
        assert!(rates.is_ok(), "{rates:?}");
        let area = better_off::Area::named("NORTH_CLWYD").unwrap();
        assert!(area.a_month(better_off::Category::A, today).is_some());
    }

    fn asked(arguments: &str) -> Result<Answer, Failure> {
        let words = ["throughcare", "better-off"]
            .into_iter()
            .chain(arguments.split_whitespace());
        let line = CommandLine::try_parse_from(words).unwrap();
        let Command::BetterOff(options) = line.command else {
            panic!("another command was read");
        };
        let today = jiff::civil::date(2026, 4, 30);
        answer(&options, options.as_at.unwrap_or(today))
    }

    const CONWY: &str = "--age 18 --care-status former-relevant --tenure private --rent 450 --area north-clwyd --nation wales";

    /// The examples of the benefit materials for 2026/27.
    #[test]
    fn options_make_the_household() {
        for (arguments, award, net_income) in [
            ("", 73_358, 73_358),
            ("--hours 16 --pay 10.85", 31_983, 107_210),
            ("--hours 16", 31_983, 107_210),
            ("--hours 37.5 --as-at 2025-04-30", 0, 146_330),
            ("--savings 6000.01", 72_923, 72_923),
        ] {
            let found = asked(&format!("{CONWY} {arguments}")).unwrap();
            let found = found.comparison.now.amounts;
            assert_eq!(
                (found.award, found.net_income),
                (Pence(award), Pence(net_income)),
                "{arguments}"
            );
        }
    }

    #[test]
    fn who_was_not_in_care_is_paid_for_a_room() {
        let other = CONWY.replace("former-relevant", "none");
        let found = asked(&other).unwrap().comparison.now.amounts;
        assert_eq!(found.award, Pence(68_099));
    }

    #[test]
    fn what_cannot_be_used_is_said() {
        for (arguments, sentence) in [
            ("--rent 450", "--born DATE"),
            ("--age 20 --tenure private --area atlantis", "atlantis"),
            ("--born 2030-01-01", "future"),
            ("--age 20 --as-at 2031-01-01", "2031-01-01"),
            (
                "--age 20 --starts-on 2026-06-01 --first-paid-on 2026-06-30",
                "--offer",
            ),
        ] {
            let failure = asked(arguments).err().unwrap();
            assert!(
                format!("{failure:?}").contains(sentence),
                "{arguments}: {failure:?}"
            );
        }
    }

    #[test]
    fn the_text_says_the_sums_the_offers_the_cliffs_and_the_calendar() {
        let found = asked(&format!(
            "{CONWY} --assessment-day 10 --curve --offer Kitchen=16@10.85 --starts-on 2026-06-01 --first-paid-on 2026-06-30"
        ));
        let text = printed::text(&found.unwrap());
        for part in [
            "Standard allowance",
            "£733.58",
            "UC Regs 2013 Sch 4 para 29(2)",
            "Kitchen: take-home pay £752.27",
            "more after rent",
            "Hours a week",
            "ask: ",
            "What changes by itself",
            "2026-06-30  Wage",
            "too little",
        ] {
            assert!(text.contains(part), "{part}\n{text}");
        }
    }
}
