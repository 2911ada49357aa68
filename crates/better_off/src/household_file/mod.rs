//! Household files: one household a line in JSON, and one line of amounts back for each.

mod inputs;
mod written;

use inputs::Case;
use jiff::civil::Date;

use crate::{household::Household, parameters::NoRates, rates::Rates};

/// The years that a file asks about, each as at 30 April.
const YEARS: [(&str, i16); 2] = [("2025", 2025), ("2026", 2026)];

/// Bytes of a piece: enough to keep a processor busy, little enough to stay in its cache.
const PIECE_BYTES: usize = 128 * 1024;

/// A line that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct Unreadable {
    pub line: usize,
    pub reason: String,
}

/// The answers to a file or a piece of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// A line of JSON for each household, in the order of the file; for a line that cannot be read, one with `line` and `error`.
    pub text: String,
    pub answered: usize,
    pub unreadable: Vec<Unreadable>,
}

/// Works out every household of a file, also after a line that cannot be read. Fails only when no rates are known for its years.
///
/// Ages hold on 30 April of each year; `apprentice` means the first year. A household with something that cannot be right, or with a wage
/// below the law, has `findings` in its answer.
pub fn answer(text: &str) -> Result<Answers, NoRates> {
    Ok(YearRates::known()?.answer(Piece {
        first_line: 1,
        text,
    }))
}

/// A part of a file: whole lines, and the number of the first of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece<'a> {
    pub first_line: usize,
    pub text: &'a str,
}

/// The pieces of a file in order: each can be answered by itself, at the same time as others.
pub fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut left = text;
    let mut first_line = 1;
    std::iter::from_fn(move || {
        if left.is_empty() {
            return None;
        }
        let break_at = left
            .bytes()
            .skip(PIECE_BYTES)
            .position(|byte| byte == b'\n');
        let length = break_at.map_or(left.len(), |place| PIECE_BYTES + place + 1);
        // A line break is never inside a character.
        let (text, rest) = left.split_at_checked(length).unwrap_or((left, ""));
        let piece = Piece { first_line, text };
        first_line += text.bytes().filter(|byte| *byte == b'\n').count();
        left = rest;
        Some(piece)
    })
}

fn read(line: &str, number: usize) -> Result<Case, Unreadable> {
    let unreadable = |reason: String| Unreadable {
        line: number,
        reason,
    };
    let case: Case = serde_json::from_str(line).map_err(|error| {
        // Each line is read by itself: the number of the line in the file is said apart.
        unreadable(error.to_string().replace(" at line 1 column", " at column"))
    })?;
    if case.inputs.lacks_area() {
        return Err(unreadable(
            "a private rent needs the rental market area, brma".into(),
        ));
    }
    Ok(case)
}

/// The households of a file with the year, for other uses: timing, tests.
pub fn households(text: &str) -> Result<Vec<(i16, Household)>, Unreadable> {
    let mut list = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let case = read(line, index + 1)?;
        for (key, year) in YEARS {
            let mut household = case.inputs.household();
            case.inputs.pay(key, &mut household);
            list.push((year, household));
        }
    }
    Ok(list)
}

/// The day of a year on which its ages and rates hold.
pub fn day_of_year(year: i16) -> Date {
    jiff::civil::date(year, 4, 30)
}

/// The rates of each year that a file asks about, and of the day from which supported housing has its new rule.
pub struct YearRates {
    april: [Rates; 2],
    october: Rates,
}

impl YearRates {
    /// Fails when the rates of one of the years are not in the files.
    pub fn known() -> Result<Self, NoRates> {
        let on = |day: Date| Rates::on(day, day);
        let [(_, first), (_, second)] = YEARS;
        Ok(Self {
            april: [on(day_of_year(first))?, on(day_of_year(second))?],
            october: on(jiff::civil::date(2026, 10, 5))?,
        })
    }

    /// As [`answer`], for a piece of a file.
    pub fn answer(&self, piece: Piece) -> Answers {
        let mut text = Vec::with_capacity(piece.text.len() * 3);
        let mut answers = Answers::default();
        for (index, line) in piece.text.lines().enumerate() {
            if line.trim().is_empty() {
                continue;
            }
            match read(line, piece.first_line + index) {
                Ok(case) => {
                    written::answer(&case, self, &mut text);
                    answers.answered += 1;
                }
                Err(unreadable) => {
                    written::unreadable(&unreadable, &mut text);
                    answers.unreadable.push(unreadable);
                }
            }
        }
        // Written from texts and digits only, so nothing is ever lost here.
        answers.text = String::from_utf8(text).unwrap_or_default();
        answers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_in_pieces_is_answered_as_a_whole() {
        let mut text = String::new();
        for number in 0..3000 {
            text.push_str(if number % 700 == 5 { "{ é" } else { GOOD });
            text.push('\n');
        }
        let rates = YearRates::known().unwrap();
        let whole = answer(&text).unwrap();
        let parts: Vec<Answers> = pieces(&text).map(|piece| rates.answer(piece)).collect();
        assert!(parts.len() > 2);
        let texts: String = parts.iter().map(|part| part.text.as_str()).collect();
        assert_eq!(texts, whole.text);
        let unreadable: Vec<Unreadable> = parts
            .iter()
            .flat_map(|part| part.unreadable.clone())
            .collect();
        assert_eq!(unreadable, whole.unreadable);
        assert_eq!(unreadable.iter().map(|bad| bad.line).next(), Some(6));
        assert_eq!(pieces("").count(), 0);
    }

    const GOOD: &str = r#"{"id":"a","inputs":{"age":20,"tenure":"none","region":"LONDON","care_leaver":true,"hours":16}}"#;

    #[test]
    fn a_bad_line_is_said_and_the_rest_is_answered() {
        for (bad, reason) in [
            ("{", "EOF"),
            (r#"{"id":1}"#, "inputs"),
            (
                r#"{"id":1,"inputs":{"age":20,"tenure":"castle","region":"WALES","care_leaver":true}}"#,
                "castle",
            ),
            (
                r#"{"id":1,"inputs":{"age":20,"tenure":"none","region":"MARS","care_leaver":true}}"#,
                "MARS",
            ),
            (
                r#"{"id":1,"inputs":{"age":-1,"tenure":"none","region":"WALES","care_leaver":true}}"#,
                "-1",
            ),
            (
                r#"{"id":1,"inputs":{"age":20,"tenure":"none","region":"WALES","care_leaver":true,"hours":-2}}"#,
                "hours",
            ),
            (
                r#"{"id":1,"inputs":{"age":20,"tenure":"none","region":"WALES","care_leaver":true,"savings":1e300}}"#,
                "too large",
            ),
            (
                r#"{"id":1,"inputs":{"age":20,"tenure":"private","region":"WALES","care_leaver":true}}"#,
                "brma",
            ),
            (
                r#"{"id":1,"inputs":{"age":20,"tenure":"private","brma":"ATLANTIS","region":"WALES","care_leaver":true}}"#,
                "ATLANTIS",
            ),
        ] {
            let answers = answer(&format!("{bad}\n{GOOD}\n")).unwrap();
            assert_eq!(answers.answered, 1, "{bad}");
            assert_eq!(answers.unreadable.len(), 1, "{bad}");
            assert_eq!(answers.unreadable[0].line, 1);
            assert!(
                answers.unreadable[0].reason.contains(reason),
                "{:?}",
                answers.unreadable
            );
            assert_eq!(answers.text.lines().count(), 2);
            assert!(answers.text.lines().last().unwrap().contains(r#""id":"a""#));
        }
    }

    #[test]
    fn what_cannot_be_right_is_in_the_answer() {
        let answers = answer(GOOD).unwrap();
        assert!(!answers.text.contains("findings"), "{}", answers.text);
        let too_long = GOOD.replace("\"hours\":16", "\"hours\":200");
        let answers = answer(&too_long).unwrap();
        assert!(answers.text.contains("112 hours"), "{}", answers.text);
    }
}
