//! The one integration binary: everything that is tested from outside the crates.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

mod architecture;
mod browser;
mod gallery;
mod person;
mod spreadsheet;
mod support;
