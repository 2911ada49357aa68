//! Rule 333: adoption is decided before a child is matched with adopters.

use crate::rule::{ALL_YEARS, Need, Rule};
use crate::table::Table::Ad1;

pub static RULE: Rule = Rule {
    code: "333",
    message: "Date should be placed for adoption must be on or prior to the date of matching child with adopter(s).",
    why: "A child is matched with adopters only after it was decided that the child should be placed for adoption.",
    fix: "Complete DATE_INT, or check it against DATE_MATCH: it must be the same day or earlier.",
    doubt: "A blank DATE_INT beside DATE_MATCH is reported as well.",
    fields: &[(Ad1, &["DATE_INT", "DATE_MATCH"])],
    needs: &[Need::Table(Ad1)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(child.ad1().filter(|row| {
            row.matched_on.date().is_some_and(|matched| {
                row.decided_on
                    .date()
                    .is_none_or(|decided| decided > matched)
            })
        }));
    },
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_333() {
        case(
            &RULE,
            "AD1: CHILD, DATE_INT, DATE_MATCH
             101, 11/05/2026, 10/05/2026 *
             102, 10/05/2026, 10/05/2026
             103, 09/05/2026, 10/05/2026
             104, , 10/05/2026 *
             105, 31/06/2026, 10/05/2026 *
             106, 11/05/2026,
             107, 11/05/2026, 31/06/2026",
        );
    }
}
