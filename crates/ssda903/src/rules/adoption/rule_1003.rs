//! Rule 1003: a decision for adoption is made after the child came into care.

use crate::child::{Child, earliest};
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Episodes, PlacedForAdoption};

pub static RULE: Rule = Rule {
    code: "1003",
    message: "Date of LA's decision that a child should be placed for adoption is before the child started to be looked after.",
    why: "The authority can only decide that a child should be placed for adoption when it already looks after the child.",
    fix: "Check DATE_PLACED against DECOM of the episode with RNE S that began care.",
    doubt: "",
    fields: &[
        (Episodes, &["DECOM", "RNE"]),
        (PlacedForAdoption, &["DATE_PLACED"]),
    ],
    needs: &[Need::Table(Episodes), Need::Table(PlacedForAdoption)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    // The rows that name no child belong to several.
    if child.id.is_empty() || child.placed_for_adoption().next().is_none() {
        return;
    }
    let starts = child
        .episodes()
        .filter(|episode| episode.reason_new.is("S"));
    let Some(first) = earliest(starts, |episode| episode.started_on.date()) else {
        return;
    };
    let before_care = |date| {
        first
            .started_on
            .date()
            .is_some_and(|started| date < started)
    };
    for decision in child.placed_for_adoption() {
        if decision.decided_on.date().is_some_and(before_care) {
            flags.row(first);
            flags.row(decision);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_1003() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, RNE
             101, 10/05/2026, S *
             101, 10/06/2026, S
             101, 01/05/2026, P
             102, 10/05/2026, S
             103, 10/05/2026, P
             104, , S
             105, 10/05/2026, S
             PlacedAdoption: CHILD, DATE_PLACED
             101, 09/05/2026 *
             101, 10/05/2026
             102, 10/05/2026
             103, 09/05/2026
             104, 09/05/2026
             105,
             105, ZZ
             106, 09/05/2026",
        );
    }

    #[test]
    fn the_first_of_two_earliest_starts_is_taken() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, RNE, LS
             101, 10/05/2026, S, C1 *
             101, 10/05/2026, S, C2
             PlacedAdoption: CHILD, DATE_PLACED
             101, 09/05/2026 *",
        );
    }

    // XML has no rows without a child.
    #[test]
    fn rows_without_a_child_are_left_alone() {
        case_as_csv(
            &RULE,
            "PlacedAdoption: CHILD, DATE_PLACED
             , 01/04/2026
             Episodes: CHILD, DECOM, RNE
             , 01/05/2026, S",
        );
    }
}
