//! Times missing or away without authorisation (Missing).

mod incomplete;
mod real_dates;
mod rule_1006;
mod rule_567;
mod rule_570;
mod rule_571;
mod rule_574;
mod rule_575;
mod rule_576;
mod rule_577;
mod rule_578;
mod rule_580;
mod rule_581;
mod rule_586;
pub(in crate::rules) mod spans;

use crate::rule::Rule;

/// In the order of their codes; an older version before the one that took its place.
pub(super) static RULES: &[&Rule] = &[
    &real_dates::RULE_1004,
    &real_dates::RULE_1005,
    &rule_1006::RULE,
    &incomplete::RULE_564,
    &incomplete::RULE_565,
    &incomplete::RULE_566,
    &rule_567::RULE,
    &rule_570::RULE,
    &rule_571::RULE,
    &rule_574::RULE,
    &rule_575::RULE,
    &rule_576::RULE,
    &rule_577::RULE,
    &rule_578::RULE,
    &rule_580::RULE,
    &rule_581::RULE,
    &rule_586::RULE,
];
