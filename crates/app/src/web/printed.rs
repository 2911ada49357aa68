//! How dates and counts are printed on pages: one way everywhere.

use jiff::civil::Date;

/// "3 March 2026".
pub fn long_date(date: &Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// "3 Mar 2026", where a table has no room for more.
pub fn short_date(date: &Date) -> String {
    date.strftime("%-d %b %Y").to_string()
}

/// "1,204".
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut printed = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            printed.push(',');
        }
        printed.push(digit);
    }
    printed
}

/// "1 person", "24 people", "no people".
pub fn people(number: u64) -> String {
    match number {
        0 => "no people".to_owned(),
        1 => "1 person".to_owned(),
        _ => format!("{} people", count(number)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_are_written_out() {
        assert_eq!(long_date(&date(2026, 3, 3)), "3 March 2026");
        assert_eq!(short_date(&date(2024, 2, 29)), "29 Feb 2024");
    }

    #[test]
    fn counts_have_separators() {
        for (number, expected) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1,000"),
            (53_204, "53,204"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(count(number), expected);
        }
        for (number, expected) in [(0, "no people"), (1, "1 person"), (1_204, "1,204 people")] {
            assert_eq!(people(number), expected);
        }
    }
}
