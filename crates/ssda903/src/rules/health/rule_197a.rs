//! Rule 197a: a score needs no reason why there is none.

use crate::rule::{ALL_YEARS, Need, Rule};
use crate::table::Table::Oc2;

pub static RULE: Rule = Rule {
    code: "197a",
    message: "Reason for no Strengths and Difficulties (SDQ) score is not required if Strengths and Difficulties Questionnaire score is filled in.",
    why: "SDQ_SCORE holds a score, and SDQ_REASON says why there is none. Only one can be true.",
    fix: "Clear SDQ_REASON, or SDQ_SCORE if there is no score.",
    doubt: "",
    fields: &[(Oc2, &["SDQ_SCORE", "SDQ_REASON"])],
    needs: &[Need::Table(Oc2)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(child.oc2().filter(|row| {
            !row.difficulties_score.is_blank() && !row.reason_without_score.is_blank()
        }));
    },
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_197a() {
        case(
            &RULE,
            "OC2: CHILD, SDQ_SCORE, SDQ_REASON
             101, 10, SDQ1 *
             102, 0, SDQ1 *
             103, ZZ, ZZ *
             104, 10,
             105, , SDQ1
             106, ,",
        );
    }
}
