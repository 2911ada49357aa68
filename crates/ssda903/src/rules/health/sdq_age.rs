//! Rules 188 and 189: no difficulties score below 4 years and above 17.

use super::{birthday_of, is_without_score_and_reason};
use crate::rule::{ALL_YEARS, Need, Rule};
use crate::table::Table::Oc2;

pub static RULE_188: Rule = Rule {
    code: "188",
    message: "Child is aged under 4 years at the end of the year, but a Strengths and Difficulties (SDQ) score or a reason for no SDQ score has been completed. ",
    why: "By DOB the child is not yet 4 at the end of the year. The questionnaire is for children from 4 years.",
    fix: "Clear SDQ_SCORE and SDQ_REASON, or correct DOB.",
    doubt: "",
    fields: &[(Oc2, &["SDQ_SCORE", "SDQ_REASON"])],
    needs: &[Need::Table(Oc2)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(child.oc2().filter(|row| {
            !is_without_score_and_reason(row)
                && birthday_of(row, 4).is_some_and(|fourth| fourth > child.collection().ends_on)
        }));
    },
};

pub static RULE_189: Rule = Rule {
    code: "189",
    message: "Child is aged 17 years or over at the beginning of the year, but an Strengths and Difficulties (SDQ) score or a reason for no Strengths and Difficulties (SDQ) score has been completed.",
    why: "By DOB the child was already 17 before the year began. The questionnaire is for children up to 16 years.",
    fix: "Clear SDQ_SCORE and SDQ_REASON, or correct DOB.",
    doubt: "A child whose 17th birthday is the first day of the year is not reported, although the message covers that day.",
    fields: &[(Oc2, &["DOB", "SDQ_SCORE", "SDQ_REASON"])],
    needs: &[Need::Table(Oc2)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(child.oc2().filter(|row| {
            !is_without_score_and_reason(row)
                && birthday_of(row, 17)
                    .is_some_and(|seventeenth| seventeenth < child.collection().starts_on)
        }));
    },
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{case, case_in};

    #[test]
    fn rule_188() {
        case(
            &RULE_188,
            "OC2: CHILD, DOB, SDQ_SCORE, SDQ_REASON
             101, 01/04/2023, 10, *
             102, 01/04/2023, , SDQ1 *
             103, 31/03/2023, 10,
             104, 01/04/2023, ,
             105, , 10,
             106, 31/04/2024, 10,",
        );
    }

    #[test]
    fn rule_189() {
        case(
            &RULE_189,
            "OC2: CHILD, DOB, SDQ_SCORE, SDQ_REASON
             101, 31/03/2009, 10, *
             102, 31/03/2009, , SDQ1 *
             103, 01/04/2009, 10,
             104, 31/03/2009, ,
             105, , 10,
             106, 31/04/2008, 10,",
        );
    }

    #[test]
    fn who_was_born_on_29_february_has_the_birthday_on_28() {
        // 4 on 29 February 2024 and 17 on 28 February 2025.
        case_in(
            2024,
            &RULE_188,
            "OC2: CHILD, DOB, SDQ_SCORE
             101, 29/02/2020, 10
             102, 01/04/2020, 10 *",
        );
        case_in(
            2026,
            &RULE_189,
            "OC2: CHILD, DOB, SDQ_SCORE
             101, 29/02/2008, 10 *",
        );
    }
}
