//! What is true about a young person leaving care: people, dated facts, and what follows from them. Pure: no clock, no database.

pub mod accommodation;
pub mod activity;
pub mod agreement;
pub mod allocation;
pub mod authority;
pub mod calendar;
pub mod eligibility;
pub mod entitlement;
pub mod event;
pub mod facts;
pub mod in_touch;
pub mod jobcentre;
pub mod ledger;
pub mod money;
pub mod person;
pub mod placement;
pub mod source;
pub mod spell;
pub mod spell_value;
pub mod wording;

pub use ssda903::{Finding, Severity};
