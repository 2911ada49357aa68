//! Where a young person lives, by the OC3 letters, and whether that is suitable.

use std::{fmt, str::FromStr};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    source::{Standing, counting_on},
    spell::Spell,
};

/// The kind of accommodation as the statutory return codes it (SSDA903, OC3, first letter of ACCOM).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum AccommodationKind {
    B,
    C,
    D,
    E,
    G,
    H,
    K,
    R,
    S,
    T,
    U,
    V,
    W,
    X,
    Y,
    Z,
    /// Code 0: not known, or not applicable.
    #[serde(rename = "0")]
    NotKnown,
}

impl AccommodationKind {
    pub const ALL: [Self; 17] = [
        Self::B,
        Self::C,
        Self::D,
        Self::E,
        Self::G,
        Self::H,
        Self::K,
        Self::R,
        Self::S,
        Self::T,
        Self::U,
        Self::V,
        Self::W,
        Self::X,
        Self::Y,
        Self::Z,
        Self::NotKnown,
    ];

    pub fn letter(self) -> char {
        match self {
            Self::B => 'B',
            Self::C => 'C',
            Self::D => 'D',
            Self::E => 'E',
            Self::G => 'G',
            Self::H => 'H',
            Self::K => 'K',
            Self::R => 'R',
            Self::S => 'S',
            Self::T => 'T',
            Self::U => 'U',
            Self::V => 'V',
            Self::W => 'W',
            Self::X => 'X',
            Self::Y => 'Y',
            Self::Z => 'Z',
            Self::NotKnown => '0',
        }
    }

    /// In plain words, as a young person could read it.
    pub fn label(self) -> &'static str {
        match self {
            Self::B => "With parents or relatives",
            Self::C => "Community home or other residential care",
            Self::D => "Semi-independent, transitional accommodation",
            Self::E => "Supported lodgings",
            Self::G => "Gone abroad",
            Self::H => "Deported",
            Self::K => "Ordinary lodgings, without support",
            Self::R => "Residence not known",
            Self::S => "No fixed home",
            Self::T => "Foyer or similar supported accommodation",
            Self::U => "Independent living",
            Self::V => "Emergency accommodation",
            Self::W => "Bed and breakfast",
            Self::X => "In custody",
            Self::Y => "Other accommodation",
            Self::Z => "With former foster carers",
            Self::NotKnown => "Not known",
        }
    }

    /// Whether the Department leaves it out of its table of suitability: gone abroad, deported, residence not known.
    pub fn is_outside_suitability(self) -> bool {
        matches!(self, Self::G | Self::H | Self::R)
    }
}

/// Accommodation with the judgement on its suitability (SI 2010/2571 reg 9(2) and Sch 2); `None` where nobody has judged it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AccommodationCode {
    pub kind: AccommodationKind,
    pub is_suitable: Option<bool>,
}

impl AccommodationCode {
    pub const NOT_KNOWN: Self = Self {
        kind: AccommodationKind::NotKnown,
        is_suitable: None,
    };

    /// In plain words with the judgement.
    pub fn label(self) -> String {
        match self.is_suitable {
            Some(true) => format!("{}, suitable", self.kind.label()),
            Some(false) => format!("{}, not suitable", self.kind.label()),
            None => self.kind.label().to_owned(),
        }
    }
}

impl fmt::Display for AccommodationCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let judgement = match self.is_suitable {
            Some(true) => "1",
            Some(false) => "2",
            None => "",
        };
        write!(formatter, "{}{judgement}", self.kind.letter())
    }
}

impl FromStr for AccommodationCode {
    type Err = ();

    /// Reads "U1", "s2", "0", and a letter alone where suitability has not been judged.
    fn from_str(text: &str) -> Result<Self, ()> {
        let mut characters = text.chars();
        let letter = characters.next().ok_or(())?.to_ascii_uppercase();
        let kind = AccommodationKind::ALL
            .into_iter()
            .find(|kind| kind.letter() == letter)
            .ok_or(())?;
        let is_suitable = match (kind, characters.as_str()) {
            (_, "") => None,
            // Not known has no judgement; no home and custody are unsuitable by definition (SSDA903 rule 133 knows no S1 or X1).
            (AccommodationKind::NotKnown, _)
            | (AccommodationKind::S | AccommodationKind::X, "1") => return Err(()),
            (_, "1") => Some(true),
            (_, "2") => Some(false),
            _ => return Err(()),
        };
        Ok(Self { kind, is_suitable })
    }
}

/// Accommodation with how it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Accommodation {
    pub code: AccommodationCode,
    pub standing: Standing,
}

/// Where somebody lives on a day: of those that count on the day, the latest.
pub fn accommodation_on(
    spells: &[Spell<Accommodation>],
    day: Date,
) -> Option<Spell<Accommodation>> {
    counting_on(spells, day, |value| value.standing)
        .max_by_key(|spell| spell.starts_on)
        .copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_back() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(
                text.parse::<AccommodationCode>()
                    .ok()
                    .map(|code| code.to_string())
                    .as_deref(),
                expected,
                "{text}"
            );
        };
        check("U1", Some("U1"));
        check("u2", Some("U2"));
        check("S2", Some("S2"));
        check("S1", None);
        check("X1", None);
        check("0", Some("0"));
        check("01", None);
        check("U", Some("U"));
        check("U3", None);
        check("Q1", None);
        check("", None);
        check("U12", None);
    }
}
