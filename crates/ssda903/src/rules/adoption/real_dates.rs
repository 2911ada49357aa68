//! Rules 112, 113, 115 and 116: the dates about adoption are dates.

use crate::rule::{ALL_YEARS, Need, Rule};
use crate::table::Table::{Ad1, PlacedForAdoption};

pub static RULE_112: Rule = Rule {
    code: "112",
    message: "Date should be placed for adoption is not a valid date.",
    why: "DATE_INT holds something that is no day of the calendar, so that the rules on it cannot look at this child.",
    fix: "Write DATE_INT as day, month and year of four digits with slashes, for example 09/04/2026, or leave it blank.",
    doubt: "",
    fields: &[(Ad1, &["DATE_INT"])],
    needs: &[Need::Table(Ad1)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(child.ad1().filter(|row| row.decided_on.is_no_date()));
    },
};

pub static RULE_113: Rule = Rule {
    code: "113",
    message: "Date matching child and adopter(s) is not a valid date.",
    why: "DATE_MATCH holds something that is no day of the calendar, so that the rules on it cannot look at this child.",
    fix: "Write DATE_MATCH as day, month and year of four digits with slashes, for example 09/04/2026, or leave it blank.",
    doubt: "",
    fields: &[(Ad1, &["DATE_MATCH"])],
    needs: &[Need::Table(Ad1)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(child.ad1().filter(|row| row.matched_on.is_no_date()));
    },
};

pub static RULE_115: Rule = Rule {
    code: "115",
    message: "Date of Local Authority's (LA) decision that a child should be placed for adoption is not a valid date.",
    why: "DATE_PLACED holds something that is no day of the calendar, so that the rules on it cannot look at this child.",
    fix: "Write DATE_PLACED as day, month and year of four digits with slashes, for example 09/04/2026, or leave it blank.",
    doubt: "",
    fields: &[(PlacedForAdoption, &["DATE_PLACED"])],
    needs: &[Need::Table(PlacedForAdoption)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(
            child
                .placed_for_adoption()
                .filter(|row| row.decided_on.is_no_date()),
        );
    },
};

pub static RULE_116: Rule = Rule {
    code: "116",
    message: "Date of Local Authority's (LA) decision that a child should no longer be placed for adoption is not a valid date.",
    why: "DATE_PLACED_CEASED holds something that is no day of the calendar, so that the rules on it cannot look at this child.",
    fix: "Write DATE_PLACED_CEASED as day, month and year of four digits with slashes, for example 09/04/2026, or leave it blank.",
    doubt: "",
    fields: &[(PlacedForAdoption, &["DATE_PLACED_CEASED"])],
    needs: &[Need::Table(PlacedForAdoption)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(
            child
                .placed_for_adoption()
                .filter(|row| row.reversed_on.is_no_date()),
        );
    },
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::case;

    #[test]
    fn rules_112_to_116() {
        let check = |rule: &'static Rule, table: &str, column: &str, other: &str| {
            let text = format!(
                "{table}: CHILD, {column}, {other}
                 101, 31/04/2026, 1 *
                 102, 01/01/26, 1 *
                 103, soon, 1 *
                 104, 29/02/2026, 1 *
                 105, 29/02/2024, 1
                 106, 1/4/2026, 1
                 107, , 1"
            );
            case(rule, &text);
        };
        check(&RULE_112, "AD1", "DATE_INT", "NB_ADOPTR");
        check(&RULE_113, "AD1", "DATE_MATCH", "NB_ADOPTR");
        check(
            &RULE_115,
            "PlacedAdoption",
            "DATE_PLACED",
            "REASON_PLACED_CEASED",
        );
        check(
            &RULE_116,
            "PlacedAdoption",
            "DATE_PLACED_CEASED",
            "REASON_PLACED_CEASED",
        );
    }
}
