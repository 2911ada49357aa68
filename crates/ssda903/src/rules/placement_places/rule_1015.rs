//! Rule 1015: a placement of the authority's own provision lies in its own area.

use super::codes::FOSTERING_OR_ADOPTION;
use crate::child::{Child, SHORT_BREAKS};
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::Episodes;

/// Foster and adoptive homes may lie anywhere, and so may supported accommodation (K3).
const MAY_LIE_ELSEWHERE: &[&str] = &[
    "A3", "A4", "A5", "A6", "K3", "U1", "U2", "U3", "U4", "U5", "U6",
];

const NOW: Rule = Rule {
    code: "1015",
    message: "Placement provider is own provision but child not placed in own LA.",
    why: "PLACE_PROVIDER is PR1, the authority's own provision, but PL_POST lies in another authority's area or is not known.",
    fix: "Check PL_POST, and check in PLACE_PROVIDER who runs the placement.",
    doubt: "A placement with a blank or unknown postcode counts as one outside the authority. An authority may run a home in another area, which is reported too.",
    fields: &[(Episodes, &["PLACE_PROVIDER", "PL_POST"])],
    needs: &[Need::Table(Episodes), Need::Postcodes],
    years: 2026..=i16::MAX,
    check: |child, flags| flag_own_provision_elsewhere(child, flags, MAY_LIE_ELSEWHERE),
};

pub static RULE: Rule = NOW;

pub static BEFORE_2026: Rule = Rule {
    years: 2023..=2025,
    check: |child, flags| flag_own_provision_elsewhere(child, flags, FOSTERING_OR_ADOPTION),
    ..NOW
};

fn flag_own_provision_elsewhere(
    child: &Child<'_>,
    flags: &mut Flags<'_>,
    may_lie_elsewhere: &[&str],
) {
    for episode in child.episodes() {
        let must_be_here = episode.provider.is("PR1")
            && episode.legal_status.is_other_than(SHORT_BREAKS)
            && episode.placement.is_other_than(may_lie_elsewhere);
        let own = child.collection().authority.as_str();
        if must_be_here && child.derived(episode).authority.as_deref() != Some(own) {
            flags.row(episode);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BEFORE_2026, RULE};
    use crate::case::{case, case_in};

    #[test]
    fn rule_1015() {
        case(
            &RULE,
            "Episodes: CHILD, LS, PLACE, PLACE_PROVIDER, PL_LA
             101, C2, K2, PR1, E09000027
             102, C2, K2, PR1, E09000008 *
             103, C2, K2, PR1, *
             104, C2, K2, PR2, E09000008
             105, V3, K2, PR1, E09000008
             106, V4, K2, PR1, E09000008
             107, , K2, PR1, E09000008
             108, C2, , PR1, E09000008
             109, C2, U6, PR1, E09000008
             110, C2, A3, PR1, E09000008
             111, C2, K3, PR1, E09000008
             112, C2, K2, , E09000008",
        );
    }

    #[test]
    fn before_2026_supported_accommodation_had_to_lie_in_the_authority() {
        case_in(
            2025,
            &BEFORE_2026,
            "Episodes: CHILD, LS, PLACE, PLACE_PROVIDER, PL_LA
             101, C2, K3, PR1, E09000008 *
             102, C2, K3, PR1, E09000027
             103, C2, U6, PR1, E09000008",
        );
    }
}
