//! Where a fact comes from, and how much that source can say.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// How a fact came to be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// A worker or partner recorded it with its own dates.
    Recorded,
    /// A statutory return reported it as true on one day (a birthday); it is taken to hold until something later is known.
    Returned,
    /// Another system's "current" row: a claim without history, true when the file was made.
    Claimed,
    /// Made up to fill a suppressed figure of a made-up council. Never real.
    Imputed,
}

impl Standing {
    pub const ALL: [Self; 4] = [Self::Recorded, Self::Returned, Self::Claimed, Self::Imputed];

    pub fn code(self) -> &'static str {
        match self {
            Self::Recorded => "recorded",
            Self::Returned => "returned",
            Self::Claimed => "claimed",
            Self::Imputed => "imputed",
        }
    }

    /// Whether it is one observation rather than a history: such a fact is overtaken by anything recorded after its start.
    pub fn is_observation(self) -> bool {
        matches!(self, Self::Returned | Self::Claimed)
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Recorded => "Recorded by a worker",
            Self::Returned => "Reported in a statutory return",
            Self::Claimed => "Copied from another system, without its history",
            Self::Imputed => "Made up to stand in for a hidden figure",
        }
    }
}

impl FromStr for Standing {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|standing| standing.code() == text)
            .ok_or(())
    }
}
