//! Every sentence that people read, in one place, so that another language can stand beside it. Reading age 11.

mod ahead;
mod eligibility;
mod faults;
mod lines;
mod moved;
mod questions;
mod special;

pub(crate) use ahead::{beside, better_off, calendar, change, cliff, event, take_home};
pub(crate) use eligibility::{
    capital_limit, claims_as_single, course, immigration, minimum_age, room,
};
pub(crate) use faults::finding;
pub(crate) use lines::{
    award, benefit_cap, carer_element, child_benefit, child_element, childcare, costs_of_working,
    council_tax, deductions, disabled_child, gross_earnings, health_element, housing_benefit,
    housing_benefit_asked, housing_benefit_capital, housing_benefit_under_18,
    housing_benefit_with_credit, income_tax, maximum_award, national_insurance, net_earnings,
    net_income, other_income, pension, rent, scottish_child_payment, standard_allowance, taper,
    tariff_income, title, work_allowance,
};
pub(crate) use moved::{circumstance, days_passed, from_to, new_rate, older};
pub(crate) use questions::question;
pub(crate) use special::{
    child_benefit_charge, income_floor, others_at_home, profit, student_income, surplus,
};

/// "3 March 2026".
pub(crate) fn day(date: jiff::civil::Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}
