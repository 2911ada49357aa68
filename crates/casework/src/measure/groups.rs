//! A figure by locality, by code or by both.

use std::collections::BTreeMap;

use measures::{
    figure::Figure,
    measure::Measure,
    population::Population,
    published::PublishedValue,
    suppression::{self, Policy},
};

use super::{
    Dimension,
    answer::{Group, hidden, shown, sizes},
};

/// The figure by locality, by code, or by both; published, the numerators and the rest are hidden as one matrix.
pub(super) fn groups(
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
