//! Money as whole pence, and the one place where it is rounded.

use std::{
    fmt,
    iter::Sum,
    ops::{Add, AddAssign, Neg, Sub},
};

use serde::{Deserialize, Serialize};

use crate::hundredths::hundredths;

/// An amount of money in whole pence. Sums stop at the largest number instead of failing.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
#[must_use]
pub struct Pence(pub i64);

/// Hundredths of a per cent: 55 per cent is `Percent(5500)`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Percent(pub i64);

impl Percent {
    pub const fn whole(percent: i64) -> Self {
        Self(percent * 100)
    }
}

impl Pence {
    pub const ZERO: Self = Self(0);

    pub const fn pounds(pounds: i64) -> Self {
        Self(pounds.saturating_mul(100))
    }

    /// Reads "12", "12.5" or "12.50". Anything else, also more than two places, is `None`.
    pub fn read(text: &str) -> Option<Self> {
        hundredths(text).map(Self)
    }

    /// This amount times `numerator / denominator`, rounded to the nearest penny, half a penny up
    /// (UC Regs 2013 reg 6(1)). A denominator of 0 gives nothing.
    pub fn share(self, numerator: i64, denominator: i64) -> Self {
        if denominator == 0 {
            return Self::ZERO;
        }
        if let Some(rounded) = self.small_share(numerator, denominator) {
            return Self(rounded);
        }
        let denominator = i128::from(denominator);
        let product = i128::from(self.0) * i128::from(numerator);
        let rounded = (2 * product + denominator).div_euclid(2 * denominator);
        Self(i64::try_from(rounded).unwrap_or(if rounded > 0 { i64::MAX } else { i64::MIN }))
    }

    /// As [`Pence::share`] for usual amounts: dividing in 128 bits costs many times as much.
    fn small_share(self, numerator: i64, denominator: i64) -> Option<i64> {
        let twice = self.0.checked_mul(numerator)?.checked_mul(2)?;
        let divisor = denominator.checked_mul(2)?;
        Some(twice.checked_add(denominator)?.div_euclid(divisor))
    }

    pub fn percent(self, percent: Percent) -> Self {
        self.share(percent.0, 10_000)
    }

    pub fn times(self, count: i64) -> Self {
        Self(self.0.saturating_mul(count))
    }

    /// UC Regs 2013 Sch 4 para 7(2): weekly amounts times 52, divided by 12.
    pub fn a_month_from_a_week(self) -> Self {
        self.share(52, 12)
    }

    pub fn a_month_from_a_year(self) -> Self {
        self.share(1, 12)
    }

    pub fn a_week_from_a_month(self) -> Self {
        self.share(12, 52)
    }

    pub fn or_zero(self) -> Self {
        self.max(Self::ZERO)
    }

    /// Steps of `size` in this amount, a part of a step counting as one (UC Regs 2013 reg 72).
    pub fn steps_begun(self, size: Self) -> i64 {
        if size.0 <= 0 || self.0 <= 0 {
            return 0;
        }
        self.0 / size.0 + i64::from(self.0 % size.0 != 0)
    }

    /// "123.45" without sign or commas for the thousands: for programs.
    pub fn plain(self) -> String {
        let mut text = Vec::new();
        self.write_plain(&mut text);
        String::from_utf8(text).unwrap_or_default()
    }

    /// As [`Pence::plain`], at the end of a text: without the machinery of `format!`, because files hold millions of amounts.
    pub(crate) fn write_plain(self, out: &mut Vec<u8>) {
        /// The most digits of 64 bits, with a point.
        const PLACES: usize = 21;
        let mut digits = [b'0'; PLACES];
        let mut left = self.0.unsigned_abs();
        let mut written = 0;
        for (place, digit) in digits.iter_mut().rev().enumerate() {
            written = place + 1;
            if place == 2 {
                *digit = b'.';
                continue;
            }
            *digit = b'0' + u8::try_from(left % 10).unwrap_or(0);
            left /= 10;
            // Always a digit before the point.
            if left == 0 && place > 2 {
                break;
            }
        }
        if self.0 < 0 {
            out.push(b'-');
        }
        out.extend_from_slice(digits.get(PLACES - written..).unwrap_or_default());
    }
}

/// A sum in hundredths of a penny, for what the law works out by the year: nothing is rounded before the month is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Yearly(pub i64);

impl Yearly {
    pub fn of(pence: Pence) -> Self {
        Self(pence.0.saturating_mul(100))
    }

    /// A percentage of a whole number of pence, exact for whole per cents.
    pub fn percent_of(pence: Pence, percent: Percent) -> Self {
        Self(pence.0.saturating_mul(percent.0) / 100)
    }

    pub fn a_month(self) -> Pence {
        Pence(self.0).share(1, 1200)
    }

    pub fn whole(self) -> Pence {
        Pence(self.0).share(1, 100)
    }

    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    pub fn less(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl fmt::Display for Pence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let size = self.0.unsigned_abs();
        let pounds = (size / 100).to_string();
        let mut grouped = String::new();
        for (place, digit) in pounds.chars().enumerate() {
            if place > 0 && (pounds.len() - place).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        f.pad(&format!("{sign}£{grouped}.{:02}", size % 100))
    }
}

impl Add for Pence {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Pence {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Pence {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Pence {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl Sum for Pence {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_read_from_text_or_not_at_all() {
        for (text, expected) in [
            ("316.98", Some(31698)),
            ("0", Some(0)),
            ("12.5", Some(1250)),
            ("-3.00", Some(-300)),
            ("12.345", None),
            ("", None),
            (".5", None),
            ("1e3", None),
            ("--1", None),
        ] {
            assert_eq!(Pence::read(text), expected.map(Pence), "{text}");
        }
    }

    #[test]
    fn half_a_penny_goes_up_and_less_goes_down() {
        for (amount, numerator, denominator, expected) in [
            (1, 1, 2, 1),
            (3, 1, 2, 2),
            (1, 49, 100, 0),
            (-1, 1, 2, 0),
            (1_696_700, 1, 12, 141_392),
            (2705, 52, 12, 11722),
            (7, 1, 0, 0),
            (i64::MAX, 2, 1, i64::MAX),
            (i64::MIN, 2, 1, i64::MIN),
            (i64::MAX, 3, 4, 6_917_529_027_641_081_855),
            (5, 1, -2, -2),
        ] {
            let share = Pence(amount).share(numerator, denominator);
            assert_eq!(share, Pence(expected), "{amount} {numerator}/{denominator}");
        }
    }

    #[test]
    fn money_is_printed_with_pounds_pence_and_thousands() {
        for (pence, expected) in [
            (0, "£0.00"),
            (5, "£0.05"),
            (123_456, "£1,234.56"),
            (-30_000, "-£300.00"),
            (100_000_000, "£1,000,000.00"),
        ] {
            assert_eq!(Pence(pence).to_string(), expected);
        }
    }

    #[test]
    fn money_for_programs_has_a_point_and_two_places() {
        for (pence, expected) in [
            (0, "0.00"),
            (5, "0.05"),
            (99, "0.99"),
            (100, "1.00"),
            (123_456, "1234.56"),
            (-30_001, "-300.01"),
            (i64::MAX, "92233720368547758.07"),
            (i64::MIN, "-92233720368547758.08"),
        ] {
            assert_eq!(Pence(pence).plain(), expected);
        }
    }

    #[test]
    fn a_begun_step_counts() {
        for (amount, expected) in [(0, 0), (1, 1), (25_000, 1), (25_001, 2), (-5, 0)] {
            assert_eq!(
                Pence(amount).steps_begun(Pence(25_000)),
                expected,
                "{amount}"
            );
        }
    }
}
