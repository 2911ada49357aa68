//! Rules 544 and 547: whoever is asked about convictions or health checks is asked the questions for everybody too.

use super::lacks_answers;
use crate::rule::{ALL_YEARS, Need, Rule};
use crate::table::Table::Oc2;

pub static RULE_544: Rule = Rule {
    code: "544",
    message: "Any child who has conviction information completed must also have immunisation, teeth check, health assessment and substance misuse problem identified fields completed.",
    why: "CONVICTED is 1, and one of the four questions that are asked of every child is blank.",
    fix: "Complete IMMUNISATIONS, TEETH_CHECK, HEALTH_ASSESSMENT and SUBSTANCE_MISUSE.",
    doubt: "Only CONVICTED 1 is looked at; a 0 with the other four blank passes, although the message covers it.",
    fields: &[(
        Oc2,
        &[
            "CONVICTED",
            "IMMUNISATIONS",
            "TEETH_CHECK",
            "HEALTH_ASSESSMENT",
            "SUBSTANCE_MISUSE",
        ],
    )],
    needs: &[Need::Table(Oc2)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(
            child
                .oc2()
                .filter(|row| row.convicted.is("1") && lacks_answers(row)),
        );
    },
};

pub static RULE_547: Rule = Rule {
    code: "547",
    message: "Any child who has health promotion information completed must also have immunisation, teeth check, health assessment and substance misuse problem identified fields completed.",
    why: "HEALTH_CHECK is 1, and one of the four questions that are asked of every child is blank.",
    fix: "Complete IMMUNISATIONS, TEETH_CHECK, HEALTH_ASSESSMENT and SUBSTANCE_MISUSE.",
    doubt: "Only HEALTH_CHECK 1 is looked at; a 0 with the other four blank passes, although the message covers it.",
    fields: &[(
        Oc2,
        &[
            "HEALTH_CHECK",
            "IMMUNISATIONS",
            "TEETH_CHECK",
            "HEALTH_ASSESSMENT",
            "SUBSTANCE_MISUSE",
        ],
    )],
    needs: &[Need::Table(Oc2)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(
            child
                .oc2()
                .filter(|row| row.health_check.is("1") && lacks_answers(row)),
        );
    },
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::case;

    #[test]
    fn rules_544_and_547() {
        let check = |rule: &'static Rule, column: &str| {
            let text = format!(
                "OC2: CHILD, {column}, IMMUNISATIONS, TEETH_CHECK, HEALTH_ASSESSMENT, SUBSTANCE_MISUSE
                 101, 1, , 1, 1, 0 *
                 102, 1, 1, , 1, 0 *
                 103, 1, 1, 1, , 0 *
                 104, 1, 1, 1, 1, *
                 105, 1, 0, 0, 0, 0
                 106, 0, , , ,
                 107, , 1, , ,
                 108, 2, , , ,"
            );
            case(rule, &text);
        };
        check(&RULE_544, "CONVICTED");
        check(&RULE_547, "HEALTH_CHECK");
    }
}
