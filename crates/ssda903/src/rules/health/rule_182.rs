//! Rule 182: whoever is asked about health at all is asked the four questions for everybody.

use super::{asked_of_some, lacks_answers};
use crate::rule::{ALL_YEARS, Need, Rule};
use crate::table::Table::Oc2;

pub static RULE: Rule = Rule {
    code: "182",
    message: "Data entries on immunisations, teeth checks, health assessments and substance misuse problem identified should be completed or all OC2 fields should be left blank.",
    why: "Some of the questions in OC2 are answered, but one of the four that are asked of every child is blank.",
    fix: "Complete IMMUNISATIONS, TEETH_CHECK, HEALTH_ASSESSMENT and SUBSTANCE_MISUSE, or clear the whole row.",
    doubt: "A row in which only some of these four are completed and the other four are blank passes, although the message asks for all or nothing. The SDQ columns are not looked at.",
    fields: &[(
        Oc2,
        &[
            "IMMUNISATIONS",
            "TEETH_CHECK",
            "HEALTH_ASSESSMENT",
            "SUBSTANCE_MISUSE",
            "CONVICTED",
            "HEALTH_CHECK",
            "INTERVENTION_RECEIVED",
            "INTERVENTION_OFFERED",
        ],
    )],
    needs: &[Need::Table(Oc2)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(child.oc2().filter(|row| {
            lacks_answers(row)
                && asked_of_some(row)
                    .into_iter()
                    .any(|answer| !answer.is_blank())
        }));
    },
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_182() {
        case(
            &RULE,
            "OC2: CHILD, IMMUNISATIONS, TEETH_CHECK, HEALTH_ASSESSMENT, SUBSTANCE_MISUSE, CONVICTED, HEALTH_CHECK, INTERVENTION_RECEIVED, INTERVENTION_OFFERED
             101, , 1, 1, 1, 0, , , *
             102, 1, , 1, 1, , 0, , *
             103, 1, 1, , 1, , , 0, *
             104, 1, 1, 1, , , , , 0 *
             105, 1, 1, 1, 1, 0, 0, 0, 0
             106, 1, 1, 1, 1, , , ,
             107, 1, , , , , , ,
             108, ZZ, ZZ, ZZ, ZZ, ZZ, , ,",
        );
        case(
            &RULE,
            "OC2: CHILD, SDQ_SCORE, IMMUNISATIONS, CONVICTED
             101, 10, ,
             102, 10, , 0 *",
        );
    }
}
