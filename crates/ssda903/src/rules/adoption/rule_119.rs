//! Rule 119: a reversed decision has both its date and its reason.

use crate::rule::{ALL_YEARS, Need, Rule};
use crate::table::Table::PlacedForAdoption;

pub static RULE: Rule = Rule {
    code: "119",
    message: "If the decision is made that a child should no longer be placed for adoption, then the date of this decision and the reason why this decision was made must be completed.",
    why: "A decision that a child should no longer be placed for adoption is told by its date and its reason together. One of them is blank.",
    fix: "Complete both DATE_PLACED_CEASED and REASON_PLACED_CEASED, or clear both when the decision stands.",
    doubt: "",
    fields: &[(
        PlacedForAdoption,
        &["REASON_PLACED_CEASED", "DATE_PLACED_CEASED"],
    )],
    needs: &[Need::Table(PlacedForAdoption)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(
            child
                .placed_for_adoption()
                .filter(|row| row.reversed_on.is_blank() != row.reason_reversed.is_blank()),
        );
    },
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_119() {
        case(
            &RULE,
            "PlacedAdoption: CHILD, DATE_PLACED_CEASED, REASON_PLACED_CEASED
             101, 01/05/2026, *
             102, , RD1 *
             103, ZZ, *
             104, 01/05/2026, RD1
             105, ZZ, ZZ
             106, ,",
        );
    }
}
