//! Periods of care: episodes that follow each other without a gap, as the rules on times within care reckon them (notes on 577 and 707).

use jiff::civil::Date;

use crate::child::Child;

/// A time during which a child was looked after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PeriodOfCare {
    /// DECOM of its first episode.
    pub starts_on: Date,
    /// DEC of its last episode by DECOM; `None` while that is open.
    pub ends_on: Option<Date>,
}

/// The periods of this year's episodes, in the order in which they begin; none overlaps the next, and only the last can be open.
///
/// A new one begins where an episode starts after the day on which the one before it ended. Episodes without a readable DECOM are left
/// out. The rows that name no child make no period, because they belong to several.
pub(super) fn periods_of_care(child: &Child<'_>) -> Vec<PeriodOfCare> {
    let mut periods: Vec<PeriodOfCare> = Vec::new();
    if child.id.is_empty() {
        return periods;
    }
    for episode in child.episodes_by_start() {
        let Some(starts_on) = episode.started_on.date() else {
            break;
        };
        let ends_on = episode.ceased_on.date();
        match periods.last_mut() {
            Some(period) if period.ends_on.is_none_or(|ended| starts_on <= ended) => {
                period.ends_on = ends_on;
            }
            _ => periods.push(PeriodOfCare { starts_on, ends_on }),
        }
    }
    periods
}

/// Whether a time in the life of the child lies in one of the periods. Of a time that goes on the period must be open and begin no
/// later; of one that has ended the last day alone is looked at: it must lie in a period.
pub(super) fn lies_in_care(
    periods: &[PeriodOfCare],
    started_on: Date,
    ended_on: Option<Date>,
) -> bool {
    let day = ended_on.unwrap_or(started_on);
    let begun = periods.partition_point(|period| period.starts_on <= day);
    let period = begun.checked_sub(1).and_then(|last| periods.get(last));
    period.is_some_and(|period| match (ended_on, period.ends_on) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(ended), Some(period_ends)) => ended <= period_ends,
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{PeriodOfCare, lies_in_care};

    #[test]
    fn a_time_lies_in_care_or_not() {
        let day = |day: i8| date(2026, 5, day);
        let period = |from: i8, to: Option<i8>| PeriodOfCare {
            starts_on: day(from),
            ends_on: to.map(day),
        };
        let periods = [period(3, Some(5)), period(8, None)];
        let check = |from: i8, to: Option<i8>, expected: bool| {
            assert_eq!(
                lies_in_care(&periods, day(from), to.map(day)),
                expected,
                "{from} to {to:?}"
            );
        };
        check(1, Some(2), false);
        check(1, Some(3), true);
        check(4, Some(5), true);
        check(4, Some(6), false);
        check(1, Some(8), true);
        check(4, None, false);
        check(7, None, false);
        check(8, None, true);
        assert!(!lies_in_care(&[], day(1), None));
    }
}
