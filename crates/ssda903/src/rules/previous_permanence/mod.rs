//! Earlier permanence from which a child came back into care (PrevPerm).

use crate::rule::Rule;

/// In the order of their codes; an older version before the one that took its place.
pub(super) static RULES: &[&Rule] = &[];
