//! A length of time as protocols write it: "17 years 6 months", "-28 days", "10 working days".

use std::{fmt, str::FromStr};

use jiff::{SignedDuration, ToSpan, civil::Date};

use super::working_days::WorkingDays;
use crate::calendar::{LeapDayBirthday, add_months, birthday_on};

/// Months, days and working days, all forward or all back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Length {
    pub months: i32,
    pub days: i32,
    pub working_days: i32,
}

/// Longer than any life: what a protocol says beyond it is a slip.
const MOST_YEARS: i32 = 120;

impl Length {
    pub const NONE: Self = Self {
        months: 0,
        days: 0,
        working_days: 0,
    };

    pub fn days(days: i32) -> Self {
        Self { days, ..Self::NONE }
    }

    pub fn is_none(self) -> bool {
        self == Self::NONE
    }

    pub fn is_negative(self) -> bool {
        self.months < 0 || self.days < 0 || self.working_days < 0
    }

    /// The day this long after a day. A month on from 31 January is the last day of February; a length in working days counts only those.
    pub fn after(self, day: Date, working_days: &WorkingDays) -> Date {
        // Most lengths have one part only, and this runs for every time at which anything was ever done.
        let day = match self.months {
            0 => day,
            months => add_months(day, months),
        };
        let day = match self.days {
            0 => day,
            days => day.saturating_add(SignedDuration::from_hours(24 * i64::from(days))),
        };
        working_days.after(day, self.working_days)
    }

    /// The day on which somebody reaches this age. Whole years follow the rule for birthdays on 29 February; with months on top it is the
    /// same day of that month, or its last day where there is none.
    pub fn as_age(self, date_of_birth: Date, leap_day: LeapDayBirthday) -> Date {
        let day = match i16::try_from(self.months / 12) {
            Ok(years) if self.months % 12 == 0 => birthday_on(date_of_birth, years, leap_day),
            _ => add_months(date_of_birth, self.months),
        };
        day.saturating_add(self.days.days())
    }
}

impl FromStr for Length {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!(
                "\"{text}\" is no length of time. Write for example \"7 days\", \"6 months\", \"17 years 6 months\", \"10 working days\" or \"-28 days\"."
            )
        };
        let (sign, rest) = match text.trim().strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text.trim()),
        };
        let mut length = Self::NONE;
        let mut words = rest.split_whitespace().peekable();
        words.peek().ok_or_else(wrong)?;
        while let Some(number) = words.next() {
            let number: i32 = number.parse().map_err(|_| wrong())?;
            if !(0..=MOST_YEARS * 366).contains(&number) {
                return Err(wrong());
            }
            let number = number * sign;
            match words.next() {
                Some("year" | "years") if number.abs() <= MOST_YEARS => {
                    length.months += number * 12;
                }
                Some("month" | "months") if number.abs() <= MOST_YEARS * 12 => {
                    length.months += number;
                }
                Some("week" | "weeks") => length.days += number * 7,
                Some("day" | "days") => length.days += number,
                Some("working") if matches!(words.next(), Some("day" | "days")) => {
                    length.working_days += number;
                }
                _ => return Err(wrong()),
            }
        }
        Ok(length)
    }
}

impl fmt::Display for Length {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_none() {
            return out.write_str("0 days");
        }
        if self.is_negative() {
            out.write_str("-")?;
        }
        let months = self.months.abs();
        let parts = [
            (months / 12, "year"),
            (months % 12, "month"),
            (self.days.abs(), "day"),
            (self.working_days.abs(), "working day"),
        ];
        let mut first = true;
        for (number, unit) in parts.into_iter().filter(|(number, _)| *number > 0) {
            if !first {
                out.write_str(" ")?;
            }
            first = false;
            write!(out, "{number} {unit}{}", if number == 1 { "" } else { "s" })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn lengths_read_back_as_they_were_written() {
        let check = |text: &str, back: &str| {
            let length: Length = text.parse().unwrap_or_else(|wrong| panic!("{wrong}"));
            assert_eq!(length.to_string(), back);
        };
        check("7 days", "7 days");
        check("8 weeks", "56 days");
        check("1 month 7 days", "1 month 7 days");
        check("17 years 6 months", "17 years 6 months");
        check("-28 days", "-28 days");
        check("10 working days", "10 working days");
        check("0 days", "0 days");
    }

    #[test]
    fn what_is_no_length_is_refused() {
        for text in [
            "",
            "-",
            "7",
            "days",
            "7 moons",
            "seven days",
            "9999999999 days",
            "3 working",
            "--3 days",
            "400 years",
        ] {
            assert!(text.parse::<Length>().is_err(), "{text}");
        }
    }

    #[test]
    fn ages_and_month_ends() {
        let none = WorkingDays::default();
        let age = |text: &str, born: Date, on: Date| {
            let length: Length = text.parse().expect("a length");
            assert_eq!(length.as_age(born, LeapDayBirthday::FirstOfMarch), on);
        };
        age("18 years", date(2008, 2, 29), date(2026, 3, 1));
        age("16 years", date(2008, 2, 29), date(2024, 2, 29));
        age("17 years 6 months", date(2008, 2, 29), date(2025, 8, 29));
        age("17 years 6 months", date(2008, 8, 31), date(2026, 2, 28));
        age("17 years 6 months", date(2008, 1, 15), date(2025, 7, 15));
        let after = |text: &str, from: Date, on: Date| {
            let length: Length = text.parse().expect("a length");
            assert_eq!(length.after(from, &none), on);
        };
        after("6 months", date(2025, 8, 31), date(2026, 2, 28));
        after("1 month", date(2028, 1, 31), date(2028, 2, 29));
        after("-28 days", date(2026, 3, 1), date(2026, 2, 1));
        after("4 months", date(2026, 10, 31), date(2027, 2, 28));
    }
}
