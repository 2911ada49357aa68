//! Rule 345: about somebody with whom the authority is in touch, activity and accommodation are known.

use crate::rule::{ALL_YEARS, Need, Rule};
use crate::table::Table::Oc3;

pub static RULE: Rule = Rule {
    code: "345",
    message: "The data collection record shows the local authority is in touch with this young person, but activity and/or accommodation data items are zero.",
    why: "The authority was in touch with the young person, so it knows what they were doing and where they lived; 0 says that it does not.",
    fix: "Write the codes in ACTIV and ACCOM, or correct IN_TOUCH.",
    doubt: "",
    fields: &[(Oc3, &["IN_TOUCH", "ACTIV", "ACCOM"])],
    needs: &[Need::Table(Oc3)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(child.oc3().filter(|row| {
            row.in_touch.is("YES") && (row.activity.is("0") || row.accommodation.is("0"))
        }));
    },
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_345() {
        case(
            &RULE,
            "OC3: CHILD, IN_TOUCH, ACTIV, ACCOM
             101, YES, 0, B1 *
             102, YES, F1, 0 *
             103, YES, F1, B1
             104, YES, ,
             105, Yes, 0, 0
             106, NO, 0, 0
             107, , 0, 0",
        );
    }
}
