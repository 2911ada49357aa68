//! The rows at fault as they are kept, and the identity by which a finding is known again in the next check.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use ssda903::{
    Submission, Table,
    checked::{Checked, CheckedRow},
};
use store::return_check::{FindingRecord, RowRecord};

use crate::{error::without_nul, office::sha256_hex};

/// Counts findings that are alike, so that each has an identity of its own.
///
/// A finding is the same in two checks when the rule, the year, the table, the child and what the cells at fault hold are the same:
/// rows that moved make no difference. Of several that are alike in one return the first is the first, and so on.
#[derive(Default)]
pub(super) struct Identities {
    alike: HashMap<String, u32>,
}

impl Identities {
    pub fn of(&mut self, code: &str, found: &CheckedRow<'_>) -> String {
        let mut parts = vec![
            code.to_owned(),
            found.years_ago.to_string(),
            found.table.name().to_owned(),
            found.child.clone().into_owned(),
        ];
        for (column, text) in found.values.iter() {
            parts.push(format!("{column}={text}"));
        }
        let told = parts.join("\u{1f}");
        let number = self.alike.entry(told.clone()).or_default();
        *number += 1;
        let mut identity = sha256_hex(format!("{told}\u{1f}{number}").as_bytes());
        identity.truncate(32);
        identity
    }
}

/// Everything at fault, ready to be kept.
pub(super) struct AtFault {
    pub rows: Vec<RowRecord>,
    pub findings: Vec<FindingRecord>,
    pub children: usize,
}

struct Row<'a> {
    place: &'a CheckedRow<'a>,
    rules: Vec<&'static str>,
    identities: Vec<String>,
    /// Cells that only the XML layout has, and that a rule names.
    also: BTreeMap<&'static str, String>,
}

impl AtFault {
    pub fn of(checked: &Checked<'_>, submission: &Submission) -> Self {
        let mut identities = Identities::default();
        let mut rows: BTreeMap<(u8, Table, u32), Row<'_>> = BTreeMap::new();
        for rule in &checked.rules {
            for found in &rule.findings {
                let row = rows
                    .entry((found.years_ago, found.table, found.row))
                    .or_insert_with(|| Row {
                        place: found,
                        rules: Vec::new(),
                        identities: Vec::new(),
                        also: BTreeMap::new(),
                    });
                row.rules.push(rule.code);
                row.identities.push(identities.of(rule.code, found));
                row.also.extend(
                    found
                        .values
                        .iter()
                        .filter(|(column, _)| !found.table.columns().contains(column))
                        .map(|(column, text)| (column, text.to_owned())),
                );
            }
        }
        let children: BTreeSet<&str> = rows.values().map(|row| row.place.child.as_ref()).collect();
        let mut kept = Self {
            rows: Vec::with_capacity(rows.len()),
            findings: Vec::new(),
            children: children.len(),
        };
        for (number, ((years_ago, table, at), row)) in (0..).zip(&rows) {
            kept.findings.extend(
                row.rules
                    .iter()
                    .zip(&row.identities)
                    .map(|(rule, identity)| FindingRecord {
                        rule: (*rule).to_owned(),
                        number,
                        identity: identity.clone(),
                    }),
            );
            kept.rows.push(RowRecord {
                number,
                years_ago: i64::from(*years_ago),
                table: table.name().to_owned(),
                row: i64::from(*at),
                line: i64::try_from(row.place.line).unwrap_or(i64::MAX),
                file: without_nul(row.place.file),
                child: without_nul(&row.place.child),
                cells: cells(submission, *years_ago, *table, *at, row),
                rules: serde_json::to_string(&row.rules).unwrap_or_default(),
            });
        }
        kept
    }
}

/// What is written in the row, by column; blank cells are not there.
fn cells(submission: &Submission, years_ago: u8, table: Table, at: u32, row: &Row<'_>) -> String {
    let year = submission.years.get(usize::from(years_ago));
    let texts = year
        .and_then(|year| year.year.row_texts(table, at))
        .unwrap_or_default();
    let mut cells: BTreeMap<&str, &str> = table
        .columns()
        .iter()
        .copied()
        .zip(texts.iter().map(AsRef::as_ref))
        .collect();
    cells.extend(
        row.also
            .iter()
            .map(|(column, text)| (*column, text.as_str())),
    );
    cells.retain(|_, text| !text.is_empty());
    serde_json::to_string(&cells).unwrap_or_default()
}
