//! The statutory SSDA903 return (children looked after and care leavers, England): reading, all rules, writing.
#![doc = ""]
#![doc = include_str!("../README.md")]

#[cfg(test)]
mod case;
pub mod cell;
mod check;
pub mod checked;
pub mod child;
mod children;
pub mod codes;
mod collection;
pub mod date;
pub mod derived;
pub mod finding;
pub mod ledger;
mod read;
pub mod reference;
mod report;
pub mod rows;
pub mod rule;
pub mod rules;
mod submission;
mod table;
pub mod unaccompanied;
pub mod write;

pub use cell::{Cell, ChildId, FieldValue, Text};
pub use collection::Collection;
pub use date::{age_on, parse_date};
pub use finding::{Finding, Severity};
pub use ledger::{Entry, Flagged, Ledger, Outcome};
pub use read::{
    FileSummary, Format, InputFile, ReadOptions, Reading, YearReading, read, read_year,
};
pub use rows::{Row, RowState, YearReturn, usable};
pub use rule::Rule;
pub use submission::{ReferenceUsed, Submission};
pub use table::Table;
