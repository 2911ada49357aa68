//! Rules 553 and, up to the year ending 2024, 555: a child under a placement or freeing order has a decision for adoption.

use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Episodes, PlacedForAdoption};

pub static RULE_553: Rule = Rule {
    code: "553",
    message: "Placement order has been granted but there is no date of decision that the child should be placed for adoption.",
    why: "A court made a placement order (LS is E1), but PlacedAdoption has no row for the child, or says that the decision was reversed while the order goes on.",
    fix: "Add the row with DATE_PLACED in PlacedAdoption. Where the decision was reversed, end the episodes with E1.",
    doubt: "DATE_PLACED itself is not looked at: a row in which it is blank is enough. That a reversed decision is reported while the order goes on is not in the message.",
    fields: &[
        (Episodes, &["CHILD", "LS"]),
        (
            PlacedForAdoption,
            &[
                "CHILD",
                "DATE_PLACED",
                "DATE_PLACED_CEASED",
                "REASON_PLACED_CEASED",
            ],
        ),
    ],
    needs: &[Need::Table(Episodes), Need::Table(PlacedForAdoption)],
    years: ALL_YEARS,
    check: |child, flags| {
        check(child, flags, "E1");
    },
};

pub static RULE_555_BEFORE_2025: Rule = Rule {
    code: "555",
    message: "Freeing order has been granted but there is no date of decision that the child should be placed for adoption.",
    why: "A court made a freeing order (LS is D1), but PlacedAdoption has no row for the child, or says that the decision was reversed while the order goes on.",
    fix: "Add the row with DATE_PLACED in PlacedAdoption. Where the decision was reversed, end the episodes with D1.",
    doubt: "DATE_PLACED itself is not looked at: a row in which it is blank is enough. That a reversed decision is reported while the order goes on is not in the message.",
    fields: &[
        (Episodes, &["CHILD", "LS"]),
        (
            PlacedForAdoption,
            &[
                "CHILD",
                "DATE_PLACED",
                "DATE_PLACED_CEASED",
                "REASON_PLACED_CEASED",
            ],
        ),
    ],
    needs: &[Need::Table(Episodes), Need::Table(PlacedForAdoption)],
    years: 2023..=2024,
    check: |child, flags| {
        check(child, flags, "D1");
    },
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>, order: &str) {
    let under_order = child
        .episodes()
        .filter(|episode| episode.legal_status.is(order));
    if child.placed_for_adoption().next().is_none() {
        flags.rows(under_order);
    } else if under_order
        .into_iter()
        .any(|episode| episode.ceased_on.is_blank())
    {
        flags.rows(
            child
                .placed_for_adoption()
                .filter(|row| !row.reversed_on.is_blank() || !row.reason_reversed.is_blank()),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{case, case_as_csv, case_in};

    fn text(order: &str) -> String {
        "Episodes: CHILD, DECOM, LS, DEC
         101, 01/05/2026, ORDER, 01/06/2026 *
         101, 01/06/2026, C2,
         102, 01/05/2026, ORDER, *
         103, 01/05/2026, ORDER,
         104, 01/05/2026, ORDER, 01/06/2026
         105, 01/05/2026, ORDER, soon
         106, 01/05/2026, C2,
         107, 01/05/2026, C2,
         PlacedAdoption: CHILD, DATE_PLACED, DATE_PLACED_CEASED, REASON_PLACED_CEASED
         103, 01/04/2026, 01/05/2026, *
         103, 01/04/2026, , RD1 *
         103, 01/04/2026, ,
         104, 01/04/2026, 01/05/2026, RD1
         105, 01/04/2026, 01/05/2026, RD1
         106, 01/04/2026, 01/05/2026, RD1"
            .replace("ORDER", order)
    }

    #[test]
    fn rule_553() {
        case(&RULE_553, &text("E1"));
        case(&RULE_553, "Episodes: CHILD, LS\n101, D1\n102, E1 *");
        // XML has no row without a value.
        case_as_csv(
            &RULE_553,
            "Episodes: CHILD, LS\n101, E1\nPlacedAdoption: CHILD, DATE_PLACED\n101,",
        );
    }

    #[test]
    fn rule_555() {
        case_in(2024, &RULE_555_BEFORE_2025, &text("D1"));
        case_in(
            2023,
            &RULE_555_BEFORE_2025,
            "Episodes: CHILD, LS\n101, D1 *\n102, E1",
        );
    }
}
