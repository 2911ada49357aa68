//! Whether the tables fit together: everybody in Header, once, with the same date of birth.

use crate::rule::Rule;

/// In the order of their codes; an older version before the one that took its place.
pub(super) static RULES: &[&Rule] = &[];
