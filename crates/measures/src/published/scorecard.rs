//! The scorecard of young people of 16 and 17 who are NEET or whose activity is not known, by authority.

use serde::Serialize;

use super::long::place;
use super::sheet::Sheet;
use super::{Marks, Place, PublishedValue, ReferenceFinding, Release};

/// Percentages of all young people of 16 and 17, as published (one decimal), averaged over December to February.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ScorecardRow {
    pub release: Release,
    pub place: Place,
    pub cohort: PublishedValue,
    pub neet_or_not_known: PublishedValue,
    pub neet: PublishedValue,
    pub not_known: PublishedValue,
}

pub(super) fn read(
    file: &str,
    bytes: &[u8],
    release: Release,
    findings: &mut Vec<ReferenceFinding>,
) -> Vec<ScorecardRow> {
    let mut rows = Vec::new();
    let sheet = match Sheet::open(file, bytes) {
        Ok(sheet) => sheet,
        Err(finding) => {
            findings.push(finding);
            return rows;
        }
    };
    sheet.read_rows(findings, |row| {
        let value = |column| {
            PublishedValue::parse(row.cell(column), Marks::Since2018).ok_or_else(|| {
                format!(
                    "'{}' in column {column} is neither a number nor a mark.",
                    row.cell(column)
                )
            })
        };
        rows.push(ScorecardRow {
            release,
            place: place(row)?,
            cohort: value("Cohort_DJFavg")?,
            neet_or_not_known: value("NEET_not_known_percent")?,
            neet: value("NEET_percent")?,
            not_known: value("Notknown_percent")?,
        });
        Ok(())
    });
    rows
}
