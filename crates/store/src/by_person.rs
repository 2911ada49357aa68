//! What is read of everybody in an authority, in one text: a row for each would be handed from one thread to another, which takes longer
//! than reading it.

use uuid::Uuid;

/// Between two people, and between the parts of what is read of one. Nothing that is kept here has these characters in it: JSON writes
/// them in another way, and codes and days have none.
const PERSON: char = '\u{1e}';
const PART: char = '\u{1f}';

/// A question that gives one text: `parts` is what is read of a person, an aggregate in SQL for each.
pub(crate) fn one_text(id_as_text: &str, table: &str, parts: &[&str]) -> String {
    let parts: String = parts
        .iter()
        .map(|part| format!(" || '{PART}' || COALESCE({part}, '')"))
        .collect();
    format!(
        "SELECT string_agg(person, '{PERSON}') FROM (SELECT {id_as_text}({table}.person_id){parts} AS person FROM {table}"
    )
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

#[cfg(test)]
mod tests {
    use super::*;

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
