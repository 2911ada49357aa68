//! The one clock: the only place that asks what time it is, and it can be frozen from the command line and in tests.

use casework::Moment;
use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// Where the time comes from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Clock {
    #[default]
    Real,
    /// The real time of day on a day that stands still: `--today`.
    Frozen(Date),
}

/// Days change at midnight in Britain, summer time included.
const TIME_ZONE: &str = "Europe/London";

impl Clock {
    pub fn moment(self) -> Moment {
        let now = Timestamp::now();
        match self {
            Self::Real => Moment {
                today: now.to_zoned(zone()).date(),
                now,
            },
            Self::Frozen(today) => Moment {
                today,
                now: on(today, now),
            },
        }
    }
}

/// The same time of day on another day.
fn on(day: Date, now: Timestamp) -> Timestamp {
    let time = now.to_zoned(zone()).time();
    day.to_datetime(time)
        .to_zoned(zone())
        .map_or(now, |zoned| zoned.timestamp())
}

/// The last microsecond of a day: "as known on 3 March" includes what was recorded that day.
pub fn end_of(day: Date) -> Timestamp {
    let midnight = day
        .tomorrow()
        .ok()
        .and_then(|next| next.to_zoned(zone()).ok());
    midnight.map_or(Timestamp::MAX, |zoned| {
        zoned.timestamp() - jiff::SignedDuration::from_micros(1)
    })
}

/// The date and the time of day in Britain.
pub fn local(moment: Timestamp) -> jiff::civil::DateTime {
    moment.to_zoned(zone()).datetime()
}

/// The day on which a moment falls.
pub fn day_of(moment: Timestamp) -> Date {
    moment.to_zoned(zone()).date()
}

fn zone() -> TimeZone {
    TimeZone::get(TIME_ZONE).unwrap_or(TimeZone::UTC)
}

/// An hour of a day in Britain.
pub fn at_hour(day: Date, hour: i8) -> Timestamp {
    day.at(hour.clamp(0, 23), 0, 0, 0)
        .to_zoned(zone())
        .map_or(Timestamp::MAX, |zoned| zoned.timestamp())
}
