//! Writes a return, as CSV tables or as XML: what is read back is the same return, and written again it is the same byte for byte.
//!
//! What stood in a cell is written as it stood, faults included: nothing is mended on the way out. A return is data for the
//! Department's system, not a spreadsheet, so that a value which begins with `=` is written as it is.

mod csv;
mod xml;

use std::borrow::Cow;

pub use csv::{write_csv, write_table};
pub use xml::write_xml;

use crate::rows::{RowState, TableRow, YearReturn};
use crate::table::{Table, with_row_type};

/// The first year (ending 31 March) whose collection has the table DoLo.
pub const FIRST_YEAR_OF_DOLO: i16 = 2027;

/// One row of any table as texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenRow<'a> {
    /// The file from which it was read.
    pub file: &'a str,
    pub line: u64,
    pub state: RowState,
    /// What stands in each cell, in the order of [`Table::columns`].
    pub cells: Vec<Cow<'a, str>>,
}

impl WrittenRow<'_> {
    /// Whose row it is, without spaces around it; empty when it does not say.
    pub fn child(&self) -> &str {
        self.cells.first().map_or("", |cell| cell.trim())
    }

    fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// The rows of a table in the order in which they stand, repeats and refused rows included.
pub fn written_rows(year: &YearReturn, table: Table) -> Vec<WrittenRow<'_>> {
    with_row_type!(table, RowType => RowType::rows_of(year).iter().map(|row| WrittenRow {
        file: &row.file,
        line: row.line,
        state: row.state,
        cells: row.value.texts(),
    }).collect())
}

impl Table {
    /// The name of the table's CSV file.
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Header => "header.csv",
            Self::Episodes => "episodes.csv",
            Self::Reviews => "reviews.csv",
            Self::Uasc => "uasc.csv",
            Self::Oc2 => "oc2.csv",
            Self::Oc3 => "oc3.csv",
            Self::Ad1 => "ad1.csv",
            Self::PlacedForAdoption => "placed_for_adoption.csv",
            Self::PreviousPermanence => "previous_permanence.csv",
            Self::Missing => "missing.csv",
            Self::SocialWorkerEpisodes => "sw_episodes.csv",
            Self::DeprivationOfLiberty => "dolo.csv",
        }
    }
}
