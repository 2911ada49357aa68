//! The typed rows of the twelve tables, each row with its place in the file, and a year's return made of them.

mod care_leavers;
mod episodes;
mod health_and_adoption;
mod people;

use std::sync::Arc;

use jiff::civil::Date;

pub use care_leavers::Oc3;
pub use episodes::{
    DeprivationOfLiberty, Episode, Missing, PreviousPermanence, Review, SocialWorkerEpisode,
};
pub use health_and_adoption::{Ad1, Oc2, PlacedForAdoption};
pub use people::{Header, Uasc};

use crate::cell::{Cell, ChildId};
use crate::read::Fields;
use crate::table::{Table, with_row_type};

/// A row and where it stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<T> {
    /// File name, as it was given.
    pub file: Arc<str>,
    /// As a spreadsheet counts: the header is line 1. In XML the line of the element; in a file without line breaks
    /// the number of the child plus one.
    pub line: u64,
    /// Counts the rows of the table from 0, over all its files in the order in which they were read. Blank lines and repeated
    /// header lines are no rows.
    pub number: u32,
    pub state: RowState,
    pub value: T,
}

/// Whether facts may be taken from a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowState {
    Usable,
    /// The same, cell by cell, as an earlier row.
    Repeat,
    /// A finding of severity Error says why.
    Refused,
}

impl<T> Row<T> {
    pub fn is_usable(&self) -> bool {
        self.state == RowState::Usable
    }
}

/// The rows from which facts may be taken: no repeats and nothing that an Error finding names.
pub fn usable<T>(rows: &[Row<T>]) -> impl Iterator<Item = &Row<T>> {
    rows.iter().filter(|row| row.is_usable())
}

/// All twelve tables of one year. A table that did not come is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct YearReturn {
    /// The year that ends on 31 March of this year.
    pub year_ending: i16,
    pub header: Vec<Row<Header>>,
    pub episodes: Vec<Row<Episode>>,
    pub reviews: Vec<Row<Review>>,
    pub uasc: Vec<Row<Uasc>>,
    pub oc2: Vec<Row<Oc2>>,
    pub oc3: Vec<Row<Oc3>>,
    pub ad1: Vec<Row<Ad1>>,
    pub placed_for_adoption: Vec<Row<PlacedForAdoption>>,
    pub previous_permanence: Vec<Row<PreviousPermanence>>,
    pub missing: Vec<Row<Missing>>,
    pub social_worker_episodes: Vec<Row<SocialWorkerEpisode>>,
    pub deprivation_of_liberty: Vec<Row<DeprivationOfLiberty>>,
}

impl YearReturn {
    /// 1 April, the first day of the year.
    pub fn starts_on(&self) -> Date {
        Date::new(self.year_ending.saturating_sub(1), 4, 1).unwrap_or(Date::MAX)
    }

    /// 31 March, the last day of the year.
    pub fn ends_on(&self) -> Date {
        Date::new(self.year_ending, 3, 31).unwrap_or(Date::MAX)
    }

    /// What is written in the cells of a row, in the order of the table's columns. `None` when there is no such row.
    pub fn row_texts(&self, table: Table, number: u32) -> Option<Vec<std::borrow::Cow<'_, str>>> {
        with_row_type!(table, RowType => RowType::rows_of(self).get(number as usize).map(|row| row.value.texts()))
    }

    /// The rows of some children alone, in their order. `keep` is asked with what is written in CHILD.
    #[must_use]
    pub fn only(&self, keep: impl Fn(&str) -> bool) -> Self {
        let mut chosen = Self {
            year_ending: self.year_ending,
            ..Self::default()
        };
        for table in Table::ALL {
            with_row_type!(table, RowType => {
                let rows = RowType::rows_of(self).iter().filter(|row| keep(&row.value.child().text()));
                RowType::rows(&mut chosen).extend(rows.cloned());
            });
        }
        chosen
    }

    /// Moves all rows of `other` behind those of this return.
    pub(crate) fn absorb(&mut self, mut other: Self) {
        for table in Table::ALL {
            with_row_type!(table, RowType => {
                let before = RowType::rows_of(self).len();
                for (row, number) in RowType::rows(&mut other).iter_mut().zip(before..) {
                    row.number = row_number(number);
                }
            });
        }
        self.header.append(&mut other.header);
        self.episodes.append(&mut other.episodes);
        self.reviews.append(&mut other.reviews);
        self.uasc.append(&mut other.uasc);
        self.oc2.append(&mut other.oc2);
        self.oc3.append(&mut other.oc3);
        self.ad1.append(&mut other.ad1);
        self.placed_for_adoption
            .append(&mut other.placed_for_adoption);
        self.previous_permanence
            .append(&mut other.previous_permanence);
        self.missing.append(&mut other.missing);
        self.social_worker_episodes
            .append(&mut other.social_worker_episodes);
        self.deprivation_of_liberty
            .append(&mut other.deprivation_of_liberty);
    }
}

/// The number of a row that stands behind so many others.
pub(crate) fn row_number(rows_before: usize) -> u32 {
    u32::try_from(rows_before).unwrap_or(u32::MAX)
}

/// What the twelve row types have in common, so that reading and looking for repeats is written once.
pub(crate) trait TableRow: Sized + Clone + Eq + std::hash::Hash {
    const TABLE: Table;
    /// In the Department's order.
    const COLUMNS: &'static [&'static str];
    /// These, and behind them the fields that only the XML layout has.
    const FIELDS: &'static [&'static str];

    fn read(fields: &mut Fields<'_>) -> Self;
    fn child(&self) -> &Cell<ChildId>;
    fn rows(year: &mut YearReturn) -> &mut Vec<Row<Self>>;
    fn rows_of(year: &YearReturn) -> &[Row<Self>];
    /// What is written in each cell, in the order of COLUMNS.
    fn texts(&self) -> Vec<std::borrow::Cow<'_, str>>;
    /// What is written in the cell of that column. Empty for a column of another table.
    fn text_in(&self, column: &str) -> std::borrow::Cow<'_, str>;
}

/// Writes a row type: its fields in the Department's order, each with its type and its column.
macro_rules! table_row {
    (
        $(#[$attribute:meta])*
        $name:ident, $table:ident, $rows:ident {
            $( $(#[$field_attribute:meta])* $field:ident: $kind:ty = $column:literal, )*
        }
        $(in_xml_only {
            $( $(#[$xml_attribute:meta])* $xml_field:ident: $xml_kind:ty = $xml_column:literal, )*
        })?
    ) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub struct $name {
            $( $(#[$field_attribute])* pub $field: $crate::cell::Cell<$kind>, )*
            $($( $(#[$xml_attribute])* pub $xml_field: $crate::cell::Cell<$xml_kind>, )*)?
        }

        impl $crate::rows::TableRow for $name {
            const TABLE: $crate::table::Table = $crate::table::Table::$table;
            const COLUMNS: &'static [&'static str] = &[$( $column ),*];
            const FIELDS: &'static [&'static str] = &[$( $column, )* $($( $xml_column, )*)?];

            // The fields of a struct expression are evaluated in the order in which they are written: the order of FIELDS.
            fn read(fields: &mut $crate::read::Fields<'_>) -> Self {
                Self {
                    $( $field: fields.next(), )*
                    $($( $xml_field: fields.next(), )*)?
                }
            }

            fn child(&self) -> &$crate::cell::Cell<$crate::cell::ChildId> {
                &self.child
            }

            fn rows(year: &mut $crate::rows::YearReturn) -> &mut Vec<$crate::rows::Row<Self>> {
                &mut year.$rows
            }

            fn rows_of(year: &$crate::rows::YearReturn) -> &[$crate::rows::Row<Self>] {
                &year.$rows
            }

            fn texts(&self) -> Vec<std::borrow::Cow<'_, str>> {
                vec![$( self.$field.as_written() ),*]
            }

            fn text_in(&self, column: &str) -> std::borrow::Cow<'_, str> {
                match column {
                    $( $column => self.$field.as_written(), )*
                    $($( $xml_column => self.$xml_field.as_written(), )*)?
                    _ => std::borrow::Cow::Borrowed(""),
                }
            }
        }
    };
}
use table_row;

#[cfg(test)]
mod tests {
    use crate::table::Table;

    /// The columns of the 2026/27 collection, in the Department's order.
    #[test]
    fn tables_have_the_columns_of_the_collection() {
        let check =
            |table: Table, columns: &str| assert_eq!(table.columns().join(","), columns, "{table}");
        check(Table::Header, "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB");
        let also = |table: Table| table.fields().get(table.columns().len()..).unwrap_or(&[]);
        for table in Table::ALL {
            let in_xml_only: &[&str] = if table == Table::Header {
                &["UASC"]
            } else {
                &[]
            };
            assert_eq!(also(table), in_xml_only, "{table}");
        }
        check(
            Table::Episodes,
            "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN",
        );
        check(Table::Reviews, "CHILD,DOB,REVIEW,REVIEW_CODE");
        check(Table::Uasc, "CHILD,SEX,DOB,DUC");
        check(
            Table::Oc2,
            "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT,\
             SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED",
        );
        check(Table::Oc3, "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM");
        check(
            Table::Ad1,
            "CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR",
        );
        check(
            Table::PlacedForAdoption,
            "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED",
        );
        check(
            Table::PreviousPermanence,
            "CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM",
        );
        check(Table::Missing, "CHILD,DOB,MISSING,MIS_START,MIS_END");
        check(
            Table::SocialWorkerEpisodes,
            "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON",
        );
        check(Table::DeprivationOfLiberty, "CHILD,DOB,DOLO_START,DOLO_END");
    }
}
