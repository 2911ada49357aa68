//! NI 147 and NI 148 of their era (2008 to 2011): care leavers at 19 in suitable accommodation, and in education, employment or training.

use leaving_care::{accommodation::AccommodationCode, activity::ActivityGroup};

use super::{Measure, Polarity};
use crate::population::{Basis, Member};

const OUT_OF: &str = "Young people whose 19th birthday fell in the year to 31 March and who had been looked after, other than for short \
    breaks, on the 1 April on which they were 16; those not in touch are included, those who have died are not.";
const ASSUMES: &str = "Not to be compared with figures since 2014, whose cohort is another one (13 weeks since 14; ages 19 to 21).";

fn is_in_cohort(member: &Member) -> bool {
    member.age_years == 19 && member.was_looked_after_on_1_april_at_16 && member.is_alive
}

pub(super) const MEASURES: &[Measure] = &[
    Measure {
        id: "ni147",
        title: "NI 147: care leavers at 19 in suitable accommodation",
        counts: "Those in suitable accommodation on the 19th birthday.",
        out_of: OUT_OF,
        assumes: ASSUMES,
        source: "National Indicator 147, Department for Communities and Local Government, 2008",
        is_verified: false,
        polarity: Polarity::HigherIsBetter,
        band: None,
        usual_basis: Basis::Department,
        other_basis_too: false,
        among: is_in_cohort,
        counted: |member| {
            matches!(
                member.accommodation,
                Some(AccommodationCode {
                    is_suitable: Some(true),
                    ..
                })
            )
        },
    },
    Measure {
        id: "ni148",
        title: "NI 148: care leavers at 19 in education, employment or training",
        counts: "Those in education, employment or training on the 19th birthday.",
        out_of: OUT_OF,
        assumes: ASSUMES,
        source: "National Indicator 148, Department for Communities and Local Government, 2008",
        is_verified: false,
        polarity: Polarity::HigherIsBetter,
        band: None,
        usual_basis: Basis::Department,
        other_basis_too: false,
        among: is_in_cohort,
        counted: |member| member.activity_group() == ActivityGroup::Eet,
    },
];
