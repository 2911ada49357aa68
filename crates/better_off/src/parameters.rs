//! The dated amounts that ship with the crate: made from `parameters/*.toml` when it is built, found by name and day.

#[cfg(test)]
mod block;

use jiff::civil::Date;
use serde::Serialize;

use shipped::{MARK, VALUES};

#[expect(clippy::unreadable_literal, reason = "written by a program")]
mod shipped {
    use super::Value;

    // `VALUES`, sorted by name and day, and `MARK`: made from the files by build.rs.
    include!(concat!(env!("OUT_DIR"), "/values.rs"));
}

/// One amount with the days on which it holds, where it comes from, and whether anybody has read it there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Value {
    pub name: &'static str,
    /// Hundredths of the unit: pence, or hundredths of a per cent, of a year or of a number.
    pub hundredths: i64,
    pub unit: &'static str,
    pub from: Date,
    /// The last day on which the amount holds.
    pub to: Date,
    /// "all" is Great Britain.
    pub nation: &'static str,
    pub instrument: &'static str,
    pub source: &'static str,
    pub verified: bool,
}

/// All amounts, sorted by name and day.
#[derive(Debug)]
pub struct Book {
    values: &'static [Value],
}

static SHIPPED: Book = Book { values: &VALUES };

/// No amount of this name holds on this day: the law of that day is not in the files.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "No rates are known for {day} ({name}). Enter the new rates, or ask for a day that they cover."
)]
pub struct NoRates {
    pub name: &'static str,
    pub day: Date,
}

impl Book {
    /// The amounts that ship with the crate.
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// A short mark of all amounts and allowances as they are in this build: two runs with the same mark used the same files.
    pub fn version(&self) -> String {
        format!("{MARK:016x}")
    }

    pub fn values(&self) -> &'static [Value] {
        self.values
    }

    /// Every amount of this name, oldest first.
    pub fn named(&self, name: &str) -> &'static [Value] {
        let start = self.values.partition_point(|value| value.name < name);
        let found = self.values.get(start..).unwrap_or_default();
        let count = found.iter().take_while(|value| value.name == name).count();
        found.get(..count).unwrap_or_default()
    }

    /// The amount of this name that holds on this day.
    pub fn value(&self, name: &'static str, day: Date) -> Result<&'static Value, NoRates> {
        self.value_in(name, "all", day)
    }

    /// The amount of this name that holds on this day in a nation; "all" takes any.
    pub fn value_in(
        &self,
        name: &'static str,
        nation: &str,
        day: Date,
    ) -> Result<&'static Value, NoRates> {
        self.named(name)
            .iter()
            .find(|value| {
                value.from <= day && day <= value.to && (nation == "all" || value.nation == nation)
            })
            .ok_or(NoRates { name, day })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_files_are_whole() {
        let values = Book::shipped().values();
        assert!(values.len() > 100);
        assert!(values.is_sorted_by_key(|value| (value.name, value.from)));
    }

    #[test]
    fn two_amounts_of_one_name_and_nation_never_hold_on_one_day() {
        for pair in Book::shipped().values().windows(2) {
            let [first, second] = pair else { continue };
            let same = first.name == second.name && first.nation == second.nation;
            assert!(!same || first.to < second.from, "{first:?} {second:?}");
        }
    }

    #[test]
    fn an_amount_holds_from_its_first_to_its_last_day() {
        let book = Book::shipped();
        let name = "standard_allowance.single_under_25";
        for (day, expected) in [
            ("2025-04-06", None),
            ("2025-04-07", Some(31698)),
            ("2026-04-05", Some(31698)),
            ("2026-04-06", Some(33858)),
            ("2027-04-11", Some(33858)),
            ("2027-04-12", None),
        ] {
            let day: Date = day.parse().unwrap();
            let found = book.value(name, day).ok().map(|value| value.hundredths);
            assert_eq!(found, expected, "{day}");
        }
    }

    #[test]
    fn faults_in_a_block_are_said() {
        for (block, fault) in [
            ("", "no name"),
            ("name = \"a\"\namount = \"x\"", "no amount"),
            (
                "name = \"a\"\namount = \"1\"\nunit = \"u\"\nfrom = \"2025-02\"",
                "no first day",
            ),
            (
                "name = \"a\"\namount = \"1\"\nunit = \"u\"\nfrom = \"2025-02-02\"\nto = \"2025-02-01\"\nnation = \"all\"\ninstrument = \"i\"\nsource = \"s\"\nverified = true",
                "ends before it begins",
            ),
        ] {
            let text = format!("[[value]]{block}");
            let found = block::blocks(&text);
            assert!(found.unwrap_err().starts_with(fault), "{block}");
        }
    }
}
