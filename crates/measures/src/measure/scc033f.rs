//! The Welsh measure SCC/033(f): of those in contact at 19, how many are in education, employment or training.

use leaving_care::{activity::ActivityGroup, in_touch::InTouchCode};

use super::{Measure, Polarity};
use crate::population::Basis;

pub(super) const MEASURES: &[Measure] = &[Measure {
    id: "scc033f",
    title: "SCC/033(f): in contact and in education, employment or training at 19",
    counts: "Those known to be in education, employment or training on the 19th birthday.",
    out_of: "Young people formerly looked after whose 19th birthday fell in the year and with whom the authority is in contact.",
    assumes: "Those not in contact are not in the denominator; English figures include them, so the two are never compared.",
    source: "Welsh Government performance measure SCC/033(f), as reported by Conwy County Borough Council, 2012 to 2016",
    is_verified: true,
    polarity: Polarity::HigherIsBetter,
    band: None,
    usual_basis: Basis::Department,
    other_basis_too: false,
    among: |member| {
        member.age_years == 19 && member.is_care_leaver && member.in_touch == Some(InTouchCode::Yes)
    },
    counted: |member| member.activity_group() == ActivityGroup::Eet,
}];
