//! Who is a care leaver in law, case by case: a made-up life, a day, and the category that holds on it.

mod england;
mod lives;
mod wales;

use jiff::{
    ToSpan,
    civil::{Date, date},
};

use super::*;
use crate::{
    activity::{Activity, ActivityCode},
    facts::ReportedCareLeaver,
    in_touch::{InTouch, InTouchCode},
    source::Standing,
};

/// Born on 15 June 2008: 14 in 2022, 16 in 2024, 18 in 2026, 21 in 2029, 25 in 2033.
const BORN: Date = date(2008, 6, 15);
const FOURTEENTH: Date = date(2022, 6, 15);
const SIXTEENTH: Date = date(2024, 6, 15);
const EIGHTEENTH: Date = date(2026, 6, 15);
const TWENTY_FIRST: Date = date(2029, 6, 15);
const TWENTY_FIFTH: Date = date(2033, 6, 15);

/// A life written line by line.
#[derive(Debug, Clone)]
struct Life(PersonFacts);

fn born(date_of_birth: Date) -> Life {
    Life(PersonFacts {
        date_of_birth,
        ..PersonFacts::default()
    })
}

impl Life {
    /// An episode: legal status, placement and why it ended, as the return writes them.
    fn cared_for(mut self, codes: &str, from: Date, until: impl Into<Option<Date>>) -> Self {
        let placement = codes.parse().expect("an episode");
        self.0
            .placements
            .push(Spell::new(placement, from, until.into()));
        self
    }

    /// An episode of so many days.
    fn cared_for_days(self, codes: &str, from: Date, days: i32) -> Self {
        self.cared_for(codes, from, from + days.days())
    }

    fn in_touch(mut self, code: InTouchCode, from: Date, until: impl Into<Option<Date>>) -> Self {
        let standing = Standing::Recorded;
        let value = InTouch { code, standing };
        self.0.in_touch.push(Spell::new(value, from, until.into()));
        self
    }

    fn busy_with(mut self, code: ActivityCode, from: Date, until: impl Into<Option<Date>>) -> Self {
        let value = Activity {
            code,
            hours_a_week: None,
            standing: Standing::Recorded,
        };
        self.0
            .activities
            .push(Spell::new(value, from, until.into()));
        self
    }

    fn reported(
        mut self,
        in_return_of: Option<i16>,
        category: Option<Category>,
        from: Date,
    ) -> Self {
        let value = ReportedCareLeaver {
            in_return_of,
            category,
        };
        self.0.reported.push(Spell::new(value, from, None));
        self
    }

    fn on(&self, nation: Nation, day: Date) -> Option<Category> {
        category_on(&self.0, nation, day, LeapDayBirthday::default()).0
    }

    fn reasons_on(&self, nation: Nation, day: Date) -> Vec<Reason> {
        category_on(&self.0, nation, day, LeapDayBirthday::default()).1
    }
}

/// The category on each of some days.
fn check_days(nation: Nation, life: &Life, expected: &[(Date, Option<Category>)]) {
    for (day, category) in expected {
        assert_eq!(
            life.on(nation, *day),
            *category,
            "on {day}: {:?} {life:?}",
            life.reasons_on(nation, *day)
        );
        let because = life.reasons_on(nation, *day);
        assert!(!because.is_empty(), "no reason on {day}");
        for reason in because {
            assert!(reason.sentence().ends_with('.'), "{reason:?}");
        }
    }
}

/// The changes ahead as at a day.
fn check_changes(nation: Nation, life: &Life, as_at: Date, expected: &[(Date, Option<Category>)]) {
    let eligibility = eligibility(&life.0, nation, as_at, LeapDayBirthday::default());
    assert_eq!(eligibility.changes, expected, "as at {as_at}: {life:?}");
}
