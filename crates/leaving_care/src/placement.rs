//! Legal status and placement while looked after: the episodes of the SSDA903 return, as far as rules about leaving care read them.

use std::{fmt, str::FromStr};

use jiff::civil::Date;

use crate::spell::Spell;

/// A code of up to three letters as the return writes it ("C2", "U4", "E11"): small, so that a whole council fits in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShortCode([u8; 3]);

impl ShortCode {
    /// No code.
    pub const NONE: Self = Self([0; 3]);

    /// Takes the first three ASCII letters or digits; anything else is left out.
    pub fn new(text: &str) -> Self {
        let mut code = [0; 3];
        for (place, byte) in code
            .iter_mut()
            .zip(text.bytes().filter(u8::is_ascii_alphanumeric))
        {
            *place = byte.to_ascii_uppercase();
        }
        Self(code)
    }

    pub fn as_str(&self) -> &str {
        let length = self.0.iter().position(|byte| *byte == 0).unwrap_or(3);
        std::str::from_utf8(&self.0[..length]).unwrap_or_default()
    }

    pub fn is_any_of(&self, codes: &[&str]) -> bool {
        codes.contains(&self.as_str())
    }
}

impl fmt::Display for ShortCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// One episode: a legal status in a placement. Its dates are DECOM and DEC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Placement {
    /// LS: "C2" full care order, "V2" single period of accommodation under section 20, "V3" and "V4" short breaks.
    pub legal_status: ShortCode,
    /// PLACE: "U1" foster placement, "K2" children's home, "P2" independent living ...
    pub place: ShortCode,
    /// REC, why it ended: "X1" another episode follows, "E2" died, "E3" another authority, "E11" and "E12" adopted ...
    pub reason_ended: ShortCode,
}

impl Placement {
    /// A short break under a series (V3, V4): it does not count towards becoming a care leaver (SI 2010/959 reg 40(3), reg 48).
    pub fn is_short_break(&self) -> bool {
        self.legal_status.is_any_of(&["V3", "V4"])
    }

    /// The kind of placement in plain words, by the first letter or the code of PLACE.
    pub fn place_label(&self) -> &'static str {
        place_label(self.place.as_str())
    }
}

/// A kind of placement (SSDA903, PLACE) in plain words.
pub fn place_label(place: &str) -> &'static str {
    match place {
        "U1" | "U2" | "U3" => "Foster care with relatives or friends",
        "U4" | "U5" | "U6" => "Foster care",
        "A3" | "A4" | "A5" | "A6" => "Placed for adoption",
        "H5" | "K3" => "Supported accommodation",
        "K1" => "Secure children's home",
        "K2" => "Children's home",
        "P1" => "With parents",
        "P2" => "Independent living",
        "P3" => "Residential employment",
        "R1" => "Residential care home",
        "R2" => "NHS or health trust",
        "R3" => "Family centre or mother and baby unit",
        "R5" => "Young offender institution",
        "S1" => "Residential school",
        "T0" | "T1" | "T2" | "T3" | "T4" => "Temporary placement",
        "Z1" => "Other placement",
        _ => "Placement",
    }
}

/// A legal status (SSDA903, LS) in plain words.
pub fn legal_status_label(legal_status: &str) -> &'static str {
    match legal_status {
        "C1" => "Interim care order",
        "C2" => "Full care order",
        "D1" => "Freeing order",
        "E1" => "Placement order",
        "J1" => "On remand",
        "J2" => "Police or court protection",
        "J3" => "Sentenced with a residence requirement",
        "L1" => "Under police protection",
        "L2" => "Emergency protection order",
        "L3" => "Child assessment order",
        "V2" => "Accommodated under section 20",
        "V3" | "V4" => "Short breaks",
        _ => "Legal status not known",
    }
}

impl fmt::Display for Placement {
    /// "C2 U4 X1"; an absent code is "-".
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let or_dash = |code: &ShortCode| {
            if *code == ShortCode::NONE {
                "-".to_owned()
            } else {
                code.to_string()
            }
        };
        write!(
            formatter,
            "{} {} {}",
            or_dash(&self.legal_status),
            or_dash(&self.place),
            or_dash(&self.reason_ended)
        )
    }
}

impl FromStr for Placement {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut codes = text.split(' ').map(ShortCode::new);
        let placement = Self {
            legal_status: codes.next().ok_or(())?,
            place: codes.next().ok_or(())?,
            reason_ended: codes.next().ok_or(())?,
        };
        if codes.next().is_some() {
            Err(())
        } else {
            Ok(placement)
        }
    }
}

/// The episode that holds on a day; of two that overlap, the later one.
pub fn placement_on(spells: &[Spell<Placement>], day: Date) -> Option<Spell<Placement>> {
    spells
        .iter()
        .filter(|spell| spell.holds_on(day))
        .max_by_key(|spell| spell.starts_on)
        .copied()
}

/// Whether somebody is looked after on a day, short breaks aside.
pub fn is_looked_after_on(spells: &[Spell<Placement>], day: Date) -> bool {
    spells
        .iter()
        .any(|spell| spell.holds_on(day) && !spell.value.is_short_break())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn episodes_read_back() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(
                text.parse::<Placement>()
                    .ok()
                    .map(|placement| placement.to_string())
                    .as_deref(),
                expected
            );
        };
        check("C2 U4 X1", Some("C2 U4 X1"));
        check("V2 P2 -", Some("V2 P2 -"));
        check("C2 U4 E11", Some("C2 U4 E11"));
        check("C2 U4", None);
        check("C2 U4 X1 Y", None);
    }
}
