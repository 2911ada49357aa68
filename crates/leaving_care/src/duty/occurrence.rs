//! One time of a duty; and one start told as the times at which the duty was done, and the time at which it is to be done next.

use jiff::{ToSpan, civil::Date};

use super::{
    Duty, State, day_before,
    definition::{AcceptsFrom, Cadence, Definition, Exemption, Protocol, Starts},
    history::History,
    length::Length,
    start::{Start, Stretch},
    working_days::WorkingDays,
};
use crate::event::EventKind;

/// One time of a duty: its days and how it stands. There is no text in it: with their protocols beside them, those of a whole council
/// take little memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    /// The day of the event or the age that started it.
    pub trigger_on: Date,
    /// When it was last done before, where it comes again.
    pub last_on: Option<Date>,
    pub opens_on: Date,
    pub due_on: Date,
    /// The last day on which it is in time.
    pub late_after: Date,
    pub state: State,
    pub fulfilled_on: Option<Date>,
    pub(super) excuse: Excuse,
    /// The start, or the day on which a pause ended: part of its name.
    pub(super) counted_from: Date,
    /// The day on which it was owed again after it stood still.
    pub(super) resumed_on: Option<Date>,
}

impl Occurrence {
    /// Whether it was done after the last day on which it was in time.
    pub fn was_late(&self) -> bool {
        self.fulfilled_on
            .is_some_and(|fulfilled_on| fulfilled_on > self.late_after)
    }

    /// How many days it is overdue; 0 when it is not.
    pub fn days_late(&self, as_at: Date) -> i32 {
        if self.state == State::Overdue {
            (as_at - self.late_after).get_days()
        } else {
            0
        }
    }
}

/// Why a day was moved, or why it was not. An exemption is told by its place among those of the protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Excuse {
    None,
    /// Put off, and until this day (exclusive) nobody expects it.
    PutOff {
        exemption: u16,
        until: Date,
    },
    /// Asked for too late.
    CameLate {
        exemption: u16,
    },
}

/// What it takes to tell the duties of one definition.
pub(super) struct Teller<'protocol, 'history> {
    pub protocol: &'protocol Protocol,
    pub definition: &'protocol Definition,
    pub history: &'history History<'history>,
    pub working_days: &'protocol WorkingDays,
}

/// One time at which the duty is due, before it is known how it stands.
#[derive(Debug, Clone, Copy)]
struct Time {
    due_on: Date,
    late_after: Date,
    opens_on: Date,
    excuse: Excuse,
}

/// More often than this nothing comes again in a life.
const MOST_TIMES: i32 = 50_000;

impl<'protocol> Teller<'protocol, '_> {
    /// Adds the duties that follow from a start.
    pub(super) fn tell(&self, start: &Start, duties: &mut Vec<Duty<'protocol>>) {
        for (index, stretch) in start.stretches.iter().enumerate() {
            self.tell_stretch(start, *stretch, index == 0, duties);
        }
    }

    fn tell_stretch(
        &self,
        start: &Start,
        stretch: Stretch,
        is_first: bool,
        duties: &mut Vec<Duty<'protocol>>,
    ) {
        let first_due_on = self.first_due(stretch.from);
        let done = self.done_on(stretch, is_first);
        let mut done = done.into_iter().peekable();
        let mut last_on = None;
        let mut due_on = first_due_on;
        loop {
            if let Some(in_use_from) = self.definition.in_use_from
                && due_on < in_use_from
                && done.peek().is_none_or(|day| *day >= in_use_from)
            {
                // Nobody worked by it on that day.
                match self.first_due_in_use(first_due_on, in_use_from) {
                    Some(later) => due_on = later,
                    None => return,
                }
            }
            // What comes again and would fall due after its end is never owed; what is done once is.
            let is_owed =
                self.definition.every.is_none() || stretch.until.is_none_or(|until| due_on < until);
            if !is_owed {
                return;
            }
            let time = self.time(start, stretch, due_on, last_on, done.peek().copied());
            while self.is_fixed() && done.peek().is_some_and(|day| *day < time.opens_on) {
                done.next();
            }
            let fulfilled_on = done.next();
            let is_over = stretch
                .until
                .is_some_and(|until| until <= self.history.as_at);
            if fulfilled_on.is_none() && is_over {
                return;
            }
            let was_asked_for = self
                .definition
                .in_use_from
                .is_none_or(|from| fulfilled_on.is_none_or(|day| day >= from));
            let duty = was_asked_for.then(|| Duty {
                protocol: self.protocol,
                definition: self.definition,
                occurrence: Occurrence {
                    trigger_on: start.trigger_on,
                    last_on,
                    opens_on: time.opens_on,
                    due_on: time.due_on,
                    late_after: time.late_after,
                    state: self.state(&time, fulfilled_on, stretch),
                    fulfilled_on,
                    excuse: time.excuse,
                    counted_from: stretch.from,
                    resumed_on: (!is_first).then_some(stretch.from),
                },
            });
            duties.extend(duty);
            let (Some(fulfilled_on), Some(cadence)) = (fulfilled_on, &self.definition.every) else {
                return;
            };
            due_on = self.next_due(cadence, first_due_on, due_on, fulfilled_on);
            last_on = Some(fulfilled_on);
        }
    }

    fn first_due(&self, from: Date) -> Date {
        if let Some(age) = self.definition.due_at_age {
            return age.as_age(self.history.date_of_birth, self.history.leap_day);
        }
        let due_on = self.definition.due.after(from, self.working_days);
        match &self.definition.every {
            Some(Cadence::By(days)) => first_by(days, due_on),
            _ => due_on,
        }
    }

    /// When it is first due where the council began to work by it after it would have been due. `None`: it is not asked for any more.
    fn first_due_in_use(&self, first: Date, in_use_from: Date) -> Option<Date> {
        match &self.definition.every {
            None if !self.definition.catch_up => None,
            Some(Cadence::Every {
                length,
                early_resets: false,
            }) => (1..=MOST_TIMES)
                .map(|times| several(*length, times).after(first, self.working_days))
                .find(|day| *day >= in_use_from),
            _ => Some(self.first_due(in_use_from).max(in_use_from)),
        }
    }

    /// The day on which it is due after it was done.
    fn next_due(&self, cadence: &Cadence, first: Date, due_on: Date, done_on: Date) -> Date {
        match cadence {
            Cadence::Every {
                length,
                early_resets: true,
            } => length.after(done_on, self.working_days),
            Cadence::Every { length, .. } => {
                // Counted from the first, so that month ends do not wear off; what was missed before it was done is not asked for again.
                let mut times = 1;
                loop {
                    let next = several(*length, times).after(first, self.working_days);
                    if next > due_on && next > done_on || next == Date::MAX {
                        return next;
                    }
                    times += 1;
                }
            }
            Cadence::By(days) => {
                let covered = first_by(days, done_on.max(due_on));
                first_by(days, super::day_after(covered))
            }
        }
    }

    fn is_fixed(&self) -> bool {
        matches!(
            self.definition.every,
            Some(Cadence::Every {
                early_resets: false,
                ..
            })
        )
    }

    /// The days on which something that counts was done in the stretch, oldest first, each once.
    fn done_on(&self, stretch: Stretch, is_first: bool) -> Vec<Date> {
        let earliest = match self.definition.accepts {
            _ if !is_first => stretch.from,
            AcceptsFrom::Ever => Date::MIN,
            AcceptsFrom::Start(length) => length.after(stretch.from, self.working_days),
        };
        let latest = stretch.until.map(|until| {
            if stretch.takes_last_day {
                until
            } else {
                day_before(until)
            }
        });
        let mut days: Vec<Date> = Vec::new();
        let in_time_until = || {
            let due_on = self.first_due(stretch.from);
            self.definition.late.after(due_on, self.working_days)
        };
        for acceptance in &self.definition.fulfilled_by {
            let latest = if acceptance.in_time {
                let in_time = in_time_until();
                Some(latest.map_or(in_time, |latest| latest.min(in_time)))
            } else {
                latest
            };
            let accepted = self
                .history
                .between(acceptance.kind, earliest, latest)
                .iter()
                .filter(|event| acceptance.takes(event.details))
                .map(|event| event.on);
            days.extend(accepted);
        }
        // Of one kind they are in order already.
        if self.definition.fulfilled_by.len() > 1 {
            days.sort_unstable();
        }
        days.dedup();
        days
    }

    /// The window of one time, after whatever put it off.
    fn time(
        &self,
        start: &Start,
        stretch: Stretch,
        due_on: Date,
        last_on: Option<Date>,
        done_on: Option<Date>,
    ) -> Time {
        let mut time = Time {
            due_on,
            late_after: self.definition.late.after(due_on, self.working_days),
            opens_on: self.opens(start, stretch, due_on, last_on),
            excuse: Excuse::None,
        };
        self.put_off(&mut time, stretch, last_on, done_on);
        time
    }

    fn opens(&self, start: &Start, stretch: Stretch, due_on: Date, last_on: Option<Date>) -> Date {
        let opens_on = match (self.definition.opens, &self.definition.every) {
            (Some(length), _) => minus(length).after(due_on, self.working_days),
            (None, None) => stretch.from,
            (None, Some(_)) => due_on,
        };
        // A window that an event starts cannot open before the event, nor one that comes again before it was last done.
        let earliest = match last_on {
            Some(last_on) => last_on,
            None if start.is_certain => Date::MIN,
            None => stretch.from,
        };
        opens_on.max(earliest).min(due_on)
    }

    /// Excuses of this time, in the order of their days: each adds its own days and never makes anything earlier.
    fn put_off(
        &self,
        time: &mut Time,
        stretch: Stretch,
        last_on: Option<Date>,
        done_on: Option<Date>,
    ) {
        let mut seen: Vec<(Date, &str)> = Vec::new();
        let mut excuses: Vec<(Date, u16, &Exemption, i32)> = self
            .history
            .of(EventKind::DutyExcused)
            .iter()
            .filter(|event| last_on.is_none_or(|last| event.on > last))
            .filter(|event| last_on.is_some() || event.on >= time.opens_on.min(stretch.from))
            .filter(|event| done_on.is_none_or(|done| event.on <= done))
            .filter_map(|event| {
                let details = event.details?;
                let named = details
                    .duty
                    .strip_prefix(&self.protocol.id)
                    .and_then(|rest| rest.strip_prefix('/'))
                    .unwrap_or(&details.duty);
                let is_this = named == self.definition.id
                    && self.definition.excused_by.contains(&details.reason);
                let mut exemptions = self.protocol.exemptions.iter().enumerate();
                let (place, exemption) = exemptions
                    .find(|(_, exemption)| exemption.id == details.reason)
                    .filter(|_| is_this)?;
                let days = details
                    .days
                    .map_or(exemption.days, |days| i32::from(days).min(exemption.days));
                Some((event.on, u16::try_from(place).ok()?, exemption, days))
            })
            .collect();
        excuses
            .sort_by(|one, other| (one.0, &one.2.id, one.3).cmp(&(other.0, &other.2.id, other.3)));
        for (on, place, exemption, days) in excuses {
            if seen.contains(&(on, &exemption.id)) {
                continue;
            }
            seen.push((on, &exemption.id));
            if on > time.late_after && !exemption.rescues_overdue {
                time.excuse = Excuse::CameLate { exemption: place };
                continue;
            }
            // What it saves from being late counts from the day on which it was put off.
            let from = if on > time.late_after {
                on
            } else {
                time.late_after
            };
            let gained = (from - time.late_after).get_days() + days;
            time.due_on = time.due_on.saturating_add(gained.days());
            time.late_after = time.late_after.saturating_add(gained.days());
            time.excuse = Excuse::PutOff {
                exemption: place,
                until: on.saturating_add(days.days()),
            };
        }
    }

    fn state(&self, time: &Time, fulfilled_on: Option<Date>, stretch: Stretch) -> State {
        let as_at = self.history.as_at;
        if fulfilled_on.is_some() {
            return State::Done;
        }
        if as_at < time.opens_on {
            return State::Upcoming;
        }
        if self.definition.is_hold {
            return if as_at < stretch.from {
                State::Upcoming
            } else {
                State::Blocked
            };
        }
        if let Excuse::PutOff { until, .. } = time.excuse
            && as_at < until
        {
            return State::Excused;
        }
        if self.history.said.stops(self.definition.consent) {
            return State::Blocked;
        }
        if as_at <= time.late_after {
            State::Due
        } else {
            State::Overdue
        }
    }
}

impl Definition {
    /// Whether an age starts it, so that it can be seen coming.
    pub fn is_foreseen(&self) -> bool {
        matches!(self.starts, Starts::AtAges(_))
    }
}

fn minus(length: Length) -> Length {
    several(length, -1)
}

fn several(length: Length, times: i32) -> Length {
    Length {
        months: length.months.saturating_mul(times),
        days: length.days.saturating_mul(times),
        working_days: length.working_days.saturating_mul(times),
    }
}

/// The first of these days of the year on or after a day.
fn first_by(days: &[(i8, i8)], from: Date) -> Date {
    (from.year()..=from.year().saturating_add(1))
        .flat_map(|year| {
            days.iter()
                .filter_map(move |(month, day)| Date::new(year, *month, *day).ok())
        })
        .find(|day| *day >= from)
        .unwrap_or(Date::MAX)
}
