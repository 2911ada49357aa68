//! A quarter of a calendar year.

use std::str::FromStr;

use jiff::civil::Date;

/// Ordered by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter {
    year: i16,
    /// 0 for January to March.
    number: i8,
}

impl Quarter {
    pub fn of(day: Date) -> Self {
        Self {
            year: day.year(),
            number: (day.month() - 1) / 3,
        }
    }

    pub fn first_day(self) -> Date {
        Date::new(self.year, self.number * 3 + 1, 1).unwrap_or(Date::MIN)
    }

    pub fn last_day(self) -> Date {
        Date::new(self.year, self.number * 3 + 3, 1)
            .map_or(Date::MAX, jiff::civil::Date::last_of_month)
    }

    /// "January to March 2026".
    pub fn label(self) -> String {
        let months = match self.number {
            0 => "January to March",
            1 => "April to June",
            2 => "July to September",
            _ => "October to December",
        };
        format!("{months} {}", self.year)
    }

    /// "2026-1", as it stands in addresses.
    pub fn code(self) -> String {
        format!("{}-{}", self.year, self.number + 1)
    }
}

impl FromStr for Quarter {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (year, number) = text.split_once('-').ok_or(())?;
        let year: i16 = year.parse().map_err(|_| ())?;
        let number: i8 = number.parse().map_err(|_| ())?;
        if (1900..3000).contains(&year) && (1..=4).contains(&number) {
            Ok(Self {
                year,
                number: number - 1,
            })
        } else {
            Err(())
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_falls_into_its_quarter() {
        let check = |day: Date, code: &str, first: Date, last: Date| {
            let quarter = Quarter::of(day);
            assert_eq!(quarter.code(), code, "{day}");
            assert_eq!((quarter.first_day(), quarter.last_day()), (first, last));
            assert_eq!(code.parse(), Ok(quarter));
        };
        check(
            date(2024, 2, 29),
            "2024-1",
            date(2024, 1, 1),
            date(2024, 3, 31),
        );
        check(
            date(2026, 4, 1),
            "2026-2",
            date(2026, 4, 1),
            date(2026, 6, 30),
        );
        check(
            date(2026, 12, 31),
            "2026-4",
            date(2026, 10, 1),
            date(2026, 12, 31),
        );
        assert_eq!(
            Quarter::of(date(2026, 8, 1)).label(),
            "July to September 2026"
        );
        for wrong in ["", "2026", "2026-5", "2026-0", "x-1", "20260-1"] {
            assert_eq!(wrong.parse::<Quarter>(), Err(()), "{wrong}");
        }
    }
}
