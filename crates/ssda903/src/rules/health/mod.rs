//! Health, offending and difficulties of children looked after all year (OC2).

use crate::rule::Rule;

/// In the order of their codes; an older version before the one that took its place.
pub(super) static RULES: &[&Rule] = &[];
