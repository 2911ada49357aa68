//! What is read of everybody in an authority, in one text: a row for each would be handed from one thread to another, which takes longer
//! than reading it.

use std::fmt::Write;

use jiff::civil::Date;
use uuid::Uuid;

/// Between two people, and between the parts of what is read of one. Nothing that is kept here has these characters in it: JSON writes
/// them in another way, and codes and days have none.
const PERSON: char = '\u{1e}';
const PART: char = '\u{1f}';

/// A question that gives one text: `parts` is what is read of a person, an aggregate in SQL for each.
pub(crate) fn one_text(id_as_text: &str, table: &str, parts: &[&str]) -> String {
    let mut question = format!(
        "SELECT string_agg(person, '{PERSON}') FROM (SELECT {id_as_text}({table}.person_id)"
    );
    for part in parts {
        let _ = write!(question, " || '{PART}' || COALESCE({part}, '')");
    }
    let _ = write!(question, " AS person FROM {table}");
    question
}

/// How such a question ends.
pub(crate) fn end_of_one_text(table: &str) -> String {
    format!(" GROUP BY {table}.person_id) AS people")
}

/// The people of such a text, each with what was read of them. A text is missing where there is nobody.
pub(crate) fn people_in(text: Option<&str>) -> impl Iterator<Item = (Uuid, Parts<'_>)> {
    text.into_iter()
        .flat_map(|text| text.split(PERSON))
        .filter_map(|person| {
            let (id, parts) = person.split_once(PART)?;
            Some((Uuid::try_parse(id).ok()?, Parts(parts)))
        })
}

/// What was read of one person.
pub(crate) struct Parts<'text>(&'text str);

impl<'text> Parts<'text> {
    /// The next part; empty where there is none.
    pub(crate) fn next(&mut self) -> &'text str {
        let (part, rest) = self.0.split_once(PART).unwrap_or((self.0, ""));
        self.0 = rest;
        part
    }
}

/// A day as a database writes it: "2026-03-02". Of a country there are ten million, and a reader of any date at all takes several times as
/// long.
pub(crate) fn day(text: &str) -> Option<Date> {
    let [
        thousands,
        hundreds,
        tens,
        ones,
        b'-',
        month @ ..,
        b'-',
        day_tens,
        day_ones,
    ] = text.as_bytes()
    else {
        return None;
    };
    let digit = |byte: &u8| byte.is_ascii_digit().then(|| i16::from(byte - b'0'));
    let two = |tens: &u8, ones: &u8| i8::try_from(digit(tens)? * 10 + digit(ones)?).ok();
    let [month_tens, month_ones] = month else {
        return None;
    };
    let year = digit(thousands)? * 1000 + digit(hundreds)? * 100 + digit(tens)? * 10 + digit(ones)?;
    Date::new(year, two(month_tens, month_ones)?, two(day_tens, day_ones)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_is_read_as_it_is_printed() {
        let mut expected = date(1899, 12, 31);
        while expected.year() < 2101 {
            assert_eq!(day(&expected.to_string()), Some(expected));
            expected = expected.tomorrow().unwrap();
        }
        for wrong in [
            "",
            "2026-3-02",
            "2026-03-2",
            "2026-02-29",
            "2026-13-01",
            "2026-00-10",
            "+026-03-02",
            "2026-03-02 ",
            "2026-03-0a",
            "20260302",
            "2026/03/02",
            "-2026-03-02",
            "2026-é-02",
        ] {
            assert_eq!(day(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn both_ways_in_which_an_engine_writes_an_id_are_read() {
        let id = Uuid::from_u128(0x0198_D1A7_0000_7000_8000_0000_0000_00AB);
        for written in [
            id.hyphenated().to_string(),
            id.simple().to_string().to_uppercase(),
        ] {
            let text = format!("{written}{PART}one{PART}{PERSON}{written}{PART}{PART}two");
            let read: Vec<_> = people_in(Some(&text))
                .map(|(person, mut parts)| (person, parts.next(), parts.next()))
                .collect();
            assert_eq!(read, [(id, "one", ""), (id, "", "two")]);
        }
        assert_eq!(people_in(None).count(), 0);
    }
}
