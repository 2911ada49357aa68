//! Rows that stand twice, and OC3 rows of one young person that contradict each other.

use std::collections::HashMap;

use super::at;
use crate::cell::ChildId;
use crate::finding::{Finding, Severity};
use crate::report::Report;
use crate::rows::{Oc3, Row, RowState, TableRow};

/// The same row twice is harmless once it is known: the later one is marked, so that nothing is counted double.
pub(super) fn mark_repeats<T: TableRow>(rows: &mut [Row<T>], report: &mut Report) {
    let mut first: HashMap<&T, usize> = HashMap::with_capacity(rows.len());
    let mut repeats = Vec::new();
    for (number, row) in rows.iter().enumerate().filter(|(_, row)| row.is_usable()) {
        let earlier = *first.entry(&row.value).or_insert(number);
        if earlier != number {
            repeats.push((number, earlier));
        }
    }
    for (number, earlier) in repeats {
        let Some(place) = rows.get(earlier).map(place) else {
            continue;
        };
        let Some(row) = rows.get_mut(number) else {
            continue;
        };
        row.state = RowState::Repeat;
        let reason = "This row is the same as an earlier one; it was read once.";
        report.add(at(
            row,
            Finding::new(
                Severity::Warning,
                reason,
                format!("Delete one of the two; the other is {place}."),
            ),
        ));
    }
}

/// Rule INT34: one row for each young person. Of two that differ nobody can tell here which is right, so neither is believed.
pub(super) fn refuse_contradictions(rows: &mut [Row<Oc3>], report: &mut Report) {
    let mut by_child: HashMap<&ChildId, Vec<usize>> = HashMap::with_capacity(rows.len());
    for (number, row) in rows.iter().enumerate().filter(|(_, row)| row.is_usable()) {
        if let Some(child) = row.value.child.value() {
            by_child.entry(child).or_default().push(number);
        }
    }
    let mut contradictory: Vec<Vec<usize>> = by_child
        .into_values()
        .filter(|numbers| numbers.len() > 1)
        .collect();
    contradictory.sort_unstable();
    for numbers in contradictory {
        for number in &numbers {
            let others: Vec<String> = numbers
                .iter()
                .filter(|other| *other != number)
                .filter_map(|other| rows.get(*other).map(place))
                .collect();
            let Some(row) = rows.get_mut(*number) else {
                continue;
            };
            row.state = RowState::Refused;
            let child = row.value.child.as_written().into_owned();
            let reason = "This young person has several rows in one year that differ; no facts are taken from any of them.";
            let remedy = format!(
                "Compare this row with {}, keep the right one and delete the rest.",
                others.join(" and ")
            );
            report.add(
                at(row, Finding::new(Severity::Error, reason, remedy)).at_cell("CHILD", &child),
            );
        }
    }
}

fn place<T>(row: &Row<T>) -> String {
    format!("row {} of {}", row.line, row.file)
}
