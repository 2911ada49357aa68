//! Rule 522: a decision is reversed no earlier than it was made.

use crate::rule::{ALL_YEARS, Need, Rule};
use crate::table::Table::PlacedForAdoption;

pub static RULE: Rule = Rule {
    code: "522",
    message: "Date of decision that the child should be placed for adoption must be on or before the date that a child should no longer be placed for adoption.",
    why: "The decision was reversed before the day on which it was made.",
    fix: "Check DATE_PLACED and DATE_PLACED_CEASED; they may stand in each other's place.",
    doubt: "",
    fields: &[(PlacedForAdoption, &["DATE_PLACED", "DATE_PLACED_CEASED"])],
    needs: &[Need::Table(PlacedForAdoption)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(child.placed_for_adoption().filter(|row| {
            row.reversed_on.date().is_some_and(|reversed| {
                row.decided_on
                    .date()
                    .is_some_and(|decided| reversed < decided)
            })
        }));
    },
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_522() {
        case(
            &RULE,
            "PlacedAdoption: CHILD, DATE_PLACED, DATE_PLACED_CEASED
             101, 10/05/2026, 09/05/2026 *
             102, 10/05/2026, 10/05/2026
             103, 10/05/2026, 11/05/2026
             104, , 09/05/2026
             105, 10/05/2026,
             106, 31/06/2026, 09/05/2026
             107, 10/05/2026, ZZ",
        );
    }
}
