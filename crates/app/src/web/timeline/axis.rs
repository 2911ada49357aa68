//! From days to places: the axis of years under a drawn life.

use casework::person::timeline::Timeline;
use jiff::civil::Date;

use super::{Mark, Size};

/// From days to places. The last years, in which people act, are drawn wider than those before.
pub struct Axis {
    pub from: Date,
    /// From this day on days are drawn wider, and how much.
    pub wider_from: Date,
    wider: i64,
    as_at: Date,
    left: i32,
    pub room: i32,
}

const WIDER_YEARS: i16 = 3;
/// At least how much wider.
const WIDER: i64 = 3;
/// The least that is drawn, so that the record of a first day is not one broad bar.
const SHORTEST_DAYS: i64 = 30;
/// How far apart two years must stand to be written both.
const YEAR_WIDTH: i32 = 38;

impl Axis {
    pub fn new(timeline: &Timeline, size: &Size) -> Self {
        let as_at = timeline.as_at;
        let wider_from = Date::new(as_at.year() - WIDER_YEARS, 1, 1)
            .unwrap_or(timeline.from)
            .max(timeline.from);
        // Also after a long time in care the last years have three fifths of the room.
        let three_fifths = days_between(timeline.from, wider_from) * 3
            / (days_between(wider_from, as_at) * 2).max(1);
        Self {
            from: timeline.from,
            wider_from,
            wider: three_fifths.max(WIDER),
            as_at,
            left: size.left,
            room: size.width - size.left - size.right,
        }
    }

    pub fn x(&self, day: Date) -> i32 {
        let day = day.clamp(self.from, self.as_at.max(self.from));
        let place = self.weight(day) * i64::from(self.room)
            / self.weight(self.as_at).max(SHORTEST_DAYS * self.wider);
        self.left + i32::try_from(place).unwrap_or(0)
    }

    /// The days until a day, wider ones counted more.
    fn weight(&self, day: Date) -> i64 {
        days_between(self.from, day.min(self.wider_from))
            + self.wider * days_between(self.wider_from, day)
    }
}

/// No days where the second comes before the first.
fn days_between(from: Date, until: Date) -> i64 {
    i64::from(from.until(until).map_or(0, |span| span.get_days())).max(0)
}

/// The first days of years; where they stand close, some are left out.
pub fn years(timeline: &Timeline, axis: &Axis) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    let first_days = (timeline.from.year()..=timeline.as_at.year())
        .rev()
        .filter_map(|year| Date::new(year, 1, 1).ok())
        .filter(|day| timeline.from <= *day && *day <= timeline.as_at);
    for day in first_days {
        let x = axis.x(day);
        // A year that has only just begun would be written over the edge.
        let next = marks
            .last()
            .map_or(axis.left + axis.room + YEAR_WIDTH / 2, |mark| mark.x);
        if next - x >= YEAR_WIDTH {
            marks.push(Mark {
                x,
                label: day.year().to_string(),
            });
        }
    }
    marks.reverse();
    marks
}
