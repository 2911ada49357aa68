//! Rule 523: AD1 and PlacedAdoption give the decision for adoption the same date.

use super::first_and_last;
use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Ad1, PlacedForAdoption};

pub static RULE: Rule = Rule {
    code: "523",
    message: "Date of decision that the child should be placed for adoption should be the same date as the decision that adoption is in the best interest (date should be placed).",
    why: "DATE_INT in AD1 and DATE_PLACED in PlacedAdoption tell the same decision, and the two dates differ.",
    fix: "Write the date of the decision in both DATE_INT and DATE_PLACED.",
    doubt: "Where a child has several rows in PlacedAdoption, each is compared with DATE_INT, so that a second decision after a reversal is always reported.",
    fields: &[(Ad1, &["DATE_INT"]), (PlacedForAdoption, &["DATE_PLACED"])],
    needs: &[Need::Table(PlacedForAdoption), Need::Table(Ad1)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let adoptions = first_and_last(child.ad1().filter_map(|row| row.decided_on.date()));
    let Some((first_in_ad1, last_in_ad1)) = adoptions else {
        return;
    };
    let decisions = child
        .placed_for_adoption()
        .filter_map(|row| row.decided_on.date());
    let Some((first, last)) = first_and_last(decisions) else {
        return;
    };
    flags.rows(child.ad1().filter(|row| {
        row.decided_on
            .date()
            .is_some_and(|date| date != first || date != last)
    }));
    flags.rows(child.placed_for_adoption().filter(|row| {
        row.decided_on
            .date()
            .is_some_and(|date| date != first_in_ad1 || date != last_in_ad1)
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_523() {
        case(
            &RULE,
            "PlacedAdoption: CHILD, DATE_PLACED
             101, 10/05/2026 *
             102, 10/05/2026
             103, 09/05/2026 *
             103, 10/05/2026
             104,
             105, 10/05/2026
             106, 31/06/2026
             107, 10/05/2026
             AD1: CHILD, DATE_INT, NB_ADOPTR
             101, 11/05/2026, 1 *
             102, 10/05/2026, 1
             103, 10/05/2026, 1 *
             104, 10/05/2026, 1
             105, , 1
             106, 10/05/2026, 1
             107, 1/5/26, 1
             108, 10/05/2026, 1",
        );
    }

    #[test]
    fn each_row_is_set_against_each() {
        case(
            &RULE,
            "PlacedAdoption: CHILD, DATE_PLACED
             101, 10/05/2026 *
             102, 10/05/2026
             AD1: CHILD, DATE_INT
             101, 10/05/2026
             101, 11/05/2026 *
             102, 10/05/2026
             102, 10/05/2026",
        );
    }
}
