//! Rule 347: nobody under 18 lives in a foyer.

use super::birthday_of;
use crate::rule::{Need, Rule};
use crate::table::Table::Oc3;

pub static RULE: Rule = Rule {
    code: "347",
    message: "Care leavers aged under 18 years, can not be accommodated in a Foyer.",
    why: "A foyer is for adults. By DOB the young person was not yet 18 when the year began.",
    fix: "Correct ACCOM, or DOB in OC3.",
    doubt: "The code for a foyer is compared with T, which no return has: today's codes are T1 and T2, and they pass.",
    fields: &[(Oc3, &["ACCOM", "DOB"])],
    needs: &[Need::Table(Oc3)],
    years: 2024..=i16::MAX,
    check: |child, flags| {
        flags.rows(child.oc3().filter(|row| {
            row.accommodation.is("T")
                && birthday_of(row, 18)
                    .is_some_and(|eighteenth| eighteenth > child.collection().starts_on)
        }));
    },
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_347() {
        case(
            &RULE,
            "OC3: CHILD, DOB, ACCOM
             101, 02/04/2008, T *
             102, 01/04/2008, T
             103, 31/03/2008, T
             104, 02/04/2008, T1
             105, 02/04/2008, T2
             106, , T
             107, 31/04/2010, T
             108, 02/04/2008, U1",
        );
    }
}
