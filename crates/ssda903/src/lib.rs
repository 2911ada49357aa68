//! The statutory SSDA903 return (children looked after and care leavers, England): code sets, typed rows, reading and writing.
//!
//! Pure: bytes in, rows and findings out. It knows no database and no web, and can be used without the rest of Throughcare.

pub mod finding;

pub use finding::{Finding, Severity};
