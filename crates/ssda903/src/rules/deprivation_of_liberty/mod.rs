//! Deprivation of liberty orders (from the year ending 2027).

mod dates;
mod rule_705;
mod rule_706;
mod rule_707;
mod unexpected_placements;

use crate::rule::Rule;

/// In the order of their codes; an older version before the one that took its place.
pub(super) static RULES: &[&Rule] = &[
    &dates::RULE_700,
    &dates::RULE_701,
    &dates::RULE_702,
    &dates::RULE_703,
    &dates::RULE_704,
    &rule_705::RULE,
    &rule_706::RULE,
    &rule_707::RULE,
    &dates::RULE_708,
    &unexpected_placements::RULE_709,
    &unexpected_placements::RULE_710,
];
