//! Rule 197B: a child who turned 4 or 17 in the year has a difficulties score or a reason.

use super::{birthday_of, is_without_score_and_reason};
use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Episodes, Oc2};

pub static RULE: Rule = Rule {
    code: "197B",
    message: "SDQ score or reason for no SDQ should be reported for 4- or 17-year-olds.",
    why: "The child turned 4 or 17 during the year and was looked after all year, so a score or a reason is asked for.",
    fix: "Write the score in SDQ_SCORE, or the reason why there is none in SDQ_REASON.",
    doubt: "",
    fields: &[(Oc2, &["SDQ_SCORE", "SDQ_REASON", "DOB"])],
    needs: &[Need::Table(Episodes), Need::Table(Oc2)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let in_year = |birthday| child.collection().contains(birthday);
    for row in child.oc2() {
        let turned_4_or_17 =
            birthday_of(&row, 4).is_some_and(in_year) || birthday_of(&row, 17).is_some_and(in_year);
        if is_without_score_and_reason(&row) && turned_4_or_17 && child.in_care_all_year() {
            flags.row(row);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_197b() {
        case(
            &RULE,
            "OC2: CHILD, DOB, SDQ_SCORE, SDQ_REASON
             101, 31/03/2022, ,
             102, 01/04/2022, , *
             103, 31/03/2023, , *
             104, 01/04/2023, ,
             105, 31/03/2009, ,
             106, 01/04/2009, , *
             107, 31/03/2010, , *
             108, 01/04/2010, ,
             109, 01/05/2009, 0,
             110, 01/05/2009, , SDQ1
             111, 01/05/2009, ,
             112, , ,
             Episodes: CHILD, DECOM, RNE, LS
             101, 01/05/2024, S, C2
             102, 01/05/2024, S, C2
             103, 01/05/2024, S, C2
             104, 01/05/2024, S, C2
             105, 01/05/2024, S, C2
             106, 01/05/2024, S, C2
             107, 01/05/2024, S, C2
             108, 01/05/2024, S, C2
             109, 01/05/2024, S, C2
             110, 01/05/2024, S, C2
             111, 02/04/2026, S, C2
             112, 01/05/2024, S, C2",
        );
    }
}
