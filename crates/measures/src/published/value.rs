//! One published figure: a number, or the mark that stands in its place. A mark is never a zero.

use std::fmt;

use serde::{Serialize, Serializer};

/// What a cell of a published table holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PublishedValue {
    Value(f64),
    /// `c`, and `x` in the releases of 2014 to 2017: held back so that nobody can be recognised.
    Suppressed,
    /// `z`: the figure cannot exist, such as a percentage of nobody or an authority that was abolished.
    NotApplicable,
    /// `k`: rounds to 0 but is not 0.
    RoundsToZero,
    /// `x` since 2018, an empty cell, or a figure that this release does not give at all.
    NotAvailable,
}

/// How a release writes its marks. The Department changed the meaning of `x` in 2018.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marks {
    UpTo2017,
    Since2018,
}

impl PublishedValue {
    /// Reads a cell. `None` when it is neither a number nor a known mark.
    pub fn parse(text: &str, marks: Marks) -> Option<Self> {
        match text.trim() {
            "c" => Some(Self::Suppressed),
            "z" => Some(Self::NotApplicable),
            "k" => Some(Self::RoundsToZero),
            "x" if marks == Marks::UpTo2017 => Some(Self::Suppressed),
            "" | "x" => Some(Self::NotAvailable),
            number => number
                .parse()
                .ok()
                .filter(|n: &f64| n.is_finite())
                .map(Self::Value),
        }
    }

    pub fn from_count(count: u32) -> Self {
        Self::Value(f64::from(count))
    }

    pub fn number(self) -> Option<f64> {
        match self {
            Self::Value(number) => Some(number),
            _ => None,
        }
    }

    /// The number as a count of people: whole and not negative.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked to be whole and in range"
    )]
    pub fn count(self) -> Option<u32> {
        self.number()
            .filter(|n| n.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(n))
            .map(|n| n as u32)
    }

    pub fn is_suppressed(self) -> bool {
        self == Self::Suppressed
    }

    /// The mark as the Department writes it today, if this is not a number.
    pub fn mark(self) -> Option<&'static str> {
        match self {
            Self::Value(_) => None,
            Self::Suppressed => Some("c"),
            Self::NotApplicable => Some("z"),
            Self::RoundsToZero => Some("k"),
            Self::NotAvailable => Some("x"),
        }
    }
}

impl fmt::Display for PublishedValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(number) => write!(f, "{number}"),
            other => f.write_str(other.mark().unwrap_or_default()),
        }
    }
}

impl Serialize for PublishedValue {
    /// A number as a number (whole numbers without a point), a mark as its letter.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self.count(), self.number(), self.mark()) {
            (Some(count), _, _) => serializer.serialize_u32(count),
            (None, Some(number), _) => serializer.serialize_f64(number),
            (None, None, mark) => serializer.serialize_str(mark.unwrap_or_default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, marks: Marks, expected: Option<PublishedValue>) {
        assert_eq!(PublishedValue::parse(text, marks), expected, "{text:?}");
    }

    #[test]
    fn cells_are_read() {
        use PublishedValue::{NotApplicable, NotAvailable, RoundsToZero, Suppressed, Value};
        check("0", Marks::Since2018, Some(Value(0.0)));
        check(" 321 ", Marks::Since2018, Some(Value(321.0)));
        check("5.2", Marks::Since2018, Some(Value(5.2)));
        check("-0.3", Marks::Since2018, Some(Value(-0.3)));
        check("c", Marks::Since2018, Some(Suppressed));
        check("z", Marks::Since2018, Some(NotApplicable));
        check("k", Marks::Since2018, Some(RoundsToZero));
        check("x", Marks::Since2018, Some(NotAvailable));
        check("x", Marks::UpTo2017, Some(Suppressed));
        check("", Marks::UpTo2017, Some(NotAvailable));
        check("inf", Marks::Since2018, None);
        check("about 3", Marks::Since2018, None);
    }

    #[test]
    fn a_mark_is_never_a_number() {
        for text in ["c", "z", "k", "x", ""] {
            let value = PublishedValue::parse(text, Marks::Since2018).unwrap();
            assert_eq!((value.number(), value.count()), (None, None), "{text:?}");
        }
        assert_eq!(PublishedValue::Value(2.5).count(), None);
        assert_eq!(PublishedValue::Value(-1.0).count(), None);
        assert_eq!(PublishedValue::Value(7.0).to_string(), "7");
        assert_eq!(
            serde_json::to_string(&[PublishedValue::Value(7.0), PublishedValue::Suppressed])
                .unwrap(),
            r#"[7,"c"]"#
        );
    }
}
