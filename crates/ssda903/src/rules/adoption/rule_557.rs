//! Rule 557: who left care without being adopted has a date and a reason why the decision for adoption was reversed.

use super::PLACEMENTS_FOR_ADOPTION;
use crate::child::Child;
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::{Episodes, PlacedForAdoption};

pub static BEFORE_2025: Rule = Rule {
    code: "557",
    message: "Child for whom the decision was made that they should be placed for adoption has left care but was not adopted and information on the decision that they should no longer be placed for adoption items has not been completed.",
    why: "The child was placed for adoption (A3 to A6) or under a placement or freeing order (E1, D1) and left care without being adopted, so the decision must have been reversed.",
    fix: "Complete DATE_PLACED_CEASED and REASON_PLACED_CEASED in PlacedAdoption, or correct REC.",
    doubt: "Of several rows in PlacedAdoption, one that is not complete is enough for a report.",
    fields: &[
        (Episodes, &["PLACE", "LS", "REC"]),
        (
            PlacedForAdoption,
            &["DATE_PLACED_CEASED", "REASON_PLACED_CEASED"],
        ),
    ],
    needs: &[Need::Table(Episodes), Need::Table(PlacedForAdoption)],
    years: 2023..=2024,
    check: |child, flags| {
        check(child, flags, &["D1", "E1"]);
    },
};

/// Freeing orders (D1) are counted no more.
pub static RULE: Rule = Rule {
    code: "557",
    message: "Child for whom the decision was made that they should be placed for adoption has left care but was not adopted and information on the decision that they should no longer be placed for adoption items has not been completed.",
    why: "The child was placed for adoption (A3 to A6) or under a placement order (E1) and left care without being adopted, so the decision must have been reversed.",
    fix: "Complete DATE_PLACED_CEASED and REASON_PLACED_CEASED in PlacedAdoption, or correct REC.",
    doubt: "Of several rows in PlacedAdoption, one that is not complete is enough for a report.",
    fields: &[
        (Episodes, &["PLACE", "LS", "REC"]),
        (
            PlacedForAdoption,
            &["DATE_PLACED_CEASED", "REASON_PLACED_CEASED"],
        ),
    ],
    needs: &[Need::Table(Episodes), Need::Table(PlacedForAdoption)],
    years: 2025..=i16::MAX,
    check: |child, flags| {
        check(child, flags, &["E1"]);
    },
};

/// REC: care went on, or the child was adopted.
const NOT_LEFT_OR_ADOPTED: &[&str] = &["X1", "E11", "E12"];

fn check(child: &Child<'_>, flags: &mut Flags<'_>, orders: &[&str]) {
    let mut left_care = child
        .episodes()
        .filter(|episode| {
            let for_adoption = episode.placement.is_one_of(PLACEMENTS_FOR_ADOPTION)
                || episode.legal_status.is_one_of(orders);
            for_adoption && episode.reason_ceased.is_other_than(NOT_LEFT_OR_ADOPTED)
        })
        .peekable();
    if left_care.peek().is_none() {
        return;
    }
    let mut incomplete = child
        .placed_for_adoption()
        .filter(|row| row.reversed_on.is_blank() || row.reason_reversed.is_blank())
        .peekable();
    let without_row = child.placed_for_adoption().next().is_none();
    if without_row || incomplete.peek().is_some() {
        flags.rows(left_care);
        flags.rows(incomplete);
    }
}

#[cfg(test)]
mod tests {
    use super::{BEFORE_2025, RULE};
    use crate::case::{case, case_as_csv, case_in};

    #[test]
    fn rule_557() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, PLACE, LS, REC
             101, 01/05/2026, A3, C2, E4A *
             101, 02/05/2026, U1, C2, E4A
             102, 01/05/2026, U1, E1, E4A *
             103, 01/05/2026, A4, C2, E13 *
             104, 01/05/2026, A5, C2, ZZ *
             105, 01/05/2026, A6, C2, E4A
             106, 01/05/2026, A6, E1, X1
             107, 01/05/2026, A6, E1, E11
             108, 01/05/2026, A6, E1, E12
             109, 01/05/2026, A6, E1,
             110, 01/05/2026, U1, D1, E4A
             111, 01/05/2026, A2, C2, E4A
             PlacedAdoption: CHILD, DATE_PLACED_CEASED, REASON_PLACED_CEASED
             102, , RD1 *
             103, 01/05/2026, *
             103, 01/05/2026, RD1
             104, , RD1 *
             105, ZZ, ZZ
             107, , RD1
             109, , RD1
             110, , RD1",
        );
        // XML has no row without a value.
        case_as_csv(
            &RULE,
            "Episodes: CHILD, LS, REC
             101, E1, E4A *
             PlacedAdoption: CHILD, DATE_PLACED_CEASED
             101, *",
        );
    }

    #[test]
    fn rule_557_before_2025() {
        let check = |year_ending| {
            case_in(
                year_ending,
                &BEFORE_2025,
                "Episodes: CHILD, DECOM, PLACE, LS, REC
                 101, 01/05/2022, U1, D1, E4A *
                 102, 01/05/2022, U1, E1, E4A *
                 103, 01/05/2022, A3, C2, E4A *
                 104, 01/05/2022, U1, D1, E11
                 105, 01/05/2022, U1, C2, E4A
                 PlacedAdoption: CHILD, DATE_PLACED_CEASED, REASON_PLACED_CEASED
                 102, , RD1 *",
            );
        };
        check(2023);
        check(2024);
    }
}
