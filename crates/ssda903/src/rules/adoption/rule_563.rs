//! Rule 563: a reversed decision has the date on which it was made.

use crate::rule::{ALL_YEARS, Need, Rule};
use crate::table::Table::PlacedForAdoption;

pub static RULE: Rule = Rule {
    code: "563",
    message: "The child should no longer be placed for adoption but the date of the decision that the child should be placed for adoption is blank",
    why: "The decision was reversed, but the day on which it was made is blank.",
    fix: "Write in DATE_PLACED the day on which the decision was made.",
    doubt: "Only a row with both DATE_PLACED_CEASED and REASON_PLACED_CEASED is looked at; one with only one of them passes.",
    fields: &[(
        PlacedForAdoption,
        &["DATE_PLACED", "REASON_PLACED_CEASED", "DATE_PLACED_CEASED"],
    )],
    needs: &[Need::Table(PlacedForAdoption)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(child.placed_for_adoption().filter(|row| {
            row.decided_on.is_blank()
                && !row.reversed_on.is_blank()
                && !row.reason_reversed.is_blank()
        }));
    },
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_563() {
        case(
            &RULE,
            "PlacedAdoption: CHILD, DATE_PLACED, DATE_PLACED_CEASED, REASON_PLACED_CEASED
             101, , 01/05/2026, RD1 *
             102, , ZZ, ZZ *
             103, 01/04/2026, 01/05/2026, RD1
             104, ZZ, 01/05/2026, RD1
             105, , 01/05/2026,
             106, , , RD1
             107, , ,",
        );
    }
}
