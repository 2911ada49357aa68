//! Amounts, hours, numbers and birthdays as people type them into the form.

use better_off::{Born, Pence};

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

/// Children as "3, 14/2/2024": ages or dates of birth with commas between them.
pub fn births(form: &mut Form, field: &str) -> Vec<Born> {
    let typed = form.value(field).to_owned();
    let mut found = Vec::new();
    for part in typed.split([',', ';']).map(str::trim) {
        if part.is_empty() {
            continue;
        }
        let age = part.parse().ok().filter(|age| *age < 20).map(Born::Years);
        let Some(born) = age.or_else(|| casework::person::parse_day(part).map(Born::On)) else {
            form.add_error(
                field,
                format!("\"{part}\" is neither an age nor a date of birth, like 3 or 14/2/2024"),
            );
            return found;
        };
        found.push(born);
    }
    found
}

/// The same the other way round.
pub fn births_text(births: impl Iterator<Item = Born>) -> String {
    births
        .map(|born| match born {
            Born::Years(age) => age.to_string(),
            Born::On(day) => format!("{}/{}/{}", day.day(), day.month(), day.year()),
        })
        .collect::<Vec<_>>()
        .join(", ")
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
    fn children_are_ages_or_dates() {
        for (typed, expected) in [
            ("", vec![]),
            ("3", vec![Born::Years(3)]),
            (
                "3, 14/2/2024;",
                vec![Born::Years(3), Born::On(date(2024, 2, 14))],
            ),
        ] {
            let mut form = form(typed);
            assert_eq!(births(&mut form, "f"), expected, "{typed}");
            assert!(!form.has_errors());
        }
        for typed in ["soon", "31/2/2024", "3, many", "25"] {
            let mut form = form(typed);
            births(&mut form, "f");
            assert!(form.has_errors(), "{typed}");
        }
    }
}
