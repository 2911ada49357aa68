//! Percentages as people type them, for pages and the command line.

/// In hundredths, exact: "55" is 5500, "54.5 %" is 5450. `None` outside 0 to 100 and with more than two decimals.
pub fn hundredths(typed: &str) -> Option<i64> {
    let typed = typed.trim().trim_end_matches('%').trim_end();
    let (whole, decimals) = typed.split_once('.').unwrap_or((typed, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || decimals.len() > 2 || !is_digits(whole) || !is_digits(decimals) {
        return None;
    }
    let decimals = format!("{decimals:0<2}").parse::<i64>().ok()?;
    let hundredths = whole.parse::<i64>().ok()?.checked_mul(100)? + decimals;
    (hundredths <= 10_000).then_some(hundredths)
}

#[cfg(test)]
mod tests {
    use super::hundredths;

    #[test]
    fn percentages_as_people_type_them() {
        let check = |typed: &str, expected: Option<i64>| {
            assert_eq!(hundredths(typed), expected, "{typed:?}");
        };
        check("55", Some(5_500));
        check("54.5", Some(5_450));
        check("54.5 %", Some(5_450));
        check("54.17%", Some(5_417));
        check("0.05", Some(5));
        check("0", Some(0));
        check("100", Some(10_000));
        check("100.01", None);
        check("-1", None);
        check("1.-5", None);
        check("", None);
        check("many", None);
        check("5,5", None);
        check("54.175", None);
        check("99999999999999999999", None);
    }
}
