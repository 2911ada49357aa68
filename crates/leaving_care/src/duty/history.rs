//! The events of one person up to a day, kind by kind in order, with those that follow from the time in care.

use jiff::civil::Date;

use super::{
    DutyFacts,
    consent::{self, Said},
    derived, in_order,
};
use crate::{
    calendar::LeapDayBirthday,
    event::{EventDetails, EventKind},
};

/// An event as the engine reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Known<'facts> {
    pub kind: EventKind,
    pub on: Date,
    pub details: Option<&'facts EventDetails>,
}

/// Everything up to a day.
#[derive(Debug)]
pub(super) struct History<'facts> {
    pub date_of_birth: Date,
    pub leap_day: LeapDayBirthday,
    pub as_at: Date,
    /// By kind, then by day.
    events: Vec<Known<'facts>>,
    /// Where the events of each kind begin, and where the last end.
    begins: [u32; EventKind::ALL.len() + 1],
    pub said: Said,
    pub died_on: Option<Date>,
}

/// The events come in the order of their kinds, and a kind's number is its place among all.
fn begins(events: &[Known<'_>]) -> [u32; EventKind::ALL.len() + 1] {
    let mut begins = [0; EventKind::ALL.len() + 1];
    for event in events {
        if let Some(count) = begins.get_mut(event.kind as usize + 1) {
            *count += 1;
        }
    }
    let mut before = 0;
    for begin in &mut begins {
        *begin += before;
        before = *begin;
    }
    begins
}

impl<'facts> History<'facts> {
    pub(super) fn new(facts: &'facts DutyFacts, as_at: Date) -> Self {
        let mut events: Vec<Known<'facts>> = facts
            .events
            .iter()
            .filter(|event| event.on <= as_at)
            .map(|event| Known {
                kind: event.kind,
                on: event.on,
                details: event.details.as_deref(),
            })
            .collect();
        derived::add_categories(facts, as_at, &mut events);
        events.sort_unstable_by_key(|event| {
            u64::from(event.kind as u32) << 32 | u64::from(in_order(event.on))
        });
        let mut history = Self {
            date_of_birth: facts.date_of_birth,
            leap_day: facts.leap_day,
            as_at,
            begins: begins(&events),
            events,
            said: Said::default(),
            died_on: None,
        };
        history.said = consent::said(&history);
        history.died_on = history.of(EventKind::Died).first().map(|event| event.on);
        history
    }

    /// The events of a kind, oldest first.
    pub(super) fn of(&self, kind: EventKind) -> &[Known<'facts>] {
        let at = |index: usize| self.begins.get(index).map_or(0, |begin| *begin as usize);
        let kind = kind as usize;
        self.events.get(at(kind)..at(kind + 1)).unwrap_or_default()
    }

    /// Those of a kind from one day to another, both included, oldest first.
    pub(super) fn between(
        &self,
        kind: EventKind,
        first: Date,
        last: Option<Date>,
    ) -> &[Known<'facts>] {
        let all = self.of(kind);
        let from = all.partition_point(|event| event.on < first);
        let until = last.map_or(all.len(), |last| {
            all.partition_point(|event| event.on <= last)
        });
        all.get(from..until).unwrap_or_default()
    }

    /// The days of events of any of these kinds, oldest first, each once.
    pub(super) fn days_of(&self, kinds: &[EventKind]) -> Vec<Date> {
        let mut days: Vec<Date> = kinds
            .iter()
            .flat_map(|kind| self.of(*kind))
            .map(|event| event.on)
            .collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// The first day of any of these kinds that satisfies a condition.
    pub(super) fn first_day(
        &self,
        kinds: &[EventKind],
        is_wanted: impl Fn(Date) -> bool,
    ) -> Option<Date> {
        kinds
            .iter()
            .filter_map(|kind| {
                self.of(*kind)
                    .iter()
                    .map(|event| event.on)
                    .find(|day| is_wanted(*day))
            })
            .min()
    }

    pub(super) fn has(&self, kinds: &[EventKind]) -> bool {
        kinds.iter().any(|kind| !self.of(*kind).is_empty())
    }
}
