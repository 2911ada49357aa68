//! Birthdays, ages, months and reporting years, exact to the day.

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

/// On which day somebody born on 29 February has a birthday in a year without one.
///
/// English and Welsh law takes 1 March (a person attains an age at the start of the anniversary day); some software takes
/// 28 February. It is a parameter so that both can be tested and shown. Not verified against a statute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeapDayBirthday {
    #[default]
    FirstOfMarch,
    LastOfFebruary,
}

/// The day on which somebody born on `date_of_birth` becomes `age_years`.
pub fn birthday_on(date_of_birth: Date, age_years: i16, leap_day: LeapDayBirthday) -> Date {
    let year = date_of_birth
        .year()
        .saturating_add(age_years)
        .clamp(-9999, 9999);
    Date::new(year, date_of_birth.month(), date_of_birth.day()).unwrap_or_else(|_| match leap_day {
        LeapDayBirthday::FirstOfMarch => Date::constant(year, 3, 1),
        LeapDayBirthday::LastOfFebruary => Date::constant(year, 2, 28),
    })
}

/// Age in completed years on a day; negative before birth.
pub fn age_years(date_of_birth: Date, on: Date, leap_day: LeapDayBirthday) -> i16 {
    let years = on.year() - date_of_birth.year();
    if on < birthday_on(date_of_birth, years, leap_day) {
        years - 1
    } else {
        years
    }
}

/// The same day of the month `months` later (or earlier, when negative); the last day of that month where it has no such day.
pub fn add_months(date: Date, months: i32) -> Date {
    date.saturating_add(months.months())
}

/// The last day of March, June, September or December on or before a day.
pub fn last_quarter_end(on_or_before: Date) -> Date {
    let quarter_ends = |year| {
        [
            Date::constant(year, 3, 31),
            Date::constant(year, 6, 30),
            Date::constant(year, 9, 30),
            Date::constant(year, 12, 31),
        ]
    };
    let year = on_or_before.year().max(-9998);
    let mut ends = quarter_ends(year - 1).into_iter().chain(quarter_ends(year));
    ends.rfind(|end| *end <= on_or_before)
        .unwrap_or(on_or_before)
}

/// A year of the statutory return: 1 April to 31 March, named by the year in which it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ReportingYear {
    ending: i16,
}

impl ReportingYear {
    /// The year ending on 31 March of `ending`. `None` outside 1900 to 2999, which no return can mean.
    pub fn ending(ending: i16) -> Option<Self> {
        (1900..3000).contains(&ending).then_some(Self { ending })
    }

    /// The year that holds this day; at the ends of the calendar the nearest whole year.
    pub fn containing(day: Date) -> Self {
        let first_of_april = Date::constant(day.year(), 4, 1);
        let ending = if day < first_of_april {
            day.year()
        } else {
            day.year() + 1
        };
        Self {
            ending: ending.clamp(-9998, 9999),
        }
    }

    /// The last year that had ended on this day: what the Department would have counted by then.
    pub fn last_ended(as_at: Date) -> Self {
        let ending = if as_at < Date::constant(as_at.year(), 3, 31) {
            as_at.year() - 1
        } else {
            as_at.year()
        };
        Self {
            ending: ending.max(-9998),
        }
    }

    /// The calendar year in which it ends: 2025 for 1 April 2024 to 31 March 2025.
    pub fn year(self) -> i16 {
        self.ending
    }

    pub fn first_day(self) -> Date {
        Date::constant(self.ending - 1, 4, 1)
    }

    pub fn last_day(self) -> Date {
        Date::constant(self.ending, 3, 31)
    }

    pub fn contains(self, day: Date) -> bool {
        self.first_day() <= day && day <= self.last_day()
    }

    #[must_use]
    pub fn previous(self) -> Self {
        Self {
            ending: (self.ending - 1).max(-9998),
        }
    }

    /// The birthday from `ages` that falls in this year, with its age. A year holds exactly one birthday of each person, save
    /// that 29 February read as 28 February and 1 March never both count.
    pub fn birthday_in(self, date_of_birth: Date, leap_day: LeapDayBirthday) -> (i16, Date) {
        let age = age_years(date_of_birth, self.last_day(), leap_day);
        (age, birthday_on(date_of_birth, age, leap_day))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use LeapDayBirthday::{FirstOfMarch, LastOfFebruary};
    use jiff::civil::date;

    #[test]
    fn ages_change_on_the_birthday() {
        let check = |dob: Date, on: Date, leap_day, expected: i16| {
            assert_eq!(
                age_years(dob, on, leap_day),
                expected,
                "born {dob}, on {on}"
            );
        };
        check(date(2005, 6, 15), date(2023, 6, 14), FirstOfMarch, 17);
        check(date(2005, 6, 15), date(2023, 6, 15), FirstOfMarch, 18);
        check(date(2005, 6, 15), date(2023, 6, 16), FirstOfMarch, 18);
        check(date(2004, 2, 29), date(2022, 2, 28), FirstOfMarch, 17);
        check(date(2004, 2, 29), date(2022, 3, 1), FirstOfMarch, 18);
        check(date(2004, 2, 29), date(2022, 2, 27), LastOfFebruary, 17);
        check(date(2004, 2, 29), date(2022, 2, 28), LastOfFebruary, 18);
        check(date(2004, 2, 29), date(2024, 2, 28), FirstOfMarch, 19);
        check(date(2004, 2, 29), date(2024, 2, 29), FirstOfMarch, 20);
        check(date(2004, 2, 29), date(2024, 2, 29), LastOfFebruary, 20);
        check(date(2005, 6, 15), date(2005, 6, 14), FirstOfMarch, -1);
        check(date(2005, 12, 31), date(2023, 1, 1), FirstOfMarch, 17);
    }

    #[test]
    fn months_clamp_to_the_month_end() {
        let check = |from: Date, months: i32, expected: Date| {
            assert_eq!(add_months(from, months), expected);
        };
        check(date(2024, 8, 31), 6, date(2025, 2, 28));
        check(date(2023, 8, 31), 6, date(2024, 2, 29));
        check(date(2024, 3, 31), -1, date(2024, 2, 29));
        check(date(2024, 1, 15), 6, date(2024, 7, 15));
    }

    #[test]
    fn quarters_end_four_times_a_year() {
        let check =
            |day: Date, expected: Date| assert_eq!(last_quarter_end(day), expected, "{day}");
        check(date(2025, 3, 30), date(2024, 12, 31));
        check(date(2025, 3, 31), date(2025, 3, 31));
        check(date(2025, 4, 1), date(2025, 3, 31));
        check(date(2025, 9, 30), date(2025, 9, 30));
        check(date(2025, 12, 31), date(2025, 12, 31));
        check(date(2024, 2, 29), date(2023, 12, 31));
    }

    #[test]
    fn reporting_years_end_on_31_march() {
        let check = |day: Date, containing: i16, last_ended: i16| {
            assert_eq!(ReportingYear::containing(day).year(), containing, "{day}");
            assert_eq!(ReportingYear::last_ended(day).year(), last_ended, "{day}");
        };
        check(date(2025, 3, 30), 2025, 2024);
        check(date(2025, 3, 31), 2025, 2025);
        check(date(2025, 4, 1), 2026, 2025);
        check(date(2025, 12, 31), 2026, 2025);
        check(date(2026, 1, 1), 2026, 2025);
        // The ends of the calendar, which somebody may type.
        check(Date::MAX, 9999, 9999);
        check(Date::MIN, -9998, -9998);
        assert_eq!(
            ReportingYear::containing(Date::MIN).first_day(),
            date(-9999, 4, 1)
        );
    }

    #[test]
    fn every_year_holds_one_birthday() {
        let check = |dob: Date, ending: i16, age: i16, birthday: Date| {
            let year = ReportingYear::ending(ending).expect("a year");
            assert_eq!(
                year.birthday_in(dob, LeapDayBirthday::FirstOfMarch),
                (age, birthday)
            );
            assert!(year.contains(birthday));
        };
        check(date(2005, 4, 1), 2025, 19, date(2024, 4, 1));
        check(date(2005, 3, 31), 2025, 20, date(2025, 3, 31));
        check(date(2004, 2, 29), 2025, 21, date(2025, 3, 1));
        check(date(2004, 2, 29), 2024, 20, date(2024, 2, 29));
    }
}
