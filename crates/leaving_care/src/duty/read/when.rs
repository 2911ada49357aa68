//! When a duty starts, opens, is due, is late, comes again and stands still, read from its text.

use jiff::civil::Date;
use toml::Spanned;

use super::Reader;
use crate::duty::{
    definition::{Cadence, Pauses, Starts, Which},
    length::Length,
    raw::RawDuty,
};

/// When a duty opens, is due and is late.
pub(super) struct Window {
    pub due: Length,
    pub due_at_age: Option<Length>,
    pub opens: Option<Length>,
    pub late: Length,
}

impl Reader<'_> {
    pub(super) fn window(&mut self, raw: &RawDuty) -> Window {
        let length = |reader: &mut Self, word: &Option<Spanned<String>>| {
            word.as_ref()
                .and_then(|word| reader.length(word))
                .unwrap_or_default()
        };
        let due = length(self, &raw.due);
        let opens = raw.opens.as_ref().and_then(|word| self.length(word));
        let late = length(self, &raw.late);
        for (word, sign) in [(&raw.opens, opens.unwrap_or_default()), (&raw.late, late)] {
            if let Some(word) = word
                && sign.is_negative()
            {
                self.fault(
                    word,
                    "opens and late are lengths without a minus.",
                    "opens counts back from the due day, late counts on from it.",
                );
            }
        }
        let due_at_age = raw.due_at_age.as_ref().and_then(|word| self.length(word));
        if raw.due.is_some()
            && let Some(age) = &raw.due_at_age
        {
            self.fault(
                age,
                "due and due_at_age cannot both hold.",
                "Keep one of them.",
            );
        }
        Window {
            due,
            due_at_age,
            opens,
            late,
        }
    }

    pub(super) fn starts(&mut self, raw: &RawDuty) -> Option<Starts> {
        match (&raw.starts_on, &raw.starts_at_age) {
            (Some(_), None) => {
                let kinds = self.kinds(raw.starts_on.as_ref());
                let after = raw
                    .starts_after
                    .as_ref()
                    .and_then(|word| self.length(word))
                    .unwrap_or_default();
                if let Some(word) = &raw.starts_after
                    && after.is_negative()
                {
                    self.fault(
                        word,
                        "A duty cannot start before the event that starts it.",
                        "Write a length without a minus.",
                    );
                }
                Some(Starts::On {
                    kinds,
                    after,
                    which: self.which(raw),
                })
            }
            (None, Some(ages)) => {
                let mut lengths = Vec::new();
                for word in ages.get_ref().list() {
                    match word.parse::<Length>() {
                        Ok(length) if !length.is_negative() && length.working_days == 0 => {
                            lengths.push(length);
                        }
                        Ok(_) => self.fault(
                            ages,
                            format!("\"{word}\" is no age."),
                            "Write for example \"18 years\" or \"17 years 6 months\".",
                        ),
                        Err(wrong) => self.fault(ages, "An age cannot be read.", wrong),
                    }
                }
                Some(Starts::AtAges(lengths))
            }
            (Some(_), Some(both)) => {
                self.fault(
                    both,
                    "A duty starts on an event or at an age, not both.",
                    "Make two duties of it.",
                );
                None
            }
            (None, None) => {
                self.fault(
                    &raw.id,
                    "Nothing starts this duty.",
                    "Add starts_on with an event, or starts_at_age.",
                );
                None
            }
        }
    }

    pub(super) fn which(&mut self, raw: &RawDuty) -> Which {
        if let Some(since) = &raw.first_since {
            if let Some(which) = &raw.which {
                self.fault(
                    which,
                    "which and first_since cannot both hold.",
                    "Keep one of them.",
                );
            }
            return Which::FirstSince(self.kinds(Some(since)));
        }
        match raw
            .which
            .as_ref()
            .map(|word| (word, word.get_ref().as_str()))
        {
            None | Some((_, "latest")) => Which::Latest,
            Some((_, "each")) => Which::Each,
            Some((_, "first")) => Which::First,
            Some((word, other)) => {
                self.fault(
                    word,
                    format!("\"{other}\" does not say which events count."),
                    "Write each, latest or first.",
                );
                Which::Latest
            }
        }
    }

    pub(super) fn cadence(&mut self, raw: &RawDuty) -> Option<Cadence> {
        match (&raw.every, &raw.by_days) {
            (Some(every), None) => {
                let length = self.length(every)?;
                // A day at the least: a duty that comes again at once would never end.
                if length.is_negative() || length.is_none() {
                    self.fault(
                        every,
                        "A duty comes again after a day at the earliest.",
                        "Write for example every = \"7 days\".",
                    );
                    return None;
                }
                Some(Cadence::Every {
                    length,
                    early_resets: raw.early_resets,
                })
            }
            (None, Some(days)) => {
                let mut read = Vec::new();
                for word in days.get_ref().list() {
                    let day = word.split_once('-').and_then(|(month, day)| {
                        let (month, day) = (month.parse().ok()?, day.parse().ok()?);
                        Date::new(2025, month, day).ok().map(|_| (month, day))
                    });
                    match day {
                        Some(day) => read.push(day),
                        None => self.fault(
                            days,
                            format!("\"{word}\" is no day of the year."),
                            "Write month and day, for example \"12-31\"; 29 February cannot be one.",
                        ),
                    }
                }
                read.sort_unstable();
                if read.is_empty() {
                    self.fault(days, "by_days names no day.", "Name at least one.");
                    return None;
                }
                Some(Cadence::By(read))
            }
            (Some(every), Some(_)) => {
                self.fault(
                    every,
                    "A duty comes again after a length of time or by days of the year, not both.",
                    "Keep every or by_days.",
                );
                None
            }
            (None, None) => None,
        }
    }

    /// The first of `pauses_from` with the first of `pauses_until`, and so on.
    pub(super) fn pauses(&mut self, raw: &RawDuty) -> Vec<Pauses> {
        let (Some(one), from, until) = (
            raw.pauses_from.as_ref().or(raw.pauses_until.as_ref()),
            self.kinds(raw.pauses_from.as_ref()),
            self.kinds(raw.pauses_until.as_ref()),
        ) else {
            return Vec::new();
        };
        if from.len() != until.len() {
            self.fault(
                one,
                "A pause has a beginning and an end.",
                "Give both pauses_from and pauses_until, as many of one as of the other.",
            );
        }
        from.into_iter()
            .zip(until)
            .map(|(from, until)| Pauses { from, until })
            .collect()
    }
}
