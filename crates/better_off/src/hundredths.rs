//! Decimals as whole hundredths: for amounts that people type, and for the parameter files as the crate is built.

/// Hundredths of what is written in decimals: "316.98" is 31698. Anything else, also more than two places, is `None`.
pub fn hundredths(text: &str) -> Option<i64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let (whole, parts) = digits.split_once('.').unwrap_or((digits, ""));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 15 || parts.len() > 2 {
        return None;
    }
    if !are_digits(whole) || !are_digits(parts) {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let parts: i64 = format!("{parts:0<2}").parse().ok()?;
    Some(sign * (whole * 100 + parts))
}
