//! Every SQL statement of Throughcare, the same text for SQLite and PostgreSQL.

pub mod account;
pub mod audit;
pub mod authority;
pub mod awareness_session;
pub mod better_off;
pub mod calendar_feed;
pub mod caseload;
pub mod contact;
pub mod cover;
mod db;
pub mod disclosure;
pub mod draft;
pub mod entitlement;
mod error;
pub mod event;
pub mod facts;
pub mod import_run;
pub mod jobcentre;
mod moment;
pub mod person;
pub mod protocol;
pub mod reference;
pub mod reminder;
pub mod return_check;
pub mod return_finding;
pub mod return_note;
pub mod saved_view;
pub mod session;
pub mod spell;
pub mod statutory_return;
pub mod target;
pub mod worker;

pub use db::{Db, Tx};
pub use error::Error;
pub use moment::Recorded;
