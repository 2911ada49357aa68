//! Rules 158, 159, 192 and 193: the answers about substance misuse follow from each other.

use crate::rule::{ALL_YEARS, Need, Rule};
use crate::table::Table::Oc2;

pub static RULE_158: Rule = Rule {
    code: "158",
    message: "If a child has been recorded as receiving an intervention for their substance misuse problem, then the additional item on whether an intervention was offered should be left blank.",
    why: "The child received an intervention, so whether one was offered is not asked.",
    fix: "Clear INTERVENTION_OFFERED, or correct INTERVENTION_RECEIVED.",
    doubt: "",
    fields: &[(Oc2, &["INTERVENTION_RECEIVED", "INTERVENTION_OFFERED"])],
    needs: &[Need::Table(Oc2)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(child.oc2().filter(|row| {
            row.intervention_received.is("1") && !row.intervention_offered.is_blank()
        }));
    },
};

pub static RULE_159: Rule = Rule {
    code: "159",
    message: "If a child has been recorded as not receiving an intervention for their substance misuse problem, then the additional item on whether an intervention was offered should be completed as well.",
    why: "The child has a substance misuse problem and received no intervention, so it must be said whether one was offered.",
    fix: "Write 0 or 1 in INTERVENTION_OFFERED.",
    doubt: "",
    fields: &[(
        Oc2,
        &[
            "SUBSTANCE_MISUSE",
            "INTERVENTION_RECEIVED",
            "INTERVENTION_OFFERED",
        ],
    )],
    needs: &[Need::Table(Oc2)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(child.oc2().filter(|row| {
            row.substance_misuse.is("1")
                && row.intervention_received.is("0")
                && row.intervention_offered.is_blank()
        }));
    },
};

pub static RULE_192: Rule = Rule {
    code: "192",
    message: "Child has been identified as having a substance misuse problem but the additional item on whether an intervention was received has been left blank.",
    why: "The child has a substance misuse problem, so it must be said whether the child received an intervention.",
    fix: "Write 0 or 1 in INTERVENTION_RECEIVED.",
    doubt: "",
    fields: &[(Oc2, &["SUBSTANCE_MISUSE", "INTERVENTION_RECEIVED"])],
    needs: &[Need::Table(Oc2)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(
            child
                .oc2()
                .filter(|row| row.substance_misuse.is("1") && row.intervention_received.is_blank()),
        );
    },
};

pub static RULE_193: Rule = Rule {
    code: "193",
    message: "Child not identified as having a substance misuse problem but at least one of the two additional items on whether an intervention were offered and received have been completed.",
    why: "No substance misuse problem is recorded, so the questions about an intervention are not asked.",
    fix: "Clear INTERVENTION_RECEIVED and INTERVENTION_OFFERED, or write 1 in SUBSTANCE_MISUSE.",
    doubt: "",
    fields: &[(
        Oc2,
        &[
            "SUBSTANCE_MISUSE",
            "INTERVENTION_RECEIVED",
            "INTERVENTION_OFFERED",
        ],
    )],
    needs: &[Need::Table(Oc2)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(child.oc2().filter(|row| {
            (row.substance_misuse.is_blank() || row.substance_misuse.is("0"))
                && !(row.intervention_received.is_blank() && row.intervention_offered.is_blank())
        }));
    },
};

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;
    use crate::case::case;

    /// Every combination of misuse, received and offered; those in the list must be flagged.
    fn check(rule: &'static Rule, faulty: impl Fn(&str, &str, &str) -> bool) {
        let answers = ["", "0", "1", "2"];
        let columns = "SUBSTANCE_MISUSE, INTERVENTION_RECEIVED, INTERVENTION_OFFERED";
        let mut text = format!("OC2: CHILD, {columns}, TEETH_CHECK\n");
        for misuse in answers {
            for received in answers {
                for offered in answers {
                    let star = if faulty(misuse, received, offered) {
                        "*"
                    } else {
                        ""
                    };
                    writeln!(
                        text,
                        "c{misuse}-{received}-{offered}, {misuse}, {received}, {offered}, 1 {star}"
                    )
                    .unwrap();
                }
            }
        }
        case(rule, &text);
    }

    #[test]
    fn rules_158_159_192_and_193() {
        check(&RULE_158, |_, received, offered| {
            received == "1" && ["0", "1", "2"].contains(&offered)
        });
        check(&RULE_159, |misuse, received, offered| {
            (misuse, received, offered) == ("1", "0", "")
        });
        check(&RULE_192, |misuse, received, _| {
            (misuse, received) == ("1", "")
        });
        check(&RULE_193, |misuse, received, offered| {
            ["", "0"].contains(&misuse) && (received, offered) != ("", "")
        });
    }
}
