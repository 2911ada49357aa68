//! Hand-worked cases with their paragraphs, on both sides of every boundary, and the properties that must hold for any household.

mod award;
mod calendar;
mod cap;
mod childcare;
mod council_tax;
mod curve;
mod eligibility;
mod findings;
mod housing_benefit;
mod ahead;
mod made;
mod minimum_wage;
mod properties;
mod rent;
mod tax;
mod trace;
