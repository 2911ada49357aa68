//! What is worked out for each episode from its postcodes: the authority of the placement, inside or outside, and how far from home.

/// The derived fields of one Episodes row (PL_LA, PL_LOCATION and PL_DISTANCE). All are `None` when the postcode is blank or unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Derived {
    /// PL_LA: the code of the upper-tier authority, or WAL, SCO, NIR, CON or NUK.
    pub authority: Option<Box<str>>,
    /// PL_LOCATION.
    pub location: Option<Location>,
    /// PL_DISTANCE: from HOME_POST to PL_POST as the crow flies, in tenths of a mile.
    pub distance_tenths: Option<i32>,
}

/// Whether a placement lies in the area of the authority that makes the return.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Location {
    Inside,
    Outside,
}
