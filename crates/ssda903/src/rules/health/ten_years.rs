//! Rules 542 and 543: convictions are asked for from the age of 10.

use super::birthday_of;
use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Episodes, Oc2};

pub static RULE_542: Rule = Rule {
    code: "542",
    message: "A child aged under 10 at 31 March should not have conviction information completed.",
    why: "A child under 10 cannot be convicted, so the question is not asked.",
    fix: "Clear CONVICTED, or correct DOB.",
    doubt: "",
    fields: &[(Oc2, &["CONVICTED", "DOB"])],
    needs: &[Need::Table(Oc2)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(child.oc2().filter(|row| {
            !row.convicted.is_blank()
                && birthday_of(row, 10).is_some_and(|tenth| tenth > child.collection().ends_on)
        }));
    },
};

pub static RULE_543: Rule = Rule {
    code: "543",
    message: "Child is aged 10 or over at 31 March and has been looked after continuously for 12 months yet conviction information has not been completed.",
    why: "The child is 10 or older and was looked after all year, so it must be said whether the child was convicted.",
    fix: "Write 0 or 1 in CONVICTED, or correct DOB.",
    doubt: "A child whose 10th birthday is the last day of the year is not reported, although the message covers that day.",
    fields: &[(Oc2, &["DOB", "CONVICTED"])],
    needs: &[Need::Table(Oc2), Need::Table(Episodes)],
    years: ALL_YEARS,
    check: check_543,
};

fn check_543(child: &Child<'_>, flags: &mut Flags<'_>) {
    let year_end = child.collection().ends_on;
    for row in child.oc2() {
        let is_older = birthday_of(&row, 10).is_some_and(|tenth| tenth < year_end);
        if row.convicted.is_blank() && is_older && child.in_care_all_year() {
            flags.row(row);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::case;

    #[test]
    fn rule_542() {
        case(
            &RULE_542,
            "OC2: CHILD, DOB, CONVICTED
             101, 01/04/2017, 1 *
             102, 01/04/2017, 0 *
             103, 01/04/2017, ZZ *
             104, 31/03/2017, 1
             105, 01/04/2017,
             106, , 1
             107, 31/04/2020, 1",
        );
    }

    #[test]
    fn rule_543() {
        case(
            &RULE_543,
            "OC2: CHILD, DOB, CONVICTED
             101, 30/03/2017, *
             102, 31/03/2017,
             103, 30/03/2017, 0
             104, 30/03/2017, ZZ
             105, 30/03/2017,
             106, 30/03/2017,
             107, ,
             Episodes: CHILD, DECOM, RNE, LS
             101, 01/05/2025, S, C2
             102, 01/05/2025, S, C2
             103, 01/05/2025, S, C2
             104, 01/05/2025, S, C2
             105, 02/04/2026, S, C2
             107, 01/05/2025, S, C2",
        );
    }
}
