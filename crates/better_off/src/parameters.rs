//! The dated amounts that ship with the crate: read from `parameters/*.toml`, found by name and day.

use std::sync::OnceLock;

use jiff::civil::Date;
use serde::Serialize;

use crate::{area, money::hundredths};

/// The parameter files, in the order in which they are read.
const FILES: [(&str, &str); 9] = [
    (
        "benefit_cap.toml",
        include_str!("../parameters/benefit_cap.toml"),
    ),
    ("beside.toml", include_str!("../parameters/beside.toml")),
    (
        "council_tax.toml",
        include_str!("../parameters/council_tax.toml"),
    ),
    (
        "disability_and_care.toml",
        include_str!("../parameters/disability_and_care.toml"),
    ),
    ("family.toml", include_str!("../parameters/family.toml")),
    (
        "housing_benefit.toml",
        include_str!("../parameters/housing_benefit.toml"),
    ),
    (
        "minimum_wage.toml",
        include_str!("../parameters/minimum_wage.toml"),
    ),
    ("tax.toml", include_str!("../parameters/tax.toml")),
    (
        "universal_credit.toml",
        include_str!("../parameters/universal_credit.toml"),
    ),
];

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
    values: Vec<Value>,
    /// What was wrong in the files: none in a released crate, a test sees to it.
    pub faults: Vec<String>,
}

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
    /// The amounts that ship with the crate; read once.
    pub fn shipped() -> &'static Self {
        static BOOK: OnceLock<Book> = OnceLock::new();
        BOOK.get_or_init(Self::read)
    }

    fn read() -> Self {
        let mut book = Self {
            values: Vec::with_capacity(256),
            faults: Vec::new(),
        };
        for (file, text) in FILES {
            for block in text.split("[[value]]").skip(1) {
                match read_value(block) {
                    Ok(value) => book.values.push(value),
                    Err(fault) => book.faults.push(format!("{file}: {fault}: {block}")),
                }
            }
        }
        book.values.sort_by_key(|value| (value.name, value.from));
        book
    }

    /// A short mark of all amounts and allowances as they are in this build: two runs with the same mark used the same files.
    /// (FNV-1a over the files; for comparing, not for security.)
    pub fn version(&self) -> String {
        static VERSION: OnceLock<String> = OnceLock::new();
        VERSION
            .get_or_init(|| {
                let texts = FILES.iter().map(|(_, text)| *text).chain([area::TABLE]);
                let hash = texts
                    .flat_map(str::bytes)
                    .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
                    });
                format!("{hash:016x}")
            })
            .clone()
    }

    pub fn values(&self) -> &[Value] {
        &self.values
    }

    /// Every amount of this name, oldest first.
    pub fn named(&self, name: &str) -> &[Value] {
        let start = self.values.partition_point(|value| value.name < name);
        let end = self.values.partition_point(|value| value.name <= name);
        self.values.get(start..end).unwrap_or_default()
    }

    /// The amount of this name that holds on this day.
    pub fn value(&self, name: &'static str, day: Date) -> Result<&Value, NoRates> {
        self.value_in(name, "all", day)
    }

    /// The amount of this name that holds on this day in a nation; "all" takes any.
    pub fn value_in(&self, name: &'static str, nation: &str, day: Date) -> Result<&Value, NoRates> {
        self.named(name)
            .iter()
            .find(|value| {
                value.from <= day && day <= value.to && (nation == "all" || value.nation == nation)
            })
            .ok_or(NoRates { name, day })
    }
}

/// Reads the lines `key = "text"` and `key = true` of one block: the part of TOML that the files use.
fn read_value(block: &'static str) -> Result<Value, &'static str> {
    let field = |key: &str| {
        block.lines().find_map(|line| {
            let (found, value) = line.split_once('=')?;
            (found.trim() == key).then(|| value.trim())
        })
    };
    let text = |key: &str| {
        field(key)
            .and_then(|value| value.strip_prefix('"')?.strip_suffix('"'))
            .filter(|value| !value.is_empty())
    };
    let day = |key: &str| text(key).and_then(|value| value.parse::<Date>().ok());
    let value = Value {
        name: text("name").ok_or("no name")?,
        hundredths: text("amount").and_then(hundredths).ok_or("no amount")?,
        unit: text("unit").ok_or("no unit")?,
        from: day("from").ok_or("no first day")?,
        to: day("to").ok_or("no last day")?,
        nation: text("nation").ok_or("no nation")?,
        instrument: text("instrument").ok_or("no instrument")?,
        source: text("source").ok_or("no source")?,
        verified: match field("verified") {
            Some("true") => true,
            Some("false") => false,
            _ => return Err("not said whether verified"),
        },
    };
    if value.to < value.from {
        return Err("ends before it begins");
    }
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_files_are_whole() {
        let book = Book::shipped();
        assert_eq!(book.faults, Vec::<String>::new());
        assert!(book.values().len() > 100);
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
                "name = \"a\"\namount = \"1\"\nunit = \"u\"\nfrom = \"2025-02-30\"",
                "no first day",
            ),
            (
                "name = \"a\"\namount = \"1\"\nunit = \"u\"\nfrom = \"2025-02-02\"\nto = \"2025-02-01\"\nnation = \"all\"\ninstrument = \"i\"\nsource = \"s\"\nverified = true",
                "ends before it begins",
            ),
        ] {
            assert_eq!(read_value(block), Err(fault), "{block}");
        }
    }
}
