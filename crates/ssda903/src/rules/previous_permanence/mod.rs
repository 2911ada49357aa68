//! Earlier permanence from which a child came back into care (PrevPerm).

mod rule_630;
mod rule_631;
mod rule_632;
mod rule_633;
mod rule_634;
mod rule_635;

use crate::rule::Rule;

/// In the order of their codes; an older version before the one that took its place.
pub(super) static RULES: &[&Rule] = &[
    &rule_630::RULE,
    &rule_631::RULE,
    &rule_632::RULE,
    &rule_633::RULE,
    &rule_634::RULE,
    &rule_635::RULE,
];
