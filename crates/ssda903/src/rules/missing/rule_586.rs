//! Rule 586: nobody goes missing before birth.

use crate::rule::{ALL_YEARS, Need, Rule};
use crate::table::Table::Missing;

pub static RULE: Rule = Rule {
    code: "586",
    message: "Dates of missing periods are before child’s date of birth.",
    why: "By these dates the child went missing before or on the day of birth.",
    fix: "Check MIS_START and DOB; one of them is wrong.",
    doubt: "The message says before birth; a start on the day of birth is reported too. MIS_END is not looked at.",
    fields: &[(Missing, &["MIS_START", "DOB"])],
    needs: &[Need::Table(Missing)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(child.missing().filter(|row| {
            row.started_on
                .date()
                .is_some_and(|started| row.date_of_birth.date().is_some_and(|born| started <= born))
        }));
    },
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_586() {
        case(
            &RULE,
            "Missing: CHILD, DOB, MIS_START
             101, 10/05/2010, 09/05/2010 *
             102, 10/05/2010, 10/05/2010 *
             103, 10/05/2010, 11/05/2010
             104, , 09/05/2010
             105, 10/05/2010,
             106, 31/06/2010, 09/05/2010
             107, 10/05/2010, 31/04/2010",
        );
    }
}
