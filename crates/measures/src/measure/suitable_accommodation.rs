//! In accommodation that is considered suitable: the Department's table of suitability.

use leaving_care::accommodation::AccommodationCode;

use super::{Band, Measure, Polarity, care_leaver_in};
use crate::population::{Basis, Member};

/// The Department leaves out those who have gone abroad, were deported, or whose residence is not known (codes G, H, R).
pub(crate) fn is_in_table(band: Band, member: &Member) -> bool {
    care_leaver_in(band, member)
        && !member
            .accommodation
            .is_some_and(|code| code.kind.is_outside_suitability())
}

fn is_suitable(member: &Member) -> bool {
    matches!(
        member.accommodation,
        Some(AccommodationCode {
            is_suitable: Some(true),
            ..
        })
    )
}

const fn measure(id: &'static str, title: &'static str, band: Band) -> Measure {
    Measure {
        id,
        title,
        counts: "Those in accommodation that the council considers suitable: safe, secure and affordable.",
        out_of: "Care leavers of the ages, except those who have gone abroad, were deported, or whose residence is not known; \
            those without any information are included.",
        assumes: "Accommodation whose suitability nobody has judged counts as no information.",
        source: "Department for Education, Children looked after in England: care leavers by suitability of accommodation; \
            the test itself: SI 2010/2571 reg 9(2) and Schedule 2",
        is_verified: true,
        polarity: Polarity::HigherIsBetter,
        band: Some(band),
        usual_basis: Basis::Department,
        other_basis_too: true,
        among: match band {
            Band::From17To18 => |member| is_in_table(Band::From17To18, member),
            Band::From19To21 => |member| is_in_table(Band::From19To21, member),
        },
        counted: is_suitable,
    }
}

pub(super) const MEASURES: &[Measure] = &[
    measure(
        "suitable_accommodation_17_18",
        "In suitable accommodation, 17 to 18",
        Band::From17To18,
    ),
    measure(
        "suitable_accommodation_19_21",
        "In suitable accommodation, 19 to 21",
        Band::From19To21,
    ),
];
