//! Rule 571: a time missing that ended did so in the year.

use crate::rule::{ALL_YEARS, Need, Rule};
use crate::table::Table::Missing;

pub static RULE: Rule = Rule {
    code: "571",
    message: "The date that the child ceased to be missing or away from placement without authorisation is before the start or after the end of the collection year.",
    why: "The return holds the times missing that lasted into the year. One that ended earlier belongs to an earlier return, and nothing can have ended after the year.",
    fix: "Check MIS_END, or take the row out of this year's return. Leave MIS_END blank if the child was still missing on the last day of the year.",
    doubt: "",
    fields: &[(Missing, &["MIS_END"])],
    needs: &[Need::Table(Missing)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(child.missing().filter(|row| {
            row.ended_on
                .date()
                .is_some_and(|ended| !child.collection().contains(ended))
        }));
    },
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_571() {
        case(
            &RULE,
            "Missing: CHILD, MIS_START, MIS_END
             101, 01/03/2026, 31/03/2026 *
             102, 01/03/2026, 01/04/2026
             103, 01/03/2027, 31/03/2027
             104, 01/03/2027, 01/04/2027 *
             105, 01/03/2020,
             106, 01/03/2020, 13/10/21",
        );
    }
}
