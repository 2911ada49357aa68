//! Rule 118: a decision against adoption comes neither before the year nor before care began.

use crate::child::{Child, SHORT_BREAKS, earliest};
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Episodes, PlacedForAdoption};

pub static RULE: Rule = Rule {
    code: "118",
    message: "Date of decision that a child should no longer be placed for adoption is before the current collection year or before the date the child started to be looked after.",
    why: "A decision that a child should no longer be placed for adoption is returned for the year in which it was made. It cannot come before the child was looked after.",
    fix: "Check DATE_PLACED_CEASED. If the decision was made in an earlier year, take it out of this year's return.",
    doubt: "",
    fields: &[
        (Episodes, &["DECOM", "LS"]),
        (PlacedForAdoption, &["DATE_PLACED_CEASED"]),
    ],
    needs: &[Need::Table(Episodes), Need::Table(PlacedForAdoption)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let in_care = child
        .episodes()
        .filter(|episode| !episode.legal_status.is_one_of(SHORT_BREAKS));
    let Some(first) = earliest(in_care, |episode| episode.started_on.date()) else {
        return;
    };
    let too_early = |date| {
        date < child.collection().starts_on
            || first
                .started_on
                .date()
                .is_some_and(|started| date < started)
    };
    for decision in child.placed_for_adoption() {
        if decision.reversed_on.date().is_some_and(too_early) {
            flags.row(first);
            flags.row(decision);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_118() {
        case(
            &RULE,
            "Episodes: CHILD, LS, DECOM
             101, C2, 01/05/2025 *
             102, V3, 01/05/2025
             102, C2, 10/06/2026 *
             102, C2, 10/07/2026
             103, C2, 01/05/2025
             104, V3, 01/05/2025
             105, C2, 31/02/2025
             PlacedAdoption: CHILD, DATE_PLACED_CEASED
             101, 31/03/2026 *
             102, 09/06/2026 *
             103, 01/04/2026
             103, ZZ
             104, 01/01/2020
             105, 01/01/2020",
        );
    }
}
