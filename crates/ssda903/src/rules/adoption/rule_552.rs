//! Rule 552: a child is placed for adoption no earlier than that was decided.

use super::PLACEMENTS_FOR_ADOPTION;
use crate::child::{Child, earliest, latest};
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Episodes, PlacedForAdoption};

pub static RULE: Rule = Rule {
    code: "552",
    message: "Date of Decision to place a child for adoption should be on or prior to the date that the child was placed for adoption.",
    why: "The child was placed for adoption before the day on which that was decided.",
    fix: "Check DATE_PLACED against DECOM of the first placement for adoption (A3 to A6).",
    doubt: "The latest decision is set against the first placement of the year, so that a child who was placed, whose decision was reversed and who was placed again is reported although each decision came before its placement.",
    fields: &[
        (Episodes, &["DECOM"]),
        (PlacedForAdoption, &["DATE_PLACED"]),
    ],
    needs: &[Need::Table(Episodes), Need::Table(PlacedForAdoption)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    // The rows that name no child belong to several.
    if child.id.is_empty() {
        return;
    }
    let Some(decision) = latest(child.placed_for_adoption(), |row| row.decided_on.date()) else {
        return;
    };
    let placements = child
        .episodes()
        .filter(|episode| episode.placement.is_one_of(PLACEMENTS_FOR_ADOPTION));
    let Some(placement) = earliest(placements, |episode| episode.started_on.date()) else {
        return;
    };
    if decision.decided_on.date() > placement.started_on.date() {
        flags.row(placement);
        flags.row(decision);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_552() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, PLACE
             101, 10/05/2026, A3 *
             101, 20/05/2026, A3
             101, 01/05/2026, U1
             102, 10/05/2026, A4
             103, 10/05/2026, A5 *
             104, 10/05/2026, A6 *
             105, , A3
             106, 10/05/2026, A3
             107, 10/05/2026, A2
             PlacedAdoption: CHILD, DATE_PLACED
             101, 09/05/2026
             101, 11/05/2026 *
             102, 10/05/2026
             103, 11/05/2026 *
             103, 11/05/2026
             104, 11/05/2026 *
             104,
             105, 11/05/2026
             106, ZZ
             107, 11/05/2026
             108, 11/05/2026",
        );
    }

    #[test]
    fn the_first_of_two_earliest_placements_is_taken() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, PLACE
             101, 10/05/2026, A3 *
             101, 10/05/2026, A4
             PlacedAdoption: CHILD, DATE_PLACED
             101, 11/05/2026 *",
        );
    }

    // XML has no rows without a child.
    #[test]
    fn rows_without_a_child_are_left_alone() {
        case_as_csv(
            &RULE,
            "PlacedAdoption: CHILD, DATE_PLACED
             , 01/06/2026
             Episodes: CHILD, DECOM, PLACE
             , 01/05/2026, A3",
        );
    }
}
