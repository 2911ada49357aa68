//! Cells that the Department held back although no rule of counts explains it, so that its tables can be published as they were.

use serde::de::DeserializeOwned;

use super::long::authority_number;
use super::sheet::Sheet;
use super::{AgeBand, Category, ReferenceFinding, Table};

/// One such cell of the release of 2025.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeldBackByHand {
    pub year: u16,
    pub ages: AgeBand,
    pub authority: u16,
    pub table: Table,
    pub category: Category,
}

pub(super) fn read(
    file: &str,
    bytes: &[u8],
    findings: &mut Vec<ReferenceFinding>,
) -> Vec<HeldBackByHand> {
    let mut cells = Vec::new();
    match Sheet::open(file, bytes) {
        Err(finding) => findings.push(finding),
        Ok(sheet) => sheet.read_rows(findings, |row| {
            cells.push(HeldBackByHand {
                year: row
                    .cell("year")
                    .parse()
                    .map_err(|_| format!("The year '{}' is not a year.", row.cell("year")))?,
                ages: AgeBand::from_label(row.cell("ages"))
                    .ok_or_else(|| format!("The ages '{}' are not known.", row.cell("ages")))?,
                authority: authority_number(row.cell("authority"))?,
                table: named(row.cell("table"))?,
                category: named(row.cell("category"))?,
            });
            Ok(())
        }),
    }
    cells
}

/// A table or category by the name that it has in the API.
fn named<T: DeserializeOwned>(name: &str) -> Result<T, String> {
    serde_json::from_value(name.into()).map_err(|_| format!("'{name}' is not known."))
}
