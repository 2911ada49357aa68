//! The sixty made-up young people: when they were looked after, and what became of them.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use jiff::{Span, ToSpan};
use ssda903::age_on;

pub(super) const YEARS: [i16; 3] = [2023, 2024, 2025];
const SEED: u64 = 903;

/// Numbers that look random and are the same on every machine (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % limit
    }

    fn one_in(&mut self, chances: u64) -> bool {
        self.below(chances) == 0
    }

    fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[usize::try_from(self.below(choices.len() as u64)).unwrap()]
    }
}

pub(super) struct Episode {
    pub(super) started_on: Date,
    pub(super) reason: &'static str,
    pub(super) legal_status: &'static str,
    pub(super) placement: &'static str,
    pub(super) provider: &'static str,
    pub(super) ceased_on: Date,
    /// Used when the episode ended in the year or before it.
    pub(super) reason_ceased: &'static str,
    pub(super) reason_changed: &'static str,
    pub(super) postcode: String,
    pub(super) urn: String,
}

pub(super) struct Person {
    pub(super) child: String,
    pub(super) male: bool,
    pub(super) born: Date,
    pub(super) ethnicity: &'static str,
    pub(super) pupil_number: String,
    pub(super) need: &'static str,
    pub(super) home: String,
    pub(super) episodes: Vec<Episode>,
    /// IN_TOUCH, ACTIV and ACCOM for each year ending in which OC3 asks.
    pub(super) outcomes: BTreeMap<i16, [String; 3]>,
}

pub(super) fn years(count: i32) -> Span {
    count.years()
}

fn make_person(number: u64, age_in_2023: i16, dice: &mut Dice) -> Person {
    let turned = date(2022, 4, 1)
        .checked_add(i32::try_from(dice.below(365)).unwrap().days())
        .unwrap();
    let born = turned.checked_sub(years(age_in_2023.into())).unwrap();
    let need = dice.pick(&["N1", "N1", "N1", "N3", "N4", "N5", "N6", "N8"]);
    // Into care between 11 and 15 and a half: more than 13 weeks after the 14th birthday and past the 16th.
    let entered = born
        .checked_add(11.years().days(i32::try_from(dice.below(1_640)).unwrap()))
        .unwrap();
    let left_early = dice.one_in(5);
    let left = if left_early {
        born.checked_add(
            16.years()
                .days(i32::try_from(100 + dice.below(230)).unwrap()),
        )
        .unwrap()
    } else {
        born.checked_add(years(18)).unwrap()
    };
    let mut person = Person {
        child: format!("{}", 900_100 + number * 7),
        male: dice.one_in(2),
        born,
        ethnicity: dice.pick(&[
            "WBRI", "WBRI", "WBRI", "WOTH", "MWBC", "MOTH", "APKN", "BAFR", "AOTH", "OOTH",
        ]),
        pupil_number: format!("A{:012}", 820_200_000_000 + dice.below(99_999_999)),
        need,
        home: postcode(dice),
        episodes: Vec::new(),
        outcomes: BTreeMap::new(),
    };
    make_episodes(&mut person, entered, left, left_early, dice);
    make_outcomes(&mut person, left, dice);
    person
}

/// No postcode area begins with ZZ.
fn postcode(dice: &mut Dice) -> String {
    format!(
        "ZZ{} {}{}{}",
        1 + dice.below(20),
        1 + dice.below(9),
        dice.pick(&["A", "B", "D", "E"]),
        dice.pick(&["H", "J", "L", "N"])
    )
}

fn make_episodes(
    person: &mut Person,
    entered: Date,
    left: Date,
    left_early: bool,
    dice: &mut Dice,
) {
    let mut started_on = entered;
    let mut reason = "S";
    let legal_status = if person.need == "N8" || left_early {
        "V2"
    } else {
        "C2"
    };
    while started_on < left {
        let longest = started_on
            .checked_add(i32::try_from(250 + dice.below(700)).unwrap().days())
            .unwrap();
        // What would be left over as a few days belongs to this episode.
        let last = longest.checked_add(60.days()).unwrap() >= left;
        let adult = age_on(person.born, started_on) >= 16;
        let home = dice.one_in(4);
        let supported = started_on >= date(2023, 10, 28);
        let placement = match (adult, home) {
            (true, true) if supported => "K3",
            (true, true) => "H5",
            (false, true) => "K2",
            _ => dice.pick(&["U6", "U6", "U4", "U3"]),
        };
        let ending = if left_early {
            "E4A"
        } else if placement.starts_with('U') {
            dice.pick(&["E17", "E5"])
        } else {
            dice.pick(&["E5", "E6"])
        };
        let ceased_on = if last { left } else { longest };
        person.episodes.push(Episode {
            started_on,
            reason,
            legal_status,
            placement,
            provider: dice.pick(&["PR1", "PR1", "PR4"]),
            ceased_on,
            reason_ceased: if last { ending } else { "X1" },
            reason_changed: if last {
                ""
            } else {
                dice.pick(&["CARPL", "CHILD", "CREQB", "PLACE"])
            },
            postcode: postcode(dice),
            urn: format!("99{:05}", dice.below(100_000)),
        });
        started_on = ceased_on;
        reason = "P";
    }
}

fn make_outcomes(person: &mut Person, left: Date, dice: &mut Dice) {
    let mut died = false;
    for year in YEARS {
        let age = age_on(person.born, date(year, 3, 31));
        let birthday = person.born.checked_add(years(age.into())).unwrap();
        if !(17..=21).contains(&age) || left > birthday || died {
            continue;
        }
        let in_touch = match dice.below(40) {
            0 => "DIED",
            1 => "RHOM",
            2..=4 => "NO",
            5 => "REFU",
            6 => "NREQ",
            _ => "YES",
        };
        died = in_touch == "DIED";
        let unknown = matches!(in_touch, "DIED" | "RHOM") || (in_touch != "YES" && dice.one_in(2));
        let (activity, accommodation) = if unknown {
            ("0", "0".to_owned())
        } else {
            (activity(age, dice), accommodation(age, dice))
        };
        person.outcomes.insert(
            year,
            [in_touch.to_owned(), activity.to_owned(), accommodation],
        );
    }
}

fn activity(age: i16, dice: &mut Dice) -> &'static str {
    match age {
        17 => dice.pick(&["F2", "F2", "F2", "F4", "P2", "G5", "G4"]),
        18 => dice.pick(&["F2", "F2", "F4", "F5", "P5", "G5", "G5", "G4"]),
        19 => dice.pick(&["F1", "F2", "F4", "F5", "F5", "P5", "G5", "G5", "G4", "G6"]),
        _ => dice.pick(&["F1", "F5", "F5", "F5", "P5", "P2", "G5", "G5", "G4", "G6"]),
    }
}

/// With former foster carers (Z) not at 17 (rule 3001), in a foyer (T) only for adults (rule 347).
fn accommodation(age: i16, dice: &mut Dice) -> String {
    let kind = match age {
        17 => dice.pick(&["B", "B", "D", "D", "E"]),
        18 => dice.pick(&["Z", "Z", "D", "D", "E", "B", "U"]),
        19 => dice.pick(&["Z", "D", "E", "B", "U", "U", "T", "W"]),
        _ => dice.pick(&["U", "U", "U", "B", "D", "T", "K", "X", "S"]),
    };
    let suitable = !matches!(kind, "S" | "X" | "W") && !dice.one_in(12);
    format!("{kind}{}", if suitable { 1 } else { 2 })
}

/// How many people are how old on 31 March 2023: most turn 18 in one of the three years.
const AGES_IN_2023: [(i16, u64); 7] = [
    (15, 8),
    (16, 14),
    (17, 14),
    (18, 10),
    (19, 8),
    (20, 4),
    (21, 2),
];

pub(super) fn people() -> Vec<Person> {
    let mut dice = Dice(SEED);
    let ages = AGES_IN_2023
        .iter()
        .flat_map(|(age, count)| (0..*count).map(|_| *age));
    ages.enumerate()
        .map(|(number, age)| make_person(number as u64, age, &mut dice))
        .collect()
}
