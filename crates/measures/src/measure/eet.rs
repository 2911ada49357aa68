//! In education, employment or training, not in it, by reason, and not known: the Department's table of activity.

use leaving_care::activity::{ActivityCode, ActivityGroup};

use super::{Band, Measure, Polarity, care_leaver_in};
use crate::population::{Basis, Member};

const SOURCE: &str =
    "Department for Education, Children looked after in England: care leavers by activity";
const OUT_OF_17_18: &str = "Care leavers whose 17th or 18th birthday fell in the year (live: who are 17 or 18), those not known included.";
const OUT_OF_19_21: &str = "Care leavers whose 19th, 20th or 21st birthday fell in the year (live: who are 19 to 21), those not known included.";
const ASSUMES: &str = "Of several activities at once the main one counts. People who have died, who returned home for six months or more, \
    or whose care another authority took over are left out. What a third party told the council counts even without contact.";

const fn measure(
    id: &'static str,
    title: &'static str,
    counts: &'static str,
    band: Band,
    polarity: Polarity,
    counted: fn(&Member) -> bool,
) -> Measure {
    Measure {
        id,
        title,
        counts,
        out_of: match band {
            Band::From17To18 => OUT_OF_17_18,
            Band::From19To21 => OUT_OF_19_21,
        },
        assumes: ASSUMES,
        source: SOURCE,
        is_verified: true,
        polarity,
        band: Some(band),
        usual_basis: Basis::Department,
        other_basis_too: true,
        among: match band {
            Band::From17To18 => |member| care_leaver_in(Band::From17To18, member),
            Band::From19To21 => |member| care_leaver_in(Band::From19To21, member),
        },
        counted,
    }
}

const EET: &str = "Those whose main activity is education, employment or training (codes F and P).";
const NEET: &str = "Those whose main activity is none of education, employment and training (codes G4, G5 and G6).";
const NOT_KNOWN: &str = "Those whose activity the council does not know.";

fn is(member: &Member, group: ActivityGroup) -> bool {
    member.activity_group() == group
}

pub(super) const MEASURES: &[Measure] = &[
    measure(
        "eet_17_18",
        "In education, employment or training, 17 to 18",
        EET,
        Band::From17To18,
        Polarity::HigherIsBetter,
        |member| is(member, ActivityGroup::Eet),
    ),
    measure(
        "neet_17_18",
        "Not in education, employment or training, 17 to 18",
        NEET,
        Band::From17To18,
        Polarity::LowerIsBetter,
        |member| is(member, ActivityGroup::Neet),
    ),
    measure(
        "not_known_17_18",
        "Activity not known, 17 to 18",
        NOT_KNOWN,
        Band::From17To18,
        Polarity::LowerIsBetter,
        |member| is(member, ActivityGroup::NotKnown),
    ),
    measure(
        "eet_19_21",
        "In education, employment or training, 19 to 21",
        EET,
        Band::From19To21,
        Polarity::HigherIsBetter,
        |member| is(member, ActivityGroup::Eet),
    ),
    measure(
        "neet_19_21",
        "Not in education, employment or training, 19 to 21",
        NEET,
        Band::From19To21,
        Polarity::LowerIsBetter,
        |member| is(member, ActivityGroup::Neet),
    ),
    measure(
        "not_known_19_21",
        "Activity not known, 19 to 21",
        NOT_KNOWN,
        Band::From19To21,
        Polarity::LowerIsBetter,
        |member| is(member, ActivityGroup::NotKnown),
    ),
    measure(
        "neet_g4_19_21",
        "Not in education, employment or training because of illness or disability, 19 to 21",
        "Those whose main activity is code G4.",
        Band::From19To21,
        Polarity::LowerIsBetter,
        |member| member.activity == Some(ActivityCode::G4),
    ),
    measure(
        "neet_g5_19_21",
        "Not in education, employment or training for other reasons, 19 to 21",
        "Those whose main activity is code G5.",
        Band::From19To21,
        Polarity::LowerIsBetter,
        |member| member.activity == Some(ActivityCode::G5),
    ),
    measure(
        "neet_g6_19_21",
        "Not in education, employment or training because of pregnancy or parenting, 19 to 21",
        "Those whose main activity is code G6.",
        Band::From19To21,
        Polarity::Neither,
        |member| member.activity == Some(ActivityCode::G6),
    ),
    measure(
        "higher_education_19_21",
        "In higher education, 19 to 21",
        "Those whose main activity is higher education, full or part time (codes F1 and P1).",
        Band::From19To21,
        Polarity::HigherIsBetter,
        |member| matches!(member.activity, Some(ActivityCode::F1 | ActivityCode::P1)),
    ),
];
