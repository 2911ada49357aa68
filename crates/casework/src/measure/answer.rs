//! One measure answered: the figure, its groups, its interval and its target.

use jiff::{Timestamp, civil::Date};
use measures::{
    figure::Figure,
    interval::{Interval, wilson_95},
    measure::{self, Band, Measure},
    population::{Basis, Population},
    published::{Category, PublishedValue},
    rounding::percent_text,
    suppression::{self, Policy},
    table,
    target::{Against, Target, against},
};
use serde::Serialize;
use store::target::TargetRow;

use super::{Dimension, groups::groups, policy_for, question, trend::category_of};
use crate::{
    actor::Actor,
    error::{Error, Result},
    office::Office,
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
    let targets = store::target::list(&office.db, &actor.authority).await?;
    office.note(actor, "measure.ask", None, measure.id).await?;
    Ok(answer(measure, &population, query, policy, &targets))
}

/// The answer that a population gives.
pub(super) fn answer(
    measure: &'static Measure,
    population: &Population,
    query: &MeasureQuery,
    policy: Option<Policy>,
    targets: &[TargetRow],
) -> Answer {
    let question = population.question;
    let figure = measure.compute(population);
    let decimals = u32::from(question.basis == Basis::Live);
    let count = match policy {
        None => shown(&figure, decimals),
        Some(policy) => published(measure, population, &figure, policy, decimals),
    };
    let (numerator, denominator) = sizes(&figure);
    Answer {
        measure: measure.id,
        title: measure.title,
        authority: population.authority.clone(),
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
        target: target_standing(measure, &count, question.reporting_year().year(), targets),
        by: query.by.clone(),
        groups: groups(measure, population, &query.by, policy, decimals),
        count,
        figure: policy.is_none().then_some(figure),
    }
}

fn sizes(figure: &Figure) -> (u64, u64) {
    (
        figure.numerator.len() as u64,
        figure.denominator.len() as u64,
    )
}

pub(super) fn shown(figure: &Figure, decimals: u32) -> Count {
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

pub(super) fn hidden() -> Count {
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
        // A shown count beside a hidden total must not come with its percentage either.
        let table = table_of(measure, population, band, policy);
        !table.is_suppressed(category) && !table.is_suppressed(Category::Total)
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

/// The newest target that was set for the year or an earlier one, and where the figure stands against it.
fn target_standing(
    measure: &Measure,
    count: &Count,
    year: i16,
    targets: &[TargetRow],
) -> Option<TargetStanding> {
    let percent = count.percent?;
    let row = targets
        .iter()
        .find(|row| row.measure == measure.id && row.year <= i64::from(year) + 1)?;
    let target = Target {
        percent: row.percent_hundredths as f64 / 100.0,
        tolerance: row.tolerance_hundredths as f64 / 100.0,
    };
    let standing = against(percent, target, measure.polarity);
    Some(TargetStanding {
        year: row.year,
        target,
        standing,
        label: standing.label(measure.polarity),
    })
}
