//! Whether the council is in touch with a young person, by the OC3 codes.

use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    source::{Standing, counting_on},
    spell::Spell,
};

/// In-touch status as the statutory return codes it (SSDA903, OC3, item IN_TOUCH).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum InTouchCode {
    Yes,
    No,
    Died,
    /// Refuses contact.
    Refu,
    /// No longer requires services.
    Nreq,
    /// Returned home for a continuous period of six months or more.
    Rhom,
}

impl InTouchCode {
    pub const ALL: [Self; 6] = [
        Self::Yes,
        Self::No,
        Self::Died,
        Self::Refu,
        Self::Nreq,
        Self::Rhom,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Yes => "YES",
            Self::No => "NO",
            Self::Died => "DIED",
            Self::Refu => "REFU",
            Self::Nreq => "NREQ",
            Self::Rhom => "RHOM",
        }
    }

    /// In plain words, without blame.
    pub fn label(self) -> &'static str {
        match self {
            Self::Yes => "In touch",
            Self::No => "Not in touch",
            Self::Died => "Has died",
            Self::Refu => "Does not want contact",
            Self::Nreq => "Says no service is needed now",
            Self::Rhom => "Returned home to family",
        }
    }

    /// Whether the Department leaves the person out of its tables: those who died, and those who returned home for six months.
    pub fn is_outside_cohort(self) -> bool {
        matches!(self, Self::Died | Self::Rhom)
    }
}

impl FromStr for InTouchCode {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|code| code.code().eq_ignore_ascii_case(text))
            .ok_or(())
    }
}

/// In-touch status with how it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct InTouch {
    pub code: InTouchCode,
    pub standing: Standing,
}

/// The in-touch status on a day: of those that count on it, the latest.
pub fn in_touch_on(spells: &[Spell<InTouch>], day: Date) -> Option<Spell<InTouch>> {
    counting_on(spells, day, |value| value.standing)
        .max_by_key(|spell| spell.starts_on)
        .copied()
}
