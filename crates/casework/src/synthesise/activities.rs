//! What somebody does from the last year of school on: courses, work and times without either, with the birthday's activity as wanted.

use jiff::civil::Date;
use leaving_care::{
    activity::ActivityCode::{self, F1, F2, F4, F5, G4, G5, G6, NotKnown, P1, P2, P4, P5},
    calendar::{LeapDayBirthday, age_years},
    source::Standing,
    spell_value::SpellValue,
};

use super::{cohort::after, council::Fact, dice::Dice, life::Life, work_and_study};

/// A main activity before it is written down.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    code: ActivityCode,
    starts_on: Date,
    standing: Standing,
}

/// Every activity until the last day: one main one at a time, and a few jobs beside a course.
pub(super) fn activities(dice: &mut Dice, life: &Life) -> Vec<Fact> {
    let school_ends = school_ends(life.outline.born);
    let first_day = after(school_ends, 0, -10, 0).max(life.entered_care);
    // Whoever is still in compulsory schooling on the 16th birthday is at school.
    let wanted = if life.outline.birthday < school_ends {
        F2
    } else {
        life.outline.activity
    };
    let since = began(dice, life, wanted)
        .min(life.outline.birthday)
        .max(first_day)
        .min(life.ends_on);
    let mut stretches = Vec::new();
    fill(dice, life, &mut stretches, first_day, since);
    let standing = if life.outline.activity_is_imputed {
        Standing::Imputed
    } else {
        Standing::Recorded
    };
    if since < life.ends_on {
        stretches.push(Stretch {
            code: wanted,
            starts_on: since,
            standing,
        });
        let until = ends(dice, life, wanted, since);
        fill(dice, life, &mut stretches, until, life.ends_on);
    }
    let mut facts = Vec::with_capacity(stretches.len());
    for (index, stretch) in stretches.iter().enumerate() {
        let ends_on = stretches
            .get(index + 1)
            .map(|next| next.starts_on)
            .or(life.stops_on());
        let age = age_on(life, stretch.starts_on);
        let at_school = stretch.starts_on < school_ends && stretch.code == F2;
        let details =
            work_and_study::details(dice, stretch.code, stretch.starts_on, age, at_school);
        if stretch.code.is_eet() {
            facts.extend(job_beside(dice, life, *stretch, ends_on));
        }
        facts.push(Fact {
            value: SpellValue::Activity(details),
            starts_on: stretch.starts_on,
            ends_on,
            standing: stretch.standing,
        });
    }
    facts
}

/// Compulsory schooling ends on the last Friday of June of the school year in which somebody turns 16 (Education Act 1996 section 8);
/// the end of June will do here.
fn school_ends(born: Date) -> Date {
    let years = if born.month() >= 9 { 17 } else { 16 };
    Date::constant(born.year() + years, 6, 30)
}

fn age_on(life: &Life, day: Date) -> i16 {
    age_years(life.outline.born, day, LeapDayBirthday::default())
}

/// The last start of a course on or before a day.
fn september_before(dice: &mut Dice, day: Date) -> Date {
    let this_year = Date::constant(day.year(), 9, 3);
    let start = if day < Date::constant(day.year(), 9, 25) {
        Date::constant(day.year() - 1, 9, 3)
    } else {
        this_year
    };
    after(start, 0, 0, dice.between(0, 20))
}

/// How long somebody has been without education, work or training on the birthday, in days, with weights; illness and parenting last
/// longer. Made up, and chosen with the lengths below so that on any day of the year after more than half have been so for over six
/// months, as Lancashire's Corporate Parenting Board saw in 2020.
const SO_FAR_OTHER: [((i32, i32), u32); 6] = [
    ((3, 30), 31),
    ((31, 90), 34),
    ((91, 180), 20),
    ((181, 365), 9),
    ((366, 730), 4),
    ((731, 1_300), 2),
];
const SO_FAR_LONGER: [((i32, i32), u32); 5] = [
    ((10, 90), 34),
    ((91, 180), 27),
    ((181, 365), 22),
    ((366, 730), 12),
    ((731, 1_400), 5),
];

/// Since when the activity of the birthday has been so.
fn began(dice: &mut Dice, life: &Life, code: ActivityCode) -> Date {
    let birthday = life.outline.birthday;
    let before =
        |dice: &mut Dice, least: i32, most: i32| after(birthday, 0, 0, -dice.between(least, most));
    let left_school = school_ends(life.outline.born);
    match code {
        F1 | P1 => {
            let start = september_before(dice, birthday);
            // A degree takes three years: the birthday falls in any of them, once A level is behind.
            let years_back = dice.between(0, i32::from((life.outline.age_years - 19).clamp(0, 2)));
            let first = after(start, -i16::try_from(years_back).unwrap_or(0), 0, 0);
            if degree_ends(first) > birthday {
                first
            } else {
                start
            }
        }
        F2 | P2 if dice.chance(800) => {
            let start = september_before(dice, birthday);
            if life.outline.age_years <= 18 && dice.chance(400) {
                after(start, -1, 0, 0).max(left_school)
            } else {
                start
            }
        }
        F2 | P2 => before(dice, 10, 200),
        F4 | P4 => before(dice, 20, 480),
        F5 | P5 => {
            let (least, most) = dice.weighted(&[
                ((3, 90), 30),
                ((91, 270), 35),
                ((271, 600), 25),
                ((601, 1_200), 10),
            ]);
            before(dice, least, most).max(left_school)
        }
        G5 => {
            let (least, most) = dice.weighted(&SO_FAR_OTHER);
            before(dice, least, most).max(left_school)
        }
        G4 | G6 => {
            let (least, most) = dice.weighted(&SO_FAR_LONGER);
            before(dice, least, most).max(left_school)
        }
        _ => match life.out_of_touch {
            Some((_, since, _)) if since <= birthday => since,
            _ => before(dice, 20, 300),
        },
    }
}

/// The end of a course that goes on after a day: with the summer term, or with the summer where a second year is open.
fn course_ends(dice: &mut Dice, day: Date) -> Date {
    let (month, last) = if dice.chance(350) { (6, 28) } else { (9, 4) };
    let this_year = Date::constant(day.year(), month, last);
    if day < this_year {
        this_year
    } else {
        after(this_year, 1, 0, 0)
    }
}

fn degree_ends(start: Date) -> Date {
    Date::constant(start.year() + 3, 6, 20)
}

/// Until when the activity of the birthday stays so: always after the birthday.
fn ends(dice: &mut Dice, life: &Life, code: ActivityCode, since: Date) -> Date {
    let birthday = life.outline.birthday;
    let later =
        |dice: &mut Dice, least: i32, most: i32| after(birthday, 0, 0, dice.between(least, most));
    match code {
        F1 | P1 if degree_ends(since) > birthday => degree_ends(since),
        F2 | P2 => course_ends(dice, birthday),
        F4 | P4 => later(dice, 60, 540),
        F5 | P5 => later(dice, 15, 900),
        G5 => {
            let (least, most) = dice.weighted(&[((10, 90), 34), ((91, 240), 44), ((241, 500), 22)]);
            later(dice, least, most)
        }
        G4 | G6 => later(dice, 40, 420),
        NotKnown => match life.out_of_touch {
            Some((_, _, Some(until))) if until > birthday => until,
            Some(_) => life.ends_on,
            None => later(dice, 20, 200),
        },
        _ => later(dice, 30, 400),
    }
}

/// Fills the days between two dates with one main activity after another.
fn fill(dice: &mut Dice, life: &Life, stretches: &mut Vec<Stretch>, from: Date, until: Date) {
    let mut starts_on = from;
    while starts_on < until {
        let previous = stretches.last().map(|stretch| stretch.code);
        let (code, ends_on) = next(dice, life, previous, starts_on);
        stretches.push(Stretch {
            code,
            starts_on,
            standing: Standing::Recorded,
        });
        // What would last only a few days more is part of the stretch before.
        starts_on = if after(ends_on, 0, 0, 20) > until {
            until
        } else {
            ends_on.max(after(starts_on, 0, 0, 20))
        };
    }
}

/// What follows on a day, and until when. Shares and lengths are made up.
fn next(
    dice: &mut Dice,
    life: &Life,
    previous: Option<ActivityCode>,
    day: Date,
) -> (ActivityCode, Date) {
    let school_ends = school_ends(life.outline.born);
    if day < school_ends {
        // Most go on to a course after the summer, and stay on the roll until then.
        let stays_on = Date::constant(school_ends.year(), 9, 4);
        return (
            F2,
            if dice.chance(700) {
                stays_on
            } else {
                school_ends
            },
        );
    }
    let age = age_on(life, day);
    let is_term_start = matches!(day.month(), 8..=10);
    let weight_if = |holds: bool, weight: u32| if holds { weight } else { 0 };
    // One reason seldom follows another without anything in between.
    let after_neet = if previous.is_some_and(ActivityCode::is_neet) {
        1
    } else {
        3
    };
    let is_new = |code: ActivityCode| previous != Some(code);
    let parent = if life.is_female { 7 } else { 1 };
    // Times without education or work gather in some lives: in those that are NEET on the birthday. Otherwise the council would be
    // far from its own figure in every other year and month.
    let leans_to_neet = life.outline.activity.is_neet();
    let leaning = if leans_to_neet { 7 } else { 1 };
    let code = if age < 18 {
        dice.weighted(&[
            (F2, weight_if(is_term_start, 130)),
            (P2, 3),
            (F4, 7),
            (F5, 7),
            (G5, weight_if(is_new(G5), 5 * after_neet * leaning)),
            (G4, weight_if(is_new(G4), 2)),
            (G6, weight_if(is_new(G6) && life.is_female, 2)),
        ])
    } else {
        dice.weighted(&[
            (F5, 34),
            (P5, 8),
            (F4, 4),
            (F2, weight_if(is_term_start, 34)),
            (P2, weight_if(is_term_start, 8)),
            (F1, weight_if(is_term_start && age <= 20, 6)),
            (G5, weight_if(is_new(G5), 6 * after_neet * leaning)),
            (G4, weight_if(is_new(G4), 7)),
            (G6, weight_if(is_new(G6), parent)),
        ])
    };
    let ends_on = match code {
        F1 => degree_ends(day),
        F2 | P2 => course_ends(dice, after(day, 0, 2, 0)),
        F4 => dice.months_after(day, 9, 20),
        F5 | P5 => {
            let lengths: [((i32, i32), u32); 3] = if leans_to_neet {
                [((0, 3), 60), ((3, 9), 34), ((9, 30), 6)]
            } else {
                [((0, 3), 20), ((3, 9), 40), ((9, 30), 40)]
            };
            let (least, most) = dice.weighted(&lengths);
            dice.months_after(day, least, most)
        }
        // After a summer without anything the next term is a chance.
        G5 if matches!(day.month(), 6 | 7) && dice.chance(600) => Date::constant(day.year(), 9, 8),
        G5 => {
            let lengths: [((i32, i32), u32); 3] = if leans_to_neet {
                [((1, 4), 40), ((4, 9), 40), ((9, 20), 20)]
            } else {
                [((0, 2), 14), ((2, 8), 32), ((8, 20), 54)]
            };
            let (least, most) = dice.weighted(&lengths);
            dice.months_after(day, least, most)
        }
        G6 => dice.months_after(day, 10, 28),
        G4 => dice.months_after(day, 5, 22),
        _ => dice.months_after(day, 4, 12),
    };
    (code, ends_on)
}

/// A Saturday job beside a full-time course, for some: fewer hours, so that the course stays the main activity.
fn job_beside(
    dice: &mut Dice,
    life: &Life,
    course: Stretch,
    course_ends: Option<Date>,
) -> Option<Fact> {
    let is_course = matches!(course.code, F1 | F2);
    let starts_on = after(course.starts_on, 0, 0, dice.between(14, 120));
    if !is_course || age_on(life, starts_on) < 16 || !dice.chance(160) {
        return None;
    }
    let ends_on = dice.months_after(starts_on, 2, 12);
    let ends_on = course_ends.map_or(ends_on, |end| end.min(ends_on));
    if starts_on >= ends_on || starts_on >= life.ends_on {
        return None;
    }
    Some(Fact {
        value: SpellValue::Activity(work_and_study::saturday_job(
            dice,
            starts_on,
            age_on(life, starts_on),
        )),
        starts_on,
        ends_on: (ends_on < life.ends_on).then_some(ends_on),
        standing: Standing::Recorded,
    })
}
