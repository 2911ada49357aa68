//! Rule 1006: the kind of a time missing is a code of the collection.

use crate::rule::{ALL_YEARS, Need, Rule};
use crate::table::Table::Missing;

pub static RULE: Rule = Rule {
    code: "1006",
    message: "Missing type invalid.",
    why: "A child was either missing (M) or away from placement without authorisation (A). Another code cannot be counted.",
    fix: "Write M or A in MISSING.",
    doubt: "",
    fields: &[(Missing, &["MISSING"])],
    needs: &[Need::Table(Missing)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(
            child
                .missing()
                .filter(|row| row.kind.is_other_than(&["M", "A"])),
        );
    },
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_1006() {
        case(
            &RULE,
            "Missing: CHILD, MISSING, MIS_START
             101, M, 01/05/2026
             102, A, 01/05/2026
             103, m, 01/05/2026 *
             104, MA, 01/05/2026 *
             105, 1, 01/05/2026 *
             106, , 01/05/2026",
        );
    }
}
