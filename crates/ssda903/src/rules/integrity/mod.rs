//! Whether the tables fit together: everybody in Header, once, with the same date of birth.

mod differs_from_header;
mod not_in_header;
mod only_once;
mod rule_1012;

use crate::rule::Rule;

/// In the order of their codes; an older version before the one that took its place.
pub(super) static RULES: &[&Rule] = &[
    &rule_1012::RULE,
    &not_in_header::INT01,
    &not_in_header::INT02,
    &not_in_header::INT03,
    &not_in_header::INT04,
    &not_in_header::INT05,
    &not_in_header::INT06,
    &not_in_header::INT07,
    &not_in_header::INT08,
    &not_in_header::INT09,
    &differs_from_header::INT11,
    &differs_from_header::INT12,
    &differs_from_header::INT13,
    &differs_from_header::INT14,
    &differs_from_header::INT15,
    &differs_from_header::INT16,
    &differs_from_header::INT17,
    &differs_from_header::INT18,
    &differs_from_header::INT21,
    &only_once::INT31,
    &only_once::INT32,
    &only_once::INT33,
    &only_once::INT34,
    &only_once::INT35,
    &only_once::INT36,
];
