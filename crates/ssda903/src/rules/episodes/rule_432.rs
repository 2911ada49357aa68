//! Rule 432: after care ended, the next episode begins care anew.

use super::codes::neighbours;
use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "432",
    message: "The child ceased to be looked after at the end of the previous episode but the reason for the new episode is not started to be looked after.",
    why: "The episode before it ended care (any REC but X1). A child who comes back starts to be looked after: RNE S.",
    fix: "Enter S in RNE, or X1 in REC of the episode before if care went on.",
    doubt: "A REC that is no valid code in the episode before raises nothing.",
    fields: &[(Episodes, &["RNE"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check,
};

/// REC: care ended.
const CARE_ENDED: &[&str] = &[
    "E2", "E3", "E4A", "E4B", "E5", "E6", "E7", "E8", "E9", "E11", "E12", "E13", "E14", "E15",
    "E16", "E17", "E41", "E45", "E46", "E47", "E48",
];

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    for (before, episode) in neighbours(child) {
        if !episode.reason_new.is("S") && before.reason_ceased.is_one_of(CARE_ENDED) {
            flags.row(episode);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_432() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, REC, RNE
             101, 05/05/2026, , P *
             101, 01/05/2026, E4A, S
             102, 01/05/2026, E17, S
             102, 05/05/2026, E48, *
             102, 06/05/2026, E2, s *
             102, , , L *
             103, 01/05/2026, E4A, S
             103, 05/05/2026, , S
             104, 01/05/2026, X1, S
             104, 05/05/2026, , P
             105, 01/05/2026, , S
             105, 05/05/2026, , P
             106, 01/05/2026, E1, S
             106, 05/05/2026, e4a, P
             106, 06/05/2026, E10, P
             106, 07/05/2026, , P
             107, 01/05/2026, E4A, S
             108, 05/05/2026, , P
             109, 01/05/2026, E3, S
             109, 05/05/2026, , P *
             110, 01/05/2026, E4B, S
             110, 05/05/2026, , P *
             111, 01/05/2026, E5, S
             111, 05/05/2026, , P *
             112, 01/05/2026, E6, S
             112, 05/05/2026, , P *
             113, 01/05/2026, E7, S
             113, 05/05/2026, , P *
             114, 01/05/2026, E8, S
             114, 05/05/2026, , P *
             115, 01/05/2026, E9, S
             115, 05/05/2026, , P *
             116, 01/05/2026, E11, S
             116, 05/05/2026, , P *
             117, 01/05/2026, E12, S
             117, 05/05/2026, , P *
             118, 01/05/2026, E13, S
             118, 05/05/2026, , P *
             119, 01/05/2026, E14, S
             119, 05/05/2026, , P *
             120, 01/05/2026, E15, S
             120, 05/05/2026, , P *
             121, 01/05/2026, E16, S
             121, 05/05/2026, , P *
             122, 01/05/2026, E41, S
             122, 05/05/2026, , P *
             123, 01/05/2026, E45, S
             123, 05/05/2026, , P *
             124, 01/05/2026, E46, S
             124, 05/05/2026, , P *
             125, 01/05/2026, E47, S
             125, 05/05/2026, , P *",
        );
    }

    // XML has no rows without a child.
    #[test]
    fn rows_without_a_child_are_no_sequence() {
        case_as_csv(
            &RULE,
            "Episodes: CHILD, DECOM, REC, RNE
             , 01/05/2026, E4A, S
             , 05/05/2026, , P",
        );
    }
}
