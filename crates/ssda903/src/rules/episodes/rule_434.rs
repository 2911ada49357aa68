//! Rule 434: an episode that begins because the legal status changed has another legal status and the same placement.

use super::codes::{neighbours, placement_is_the_same, say_the_same};
use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "434",
    message: "Reason for new episode is that child's legal status has changed but not the placement, but this is not reflected in the episode data.",
    why: "RNE L says that the legal status changed and nothing else. Here LS is as before, or PLACE, PL_POST, URN or PLACE_PROVIDER is not.",
    fix: "Compare the episode with the one before. If the placement changed too, RNE is B or U; if only the placement changed, P or T.",
    doubt: "When LS is blank in both episodes, it does not count as unchanged.",
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
        if episode.reason_new.is("L")
            && (say_the_same(&before.legal_status, &episode.legal_status)
                || !placement_is_the_same(&before, &episode))
        {
            flags.row(episode);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_434() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, RNE, LS, PLACE, PL_POST, URN, PLACE_PROVIDER
             101, 01/05/2026, S, C1, U1, AB1 0CD, SC1, PR1
             101, 05/05/2026, L, C2, U1, ab1 0cd, SC1, PR1
             102, 05/05/2026, L, C1, U1, AB1 0CD, SC1, PR1 *
             102, 01/05/2026, S, C1, U1, AB1 0CD, SC1, PR1
             103, 01/05/2026, S, C1, U1, AB1 0CD, SC1, PR1
             103, 05/05/2026, L, C2, U2, AB1 0CD, SC1, PR1 *
             104, 01/05/2026, S, C1, U1, AB1 0CD, SC1, PR1
             104, 05/05/2026, L, C2, U1, AB10CD, SC1, PR1 *
             105, 01/05/2026, S, C1, U1, AB1 0CD, SC1, PR1
             105, 05/05/2026, L, C2, U1, AB1 0CD, SC2, PR1 *
             106, 01/05/2026, S, C1, U1, AB1 0CD, SC1, PR1
             106, 05/05/2026, L, C2, U1, AB1 0CD, SC1, PR2 *
             107, 01/05/2026, S, C1, P1, , , 
             107, 05/05/2026, L, C2, P1, , , 
             108, 01/05/2026, S, C1, U1, AB1 0CD, SC1, PR1
             108, 05/05/2026, L, C2, U1, AB1 0CD, , PR1 *
             109, 01/05/2026, S, , U1, AB1 0CD, SC1, PR1
             109, 05/05/2026, L, , U1, AB1 0CD, SC1, PR1
             110, 01/05/2026, S, C1, U1, AB1 0CD, SC1, PR1
             110, 05/05/2026, L, , U1, AB1 0CD, SC1, PR1
             111, 01/05/2026, S, C1, U1, AB1 0CD, SC1, PR1
             111, 05/05/2026, P, C1, U2, AB1 0CD, SC1, PR1
             112, 01/05/2026, L, C1, U1, AB1 0CD, SC1, PR1",
        );
    }

    // XML has no rows without a child.
    #[test]
    fn rows_without_a_child_are_no_sequence() {
        case_as_csv(
            &RULE,
            "Episodes: CHILD, DECOM, RNE, LS
             , 01/05/2026, S, C1
             , 05/05/2026, L, C1",
        );
    }
}
