//! Rule 157: a child aged 4 to 16 has a difficulties score, and age is no reason to have none.

use super::birthday_of;
use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Episodes, Oc2};

pub static RULE: Rule = Rule {
    code: "157",
    message: "Child is aged 4 years or over at the beginning of the year or 16 years or under at the end of the year and Strengths and Difficulties Questionnaire (SDQ) 1 has been recorded as the reason for no Strengths and Difficulties Questionnaire (SDQ) score.",
    why: "SDQ1 says that the child is too young or too old for the questionnaire, but by DOB the child is neither.",
    fix: "Write the score in SDQ_SCORE, or another reason in SDQ_REASON. Check DOB.",
    doubt: "Only children with a 16th birthday on or after the last day of the year are looked at: whoever turned 16 earlier in the year is missed. Both ages must fit, where the message says \"or\".",
    fields: &[(Oc2, &["SDQ_REASON", "DOB"])],
    needs: &[Need::Table(Episodes), Need::Table(Oc2)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let year = child.collection();
    for row in child.oc2() {
        let of_age = birthday_of(&row, 4).is_some_and(|fourth| fourth <= year.starts_on)
            && birthday_of(&row, 16).is_some_and(|sixteenth| sixteenth >= year.ends_on);
        let age_is_the_reason =
            row.difficulties_score.is_blank() && row.reason_without_score.is("SDQ1");
        if age_is_the_reason && of_age && child.in_care_all_year() {
            flags.row(row);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_157() {
        case(
            &RULE,
            "OC2: CHILD, DOB, SDQ_SCORE, SDQ_REASON
             101, 01/04/2022, , SDQ1 *
             102, 02/04/2022, , SDQ1
             103, 31/03/2011, , SDQ1 *
             104, 30/03/2011, , SDQ1
             105, 01/05/2015, , SDQ2
             106, 01/05/2015, 10, SDQ1
             107, 01/05/2015, , SDQ1
             108, , , SDQ1
             109, 31/04/2015, , SDQ1
             110, 01/05/2015, , SDQ1 *
             Episodes: CHILD, DECOM, RNE, LS, DEC, REC
             101, 01/05/2024, S, C2, ,
             102, 01/05/2024, S, C2, ,
             103, 01/05/2024, S, C2, ,
             104, 01/05/2024, S, C2, ,
             105, 01/05/2024, S, C2, ,
             106, 01/05/2024, S, C2, ,
             107, 02/04/2026, S, C2, ,
             108, 01/05/2024, S, C2, ,
             109, 01/05/2024, S, C2, ,
             110, 01/04/2026, S, C2, 31/03/2027, E4A",
        );
    }
}
