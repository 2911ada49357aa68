//! Codes that several rules on episodes ask for, and how they compare cells.

use jiff::civil::Date;

use crate::cell::{Cell, FieldValue, Text};
use crate::child::{Child, Line};
use crate::rows::Episode;

/// PLACE: temporary placements.
pub(super) const TEMPORARY: &[&str] = &["T0", "T1", "T2", "T3", "T4"];

/// Whether one of these codes is written, capitals or not. A blank cell is none of them.
pub(super) fn is_one_of_in_any_case<T: FieldValue>(cell: &Cell<T>, codes: &[&str]) -> bool {
    !cell.is_blank() && {
        let text = cell.text();
        codes.iter().any(|code| code.eq_ignore_ascii_case(&text))
    }
}

/// Whether both cells have the same text. Two blank cells do not.
pub(super) fn say_the_same<T: FieldValue>(one: &Cell<T>, other: &Cell<T>) -> bool {
    !one.is_blank() && one.text() == other.text()
}

/// Whether both cells have the same postcode, capitals or not. Two blank cells do not.
pub(super) fn postcodes_are_the_same(one: &Cell<Text>, other: &Cell<Text>) -> bool {
    !one.is_blank() && in_capitals(&one.text()).eq(in_capitals(&other.text()))
}

fn in_capitals(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(char::to_uppercase)
}

/// Whether PLACE, PL_POST, URN and PLACE_PROVIDER have the same text, or are blank, in both episodes. The public checker puts
/// postcodes into capitals when it reads them.
pub(super) fn placement_is_the_same(one: &Episode, other: &Episode) -> bool {
    one.placement.text() == other.placement.text()
        && in_capitals(&one.placement_postcode.text())
            .eq(in_capitals(&other.placement_postcode.text()))
        && one.provider_urn.text() == other.provider_urn.text()
        && one.provider.text() == other.provider.text()
}

/// Each of this year's episodes with the one that follows it by DECOM; those without a readable DECOM come last.
/// None for the rows that name no child, because they belong to several.
pub(super) fn neighbours<'a>(
    child: &Child<'a>,
) -> impl Iterator<Item = (Line<'a, Episode>, Line<'a, Episode>)> {
    let episodes = match child.id {
        "" => &[],
        _ => child.episodes_by_start(),
    };
    episodes
        .array_windows()
        .map(|[episode, next]| (*episode, *next))
}

/// The readable dates of birth of the child in this year's Header: usually one. None for the rows that name no child.
pub(super) fn births(child: &Child<'_>) -> impl Iterator<Item = Date> {
    let named = !child.id.is_empty();
    child
        .header()
        .filter(move |_| named)
        .filter_map(|row| row.date_of_birth.date())
}
