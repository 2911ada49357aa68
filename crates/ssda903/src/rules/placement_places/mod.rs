//! Where placements are and who provides them: postcodes, distances, Ofsted registrations.

use crate::rule::Rule;

/// In the order of their codes; an older version before the one that took its place.
pub(super) static RULES: &[&Rule] = &[];
