//! Money as whole pence: read as people type it, written as people read it.

use std::{
    fmt::{self, Write},
    iter::Sum,
    ops::Add,
};

use serde::{Deserialize, Serialize};

/// An amount in whole pence. Sums stop at the largest number instead of failing. (`better_off` has a type of its own: that crate stands
/// alone, and rounds by the law of benefits; here nothing is ever rounded.)
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Pence(pub i64);

impl Pence {
    pub const ZERO: Self = Self(0);
    /// A million pounds: no entitlement comes near it, and sums of it stay exact.
    pub const MOST: Self = Self::pounds(1_000_000);

    pub const fn pounds(pounds: i64) -> Self {
        Self(pounds.saturating_mul(100))
    }

    /// Reads "1000", "£1,000", "12.5", "12.50 ". Anything else, also less than nothing and more than two places, is `None`.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = text.strip_prefix('£').unwrap_or(text).trim();
        let (whole, parts) = text.split_once('.').unwrap_or((text, ""));
        let whole = without_commas(whole)?;
        let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || whole.len() > 12 || parts.len() > 2 {
            return None;
        }
        if !are_digits(&whole) || !are_digits(parts) || text.ends_with('.') {
            return None;
        }
        let whole: i64 = whole.parse().ok()?;
        let parts: i64 = format!("{parts:0<2}").parse().ok()?;
        Some(Self(whole * 100 + parts))
    }

    #[must_use]
    pub fn less(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    pub fn is_something(self) -> bool {
        self.0 > 0
    }

    /// "1000.00", for programs and files.
    pub fn plain(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let size = self.0.unsigned_abs();
        format!("{sign}{}.{:02}", size / 100, size % 100)
    }
}

/// Commas stand between thousands or nowhere: "1,50" is not a number of pounds.
fn without_commas(whole: &str) -> Option<String> {
    if !whole.contains(',') {
        return Some(whole.to_owned());
    }
    let groups: Vec<&str> = whole.split(',').collect();
    let (first, rest) = groups.split_first()?;
    let is_first = (1..=3).contains(&first.len());
    (is_first && rest.iter().all(|group| group.len() == 3)).then(|| groups.concat())
}

impl Add for Pence {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sum for Pence {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

/// "£1,000" and "£12.50": pence are left out when there are none.
impl fmt::Display for Pence {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.0.unsigned_abs();
        let digits = (size / 100).to_string();
        let mut text = String::from(if self.0 < 0 { "-£" } else { "£" });
        for (position, digit) in digits.chars().enumerate() {
            if position > 0 && (digits.len() - position).is_multiple_of(3) {
                text.push(',');
            }
            text.push(digit);
        }
        if !size.is_multiple_of(100) {
            write!(text, ".{:02}", size % 100)?;
        }
        formatter.write_str(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_type_them() {
        let check = |text: &str, pence: Option<i64>| {
            assert_eq!(Pence::read(text), pence.map(Pence), "{text:?}");
        };
        check("1000", Some(100_000));
        check(" £1,000 ", Some(100_000));
        check("£ 1,234,567.89", Some(123_456_789));
        check("12.5", Some(1_250));
        check("12.50", Some(1_250));
        check("0.01", Some(1));
        check("0", Some(0));
        check("", None);
        check("£", None);
        check("12.", None);
        check(".50", None);
        check("12.505", None);
        check("-5", None);
        check("1,50", None);
        check("1,0000", None);
        check(",100", None);
        check("1e3", None);
        check("١٢", None);
        check("1234567890123", None);
    }

    #[test]
    fn amounts_are_written_as_people_read_them() {
        let check = |pence: i64, text: &str, plain: &str| {
            assert_eq!(
                (Pence(pence).to_string(), Pence(pence).plain()),
                (text.to_owned(), plain.to_owned())
            );
        };
        check(0, "£0", "0.00");
        check(1, "£0.01", "0.01");
        check(1_250, "£12.50", "12.50");
        check(100_000, "£1,000", "1000.00");
        check(123_456_789, "£1,234,567.89", "1234567.89");
        check(-5, "-£0.05", "-0.05");
        assert_eq!(Pence(i64::MAX) + Pence(1), Pence(i64::MAX));
    }
}
