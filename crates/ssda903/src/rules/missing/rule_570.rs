//! Rule 570: a time missing began before the year ended.

use crate::rule::{ALL_YEARS, Need, Rule};
use crate::table::Table::Missing;

pub static RULE: Rule = Rule {
    code: "570",
    message: "The date that the child started to be missing or away from placement without authorisation is after the end of the collection year.",
    why: "This time missing began after the year had ended, so it belongs to a later return.",
    fix: "Check MIS_START, or take the row out of this year's return.",
    doubt: "",
    fields: &[(Missing, &["MIS_START"])],
    needs: &[Need::Table(Missing)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(child.missing().filter(|row| {
            row.started_on
                .date()
                .is_some_and(|started| started > child.collection().ends_on)
        }));
    },
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_570() {
        case(
            &RULE,
            "Missing: CHILD, MIS_START, MIS_END
             101, 01/04/2027, *
             102, 31/03/2027,
             103, 01/01/2020,
             104, , 01/05/2027
             105, 31/04/2027,",
        );
    }
}
