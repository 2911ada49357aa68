//! Health, offending and difficulties of children looked after all year (OC2).

mod code_lists;
mod five_years;
mod rule_157;
mod rule_182;
mod rule_186;
mod rule_191;
mod rule_197a;
mod rule_197b;
mod rule_215;
mod sdq_age;
mod substance_misuse;
mod ten_years;
mod whole_year;
mod with_the_rest;

use jiff::civil::Date;

use crate::cell::{Cell, Text};
use crate::date::birthday;
use crate::rows::Oc2;
use crate::rule::Rule;

/// In the order of their codes; an older version before the one that took its place.
pub(super) static RULES: &[&Rule] = &[
    &rule_157::RULE,
    &substance_misuse::RULE_158,
    &substance_misuse::RULE_159,
    &code_lists::RULE_180,
    &code_lists::RULE_181,
    &rule_182::RULE,
    &whole_year::RULE_185,
    &rule_186::RULE,
    &sdq_age::RULE_188,
    &sdq_age::RULE_189,
    &whole_year::RULE_190,
    &rule_191::RULE,
    &substance_misuse::RULE_192,
    &substance_misuse::RULE_193,
    &code_lists::RULE_196,
    &rule_197b::RULE,
    &rule_197a::RULE,
    &whole_year::RULE_198,
    &rule_215::RULE,
    &ten_years::RULE_542,
    &ten_years::RULE_543,
    &with_the_rest::RULE_544,
    &five_years::RULE_545,
    &five_years::RULE_546,
    &with_the_rest::RULE_547,
];

/// The questions that every child is asked.
fn asked_of_everybody(row: &Oc2) -> [&Cell<Text>; 4] {
    [
        &row.immunisations,
        &row.teeth_check,
        &row.health_assessment,
        &row.substance_misuse,
    ]
}

/// The questions that only some are asked: by age, or after an answer.
fn asked_of_some(row: &Oc2) -> [&Cell<Text>; 4] {
    [
        &row.convicted,
        &row.health_check,
        &row.intervention_received,
        &row.intervention_offered,
    ]
}

/// Whether at least one of the eight questions answered with 0 or 1 is answered, with whatever text.
fn has_answers(row: &Oc2) -> bool {
    asked_of_everybody(row)
        .into_iter()
        .chain(asked_of_some(row))
        .any(|answer| !answer.is_blank())
}

/// Whether one of the questions that every child is asked is left open.
fn lacks_answers(row: &Oc2) -> bool {
    asked_of_everybody(row).into_iter().any(Cell::is_blank)
}

/// The birthday by the date of birth in OC2. `None` where that is no date.
fn birthday_of(row: &Oc2, age: i16) -> Option<Date> {
    birthday(row.date_of_birth.date()?, age)
}

/// Neither a score nor a reason why there is none.
fn is_without_score_and_reason(row: &Oc2) -> bool {
    row.difficulties_score.is_blank() && row.reason_without_score.is_blank()
}
