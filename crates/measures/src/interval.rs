//! Wilson's 95% interval: how far a percentage of a few people may be from what would be seen again and again.

use serde::Serialize;

/// The 97.5th percentile of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// Both ends in per cent, between 0 and 100.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    pub low: f64,
    pub high: f64,
}

/// Wilson's score interval (E. B. Wilson, Journal of the American Statistical Association 22, 1927). It behaves for small groups and
/// at 0 and 100%, where the textbook interval has no width. `None` when nobody is counted or more are counted than there are.
pub fn wilson_95(numerator: u64, denominator: u64) -> Option<Interval> {
    if denominator == 0 || numerator > denominator {
        return None;
    }
    let n = denominator as f64;
    let share = numerator as f64 / n;
    let z_squared = Z * Z;
    let centre = share + z_squared / (2.0 * n);
    let half_width = Z * (share * (1.0 - share) / n + z_squared / (4.0 * n * n)).sqrt();
    let scale = 100.0 / (1.0 + z_squared / n);
    Some(Interval {
        low: ((centre - half_width) * scale).max(0.0),
        high: ((centre + half_width) * scale).min(100.0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(numerator: u64, denominator: u64, expected: Option<(f64, f64)>) {
        let found = wilson_95(numerator, denominator);
        assert_eq!(
            found.is_some(),
            expected.is_some(),
            "{numerator} of {denominator}"
        );
        if let (Some(found), Some((low, high))) = (found, expected) {
            assert!(
                (found.low - low).abs() < 0.05,
                "low of {numerator} of {denominator}: {found:?}"
            );
            assert!(
                (found.high - high).abs() < 0.05,
                "high of {numerator} of {denominator}: {found:?}"
            );
        }
    }

    #[test]
    fn published_examples() {
        // R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
        check(81, 263, Some((25.53, 36.62)));
        check(15, 148, Some((6.24, 16.05)));
        check(0, 20, Some((0.0, 16.11)));
        check(1, 29, Some((0.61, 17.18)));
        check(29, 29, Some((88.30, 100.0)));
        check(0, 0, None);
        check(3, 2, None);
    }
}
