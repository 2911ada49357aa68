//! What the tests say facts and duties with.

use std::sync::Arc;

use jiff::civil::Date;

use crate::{
    authority::Nation,
    calendar::LeapDayBirthday,
    duty::{Duty, DutyFacts, Protocol, Protocols, State, WorkingDays, duties},
    event::{Attendee, Event, EventDetails, EventKind},
};

/// A protocol of a council's own with two exemptions and one duty, "check", whose remaining lines are given.
pub(super) fn own_protocol(duty: &str) -> Protocol {
    let text = format!(
        r#"
id = "own"
title = "Our own"
version = "1"
source = "local"

[[exemption]]
id = "unwell"
title = "the young person is unwell"
days = 10

[[exemption]]
id = "system_down"
title = "records could not be reached"
days = 5
rescues_overdue = true

[[duty]]
id = "check"
title = "A check"
owed_by = "council"
why = "Because of {{trigger}}"
source = "local"
{duty}
"#
    );
    Protocol::parse(&text).unwrap_or_else(|faults| panic!("{faults:?}"))
}

/// That protocol alone.
pub(super) fn alone(protocol: Protocol) -> Protocols {
    Protocols::new(vec![Arc::new(protocol)], WorkingDays::default())
}

pub(super) fn born(date_of_birth: Date) -> DutyFacts {
    DutyFacts {
        says_every_category: false,
        date_of_birth,
        nation: Nation::England,
        leap_day: LeapDayBirthday::default(),
        events: Vec::new(),
    }
}

impl DutyFacts {
    pub(super) fn and(mut self, kind: EventKind, on: Date) -> Self {
        self.events.push(Event::new(kind, on));
        self
    }

    pub(super) fn and_with(mut self, kind: EventKind, on: Date, details: EventDetails) -> Self {
        self.events.push(Event::new(kind, on).with(details));
        self
    }
}

pub(super) fn three_of_them() -> EventDetails {
    EventDetails {
        present: vec![
            Attendee::YoungPerson,
            Attendee::WorkCoach,
            Attendee::PersonalAdviser,
        ],
        face_to_face: Some(true),
        ..EventDetails::default()
    }
}

pub(super) fn face_to_face(adviser_present: bool) -> EventDetails {
    EventDetails {
        face_to_face: Some(true),
        adviser_present: Some(adviser_present),
        ..EventDetails::default()
    }
}

/// The duties of one definition on a day.
pub(super) fn of<'protocol>(
    facts: &DutyFacts,
    protocols: &'protocol Protocols,
    id: &str,
    as_at: Date,
) -> Vec<Duty<'protocol>> {
    duties(facts, protocols, as_at)
        .into_iter()
        .filter(|duty| duty.definition.id == id)
        .collect()
}

/// The one that is not done.
pub(super) fn open<'protocol>(
    facts: &DutyFacts,
    protocols: &'protocol Protocols,
    id: &str,
    as_at: Date,
) -> Option<(Date, State, Duty<'protocol>)> {
    let mut open: Vec<_> = of(facts, protocols, id, as_at)
        .into_iter()
        .filter(|duty| duty.state.is_open())
        .collect();
    assert!(open.len() < 2, "{id} is open more than once: {open:?}");
    open.pop().map(|duty| (duty.due_on, duty.state, duty))
}
