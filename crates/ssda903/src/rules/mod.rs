//! The Department's rules, family by family, each rule with its words, its check and its cases in one file.

mod adoption;
mod care_leavers;
mod continuity;
mod deprivation_of_liberty;
mod episodes;
mod health;
mod identity;
mod integrity;
mod missing;
mod partial_date;
mod period_of_care;
mod placement_places;
mod previous_permanence;
mod reviews;
mod social_workers;
mod unaccompanied;

use std::collections::HashSet;

use crate::rule::Rule;

static FAMILIES: &[&[&Rule]] = &[
    adoption::RULES,
    care_leavers::RULES,
    continuity::RULES,
    deprivation_of_liberty::RULES,
    episodes::RULES,
    health::RULES,
    identity::RULES,
    integrity::RULES,
    missing::RULES,
    placement_places::RULES,
    previous_permanence::RULES,
    reviews::RULES,
    social_workers::RULES,
    unaccompanied::RULES,
];

/// All rules and all their versions.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().flat_map(|family| family.iter().copied())
}

/// One rule for each code of today's catalogue and of the year's: the version that holds in the year, or else today's.
pub fn of_year(year_ending: i16) -> impl Iterator<Item = &'static Rule> {
    let holds = move |rule: &Rule| rule.years.contains(&year_ending);
    let held: HashSet<&str> = all()
        .filter(|rule| holds(rule))
        .map(|rule| rule.code)
        .collect();
    all().filter(move |rule| {
        holds(rule) || (*rule.years.end() == i16::MAX && !held.contains(rule.code))
    })
}

/// All versions of the rule with that code, whatever the capitals.
pub fn find(code: &str) -> impl Iterator<Item = &'static Rule> {
    all().filter(move |rule| rule.code.eq_ignore_ascii_case(code))
}
