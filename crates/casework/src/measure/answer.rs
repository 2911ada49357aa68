//! One measure answered: the figure, who is behind it, groups, its interval and its target.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use measures::{
    figure::Figure,
    interval::{Interval, wilson_95},
    measure::{self, Band, Measure},
    population::{Basis, Population},
    published::PublishedValue,
    rounding::percent_text,
    suppression::{self, Policy},
    table,
    target::{Against, Target, against},
};
use serde::Serialize;

use super::{Dimension, policy_for, question, trend::category_of};
use crate::{
    actor::Actor,
    error::{Error, Result},
    office::Office,
    permission::Action,
    person::{
        PersonSummary,
        list::{live_population, summaries},
    },
};

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasureQuery {
    pub measure: String,
    pub as_at: Date,
    pub known_at: Option<Timestamp>,
    /// The measure's usual basis when not given.
    pub basis: Option<Basis>,
    pub by: Vec<Dimension>,
    /// Hide small numbers under this policy.
    pub publish: Option<Policy>,
}

/// How many out of how many; nothing where small numbers are hidden.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Count {
    pub numerator: Option<u64>,
    pub denominator: Option<u64>,
    /// Unrounded.
    pub percent: Option<f64>,
    /// Whole percent on the Department's basis, one decimal live; "not shown" when hidden, "none to count" of nobody.
    pub printed: String,
    pub suppressed: bool,
}

/// A part of the figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group {
    /// The value of each dimension asked for, in that order; "Not recorded" where there is none.
    pub values: Vec<String>,
    #[serde(flatten)]
    pub count: Count,
}

/// A target with where the figure stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TargetStanding {
    pub year: i64,
    #[serde(flatten)]
    pub target: Target,
    pub standing: Against,
    pub label: &'static str,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer {
    pub measure: &'static str,
    pub title: &'static str,
    pub authority: String,
    pub basis: Basis,
    pub as_at: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known_at: Option<Timestamp>,
    /// The year ending 31 March that the Department's basis is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<i16>,
    /// Whether the authority's own return says who is in the cohort, rather than time in care.
    pub cohort_from_return: bool,
    #[serde(flatten)]
    pub count: Count,
    /// The same percentage with 0, 1 and 2 decimals, half up.
    pub printed_with_decimals: Vec<String>,
    /// What the numbers allow one to say: Wilson's 95% interval, in percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<Interval>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<TargetStanding>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<Dimension>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
    #[serde(skip)]
    pub figure: Option<Figure>,
}

/// Asks a measure about the actor's authority.
pub async fn ask(actor: &Actor, office: &Office, query: &MeasureQuery) -> Result<Answer> {
    let policy = policy_for(actor, &actor.authority, query.publish)?;
    let measure = measure::find(&query.measure).ok_or(Error::NotFound("measure"))?;
    let question = question(actor, query, measure)?;
    let population = office
        .population(&actor.authority, question, query.known_at)
        .await?;
    let figure = measure.compute(&population);
    let decimals = u32::from(question.basis == Basis::Live);
    let count = match policy {
        None => shown(&figure, decimals),
        Some(policy) => published(measure, &population, &figure, policy, decimals),
    };
    let target = target_standing(
        actor,
        office,
        measure,
        &count,
        question.reporting_year().year(),
    )
    .await?;
    let (numerator, denominator) = sizes(&figure);
    office.note(actor, "measure.ask", None, measure.id).await?;
    Ok(Answer {
        measure: measure.id,
        title: measure.title,
        authority: actor.authority.clone(),
        basis: question.basis,
        as_at: question.as_at,
        known_at: query.known_at,
        year: (question.basis == Basis::Department).then(|| question.reporting_year().year()),
        cohort_from_return: population.cohort_from_return,
        printed_with_decimals: if count.suppressed {
            Vec::new()
        } else {
            (0..=2)
                .filter_map(|decimals| percent_text(numerator, denominator, decimals))
                .map(|text| format!("{text}%"))
                .collect()
        },
        interval: if count.suppressed {
            None
        } else {
            wilson_95(numerator, denominator)
        },
        target,
        by: query.by.clone(),
        groups: groups(measure, &population, &query.by, policy, decimals),
        count,
        figure: policy.is_none().then_some(figure),
    })
}

/// The people counted, or all out of whom they are counted, as they stand today. Reading them is audited one by one with the list.
pub async fn people_behind(
    actor: &Actor,
    office: &Office,
    figure: &Figure,
    counted_only: bool,
) -> Result<Vec<PersonSummary>> {
    actor.must(Action::ReadPeople, &actor.authority)?;
    actor.must(Action::ReadMeasures, &actor.authority)?;
    let people = if counted_only {
        &figure.numerator
    } else {
        &figure.denominator
    };
    let facts = office.facts(&actor.authority, None).await?;
    let population = live_population(actor, office).await?;
    let members = population
        .members
        .iter()
        .map(|member| (member.person, member))
        .collect();
    let lines = store::person::lines(&office.db, &actor.authority, people).await?;
    office
        .note(
            actor,
            "measure.people",
            None,
            format!("{} shown", lines.len()),
        )
        .await?;
    summaries(actor, office, &facts, &members, lines).await
}

fn sizes(figure: &Figure) -> (u64, u64) {
    (
        figure.numerator.len() as u64,
        figure.denominator.len() as u64,
    )
}

fn shown(figure: &Figure, decimals: u32) -> Count {
    let (numerator, denominator) = sizes(figure);
    Count {
        numerator: Some(numerator),
        denominator: Some(denominator),
        percent: figure.percent(),
        printed: percent_text(numerator, denominator, decimals)
            .map_or_else(|| "none to count".into(), |text| format!("{text}%")),
        suppressed: false,
    }
}

fn hidden() -> Count {
    Count {
        numerator: None,
        denominator: None,
        percent: None,
        printed: "not shown".into(),
        suppressed: true,
    }
}

/// Where the Department publishes the figure in a table, the whole table decides what is hidden; otherwise those counted and those
/// not counted are hidden together.
fn published(
    measure: &Measure,
    population: &Population,
    figure: &Figure,
    policy: Policy,
    decimals: u32,
) -> Count {
    let is_shown = if let (Some(category), Some(band)) = (category_of(measure), measure.band) {
        !table_of(measure, population, band, policy).is_suppressed(category)
    } else {
        let (numerator, denominator) = sizes(figure);
        let counts = [numerator, denominator - numerator]
            .map(|count| u32::try_from(count).unwrap_or(u32::MAX));
        let row = suppression::suppress_one_way(&counts);
        row.counts.first() != Some(&PublishedValue::Suppressed)
            && row.total != PublishedValue::Suppressed
    };
    if is_shown {
        shown(figure, decimals)
    } else {
        hidden()
    }
}

fn table_of(
    measure: &Measure,
    population: &Population,
    band: Band,
    policy: Policy,
) -> suppression::PublishedTable {
    if measure.id.starts_with("suitable_accommodation") {
        suppression::suppress_suitability(&table::suitability(population, band), policy)
    } else {
        suppression::suppress(&table::activity(population, band), policy)
    }
}

/// The figure by locality, by code, or by both; published, the numerators and the rest are hidden as one matrix.
fn groups(
    measure: &Measure,
    population: &Population,
    by: &[Dimension],
    policy: Option<Policy>,
    decimals: u32,
) -> Vec<Group> {
    if by.is_empty() {
        return Vec::new();
    }
    let mut parts: BTreeMap<Vec<String>, Figure> = BTreeMap::new();
    for member in population
        .members
        .iter()
        .filter(|member| (measure.among)(member))
    {
        let values = by
            .iter()
            .map(|dimension| match dimension {
                Dimension::Locality => population.locality_of(member).to_owned(),
                Dimension::Code => member
                    .activity
                    .map_or_else(String::new, |code| code.to_string()),
            })
            .map(|value| {
                if value.is_empty() {
                    "Not recorded".to_owned()
                } else {
                    value
                }
            })
            .collect();
        let figure = parts.entry(values).or_insert_with(|| Figure {
            numerator: Vec::new(),
            denominator: Vec::new(),
        });
        figure.denominator.push(member.person);
        if (measure.counted)(member) {
            figure.numerator.push(member.person);
        }
    }
    let rows: Vec<Vec<u32>> = parts
        .values()
        .map(|figure| {
            let (numerator, denominator) = sizes(figure);
            [numerator, denominator - numerator]
                .map(|count| u32::try_from(count).unwrap_or(u32::MAX))
                .to_vec()
        })
        .collect();
    let matrix = policy.map(|_| suppression::suppress_matrix(&rows));
    parts
        .into_iter()
        .enumerate()
        .map(|(row, (values, figure))| {
            let is_hidden = matrix.as_ref().is_some_and(|matrix| {
                let counts = matrix.counts.get(row);
                counts.is_none_or(|counts| counts.contains(&PublishedValue::Suppressed))
                    || matrix.row_totals.get(row) == Some(&PublishedValue::Suppressed)
            });
            Group {
                values,
                count: if is_hidden {
                    hidden()
                } else {
                    shown(&figure, decimals)
                },
            }
        })
        .collect()
}

async fn target_standing(
    actor: &Actor,
    office: &Office,
    measure: &Measure,
    count: &Count,
    year: i16,
) -> Result<Option<TargetStanding>> {
    let Some(percent) = count.percent else {
        return Ok(None);
    };
    let targets = store::target::list(&office.db, &actor.authority).await?;
    // The newest target that was set for the year or an earlier one.
    let row = targets
        .into_iter()
        .find(|row| row.measure == measure.id && row.year <= i64::from(year) + 1);
    Ok(row.map(|row| {
        let target = Target {
            percent: row.percent_hundredths as f64 / 100.0,
            tolerance: row.tolerance_hundredths as f64 / 100.0,
        };
        let standing = against(percent, target, measure.polarity);
        TargetStanding {
            year: row.year,
            target,
            standing,
            label: standing.label(measure.polarity),
        }
    }))
}
