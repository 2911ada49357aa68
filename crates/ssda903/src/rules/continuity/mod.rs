//! This year against last year: an episode that was open must go on as it was.

mod first_episode;
mod rule_199;
mod rule_207;
mod rule_392b;
mod rule_502;
mod rule_562;
mod rule_noe;

use jiff::civil::Date;

use crate::child::{Child, Line};
use crate::rows::Episode;
use crate::rule::Rule;

/// In the order of their codes; an older version before the one that took its place.
pub(super) static RULES: &[&Rule] = &[
    &rule_199::RULE,
    &rule_207::RULE,
    &rule_392b::RULE,
    &rule_502::RULE,
    &first_episode::RULE_503A,
    &first_episode::RULE_503B,
    &first_episode::RULE_503C,
    &first_episode::RULE_503D,
    &first_episode::RULE_503E,
    &first_episode::RULE_503F,
    &rule_562::RULE,
    &rule_noe::RULE,
];

/// This year's episode with the earliest DECOM; the first in the file of several. None of the rows that name no child, because they
/// belong to several.
fn first_episode<'a>(child: &Child<'a>) -> Option<(Line<'a, Episode>, Date)> {
    let first = child.episodes_by_start().first()?;
    let started_on = first.started_on.date()?;
    (!child.id.is_empty()).then_some((*first, started_on))
}
