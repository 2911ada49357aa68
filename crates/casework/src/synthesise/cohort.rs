//! Who there is: everybody whom the published tables count, with the cells in which they must stand, and others around them.

use jiff::{ToSpan, civil::Date};
use leaving_care::{
    activity::ActivityCode,
    calendar::{LeapDayBirthday, birthday_on},
    in_touch::InTouchCode,
};
use measures::measure::Band;

use super::{
    cells::{Cell, Suitability, cells},
    dice::Dice,
    targets::Targets,
};

/// Why somebody is in the council's care, and whether the Department's tables count them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Counted, when the birthday is one of those from the 17th to the 21st.
    CareLeaver,
    /// Still looked after on the 17th birthday, or 16: not counted (SSDA903 rule 1007).
    StillLookedAfter,
    /// Looked after at 16 or over for less than 13 weeks: not counted.
    Qualifying,
    /// Went home for good before the birthday: not counted.
    ReturnedHome,
    /// Died before the birthday: not counted.
    Died,
}

/// Somebody to be given a life: what must be true on the birthday in the year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Outline {
    pub kind: Kind,
    pub born: Date,
    /// On the birthday in the year.
    pub age_years: i16,
    pub birthday: Date,
    pub activity: ActivityCode,
    /// Whether the activity stands in for a figure that was held back.
    pub activity_is_imputed: bool,
    pub home: Suitability,
    pub home_is_imputed: bool,
    pub in_touch: InTouchCode,
}

/// Others around each hundred care leavers whom the tables count. Made up, and fewer than any council has, so that the made-up
/// England stays near the number that was published.
const STILL_LOOKED_AFTER: usize = 6;
const FROM_22_TO_25: usize = 5;
/// Of each thousand.
const QUALIFYING: usize = 6;
const RETURNED_HOME: usize = 3;
const DIED: usize = 1;

/// Everybody, in a shuffled order.
pub(super) fn outlines(dice: &mut Dice, targets: &Targets) -> Vec<Outline> {
    let mut everybody = Vec::new();
    for band in &targets.bands {
        for cell in cells(dice, band) {
            let age = age(dice, band.band, cell.activity);
            everybody.push(outline(
                dice,
                targets.year_ending,
                Kind::CareLeaver,
                age,
                cell,
            ));
        }
        make_some_seventeen(dice, band.band, targets.year_ending, &mut everybody);
    }
    let counted = everybody.len();
    let around = [
        (
            Kind::StillLookedAfter,
            counted * STILL_LOOKED_AFTER / 100,
            [(16, 45), (17, 55)].as_slice(),
        ),
        (
            Kind::CareLeaver,
            counted * FROM_22_TO_25 / 100,
            &[(22, 50), (23, 28), (24, 18), (25, 4)],
        ),
        (
            Kind::Qualifying,
            counted * QUALIFYING / 1_000,
            &[(17, 1), (18, 2), (19, 2), (20, 2)],
        ),
        (
            Kind::ReturnedHome,
            counted * RETURNED_HOME / 1_000,
            &[(17, 1)],
        ),
        (
            Kind::Died,
            counted * DIED / 1_000,
            &[(19, 1), (20, 1), (21, 1)],
        ),
    ];
    for (kind, count, ages) in around {
        for _ in 0..count {
            let age = dice.weighted(ages);
            let cell = cell_of_others(dice, kind, age);
            everybody.push(outline(dice, targets.year_ending, kind, age, cell));
        }
    }
    give_leap_days(&mut everybody, targets.year_ending);
    dice.shuffle(&mut everybody);
    everybody
}

/// Ages within 19 to 21: England 2024 had 12,930, 11,880 and 11,570. How activities lean is made up.
fn age(dice: &mut Dice, band: Band, activity: ActivityCode) -> i16 {
    use ActivityCode::{F1, F2, F4, F5, G6, P1, P2, P4, P5};
    match (band, activity) {
        (Band::From17To18, _) => 18,
        (Band::From19To21, F1 | P1) => dice.weighted(&[(19, 27), (20, 36), (21, 37)]),
        (Band::From19To21, F2 | P2) => dice.weighted(&[(19, 46), (20, 31), (21, 23)]),
        (Band::From19To21, F4 | P4 | F5 | P5) => dice.weighted(&[(19, 30), (20, 34), (21, 36)]),
        (Band::From19To21, G6) => dice.weighted(&[(19, 28), (20, 34), (21, 38)]),
        (Band::From19To21, _) => dice.weighted(&[(19, 36), (20, 33), (21, 31)]),
    }
}

/// Few are counted at 17, because most are still looked after then: 500 of 14,300 in England 2024.
fn make_some_seventeen(
    dice: &mut Dice,
    band: Band,
    year_ending: i16,
    everybody: &mut Vec<Outline>,
) {
    if band != Band::From17To18 {
        return;
    }
    let count = (everybody.len() * 35 + 500) / 1_000;
    let seventeen = dice.take(everybody, count, |outline| match outline.activity {
        ActivityCode::F1 | ActivityCode::P1 => 0,
        ActivityCode::NotKnown => 6,
        ActivityCode::F2 | ActivityCode::P2 | ActivityCode::G5 => 3,
        _ => 1,
    });
    for outline in seventeen {
        let (born, birthday) = born(dice, year_ending, 17, outline.activity);
        everybody.push(Outline {
            age_years: 17,
            born,
            birthday,
            ..outline
        });
    }
}

/// What those outside the tables do; made up.
fn cell_of_others(dice: &mut Dice, kind: Kind, age: i16) -> Cell {
    use ActivityCode::{F1, F2, F4, F5, G4, G5, G6, NotKnown, P2, P5};
    let (in_touch, activity) = match (kind, age) {
        (_, ..=18) => (
            InTouchCode::Yes,
            dice.weighted(&[
                (F2, 70),
                (P2, 3),
                (F4, 5),
                (F5, 4),
                (P5, 2),
                (G5, 12),
                (G4, 3),
                (G6, 1),
            ]),
        ),
        (Kind::CareLeaver, 22..) if dice.chance(350) => {
            let code = dice.weighted(&[
                (InTouchCode::Nreq, 60),
                (InTouchCode::No, 30),
                (InTouchCode::Refu, 10),
            ]);
            (code, NotKnown)
        }
        _ => (
            InTouchCode::Yes,
            dice.weighted(&[
                (F5, 26),
                (P5, 6),
                (F2, 6),
                (F1, 5),
                (F4, 2),
                (G5, 28),
                (G4, 15),
                (G6, 12),
            ]),
        ),
    };
    let home = match in_touch {
        InTouchCode::Yes if dice.chance(60) => Suitability::Unsuitable,
        InTouchCode::Yes => Suitability::Suitable,
        _ => Suitability::NoInformation,
    };
    Cell {
        activity,
        activity_is_imputed: false,
        home,
        home_is_imputed: false,
        in_touch,
    }
}

fn outline(dice: &mut Dice, year_ending: i16, kind: Kind, age_years: i16, cell: Cell) -> Outline {
    let (born, birthday) = born(dice, year_ending, age_years, cell.activity);
    let Cell {
        activity,
        activity_is_imputed,
        home,
        home_is_imputed,
        in_touch,
    } = cell;
    Outline {
        kind,
        born,
        age_years,
        birthday,
        activity,
        activity_is_imputed,
        home,
        home_is_imputed,
        in_touch,
    }
}

/// A date of birth whose birthday of this age falls in the year, and that birthday.
fn born(dice: &mut Dice, year_ending: i16, age_years: i16, activity: ActivityCode) -> (Date, Date) {
    let last = Date::constant(year_ending - age_years, 3, 31);
    let mut first = Date::constant(year_ending - age_years - 1, 4, 1);
    // Whoever studies beyond A level on the 18th birthday began early, in September: the birthday is in autumn or winter.
    if age_years <= 18 && matches!(activity, ActivityCode::F1 | ActivityCode::P1) {
        first = Date::constant(year_ending - age_years - 1, 10, 15);
    }
    let born = dice.day(first, last);
    (
        born,
        birthday_on(born, age_years, LeapDayBirthday::default()),
    )
}

/// Moves the first two who can to 29 February, so that every council has that birthday to deal with.
fn give_leap_days(everybody: &mut [Outline], year_ending: i16) {
    let leap_day = |outline: &Outline| Date::new(year_ending - outline.age_years, 2, 29).ok();
    let can = everybody
        .iter_mut()
        .filter(|outline| leap_day(outline).is_some() && outline.age_years >= 19);
    for outline in can.take(2) {
        if let Some(born) = leap_day(outline) {
            outline.born = born;
            outline.birthday = birthday_on(born, outline.age_years, LeapDayBirthday::default());
        }
    }
}

/// So many years, months and days after a day; for dates in a life.
pub(super) fn after(day: Date, years: i16, months: i32, days: i32) -> Date {
    // One after the other: in one span a single negative part would turn all of it around.
    day.saturating_add(years.years())
        .saturating_add(months.months())
        .saturating_add(days.days())
}
