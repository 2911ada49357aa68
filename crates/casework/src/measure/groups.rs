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
    let all_counted = parts
        .values()
        .map(|figure| figure.numerator.len())
        .sum::<usize>();
    parts
        .into_iter()
        .map(|(values, figure)| {
            let is_shown = shown_rows
                .as_ref()
                .is_none_or(|shown_rows| shown_rows.contains(&values));
            let share = figure.numerator.len() as f64 * 100.0 / all_counted as f64;
            Group {
                values,
                share_of_counted: (policy.is_none() && all_counted > 0).then_some(share),
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
    let closed = if columns.count == ACTIVITY_COLUMNS {
        closed_rows(&counts)
    } else {
        Vec::new()
    };
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
        !closed.contains(&row) && !is_hidden(total) && (all_shown(true) || all_shown(false))
    };
    rows.into_keys()
        .enumerate()
        .filter(|(row, _)| can_be_shown(*row))
        .map(|(_, values)| values)
        .collect()
}

/// Rows of which nothing may be shown. The matrix holds back single parts; all who are in education, employment or training together,
/// or all who are NEET, can be a small number too, which follows from the parts beside it. Further rows go with such a row, the
/// smallest first, until the totals of the columns do not give it away either.
fn closed_rows(counts: &[Vec<u32>]) -> Vec<usize> {
    let (mut closed, mut open): (Vec<usize>, Vec<usize>) =
        (0..counts.len()).partition(|row| counts.get(*row).is_some_and(|row| has_small_sum(row)));
    let size = |row: &usize| counts.get(*row).map_or(0, |row| row.iter().sum::<u32>());
    open.sort_by_key(|row| std::cmp::Reverse(size(row)));
    loop {
        let together: Vec<u32> = (0..ACTIVITY_COLUMNS)
            .map(|column| {
                closed
                    .iter()
                    .filter_map(|row| counts.get(*row)?.get(column))
                    .sum::<u32>()
            })
            .collect();
        if closed.len() != 1 && !has_small_sum(&together) {
            return closed;
        }
        match open.pop() {
            Some(row) => closed.push(row),
            None => return closed,
        }
    }
}

fn has_small_sum(row: &[u32]) -> bool {
    let sum = |columns: std::ops::Range<usize>| {
        row.get(columns)
            .map_or(0, |cells| cells.iter().sum::<u32>())
    };
    suppression::is_small(sum(0..2)) || suppression::is_small(sum(2..5))
}

/// Higher education, other education and work, the three reasons for being NEET, and not known: see [`activity_column`].
const ACTIVITY_COLUMNS: usize = 6;

/// The parts into which everybody in a measure's denominator falls, and which of them the measure counts.
struct Columns {
    count: usize,
    of: fn(&Measure, &Member) -> usize,
    counted: &'static [usize],
}

impl Columns {
    fn of(measure: &Measure) -> Self {
        let activity = |counted| Self {
            count: ACTIVITY_COLUMNS,
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

#[cfg(test)]
mod tests {
    use super::closed_rows;

    #[test]
    fn a_small_sum_closes_its_row_and_others_until_the_totals_tell_nothing() {
        let check = |counts: &[[u32; 6]], expected: &[usize]| {
            let counts: Vec<Vec<u32>> = counts.iter().map(|row| row.to_vec()).collect();
            let mut closed = closed_rows(&counts);
            closed.sort_unstable();
            assert_eq!(closed, expected, "{counts:?}");
        };
        let large = [20, 80, 20, 60, 10, 8];
        let larger = [30, 90, 30, 70, 20, 9];
        check(&[], &[]);
        check(&[large, larger], &[]);
        // 1 + 3 who are NEET, 6 who work, nobody not known: 10 less 6 would give the 4 away.
        check(&[larger, large, [0, 6, 1, 3, 0, 0]], &[1, 2]);
        // Six is not small.
        check(&[larger, large, [0, 6, 3, 3, 0, 0]], &[]);
        // 2 + 2 in education or work.
        check(&[[2, 2, 0, 9, 0, 0], large, larger], &[0, 1]);
        // The next smallest is NEET nowhere: the two together would still tell the 4.
        check(
            &[larger, [0, 30, 0, 0, 0, 0], [0, 6, 1, 3, 0, 0], large],
            &[1, 2, 3],
        );
        check(&[[0, 6, 1, 3, 0, 0]], &[0]);
    }
}
