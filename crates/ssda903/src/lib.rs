//! The statutory SSDA903 return (children looked after and care leavers, England): code sets, typed rows and reading.
//!
//! Pure: bytes in, rows and findings out. It knows no database and no web, and can be used without the rest of Throughcare.
//! Start at [`read`]: it takes the files of a return and answers with one [`YearReturn`] a year and with everything that is wrong.

pub mod cell;
mod check;
pub mod codes;
mod date;
pub mod finding;
mod read;
mod report;
pub mod rows;
mod table;

pub use cell::{Cell, ChildId, FieldValue, Text};
pub use date::{age_on, parse_date};
pub use finding::{Finding, Severity};
pub use read::{FileSummary, InputFile, ReadOptions, Reading, read};
pub use rows::{Row, RowState, YearReturn, usable};
pub use table::Table;
