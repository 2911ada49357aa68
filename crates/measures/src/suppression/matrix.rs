//! Suppression of any breakdown: a list with its total, and a matrix with its margins (locality by reason, say). House rules.

use serde::Serialize;

use super::disclosure::Network;
use super::house::LEAST_HIDDEN;
use super::is_small;
use crate::published::PublishedValue;

/// A list as it may be published.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PublishedRow {
    pub counts: Vec<PublishedValue>,
    pub total: PublishedValue,
}

/// A matrix as it may be published, with the totals of its rows and columns.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PublishedMatrix {
    pub counts: Vec<Vec<PublishedValue>>,
    pub row_totals: Vec<PublishedValue>,
    pub column_totals: Vec<PublishedValue>,
    pub total: PublishedValue,
}

/// Holds back counts of 1 to 5 and as much beside them as is needed that none can be worked out from the rest and the total, which is
/// the sum of the counts. Zeros are always shown.
pub fn suppress_one_way(counts: &[u32]) -> PublishedRow {
    let network = protected(one_way(counts));
    let mut published = network.cells.iter().map(published);
    let total = published.next().unwrap_or(PublishedValue::NotAvailable);
    PublishedRow {
        counts: published.collect(),
        total,
    }
}

/// The same for a matrix given row by row; missing cells of a short row count as zero.
pub fn suppress_matrix(rows: &[Vec<u32>]) -> PublishedMatrix {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let network = protected(two_way(rows, columns));
    let mut published = network.cells.iter().map(published);
    let total = published.next().unwrap_or(PublishedValue::NotAvailable);
    let row_totals = published.by_ref().take(rows.len()).collect();
    let column_totals = published.by_ref().take(columns).collect();
    let counts = rows
        .iter()
        .map(|_| published.by_ref().take(columns).collect())
        .collect();
    PublishedMatrix {
        counts,
        row_totals,
        column_totals,
        total,
    }
}

fn published(cell: &super::disclosure::Cell) -> PublishedValue {
    if cell.is_hidden {
        PublishedValue::Suppressed
    } else {
        PublishedValue::from_count(cell.count)
    }
}

fn protected(mut network: Network) -> Network {
    network.protect();
    network
}

/// The total first, then the counts.
fn one_way(counts: &[u32]) -> Network {
    let mut network = Network::new(2, LEAST_HIDDEN);
    let total = counts.iter().sum();
    network.add(0, 1, total, is_small(total));
    for count in counts {
        network.add(1, 0, *count, is_small(*count));
    }
    network
}

/// The total first, then totals of rows, totals of columns, and the counts row by row. Counts flow from the node of their row to the
/// node of their column; node 0 gathers the rows and node 1 the columns.
fn two_way(rows: &[Vec<u32>], columns: usize) -> Network {
    let row_node = |row: usize| 2 + row;
    let column_node = |column: usize| 2 + rows.len() + column;
    let count = |row: &[u32], column: usize| row.get(column).copied().unwrap_or_default();
    let mut network = Network::new(2 + rows.len() + columns, LEAST_HIDDEN);
    let mut add = |from, to, count: u32| network.add(from, to, count, is_small(count));
    add(1, 0, rows.iter().flatten().sum());
    for (index, row) in rows.iter().enumerate() {
        add(0, row_node(index), row.iter().sum());
    }
    for column in 0..columns {
        add(
            column_node(column),
            1,
            rows.iter().map(|row| count(row, column)).sum(),
        );
    }
    for (index, row) in rows.iter().enumerate() {
        for column in 0..columns {
            add(row_node(index), column_node(column), count(row, column));
        }
    }
    network
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(values: &[PublishedValue]) -> String {
        values
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[track_caller]
    fn check(counts: &[u32], expected: &str) {
        let published = suppress_one_way(counts);
        assert_eq!(
            format!("{} = {}", text(&published.counts), published.total),
            expected,
            "{counts:?}"
        );
    }

    #[test]
    fn lists() {
        check(&[], " = 0");
        check(&[0, 0], "0 0 = 0");
        check(&[6, 0, 9], "6 0 9 = 15");
        check(&[5, 0, 9, 12], "c 0 c 12 = 26");
        check(&[5, 4, 9], "c c 9 = 18");
        check(&[1, 1, 9], "c c c = 11");
        check(&[3], "c = c");
        check(&[2, 2], "c c = c");
        check(&[1, 1, 1, 1, 1, 1], "c c c c c c = c");
    }

    #[test]
    fn a_matrix_hides_rectangles() {
        let published = suppress_matrix(&[vec![3, 20, 30], vec![10, 8, 40], vec![50, 60, 70]]);
        let rows: Vec<String> = published.counts.iter().map(|row| text(row)).collect();
        assert_eq!(rows, ["c c 30", "c c 40", "50 60 70"]);
        assert_eq!(text(&published.row_totals), "53 58 180");
        assert_eq!(text(&published.column_totals), "63 88 140");
        assert_eq!(published.total, PublishedValue::Value(291.0));
        assert_eq!(suppress_matrix(&[]).total, PublishedValue::Value(0.0));
        assert_eq!(
            suppress_matrix(&[vec![7], vec![]]).counts[1],
            [PublishedValue::Value(0.0)]
        );
    }

    proptest! {
        #[test]
        fn nothing_in_a_matrix_is_given_away(rows in proptest::collection::vec(proptest::collection::vec(0..15_u32, 4), 1..6)) {
            let network = protected(two_way(&rows, 4));
            for (index, cell) in network.cells.iter().enumerate() {
                prop_assert!(!network.is_given_away(index), "{index} of {rows:?}");
                prop_assert!(cell.is_hidden || !is_small(cell.count));
                prop_assert!(!cell.is_hidden || cell.count > 0);
            }
        }
    }
}
