//! Rule 383: after a temporary placement the child goes back to where they were.

use super::codes::{TEMPORARY, postcodes_are_the_same, say_the_same};
use crate::child::Child;
use crate::rows::Episode;
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    fields: &[(Episodes, &["PLACE", "RNE", "PL_POST"])],
    fix: "Compare PLACE, PL_POST and RNE with the episode before the temporary one. If the child did not go back, record the placement between by its own code.",
    doubt: "When both postcodes are blank they do not count as the same. Of two temporary placements in a row the second counts as the return from the first. A temporary placement with no episode before it in this return is not checked. The checker that councils use guesses at a DECOM written in another way (01/05/26, 2026-05-01) when it puts the episodes in order; here it counts as blank.",
    years: 2026..=i16::MAX,
    check: |child, flags| {
        flag(child, flags, |usual, after| {
            say_the_same(&usual.placement, &after.placement)
                && postcodes_are_the_same(&usual.placement_postcode, &after.placement_postcode)
        });
    },
    ..BASE
};

pub static BEFORE_2026: Rule = BASE;

const BASE: Rule = Rule {
    code: "383",
    message: "A child in a temporary placement must subsequently return to his/her normal placement.",
    why: "While a child is placed temporarily (T0 to T4), their usual placement is kept for them. The next episode is in that placement again and begins because the placement changed (RNE P).",
    fix: "Compare PLACE and RNE with the episode before the temporary one. If the child did not go back, record the placement between by its own code.",
    doubt: "Of two temporary placements in a row the second counts as the return from the first. A temporary placement with no episode before it in this return is not checked. The checker that councils use guesses at a DECOM written in another way (01/05/26, 2026-05-01) when it puts the episodes in order; here it counts as blank.",
    fields: &[(Episodes, &["PLACE", "RNE"])],
    needs: &[Need::Table(Episodes)],
    years: 2023..=2025,
    check: |child, flags| {
        flag(child, flags, |usual, after| {
            say_the_same(&usual.placement, &after.placement)
        });
    },
};

/// Flags the episode after a temporary one, unless it is the return to the episode before.
fn flag(
    child: &Child<'_>,
    flags: &mut Flags<'_>,
    is_the_same_placement: fn(&Episode, &Episode) -> bool,
) {
    // The rows that name no child are no sequence.
    if child.id.is_empty() {
        return;
    }
    for [usual, temporary, after] in child.episodes_by_start().array_windows() {
        let returns = || after.reason_new.is("P") && is_the_same_placement(usual, after);
        if temporary.placement.is_one_of(TEMPORARY) && !returns() {
            flags.row(*after);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BEFORE_2026, RULE};
    use crate::case::{case, case_as_csv, case_in};

    #[test]
    fn rule_383() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, PLACE, RNE, PL_POST
             101, 03/05/2026, U1, P, ab1 0cd
             101, 02/05/2026, T1, P, AB1 0CE
             101, 01/05/2026, U1, S, AB1 0CD
             102, 01/05/2026, U1, S, AB1 0CD
             102, 02/05/2026, T0, P, AB1 0CE
             102, 03/05/2026, U1, T, AB1 0CD *
             103, 01/05/2026, U1, S, AB1 0CD
             103, 02/05/2026, T2, P, AB1 0CE
             103, 03/05/2026, U2, P, AB1 0CD *
             104, 01/05/2026, U1, S, AB1 0CD
             104, 02/05/2026, T3, P, AB1 0CE
             104, 03/05/2026, U1, P, AB10CD *
             105, 01/05/2026, U1, S,
             105, 02/05/2026, T4, P,
             105, 03/05/2026, U1, P, *
             106, 02/05/2026, T4, P, AB1 0CE
             106, 03/05/2026, U1, P, AB1 0CD
             107, 01/05/2026, U1, S, AB1 0CD
             107, 02/05/2026, U2, P, AB1 0CE
             107, 03/05/2026, U3, P, AB1 0CF
             108, 01/05/2026, , S, AB1 0CD
             108, 02/05/2026, T1, P, AB1 0CE
             108, 03/05/2026, , P, AB1 0CD *
             109, 01/05/2026, U1, S, AB1 0CD
             109, 02/05/2026, T1, P, AB1 0CE
             109, , U1, , AB1 0CD *
             110, 01/05/2026, U1, S, AB1 0CD
             111, 02/05/2026, T1, P, AB1 0CE
             112, 03/05/2026, U2, P, AB1 0CD",
        );
    }

    #[test]
    fn two_temporary_placements_in_a_row() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, PLACE, RNE, PL_POST
             101, 01/05/2026, U1, S, AB1 0CD
             101, 02/05/2026, T1, P, AB1 0CE
             101, 03/05/2026, T2, P, AB1 0CF *
             101, 04/05/2026, U1, P, AB1 0CD *
             102, 02/05/2026, T1, P, AB1 0CE
             102, 03/05/2026, T2, P, AB1 0CF
             102, 04/05/2026, T1, P, AB1 0CE",
        );
    }

    #[test]
    fn before_2026_the_postcode_did_not_count() {
        case_in(
            2025,
            &BEFORE_2026,
            "Episodes: CHILD, DECOM, PLACE, RNE, PL_POST
             101, 01/05/2024, U1, S, AB1 0CD
             101, 02/05/2024, T1, P, AB1 0CE
             101, 03/05/2024, U1, P,
             102, 01/05/2024, U1, S,
             102, 02/05/2024, T1, P,
             102, 03/05/2024, U2, P, *
             103, 01/05/2024, U1, S,
             103, 02/05/2024, T1, P,
             103, 03/05/2024, U1, L, *
             104, 01/05/2024, , S,
             104, 02/05/2024, T1, P,
             104, 03/05/2024, , P, *",
        );
    }

    // XML has no rows without a child.
    #[test]
    fn rows_without_a_child_are_no_sequence() {
        case_as_csv(
            &RULE,
            "Episodes: CHILD, DECOM, PLACE
             , 01/05/2026, U1
             , 02/05/2026, T1
             , 03/05/2026, U2",
        );
    }
}
