//! Adoption: decisions, matching and adopters (AD1 and PlacedAdoption).

mod adopters;
mod code_lists;
mod orders_without_decision;
mod real_dates;
mod rule_1003;
mod rule_117;
mod rule_118;
mod rule_119;
mod rule_134;
mod rule_151;
mod rule_184;
mod rule_187;
mod rule_331;
mod rule_333;
mod rule_334;
mod rule_335;
mod rule_521;
mod rule_522;
mod rule_523;
mod rule_525;
mod rule_551;
mod rule_552;
mod rule_554;
mod rule_556;
mod rule_557;
mod rule_558;
mod rule_559;
mod rule_560;
mod rule_561;
mod rule_563;
mod rule_579;
mod rule_582;
mod rule_583;
mod rule_584;
mod rule_601;
mod rule_602;

use jiff::civil::Date;

use crate::child::{Child, Line};
use crate::rows::{Ad1, Episode};
use crate::rule::{Flags, Rule};

/// In the order of their codes; an older version before the one that took its place.
pub(super) static RULES: &[&Rule] = &[
    &rule_1003::RULE,
    &real_dates::RULE_112,
    &real_dates::RULE_113,
    &code_lists::RULE_114,
    &real_dates::RULE_115,
    &real_dates::RULE_116,
    &rule_117::RULE,
    &rule_118::RULE,
    &rule_119::RULE,
    &code_lists::RULE_120,
    &rule_134::RULE,
    &rule_151::RULE,
    &code_lists::RULE_175,
    &code_lists::RULE_176,
    &code_lists::RULE_177,
    &rule_184::RULE,
    &rule_187::RULE,
    &rule_331::RULE,
    &rule_333::RULE,
    &rule_334::RULE,
    &rule_335::RULE,
    &adopters::RULE_511,
    &adopters::RULE_514,
    &adopters::RULE_517,
    &adopters::RULE_518,
    &adopters::RULE_519,
    &adopters::RULE_520,
    &rule_521::RULE,
    &rule_522::RULE,
    &rule_523::RULE,
    &adopters::RULE_524,
    &rule_525::RULE,
    &rule_551::RULE,
    &rule_552::RULE,
    &orders_without_decision::RULE_553,
    &rule_554::RULE,
    &orders_without_decision::RULE_555_BEFORE_2025,
    &rule_556::BEFORE_2025,
    &rule_557::BEFORE_2025,
    &rule_557::RULE,
    &rule_558::RULE,
    &rule_559::RULE,
    &rule_560::RULE,
    &rule_561::RULE,
    &rule_563::RULE,
    &rule_579::RULE,
    &rule_582::RULE,
    &rule_583::RULE,
    &rule_584::RULE,
    &rule_601::RULE,
    &rule_602::RULE,
];

/// REC: the child was adopted, unopposed or with the parents' consent dispensed with.
const ADOPTED: &[&str] = &["E11", "E12"];

/// PLACE: placed for adoption, with consent or under a placement order, with the foster carer or with others.
const PLACEMENTS_FOR_ADOPTION: &[&str] = &["A3", "A4", "A5", "A6"];

/// `SEX_ADOPTR`: one adopter.
const SINGLE: &[&str] = &["M1", "F1"];

/// `SEX_ADOPTR`: two adopters.
const COUPLES: &[&str] = &["MM", "FF", "MF"];

/// Whether at least one of the six items about the adoption is completed, with whatever text.
pub(in crate::rules) fn has_details(row: &Ad1) -> bool {
    blanks(row).contains(&false)
}

/// Whether at least one of the six items about the adoption is blank.
pub(in crate::rules) fn lacks_details(row: &Ad1) -> bool {
    blanks(row).contains(&true)
}

fn blanks(row: &Ad1) -> [bool; 6] {
    [
        row.decided_on.is_blank(),
        row.matched_on.is_blank(),
        row.by_foster_carer.is_blank(),
        row.adopters.is_blank(),
        row.adopters_sex.is_blank(),
        row.adopters_legal_status.is_blank(),
    ]
}

/// Flags each pair of an episode and a row of AD1 whose date comes after the episode began. Dates that cannot be read make no pair.
fn flag_later_dates<'a>(
    child: &Child<'a>,
    flags: &mut Flags<'_>,
    episodes: impl Iterator<Item = Line<'a, Episode>> + Clone,
    date: fn(&Ad1) -> Option<Date>,
) {
    let Some(latest) = child.ad1().filter_map(|row| date(&row)).max() else {
        return;
    };
    let starts = episodes
        .clone()
        .filter_map(|episode| episode.started_on.date());
    let Some(earliest) = starts.min() else {
        return;
    };
    let later = |row: &Line<'_, Ad1>| date(row).is_some_and(|date| date > earliest);
    let earlier = |episode: &Line<'_, Episode>| {
        episode
            .started_on
            .date()
            .is_some_and(|started| started < latest)
    };
    flags.rows(child.ad1().filter(later));
    flags.rows(episodes.filter(earlier));
}

/// The first and the last of these dates.
fn first_and_last(dates: impl Iterator<Item = Date>) -> Option<(Date, Date)> {
    dates.fold(None, |span, date| match span {
        None => Some((date, date)),
        Some((first, last)) => Some((date.min(first), date.max(last))),
    })
}
