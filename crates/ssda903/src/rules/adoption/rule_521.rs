//! Rule 521: adoption is decided before the child is placed for adoption.

use super::{PLACEMENTS_FOR_ADOPTION, flag_later_dates};
use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Ad1, Episodes};

pub static RULE: Rule = Rule {
    code: "521",
    message: "Date of local authority's decision (LA) that adoption is in the best interests of the child (date should be placed) must be on or prior to the date the child is placed for adoption.",
    why: "The child was placed for adoption before the day on which that was decided.",
    fix: "Check DATE_INT against DECOM of each placement for adoption (A3 to A6).",
    doubt: "Every placement for adoption of this year is looked at, not only the first.",
    fields: &[(Ad1, &["DATE_INT"]), (Episodes, &["PLACE", "DECOM"])],
    needs: &[Need::Table(Episodes), Need::Table(Ad1)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let placements = child
        .episodes()
        .filter(|episode| episode.placement.is_one_of(PLACEMENTS_FOR_ADOPTION));
    flag_later_dates(child, flags, placements, |row| row.decided_on.date());
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_521() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, PLACE
             101, 10/05/2026, A3 *
             102, 10/05/2026, A4 *
             102, 11/05/2026, A4
             103, 10/05/2026, A5 *
             104, 10/05/2026, A6 *
             105, 10/05/2026, A2
             106, 10/05/2026, A3
             107, , A3
             108, 10/05/2026, A3
             AD1: CHILD, DATE_INT, NB_ADOPTR
             101, 11/05/2026, 1 *
             102, 11/05/2026, 1 *
             103, 11/05/2026, 1 *
             104, 11/05/2026, 1 *
             105, 11/05/2026, 1
             106, 10/05/2026, 1
             107, 11/05/2026, 1
             108, , 1
             109, 11/05/2026, 1",
        );
    }

    #[test]
    fn each_row_is_set_against_each_placement() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, PLACE
             101, 10/05/2026, A3 *
             101, 20/05/2026, A3 *
             101, 30/05/2026, A3
             AD1: CHILD, DATE_INT
             101, 10/05/2026
             101, 11/05/2026 *
             101, 21/05/2026 *",
        );
    }
}
