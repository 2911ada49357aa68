//! Rules 131, 132 and 133: contact, activity and accommodation are codes of the collection.

use crate::rule::{ALL_YEARS, Need, Rule};
use crate::table::Table::Oc3;

const CONTACT: &[&str] = &["YES", "NO", "DIED", "REFU", "NREQ", "RHOM"];
const ACTIVITIES: &[&str] = &[
    "F1", "P1", "F2", "P2", "F4", "P4", "F5", "P5", "G4", "G5", "G6", "0",
];
const ACCOMMODATIONS: &[&str] = &[
    "B1", "B2", "C1", "C2", "D1", "D2", "E1", "E2", "G1", "G2", "H1", "H2", "K1", "K2", "R1", "R2",
    "S2", "T1", "T2", "U1", "U2", "V1", "V2", "W1", "W2", "X2", "Y1", "Y2", "Z1", "Z2", "0",
];

pub static RULE_131: Rule = Rule {
    code: "131",
    message: "Data entry for being in touch after leaving care is invalid.",
    why: "IN_TOUCH is blank or no code of the collection, so that nobody can say whether the authority was in touch.",
    fix: "Write YES, NO, DIED, REFU, NREQ or RHOM in IN_TOUCH.",
    doubt: "A blank is reported too, although by rule 153 all three items may be left blank together.",
    fields: &[(Oc3, &["IN_TOUCH"])],
    needs: &[Need::Table(Oc3)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(child.oc3().filter(|row| !row.in_touch.is_one_of(CONTACT)));
    },
};

pub static RULE_132: Rule = Rule {
    code: "132",
    message: "Data entry for activity after leaving care is invalid.",
    why: "ACTIV is blank or no code of the collection, so that nobody can say what the young person was doing.",
    fix: "Write F or P (full or part time) with 1, 2, 4 or 5 in ACTIV, or G4, G5 or G6, or 0 when it is not known.",
    doubt: "A blank is reported too, although by rule 153 all three items may be left blank together.",
    fields: &[(Oc3, &["ACTIV"])],
    needs: &[Need::Table(Oc3)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(
            child
                .oc3()
                .filter(|row| !row.activity.is_one_of(ACTIVITIES)),
        );
    },
};

pub static RULE_133: Rule = Rule {
    code: "133",
    message: "Data entry for accommodation after leaving care is invalid. If reporting on a childs accommodation after leaving care the data entry must be valid",
    why: "ACCOM is blank or no code of the collection, so that nobody can say where the young person lived.",
    fix: "Write the letter of the accommodation with 1 (suitable) or 2 (not suitable) in ACCOM, or 0 when it is not known. S and X are only S2 and X2.",
    doubt: "A blank is reported too, although by rule 153 all three items may be left blank together.",
    fields: &[(Oc3, &["ACCOM"])],
    needs: &[Need::Table(Oc3)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(
            child
                .oc3()
                .filter(|row| !row.accommodation.is_one_of(ACCOMMODATIONS)),
        );
    },
};

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;
    use crate::case::case;

    #[test]
    fn rules_131_to_133() {
        let check =
            |rule: &'static Rule, column: &str, other: &str, good: &[&str], bad: &[&str]| {
                let mut text = format!("OC3: CHILD, {column}, {other}\n");
                for (number, code) in good.iter().enumerate() {
                    writeln!(text, "1{number}, {code}, 0").unwrap();
                }
                for (number, code) in bad.iter().enumerate() {
                    writeln!(text, "2{number}, {code}, 0 *").unwrap();
                }
                case(rule, &text);
            };
        check(
            &RULE_131,
            "IN_TOUCH",
            "ACTIV",
            CONTACT,
            &["", "Y", "yes", "0", "DEAD"],
        );
        check(
            &RULE_132,
            "ACTIV",
            "ACCOM",
            ACTIVITIES,
            &["", "F3", "G1", "P6", "f1", "1"],
        );
        check(
            &RULE_133,
            "ACCOM",
            "ACTIV",
            ACCOMMODATIONS,
            &["", "S1", "X1", "T", "b1", "A1", "B3"],
        );
    }
}
