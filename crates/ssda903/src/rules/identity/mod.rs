//! Who a child is: sex, birth, ethnicity, pupil number, mother (Header).

mod last_year;
mod real_dates;
mod rule_101;
mod rule_103;
mod rule_105;
mod rule_168;
mod rule_174;
mod rule_208;
mod rule_209;
mod rule_231;
mod rule_232;
mod rule_301;
mod rule_351;
mod rule_444;
mod rule_611;
mod rule_612;
mod rule_620;
mod rule_621;
mod rule_626;

use crate::cell::{Cell, Text};
use crate::rule::Rule;

/// In the order of their codes; an older version before the one that took its place.
pub(super) static RULES: &[&Rule] = &[
    &rule_101::BEFORE_2025,
    &rule_101::RULE,
    &real_dates::RULE_102,
    &rule_103::RULE,
    &rule_105::RULE,
    &rule_168::RULE,
    &real_dates::RULE_171,
    &rule_174::BEFORE_2025,
    &rule_174::RULE,
    &last_year::RULE_202,
    &last_year::RULE_203,
    &last_year::RULE_204,
    &rule_208::RULE,
    &rule_209::RULE,
    &rule_231::RULE,
    &rule_232::RULE,
    &rule_301::RULE,
    &rule_351::RULE,
    &rule_444::RULE,
    &rule_611::RULE,
    &rule_612::BEFORE_2025,
    &rule_612::RULE,
    &rule_620::RULE,
    &rule_621::RULE,
    &last_year::RULE_624,
    &rule_626::RULE,
];

/// Whether the cell holds that number, however it is written: 1, 01 and 1.0 are the same.
pub(super) fn is_number(cell: &Cell<Text>, number: f64) -> bool {
    cell.text()
        .parse::<f64>()
        .is_ok_and(|written| (written - number).abs() < f64::EPSILON)
}
