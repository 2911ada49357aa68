//! Rule 344: nothing more is asked about who died or returned home.

use crate::rule::{ALL_YEARS, Need, Rule};
use crate::table::Table::Oc3;

pub static RULE: Rule = Rule {
    code: "344",
    message: "The record shows the young person has died or returned home to live with parent(s) or someone with parental responsibility for a continuous period of 6 months or more, but activity and/or accommodation on leaving care have been completed.",
    why: "IN_TOUCH says that the young person died or returned home for six months or more. Then ACTIV and ACCOM are 0.",
    fix: "Write 0 in ACTIV and ACCOM, or correct IN_TOUCH.",
    doubt: "A blank ACTIV or ACCOM is reported too, although the message speaks of completed items.",
    fields: &[(Oc3, &["IN_TOUCH", "ACTIV", "ACCOM"])],
    needs: &[Need::Table(Oc3)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(child.oc3().filter(|row| {
            row.in_touch.is_one_of(&["DIED", "RHOM"])
                && !(row.activity.is("0") && row.accommodation.is("0"))
        }));
    },
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_344() {
        case(
            &RULE,
            "OC3: CHILD, IN_TOUCH, ACTIV, ACCOM
             101, DIED, F1, 0 *
             102, RHOM, 0, B1 *
             103, DIED, , 0 *
             104, RHOM, 0, *
             105, DIED, 0, 0
             106, RHOM, 0, 0
             107, NREQ, F1, B1
             108, died, F1, B1
             109, , F1, B1",
        );
    }
}
