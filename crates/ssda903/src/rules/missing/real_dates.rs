//! Rules 1004 and 1005: the dates of a time missing are dates.

use crate::rule::{ALL_YEARS, Need, Rule};
use crate::table::Table::Missing;

pub static RULE_1004: Rule = Rule {
    code: "1004",
    message: "The start date of the missing episode or episode that the child was away from placement without authorisation is not a valid date.",
    why: "MIS_START is blank or no day of the calendar, so that nobody can say when the child went missing.",
    fix: "Write MIS_START as day, month and year of four digits with slashes, for example 09/04/2026.",
    doubt: "A blank MIS_START is reported too, although the message only speaks of a date that is not valid.",
    fields: &[(Missing, &["MIS_START"])],
    needs: &[Need::Table(Missing)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(
            child
                .missing()
                .filter(|row| row.started_on.date().is_none()),
        );
    },
};

pub static RULE_1005: Rule = Rule {
    code: "1005",
    message: "The end date of the missing episode or episode that the child was away from placement without authorisation is not a valid date.",
    why: "MIS_END holds something that is no day of the calendar, so that nobody can say when the child came back.",
    fix: "Write MIS_END as day, month and year of four digits with slashes, for example 09/04/2026, or leave it blank while the child is still missing.",
    doubt: "",
    fields: &[(Missing, &["MIS_END"])],
    needs: &[Need::Table(Missing)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(child.missing().filter(|row| row.ended_on.is_no_date()));
    },
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::case;

    #[test]
    fn rules_1004_and_1005() {
        let check = |rule: &'static Rule, column: &str, blank: &str| {
            let text = format!(
                "Missing: CHILD, MISSING, {column}
                 101, M, 31/04/2026 *
                 102, M, 13/10/21 *
                 103, M, soon *
                 104, M, 29/02/2026 *
                 105, M, 29/02/2024
                 106, M, 1/4/2026
                 107, M, {blank}"
            );
            case(rule, &text);
        };
        check(&RULE_1004, "MIS_START", "*");
        check(&RULE_1005, "MIS_END", "");
    }
}
