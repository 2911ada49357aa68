//! What a council decides itself: its own amount for an entitlement of all, or an entitlement of its own.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Amount, CouncilMay, Entitlement};
use crate::{money::Pence, wording};

/// With what the id of a council's own entitlement begins.
pub const OWN: &str = "own_";

/// A decision of a council with the days on which it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setting {
    /// The id in the catalogue, or that of `own`.
    pub entitlement: String,
    /// The entitlement itself where it is the council's own.
    pub own: Option<Entitlement>,
    /// `None`: offered, without an amount.
    pub pence: Option<Pence>,
    pub from: Date,
    /// The last day; `None` until it is changed.
    pub to: Option<Date>,
    /// Where it was decided.
    pub source: String,
}

impl Setting {
    pub(super) fn amount(&self) -> Amount {
        Amount {
            entitlement: self.entitlement.clone(),
            pence: self.pence,
            from: Some(self.from),
            to: self.to,
            instalments: Vec::new(),
            source: self.source.clone(),
            is_verified: true,
            is_councils: true,
        }
    }

    /// Why the council cannot decide so, each a sentence. `least` is the amount for all on the first day.
    pub fn faults(&self, entitlement: &Entitlement, least: Option<Pence>) -> Vec<String> {
        let mut faults = Vec::new();
        if self.to.is_some_and(|to| to < self.from) {
            faults.push("The last day is before the first. Check both.".to_owned());
        }
        if entitlement.council_may == CouncilMay::Not {
            faults.push("The council does not set this amount. Leave it as it is.".to_owned());
        }
        if self.pence.is_none() && entitlement.paid_by.is_council() {
            faults.push("Enter the amount that the council gives.".to_owned());
        }
        if entitlement.council_may == CouncilMay::Raise
            && let (Some(given), Some(least)) = (self.pence, least)
            && given < least
        {
            faults.push(format!(
                "The council may give more than {least}, not less: that is the amount for all from {}.",
                wording::day(self.from)
            ));
        }
        if self
            .pence
            .is_some_and(|pence| pence.0 <= 0 || pence > Pence::MOST)
        {
            faults.push(
                "Enter an amount of more than nothing and at most a million pounds.".to_owned(),
            );
        }
        faults
    }
}
