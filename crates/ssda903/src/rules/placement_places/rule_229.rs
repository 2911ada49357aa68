//! Rule 229: the authority's own provision lies in its area, that of another authority does not.

use super::urn;
use crate::child::Child;
use crate::rows::Episode;
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::Episodes;

/// Placements without a URN, and supported accommodation (K3), which may lie anywhere.
const NOT_COMPARED: &[&str] = &[
    "K3", "P1", "P3", "R1", "R2", "R5", "T0", "T1", "T2", "T3", "T4", "Z11", "Z12", "Z13", "Z14",
];

const NOW: Rule = Rule {
    code: "229",
    message: "Placement provider does not match between the placing authority and the local authority code of the provider. [NOTE: The provider's LA code is inferred from the its postcode, and may be inaccurate in some cases.]",
    why: "PLACE_PROVIDER PR1 means the authority's own provision, PR2 that of another authority. The provider's postcode in Ofsted's list says the opposite, or is not known.",
    fix: "Check URN, and check in PLACE_PROVIDER whether your authority or another runs the placement.",
    doubt: "PR1 is reported although nothing is known to be wrong when the URN is not in the list, or when the provider's postcode is unknown. The authority is that of the provider's postcode, not the one named in Ofsted's list.",
    fields: &[(Episodes, &["URN", "PLACE_PROVIDER"])],
    needs: &[Need::Table(Episodes), Need::Providers, Need::Postcodes],
    years: 2026..=i16::MAX,
    check: |child, flags| {
        flag_wrong_authority(child, flags, |episode| {
            !episode.placement.is_one_of(NOT_COMPARED)
        });
    },
};

pub static RULE: Rule = NOW;

pub static BEFORE_2026: Rule = Rule {
    years: 2023..=2025,
    check: |child, flags| flag_wrong_authority(child, flags, |_| true),
    ..NOW
};

fn flag_wrong_authority(
    child: &Child<'_>,
    flags: &mut Flags<'_>,
    is_compared: impl Fn(&Episode) -> bool,
) {
    let own = child.collection().authority.as_str();
    urn::flag_where(child, flags, |episode, entries| {
        let mut is_ours = entries
            .iter()
            .map(|entry| entry.postcode_authority.as_deref() == Some(own));
        let at_odds = if episode.provider.is("PR1") {
            entries.is_empty() || is_ours.any(|is_ours| !is_ours)
        } else {
            episode.provider.is("PR2") && is_ours.any(|is_ours| is_ours)
        };
        at_odds && is_compared(episode)
    });
}

#[cfg(test)]
mod tests {
    use super::{BEFORE_2026, RULE};
    use crate::case::{case, case_in};

    #[test]
    fn rule_229() {
        case(
            &RULE,
            "Providers: URN, AUTHORITY
             1, E09000027
             2, E09000008
             3,
             4, E09000027
             4, E09000008
             Episodes: CHILD, URN, PLACE, PLACE_PROVIDER
             101, 1, K2, PR1
             101, 1, K2, PR2 *
             101, 1, K2, PR4
             101, 1, K2,
             102, 2, K2, PR1 *
             102, 2, , PR1 *
             102, 2, K2, PR2
             102, 2, K3, PR1
             102, 2, P1, PR1
             102, 2, Z14, PR1
             103, 3, K2, PR1 *
             103, 3, K2, PR2
             104, 4, K2, PR1 *
             104, 4, K2, PR2 *
             105, 9, K2, PR1 *
             105, 9, K2, PR2
             106, XXXXXXX, K2, PR1
             107, , K2, PR1",
        );
    }

    #[test]
    fn before_2026_all_placements_were_compared() {
        case_in(
            2025,
            &BEFORE_2026,
            "Providers: URN, AUTHORITY
             1, E09000027
             2, E09000008
             Episodes: CHILD, URN, PLACE, PLACE_PROVIDER
             101, 1, K3, PR1
             101, 1, K3, PR2 *
             102, 2, K3, PR1 *
             102, 2, P1, PR1 *",
        );
    }
}
