//! Sentences about what moved an answer.

use crate::{
    money::Pence,
    moved::{Circumstance, Passed},
};

pub(crate) fn from_to(what: &str, before: Pence, after: Pence) -> String {
    format!("{what} went from {before} to {after}.")
}

pub(crate) fn older(is_partner: bool, was: u8, is: u8) -> String {
    let who = if is_partner {
        "The partner"
    } else {
        "This person"
    };
    if was == is {
        return format!("{who} is older.");
    }
    format!("{who} is now {is}, and was {was}.")
}

pub(crate) fn days_passed(reasons: &[Passed]) -> String {
    if reasons.is_empty() {
        return "Some days have passed.".into();
    }
    let sentences: Vec<&str> = reasons
        .iter()
        .map(|reason| match reason {
            Passed::ApprenticesFirstYear => "The first year of the apprenticeship is over.",
            Passed::CapGrace => "The time without the benefit cap has begun or ended.",
            Passed::StartUp => "The first year of the business may be over.",
            Passed::StudentYear => "The year of the course has begun or ended.",
            Passed::ChildsBirthday => "A child had a birthday.",
        })
        .collect();
    sentences.join(" ")
}

pub(crate) fn circumstance(circumstance: Circumstance) -> String {
    match circumstance {
        Circumstance::Job => "The job is another.",
        Circumstance::Claimant => "Something else about this person is another.",
        Circumstance::Partner => "The partner, or something about the partner, is another.",
        Circumstance::Children => "The children are others, or something about them is.",
        Circumstance::Home => "The home, or who lives in it, is another.",
        Circumstance::OtherIncome => "Other income is another.",
        Circumstance::Deductions => "What is paid back from Universal Credit is another.",
        Circumstance::Claim => "The days of the claim are others.",
    }
    .into()
}

/// One sentence for all the amounts of a subject.
pub(crate) fn new_rate(name: &str) -> String {
    let subject = SUBJECTS
        .iter()
        .find(|(beginning, _)| name.starts_with(beginning))
        .map_or("Another rate", |(_, subject)| subject);
    format!("New rate: {subject}.")
}

/// The beginning of the names of parameters, and what they are called; the longer beginning first.
const SUBJECTS: &[(&str, &str)] = &[
    ("standard_allowance", "the standard allowance"),
    ("child_element.disabled", "the amount for a disabled child"),
    ("child_element", "the amount for children"),
    ("two_child_limit", "how many children count"),
    ("health_element", "the health element"),
    ("carer_element", "the carer element"),
    ("childcare", "the help with childcare"),
    ("work_allowance", "the work allowance"),
    ("taper", "what is taken off for each pound of pay"),
    ("capital", "the rule on savings"),
    ("deductions", "the most that can be paid back"),
    ("advance", "the time to pay an advance back"),
    ("housing_cost", "what others at home take off"),
    ("student_income", "student money"),
    ("self_employment", "the floor for a business"),
    ("social_rent", "spare bedrooms"),
    ("benefit_cap", "the benefit cap"),
    ("tax", "income tax"),
    ("insurance", "National Insurance"),
    ("minimum_wage.accommodation", "a home from the employer"),
    ("minimum_wage", "the lowest legal wage"),
    ("housing_benefit", "Housing Benefit"),
    ("supported", "Housing Benefit in supported housing"),
    ("child_benefit.charge", "Child Benefit paid back as tax"),
    ("child_benefit", "Child Benefit"),
    ("scottish_child_payment", "the Scottish Child Payment"),
    ("pip", "Personal Independence Payment"),
    ("carers_allowance", "Carer's Allowance"),
    ("council_tax", "Council Tax"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rate_has_a_subject() {
        for name in crate::rates::NAMES {
            assert!(!new_rate(name).contains("Another"), "{name}");
        }
    }
}
