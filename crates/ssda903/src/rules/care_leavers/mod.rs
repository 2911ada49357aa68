//! Care leavers: contact, activity and accommodation (OC3).

mod code_lists;
mod rule_1000;
mod rule_1001;
mod rule_1002;
mod rule_1007;
mod rule_1010;
mod rule_1011;
mod rule_1014;
mod rule_1016;
mod rule_153;
mod rule_165;
mod rule_3001;
mod rule_344;
mod rule_345;
mod rule_347;
mod rule_348;
mod rule_391;
mod rule_628;
mod rule_epi;

use jiff::civil::Date;

use crate::child::SHORT_BREAKS;
use crate::date::birthday;
use crate::rows::{Episode, Oc3};
use crate::rule::Rule;

/// In the order of their codes; an older version before the one that took its place.
pub(super) static RULES: &[&Rule] = &[
    &rule_1000::RULE,
    &rule_1001::RULE,
    &rule_1002::RULE,
    &rule_1007::RULE,
    &rule_1010::RULE,
    &rule_1011::RULE,
    &rule_1014::RULE,
    &rule_1016::RULE,
    &code_lists::RULE_131,
    &code_lists::RULE_132,
    &code_lists::RULE_133,
    &rule_153::RULE,
    &rule_165::RULE,
    &rule_3001::RULE,
    &rule_344::RULE,
    &rule_345::RULE,
    &rule_347::RULE,
    &rule_348::RULE,
    &rule_391::RULE,
    &rule_628::RULE,
    &rule_epi::RULE,
];

/// Whether at least one of contact, activity and accommodation is completed, with whatever text.
pub(in crate::rules) fn has_outcomes(row: &Oc3) -> bool {
    !(row.in_touch.is_blank() && row.activity.is_blank() && row.accommodation.is_blank())
}

/// The birthday by the date of birth in OC3. `None` where that is no date.
fn birthday_of(row: &Oc3, age: i16) -> Option<Date> {
    birthday(row.date_of_birth.date()?, age)
}

/// The birthday in the year of somebody who is 17 or 18 when it ends. `None` for everybody else.
fn birthday_at_17_or_18(row: &Oc3, year_end: Date) -> Option<Date> {
    let reached = |age| birthday_of(row, age).filter(|birthday| *birthday <= year_end);
    match reached(19) {
        Some(_) => None,
        None => reached(18).or_else(|| reached(17)),
    }
}

/// Whether the legal status is an agreed series of short breaks, in capitals or not.
fn is_short_break(episode: &Episode) -> bool {
    let legal_status = episode.legal_status.text();
    SHORT_BREAKS
        .iter()
        .any(|code| legal_status.eq_ignore_ascii_case(code))
}
