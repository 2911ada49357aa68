//! How a figure stands against the target that an authority has set itself.

use serde::Serialize;

use crate::measure::Polarity;

/// A target in percent with its tolerance.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Target {
    pub percent: f64,
    /// How far off still counts as within tolerance, in percentage points.
    pub tolerance: f64,
}

/// Where a figure stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Against {
    Met,
    WithinTolerance,
    Missed,
}

impl Against {
    /// "met", "below target but within tolerance" ...; which side is worse depends on the measure.
    pub fn label(self, polarity: Polarity) -> &'static str {
        match (self, polarity) {
            (Self::Met, _) => "target met",
            (Self::WithinTolerance, Polarity::LowerIsBetter) => "above target but within tolerance",
            (Self::WithinTolerance, _) => "below target but within tolerance",
            (Self::Missed, Polarity::LowerIsBetter) => "above target",
            (Self::Missed, _) => "below target",
        }
    }
}

/// Compares the unrounded percentage with the target.
pub fn against(percent: f64, target: Target, polarity: Polarity) -> Against {
    let short_by = match polarity {
        Polarity::LowerIsBetter => percent - target.percent,
        Polarity::HigherIsBetter | Polarity::Neither => target.percent - percent,
    };
    if short_by <= 0.0 {
        Against::Met
    } else if short_by <= target.tolerance {
        Against::WithinTolerance
    } else {
        Against::Missed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Figures of the documents: Conwy 2014/15 and 2015/16 (target 55%), Medway 2009/10 (NI 147, NI 148).
    #[test]
    fn published_figures_stand_where_the_councils_said() {
        let check =
            |numerator: f64, denominator: f64, percent: f64, tolerance: f64, expected: &str| {
                let standing = against(
                    numerator * 100.0 / denominator,
                    Target { percent, tolerance },
                    Polarity::HigherIsBetter,
                );
                assert_eq!(standing.label(Polarity::HigherIsBetter), expected);
            };
        check(9.0, 14.0, 55.0, 10.0, "target met");
        check(13.0, 24.0, 55.0, 10.0, "below target but within tolerance");
        check(13.0, 24.0, 55.0, 0.5, "below target");
        check(20.0, 22.0, 88.0, 0.0, "target met");
        check(11.0, 22.0, 60.0, 0.0, "below target");
        check(11.0, 20.0, 55.0, 0.0, "target met");
    }

    #[test]
    fn for_a_measure_that_should_fall_more_is_worse() {
        let target = Target {
            percent: 40.0,
            tolerance: 2.0,
        };
        let check = |percent: f64, expected: Against| {
            assert_eq!(against(percent, target, Polarity::LowerIsBetter), expected);
        };
        check(39.0, Against::Met);
        check(40.0, Against::Met);
        check(42.0, Against::WithinTolerance);
        check(42.1, Against::Missed);
    }
}
