//! Single words of a protocol's text: events, roles, lengths of time, days, nations, ids, and the names in a sentence.

use std::str::FromStr;

use jiff::civil::Date;
use toml::Spanned;

use super::Reader;
use crate::{
    authority::Nation,
    duty::{length::Length, raw::Words},
    event::{Attendee, EventKind},
};

impl Reader<'_> {
    pub(super) fn kinds(&mut self, words: Option<&Spanned<Words>>) -> Vec<EventKind> {
        let Some(words) = words else {
            return Vec::new();
        };
        words
            .get_ref()
            .list()
            .iter()
            .filter_map(|word| self.kind(words, word))
            .collect()
    }

    pub(super) fn kind<T>(&mut self, place: &Spanned<T>, word: &str) -> Option<EventKind> {
        let kind = EventKind::from_str(word).ok();
        if kind.is_none() {
            self.fault(
                place,
                format!("There is no event \"{word}\"."),
                "`throughcare duties kinds` prints all; a step of your own is { event = \"own_step\", step = \"its name\" }.",
            );
        }
        kind
    }

    pub(super) fn attendee(&mut self, word: &Spanned<String>) -> Option<Attendee> {
        self.attendee_word(word, word.get_ref())
    }

    pub(super) fn attendee_word<T>(&mut self, place: &Spanned<T>, word: &str) -> Option<Attendee> {
        let attendee = Attendee::from_str(word).ok();
        if attendee.is_none() {
            let known: Vec<&str> = Attendee::ALL.into_iter().map(Attendee::code).collect();
            self.fault(
                place,
                format!("There is no role \"{word}\"."),
                format!("Write one of {}.", known.join(", ")),
            );
        }
        attendee
    }

    pub(super) fn length(&mut self, word: &Spanned<String>) -> Option<Length> {
        match word.get_ref().parse() {
            Ok(length) => Some(length),
            Err(wrong) => {
                self.fault(word, "A length of time cannot be read.", wrong);
                None
            }
        }
    }

    pub(super) fn day(&mut self, word: &Spanned<String>) -> Option<Date> {
        let day = word.get_ref().parse().ok();
        if day.is_none() {
            self.fault(
                word,
                format!("\"{}\" is no date.", word.get_ref()),
                "Write year, month and day: \"2026-04-01\".",
            );
        }
        day
    }

    pub(super) fn nation(&mut self, word: &Spanned<String>) -> Option<Nation> {
        match word.get_ref().as_str() {
            "england" => Some(Nation::England),
            "wales" => Some(Nation::Wales),
            other => {
                self.fault(
                    word,
                    format!("\"{other}\" is no nation here."),
                    "Write england or wales, or leave the line out for both.",
                );
                None
            }
        }
    }

    pub(super) fn identifier(&mut self, word: &Spanned<String>) {
        let text = word.get_ref();
        let is_good = !text.is_empty()
            && text.len() <= 80
            && text
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
        if !is_good {
            self.fault(
                word,
                format!("\"{text}\" cannot be an id."),
                "Use small letters, digits and _ only, 80 at the most.",
            );
        }
    }

    pub(super) fn sentence<T>(&mut self, place: &Spanned<T>, text: &str) {
        let mut rest = text;
        while let Some((_, after)) = rest.split_once('{') {
            let name = after.split('}').next().unwrap_or_default();
            if !["trigger", "last", "due", "resumed"].contains(&name) {
                self.fault(
                    place,
                    format!("The sentence names {{{name}}}, which is nothing here."),
                    "Use {trigger}, {last}, {due} or, in why_resumed, {resumed}.",
                );
            }
            rest = after;
        }
    }
}
