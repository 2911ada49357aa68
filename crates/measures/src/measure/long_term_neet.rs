//! Long-term NEET: of those not in education, employment or training, how many have been so for more than six months.

use super::{Measure, Polarity};
use crate::population::{Basis, Member};

fn is_neet_care_leaver(member: &Member) -> bool {
    member.is_care_leaver && member.neet.is_some()
}

pub(super) const MEASURES: &[Measure] = &[Measure {
    id: "long_term_neet",
    title: "Not in education, employment or training for more than six months",
    counts: "Those who have not been in education, employment or training for more than six calendar months without a break.",
    out_of: "Care leavers of any age who are not in education, employment or training.",
    assumes: "A change of reason does not break the time; a day of education, employment or training, or a day not known, does. \
        Where only a return is held, the time starts at the birthday on which it was reported.",
    source: "Lancashire County Council, Corporate Parenting Board, 10 September 2020 (\"+6 month duration\"); a local definition",
    is_verified: true,
    polarity: Polarity::LowerIsBetter,
    band: None,
    usual_basis: Basis::Live,
    other_basis_too: false,
    among: is_neet_care_leaver,
    counted: |member| {
        member
            .neet
            .is_some_and(|neet| neet.is_long_term_on(member.status_on))
    },
}];
