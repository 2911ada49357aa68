//! One line of my work: a duty, or something that was promised in a plan; and the five ways in which lines are gathered.

use std::cmp::Ordering;

use casework::{Action, Actor, action::OwedPromise, duty::WorkRow};
use jiff::{ToSpan, civil::Date};
use leaving_care::duty::State as DutyState;

use crate::web::{
    duty::{Back, Row, Tap, was_due},
    printed,
};

/// The five ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    When,
    Person,
    Kind,
    Protocol,
    Place,
}

impl By {
    pub const ALL: [Self; 5] = [
        Self::When,
        Self::Person,
        Self::Kind,
        Self::Protocol,
        Self::Place,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::When => "when",
            Self::Person => "person",
            Self::Kind => "kind",
            Self::Protocol => "protocol",
            Self::Place => "place",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::When => "When",
            Self::Person => "Who",
            Self::Kind => "What",
            Self::Protocol => "Protocol",
            Self::Place => "Place",
        }
    }
}

/// A thing to do.
#[derive(Debug, Clone, Copy)]
pub enum Line<'w> {
    Duty(&'w WorkRow),
    Promise(&'w OwedPromise),
}

impl Line<'_> {
    fn state(self, as_at: Date) -> DutyState {
        match self {
            Self::Duty(row) => row.duty.state,
            Self::Promise(owed) => owed.state(as_at),
        }
    }

    fn due_on(self) -> Option<Date> {
        match self {
            Self::Duty(row) => Some(row.duty.due_on),
            Self::Promise(owed) => owed.promise.action.due_on,
        }
    }

    pub fn is_late(self, as_at: Date) -> bool {
        self.state(as_at) == DutyState::Overdue
    }

    /// Due today or within a week, and not late.
    pub fn is_due_this_week(self, as_at: Date) -> bool {
        self.state(as_at) == DutyState::Due
            && self
                .due_on()
                .is_some_and(|due_on| due_on <= as_at.saturating_add(7.days()))
    }

    /// What is longest late first, then by the day on which it is due, what has no day last.
    pub fn presses_before(self, other: Self, as_at: Date) -> Ordering {
        let key = |line: Self| {
            let by = match line {
                Self::Duty(row) if row.duty.state == DutyState::Overdue => {
                    Some(row.duty.late_after)
                }
                line => line.due_on(),
            };
            let order = match line.state(as_at) {
                DutyState::Overdue => 0,
                DutyState::Due => 1,
                _ => 2,
            };
            (order, by.is_none(), by)
        };
        key(self).cmp(&key(other))
    }

    /// The group in which it stands: its place among groups, and its name.
    pub fn group(self, by: By, as_at: Date) -> (u8, String) {
        match by {
            By::When => {
                let (order, name) = self.when(as_at);
                (order, name.to_owned())
            }
            By::Person => (0, self.name().to_owned()),
            By::Kind => (
                0,
                match self {
                    Self::Duty(row) => row.duty.definition.title.clone(),
                    Self::Promise(_) => "Promises in plans".to_owned(),
                },
            ),
            By::Protocol => (
                0,
                match self {
                    Self::Duty(row) => row.duty.protocol.title.clone(),
                    Self::Promise(_) => "Promises in plans".to_owned(),
                },
            ),
            By::Place if self.place().is_empty() => (1, "No place recorded".to_owned()),
            By::Place => (0, self.place().to_owned()),
        }
    }

    fn when(self, as_at: Date) -> (u8, &'static str) {
        match (self.state(as_at), self.due_on()) {
            (DutyState::Overdue, _) => (0, "Late"),
            (DutyState::Due, None) => (4, "Without a day"),
            (DutyState::Due, Some(due_on)) if due_on <= as_at => (1, "Now"),
            (DutyState::Due, Some(due_on)) if due_on <= as_at.saturating_add(7.days()) => {
                (2, "In the next seven days")
            }
            (DutyState::Due, Some(_)) => (3, "In the next four weeks"),
            _ => (5, "Waiting for something else"),
        }
    }

    fn name(&self) -> &str {
        match self {
            Self::Duty(row) => &row.person.name,
            Self::Promise(owed) => &owed.who.name,
        }
    }

    fn place(&self) -> &str {
        match self {
            Self::Duty(row) => &row.person.locality,
            Self::Promise(owed) => &owed.locality,
        }
    }

    /// As the page draws it.
    pub fn row(self, actor: &Actor, as_at: Date, by: By) -> Row {
        let place = if by == By::Place { "" } else { self.place() };
        match self {
            Self::Duty(row) => {
                Row::of(&row.duty, &row.person.name, place, actor, as_at, Back::Work)
            }
            Self::Promise(owed) => promise(owed, place, actor, as_at),
        }
    }
}

fn promise(owed: &OwedPromise, place: &str, actor: &Actor, as_at: Date) -> Row {
    let action = &owed.promise.action;
    let (tag, tone) = match (owed.state(as_at), action.due_on) {
        (DutyState::Overdue, _) => ("Late", "late"),
        _ if action.came_of_it.is_some() => ("Not kept yet", "soon"),
        (_, Some(due_on)) if due_on <= as_at => ("Now", "soon"),
        (_, Some(due_on)) if due_on <= as_at.saturating_add(7.days()) => ("This week", "soon"),
        _ => ("", "plain"),
    };
    let mut when = match action.due_on {
        Some(due_on) if due_on < as_at => was_due(due_on, (as_at - due_on).get_days()),
        Some(due_on) => format!("By {}", printed::long_date(&due_on)),
        None => "No day was agreed".to_owned(),
    };
    if action.owner.worker() != actor.worker {
        when = format!("{when}. Promised by {}", action.owner);
    }
    let mut why = format!(
        "It was promised in the pathway plan for \u{201c}{}\u{201d}.",
        action.goal
    );
    if !action.resources.is_empty() {
        why = format!(
            "{why} It takes: {}.",
            action.resources.trim_end_matches('.')
        );
    }
    let id = owed.promise.id;
    Row {
        key: id.to_string(),
        name: owed.who.name.clone(),
        person: owed.who.id.to_string(),
        place: place.to_owned(),
        title: action.what.clone(),
        protocol_path: String::new(),
        protocol: "A promise in a plan".to_owned(),
        owed_by: "",
        tag: tag.to_owned(),
        tone,
        when,
        why,
        action: actor
            .may(Action::ReadPlans)
            .then(|| (format!("/people/{}/plan#promise-{id}", owed.who.id), "Open")),
        excuse: String::new(),
        tap: Some(Tap {
            path: format!("/actions/{id}/outcome"),
            version: owed.promise.version.to_string(),
            words: "Done",
        }),
    }
}
