//! The twelve tables of the return: their names, their columns, and how a table is recognised by its columns.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::rows;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    Header,
    Episodes,
    Reviews,
    Uasc,
    Oc2,
    Oc3,
    Ad1,
    PlacedForAdoption,
    PreviousPermanence,
    Missing,
    SocialWorkerEpisodes,
    DeprivationOfLiberty,
}

/// Does something with the row type of a table that is only known at run time.
macro_rules! with_row_type {
    ($table:expr, $row:ident => $body:expr) => {
        match $table {
            $crate::Table::Header => {
                type $row = $crate::rows::Header;
                $body
            }
            $crate::Table::Episodes => {
                type $row = $crate::rows::Episode;
                $body
            }
            $crate::Table::Reviews => {
                type $row = $crate::rows::Review;
                $body
            }
            $crate::Table::Uasc => {
                type $row = $crate::rows::Uasc;
                $body
            }
            $crate::Table::Oc2 => {
                type $row = $crate::rows::Oc2;
                $body
            }
            $crate::Table::Oc3 => {
                type $row = $crate::rows::Oc3;
                $body
            }
            $crate::Table::Ad1 => {
                type $row = $crate::rows::Ad1;
                $body
            }
            $crate::Table::PlacedForAdoption => {
                type $row = $crate::rows::PlacedForAdoption;
                $body
            }
            $crate::Table::PreviousPermanence => {
                type $row = $crate::rows::PreviousPermanence;
                $body
            }
            $crate::Table::Missing => {
                type $row = $crate::rows::Missing;
                $body
            }
            $crate::Table::SocialWorkerEpisodes => {
                type $row = $crate::rows::SocialWorkerEpisode;
                $body
            }
            $crate::Table::DeprivationOfLiberty => {
                type $row = $crate::rows::DeprivationOfLiberty;
                $body
            }
        }
    };
}
pub(crate) use with_row_type;

/// Columns that several tables share, and that therefore tell nothing about which table it is.
const SHARED: [&str; 3] = ["CHILD", "DOB", "SEX"];

impl Table {
    pub const ALL: [Self; 12] = [
        Self::Header,
        Self::Episodes,
        Self::Reviews,
        Self::Uasc,
        Self::Oc2,
        Self::Oc3,
        Self::Ad1,
        Self::PlacedForAdoption,
        Self::PreviousPermanence,
        Self::Missing,
        Self::SocialWorkerEpisodes,
        Self::DeprivationOfLiberty,
    ];

    /// The most columns that a table has (Episodes).
    pub(crate) const MOST_COLUMNS: usize = 13;

    /// The name that the Department's rules give to the table.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Header => "Header",
            Self::Episodes => "Episodes",
            Self::Reviews => "Reviews",
            Self::Uasc => "UASC",
            Self::Oc2 => "OC2",
            Self::Oc3 => "OC3",
            Self::Ad1 => "AD1",
            Self::PlacedForAdoption => "PlacedAdoption",
            Self::PreviousPermanence => "PrevPerm",
            Self::Missing => "Missing",
            Self::SocialWorkerEpisodes => "SWEpisodes",
            Self::DeprivationOfLiberty => "DoLo",
        }
    }

    /// The columns in the Department's order.
    pub fn columns(self) -> &'static [&'static str] {
        with_row_type!(self, RowType => <RowType as rows::TableRow>::COLUMNS)
    }

    /// The columns, and behind them the fields that only the XML layout has: UASC in Header.
    pub(crate) fn fields(self) -> &'static [&'static str] {
        with_row_type!(self, RowType => <RowType as rows::TableRow>::FIELDS)
    }

    /// The element that stands for one row in the XML layout. `None` for the tables whose fields stand in HEADER.
    ///
    /// Not verified: SWEPISODE and DOLO. The layout with these two tables is not in the sources at hand, so that their names are
    /// our choice. In reading, any element whose fields are those of one of the tables is taken for it, whatever its name.
    pub fn element(self) -> Option<&'static str> {
        match self {
            Self::Header => Some("HEADER"),
            Self::Episodes => Some("EPISODE"),
            Self::Reviews => Some("AREVIEW"),
            Self::Oc2 => Some("OC2"),
            Self::PlacedForAdoption => Some("AD_PLACED"),
            Self::PreviousPermanence => Some("PERMANENCE"),
            Self::Missing => Some("AMISSING"),
            Self::SocialWorkerEpisodes => Some("SWEPISODE"),
            Self::DeprivationOfLiberty => Some("DOLO"),
            Self::Uasc | Self::Oc3 | Self::Ad1 => None,
        }
    }

    /// How many of `columns` (in capitals) belong to this table and to no other.
    fn own_columns_among(self, columns: &[String]) -> usize {
        let own = self
            .columns()
            .iter()
            .filter(|column| !SHARED.contains(column));
        own.filter(|own| columns.iter().any(|column| column == *own))
            .count()
    }

    /// The table that has these columns (in capitals), whatever their order and whatever stands beside them.
    ///
    /// `file_name` is a hint, used only when the columns alone leave it open: CHILD, SEX and DOB stand in Header and in UASC.
    pub fn recognise(columns: &[String], file_name: &str) -> Option<Self> {
        let most = Self::ALL
            .iter()
            .map(|table| (table.own_columns_among(columns), *table))
            .max_by_key(|(own, _)| *own);
        if let Some((own, table)) = most
            && own > 0
        {
            return Some(table);
        }
        let hint = file_name.to_lowercase();
        let has = |name: &str| columns.iter().any(|column| column == name);
        match () {
            () if !(has("CHILD") && has("DOB")) => None,
            () if hint.contains("uasc") => Some(Self::Uasc),
            () if hint.contains("header") => Some(Self::Header),
            () => None,
        }
    }
}

impl fmt::Display for Table {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl Serialize for Table {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_recognised_by_its_columns() {
        let check = |columns: &str, file: &str, expected: Option<Table>| {
            let columns: Vec<String> = columns.split(',').map(String::from).collect();
            assert_eq!(
                Table::recognise(&columns, file),
                expected,
                "{columns:?} in {file}"
            );
        };
        for table in Table::ALL {
            check(&table.columns().join(","), "anything.csv", Some(table));
            let mut turned = table.columns().to_vec();
            turned.reverse();
            check(&turned.join(","), "oc3.csv", Some(table));
            assert!(table.columns().len() <= Table::MOST_COLUMNS, "{table}");
        }
        check("CHILD,DOB,ACTIV", "x.csv", Some(Table::Oc3));
        check(
            "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM,ETHNIC",
            "x.csv",
            Some(Table::Oc3),
        );
        check("CHILD,SEX,DOB", "2017-header.csv", Some(Table::Header));
        check("CHILD,SEX,DOB", "uasc.csv", Some(Table::Uasc));
        check("CHILD,SEX,DOB", "x.csv", None);
        check("NAME,AGE", "header.csv", None);
        check("", "oc3.csv", None);
    }
}
