//! IN_TOUCH: whether the local authority is in touch with a care leaver (rule 131).

use super::code_set;

code_set! {
    /// Whether the local authority is in touch with a care leaver on or around the birthday.
    InTouch, "IN_TOUCH" {
        Yes = "YES", "In touch";
        No = "NO", "Not in touch";
        Died = "DIED", "Died after leaving care";
        RefusesContact = "REFU", "Refuses contact";
        NoLongerRequiresServices = "NREQ", "No longer requires services";
        ReturnedHome = "RHOM", "Returned home for six months or more";
    }
}

impl InTouch {
    /// Activity and accommodation are then written as 0 (rule 344).
    pub const fn asks_for_nothing_else(self) -> bool {
        matches!(self, Self::Died | Self::ReturnedHome)
    }
}
