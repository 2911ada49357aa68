//! This year against last year: an episode that was open must go on as it was.

use crate::rule::Rule;

/// In the order of their codes; an older version before the one that took its place.
pub(super) static RULES: &[&Rule] = &[];
