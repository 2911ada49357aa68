//! Reviews of a child's case, and how the child took part.

mod ages;
mod rule_166;
mod rule_167;
mod rule_399;

use crate::rule::Rule;

/// In the order of their codes; an older version before the one that took its place.
pub(super) static RULES: &[&Rule] = &[
    &rule_166::RULE,
    &rule_167::RULE,
    &rule_399::RULE,
    &ages::RULE_440,
    &ages::RULE_441,
];
