//! Amounts, hours, numbers and birthdays as people type them into the form.

use better_off::{Born, Pence, Percent};
use jiff::civil::Date;

use crate::web::form::Form;

/// An amount such as 450, £450.50 or 1,200; nothing typed is `None`, anything else adds an error.
pub fn money(form: &mut Form, field: &str, label: &str) -> Option<Pence> {
    let typed = form.value(field).to_owned();
    if typed.is_empty() {
        return None;
    }
    let found = read_money(&typed);
    if found.is_none() {
        form.add_error(
            field,
            format!("{label} must be an amount in pounds, like 450 or 12.71"),
        );
    }
    found
}

fn read_money(typed: &str) -> Option<Pence> {
    let plain: String = typed
        .trim_start_matches('£')
        .chars()
        .filter(|character| *character != ',' && *character != ' ')
        .collect();
    Pence::read(&plain).filter(|amount| (0..=100_000_000).contains(&amount.0))
}

/// Hours of a week such as 16 or 37.5, as minutes.
pub fn minutes(form: &mut Form, field: &str, label: &str) -> Option<u32> {
    let typed = form.value(field).to_owned();
    if typed.is_empty() {
        return None;
    }
    let found = Pence::read(&typed)
        .and_then(|hundredths| u32::try_from(hundredths.0 * 60 / 100).ok())
        .filter(|minutes| *minutes <= 168 * 60);
    if found.is_none() {
        form.add_error(
            field,
            format!("{label} must be a number of hours a week, like 16 or 37.5"),
        );
    }
    found
}

/// Minutes as hours are typed: 16, 37.5.
pub fn hours_text(minutes: u32) -> String {
    let hundredths = Pence(i64::from(minutes) * 100 / 60).plain();
    let trimmed = hundredths.trim_end_matches('0');
    trimmed.trim_end_matches('.').to_owned()
}

/// Pence as they are typed: 450, 12.71.
pub fn money_text(amount: Pence) -> String {
    let plain = amount.plain();
    plain.strip_suffix(".00").unwrap_or(&plain).to_owned()
}

/// A whole number between two others, both included.
pub fn number(form: &mut Form, field: &str, label: &str, least: u8, most: u8) -> Option<u8> {
    let typed = form.value(field).to_owned();
    if typed.is_empty() {
        return None;
    }
    let found = typed
        .parse()
        .ok()
        .filter(|number| (least..=most).contains(number));
    if found.is_none() {
        form.add_error(
            field,
            format!("{label} must be a whole number from {least} to {most}"),
        );
    }
    found
}

/// An age such as 3, or a date of birth such as 14/2/2024; nothing typed is `None`, anything else adds an error.
pub fn birth(form: &mut Form, field: &str, as_at: Date) -> Option<Born> {
    let typed = form.value(field).to_owned();
    if typed.is_empty() {
        return None;
    }
    let age = typed.parse().ok().filter(|age| *age < 20).map(Born::Years);
    let day = || {
        casework::person::parse_day(&typed)
            .filter(|born| *born <= as_at)
            .map(Born::On)
    };
    let born = age.or_else(day);
    if born.is_none() {
        form.add_error(
            field,
            format!("\"{typed}\" is neither an age nor a date of birth, like 3 or 14/2/2024"),
        );
    }
    born
}

/// The same the other way round.
pub fn birth_text(born: Born) -> String {
    match born {
        Born::Years(age) => age.to_string(),
        Born::On(day) => format!("{}/{}/{}", day.day(), day.month(), day.year()),
    }
}

/// A part in a hundred such as 5 or 4.5.
pub fn percent(form: &mut Form, field: &str, label: &str) -> Option<Percent> {
    let typed = form.value(field).trim_end_matches('%').trim().to_owned();
    if typed.is_empty() {
        return None;
    }
    let found = Pence::read(&typed)
        .map(|hundredths| Percent(hundredths.0))
        .filter(|percent| (0..=10_000).contains(&percent.0));
    if found.is_none() {
        form.add_error(field, format!("{label} must be a per cent, like 5 or 4.5"));
    }
    found
}

/// The same the other way round.
pub fn percent_text(percent: Percent) -> String {
    money_text(Pence(percent.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn form(value: &str) -> Form {
        [("f".to_owned(), value.to_owned())].into_iter().collect()
    }

    #[test]
    fn amounts_are_read_as_people_type_them() {
        for (typed, expected) in [
            ("450", Some(45_000)),
            ("£450.5", Some(45_050)),
            ("1,200", Some(120_000)),
            ("0", Some(0)),
            ("-5", None),
            ("ten", None),
            ("12.345", None),
            ("99999999999", None),
        ] {
            let mut form = form(typed);
            let found = money(&mut form, "f", "The rent");
            assert_eq!(found, expected.map(Pence), "{typed}");
            assert_eq!(form.has_errors(), expected.is_none(), "{typed}");
        }
        let mut empty = form("");
        assert_eq!(money(&mut empty, "f", "The rent"), None);
        assert!(!empty.has_errors());
    }

    #[test]
    fn hours_are_kept_as_minutes_and_typed_back() {
        for (typed, expected, back) in [
            ("16", Some(960), "16"),
            ("37.5", Some(2250), "37.5"),
            ("0", Some(0), "0"),
            ("168", Some(168 * 60), "168"),
            ("169", None, ""),
            ("-1", None, ""),
            ("x", None, ""),
        ] {
            let found = minutes(&mut form(typed), "f", "The hours");
            assert_eq!(found, expected, "{typed}");
            assert_eq!(found.map(hours_text).unwrap_or_default(), back);
        }
        assert_eq!(hours_text(600), "10");
    }

    #[test]
    fn a_child_has_an_age_or_a_date_of_birth() {
        for (typed, expected) in [
            ("3", Born::Years(3)),
            ("0", Born::Years(0)),
            ("14/2/2024", Born::On(date(2024, 2, 14))),
            ("29/2/2024", Born::On(date(2024, 2, 29))),
            ("3/3/2026", Born::On(date(2026, 3, 3))),
        ] {
            let mut form = form(typed);
            let found = birth(&mut form, "f", date(2026, 3, 3));
            assert_eq!(found, Some(expected), "{typed}");
            assert_eq!(birth_text(expected), typed);
        }
        for typed in ["soon", "31/2/2024", "29/2/2025", "25", "4/3/2026"] {
            let mut form = form(typed);
            assert_eq!(birth(&mut form, "f", date(2026, 3, 3)), None, "{typed}");
            assert!(form.has_errors(), "{typed}");
        }
        let mut nobody = form("");
        assert_eq!(birth(&mut nobody, "f", date(2026, 3, 3)), None);
        assert!(!nobody.has_errors());
    }

    #[test]
    fn a_pension_is_a_per_cent() {
        for (typed, expected) in [
            ("", None),
            ("5", Some(500)),
            ("4.5%", Some(450)),
            ("0", Some(0)),
            ("100", Some(10_000)),
        ] {
            let mut form = form(typed);
            let found = percent(&mut form, "f", "The pension");
            assert_eq!(found, expected.map(Percent), "{typed}");
            assert!(!form.has_errors(), "{typed}");
        }
        for typed in ["100.01", "-1", "five", "%%"] {
            let mut form = form(typed);
            percent(&mut form, "f", "The pension");
            assert_eq!(form.has_errors(), typed != "%%", "{typed}");
        }
        assert_eq!(percent_text(Percent(450)), "4.50");
    }
}
