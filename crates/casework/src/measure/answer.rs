//! One measure answered: the figure, its groups, its interval and its target.

use jiff::{Timestamp, civil::Date};
use measures::{
    figure::Figure,
    interval::{Interval, wilson_95},
    measure::{self, Measure},
    population::{Basis, Population},
    rounding::percent_text,
    suppression::Policy,
    target::{Against, Target, against},
};
use serde::Serialize;
use store::target::TargetRow;

use super::{Dimension, as_at_for, groups::groups, policy_for, publish::is_shown, question};
use crate::{
    actor::Actor,
    error::{Error, Result},
    neet,
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
    /// Those counted here out of all who are counted, in percent, unrounded: how the figure is made up. Nothing where numbers are hidden.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share_of_counted: Option<f64>,
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
    /// What a breakdown of long-term NEET by locality and code says in words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sentences: Vec<String>,
    #[serde(skip)]
    pub figure: Option<Figure>,
}

/// Asks a measure about the actor's authority.
pub async fn ask(actor: &Actor, office: &Office, query: &MeasureQuery) -> Result<Answer> {
    let policy = policy_for(actor, &actor.authority, query.publish)?;
    let (as_at, known_at) = as_at_for(actor, query.as_at, query.known_at);
    let query = &MeasureQuery {
        as_at,
        known_at,
        ..query.clone()
    };
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
        Some(policy) if is_shown(measure, population, &figure, policy) => shown(&figure, decimals),
        Some(_) => hidden(),
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
        sentences: sentences(measure, population, query, policy),
        count,
        figure: policy.is_none().then_some(figure),
    }
}

/// The ranking that Lancashire's Board read, where long-term NEET is broken down by both of its dimensions and nothing is hidden.
fn sentences(
    measure: &Measure,
    population: &Population,
    query: &MeasureQuery,
    policy: Option<Policy>,
) -> Vec<String> {
    let by_both = query.by.contains(&Dimension::Locality) && query.by.contains(&Dimension::Code);
    if measure.id == "long_term_neet" && by_both && policy.is_none() {
        neet::sentences(&neet::matrix(population, query.as_at))
    } else {
        Vec::new()
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
