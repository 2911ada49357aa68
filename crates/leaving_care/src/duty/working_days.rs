//! Working days: Monday to Friday without the bank holidays of England and Wales, which are a dated list and a parameter.

use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};

/// The days on which offices are shut besides weekends.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WorkingDays {
    /// In order.
    holidays: Vec<Date>,
}

impl WorkingDays {
    pub fn without(mut holidays: Vec<Date>) -> Self {
        holidays.sort_unstable();
        holidays.dedup();
        Self { holidays }
    }

    pub fn is_working_day(&self, day: Date) -> bool {
        !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
            && self.holidays.binary_search(&day).is_err()
    }

    /// The day `number` working days after (before, when negative) a day; that day itself when it is none.
    pub(super) fn after(&self, mut day: Date, number: i32) -> Date {
        let step = if number < 0 { -1 } else { 1 };
        let mut left = number.abs();
        while left > 0 {
            let next = day.saturating_add(step.days());
            if next == day {
                break;
            }
            day = next;
            if self.is_working_day(day) {
                left -= 1;
            }
        }
        day
    }

    /// The day itself, or the next working day.
    pub fn on_or_after(&self, mut day: Date) -> Date {
        while !self.is_working_day(day) && day < Date::MAX {
            day = day.saturating_add(1.days());
        }
        day
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn weekends_and_bank_holidays_do_not_count() {
        let days = WorkingDays::without(vec![date(2025, 12, 26), date(2025, 12, 25)]);
        let check = |from: Date, number: i32, expected: Date| {
            assert_eq!(days.after(from, number), expected, "{from} {number}");
        };
        check(date(2025, 12, 24), 1, date(2025, 12, 29));
        check(date(2025, 12, 24), 0, date(2025, 12, 24));
        check(date(2025, 12, 29), -1, date(2025, 12, 24));
        check(date(2025, 12, 20), 1, date(2025, 12, 22));
        check(date(2025, 12, 1), 10, date(2025, 12, 15));
        assert_eq!(days.on_or_after(date(2025, 12, 25)), date(2025, 12, 29));
        assert_eq!(days.on_or_after(date(2025, 12, 29)), date(2025, 12, 29));
    }
}
