//! Homes after care: where somebody lives from the day of leaving care, with what must be so on the birthday.

use jiff::civil::Date;
use leaving_care::{
    accommodation::{
        AccommodationCode,
        AccommodationKind::{self, B, C, D, E, G, H, K, NotKnown, R, S, T, U, V, W, X, Y, Z},
    },
    activity::ActivityCode,
    source::Standing,
    spell_value::{AccommodationDetails, SpellValue},
};

use super::{cells::Suitability, cohort::after, council::Fact, dice::Dice, life::Life};

/// A stay before it is written down.
struct Stay {
    code: AccommodationCode,
    starts_on: Date,
    standing: Standing,
}

/// Every home from leaving care until the last day.
pub(super) fn homes(dice: &mut Dice, life: &Life) -> Vec<Fact> {
    let Some(left) = life.left_care else {
        return Vec::new();
    };
    let birthday = life.outline.birthday;
    let mut stays = Vec::new();
    let wanted = wanted(dice, life);
    // Whoever stays put does so for a while before anything else.
    let earliest = if life.stays_put && wanted.kind != Z {
        after(left, 0, 2, 0)
    } else {
        left
    };
    let since = stay_before(dice, life, wanted)
        .max(earliest)
        .min(life.ends_on);
    fill(dice, life, &mut stays, left, since);
    if since <= birthday && since < life.ends_on {
        let standing = if life.outline.home_is_imputed {
            Standing::Imputed
        } else {
            Standing::Recorded
        };
        stays.push(Stay {
            code: wanted,
            starts_on: since,
            standing,
        });
        let until = stay_after(dice, life, wanted);
        fill(dice, life, &mut stays, until, life.ends_on);
    } else {
        fill(dice, life, &mut stays, since, life.ends_on);
    }
    written(dice, life, &stays)
}

/// The home on the birthday.
fn wanted(dice: &mut Dice, life: &Life) -> AccommodationCode {
    let (age, activity) = (life.outline.age_years, life.outline.activity);
    match life.outline.home {
        Suitability::NoInformation => AccommodationCode::NOT_KNOWN,
        Suitability::Outside => {
            let kind = if life.was_unaccompanied {
                dice.weighted(&[(R, 60), (G, 20), (H, 20)])
            } else {
                dice.weighted(&[(R, 85), (G, 15)])
            };
            AccommodationCode {
                kind,
                is_suitable: Some(false),
            }
        }
        Suitability::Suitable
            if life.stays_put && (18..=21).contains(&age) && dice.chance(stay_put_share(age)) =>
        {
            AccommodationCode {
                kind: Z,
                is_suitable: Some(true),
            }
        }
        Suitability::Suitable => AccommodationCode {
            kind: suitable(dice, age),
            is_suitable: Some(true),
        },
        Suitability::Unsuitable => AccommodationCode {
            kind: unsuitable(dice, activity),
            is_suitable: Some(false),
        },
    }
}

/// Of a thousand who stayed put at 18, how many still do on a birthday: England 2024 had 2,370 at 18, 1,430 at 19, 1,030 at 20, 660 at 21.
fn stay_put_share(age: i16) -> usize {
    match age {
        18 => 1_000,
        19 => 620,
        20 => 440,
        _ => 280,
    }
}

/// Suitable homes by age, in tens of people: England 2024, national accommodation table, without those that are unsuitable by nature.
fn suitable(dice: &mut Dice, age: i16) -> AccommodationKind {
    match age {
        ..=17 => dice.weighted(&[(B, 26), (D, 2), (E, 1), (U, 1), (C, 1), (Y, 1)]),
        18 => dice.weighted(&[
            (D, 500),
            (B, 152),
            (U, 130),
            (E, 96),
            (T, 58),
            (C, 49),
            (Y, 33),
            (K, 7),
        ]),
        19 => dice.weighted(&[
            (D, 344),
            (U, 310),
            (B, 151),
            (E, 73),
            (T, 45),
            (Y, 40),
            (C, 37),
            (K, 13),
        ]),
        20 => dice.weighted(&[
            (U, 423),
            (D, 214),
            (B, 129),
            (E, 50),
            (C, 41),
            (Y, 35),
            (T, 27),
            (K, 16),
        ]),
        21 => dice.weighted(&[
            (U, 519),
            (D, 146),
            (B, 112),
            (Y, 34),
            (C, 33),
            (E, 33),
            (T, 20),
            (K, 18),
        ]),
        _ => dice.weighted(&[
            (U, 600),
            (B, 130),
            (D, 60),
            (K, 25),
            (Y, 30),
            (C, 20),
            (E, 10),
            (T, 8),
        ]),
    }
}

/// Unsuitable homes; custody only without a course or a job outside. Custody and no home are in England's table of 2024, the rest is made up.
fn unsuitable(dice: &mut Dice, activity: ActivityCode) -> AccommodationKind {
    let custody = match activity {
        ActivityCode::G5 => 230,
        ActivityCode::NotKnown => 60,
        _ => 0,
    };
    dice.weighted(&[
        (X, custody),
        (S, 60),
        (V, 50),
        (W, 20),
        (U, 55),
        (D, 55),
        (B, 45),
        (K, 20),
        (Y, 30),
        (E, 8),
    ])
}

/// Since when the home of the birthday has been so.
fn stay_before(dice: &mut Dice, life: &Life, code: AccommodationCode) -> Date {
    let birthday = life.outline.birthday;
    let before =
        |dice: &mut Dice, least: i32, most: i32| after(birthday, 0, 0, -dice.between(least, most));
    match code.kind {
        Z => life.left_care.unwrap_or(birthday),
        NotKnown | R => match life.out_of_touch {
            Some((_, since, until))
                if since <= birthday && until.is_none_or(|until| birthday < until) =>
            {
                since
            }
            _ => before(dice, 5, 200),
        },
        S | V | W => before(dice, 2, 80),
        X => before(dice, 10, 330),
        _ => before(dice, 5, 620),
    }
}

/// Until when the home of the birthday stays so: always after the birthday.
fn stay_after(dice: &mut Dice, life: &Life, code: AccommodationCode) -> Date {
    let birthday = life.outline.birthday;
    let mut later = |least: i32, most: i32| after(birthday, 0, 0, dice.between(least, most));
    match code.kind {
        NotKnown | R => match life.out_of_touch {
            Some((_, since, until)) if since <= birthday => until
                .filter(|until| birthday < *until)
                .unwrap_or(life.ends_on),
            _ => later(10, 200),
        },
        G | H => life.ends_on,
        S | V | W => later(3, 90),
        X => later(15, 400),
        U => later(90, 1_500),
        _ => later(30, 700),
    }
}

/// Fills the days between two dates with homes of the age.
fn fill(dice: &mut Dice, life: &Life, stays: &mut Vec<Stay>, from: Date, until: Date) {
    let mut starts_on = from;
    while starts_on < until {
        let age = leaving_care::calendar::age_years(
            life.outline.born,
            starts_on,
            leaving_care::calendar::LeapDayBirthday::default(),
        );
        let leaving = stays.is_empty();
        let code = if leaving && life.stays_put {
            AccommodationCode {
                kind: Z,
                is_suitable: Some(true),
            }
        } else if dice.chance(70) {
            AccommodationCode {
                kind: dice.weighted(&[(S, 3), (V, 5), (W, 2), (B, 3), (U, 2)]),
                is_suitable: Some(false),
            }
        } else {
            AccommodationCode {
                kind: suitable(dice, age),
                is_suitable: Some(true),
            }
        };
        let (least, most) = match code.kind {
            S | V | W => (0, 3),
            Z => (9, 40),
            U => (8, 48),
            _ => (3, 20),
        };
        stays.push(Stay {
            code,
            starts_on,
            standing: Standing::Recorded,
        });
        let ends_on = dice
            .months_after(starts_on, least, most)
            .max(after(starts_on, 0, 0, 7));
        // What would last only a few days more is part of the stay before.
        starts_on = if after(ends_on, 0, 0, 21) > until {
            until
        } else {
            ends_on
        };
    }
}

fn written(dice: &mut Dice, life: &Life, stays: &[Stay]) -> Vec<Fact> {
    let mut facts = Vec::with_capacity(stays.len());
    for (index, stay) in stays.iter().enumerate() {
        let next = stays.get(index + 1).map(|next| next.starts_on);
        let has_address = !matches!(stay.code.kind, S | R | G | H | NotKnown);
        facts.push(Fact {
            value: SpellValue::Accommodation(AccommodationDetails {
                code: stay.code,
                address: if has_address {
                    address(dice)
                } else {
                    String::new()
                },
                postcode: if has_address {
                    postcode(dice)
                } else {
                    String::new()
                },
                provider: provider(dice, stay.code.kind).to_owned(),
                note: String::new(),
            }),
            starts_on: stay.starts_on,
            ends_on: next.or(life.stops_on()),
            standing: stay.standing,
        });
    }
    facts
}

const STREETS: [&str; 24] = [
    "Larch",
    "Rowan",
    "Canal",
    "Mill",
    "Station",
    "Chapel",
    "Orchard",
    "Quarry",
    "Foundry",
    "Harbour",
    "Meadow",
    "Weavers",
    "Park",
    "Bridge",
    "Church",
    "Victoria",
    "Linden",
    "Bramble",
    "Tannery",
    "Kestrel",
    "Observatory",
    "Market",
    "Cedar",
    "Spinners",
];
const KINDS_OF_STREET: [&str; 6] = ["Street", "Road", "Close", "Court", "Lane", "Terrace"];

fn address(dice: &mut Dice) -> String {
    let number = dice.between(1, 140);
    let flat = if dice.chance(300) {
        format!("Flat {}, ", dice.between(1, 12))
    } else {
        String::new()
    };
    format!(
        "{flat}{number} {} {}",
        dice.pick(&STREETS),
        dice.pick(&KINDS_OF_STREET)
    )
}

/// A postcode that cannot exist: no area is called ZZ.
pub(super) fn postcode(dice: &mut Dice) -> String {
    const LETTERS: &[u8] = b"ABDEFGHJLNPQRSTUWXYZ";
    let (first, second) = (dice.pick(LETTERS), dice.pick(LETTERS));
    format!(
        "ZZ{} {}{}{}",
        dice.between(1, 20),
        dice.between(1, 9),
        char::from(first),
        char::from(second)
    )
}

fn provider(dice: &mut Dice, kind: AccommodationKind) -> &'static str {
    match kind {
        D => dice.pick(&[
            "Stepping Stones House",
            "Next Move Living",
            "The Bridge Project",
            "Lantern House",
            "Two Rivers Support",
        ]),
        E => "Supported lodgings scheme",
        T => dice.pick(&[
            "Kingfisher Foyer",
            "Riverside Foyer",
            "The Old Library Foyer",
        ]),
        C => dice.pick(&["Oakfield", "Ashdown House", "Willow Bank"]),
        U => dice.pick(&[
            "Council tenancy",
            "Housing association tenancy",
            "Private tenancy",
            "Training flat",
        ]),
        W => "Bed and breakfast, temporary",
        _ => "",
    }
}
