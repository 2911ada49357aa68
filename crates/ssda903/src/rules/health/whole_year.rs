//! Rules 185, 190 and 198: OC2 is only for children looked after all year.

use super::has_answers;
use crate::child::Child;
use crate::rows;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Episodes, Oc2};

pub static RULE_185: Rule = Rule {
    code: "185",
    message: "Child has not been looked after continuously for at least 12 months at 31 March but a Strengths and Difficulties (SDQ) score has been completed.",
    why: "The questionnaire is only for children who were looked after all year. The episodes say that this child was not.",
    fix: "Clear SDQ_SCORE, or check the child's episodes: one may be missing, or DECOM, DEC or REC may be wrong.",
    doubt: "",
    fields: &[(Oc2, &["SDQ_SCORE"])],
    needs: &[Need::Table(Episodes), Need::Table(Oc2)],
    years: ALL_YEARS,
    check: |child, flags| {
        check(child, flags, |row| !row.difficulties_score.is_blank());
    },
};

pub static RULE_190: Rule = Rule {
    code: "190",
    message: "Child has not been looked after continuously for at least 12 months at 31 March but one or more data items relating to children looked after for 12 months have been completed.",
    why: "These questions are only for children who were looked after all year. The episodes say that this child was not.",
    fix: "Clear the answers, or check the child's episodes: one may be missing, or DECOM, DEC or REC may be wrong.",
    doubt: "",
    fields: &[(
        Oc2,
        &[
            "CONVICTED",
            "HEALTH_CHECK",
            "IMMUNISATIONS",
            "TEETH_CHECK",
            "HEALTH_ASSESSMENT",
            "SUBSTANCE_MISUSE",
            "INTERVENTION_RECEIVED",
            "INTERVENTION_OFFERED",
        ],
    )],
    needs: &[Need::Table(Episodes), Need::Table(Oc2)],
    years: ALL_YEARS,
    check: |child, flags| {
        check(child, flags, has_answers);
    },
};

pub static RULE_198: Rule = Rule {
    code: "198",
    message: "Child has not been looked after continuously for at least 12 months at 31 March but a reason for no Strengths and Difficulties (SDQ) score has been completed. ",
    why: "The questionnaire is only for children who were looked after all year. The episodes say that this child was not, so no reason is asked for.",
    fix: "Clear SDQ_REASON, or check the child's episodes: one may be missing, or DECOM, DEC or REC may be wrong.",
    doubt: "",
    fields: &[(Oc2, &["SDQ_REASON"])],
    needs: &[Need::Table(Episodes), Need::Table(Oc2)],
    years: ALL_YEARS,
    check: |child, flags| {
        check(child, flags, |row| !row.reason_without_score.is_blank());
    },
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>, is_completed: fn(&rows::Oc2) -> bool) {
    let mut completed = child.oc2().filter(|row| is_completed(row)).peekable();
    if completed.peek().is_some() && !child.in_care_all_year() {
        flags.rows(completed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::case;

    #[test]
    fn rules_185_190_and_198() {
        let check = |rule: &'static Rule, column: &str, other: &str| {
            let text = format!(
                "OC2: CHILD, {column}, {other}
                 101, 1, 1
                 102, 1, 1 *
                 103, 0, 1 *
                 104, , 1
                 105, 1, 1 *
                 106, 1, 1
                 107, 1, 1 *
                 108, 1, 1
                 109, 1, 1 *
                 110, ZZ, 1 *
                 Episodes: CHILD, DECOM, RNE, LS, DEC, REC
                 101, 01/04/2026, S, C2, ,
                 102, 02/04/2026, S, C2, ,
                 104, 02/04/2026, S, C2, ,
                 105, 01/05/2024, S, C2, 30/03/2027, E4A
                 106, 01/05/2024, S, C2, 31/03/2027, E4A
                 107, 01/05/2024, S, V4, ,
                 108, 01/05/2024, S, C2, 01/06/2026, X1
                 108, 01/06/2026, P, C2, ,
                 109, 01/05/2024, S, C2, 31/03/2026, X1
                 110, ZZ, S, C2, ,"
            );
            case(rule, &text);
        };
        check(&RULE_185, "SDQ_SCORE", "SDQ_REASON");
        check(&RULE_198, "SDQ_REASON", "SDQ_SCORE");
        for column in RULE_190.columns(Oc2) {
            check(&RULE_190, column, "SDQ_SCORE");
        }
    }
}
