//! The starts of a duty: each event or age that makes it due, until when it lasts, and the stretches in which it is owed.

use jiff::civil::Date;

use super::{
    day_after,
    definition::{Pauses, Starts, Which},
    length::Length,
    occurrence::Teller,
};
use crate::event::EventKind;

/// One start, with the stretches from it in which the duty is owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Start {
    /// The day of the event, or on which the age is reached.
    pub trigger_on: Date,
    /// The first is the start itself; after a pause comes another.
    pub stretches: Vec<Stretch>,
    /// Whether the future already holds it: birthdays come.
    pub is_certain: bool,
}

/// A stretch of days in which a duty is owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    pub from: Date,
    /// The first day on which it is owed no more.
    pub until: Option<Date>,
    /// Whether something done on that first day still counts: yes where an event ended it, no where another start took its place.
    pub takes_last_day: bool,
}

/// All starts of a duty, oldest first.
pub(super) fn starts(teller: &Teller<'_, '_>) -> Vec<Start> {
    let definition = teller.definition;
    if definition
        .unless
        .iter()
        .any(|kind| teller.history.has(&[*kind]))
    {
        return Vec::new();
    }
    let triggers = match &definition.starts {
        Starts::AtAges(ages) => ages
            .iter()
            .map(|age| age.as_age(teller.history.date_of_birth, teller.history.leap_day))
            .collect(),
        Starts::On { kinds, which, .. } => {
            let days = teller.history.days_of(kinds);
            match which {
                Which::Each | Which::Latest => days,
                Which::First => days.into_iter().take(1).collect(),
                Which::FirstSince(since) => first_of_each(teller, days, since),
            }
        }
    };
    let is_certain = matches!(definition.starts, Starts::AtAges(_));
    let mut starts = Vec::with_capacity(triggers.len());
    for (index, trigger_on) in triggers.iter().copied().enumerate() {
        let is_held = teller.protocol.from.is_none_or(|from| from <= trigger_on)
            && teller.protocol.until.is_none_or(|until| trigger_on < until);
        let has_before = definition.only_after.is_empty()
            || teller
                .history
                .first_day(&definition.only_after, |day| day <= trigger_on)
                .is_some();
        if !is_held || !has_before {
            continue;
        }
        let next = triggers.get(index + 1).copied();
        if let Some(stretch) = whole(teller, trigger_on, next, is_certain) {
            starts.push(Start {
                trigger_on,
                stretches: without_pauses(teller, stretch),
                is_certain,
            });
        }
    }
    starts
}

/// Leaves only the first event since each of the named ones.
fn first_of_each(teller: &Teller<'_, '_>, days: Vec<Date>, since: &[EventKind]) -> Vec<Date> {
    let fresh_starts = teller.history.days_of(since);
    let row_of = |day: Date| fresh_starts.partition_point(|fresh| *fresh <= day);
    let mut firsts: Vec<Date> = Vec::new();
    for day in days {
        if firsts
            .last()
            .is_none_or(|last| row_of(*last) != row_of(day))
        {
            firsts.push(day);
        }
    }
    firsts
}

/// From a start to whatever ends it first. `None` when it ends before it begins.
fn whole(
    teller: &Teller<'_, '_>,
    trigger_on: Date,
    next: Option<Date>,
    is_certain: bool,
) -> Option<Stretch> {
    let definition = teller.definition;
    let (after, is_replaced) = match &definition.starts {
        Starts::AtAges(_) => (Length::NONE, false),
        Starts::On { after, which, .. } => (*after, *which == Which::Latest),
    };
    let from = after.after(trigger_on, teller.working_days);
    let from = definition.counts_from_age.map_or(from, |age| {
        from.max(age.as_age(teller.history.date_of_birth, teller.history.leap_day))
    });
    let by_event = ended_on(teller, trigger_on, is_certain);
    let by_next = next.filter(|_| is_replaced);
    let by_age = definition
        .ends
        .at_age
        .map(|age| age.as_age(teller.history.date_of_birth, teller.history.leap_day));
    let by_length = definition
        .ends
        .after
        .map(|length| day_after(length.after(from, teller.working_days)));
    let until = [by_event, by_next, by_age, by_length, teller.history.died_on]
        .into_iter()
        .flatten()
        .min();
    (until.is_none_or(|until| from < until || until == trigger_on && from == trigger_on)).then_some(
        Stretch {
            from,
            until,
            takes_last_day: until.is_some() && until == by_event,
        },
    )
}

/// The first event after the start that ends it. One on the very day of the start ends it only where no earlier start was still open for
/// it to end: work can end and other work begin on one day.
fn ended_on(teller: &Teller<'_, '_>, trigger_on: Date, is_certain: bool) -> Option<Date> {
    let ends = &teller.definition.ends.on;
    if ends.is_empty() {
        return None;
    }
    if is_certain {
        return teller.history.first_day(ends, |day| day >= trigger_on);
    }
    let Starts::On { kinds, .. } = &teller.definition.starts else {
        return None;
    };
    let same_day = teller.history.first_day(ends, |day| day == trigger_on);
    if same_day.is_some() {
        let started = teller.history.days_of(kinds);
        let earlier = started.iter().rev().find(|day| **day < trigger_on);
        let ends_an_earlier_one = earlier.is_some_and(|earlier| {
            teller
                .history
                .first_day(ends, |day| day > *earlier)
                .is_none_or(|first| first == trigger_on)
        });
        if !ends_an_earlier_one {
            return same_day;
        }
    }
    teller.history.first_day(ends, |day| day > trigger_on)
}

/// The stretch with its pauses cut out; a stretch after a pause begins when the pause ends.
fn without_pauses(teller: &Teller<'_, '_>, whole: Stretch) -> Vec<Stretch> {
    teller
        .definition
        .pauses
        .iter()
        .fold(vec![whole], |stretches, pauses| {
            stretches
                .into_iter()
                .flat_map(|stretch| without(teller, stretch, pauses))
                .collect()
        })
}

fn without(teller: &Teller<'_, '_>, whole: Stretch, pauses: &Pauses) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    let mut from = whole.from;
    for paused_on in teller.history.days_of(&[pauses.from]) {
        let resumed_on = teller
            .history
            .first_day(&[pauses.until], |day| day > paused_on);
        if resumed_on.is_some_and(|resumed_on| resumed_on <= from) {
            continue;
        }
        if whole.until.is_some_and(|until| until <= paused_on) {
            break;
        }
        if from < paused_on {
            stretches.push(Stretch {
                from,
                until: Some(paused_on),
                takes_last_day: true,
            });
        }
        match resumed_on {
            Some(resumed_on) => from = resumed_on,
            None => return stretches,
        }
    }
    if whole.until.is_none_or(|until| from < until) {
        stretches.push(Stretch { from, ..whole });
    }
    stretches
}
