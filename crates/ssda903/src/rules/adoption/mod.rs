//! Adoption: decisions, matching and adopters (AD1 and PlacedAdoption).

mod rule_118;

use crate::rule::Rule;

/// In the order of their codes; an older version before the one that took its place.
pub(super) static RULES: &[&Rule] = &[&rule_118::RULE];
