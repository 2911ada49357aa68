//! The Department's tables for one authority and year: every category of both bands, count and percent.

use jiff::civil::Date;
use leaving_care::calendar::{LeapDayBirthday, ReportingYear};
use measures::{
    measure::Band,
    population::{Basis, Question},
    published::{AgeBand, Category, Place, PublishedValue, Reference, Release, Table},
    rounding::whole_percent,
    suppression::{self, Policy},
    table,
};
use serde::Serialize;

use super::{as_at_for, nation_of, policy_for, publish::Tables};
use crate::{
    actor::Actor,
    error::{Error, Result},
    office::Office,
};

/// A cell of the table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TableRow {
    pub table: &'static str,
    pub band: &'static str,
    /// In snake case.
    pub category: Category,
    pub label: &'static str,
    /// `None` when hidden.
    pub count: Option<u32>,
    /// Half up, whole; `None` when hidden or of nobody.
    pub percent: Option<u64>,
    /// "c" when hidden, "z" when it cannot exist; empty otherwise.
    pub mark: &'static str,
}

/// Every published activity and suitability category for both bands in the year ending 31 March `year`.
pub async fn table(
    actor: &Actor,
    office: &Office,
    year: ReportingYear,
    publish: Option<Policy>,
) -> Result<Vec<TableRow>> {
    let policy = policy_for(actor, &actor.authority, publish)?;
    let as_at: Date = year.last_day();
    if as_at_for(actor, as_at, None) != (as_at, None) {
        // A year that still runs changes from day to day: two answers would differ by one person and so tell about them.
        return Err(Error::Refused(
            "This year has not ended yet, so nothing of it is published. Ask for an earlier one."
                .into(),
        ));
    }
    let question = Question {
        basis: Basis::Department,
        as_at,
        nation: nation_of(&actor.authority),
        leap_day: LeapDayBirthday::default(),
    };
    let population = office.population(&actor.authority, question, None).await?;
    let mut rows = Vec::new();
    for band in Band::BOTH {
        let published = policy.map(|policy| Tables::of(&population, band, policy));
        let activity = table::activity(&population, band);
        rows.extend(rows_of(
            "activity",
            band,
            &activity.cells(),
            activity.total(),
            published.as_ref().map(|tables| &tables.activity),
        ));
        let suitability = table::suitability(&population, band);
        rows.extend(rows_of(
            "suitability",
            band,
            &suitability.cells(),
            suitability.total(),
            published.as_ref().map(|tables| &tables.suitability),
        ));
    }
    office
        .note(actor, "measure.table", None, year.year().to_string())
        .await?;
    Ok(rows)
}

/// What the Department published in the place of a row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PublishedCell {
    pub count: PublishedValue,
    pub percent: PublishedValue,
    pub release: Release,
}

/// The published figure of the same year, from the newest release that has it; `None` for Welsh authorities and years without one.
/// `dfe_number` are the authority's three digits.
pub fn published_beside(
    reference: &Reference,
    dfe_number: u16,
    year: ReportingYear,
    row: &TableRow,
) -> Option<PublishedCell> {
    let table = match row.table {
        "suitability" => Table::Suitability,
        _ => Table::Activity,
    };
    let ages = if row.band == Band::From17To18.code() {
        AgeBand::SEVENTEEN_TO_EIGHTEEN
    } else {
        AgeBand::NINETEEN_TO_TWENTY_ONE
    };
    let year = u16::try_from(year.year()).ok()?;
    let place = Place::Authority(dfe_number);
    let figure = reference
        .figures
        .newest(table, place, ages, row.category, year)?;
    Some(PublishedCell {
        count: figure.count,
        percent: figure.percent,
        release: figure.release,
    })
}

fn rows_of(
    table: &'static str,
    band: Band,
    cells: &[(Category, u32)],
    total: u32,
    published: Option<&suppression::PublishedTable>,
) -> Vec<TableRow> {
    cells
        .iter()
        .map(|(category, count)| {
            let cell = published.and_then(|table| table.cell(*category));
            let mark = cell.map_or("", |cell| match cell.count {
                PublishedValue::Suppressed => "c",
                PublishedValue::NotApplicable => "z",
                _ => "",
            });
            let is_shown = mark.is_empty();
            // Where the total is hidden, a percentage would give it away.
            let has_percent = is_shown && cell.is_none_or(|cell| !cell.percent.is_suppressed());
            TableRow {
                table,
                band: band.code(),
                category: *category,
                label: category.label(),
                count: is_shown.then_some(*count),
                percent: has_percent
                    .then(|| whole_percent(u64::from(*count), u64::from(total)))
                    .flatten(),
                mark,
            }
        })
        .collect()
}
