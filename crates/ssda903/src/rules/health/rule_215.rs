//! Rule 215: a care leaver has no answers in OC2.

use super::has_answers;
use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::rules::care_leavers::has_outcomes;
use crate::table::Table::{Oc2, Oc3};

pub static RULE: Rule = Rule {
    code: "215",
    message: "Child has care leaver information but one or more data items relating to children looked after for 12 months have been completed.",
    why: "OC2 is for children who were looked after all year and OC3 for those who have left care. Nobody belongs in both.",
    fix: "Clear the answers in OC2 if the young person has left care, otherwise the items in OC3.",
    doubt: "SDQ_SCORE and SDQ_REASON are not looked at.",
    fields: &[
        (
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
        ),
        (Oc3, &["IN_TOUCH", "ACTIV", "ACCOM"]),
    ],
    needs: &[Need::Table(Oc2), Need::Table(Oc3)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let mut outcomes = child.oc3().filter(|row| has_outcomes(row)).peekable();
    let mut answers = child.oc2().filter(|row| has_answers(row)).peekable();
    if outcomes.peek().is_some() && answers.peek().is_some() {
        flags.rows(outcomes);
        flags.rows(answers);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};
    use crate::table::Table::Oc2;

    #[test]
    fn rule_215() {
        for column in RULE.columns(Oc2) {
            case(
                &RULE,
                &format!(
                    "OC2: CHILD, {column}, SDQ_SCORE
                     101, 1, *
                     102, 0, *
                     103, ZZ, *
                     104, , 10
                     105, 1,
                     OC3: CHILD, IN_TOUCH, ACTIV, ACCOM
                     101, YES, , *
                     102, , F1, *
                     103, , , 0 *
                     104, YES, F1, B1
                     106, YES, F1, B1"
                ),
            );
        }
        // XML has no row without a value.
        case_as_csv(
            &RULE,
            "OC2: CHILD, CONVICTED\n101, 1\nOC3: CHILD, IN_TOUCH\n101,",
        );
    }
}
