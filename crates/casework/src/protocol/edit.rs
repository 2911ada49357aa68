//! Changing the common things of one duty in a protocol's text, by whoever does not want to read TOML. All else stays as it was written.

use leaving_care::{
    duty::{Cadence, Definition, Fault, Length, OwedBy, Protocol},
    event::Attendee,
};

use crate::error::Problem;

/// The things that a form changes, as they are typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DutyWords {
    pub owed_by: String,
    /// Empty: nobody is named.
    pub role: String,
    /// Before it is due; empty: as the program takes it.
    pub opens: String,
    /// Counted from what starts it, or the age where it is due at one.
    pub due: String,
    pub is_due_at_age: bool,
    /// After it is due; empty: late the next day.
    pub late: String,
    /// How often it comes again. `None`: it does not, or by days of the year.
    pub every: Option<String>,
    /// Whether doing it early moves the next one; only where it comes again.
    pub early_resets: bool,
}

/// A duty as the form shows it.
pub fn duty_words(duty: &Definition) -> DutyWords {
    let or_empty = |length: Length| {
        if length.is_none() {
            String::new()
        } else {
            length.to_string()
        }
    };
    let (every, early_resets) = match &duty.every {
        Some(Cadence::Every {
            length,
            early_resets,
        }) => (Some(length.to_string()), *early_resets),
        Some(Cadence::By(_)) | None => (None, true),
    };
    DutyWords {
        owed_by: duty.owed_by.code().to_owned(),
        role: duty
            .role
            .map_or_else(String::new, |role| role.code().to_owned()),
        opens: duty
            .opens
            .map_or_else(String::new, |opens| opens.to_string()),
        due: duty
            .due_at_age
            .map_or_else(|| or_empty(duty.due), |age| age.to_string()),
        is_due_at_age: duty.due_at_age.is_some(),
        late: or_empty(duty.late),
        every,
        early_resets,
    }
}

/// The text with these words in one duty.
pub fn set_duty(text: &str, duty: &str, words: &DutyWords) -> Result<String, Vec<Problem>> {
    let before = Protocol::parse(text).map_err(|faults| from_faults(&faults))?;
    let old = before.duty(duty).ok_or_else(|| vec![cannot()])?;
    let problems = problems_with(words, old);
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let had = duty_words(old);
    let due_key = if had.is_due_at_age {
        "due_at_age"
    } else {
        "due"
    };
    for (key, was, value) in [
        ("owed_by", &had.owed_by, &words.owed_by),
        ("role", &had.role, &words.role),
        ("opens", &had.opens, &words.opens),
        (due_key, &had.due, &words.due),
        ("late", &had.late, &words.late),
    ] {
        if !is_same(was, value) {
            set(&mut lines, duty, key, &quoted(value)).ok_or_else(|| vec![cannot()])?;
        }
    }
    if let (Some(was), Some(every)) = (&had.every, &words.every) {
        if !is_same(was, every) {
            set(&mut lines, duty, "every", &quoted(every)).ok_or_else(|| vec![cannot()])?;
        }
        if had.early_resets != words.early_resets {
            let value = words.early_resets.to_string();
            set(&mut lines, duty, "early_resets", &value).ok_or_else(|| vec![cannot()])?;
        }
    }
    let text = joined(&lines);
    let after = Protocol::parse(&text).map_err(|faults| from_faults(&faults))?;
    let is_as_asked = after
        .duty(duty)
        .is_some_and(|now| is_alike(&duty_words(now), words));
    if is_as_asked && others(&before, duty).eq(others(&after, duty)) {
        Ok(text)
    } else {
        Err(vec![cannot()])
    }
}

/// The text without a duty, or with it again as it ships.
pub fn switch_duty(
    text: &str,
    duty: &str,
    is_on: bool,
    shipped: Option<&Protocol>,
) -> Result<String, Vec<Problem>> {
    let before = Protocol::parse(text).map_err(|faults| from_faults(&faults))?;
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    if is_on {
        let shipped = shipped.ok_or_else(|| vec![cannot()])?;
        let shipped_lines: Vec<String> = shipped.text.lines().map(str::to_owned).collect();
        let block = block(&shipped_lines, duty).ok_or_else(|| vec![cannot()])?;
        let earlier = shipped.duties.iter().take_while(|one| one.id != duty);
        let after_it = earlier
            .filter_map(|one| self::block(&lines, &one.id))
            .map(|block| block.end)
            .last();
        let at = after_it.unwrap_or(lines.len());
        let block = shipped_lines.get(block).unwrap_or_default().to_vec();
        lines.splice(at..at, std::iter::once(String::new()).chain(block));
    } else {
        let block = block(&lines, duty).ok_or_else(|| vec![cannot()])?;
        lines.drain(block);
    }
    let text = joined(&lines);
    let after = Protocol::parse(&text).map_err(|faults| {
        if before.duties.len() == 1 {
            vec![Problem::new(
                "duty",
                "This is its only duty. Switch the whole protocol off instead.",
            )]
        } else {
            from_faults(&faults)
        }
    })?;
    let is_as_asked = after.duty(duty).is_some() == is_on;
    if is_as_asked && others(&before, duty).eq(others(&after, duty)) {
        Ok(text)
    } else {
        Err(vec![cannot()])
    }
}

fn others<'a>(protocol: &'a Protocol, duty: &'a str) -> impl Iterator<Item = &'a Definition> {
    protocol.duties.iter().filter(move |other| other.id != duty)
}

/// What was typed that cannot be taken.
fn problems_with(words: &DutyWords, old: &Definition) -> Vec<Problem> {
    let mut problems = Vec::new();
    let is_owner = [OwedBy::Council, OwedBy::Jobcentre, OwedBy::Both]
        .iter()
        .any(|owner| owner.code() == words.owed_by);
    if !is_owner {
        problems.push(Problem::new("owed_by", "Choose who owes it."));
    }
    if !words.role.is_empty() && words.role.parse::<Attendee>().is_err() {
        problems.push(Problem::new("role", "Choose who does it, or nobody."));
    }
    let mut length = |field: &'static str, typed: &str| {
        if typed.is_empty() {
            return None;
        }
        match typed.parse::<Length>() {
            Ok(length) => Some(length),
            Err(wrong) => {
                problems.push(Problem::new(field, wrong));
                None
            }
        }
    };
    let opens = length("opens", &words.opens);
    let late = length("late", &words.late);
    length("due", &words.due);
    let every = words
        .every
        .as_deref()
        .and_then(|every| length("every", every));
    for (field, length) in [("opens", opens), ("late", late)] {
        if length.is_some_and(Length::is_negative) {
            problems.push(Problem::new(field, "Write it without a minus."));
        }
    }
    if every.is_some_and(|every| every.is_negative() || every.is_none()) {
        problems.push(Problem::new(
            "every",
            "It comes again after a day at the earliest.",
        ));
    }
    let comes_again = matches!(old.every, Some(Cadence::Every { .. }));
    if comes_again && words.every.as_deref().is_none_or(str::is_empty) {
        problems.push(Problem::new("every", "Say how often it comes again."));
    }
    if old.due_at_age.is_some() && words.due.is_empty() {
        problems.push(Problem::new("due", "Say at what age it is due."));
    }
    problems
}

/// "8 weeks" is "56 days".
fn is_same(one: &str, other: &str) -> bool {
    let read = |text: &str| text.parse::<Length>().ok();
    one == other
        || (read(one).is_some() && read(one) == read(other))
        || (one.is_empty() && read(other).is_some_and(Length::is_none))
        || (other.is_empty() && read(one).is_some_and(Length::is_none))
}

fn is_alike(found: &DutyWords, asked: &DutyWords) -> bool {
    found.owed_by == asked.owed_by
        && found.role == asked.role
        && is_same(&found.opens, &asked.opens)
        && is_same(&found.due, &asked.due)
        && is_same(&found.late, &asked.late)
        && match (&found.every, &asked.every) {
            (Some(found_every), Some(every)) => {
                is_same(found_every, every) && found.early_resets == asked.early_resets
            }
            (None, _) => true,
            (Some(_), None) => false,
        }
}

/// The lines of a duty's block, from `[[duty]]` to its last line that is neither empty nor a comment: what stands between two blocks
/// belongs to the next.
fn block(lines: &[String], duty: &str) -> Option<std::ops::Range<usize>> {
    let is_heading = |line: &String| {
        line.trim_start().starts_with('[') && line.trim_end().ends_with(']') && !line.contains('=')
    };
    let (double, single) = (format!("\"{duty}\""), format!("'{duty}'"));
    let mut start = 0;
    while start < lines.len() {
        if lines
            .get(start)
            .is_none_or(|line| line.trim() != "[[duty]]")
        {
            start += 1;
            continue;
        }
        let rest = lines.get(start + 1..).unwrap_or_default();
        let end = start + 1 + rest.iter().position(is_heading).unwrap_or(rest.len());
        let inside = lines.get(start + 1..end).unwrap_or_default();
        let is_it = inside.iter().any(|line| {
            value_of(line, "id")
                .is_some_and(|value| value.starts_with(&double) || value.starts_with(&single))
        });
        if is_it {
            let is_content = |line: &String| {
                let line = line.trim();
                !line.is_empty() && !line.starts_with('#')
            };
            let last = inside.iter().rposition(is_content)?;
            return Some(start..start + 1 + last + 1);
        }
        start = end;
    }
    None
}

/// What a line sets a key to.
fn value_of<'line>(line: &'line str, key: &str) -> Option<&'line str> {
    let rest = line.trim_start().strip_prefix(key)?.trim_start();
    rest.strip_prefix('=').map(str::trim_start)
}

/// Sets a key in the block of a duty; an empty value takes the line out.
fn set(lines: &mut Vec<String>, duty: &str, key: &str, value: &str) -> Option<()> {
    let block = block(lines, duty)?;
    let inside = lines.get(block.clone())?;
    let at = inside.iter().position(|line| value_of(line, key).is_some());
    let id_at = inside
        .iter()
        .position(|line| value_of(line, "id").is_some())?;
    let line = format!("{key} = {value}");
    match (at, value.is_empty()) {
        (Some(at), true) => {
            lines.remove(block.start + at);
        }
        (Some(at), false) => *lines.get_mut(block.start + at)? = line,
        (None, true) => {}
        (None, false) => lines.insert(block.start + id_at + 1, line),
    }
    Some(())
}

/// The values are lengths and codes that were read: nothing in them needs escaping.
fn quoted(value: &str) -> String {
    if value.is_empty() {
        String::new()
    } else {
        format!("\"{value}\"")
    }
}

fn joined(lines: &[String]) -> String {
    let mut text = lines.join("\n");
    text.push('\n');
    text
}

fn from_faults(faults: &[Fault]) -> Vec<Problem> {
    let lines = faults.iter().map(Fault::to_string);
    lines.map(|line| Problem::new("duty", line)).collect()
}

fn cannot() -> Problem {
    Problem::new(
        "duty",
        "The text of this duty is written in a way that this form cannot change. Edit the protocol as text.",
    )
}

#[cfg(test)]
mod tests;
