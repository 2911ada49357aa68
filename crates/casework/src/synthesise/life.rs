//! The frame of one life: when care began and ended, when the council was out of touch, and when everything recorded stops.

use jiff::{ToSpan, civil::Date};
use leaving_care::{
    calendar::{LeapDayBirthday, birthday_on},
    in_touch::InTouchCode,
};

use super::{
    cells::Suitability,
    cohort::{Kind, Outline, after},
    dice::Dice,
};

/// The days between which everything in a life falls.
#[derive(Debug, Clone)]
pub(super) struct Life {
    pub outline: Outline,
    pub is_female: bool,
    pub was_unaccompanied: bool,
    pub entered_care: Date,
    /// The first day out of care; `None` when it has not come by the last day.
    pub left_care: Option<Date>,
    /// A stay with former foster carers follows.
    pub stays_put: bool,
    /// With this code, from this day, until this day if that has come.
    pub out_of_touch: Option<(InTouchCode, Date, Option<Date>)>,
    /// Nothing is recorded from this day on: the day after the council's last, or that of a death or a final return home.
    pub ends_on: Date,
}

/// The last day of a made-up council: seven months after the year, so that a live page has something to show.
pub(super) fn last_day(year_ending: i16) -> Date {
    Date::constant(year_ending, 10, 31)
}

/// Unaccompanied children seeking asylum among care leavers, of a thousand; nine in ten are boys. Shares made up, near the published ones.
const UNACCOMPANIED: usize = 100;
/// Girls among the others, of a thousand.
const FEMALE: usize = 460;

impl Life {
    pub(super) fn new(dice: &mut Dice, outline: Outline, year_ending: i16) -> Self {
        let parenting = outline.activity == leaving_care::activity::ActivityCode::G6;
        let was_unaccompanied = outline.kind != Kind::ReturnedHome
            && outline.age_years > 16
            && dice.chance(UNACCOMPANIED);
        let is_female = dice.chance(match (was_unaccompanied, parenting) {
            (_, true) => 960,
            (true, false) => 80,
            (false, false) => FEMALE,
        });
        let end = last_day(year_ending).saturating_add(1.day());
        let left = leaves_care(dice, &outline);
        let entered_care = enters_care(dice, &outline, left, was_unaccompanied);
        let can_stay_put = outline.kind == Kind::CareLeaver
            && left == birthday(&outline, 18)
            && (outline.age_years > 18 || outline.home == Suitability::Suitable);
        let mut life = Self {
            is_female,
            was_unaccompanied,
            entered_care,
            left_care: (left < end).then_some(left),
            stays_put: can_stay_put && dice.chance(300),
            out_of_touch: None,
            ends_on: end,
            outline,
        };
        match life.outline.kind {
            Kind::Died => {
                life.ends_on = dice.day(
                    after(left, 0, 1, 0),
                    life.outline.birthday.saturating_sub(1.day()),
                );
            }
            Kind::ReturnedHome => {
                life.ends_on = dice.day(
                    after(left, 0, 6, 1),
                    life.outline.birthday.saturating_sub(1.day()),
                );
            }
            Kind::CareLeaver => life.out_of_touch = out_of_touch(dice, &life, left),
            Kind::StillLookedAfter | Kind::Qualifying => {}
        }
        life
    }

    pub(super) fn birthday(&self, age_years: i16) -> Date {
        birthday(&self.outline, age_years)
    }

    /// The end of everything that still held, for those about whom nothing more is recorded.
    pub(super) fn stops_on(&self) -> Option<Date> {
        matches!(self.outline.kind, Kind::Died | Kind::ReturnedHome).then_some(self.ends_on)
    }

    /// From when leaving care is prepared: 16, or the day on which care began if that came later.
    pub(super) fn prepares_from(&self) -> Date {
        self.birthday(16).max(self.entered_care)
    }
}

fn birthday(outline: &Outline, age_years: i16) -> Date {
    birthday_on(outline.born, age_years, LeapDayBirthday::default())
}

/// The first day out of care. Most leave on the 18th birthday.
fn leaves_care(dice: &mut Dice, outline: &Outline) -> Date {
    let (sixteenth, eighteenth) = (birthday(outline, 16), birthday(outline, 18));
    match outline.kind {
        // Late enough to be counted, and out of care on the birthday.
        Kind::CareLeaver if outline.age_years == 17 => {
            dice.day(after(sixteenth, 0, 0, 20), outline.birthday)
        }
        // Six months at home must pass before the 17th birthday.
        Kind::ReturnedHome => dice.day(after(sixteenth, 0, 0, 3), after(sixteenth, 0, 5, 0)),
        Kind::Qualifying => dice.day(after(sixteenth, 0, 2, 0), after(sixteenth, 0, 11, 0)),
        Kind::StillLookedAfter | Kind::Died => eighteenth,
        Kind::CareLeaver if dice.chance(885) => eighteenth,
        Kind::CareLeaver => dice.day(
            after(sixteenth, 0, 4, 0),
            eighteenth.saturating_sub(1.day()),
        ),
    }
}

/// Ages on coming into care, the last one before 16 (made up, near the published age groups).
const ENTRY_AGES: [((i16, i16), u32); 6] = [
    ((0, 1), 6),
    ((1, 4), 11),
    ((5, 9), 20),
    ((10, 12), 18),
    ((13, 14), 25),
    ((15, 15), 20),
];

/// Early enough for 13 weeks after the 14th birthday before care ended; too late for them in the case of qualifying young people.
fn enters_care(dice: &mut Dice, outline: &Outline, left: Date, was_unaccompanied: bool) -> Date {
    if outline.kind == Kind::Qualifying {
        return left.saturating_sub(dice.between(20, 80).days());
    }
    let latest = left.saturating_sub(130.days());
    // Somebody still looked after must have been so by the birthday.
    let latest = if outline.kind == Kind::StillLookedAfter {
        latest.min(outline.birthday.saturating_sub(10.days()))
    } else {
        latest
    };
    let first_possible = if was_unaccompanied {
        birthday(outline, 15)
    } else {
        outline.born
    };
    let entered = if was_unaccompanied {
        dice.day(
            first_possible,
            birthday(outline, 17).saturating_add(120.days()),
        )
    } else if dice.chance(60) {
        dice.day(
            birthday(outline, 16),
            after(birthday(outline, 16), 0, 10, 0),
        )
    } else {
        let (from, to) = dice.weighted(&ENTRY_AGES);
        dice.day(
            after(outline.born, from, 0, 3),
            after(outline.born, to + 1, 0, -1),
        )
    };
    if entered <= latest {
        entered
    } else {
        latest
            .saturating_sub(dice.between(0, 90).days())
            .max(outline.born)
    }
}

/// The time out of touch around the birthday, for those whose code says so, or a short one at another time for a few.
fn out_of_touch(
    dice: &mut Dice,
    life: &Life,
    left: Date,
) -> Option<(InTouchCode, Date, Option<Date>)> {
    let Outline {
        birthday, in_touch, ..
    } = life.outline;
    if in_touch != InTouchCode::Yes {
        let since = birthday
            .saturating_sub(dice.between(20, 330).days())
            .max(left)
            .min(birthday);
        let until = dice.months_after(birthday, 1, 11);
        // The later part of those who return do so after our last day.
        return Some((
            in_touch,
            since,
            (until < life.ends_on && dice.chance(700)).then_some(until),
        ));
    }
    let lapse_ends_before = birthday.saturating_sub(30.days());
    let is_known = life.outline.home != Suitability::NoInformation;
    if is_known && dice.chance(60) {
        let since = dice.months_after(left, 2, 24);
        let until = dice.months_after(since, 1, 7);
        if until < lapse_ends_before {
            let code = dice.weighted(&[
                (InTouchCode::No, 6),
                (InTouchCode::Nreq, 3),
                (InTouchCode::Refu, 1),
            ]);
            return Some((code, since, Some(until)));
        }
    }
    None
}
