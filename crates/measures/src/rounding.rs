//! Percentages rounded half up, worked out on whole numbers so that no binary fraction can tip a figure.

/// A whole percentage, half up: 1 of 8 is 13, as the Department prints it. `None` when the denominator is 0.
pub fn whole_percent(numerator: u64, denominator: u64) -> Option<u64> {
    scaled_percent(numerator, denominator, 0)
}

/// A percentage as it is printed with so many decimals, half up: 149 of 278 with one decimal is "53.6". `None` when the denominator
/// is 0 or the figures are too large to multiply out.
pub fn percent_text(numerator: u64, denominator: u64, decimals: u32) -> Option<String> {
    let scaled = scaled_percent(numerator, denominator, decimals)?;
    if decimals == 0 {
        return Some(scaled.to_string());
    }
    let scale = 10_u64.checked_pow(decimals)?;
    let width = usize::try_from(decimals).ok()?;
    Some(format!("{}.{:0width$}", scaled / scale, scaled % scale))
}

/// The unrounded percentage, for charts and for comparing; never for printing. `None` when the denominator is 0.
pub fn percent(numerator: u64, denominator: u64) -> Option<f64> {
    (denominator > 0).then(|| 100.0 * numerator as f64 / denominator as f64)
}

fn scaled_percent(numerator: u64, denominator: u64, decimals: u32) -> Option<u64> {
    if denominator == 0 {
        return None;
    }
    let scale = 100_u128.checked_mul(10_u128.checked_pow(decimals)?)?;
    let twice = u128::from(numerator).checked_mul(scale)?.checked_mul(2)?;
    let denominator = u128::from(denominator);
    u64::try_from(twice.checked_add(denominator)? / (2 * denominator)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(numerator: u64, denominator: u64, decimals: u32, printed: Option<&str>) {
        assert_eq!(
            percent_text(numerator, denominator, decimals).as_deref(),
            printed,
            "{numerator} of {denominator}"
        );
    }

    #[test]
    fn printed_figures() {
        check(149, 278, 1, Some("53.6")); // Lancashire, Corporate Parenting Board of 10 September 2020
        check(30, 149, 1, Some("20.1"));
        check(94, 149, 1, Some("63.1"));
        check(25, 149, 1, Some("16.8"));
        check(778, 887, 1, Some("87.7")); // Conwy, New Work Connections
        check(39, 311, 1, Some("12.5")); // Medway, children looked after, 2009 to 2010
        check(9, 14, 0, Some("64")); // Conwy, SCC/033(f), 2014/15
        check(13, 24, 2, Some("54.17")); // Conwy, SCC/033(f), 2015/16
        check(20, 22, 0, Some("91"));
        check(11, 22, 0, Some("50"));
    }

    #[test]
    fn half_goes_up_and_just_below_does_not() {
        check(1, 8, 0, Some("13")); // 12.5
        check(1, 200, 0, Some("1")); // 0.5
        check(1, 201, 0, Some("0"));
        check(23, 200, 0, Some("12")); // 11.5
        check(1, 16, 1, Some("6.3")); // 6.25
        check(1005, 1_000_000, 2, Some("0.10")); // 0.1005
        check(2001, 2_000_000, 2, Some("0.10")); // 0.10005
        check(1, 8000, 2, Some("0.01")); // 0.0125
        check(0, 5, 2, Some("0.00"));
        check(5, 5, 1, Some("100.0"));
        check(199, 200, 0, Some("100")); // 99.5
    }

    #[test]
    fn nothing_of_nothing_is_no_figure() {
        check(0, 0, 0, None);
        check(3, 0, 1, None);
        check(1, 2, 40, None);
        check(u64::MAX, 1, 2, None);
        assert_eq!(percent(1, 0), None);
        assert_eq!(whole_percent(321, 668), Some(48));
    }
}
