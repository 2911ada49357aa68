//! `throughcare measure`: the list, the Department's tables, and one figure.

use std::process::ExitCode;

use casework::measure::{self, Answer, Dimension, MeasureQuery, TableRow};
use jiff::civil::Date;
use leaving_care::calendar::ReportingYear;
use measures::{population::Basis, suppression::Policy};
use serde_json::json;

use super::{
    Everywhere,
    output::{self, Failure, Format},
};
use crate::clock::end_of;

pub const EXAMPLES: &str = "Examples:
  throughcare measure list
  throughcare measure neet_19_21 --la E10000017 --as-at 2025-09-30 --basis live --by locality,code
  throughcare measure table --la 888 --year 2025 --publish department";

#[derive(Debug, clap::Args)]
pub struct Options {
    /// `list`, `table`, or a measure's id
    pub what: String,
    /// The authority, by its nine-character or three-digit code
    #[arg(long, value_name = "CODE")]
    pub la: Option<String>,
    /// The day as at which to count; today when not given
    #[arg(long, value_name = "DATE")]
    pub as_at: Option<Date>,
    /// Count as it was known at the end of this day, or at this moment
    #[arg(long, value_name = "DATE")]
    pub known_at: Option<String>,
    /// department (the last year to 31 March, status at the birthday) or live (status on the day)
    #[arg(long, value_parser = basis, value_name = "BASIS")]
    pub basis: Option<Basis>,
    /// Break down by locality, code, or both
    #[arg(long, value_delimiter = ',', value_parser = dimension, value_name = "LIST")]
    pub by: Vec<Dimension>,
    /// Hide small numbers: department or house
    #[arg(long, value_parser = policy, value_name = "POLICY")]
    pub publish: Option<Policy>,
    /// Also give the ids of the people counted
    #[arg(long)]
    pub people: bool,
    /// For `table`: the year ending 31 March
    #[arg(long, value_name = "YYYY")]
    pub year: Option<i16>,
}

pub async fn run(everywhere: &Everywhere, options: &Options) -> Result<ExitCode, Failure> {
    if options.what == "list" {
        print_list(everywhere.format);
        return Ok(ExitCode::SUCCESS);
    }
    everywhere.db.must_exist()?;
    if options.what != "table" && measures::measure::find(&options.what).is_none() {
        return Err(Failure::new(format!(
            "There is no measure \"{}\". `throughcare measure list` names them all.",
            options.what
        )));
    }
    let office = everywhere.office().await?;
    let actor = everywhere.actor(&office, options.la.as_deref()).await?;
    if options.what == "table" {
        let asked = options.year.map_or(
            Some(ReportingYear::last_ended(actor.moment.today)),
            ReportingYear::ending,
        );
        let year = asked.ok_or_else(|| {
            Failure::new("Give a year such as 2025: the one in which the year to 31 March ends.")
        })?;
        let rows = measure::table(&actor, &office, year, options.publish).await?;
        match everywhere.format {
            Format::Json => output::print_json(&json!({
                "authority": actor.authority, "year": year.year(), "basis": "department", "rows": rows
            })),
            _ => output::print_text(&table_text(&rows)),
        }
    } else {
        let query = MeasureQuery {
            measure: options.what.clone(),
            as_at: options.as_at.unwrap_or(actor.moment.today),
            known_at: options.known_at.as_deref().map(moment).transpose()?,
            basis: options.basis,
            by: options.by.clone(),
            publish: options.publish,
        };
        let answer = measure::ask(&actor, &office, &query).await?;
        match everywhere.format {
            Format::Json => output::print_json(&answer_json(&answer, options.people)),
            _ => output::print_text(&answer_text(&answer)),
        }
    }
    office.close().await;
    Ok(ExitCode::SUCCESS)
}

fn basis(text: &str) -> Result<Basis, String> {
    text.parse()
        .map_err(|()| "say department or live".to_owned())
}

fn dimension(text: &str) -> Result<Dimension, String> {
    text.parse()
        .map_err(|()| "say locality, code, or locality,code".to_owned())
}

fn policy(text: &str) -> Result<Policy, String> {
    Policy::from_name(text).ok_or_else(|| "say department or house".to_owned())
}

/// A day means its end; a moment such as 2025-09-30T12:00:00Z means itself.
pub(super) fn moment(text: &str) -> Result<jiff::Timestamp, Failure> {
    if let (Ok(day), 10) = (text.parse::<Date>(), text.len()) {
        return Ok(end_of(day));
    }
    text.parse().map_err(|_| {
        Failure::new(
            "--known-at takes a day such as 2025-09-30, or a moment such as 2025-09-30T12:00:00Z.",
        )
    })
}

fn print_list(format: Format) {
    if format == Format::Json {
        let list: Vec<_> = measure::list()
                .map(|measure| {
                    let both = [Basis::Department, Basis::Live].into_iter();
                    let bases: Vec<Basis> = both.filter(|basis| measure.allows(*basis)).collect();
                    json!({
                        "id": measure.id, "title": measure.title, "counts": measure.counts, "out_of": measure.out_of,
                        "assumes": measure.assumes, "source": measure.source, "verified": measure.is_verified,
                        "polarity": measure.polarity, "usual_basis": measure.usual_basis,
                        "bases": bases,
                    })
                })
                .collect();
        output::print_json(&list);
    } else {
        let lines: Vec<String> = measure::list()
            .map(|measure| format!("{:30} {}", measure.id, measure.title))
            .collect();
        output::print_text(&lines.join("\n"));
    }
}

fn answer_json(answer: &Answer, with_people: bool) -> serde_json::Value {
    let mut value = serde_json::to_value(answer).unwrap_or_default();
    if let (true, Some(object), Some(figure)) = (with_people, value.as_object_mut(), &answer.figure)
    {
        object.insert(
            "people".into(),
            json!({ "numerator": figure.numerator, "denominator": figure.denominator }),
        );
    }
    value
}

fn answer_text(answer: &Answer) -> String {
    let counts = |numerator: Option<u64>, denominator: Option<u64>| match (numerator, denominator) {
        (Some(numerator), Some(denominator)) => format!(" ({numerator} of {denominator})"),
        _ => String::new(),
    };
    let year = answer
        .year
        .map(|year| format!(", year to 31 March {year}"))
        .unwrap_or_default();
    let mut lines = vec![
        format!(
            "{}: {}{}",
            answer.title,
            answer.count.printed,
            counts(answer.count.numerator, answer.count.denominator)
        ),
        format!("{}{year}, as at {}", answer.basis.label(), answer.as_at),
    ];
    lines.extend(answer.interval.map(|interval| {
        format!(
            "Between {:.1}% and {:.1}% is what so many people allow one to say.",
            interval.low, interval.high
        )
    }));
    lines.extend(
        answer
            .target
            .as_ref()
            .map(|target| format!("Target {}%: {}.", target.target.percent, target.label)),
    );
    lines.extend(answer.groups.iter().map(|group| {
        let of = counts(group.count.numerator, group.count.denominator);
        let share = group
            .share_of_counted
            .map(|share| format!(", {share:.1}% of all counted"))
            .unwrap_or_default();
        format!(
            "  {}: {}{of}{share}",
            group.values.join(", "),
            group.count.printed
        )
    }));
    lines.extend(answer.sentences.iter().cloned());
    lines.join("\n")
}

fn table_text(rows: &[TableRow]) -> String {
    let cell = |value: Option<String>, mark: &str| {
        value.unwrap_or_else(|| {
            if mark.is_empty() {
                "-".into()
            } else {
                mark.to_owned()
            }
        })
    };
    rows.iter()
        .map(|row| {
            format!(
                "{:12} {:6} {:68} {:>6} {:>5}",
                row.table,
                row.band,
                row.label,
                cell(row.count.map(|count| count.to_string()), row.mark),
                cell(row.percent.map(|percent| format!("{percent}%")), row.mark)
            )
        })
        .collect::<Vec<_>>()
        .join("\n")
}
