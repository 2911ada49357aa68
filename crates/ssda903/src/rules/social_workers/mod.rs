//! Times with a social worker (SWEpisodes).

mod complete;
mod ended_without_successor;
mod left_open;
mod one_after_the_other;
mod real_dates;
mod rule_sw01stg1;
mod rule_sw02stg1;
mod rule_sw06stg2;
mod rule_sw07stg2;
mod rule_sw09stg2;
mod rule_sw12stg2;
mod rule_sw13stg1;
mod rule_sw17stg2;
mod rule_sw18stg2;
mod rule_sw19stg2;

use jiff::civil::Date;

use crate::child::{Child, Line};
use crate::rows::SocialWorkerEpisode;
use crate::rule::Rule;

/// In the order of their codes; an older version before the one that took its place.
pub(super) static RULES: &[&Rule] = &[
    &rule_sw01stg1::RULE,
    &complete::SW01A,
    &complete::SW01B,
    &rule_sw02stg1::BEFORE_2026,
    &rule_sw02stg1::RULE,
    &complete::SW03,
    &real_dates::SW04_BEFORE_2026,
    &real_dates::SW04,
    &real_dates::SW05_BEFORE_2026,
    &real_dates::SW05,
    &rule_sw06stg2::RULE,
    &rule_sw07stg2::BEFORE_2025,
    &rule_sw07stg2::RULE,
    &left_open::SW08,
    &rule_sw09stg2::BEFORE_2026,
    &rule_sw09stg2::RULE,
    &one_after_the_other::SW10_BEFORE_2025,
    &one_after_the_other::SW10,
    &one_after_the_other::SW10A,
    &one_after_the_other::SW10B,
    &ended_without_successor::SW11A,
    &ended_without_successor::SW11B,
    &rule_sw12stg2::BEFORE_2025,
    &rule_sw12stg2::RULE,
    &rule_sw13stg1::BEFORE_2025,
    &rule_sw13stg1::RULE,
    &left_open::SW14,
    &rule_sw17stg2::RULE,
    &rule_sw18stg2::RULE,
    &rule_sw19stg2::RULE,
];

/// The child's rows by SW_DECOM and then by SW_DEC; where one is blank or unreadable it comes last; otherwise in the order of the file.
/// The rows that name nobody belong to several children, and are in no order.
fn in_order<'a>(child: &Child<'a>) -> Vec<Line<'a, SocialWorkerEpisode>> {
    let mut rows = by_start(child);
    rows.sort_by_key(|row| {
        (
            start_or_never(row),
            row.ceased_on.date().unwrap_or(Date::MAX),
        )
    });
    rows
}

/// The child's rows by SW_DECOM alone, as [`in_order`].
fn by_start<'a>(child: &Child<'a>) -> Vec<Line<'a, SocialWorkerEpisode>> {
    if child.id.is_empty() {
        return Vec::new();
    }
    let mut rows: Vec<_> = child.social_worker_episodes().collect();
    rows.sort_by_key(|row| start_or_never(row));
    rows
}

/// SW_DECOM; a day after all others where it is blank or unreadable.
fn start_or_never(row: &SocialWorkerEpisode) -> Date {
    row.started_on.date().unwrap_or(Date::MAX)
}
