//! Rule 184: a decision about a child comes after the child's birth.

use crate::rule::{ALL_YEARS, Need, Rule};
use crate::table::Table::{Header, PlacedForAdoption};

pub static RULE: Rule = Rule {
    code: "184",
    message: "Date of decision that a child should be placed for adoption is before the child was born.",
    why: "Nobody decides about the adoption of a child who is not yet born.",
    fix: "Check DATE_PLACED and DOB; one of them is wrong. Where DOB is blank or no date, complete it.",
    doubt: "The date of birth in PlacedAdoption is used, not the one in Header. A row with DATE_PLACED whose date of birth is blank or no date is reported too.",
    fields: &[(PlacedForAdoption, &["DATE_PLACED", "DOB"])],
    needs: &[Need::Table(Header), Need::Table(PlacedForAdoption)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(child.placed_for_adoption().filter(|row| {
            row.decided_on
                .date()
                .is_some_and(|decided| row.date_of_birth.date().is_none_or(|born| decided < born))
        }));
    },
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_184() {
        case(
            &RULE,
            "PlacedAdoption: CHILD, DOB, DATE_PLACED
             101, 02/05/2024, 01/05/2024 *
             102, 02/05/2024, 02/05/2024
             103, 02/05/2024, 03/05/2024
             104, , 01/05/2024 *
             105, 31/02/2024, 01/05/2024 *
             106, 02/05/2024, ZZ
             107, 02/05/2024,
             108, ,",
        );
    }
}
