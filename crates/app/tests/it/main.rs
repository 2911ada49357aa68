//! The one integration binary: everything that is tested from outside the crates.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

mod api;
mod architecture;
mod better_off;
mod browser;
mod check_page;
mod corrections;
mod gallery;
mod home;
mod jobcentre;
mod killed;
mod mail;
mod measures;
mod money;
mod money_commands;
mod my;
mod neet;
mod partner;
mod pathway_plan;
mod people;
mod person;
mod person_browser;
mod protocols;
mod returns;
mod returns_browser;
mod spreadsheet;
mod statutory_return;
mod sums;
mod support;
mod team;
mod work;
