//! Care: the episodes of the SSDA903 return from first coming into care until leaving it, without a gap or an overlap.

use jiff::civil::Date;
use leaving_care::{
    placement::{Placement, ShortCode},
    source::Standing,
    spell_value::{PlacementDetails, SpellValue},
};

use super::{
    cohort::{Kind, after},
    council::Fact,
    dice::Dice,
    homes::postcode,
    life::Life,
};

/// One episode before it has an end.
struct Episode {
    starts_on: Date,
    legal_status: &'static str,
    place: &'static str,
    reason_new: &'static str,
}

/// The episodes of a life, oldest first. The last ten years have every move; before them moves are fewer.
pub(super) fn episodes(dice: &mut Dice, life: &Life) -> Vec<Fact> {
    let until = life.left_care.unwrap_or(life.ends_on);
    let mut episodes = vec![first_episode(dice, life)];
    let mut starts_on = life.entered_care;
    loop {
        starts_on = next_change(dice, life, starts_on);
        if starts_on >= until {
            break;
        }
        let last = &episodes[episodes.len() - 1];
        episodes.push(next_episode(dice, life, last, starts_on));
    }
    end_in_foster_care(life, &mut episodes);
    let need = need(dice, life);
    let home = postcode(dice);
    let mut facts = Vec::with_capacity(episodes.len());
    for (index, episode) in episodes.iter().enumerate() {
        let next = episodes.get(index + 1);
        let reason_ended = match (next, life.left_care) {
            (Some(_), _) => "X1",
            (None, None) => "",
            (None, Some(_)) => reason_for_leaving(dice, life, episode),
        };
        let changed_place =
            next.is_some_and(|next| next.place != episode.place || next.reason_new == "P");
        facts.push(Fact {
            value: SpellValue::Placement(PlacementDetails {
                placement: Placement {
                    legal_status: ShortCode::new(episode.legal_status),
                    place: ShortCode::new(episode.place),
                    reason_ended: ShortCode::new(reason_ended),
                },
                reason_for_new_episode: episode.reason_new.to_owned(),
                category_of_need: need.to_owned(),
                placement_provider: provider(dice, episode.place).to_owned(),
                reason_place_change: if changed_place {
                    reason_for_moving(dice, episode).to_owned()
                } else {
                    String::new()
                },
                home_postcode: home.clone(),
                placement_postcode: if episode.place == "P1" {
                    home.clone()
                } else {
                    postcode(dice)
                },
                provider_urn: String::new(),
            }),
            starts_on: episode.starts_on,
            ends_on: next.map(|next| next.starts_on).or(life.left_care),
            standing: Standing::Recorded,
        });
    }
    facts
}

fn first_episode(dice: &mut Dice, life: &Life) -> Episode {
    let age = age_in_care(life, life.entered_care);
    let legal_status = if life.was_unaccompanied {
        "V2"
    } else if age < 13 {
        dice.weighted(&[("V2", 35), ("C1", 45), ("L1", 8), ("L2", 12)])
    } else {
        dice.weighted(&[("V2", 70), ("C1", 20), ("J1", 5), ("L1", 5)])
    };
    Episode {
        starts_on: life.entered_care,
        legal_status,
        place: place(dice, life, life.entered_care),
        reason_new: "S",
    }
}

/// Months until the next change: short at first and in the later years, long in settled childhood (made up).
fn next_change(dice: &mut Dice, life: &Life, since: Date) -> Date {
    let ten_years_ago = after(life.ends_on, -10, 0, 0);
    let (least, most) = if since < ten_years_ago {
        (18, 54)
    } else if since == life.entered_care {
        (0, 8)
    } else {
        dice.weighted(&[((0, 3), 22), ((3, 12), 38), ((12, 36), 40)])
    };
    dice.months_after(since, least, most)
        .max(after(since, 0, 0, 3))
}

fn next_episode(dice: &mut Dice, life: &Life, last: &Episode, starts_on: Date) -> Episode {
    // Police and emergency protection last days, an interim order months: after them comes a lasting status.
    let lasting = match last.legal_status {
        "L1" | "L2" => Some("C1"),
        "C1" => Some("C2"),
        "J1" => Some("V2"),
        "V2" if !life.was_unaccompanied && dice.chance(180) => Some("C2"),
        _ => None,
    };
    match lasting {
        Some(legal_status) if dice.chance(550) => Episode {
            starts_on,
            legal_status,
            place: last.place,
            reason_new: "L",
        },
        Some(legal_status) => Episode {
            starts_on,
            legal_status,
            place: place(dice, life, starts_on),
            reason_new: "B",
        },
        None => Episode {
            starts_on,
            legal_status: last.legal_status,
            place: place(dice, life, starts_on),
            reason_new: "P",
        },
    }
}

/// Registered supported accommodation (K3) took the place of H5 and P2 when registration became law on 28 October 2023 (SI 2023/416).
const SUPPORTED_ACCOMMODATION_SINCE: Date = Date::constant(2023, 10, 28);

fn place(dice: &mut Dice, life: &Life, day: Date) -> &'static str {
    let supported = if day < SUPPORTED_ACCOMMODATION_SINCE {
        "H5"
    } else {
        "K3"
    };
    match (age_in_care(life, day), life.was_unaccompanied) {
        (..=11, _) => dice.weighted(&[
            ("U4", 34),
            ("U6", 34),
            ("U1", 12),
            ("U3", 8),
            ("K2", 4),
            ("P1", 8),
        ]),
        (12..=15, false) => dice.weighted(&[
            ("U4", 30),
            ("U6", 26),
            ("U1", 9),
            ("K2", 22),
            ("P1", 9),
            ("S1", 2),
            ("K1", 2),
        ]),
        (..=15, true) => dice.weighted(&[("U6", 60), ("U4", 25), ("K2", 15)]),
        (_, true) => dice.weighted(&[("U6", 30), ("K2", 5), (supported, 65)]),
        _ => dice.weighted(&[
            ("U4", 28),
            ("U6", 14),
            ("U1", 6),
            ("K2", 16),
            (supported, 28),
            ("P1", 6),
            ("R5", 2),
        ]),
    }
}

fn age_in_care(life: &Life, day: Date) -> i16 {
    leaving_care::calendar::age_years(
        life.outline.born,
        day,
        leaving_care::calendar::LeapDayBirthday::default(),
    )
}

/// Whoever stays put at 18 was with foster carers before.
fn end_in_foster_care(life: &Life, episodes: &mut [Episode]) {
    if let Some(last) = episodes
        .last_mut()
        .filter(|last| life.stays_put && !last.place.starts_with('U'))
    {
        last.place = "U4";
        if last.reason_new == "L" {
            last.reason_new = "B";
        }
    }
}

fn need(dice: &mut Dice, life: &Life) -> &'static str {
    if life.was_unaccompanied {
        return "N8";
    }
    dice.weighted(&[
        ("N1", 64),
        ("N2", 3),
        ("N3", 4),
        ("N4", 9),
        ("N5", 14),
        ("N6", 2),
        ("N8", 4),
    ])
}

fn provider(dice: &mut Dice, place: &str) -> &'static str {
    match place {
        "P1" => "PR0",
        "R5" | "K1" => "PR3",
        "K2" | "K3" | "H5" | "S1" => dice.weighted(&[("PR4", 75), ("PR1", 18), ("PR5", 7)]),
        _ => dice.weighted(&[("PR1", 58), ("PR4", 36), ("PR5", 6)]),
    }
}

fn reason_for_moving(dice: &mut Dice, episode: &Episode) -> &'static str {
    if episode.place == "R5" {
        return "CUSTOD";
    }
    dice.weighted(&[
        ("CARPL", 52),
        ("CREQB", 12),
        ("CREQO", 9),
        ("CHILD", 9),
        ("LAREQ", 8),
        ("CLOSE", 3),
        ("STAND", 3),
        ("OTHER", 4),
    ])
}

fn reason_for_leaving(dice: &mut Dice, life: &Life, last: &Episode) -> &'static str {
    if life.stays_put {
        return "E17";
    }
    let went_home = matches!(life.outline.kind, Kind::ReturnedHome | Kind::Qualifying)
        || life.left_care.is_some_and(|left| left < life.birthday(18));
    match last.place {
        "R5" => "E9",
        "P1" => "E4A",
        _ if went_home => {
            dice.weighted(&[("E4A", 50), ("E4B", 20), ("E13", 15), ("E5", 10), ("E8", 5)])
        }
        _ => dice.weighted(&[("E5", 50), ("E6", 12), ("E4A", 9), ("E7", 4), ("E8", 25)]),
    }
}
