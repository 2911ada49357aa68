//! Times in care, so that a day is found in them quickly however many there are.

use jiff::civil::Date;

use crate::child::Child;

/// Times from a first to a last day, both included. They may overlap.
pub(in crate::rules) struct Spans {
    /// First days in their order, each with the latest last day of its span and of all before it.
    reach: Vec<(Date, Date)>,
}

impl Spans {
    /// Those without a first day are left out. A span without a last day goes on for ever.
    pub fn new(spans: impl Iterator<Item = (Option<Date>, Option<Date>)>) -> Self {
        let mut reach: Vec<(Date, Date)> = spans
            .filter_map(|(first, last)| Some((first?, last.unwrap_or(Date::MAX))))
            .collect();
        reach.sort_unstable();
        let mut latest = Date::MIN;
        for (_, last) in &mut reach {
            latest = latest.max(*last);
            *last = latest;
        }
        Self { reach }
    }

    pub fn is_empty(&self) -> bool {
        self.reach.is_empty()
    }

    /// Whether the day lies in one of them.
    pub fn contain(&self, day: Date) -> bool {
        self.reach_of_those_begun(day)
            .is_some_and(|last| day <= last)
    }

    /// Whether the day lies in one that has no last day.
    pub fn contain_open(&self, day: Date) -> bool {
        self.reach_of_those_begun(day) == Some(Date::MAX)
    }

    /// The latest last day of all that have begun by that day.
    fn reach_of_those_begun(&self, day: Date) -> Option<Date> {
        let begun = self.reach.partition_point(|(first, _)| *first <= day);
        let (_, last) = self.reach.get(begun.checked_sub(1)?)?;
        Some(*last)
    }
}

/// The periods of care as rules 577 and 578 reckon them: an episode that begins after the one before it ended begins a new period.
/// A period ends when the episode that began last in it does; if that is open, the period is.
pub(super) fn periods_of_care(child: &Child<'_>) -> Spans {
    let mut periods: Vec<(Option<Date>, Option<Date>)> = Vec::new();
    // The rows that name no child belong to several.
    if child.id.is_empty() {
        return Spans::new(periods.into_iter());
    }
    for episode in child.episodes_by_start() {
        let Some(started) = episode.started_on.date() else {
            continue;
        };
        let ended = episode.ceased_on.date();
        match periods.last_mut() {
            Some((_, end)) if end.is_none_or(|end| started <= end) => *end = ended,
            _ => periods.push((Some(started), ended)),
        }
    }
    Spans::new(periods.into_iter())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_found_in_spans() {
        let day = |day| date(2026, 5, day);
        let spans = Spans::new(
            [
                (Some(day(20)), None),
                (Some(day(10)), Some(day(12))),
                (Some(day(1)), Some(day(5))),
                (Some(day(2)), Some(day(3))),
                (Some(day(15)), Some(day(14))),
                (None, Some(day(18))),
            ]
            .into_iter(),
        );
        let check = |date: i8, within: bool| assert_eq!(spans.contain(day(date)), within, "{date}");
        check(1, true);
        check(4, true);
        check(5, true);
        check(6, false);
        check(9, false);
        check(10, true);
        check(12, true);
        check(13, false);
        check(15, false);
        check(18, false);
        check(19, false);
        check(20, true);
        check(31, true);
        assert!(!spans.contain(date(2026, 4, 30)));
        assert!(spans.contain_open(day(20)));
        assert!(!spans.contain_open(day(19)));
        assert!(!spans.contain_open(day(4)));
        assert!(!spans.is_empty());
        assert!(Spans::new([(None, None)].into_iter()).is_empty());
    }
}
