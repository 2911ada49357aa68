//! What must hold for any events: the order does not matter, lateness only grows, what is done touches only what accepts it.

use jiff::{
    ToSpan,
    civil::{Date, date},
};
use proptest::prelude::*;

use super::made::born;
use crate::{
    duty::{AcceptsFrom, Cadence, Consent, Duty, DutyFacts, Protocols, State, duties},
    event::{Attendee, Event, EventDetails, EventKind},
};

const FIRST: Date = date(2023, 1, 1);

fn any_details() -> impl Strategy<Value = EventDetails> {
    (any::<Option<bool>>(), any::<Option<bool>>(), 0usize..4).prop_map(
        |(face_to_face, adviser_present, there)| EventDetails {
            face_to_face,
            adviser_present,
            present: Attendee::ALL[..there].to_vec(),
            ..EventDetails::default()
        },
    )
}

fn any_event() -> impl Strategy<Value = Event> {
    let kinds: Vec<EventKind> = EventKind::ALL
        .iter()
        .copied()
        .filter(|kind| *kind != EventKind::DutyExcused)
        .collect();
    (proptest::sample::select(kinds), 0i32..1600, any_details()).prop_map(|(kind, day, details)| {
        Event::new(kind, FIRST.saturating_add(day.days())).with(details)
    })
}

fn any_excuse() -> impl Strategy<Value = Event> {
    let shipped = Protocols::shipped();
    let names: Vec<(String, String)> = shipped
        .iter()
        .flat_map(|protocol| {
            protocol.duties.iter().flat_map(|duty| {
                duty.excused_by
                    .iter()
                    .map(|reason| (duty.id.clone(), reason.clone()))
            })
        })
        .collect();
    (proptest::sample::select(names), 0i32..1600).prop_map(|((duty, reason), day)| {
        Event::new(EventKind::DutyExcused, FIRST.saturating_add(day.days())).with(EventDetails {
            duty,
            reason,
            ..EventDetails::default()
        })
    })
}

fn any_facts() -> impl Strategy<Value = DutyFacts> {
    (
        proptest::collection::vec(any_event(), 0..40),
        proptest::collection::vec(any_excuse(), 0..4),
        0i32..2000,
    )
        .prop_map(|(events, excuses, born_day)| DutyFacts {
            events: events.into_iter().chain(excuses).collect(),
            ..born(date(2004, 2, 27).saturating_add(born_day.days()))
        })
}

type Told = (String, Date, Date, Date, State, Option<Date>, String);

fn told(duties: &[Duty<'_>]) -> Vec<Told> {
    duties
        .iter()
        .map(|duty| {
            (
                duty.key(),
                duty.opens_on,
                duty.due_on,
                duty.late_after,
                duty.state,
                duty.fulfilled_on,
                duty.why(),
            )
        })
        .collect()
}

/// The last day of any event: from then on facts do not change as time goes.
fn last_day(facts: &DutyFacts) -> Date {
    facts
        .events
        .iter()
        .map(|event| event.on)
        .max()
        .unwrap_or(FIRST)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_the_events_does_not_matter(facts in any_facts(), turn in 0usize..50, day in 0i32..1800) {
        let as_at = FIRST.saturating_add(day.days());
        let mut turned = facts.clone();
        turned.events.reverse();
        let length = turned.events.len().max(1);
        turned.events.rotate_left(turn % length);
        let protocols = Protocols::shipped();
        prop_assert_eq!(told(&duties(&facts, protocols, as_at)), told(&duties(&turned, protocols, as_at)));
    }

    #[test]
    fn what_is_late_only_gets_later_until_it_ends(facts in any_facts(), first in 0i32..400, more in 1i32..400) {
        let protocols = Protocols::shipped();
        let early = last_day(&facts).saturating_add(first.days());
        let late = early.saturating_add(more.days());
        let after = duties(&facts, protocols, late);
        for duty in duties(&facts, protocols, early).iter().filter(|duty| duty.state == State::Overdue) {
            let ends_by_itself = duty.definition.ends.at_age.is_some() || duty.definition.ends.after.is_some();
            match after.iter().find(|other| other.key() == duty.key()) {
                Some(other) => {
                    prop_assert_eq!(other.state, State::Overdue, "{}", duty.key());
                    prop_assert!(other.days_late(late) > duty.days_late(early));
                }
                // A birthday may bring a new category, which starts other duties in its place.
                None => prop_assert!(ends_by_itself || duty.definition.starts == other_start(duty), "{} went away", duty.key()),
            }
        }
    }

    #[test]
    fn windows_open_before_they_close(facts in any_facts(), day in 0i32..1800) {
        let as_at = FIRST.saturating_add(day.days());
        let mut names: Vec<String> = duties(&facts, Protocols::shipped(), as_at).iter().map(Duty::key).collect();
        names.sort();
        let all = names.len();
        names.dedup();
        prop_assert_eq!(names.len(), all, "two duties share a name");
        for duty in duties(&facts, Protocols::shipped(), as_at) {
            prop_assert!(duty.opens_on <= duty.due_on && duty.due_on <= duty.late_after, "{}", duty.key());
            prop_assert_eq!(duty.state == State::Done, duty.fulfilled_on.is_some());
            prop_assert!(duty.fulfilled_on.is_none_or(|on| on <= as_at));
            match duty.state {
                State::Upcoming => prop_assert!(as_at < duty.opens_on || duty.definition.is_hold),
                State::Due => prop_assert!(duty.opens_on <= as_at && as_at <= duty.late_after),
                State::Overdue => prop_assert!(duty.late_after < as_at),
                State::Done | State::Excused | State::Blocked => {}
            }
        }
    }

    #[test]
    fn something_done_touches_only_the_duties_that_accept_it(facts in any_facts(), extra in any_event(), ) {
        let protocols = Protocols::shipped();
        let as_at = last_day(&facts).max(extra.on);
        let before = duties(&facts, protocols, as_at);
        let mut more = facts.clone();
        more.events.push(extra.clone());
        let after = duties(&more, protocols, as_at);
        for definition in protocols.iter().flat_map(|protocol| &protocol.duties) {
            let accepts = definition.fulfilled_by.iter().any(|accepted| accepted.kind == extra.kind);
            let takes = definition.fulfilled_by.iter().any(|accepted| {
                accepted.kind == extra.kind && accepted.takes(extra.details.as_deref())
            });
            if names(definition, extra.kind) || (accepts && takes) {
                continue;
            }
            let of = |list: &[Duty<'_>]| {
                let mine: Vec<Duty<'_>> = list.iter().filter(|duty| std::ptr::eq(duty.definition, definition)).cloned().collect();
                told(&mine)
            };
            prop_assert_eq!(of(&before), of(&after), "{} by {:?}", definition.id, extra);
        }
    }

    #[test]
    fn doing_a_repeated_duty_creates_the_next(facts in any_facts()) {
        let protocols = Protocols::shipped();
        let as_at = last_day(&facts);
        for duty in duties(&facts, protocols, as_at).iter().filter(|duty| duty.state.is_open()) {
            let Some(Cadence::Every { length, early_resets: true }) = duty.definition.every else { continue };
            // Such an event must not be one that also starts or ends it, nor lie on a day on which it is paused.
            let Some(accepted) = duty.definition.fulfilled_by.iter().find(|accepted| accepted.step.is_empty() && !names(duty.definition, accepted.kind)) else { continue };
            let from = match duty.definition.accepts { AcceptsFrom::Start(back) if back.is_none() => duty.last_on.unwrap_or(duty.opens_on.max(duty.trigger_on)), _ => continue };
            if duty.opens_on > as_at || from >= as_at { continue }
            let mut more = facts.clone();
            more.events.push(Event::new(accepted.kind, as_at).with(EventDetails {
                face_to_face: Some(true),
                adviser_present: Some(true),
                present: vec![Attendee::YoungPerson, Attendee::WorkCoach, Attendee::PersonalAdviser],
                ..EventDetails::default()
            }));
            let after = duties(&more, protocols, as_at);
            let same = |other: &&Duty<'_>| std::ptr::eq(other.definition, duty.definition) && other.trigger_on == duty.trigger_on;
            prop_assert!(after.iter().filter(same).any(|other| other.fulfilled_on == Some(as_at)), "{}", duty.key());
            if let Some(next) = after.iter().filter(same).find(|other| other.state.is_open()) {
                prop_assert_eq!(next.due_on, length.after(as_at, protocols.working_days()));
            }
        }
    }

    #[test]
    fn known_on_an_earlier_day_is_that_day_s_list(facts in any_facts(), extra in any_event(), day in 0i32..1800) {
        let known_on = FIRST.saturating_add(day.days());
        let protocols = Protocols::shipped();
        let mut then = facts.clone();
        for event in &mut then.events {
            event.recorded_on = Some(event.on.min(known_on));
        }
        let mut later = then.clone();
        later.events.push(Event { recorded_on: Some(known_on.saturating_add(1.days())), ..extra });
        let list = |facts: DutyFacts| told(&duties(&facts.known_on(known_on), protocols, known_on));
        prop_assert_eq!(list(then), list(later));
    }
}

/// Whether a definition names a kind anywhere but in what fulfils it; categories follow from the time in care.
fn names(definition: &crate::duty::Definition, kind: EventKind) -> bool {
    use crate::duty::{Starts, Which};
    let follows_from_care = matches!(
        kind,
        EventKind::LookedAfterStarted
            | EventKind::LookedAfterEnded
            | EventKind::BecameEligible
            | EventKind::BecameRelevant
            | EventKind::BecameFormerRelevant
            | EventKind::BecameQualifying
            | EventKind::Died
    );
    let consent = matches!(
        kind,
        EventKind::ConsentGiven | EventKind::ConsentRefused | EventKind::ConsentWithdrawn
    );
    let starts = match &definition.starts {
        Starts::AtAges(_) => false,
        Starts::On { kinds, which, .. } => {
            kinds.contains(&kind)
                || matches!(which, Which::FirstSince(since) if since.contains(&kind))
        }
    };
    follows_from_care
        || (consent && definition.consent != Consent::DoesNotMatter)
        || starts
        || definition.ends.on.contains(&kind)
        || definition.unless.contains(&kind)
        || definition.only_after.contains(&kind)
        || definition
            .pauses
            .iter()
            .any(|pauses| pauses.from == kind || pauses.until == kind)
}

/// Its start, where a later birthday can bring another that takes its place; anything else otherwise.
fn other_start(duty: &Duty<'_>) -> crate::duty::Starts {
    let by_category = [
        EventKind::BecameEligible,
        EventKind::BecameRelevant,
        EventKind::BecameFormerRelevant,
    ];
    match &duty.definition.starts {
        crate::duty::Starts::On { kinds, .. }
            if kinds.iter().any(|kind| by_category.contains(kind))
                || duty
                    .definition
                    .ends
                    .on
                    .iter()
                    .any(|kind| by_category.contains(kind)) =>
        {
            duty.definition.starts.clone()
        }
        _ => crate::duty::Starts::AtAges(Vec::new()),
    }
}
