//! A spell: something that is true of a person from one day until another, and the arithmetic of such stretches of days.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A value that holds from `starts_on` until the day before `ends_on`; with no end it still holds.
///
/// Days are half-open so that one spell can end on the day on which the next starts, and nobody is counted twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Spell<T> {
    pub value: T,
    pub starts_on: Date,
    pub ends_on: Option<Date>,
}

impl<T> Spell<T> {
    pub fn new(value: T, starts_on: Date, ends_on: Option<Date>) -> Self {
        Self {
            value,
            starts_on,
            ends_on,
        }
    }

    /// Whether it holds on this day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.starts_on <= day && self.ends_on.is_none_or(|end| day < end)
    }

    /// Whether it holds on any day from `from` until the day before `until`.
    pub fn touches(&self, from: Date, until: Date) -> bool {
        from < until
            && self.starts_on < until
            && self.ends_on.is_none_or(|end| from < end)
            && self.ends_on != Some(self.starts_on)
    }
}

/// Days from `from` until the day before `until` that at least one spell covers. Overlaps count once; open spells run to `until`.
pub fn days_covered<'a, T: 'a>(
    spells: impl IntoIterator<Item = &'a Spell<T>>,
    from: Date,
    until: Date,
) -> i64 {
    merged(spells, from, until)
        .iter()
        .map(|(start, end)| i64::from((*end - *start).get_days()))
        .sum()
}

/// The stretches from `from` until the day before `until` that no spell covers.
pub fn gaps<'a, T: 'a>(
    spells: impl IntoIterator<Item = &'a Spell<T>>,
    from: Date,
    until: Date,
) -> Vec<(Date, Date)> {
    let mut gaps = Vec::new();
    let mut covered_until = from;
    for (start, end) in merged(spells, from, until) {
        if covered_until < start {
            gaps.push((covered_until, start));
        }
        covered_until = end;
    }
    if covered_until < until {
        gaps.push((covered_until, until));
    }
    gaps
}

/// The covered stretches inside a window, in order, with overlapping and adjoining ones made one.
pub fn merged<'a, T: 'a>(
    spells: impl IntoIterator<Item = &'a Spell<T>>,
    from: Date,
    until: Date,
) -> Vec<(Date, Date)> {
    let mut stretches: Vec<(Date, Date)> = spells
        .into_iter()
        .map(|spell| {
            (
                spell.starts_on.max(from),
                spell.ends_on.map_or(until, |end| end.min(until)),
            )
        })
        .filter(|(start, end)| start < end)
        .collect();
    stretches.sort_unstable();
    let mut merged: Vec<(Date, Date)> = Vec::with_capacity(stretches.len());
    for (start, end) in stretches {
        match merged.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => merged.push((start, end)),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn spell(from: i16, until: Option<i16>) -> Spell<()> {
        Spell::new((), day(from), until.map(day))
    }

    fn day(number: i16) -> Date {
        date(2024, 2, 20).saturating_add(jiff::Span::new().days(number))
    }

    #[test]
    fn a_spell_holds_from_its_start_until_the_day_before_its_end() {
        let check = |on: i16, expected: bool| {
            assert_eq!(spell(5, Some(8)).holds_on(day(on)), expected, "day {on}");
        };
        check(4, false);
        check(5, true);
        check(7, true);
        check(8, false);
        assert!(spell(5, None).holds_on(day(400)));
        assert!(!spell(5, Some(5)).holds_on(day(5)));
    }

    #[test]
    fn overlaps_count_once() {
        let check = |spells: &[Spell<()>], days: i64, gap_count: usize| {
            assert_eq!(days_covered(spells, day(0), day(20)), days);
            assert_eq!(gaps(spells, day(0), day(20)).len(), gap_count);
        };
        check(&[], 0, 1);
        check(&[spell(0, None)], 20, 0);
        check(&[spell(2, Some(6)), spell(4, Some(10))], 8, 2);
        check(&[spell(2, Some(6)), spell(6, Some(10))], 8, 2);
        check(&[spell(2, Some(6)), spell(7, Some(10))], 7, 3);
        check(&[spell(-9, Some(6)), spell(18, None)], 8, 1);
        check(&[spell(6, Some(6))], 0, 1);
    }

    proptest! {
        #[test]
        fn covered_days_and_gaps_fill_the_window(stretches in proptest::collection::vec((-30i16..60, 0i16..40), 0..12)) {
            let spells: Vec<_> = stretches.iter().map(|(start, length)| spell(*start, Some(start + length))).collect();
            let uncovered: i64 = gaps(&spells, day(0), day(40)).iter().map(|(from, until)| i64::from((*until - *from).get_days())).sum();
            prop_assert_eq!(days_covered(&spells, day(0), day(40)) + uncovered, 40);
            let counted = (0..40).filter(|number| spells.iter().any(|spell| spell.holds_on(day(*number)))).count();
            prop_assert_eq!(i64::try_from(counted).expect("few"), days_covered(&spells, day(0), day(40)));
        }
    }
}
