//! An authority (a council) and its nation: one database may hold several, and every person, worker and figure belongs to one.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The nation whose law holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nation {
    England,
    Wales,
}

impl Nation {
    pub fn code(self) -> &'static str {
        match self {
            Self::England => "england",
            Self::Wales => "wales",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::England => "England",
            Self::Wales => "Wales",
        }
    }

    /// The nation of a nine-character code: W06000003 is Conwy; everything else here is English.
    pub fn of(authority: &str) -> Self {
        if authority.starts_with('W') {
            Self::Wales
        } else {
            Self::England
        }
    }
}

impl FromStr for Nation {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "england" => Ok(Self::England),
            "wales" => Ok(Self::Wales),
            _ => Err(()),
        }
    }
}
