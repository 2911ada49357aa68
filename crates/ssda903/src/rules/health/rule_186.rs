//! Rule 186: a child aged 4 to 16 who was looked after all year has a difficulties score.

use super::{birthday_of, is_without_score_and_reason};
use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Episodes, Oc2};

pub static RULE: Rule = Rule {
    code: "186",
    message: "Children aged 4 or over at the start of the year and children aged under 17 at the end of the year and who have been looked after for at least 12 months continuously should have a Strengths and Difficulties (SDQ) score completed.",
    why: "The questionnaire is completed for every child of this age who was looked after all year.",
    fix: "Write the score in SDQ_SCORE, or the reason why there is none in SDQ_REASON.",
    doubt: "The message asks for a score; a reason in SDQ_REASON is accepted in its place.",
    fields: &[(Oc2, &["SDQ_SCORE"])],
    needs: &[Need::Table(Episodes), Need::Table(Oc2)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let year = child.collection();
    for row in child.oc2() {
        let of_age = birthday_of(&row, 4).is_some_and(|fourth| fourth <= year.starts_on)
            && birthday_of(&row, 17).is_some_and(|seventeenth| seventeenth > year.ends_on);
        if is_without_score_and_reason(&row) && of_age && child.in_care_all_year() {
            flags.row(row);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_186() {
        case(
            &RULE,
            "OC2: CHILD, DOB, SDQ_SCORE, SDQ_REASON
             101, 01/04/2022, , *
             102, 02/04/2022, ,
             103, 01/04/2010, , *
             104, 31/03/2010, ,
             105, 01/05/2015, 0,
             106, 01/05/2015, , SDQ2
             107, 01/05/2015, ,
             108, , ,
             109, 31/04/2015, ,
             Episodes: CHILD, DECOM, RNE, LS
             101, 01/05/2024, S, C2
             102, 01/05/2024, S, C2
             103, 01/05/2024, S, C2
             104, 01/05/2024, S, C2
             105, 01/05/2024, S, C2
             106, 01/05/2024, S, C2
             107, 02/04/2026, S, C2
             108, 01/05/2024, S, C2
             109, 01/05/2024, S, C2",
        );
    }
}
