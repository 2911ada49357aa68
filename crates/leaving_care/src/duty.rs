//! Who owes what by when: one pure function from a person's events and the protocols in force to their duties.
//!
//! Nothing about "due" is stored. A duty is there because its protocol names an event or an age that starts it, and it goes because an
//! event that fulfils it is there, because something ends it, or because a named exemption puts it off.

mod consent;
mod definition;
mod derived;
mod explain;
mod history;
mod length;
mod occurrence;
mod protocols;
mod raw;
mod read;
mod start;
mod working_days;

#[cfg(test)]
mod tests;

use std::ops::Deref;

use jiff::{ToSpan, civil::Date};
use serde::Serialize;

pub use definition::{
    Acceptance, AcceptsFrom, Cadence, Consent, Definition, Ends, Exemption, OwedBy, Pauses,
    Protocol, Starts, Which,
};
pub use explain::{Explanation, explain};
pub use length::Length;
pub use occurrence::Occurrence;
pub use protocols::Protocols;
pub use read::Fault;
pub use working_days::WorkingDays;

use occurrence::Excuse;

use crate::{authority::Nation, calendar::LeapDayBirthday, event::Event, wording};

/// What the engine is told of one person (or, for the duties of a service, of the service).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyFacts {
    pub date_of_birth: Date,
    pub nation: Nation,
    pub leap_day: LeapDayBirthday,
    /// In any order.
    pub events: Vec<Event>,
    /// Whether the events say of every change of category when it was. Where they do not, what they leave out follows from the time in
    /// care: so a file may say only when care began and ended.
    pub says_every_category: bool,
}

impl DutyFacts {
    /// The facts as they were known at the end of a day.
    #[must_use]
    pub fn known_on(mut self, day: Date) -> Self {
        self.events.retain(|event| {
            event
                .recorded_on
                .is_none_or(|recorded_on| recorded_on <= day)
        });
        self
    }
}

/// How a duty stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Its window is not open yet.
    Upcoming,
    /// Its window is open.
    Due,
    /// The last day on which it was in time has passed.
    Overdue,
    /// It was done.
    Done,
    /// Put off for a named reason.
    Excused,
    /// Something else must happen first: it may not be done yet.
    Blocked,
}

impl State {
    pub const ALL: [Self; 6] = [
        Self::Upcoming,
        Self::Due,
        Self::Overdue,
        Self::Done,
        Self::Excused,
        Self::Blocked,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Upcoming => "upcoming",
            Self::Due => "due",
            Self::Overdue => "overdue",
            Self::Done => "done",
            Self::Excused => "excused",
            Self::Blocked => "blocked",
        }
    }

    /// Whether somebody could still do it.
    pub fn is_open(self) -> bool {
        self != Self::Done
    }
}

/// One duty: once to be done, or done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty<'protocol> {
    pub protocol: &'protocol Protocol,
    pub definition: &'protocol Definition,
    pub occurrence: Occurrence,
}

/// Its days and how it stands.
impl Deref for Duty<'_> {
    type Target = Occurrence;

    fn deref(&self) -> &Occurrence {
        &self.occurrence
    }
}

impl Duty<'_> {
    /// A name for this one time of this duty, which stays the same however it stands: what it is counted from, and when it was last done.
    pub fn key(&self) -> String {
        let last = self
            .last_on
            .map_or_else(|| "first".to_owned(), |day| day.to_string());
        format!(
            "{}/{}/{}/{}/{last}",
            self.protocol.id, self.definition.id, self.trigger_on, self.counted_from
        )
    }

    /// Why it is due and which text says so, in one sentence; what puts it off or stops it follows.
    pub fn why(&self) -> String {
        let template = match (self.last_on, self.resumed_on) {
            (Some(_), _) if !self.definition.why_again.is_empty() => &self.definition.why_again,
            (None, Some(_)) if !self.definition.why_resumed.is_empty() => {
                &self.definition.why_resumed
            }
            _ => &self.definition.why,
        };
        let mut why = fill(template, self);
        if self.state == State::Blocked && self.definition.consent != Consent::DoesNotMatter {
            why.push_str("; it has to wait, because the young person has not agreed to share information with the Jobcentre");
        }
        match self.excuse {
            Excuse::None => {}
            Excuse::PutOff { exemption, .. } => {
                why.push_str("; put off, because ");
                why.push_str(self.reason(exemption));
            }
            Excuse::CameLate { exemption } => {
                why.push_str("; it was late before it was put off (");
                why.push_str(self.reason(exemption));
                why.push_str("), so the day stays");
            }
        }
        why.push_str(" (");
        why.push_str(&self.definition.source);
        // Many a source says itself what in it is local.
        if self.definition.local && !self.definition.source.contains("local") {
            why.push_str("; the day is a local choice");
        }
        why.push_str(").");
        why
    }

    fn reason(&self, exemption: u16) -> &str {
        let exemption = self.protocol.exemptions.get(usize::from(exemption));
        exemption.map_or("", |exemption| &exemption.title)
    }
}

/// Puts the days into a sentence.
fn fill(template: &str, duty: &Duty<'_>) -> String {
    let mut filled = String::with_capacity(template.len() + 64);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        let day = match name {
            "last" => duty.last_on.unwrap_or(duty.trigger_on),
            "due" => duty.due_on,
            "resumed" => duty.resumed_on.unwrap_or(duty.trigger_on),
            _ => duty.trigger_on,
        };
        filled.push_str(&wording::day(day));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// Every duty of a person on a day: those done, the one to be done next of each kind, and those ahead that a birthday brings.
///
/// `as_at`: events after this day are not looked at. In order of the due day; the order of the events does not matter. Protocols of
/// another nation make no duties.
pub fn duties<'protocol>(
    facts: &DutyFacts,
    protocols: &'protocol Protocols,
    as_at: Date,
) -> Vec<Duty<'protocol>> {
    let mut duties = duties_in_any_order(facts, protocols, as_at);
    // With its keys apart: a duty is large, and would be moved at each step of the sorting.
    duties.sort_by_cached_key(|duty| {
        let [due, opens, trigger] = [duty.due_on, duty.opens_on, duty.trigger_on].map(in_order);
        u128::from(due) << 64 | u128::from(opens) << 32 | u128::from(trigger)
    });
    duties
}

/// The same for whoever only counts them.
pub fn duties_in_any_order<'protocol>(
    facts: &DutyFacts,
    protocols: &'protocol Protocols,
    as_at: Date,
) -> Vec<Duty<'protocol>> {
    let history = history::History::new(facts, as_at);
    let mut duties = Vec::with_capacity(64);
    for protocol in protocols.iter() {
        if protocol.nation.is_some_and(|nation| nation != facts.nation) {
            continue;
        }
        for definition in &protocol.duties {
            let teller = occurrence::Teller {
                protocol,
                definition,
                history: &history,
                working_days: protocols.working_days(),
            };
            for start in start::starts(&teller) {
                teller.tell(&start, &mut duties);
            }
        }
    }
    duties
}

/// A number for each day, in their order: comparing one is much faster than comparing year, month and day, and a person has hundreds.
fn in_order(day: Date) -> u32 {
    let since_the_first = i32::from(day.year()) - i32::from(Date::MIN.year());
    since_the_first.unsigned_abs() << 9
        | u32::from(day.month().unsigned_abs()) << 5
        | u32::from(day.day().unsigned_abs())
}

/// The day before.
fn day_before(day: Date) -> Date {
    day.saturating_sub(1.days())
}

/// The day after.
fn day_after(day: Date) -> Date {
    day.saturating_add(1.days())
}
