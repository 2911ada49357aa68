//! Council tax of the home: the bill, and what the law or the council takes off it.

use serde::{Deserialize, Serialize};

use crate::money::{Pence, Percent};

/// What is known about the council tax bill.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CouncilTax {
    /// The full bill for a year, before anything is taken off.
    pub a_year: Option<Pence>,
    /// What the council's own reduction scheme takes off a year, as the council worked it out.
    pub reduction_a_year: Option<Pence>,
    /// What the council does for care leavers (England: LGFA 1992 s.13A(1)(c)).
    pub scheme: CouncilScheme,
}

/// The council's own setting for care leavers in England.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CouncilScheme {
    #[default]
    Unknown,
    None,
    /// So much of the bill is waived until this birthday.
    Waives {
        percent: Percent,
        until_age: u8,
    },
}
