//! Rule 435: an episode that begins because the placement changed has another placement and the same legal status.

use super::codes::{neighbours, postcodes_are_the_same, say_the_same};
use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "435",
    message: "Reason for new episode is that child’s placement has changed but not the legal status, but this is not reflected in the episode data recorded.",
    why: "RNE P or T says that the placement changed and nothing else. Here LS is not as before, or PLACE, PL_POST, URN and PLACE_PROVIDER all are.",
    fix: "Compare the episode with the one before. If the legal status changed too, RNE is B or U; if only the legal status changed, L.",
    doubt: "Blank cells never count as the same: an unchanged placement with a blank URN is missed, and a blank LS is reported as a change. Rules 434 and 436 count two blanks as the same.",
    fields: &[(
        Episodes,
        &["RNE", "LS", "PLACE", "PL_POST", "URN", "PLACE_PROVIDER"],
    )],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    for (before, episode) in neighbours(child) {
        if !episode.reason_new.is_one_of(&["P", "T"]) {
            continue;
        }
        let placement_is_the_same = || {
            say_the_same(&before.placement, &episode.placement)
                && postcodes_are_the_same(&before.placement_postcode, &episode.placement_postcode)
                && say_the_same(&before.provider_urn, &episode.provider_urn)
                && say_the_same(&before.provider, &episode.provider)
        };
        if !say_the_same(&before.legal_status, &episode.legal_status) || placement_is_the_same() {
            flags.row(episode);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_435() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, RNE, LS, PLACE, PL_POST, URN, PLACE_PROVIDER
             101, 05/05/2026, P, C1, U1, ab1 0cd, SC1, PR1 *
             101, 01/05/2026, S, C1, U1, AB1 0CD, SC1, PR1
             102, 01/05/2026, S, C1, U1, AB1 0CD, SC1, PR1
             102, 05/05/2026, T, C1, U2, AB1 0CD, SC1, PR1
             103, 01/05/2026, S, C1, U1, AB1 0CD, SC1, PR1
             103, 05/05/2026, P, C1, U1, AB1 0CE, SC1, PR1
             104, 01/05/2026, S, C1, U1, AB1 0CD, SC1, PR1
             104, 05/05/2026, P, C1, U1, AB1 0CD, SC2, PR1
             105, 01/05/2026, S, C1, U1, AB1 0CD, SC1, PR1
             105, 05/05/2026, P, C1, U1, AB1 0CD, SC1, PR2
             106, 01/05/2026, S, C1, U1, AB1 0CD, SC1, PR1
             106, 05/05/2026, T, C2, U2, AB1 0CE, SC2, PR2 *
             107, 01/05/2026, S, , U1, AB1 0CD, SC1, PR1
             107, 05/05/2026, P, , U2, AB1 0CD, SC1, PR1 *
             108, 01/05/2026, S, C1, P1, AB1 0CD, , PR0
             108, 05/05/2026, P, C1, P1, AB1 0CD, , PR0
             109, 01/05/2026, S, C1, U1, AB1 0CD, SC1, PR1
             109, 05/05/2026, L, C1, U1, AB1 0CD, SC1, PR1
             109, 06/05/2026, , C1, U1, AB1 0CD, SC1, PR1
             110, 01/05/2026, P, C1, U1, AB1 0CD, SC1, PR1",
        );
    }

    // XML has no rows without a child.
    #[test]
    fn rows_without_a_child_are_no_sequence() {
        case_as_csv(
            &RULE,
            "Episodes: CHILD, DECOM, RNE, LS
             , 01/05/2026, S, C1
             , 05/05/2026, P, C2",
        );
    }
}
