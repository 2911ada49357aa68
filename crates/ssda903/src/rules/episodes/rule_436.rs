//! Rule 436: an episode that begins because both changed has another placement and another legal status.

use super::codes::{neighbours, placement_is_the_same};
use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "436",
    message: "Reason for new episode is that both child’s placement and legal status have changed, but this is not reflected in the episode data.",
    why: "RNE U or B says that placement and legal status changed on the same day. Here LS is as before, or PLACE, PL_POST, URN and PLACE_PROVIDER all are.",
    fix: "Compare the episode with the one before. If only the legal status changed, RNE is L; if only the placement changed, P or T.",
    doubt: "",
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
        if episode.reason_new.is_one_of(&["U", "B"])
            && (before.legal_status.text() == episode.legal_status.text()
                || placement_is_the_same(&before, &episode))
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
    fn rule_436() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, RNE, LS, PLACE, PL_POST, URN, PLACE_PROVIDER
             101, 05/05/2026, U, C2, U1, ab1 0cd, SC1, PR1 *
             101, 01/05/2026, S, C1, U1, AB1 0CD, SC1, PR1
             102, 01/05/2026, S, C1, U1, AB1 0CD, SC1, PR1
             102, 05/05/2026, B, C2, U2, AB1 0CD, SC1, PR1
             103, 01/05/2026, S, C1, U1, AB1 0CD, SC1, PR1
             103, 05/05/2026, B, C2, U1, AB1 0CE, SC1, PR1
             104, 01/05/2026, S, C1, U1, AB1 0CD, SC1, PR1
             104, 05/05/2026, B, C2, U1, AB1 0CD, , PR1
             105, 01/05/2026, S, C1, U1, AB1 0CD, SC1, PR1
             105, 05/05/2026, B, C2, U1, AB1 0CD, SC1, PR2
             106, 01/05/2026, S, C1, U1, AB1 0CD, SC1, PR1
             106, 05/05/2026, B, C1, U2, AB1 0CE, SC2, PR2 *
             107, 01/05/2026, S, , U1, AB1 0CD, SC1, PR1
             107, 05/05/2026, U, , U2, AB1 0CE, SC1, PR1 *
             108, 01/05/2026, S, C1, P1, AB1 0CD, , PR0
             108, 05/05/2026, U, C2, P1, AB1 0CD, , PR0 *
             109, 01/05/2026, S, C1, U1, AB1 0CD, SC1, PR1
             109, 05/05/2026, P, C1, U1, AB1 0CD, SC1, PR1
             109, 06/05/2026, , C1, U1, AB1 0CD, SC1, PR1
             110, 01/05/2026, B, C1, U1, AB1 0CD, SC1, PR1
             111, 01/05/2026, S, C1, U1, AB1 0CD, SC1, PR1
             111, 05/05/2026, B, , U2, AB1 0CD, SC1, PR1",
        );
    }

    // XML has no rows without a child.
    #[test]
    fn rows_without_a_child_are_no_sequence() {
        case_as_csv(
            &RULE,
            "Episodes: CHILD, DECOM, RNE, LS
             , 01/05/2026, S, C1
             , 05/05/2026, B, C1",
        );
    }
}
