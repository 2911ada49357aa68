//! The categories of a care leaver where a file tells only the time in care: eligible, relevant, former relevant.
//!
//! From the records they come from `eligibility`; here the same thirteen weeks are counted, so that a file of events stands alone.

use jiff::civil::Date;

use super::{DutyFacts, history::Known};
use crate::{
    calendar::birthday_on,
    eligibility::{COUNTS_FROM_AGE, QUALIFYING_DAYS},
    event::EventKind,
    spell::{Spell, days_covered, merged},
};

const TOLD: [EventKind; 4] = [
    EventKind::BecameEligible,
    EventKind::BecameRelevant,
    EventKind::BecameFormerRelevant,
    EventKind::BecameQualifying,
];

/// Adds what follows, each up to a day, unless the events say a category themselves.
pub(super) fn add_categories(facts: &DutyFacts, as_at: Date, events: &mut Vec<Known<'_>>) {
    if facts.says_every_category {
        return;
    }
    let first_told = |kind| {
        events
            .iter()
            .filter(|event| event.kind == kind)
            .map(|event| event.on)
            .min()
    };
    let told_eligible = first_told(EventKind::BecameEligible);
    let tells_relevant = first_told(EventKind::BecameRelevant).is_some();
    if events.iter().any(|event| TOLD.contains(&event.kind)) {
        if let Some(eligible_on) = told_eligible
            && !tells_relevant
        {
            add_relevant(facts, eligible_on, as_at, events);
        }
        add_after_told(facts, as_at, events);
        return;
    }
    let care = looked_after(events, as_at);
    if care.is_empty() {
        return;
    }
    let birthday = |age| birthday_on(facts.date_of_birth, age, facts.leap_day);
    let Some(eligible_on) =
        eligible_on(&care, birthday(COUNTS_FROM_AGE), birthday(16), birthday(18))
    else {
        return;
    };
    let mut add = |kind, on: Date| {
        if on <= as_at {
            events.push(Known {
                kind,
                on,
                details: None,
            });
        }
    };
    add(EventKind::BecameEligible, eligible_on);
    add(EventKind::BecameFormerRelevant, birthday(18));
    add_relevant(facts, eligible_on, as_at, events);
}

/// Whoever was eligible and leaves care before 18 is relevant from then.
fn add_relevant(facts: &DutyFacts, eligible_on: Date, as_at: Date, events: &mut Vec<Known<'_>>) {
    let eighteen = birthday_on(facts.date_of_birth, 18, facts.leap_day);
    let left_on = looked_after(events, as_at)
        .iter()
        .filter_map(|spell| spell.ends_on)
        .find(|left_on| *left_on > eligible_on && *left_on < eighteen && *left_on <= as_at);
    events.extend(left_on.map(|on| Known {
        kind: EventKind::BecameRelevant,
        on,
        details: None,
    }));
}

/// Where eligible or relevant is said but nothing of 18: the birthday makes former relevant (Children Act 1989 section 23C(1)).
fn add_after_told(facts: &DutyFacts, as_at: Date, events: &mut Vec<Known<'_>>) {
    let eighteen = birthday_on(facts.date_of_birth, 18, facts.leap_day);
    let is_former = events
        .iter()
        .any(|event| event.kind == EventKind::BecameFormerRelevant);
    let was_before = events.iter().any(|event| {
        matches!(
            event.kind,
            EventKind::BecameEligible | EventKind::BecameRelevant
        ) && event.on < eighteen
    });
    if was_before && !is_former && eighteen <= as_at {
        events.push(Known {
            kind: EventKind::BecameFormerRelevant,
            on: eighteen,
            details: None,
        });
    }
}

/// The stretches in care: from each start until the next end.
fn looked_after(events: &[Known<'_>], as_at: Date) -> Vec<Spell<()>> {
    let days = |kind| {
        let mut days: Vec<Date> = events
            .iter()
            .filter(|event| event.kind == kind)
            .map(|event| event.on)
            .collect();
        days.sort_unstable();
        days
    };
    let ends = days(EventKind::LookedAfterEnded);
    let mut care: Vec<Spell<()>> = days(EventKind::LookedAfterStarted)
        .into_iter()
        .map(|start| {
            let end = ends.iter().copied().find(|end| *end > start);
            Spell::new((), start, end)
        })
        .collect();
    care.retain(|spell| spell.starts_on <= as_at);
    care
}

/// The first day at 16 or 17 in care by which thirteen weeks in care since 14 have passed.
fn eligible_on(care: &[Spell<()>], fourteen: Date, sixteen: Date, eighteen: Date) -> Option<Date> {
    for (from, until) in merged(care, fourteen, eighteen) {
        let before = days_covered(care, fourteen, from);
        let missing = i32::try_from((QUALIFYING_DAYS - before).max(0)).ok()?;
        let reached = from
            .checked_add(jiff::Span::new().days(missing))
            .ok()?
            .max(sixteen);
        if reached < until {
            return Some(reached);
        }
    }
    None
}
