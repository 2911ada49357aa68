//! The events of one person up to a day, kind by kind in order, with those that follow from the time in care.

use jiff::civil::Date;

use super::{
    DutyFacts,
    consent::{self, Said},
    derived,
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
    pub said: Said,
    pub died_on: Option<Date>,
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
        events.sort_unstable_by_key(|event| (event.kind, event.on));
        let mut history = Self {
            date_of_birth: facts.date_of_birth,
            leap_day: facts.leap_day,
            as_at,
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
        let from = self.events.partition_point(|event| event.kind < kind);
        let until = self.events.partition_point(|event| event.kind <= kind);
        self.events.get(from..until).unwrap_or_default()
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
