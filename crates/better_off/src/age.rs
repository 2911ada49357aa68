//! Ages: from a date of birth on a day, or as somebody said it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// When somebody was born, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Born {
    On(Date),
    /// Only the age is known: it holds on every day that is asked about, and no birthday is foreseen.
    Years(u8),
}

impl Born {
    /// Whole years on this day; a birth in the future is 0.
    pub fn age_on(self, day: Date) -> u8 {
        match self {
            Self::Years(years) => years,
            Self::On(born) => age_on(born, day),
        }
    }

    /// The day on which this age is reached, where the date of birth is known.
    pub fn reaches(self, age: u8) -> Option<Date> {
        match self {
            Self::Years(_) => None,
            Self::On(born) => birthday(born, age),
        }
    }

    /// Whether the birth was before `day`, for a person of whom it is known. With an age only, held on `as_at`, it may be uncertain.
    pub fn was_before(self, day: Date, as_at: Date) -> Option<bool> {
        match self {
            Self::On(born) => Some(born < day),
            Self::Years(age) => {
                let latest = years_before(as_at, i16::from(age))?;
                let earliest = years_before(as_at, i16::from(age) + 1)?.tomorrow().ok()?;
                if latest < day {
                    Some(true)
                } else if earliest >= day {
                    Some(false)
                } else {
                    None
                }
            }
        }
    }
}

/// The same day of an earlier year; 28 February for the 29th where there is none.
fn years_before(day: Date, years: i16) -> Option<Date> {
    let year = day.year().checked_sub(years)?;
    Date::new(year, day.month(), day.day())
        .or_else(|_| Date::new(year, day.month(), 28))
        .ok()
}

fn age_on(born: Date, day: Date) -> u8 {
    let mut years = i32::from(day.year()) - i32::from(born.year());
    let before_birthday = (day.month(), day.day()) < (born.month(), born.day());
    if before_birthday {
        years -= 1;
    }
    u8::try_from(years.clamp(0, 255)).unwrap_or(0)
}

/// An age is reached at the start of the birthday (Family Law Reform Act 1969 s.9). Who was born on 29 February reaches it on 1 March in
/// other years (Age of Legal Capacity (Scotland) Act 1991 s.6(2); the same is taken for England and Wales, not verified).
fn birthday(born: Date, age: u8) -> Option<Date> {
    let year = born.year().checked_add(i16::from(age))?;
    Date::new(year, born.month(), born.day())
        .or_else(|_| Date::new(year, 3, 1))
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_birthday_counts_from_its_first_moment() {
        for (born, on, age) in [
            ("2001-05-03", "2026-05-02", 24),
            ("2001-05-03", "2026-05-03", 25),
            ("2001-05-03", "2026-05-04", 25),
            ("2004-02-29", "2022-02-28", 17),
            ("2004-02-29", "2022-03-01", 18),
            ("2004-02-29", "2024-02-29", 20),
            ("2030-01-01", "2026-01-01", 0),
        ] {
            assert_eq!(Born::On(day(born)).age_on(day(on)), age, "{born} {on}");
        }
    }

    #[test]
    fn the_day_of_an_age_agrees_with_the_age_on_that_day() {
        for born in ["2001-05-03", "2004-02-29", "2008-12-31"] {
            let born = Born::On(day(born));
            for age in [16, 18, 21, 25] {
                let on = born.reaches(age).unwrap();
                assert_eq!(born.age_on(on), age);
                assert_eq!(born.age_on(on.yesterday().unwrap()), age - 1);
            }
        }
        assert_eq!(Born::Years(20).reaches(21), None);
    }

    #[test]
    fn an_age_alone_decides_only_what_it_can() {
        for (born, expected) in [
            (Born::On(day("2017-04-05")), Some(true)),
            (Born::On(day("2017-04-06")), Some(false)),
            (Born::Years(9), Some(true)),
            (Born::Years(8), None),
            (Born::Years(7), Some(false)),
        ] {
            let found = born.was_before(day("2017-04-06"), day("2025-04-30"));
            assert_eq!(found, expected, "{born:?}");
        }
    }
}
