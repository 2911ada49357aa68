//! What people may do, tried from outside on both engines: permission, other authorities, spells, imports and signing in.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop; clippy knows only test functions as tests"
)]

mod accounts;
mod caseload;
mod duties;
mod exports;
mod imports;
mod jobcentre;
mod jobcentre_directory;
mod lists;
mod money;
mod other_authority;
mod partner;
mod permissions;
mod protocols;
mod reminders;
mod return_checks;
mod site;
mod spells;
mod statutory_return;
