//! A figure by locality, by code or by both.

use std::collections::BTreeMap;

use leaving_care::activity::ActivityCode;
use measures::{
    figure::Figure,
    measure::Measure,
    population::{Member, Population},
    published::{Category, PublishedValue},
    suppression::{self, Policy},
};

use super::{
    Dimension,
    answer::{Group, hidden, shown},
    publish::is_shown,
    trend::category_of,
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
        let values = values_of(population, member, by);
        let figure = parts.entry(values).or_insert_with(|| Figure {
            numerator: Vec::new(),
            denominator: Vec::new(),
        });
        figure.denominator.push(member.person);
        if (measure.counted)(member) {
            figure.numerator.push(member.person);
        }
    }
    let shown_rows = policy.map(|policy| {
        let whole = measure.compute(population);
        if is_shown(measure, population, &whole, policy) {
            rows_shown(measure, population, by)
        } else {
            // The parts of a figure that is held back would add up to it.
            Vec::new()
        }
    });
    parts
        .into_iter()
        .map(|(values, figure)| {
            let is_shown = shown_rows
                .as_ref()
                .is_none_or(|shown_rows| shown_rows.contains(&values));
            Group {
                values,
                count: if is_shown {
                    shown(&figure, decimals)
                } else {
                    hidden()
                },
            }
        })
        .collect()
}

/// Which rows of a published breakdown may be shown. The breakdowns of all measures of one table are held back as one matrix, because
/// what one of them hides could be worked out from the others; by code nothing is shown, because codes add up to published headings.
fn rows_shown(measure: &Measure, population: &Population, by: &[Dimension]) -> Vec<Vec<String>> {
    if by != [Dimension::Locality] {
        return Vec::new();
    }
    let columns = Columns::of(measure);
    let mut rows: BTreeMap<Vec<String>, Vec<u32>> = BTreeMap::new();
    for member in population
        .members
        .iter()
        .filter(|member| (measure.among)(member))
    {
        let row = rows
            .entry(values_of(population, member, by))
            .or_insert_with(|| vec![0; columns.count]);
        if let Some(cell) = row.get_mut((columns.of)(measure, member)) {
            *cell += 1;
        }
    }
    let counts: Vec<Vec<u32>> = rows.values().cloned().collect();
    let matrix = suppression::suppress_matrix(&counts);
    let is_hidden = |value: &PublishedValue| value.is_suppressed();
    // The totals are shown elsewhere: a matrix that rests on hiding them protects nothing.
    if matrix.column_totals.iter().any(is_hidden) || is_hidden(&matrix.total) {
        return Vec::new();
    }
    let can_be_shown = |row: usize| {
        let (Some(cells), Some(total)) = (matrix.counts.get(row), matrix.row_totals.get(row))
        else {
            return false;
        };
        let all_shown = |counted: bool| {
            cells
                .iter()
                .enumerate()
                .filter(|(column, _)| columns.counted.contains(column) == counted)
                .all(|(_, cell)| !is_hidden(cell))
        };
        !is_hidden(total) && (all_shown(true) || all_shown(false))
    };
    rows.into_keys()
        .enumerate()
        .filter(|(row, _)| can_be_shown(*row))
        .map(|(_, values)| values)
        .collect()
}

/// The parts into which everybody in a measure's denominator falls, and which of them the measure counts.
struct Columns {
    count: usize,
    of: fn(&Measure, &Member) -> usize,
    counted: &'static [usize],
}

impl Columns {
    fn of(measure: &Measure) -> Self {
        let activity = |counted| Self {
            count: 6,
            of: |_, member| activity_column(member),
            counted,
        };
        match category_of(measure) {
            Some(Category::TotalInEducationEmploymentOrTraining) => activity(&[0, 1]),
            Some(Category::HigherEducation) => activity(&[0]),
            Some(Category::TotalNeet) => activity(&[2, 3, 4]),
            Some(Category::NeetIllnessOrDisability) => activity(&[2]),
            Some(Category::NeetOtherReasons) => activity(&[3]),
            Some(Category::NeetPregnancyOrParenting) => activity(&[4]),
            Some(Category::NotKnown) => activity(&[5]),
            _ => Self {
                count: 2,
                of: |measure, member| usize::from(!(measure.counted)(member)),
                counted: &[0],
            },
        }
    }
}

fn activity_column(member: &Member) -> usize {
    match member.activity {
        Some(ActivityCode::F1 | ActivityCode::P1) => 0,
        Some(code) if code.is_eet() => 1,
        Some(ActivityCode::G4) => 2,
        Some(ActivityCode::G5) => 3,
        Some(ActivityCode::G6) => 4,
        _ => 5,
    }
}

fn values_of(population: &Population, member: &Member, by: &[Dimension]) -> Vec<String> {
    by.iter()
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
        .collect()
}
