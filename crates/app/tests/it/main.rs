//! The one integration binary: everything that is tested from outside the crates.

mod browser;
mod gallery;
