//! Rules 564, 565 and 566: a time missing has its kind and its first day.

use crate::rule::{ALL_YEARS, Need, Rule};
use crate::table::Table::Missing;

pub static RULE_564: Rule = Rule {
    code: "564",
    message: "Child was missing or away from placement without authorisation and the date started is blank.",
    why: "MISSING says that the child was missing or away, but not since when.",
    fix: "Write in MIS_START the day on which the child went missing or away.",
    doubt: "",
    fields: &[(Missing, &["MISSING", "MIS_START"])],
    needs: &[Need::Table(Missing)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(child.missing().filter(|row| {
            row.started_on.is_blank()
                && ["M", "A"]
                    .iter()
                    .any(|kind| row.kind.text().eq_ignore_ascii_case(kind))
        }));
    },
};

pub static RULE_565: Rule = Rule {
    code: "565",
    message: "The date that the child started to be missing or away from placement without authorisation has been completed but whether the child was missing or away from placement without authorisation has not been completed.",
    why: "MIS_START says since when, but not whether the child was missing or away without authorisation.",
    fix: "Write M (missing) or A (away without authorisation) in MISSING.",
    doubt: "",
    fields: &[(Missing, &["MISSING", "MIS_START"])],
    needs: &[Need::Table(Missing)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(
            child
                .missing()
                .filter(|row| row.kind.is_blank() && !row.started_on.is_blank()),
        );
    },
};

pub static RULE_566: Rule = Rule {
    code: "566",
    message: "The date that the child's episode of being missing or away from placement without authorisation ended has been completed but whether the child was missing or away without authorisation has not been completed.",
    why: "MIS_END says until when, but not whether the child was missing or away without authorisation.",
    fix: "Write M (missing) or A (away without authorisation) in MISSING.",
    doubt: "",
    fields: &[(Missing, &["MISSING", "MIS_END"])],
    needs: &[Need::Table(Missing)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(
            child
                .missing()
                .filter(|row| row.kind.is_blank() && !row.ended_on.is_blank()),
        );
    },
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::case;

    #[test]
    fn rule_564() {
        case(
            &RULE_564,
            "Missing: CHILD, MISSING, MIS_START, MIS_END
             101, M, , *
             102, A, , 01/05/2026 *
             103, m, , *
             104, a, , *
             105, B, ,
             106, , , 01/05/2026
             107, M, 01/05/2026,
             108, A, ZZ,",
        );
    }

    #[test]
    fn rules_565_and_566() {
        let check = |rule: &'static Rule, column: &str, other: &str| {
            let text = format!(
                "Missing: CHILD, MISSING, {column}, {other}
                 101, , 01/05/2026, *
                 102, , ZZ, *
                 103, M, 01/05/2026,
                 104, X, 01/05/2026,
                 105, , , 01/05/2026
                 106, , ,"
            );
            case(rule, &text);
        };
        check(&RULE_565, "MIS_START", "MIS_END");
        check(&RULE_566, "MIS_END", "MIS_START");
    }
}
