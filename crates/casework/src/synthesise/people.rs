//! Who the made-up people are: names, background, identifiers and what a worker must know to speak with them well.

use std::{collections::HashMap, sync::OnceLock};

use leaving_care::{
    activity::ActivityCode,
    person::{ClientGroup, IdentifierKind, PersonDetails},
};

use super::{cohort::Kind, dice::Dice, life::Life};

/// Given names of girls and boys and family names of one background.
#[derive(Debug, Default)]
struct Names {
    girl: Vec<&'static str>,
    boy: Vec<&'static str>,
    family: Vec<&'static str>,
}

/// The shipped list, read once.
fn names() -> &'static HashMap<&'static str, Names> {
    static NAMES: OnceLock<HashMap<&'static str, Names>> = OnceLock::new();
    NAMES.get_or_init(|| {
        let mut names: HashMap<&'static str, Names> = HashMap::new();
        let lines = include_str!("../../../../data/made_up_names.txt")
            .lines()
            .filter(|line| !line.starts_with('#'));
        for (heading, list) in lines.filter_map(|line| line.split_once(':')) {
            let Some((background, kind)) = heading.split_once(' ') else {
                continue;
            };
            let known = names.entry(background).or_default();
            let list = list
                .split(',')
                .map(str::trim)
                .filter(|name| !name.is_empty());
            match kind {
                "girl" => known.girl.extend(list),
                "boy" => known.boy.extend(list),
                _ => known.family.extend(list),
            }
        }
        names
    })
}

/// A background: where its names stand in the list, the ethnic group of the return, and the share among care leavers (made up, near
/// what is published for England).
const BACKGROUNDS: [(&str, &str, u32); 17] = [
    ("british", "WBRI", 660),
    ("british", "MWBC", 30),
    ("british", "MWAS", 16),
    ("british", "MOTH", 20),
    ("irish", "WIRI", 8),
    ("irish", "WIRT", 6),
    ("british", "WROM", 6),
    ("eastern", "WOTH", 34),
    ("pakistani", "APKN", 30),
    ("bangladeshi", "ABAN", 12),
    ("indian", "AIND", 8),
    ("westafrican", "BAFR", 46),
    ("eastafrican", "BAFR", 18),
    ("caribbean", "BCRB", 34),
    ("eastasian", "CHNE", 6),
    ("iberian", "WOTH", 12),
    ("middleeastern", "OOTH", 16),
];

/// Backgrounds and languages of young people who came alone to seek asylum.
const UNACCOMPANIED: [(&str, &str, &str, u32); 9] = [
    ("eastafrican", "BAFR", "Tigrinya", 20),
    ("eastafrican", "BAFR", "Arabic", 22),
    ("eastafrican", "BAFR", "Amharic", 6),
    ("eastafrican", "BAFR", "Somali", 5),
    ("middleeastern", "AOTH", "Pashto", 18),
    ("middleeastern", "OOTH", "Kurdish (Sorani)", 14),
    ("middleeastern", "OOTH", "Farsi", 8),
    ("albanian", "WOTH", "Albanian", 10),
    ("eastasian", "AOTH", "Vietnamese", 7),
];

/// Names of a worker; those of all backgrounds mix.
pub(super) fn worker_name(dice: &mut Dice) -> String {
    let shares = BACKGROUNDS.map(|(background, _, share)| (background, share));
    let background = dice.weighted(&shares);
    let Some(names) = names().get(background) else {
        return "Sam Worker".to_owned();
    };
    let given = if dice.chance(720) {
        &names.girl
    } else {
        &names.boy
    };
    format!("{} {}", dice.pick(given), dice.pick(&names.family))
}

/// What is known of a person apart from dated facts.
pub(super) fn details(dice: &mut Dice, life: &Life, locality: &str) -> PersonDetails {
    let (background, ethnicity, language) = if life.was_unaccompanied {
        dice.weighted(
            &UNACCOMPANIED.map(|(background, ethnicity, language, share)| {
                ((background, ethnicity, language), share)
            }),
        )
    } else {
        let (background, ethnicity) = dice.weighted(
            &BACKGROUNDS.map(|(background, ethnicity, share)| ((background, ethnicity), share)),
        );
        (background, ethnicity, "English")
    };
    let mut details = PersonDetails {
        date_of_birth: life.outline.born,
        sex: if life.is_female { "2" } else { "1" }.to_owned(),
        ethnicity: if dice.chance(8) { "NOBT" } else { ethnicity }.to_owned(),
        // Many speak English well enough after some years.
        language: if dice.chance(350) {
            "English"
        } else {
            language
        }
        .to_owned(),
        locality: if dice.chance(12) {
            String::new()
        } else {
            locality.to_owned()
        },
        was_unaccompanied: life.was_unaccompanied,
        client_groups: client_groups(dice, life),
        accessibility_needs: accessibility_needs(dice, life, language),
        ..PersonDetails::default()
    };
    if let Some(names) = names().get(background) {
        let given = if life.is_female {
            &names.girl
        } else {
            &names.boy
        };
        dice.pick(given).clone_into(&mut details.given_name);
        dice.pick(&names.family)
            .clone_into(&mut details.family_name);
        if dice.chance(40) {
            dice.pick(given).clone_into(&mut details.preferred_name);
        } else if dice.chance(25) {
            // A name for anybody.
            dice.pick(&[
                "Alex", "Sam", "Charlie", "Robin", "Jamie", "Frankie", "Ash", "Sky",
            ])
            .clone_into(&mut details.preferred_name);
            dice.weighted(&[("they/them", 60), ("she/her", 20), ("he/him", 20)])
                .clone_into(&mut details.pronouns);
        }
    }
    if details.pronouns.is_empty() && dice.chance(180) {
        let pronouns = if life.is_female { "she/her" } else { "he/him" };
        pronouns.clone_into(&mut details.pronouns);
    }
    if dice.chance(850) {
        // Numbers that Ofcom keeps for drama: 07700 900000 to 900999.
        details.phone = format!("07700 900{:03}", dice.below(1_000));
    }
    if dice.chance(600) {
        let name =
            leaving_care::person::fold(&format!("{} {}", details.given_name, details.family_name))
                .replace(' ', ".");
        details.email = format!("{name}{}@example.org", dice.below(100));
    }
    details
}

/// Shares of a hundred are made up.
fn client_groups(dice: &mut Dice, life: &Life) -> Vec<ClientGroup> {
    let mut groups = Vec::new();
    if life.outline.kind != Kind::Qualifying {
        groups.push(ClientGroup::CareLeaver);
    }
    let is_ill = life.outline.activity == ActivityCode::G4;
    for (group, often, seldom) in [
        (ClientGroup::MentalHealth, 55, 13),
        (ClientGroup::LearningDisability, 22, 6),
        (ClientGroup::PhysicalDisability, 16, 2),
        (ClientGroup::SensoryImpairment, 5, 2),
        (ClientGroup::VulnerableFamily, 4, 4),
    ] {
        if dice.chance(10 * if is_ill { often } else { seldom }) {
            groups.push(group);
        }
    }
    groups
}

fn accessibility_needs(dice: &mut Dice, life: &Life, language: &str) -> String {
    if life.was_unaccompanied && dice.chance(450) {
        return format!("Interpreter ({language})");
    }
    if !dice.chance(60) {
        return String::new();
    }
    dice.pick(&[
        "Large print",
        "Quiet room, one person at a time",
        "British Sign Language interpreter",
        "Written summary after each meeting",
        "Step-free access",
        "Short messages rather than letters",
        "Easy-read documents",
        "Text before calling",
    ])
    .to_owned()
}

/// Ways in which other systems know the person with this number in this authority (0, 1, 2 ...).
pub(super) fn identifiers(
    dice: &mut Dice,
    life: &Life,
    authority: u16,
    number: usize,
) -> Vec<(IdentifierKind, String)> {
    let mut identifiers = vec![
        (
            IdentifierKind::LocalId,
            format!("P{:06}", 100_000 + number * 7),
        ),
        (
            IdentifierKind::Ssda903Child,
            format!(
                "{}",
                u32::from(authority) * 100_000 + u32::try_from(number).unwrap_or_default()
            ),
        ),
    ];
    if !life.was_unaccompanied || dice.chance(500) {
        let school_year = life.outline.born.year() + 5;
        let school = dice.between(2_000, 4_999);
        identifiers.push((
            IdentifierKind::Upn,
            upn(authority, school, school_year, number),
        ));
    }
    if dice.chance(620) {
        identifiers.extend(uln(dice, number).map(|uln| (IdentifierKind::Uln, uln)));
    }
    if dice.chance(700) {
        // No number begins with QQ: the prefix is never issued (HMRC manual NIM39110).
        let suffix = char::from(dice.pick(b"ABCD"));
        identifiers.push((
            IdentifierKind::NiNumber,
            format!(
                "QQ{:06}{suffix}",
                (number * 37 + dice.below(37)) % 1_000_000
            ),
        ));
    }
    identifiers
}

/// A unique pupil number: a check letter, the authority, the school, the year and a serial number. The letter is the weighted sum of the
/// twelve digits (2 to 13) modulo 23 in an alphabet without I, O and S (Department for Education, unique pupil numbers guidance).
fn upn(authority: u16, school: i32, year: i16, number: usize) -> String {
    let digits = format!(
        "{:03}{:04}{:02}{:03}",
        authority,
        school,
        year.rem_euclid(100),
        number % 1_000
    );
    format!("{}{digits}", upn_check_letter(&digits))
}

fn upn_check_letter(digits: &str) -> char {
    const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPQRTUVWXYZ";
    let sum: usize = digits
        .bytes()
        .zip(2..)
        .map(|(digit, weight)| usize::from(digit - b'0') * weight)
        .sum();
    char::from(LETTERS[sum % 23])
}

/// A unique learner number: nine digits and a check digit, ten less the sum weighted 10 to 2 modulo 11 (Learning Records Service). The
/// few for which that gives no digit are not issued.
fn uln(dice: &mut Dice, number: usize) -> Option<String> {
    let digits = format!("{:09}", 100_000_000 + number * 800 + dice.below(800));
    let sum: usize = digits
        .bytes()
        .zip((2..=10).rev())
        .map(|(digit, weight): (u8, usize)| usize::from(digit - b'0') * weight)
        .sum();
    let check = 10_usize
        .checked_sub(sum % 11)
        .filter(|_| !sum.is_multiple_of(11))?;
    Some(format!("{digits}{check}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthesise::dice::Purpose;

    #[test]
    fn check_letters_and_digits_are_right() {
        // H801200001001 is a specimen that software for schools prints.
        assert_eq!(upn_check_letter("801200001001"), 'H');
        let mut dice = Dice::new(1, 888, 2025, Purpose::Lives);
        for number in 0..200 {
            let Some(uln) = uln(&mut dice, number) else {
                continue;
            };
            let sum: u32 = uln
                .chars()
                .zip((1..=10).rev())
                .filter_map(|(digit, weight)| Some(digit.to_digit(10)? * weight))
                .sum();
            assert_eq!((uln.len(), sum % 11), (10, 10), "{uln}");
        }
    }

    #[test]
    fn every_background_has_names() {
        for background in BACKGROUNDS
            .iter()
            .map(|row| row.0)
            .chain(UNACCOMPANIED.iter().map(|row| row.0))
        {
            let names = &names()[background];
            assert!(
                names.girl.len() >= 5 && names.boy.len() >= 5 && names.family.len() >= 10,
                "{background}"
            );
        }
        let given: usize = names()
            .values()
            .map(|names| names.girl.len() + names.boy.len())
            .sum();
        let family: usize = names().values().map(|names| names.family.len()).sum();
        assert!(
            given >= 300 && family >= 300,
            "{given} given names, {family} family names"
        );
    }
}
