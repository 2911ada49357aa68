//! Rule 554: adoption is decided before a placement order is granted.

use crate::child::{Child, earliest};
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Episodes, PlacedForAdoption};

pub static RULE: Rule = Rule {
    code: "554",
    message: "Date of decision that the child should be placed for adoption should be on or prior to the date that the placement order was granted. [NOTE: This rule may result in false positives or false negatives if relevant episodes are in previous years; please check carefully!]",
    why: "The authority decides first that the child should be placed for adoption; the court's placement order follows.",
    fix: "Check DATE_PLACED against DECOM of the first episode with LS E1.",
    doubt: "The first episode with E1 is that of this year's return; an order granted in an earlier year is not seen.",
    fields: &[
        (Episodes, &["DECOM", "LS"]),
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
    let under_order = child
        .episodes()
        .filter(|episode| episode.legal_status.is("E1"));
    let Some(order) = earliest(under_order, |episode| episode.started_on.date()) else {
        return;
    };
    let after_order = |date| {
        order
            .started_on
            .date()
            .is_some_and(|granted| date > granted)
    };
    for decision in child.placed_for_adoption() {
        if decision.decided_on.date().is_some_and(after_order) {
            flags.row(order);
            flags.row(decision);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_554() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, LS
             101, 20/05/2026, E1
             101, 10/05/2026, E1 *
             101, 10/05/2026, E1
             101, 01/05/2026, C2
             102, 10/05/2026, E1
             103, 10/05/2026, D1
             104, , E1
             105, 10/05/2026, E1
             PlacedAdoption: CHILD, DATE_PLACED
             101, 11/05/2026 *
             101, 10/05/2026
             102, 10/05/2026
             103, 11/05/2026
             104, 11/05/2026
             105,
             105, ZZ
             106, 11/05/2026",
        );
    }

    // XML has no rows without a child.
    #[test]
    fn rows_without_a_child_are_left_alone() {
        case_as_csv(
            &RULE,
            "PlacedAdoption: CHILD, DATE_PLACED
             , 01/06/2026
             Episodes: CHILD, DECOM, LS
             , 01/05/2026, E1",
        );
    }
}
