//! Rule 567: a time missing ends no earlier than it began.

use crate::rule::{ALL_YEARS, Need, Rule};
use crate::table::Table::Missing;

pub static RULE: Rule = Rule {
    code: "567",
    message: "The date that the missing episode or episode that the child was away from placement without authorisation ended is before the date that it started.",
    why: "By these dates the child came back before going missing.",
    fix: "Check MIS_START and MIS_END; they may stand in each other's place.",
    doubt: "",
    fields: &[(Missing, &["MIS_START", "MIS_END"])],
    needs: &[Need::Table(Missing)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(child.missing().filter(|row| {
            row.started_on
                .date()
                .is_some_and(|started| row.ended_on.date().is_some_and(|ended| started > ended))
        }));
    },
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_567() {
        case(
            &RULE,
            "Missing: CHILD, MIS_START, MIS_END
             101, 10/05/2026, 09/05/2026 *
             102, 10/05/2026, 10/05/2026
             103, 10/05/2026, 11/05/2026
             104, 10/05/2026,
             105, , 09/05/2026
             106, 31/06/2026, 09/05/2026
             107, 10/05/2026, ZZ",
        );
    }
}
