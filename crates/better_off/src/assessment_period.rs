//! Assessment periods: the month for which Universal Credit is worked out, and the day on which it is paid (UC Regs 2013 reg 21).

use jiff::{ToSpan, civil::Date};
use serde::Serialize;

/// One assessment period: from its first day to its last, both included, and the day of payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct AssessmentPeriod {
    pub from: Date,
    pub to: Date,
    /// Within seven days of the last day (SI 2013/380 reg 47): taken as the seventh.
    pub paid_on: Date,
}

/// The first day of the assessment period in which a day falls, for a claim whose periods begin on this day of the month.
/// `None`: there is no such day of a month.
pub fn start_of(day: Date, assessment_day: i8) -> Option<Date> {
    if !(1..=31).contains(&assessment_day) {
        return None;
    }
    let this_month = start_in_month(day.year(), day.month(), assessment_day)?;
    if this_month <= day {
        return Some(this_month);
    }
    let before = day.first_of_month().yesterday().ok()?;
    start_in_month(before.year(), before.month(), assessment_day)
}

/// The period in which a day falls.
pub fn period_of(day: Date, assessment_day: i8) -> Option<AssessmentPeriod> {
    let from = start_of(day, assessment_day)?;
    let to = next_start(from, assessment_day)?.yesterday().ok()?;
    let paid_on = to.checked_add(7.days()).ok()?;
    Some(AssessmentPeriod { from, to, paid_on })
}

/// The first day of the first assessment period that begins on or after a day: when new rates reach the award.
pub fn first_on_or_after(day: Date, assessment_day: i8) -> Option<Date> {
    let start = start_of(day, assessment_day)?;
    if start == day {
        return Some(start);
    }
    next_start(start, assessment_day)
}

fn next_start(from: Date, assessment_day: i8) -> Option<Date> {
    let next_month = from.last_of_month().tomorrow().ok()?;
    start_in_month(next_month.year(), next_month.month(), assessment_day)
}

/// Reg 21(2): a claim from the 31st begins its periods on the last day of the month; one from the 29th or 30th on the 27th of February, or
/// on the 28th in a leap year.
fn start_in_month(year: i16, month: i8, assessment_day: i8) -> Option<Date> {
    let first = Date::new(year, month, 1).ok()?;
    let last = first.last_of_month();
    match (assessment_day, month) {
        (31, _) => Some(last),
        (29 | 30, 2) => last.yesterday().ok(),
        (day, _) => Date::new(year, month, day).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn periods_begin_as_regulation_21_says() {
        for (on, assessment_day, start) in [
            ("2026-04-09", 10, "2026-03-10"),
            ("2026-04-10", 10, "2026-04-10"),
            ("2026-01-05", 10, "2025-12-10"),
            ("2026-02-28", 31, "2026-02-28"),
            ("2026-02-27", 31, "2026-01-31"),
            ("2026-04-30", 31, "2026-04-30"),
            ("2026-02-27", 29, "2026-02-27"),
            ("2026-02-26", 29, "2026-01-29"),
            ("2028-02-27", 30, "2028-01-30"),
            ("2028-02-28", 30, "2028-02-28"),
            ("2026-03-29", 29, "2026-03-29"),
        ] {
            let found = start_of(day(on), assessment_day);
            assert_eq!(found, Some(day(start)), "{on} {assessment_day}");
        }
        assert_eq!(start_of(day("2026-01-01"), 0), None);
        assert_eq!(start_of(day("2026-01-01"), 32), None);
    }

    #[test]
    fn new_rates_reach_the_first_period_that_begins_on_or_after_the_day() {
        for (assessment_day, first) in [
            (6, "2026-04-06"),
            (5, "2026-05-05"),
            (7, "2026-04-07"),
            (31, "2026-04-30"),
        ] {
            let found = first_on_or_after(day("2026-04-06"), assessment_day);
            assert_eq!(found, Some(day(first)), "{assessment_day}");
        }
    }

    #[test]
    fn a_period_is_paid_on_the_seventh_day_after_its_end() {
        let period = period_of(day("2026-04-20"), 10).unwrap();
        assert_eq!(period.from, day("2026-04-10"));
        assert_eq!(period.to, day("2026-05-09"));
        assert_eq!(period.paid_on, day("2026-05-16"));
    }

    #[test]
    fn every_day_is_in_exactly_one_period() {
        for assessment_day in 1..=31 {
            let mut on = day("2027-12-15");
            let mut last = period_of(on, assessment_day).unwrap();
            while on < day("2028-04-02") {
                on = on.tomorrow().unwrap();
                let period = period_of(on, assessment_day).unwrap();
                assert!(period.from <= on && on <= period.to);
                if period != last {
                    assert_eq!(period.from, last.to.tomorrow().unwrap());
                }
                last = period;
            }
        }
    }
}
