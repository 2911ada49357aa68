//! A rule of the Department: what it says, what we say beside it, what it needs, and the function that finds the rows at fault.

use std::ops::RangeInclusive;

use crate::child::{Child, Line};
use crate::rows::TableRow;
use crate::table::Table;

/// One rule, or one version of a rule that changed.
pub struct Rule {
    pub code: &'static str,
    /// The Department's wording.
    pub message: &'static str,
    /// Why it matters or what it means, in a plain sentence or two.
    pub why: &'static str,
    /// How to mend it, in a plain sentence or two.
    pub fix: &'static str,
    /// Where the check that councils use today is narrower or wider than the message, or seems wrong. Empty when nothing is doubted.
    pub doubt: &'static str,
    /// The cells at fault: each table that the rule can flag, with the columns to mark.
    pub fields: &'static [(Table, &'static [&'static str])],
    /// Without these the rule cannot run.
    pub needs: &'static [Need],
    /// The years for which the rule holds, each named by the year in which it ends.
    pub years: RangeInclusive<i16>,
    pub check: fn(&Child<'_>, &mut Flags<'_>),
}

/// All years that the catalogue covers and those after it: 2022/23 and on.
pub const ALL_YEARS: RangeInclusive<i16> = 2023..=i16::MAX;

/// Something without which a rule cannot run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// A table of this year, with rows or without.
    Table(Table),
    /// A table of this year that has rows.
    Rows(Table),
    /// A table of last year, with rows or without.
    LastYear(Table),
    /// A table of last year that has rows.
    LastYearRows(Table),
    /// Ofsted's list of providers.
    Providers,
    /// The postcode file.
    Postcodes,
    /// The return was handed in as XML. Otherwise the rule does not apply.
    Xml,
    /// At least one of these.
    AnyOf(&'static [Need]),
    /// All of these; inside [`Need::AnyOf`].
    AllOf(&'static [Need]),
}

/// Collects the rows at fault for one rule.
pub struct Flags<'a> {
    pub(crate) found: &'a mut Vec<(u8, Table, u32)>,
}

impl Flags<'_> {
    /// The row is at fault. Saying so twice makes no difference.
    #[expect(
        private_bounds,
        reason = "the row types are public, what they share is not"
    )]
    pub fn row<T: TableRow>(&mut self, line: Line<'_, T>) {
        self.found.push((line.years_ago, T::TABLE, line.number));
    }

    /// All of these rows are at fault.
    #[expect(
        private_bounds,
        reason = "the row types are public, what they share is not"
    )]
    pub fn rows<'l, T: TableRow + 'l>(&mut self, lines: impl IntoIterator<Item = Line<'l, T>>) {
        for line in lines {
            self.row(line);
        }
    }
}

impl Rule {
    /// The columns to mark in a row of that table.
    pub fn columns(&self, table: Table) -> &'static [&'static str] {
        self.fields
            .iter()
            .find(|(flagged, _)| *flagged == table)
            .map_or(&[], |(_, columns)| columns)
    }

    /// The tables that the rule can flag.
    pub fn tables(&self) -> impl Iterator<Item = Table> {
        self.fields.iter().map(|(table, _)| *table)
    }
}
