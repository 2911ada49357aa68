//! Lists of placement codes (PLACE) that several rules share, and the areas that lie outside England.

/// Foster care, and placement for adoption.
pub const FOSTERING_OR_ADOPTION: &[&str] =
    &["A3", "A4", "A5", "A6", "U1", "U2", "U3", "U4", "U5", "U6"];

/// Nobody has to be registered with Ofsted for these: such a placement has no URN.
pub const WITHOUT_URN: &[&str] = &[
    "P1", "P3", "R1", "R2", "R5", "T0", "T1", "T2", "T3", "T4", "Z11", "Z12", "Z13", "Z14",
];

/// The same in the year ending 2025, before Z11 to Z14 took the place of Z1.
pub const WITHOUT_URN_IN_2025: &[&str] = &[
    "P1", "P3", "R1", "R2", "R5", "T0", "T1", "T2", "T3", "T4", "Z1",
];

/// The same in the year ending 2024, in which H5 placements came to need a URN.
pub const WITHOUT_URN_IN_2024: &[&str] = &[
    "P1", "P2", "P3", "R1", "R2", "R5", "T0", "T1", "T2", "T3", "T4", "Z1",
];

/// The same in the year ending 2023.
pub const WITHOUT_URN_IN_2023: &[&str] = &[
    "H5", "P1", "P2", "P3", "R1", "R2", "R5", "T0", "T1", "T2", "T3", "T4", "Z1",
];

/// What stands in PL_LA instead of an authority when the placement is not in England.
pub const OUTSIDE_ENGLAND: &[&str] = &["CON", "NIR", "NUK", "SCO", "WAL"];

/// Whether PL_LA says that the placement is not in England. A placement whose authority is unknown counts as one in England.
pub fn is_outside_england(authority: Option<&str>) -> bool {
    authority.is_some_and(|authority| OUTSIDE_ENGLAND.contains(&authority))
}
