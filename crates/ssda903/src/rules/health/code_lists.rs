//! Rules 180, 181 and 196: the answers in OC2 are answers that the collection knows.

use super::{asked_of_everybody, asked_of_some};
use crate::rule::{ALL_YEARS, Need, Rule};
use crate::table::Table::Oc2;

const REASONS_WITHOUT_SCORE: &[&str] = &["SDQ1", "SDQ2", "SDQ3", "SDQ4", "SDQ5"];

pub static RULE_180: Rule = Rule {
    code: "180",
    message: "Data entry for the strengths and difficulties questionnaire (SDQ) score is invalid.",
    why: "The score of the questionnaire is a whole number from 0 to 40.",
    fix: "Write the score in SDQ_SCORE, or leave it blank and give the reason in SDQ_REASON.",
    doubt: "",
    fields: &[(Oc2, &["SDQ_SCORE"])],
    needs: &[Need::Table(Oc2)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(child.oc2().filter(|row| {
            !row.difficulties_score.is_blank() && !is_score(&row.difficulties_score.text())
        }));
    },
};

pub static RULE_181: Rule = Rule {
    code: "181",
    message: "Data items relating to children looked after continuously for 12 months should be completed with a 0 or 1.",
    why: "These questions are answered with 1 for yes and 0 for no. Another answer cannot be counted.",
    fix: "Write 0 or 1 in the columns that are marked, or leave blank those that do not apply.",
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
    needs: &[Need::Table(Oc2)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(child.oc2().filter(|row| {
            asked_of_everybody(row)
                .into_iter()
                .chain(asked_of_some(row))
                .any(|answer| answer.is_other_than(&["0", "1"]))
        }));
    },
};

pub static RULE_196: Rule = Rule {
    code: "196",
    message: "Strengths and Difficulties (SDQ) reason is not a valid code.",
    why: "The reasons why there is no score are SDQ1 to SDQ5. Another code cannot be counted.",
    fix: "Write one of SDQ1, SDQ2, SDQ3, SDQ4 and SDQ5 in SDQ_REASON, or leave it blank when there is a score.",
    doubt: "",
    fields: &[(Oc2, &["SDQ_REASON"])],
    needs: &[Need::Table(Oc2)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(child.oc2().filter(|row| {
            row.reason_without_score
                .is_other_than(REASONS_WITHOUT_SCORE)
        }));
    },
};

/// A whole number from 0 to 40, also written as spreadsheets do: 20.0.
fn is_score(text: &str) -> bool {
    text.parse::<f64>()
        .is_ok_and(|score| (0.0..=40.0).contains(&score) && score.fract() == 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::case;

    #[test]
    fn rule_180() {
        case(
            &RULE_180,
            "OC2: CHILD, SDQ_SCORE, TEETH_CHECK
             101, 0, 1
             102, 40, 1
             103, 20.0, 1
             104, 41, 1 *
             105, -1, 1 *
             106, 39.5, 1 *
             107, high, 1 *
             108, , 1
             109, NaN, 1 *
             110, inf, 1 *",
        );
    }

    #[test]
    fn rule_181() {
        let columns = RULE_181.columns(Oc2);
        assert_eq!(columns.len(), 8);
        for column in columns {
            case(
                &RULE_181,
                &format!(
                    "OC2: CHILD, {column}, SDQ_REASON
                     101, 0, SDQ9
                     102, 1, SDQ9
                     103, 2, SDQ9 *
                     104, Y, SDQ9 *
                     105, 01, SDQ9 *
                     106, , SDQ9"
                ),
            );
        }
    }

    #[test]
    fn rule_196() {
        case(
            &RULE_196,
            "OC2: CHILD, SDQ_REASON, TEETH_CHECK
             101, SDQ1, 1
             102, SDQ2, 1
             103, SDQ3, 1
             104, SDQ4, 1
             105, SDQ5, 1
             106, SDQ0, 1 *
             107, SDQ6, 1 *
             108, sdq1, 1 *
             109, 1, 1 *
             110, , 1",
        );
    }
}
