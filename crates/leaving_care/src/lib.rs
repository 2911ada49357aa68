//! What is true about a young person leaving care: people, dated facts, and what follows from them. Pure: no clock, no database.

pub mod accommodation;
pub mod action;
pub mod activity;
pub mod agreement;
pub mod allocation;
pub mod authority;
mod block;
pub mod calendar;
pub mod caseload;
pub mod claim;
pub mod duty;
pub mod education_plan;
pub mod eligibility;
pub mod entitlement;
pub mod event;
pub mod facts;
pub mod forecast;
pub mod in_touch;
pub mod jobcentre;
pub mod ledger;
pub mod money;
pub mod pathway_plan;
pub mod person;
pub mod placement;
pub mod plan_form;
pub mod protocol_figures;
pub mod readiness;
pub mod source;
pub mod spell;
pub mod spell_value;
pub mod wording;

pub use ssda903::{Finding, Severity};
