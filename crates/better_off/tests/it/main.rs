//! Hand-worked cases with their paragraphs, on both sides of every boundary, and the properties that must hold for any household.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop; clippy knows only test functions as tests"
)]

mod ahead;
mod award;
mod calendar;
mod cap;
mod childcare;
mod council_tax;
mod curve;
mod eligibility;
mod findings;
mod high_pay;
mod housing_benefit;
mod made;
mod minimum_wage;
mod moved;
mod northern_ireland;
mod others_at_home;
mod properties;
mod reading_age;
mod rent;
mod self_employment;
mod student;
mod tax;
mod trace;
