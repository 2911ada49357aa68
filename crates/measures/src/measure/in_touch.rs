//! Those with whom the council is in touch.

use leaving_care::in_touch::InTouchCode;

use super::{Band, Measure, Polarity, care_leaver_in};
use crate::population::Basis;

const fn measure(id: &'static str, title: &'static str, band: Band) -> Measure {
    Measure {
        id,
        title,
        counts: "Those with whom the council is in touch (code YES).",
        out_of: "Care leavers of the ages, those who do not want contact or need no service included.",
        assumes: "Nothing recorded counts as not in touch.",
        source: "Department for Education, Children looked after in England: care leavers in touch with the authority",
        is_verified: true,
        polarity: Polarity::HigherIsBetter,
        band: Some(band),
        usual_basis: Basis::Department,
        other_basis_too: true,
        among: match band {
            Band::From17To18 => |member| care_leaver_in(Band::From17To18, member),
            Band::From19To21 => |member| care_leaver_in(Band::From19To21, member),
        },
        counted: |member| member.in_touch == Some(InTouchCode::Yes),
    }
}

pub(super) const MEASURES: &[Measure] = &[
    measure(
        "in_touch_17_18",
        "In touch with the council, 17 to 18",
        Band::From17To18,
    ),
    measure(
        "in_touch_19_21",
        "In touch with the council, 19 to 21",
        Band::From19To21,
    ),
];
