//! What a sanction goes through: considered, applied or not, challenged, taken back or standing.

use serde::{Deserialize, Serialize};

use super::Step;

/// Where a sanction stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SanctionState {
    Considered,
    Applied,
    NotApplied,
    Challenged,
    Overturned,
    Upheld,
}

impl SanctionState {
    /// The state that a step leads to; `None` for a step that is not about a sanction.
    pub fn after(step: &Step) -> Option<Self> {
        Some(match step {
            Step::SanctionConsidered { .. } => Self::Considered,
            Step::SanctionApplied { .. } => Self::Applied,
            Step::SanctionNotApplied { .. } => Self::NotApplied,
            Step::SanctionChallenged { .. } => Self::Challenged,
            Step::SanctionOverturned { .. } => Self::Overturned,
            Step::SanctionUpheld { .. } => Self::Upheld,
            _ => return None,
        })
    }

    /// What can come next. A sanction that stands can be challenged again: after the Jobcentre looked again comes the tribunal.
    pub fn next(self) -> &'static [Self] {
        match self {
            Self::Considered => &[Self::Applied, Self::NotApplied],
            Self::Applied | Self::Upheld => &[Self::Challenged],
            Self::Challenged => &[Self::Overturned, Self::Upheld],
            Self::NotApplied | Self::Overturned => &[],
        }
    }

    /// Whether money is or was held back.
    pub fn is_in_force(self) -> bool {
        matches!(self, Self::Applied | Self::Challenged | Self::Upheld)
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Considered => "A sanction is being considered",
            Self::Applied => "A sanction was applied",
            Self::NotApplied => "No sanction",
            Self::Challenged => "The sanction was challenged",
            Self::Overturned => "The sanction was taken back",
            Self::Upheld => "The sanction stands",
        }
    }
}
