//! ACCOM: where a care leaver lives and whether that is suitable, two characters in one code (rule 133).

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use super::{SMALL_LETTERS, UnknownCode, code_set};
use crate::cell::{Cell, Complaint, FieldValue};

code_set! {
    /// Where a care leaver lives: the letter of ACCOM.
    AccommodationKind, "the letter of ACCOM" {
        ParentsOrRelatives = "B", "With parents or relatives";
        CommunityHome = "C", "Community home or other residential care, such as an NHS establishment";
        SemiIndependent = "D", "Semi-independent, transitional accommodation";
        SupportedLodgings = "E", "Supported lodgings";
        GoneAbroad = "G", "Gone abroad";
        Deported = "H", "Deported";
        OrdinaryLodgings = "K", "Ordinary lodgings without formal support";
        NotKnown = "R", "Residence not known";
        NoFixedAbode = "S", "No fixed abode or homeless";
        Foyer = "T", "Foyer or similar supported accommodation";
        IndependentLiving = "U", "Independent living";
        Emergency = "V", "Emergency accommodation";
        BedAndBreakfast = "W", "Bed and breakfast";
        Custody = "X", "In custody";
        Other = "Y", "Other accommodation";
        FormerFosterCarers = "Z", "With former foster carers";
    }
}

impl AccommodationKind {
    /// Homelessness and custody are never suitable: rule 133 allows only S2 and X2.
    pub const fn can_be_suitable(self) -> bool {
        !matches!(self, Self::NoFixedAbode | Self::Custody)
    }
}

/// Whether the accommodation is safe, secure and affordable: the digit of ACCOM.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Suitability {
    Suitable,
    Unsuitable,
}

/// The accommodation of a care leaver on or around the birthday. Only what rule 133 allows can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Accommodation(Option<(AccommodationKind, Suitability)>);

impl Accommodation {
    /// The code 0: not known, died, or returned home.
    pub const NOT_KNOWN: Self = Self(None);

    /// `None` for the two kinds that cannot be suitable.
    pub fn new(kind: AccommodationKind, suitability: Suitability) -> Option<Self> {
        let allowed = suitability == Suitability::Unsuitable || kind.can_be_suitable();
        allowed.then_some(Self(Some((kind, suitability))))
    }

    /// Every value that rule 133 allows: 30 of them, and 0.
    pub fn all() -> impl Iterator<Item = Self> {
        let both = [Suitability::Suitable, Suitability::Unsuitable];
        let kinds = AccommodationKind::ALL
            .iter()
            .flat_map(move |kind| both.map(|suitability| Self::new(*kind, suitability)));
        kinds.flatten().chain([Self::NOT_KNOWN])
    }

    pub fn kind(self) -> Option<AccommodationKind> {
        self.0.map(|(kind, _)| kind)
    }

    pub fn suitability(self) -> Option<Suitability> {
        self.0.map(|(_, suitability)| suitability)
    }

    pub fn code(self) -> Cow<'static, str> {
        match self.0 {
            None => "0".into(),
            Some((kind, Suitability::Suitable)) => format!("{kind}1").into(),
            Some((kind, Suitability::Unsuitable)) => format!("{kind}2").into(),
        }
    }

    pub fn label(self) -> String {
        match self.0 {
            None => "Not known or not applicable".into(),
            Some((kind, Suitability::Suitable)) => format!("{} (suitable)", kind.label()),
            Some((kind, Suitability::Unsuitable)) => format!("{} (unsuitable)", kind.label()),
        }
    }

    fn of_code(code: &str) -> Option<Self> {
        if code == "0" {
            return Some(Self::NOT_KNOWN);
        }
        let (letter, digit) = code.split_at_checked(1)?;
        let suitability = match digit {
            "1" => Suitability::Suitable,
            "2" => Suitability::Unsuitable,
            _ => return None,
        };
        Self::new(letter.parse().ok()?, suitability)
    }
}

impl FromStr for Accommodation {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::of_code(text).ok_or_else(|| UnknownCode {
            set: "ACCOM",
            text: text.to_owned(),
        })
    }
}

impl fmt::Display for Accommodation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.code())
    }
}

impl FieldValue for Accommodation {
    const UNUSUAL: &'static str = SMALL_LETTERS;

    fn read(text: &str) -> Option<Self> {
        Self::of_code(text).or_else(|| Self::of_code(&text.to_ascii_uppercase()))
    }

    fn read_plain(text: &str) -> Option<Cell<Self>> {
        Self::of_code(text).map(Cell::of)
    }

    fn write(&self) -> Cow<'_, str> {
        self.code()
    }

    // Reading 100,000 rows should not make 100,000 strings only to compare them.
    fn is_written_as(&self, text: &str) -> bool {
        !text.bytes().any(|byte| byte.is_ascii_lowercase())
    }

    fn complaint(text: &str) -> Complaint {
        match text.to_ascii_uppercase().as_str() {
            "S1" => Complaint {
                reason: "No fixed abode (S) can never be suitable, so that S1 is not a code.".into(),
                remedy: "Write S2, or the letter of where the young person does live.".into(),
            },
            "X1" => Complaint {
                reason: "Custody (X) can never be suitable, so that X1 is not a code.".into(),
                remedy: "Write X2, or the letter of where the young person does live.".into(),
            },
            _ => Complaint {
                reason: "This is not a code that ACCOM can hold.".into(),
                remedy: "Write the letter of the accommodation (B, C, D, E, G, H, K, R, S, T, U, V, W, X, Y or Z) and 1 for suitable \
                         or 2 for unsuitable, or 0 alone when it is not known."
                    .into(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_rule_133_allows_is_read() {
        // The list of rule 133, as the Department prints it.
        let allowed = "B1 B2 C1 C2 D1 D2 E1 E2 G1 G2 H1 H2 K1 K2 R1 R2 S2 T1 T2 U1 U2 V1 V2 W1 W2 X2 Y1 Y2 Z1 Z2 0";
        let all: Vec<String> = Accommodation::all().map(|code| code.to_string()).collect();
        assert_eq!(all.join(" "), allowed);

        let check = |text: &str, code: Option<&str>| {
            assert_eq!(
                Accommodation::read(text)
                    .map(Accommodation::code)
                    .as_deref(),
                code,
                "{text:?}"
            );
        };
        for code in allowed.split(' ') {
            check(code, Some(code));
        }
        check("u1", Some("U1"));
        for wrong in [
            "S1", "X1", "01", "02", "A1", "B", "B3", "B11", "1", "é1", "0 ", "F1",
        ] {
            check(wrong, None);
        }
    }
}
