//! Moments as the database keeps them: microseconds since 1970, UTC, so that both engines compare them alike.

use jiff::Timestamp;

/// Something with the moment at which it was recorded, where that is not the moment of writing it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recorded<T> {
    pub value: T,
    pub at: Timestamp,
}

/// To the database.
pub fn to_micros(moment: Timestamp) -> i64 {
    moment.as_microsecond()
}

/// From the database; a value outside the calendar reads as its nearest end.
pub fn from_micros(micros: i64) -> Timestamp {
    Timestamp::from_microsecond(micros).unwrap_or(if micros < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    })
}
