//! Unaccompanied asylum-seeking children (UASC).

mod last_year;
mod rule_104;
mod rule_303;
mod rule_304;

use crate::rule::Rule;

/// In the order of their codes; an older version before the one that took its place.
pub(super) static RULES: &[&Rule] = &[
    &rule_104::RULE,
    &last_year::RULE_205A,
    &last_year::RULE_205B,
    &last_year::RULE_205C,
    &last_year::RULE_205D,
    &rule_303::RULE,
    &rule_304::RULE,
];
