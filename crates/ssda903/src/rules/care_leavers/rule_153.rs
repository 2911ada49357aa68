//! Rule 153: contact, activity and accommodation are all there, or none is.

use super::has_outcomes;
use crate::rule::{ALL_YEARS, Need, Rule};
use crate::table::Table::Oc3;

pub static RULE: Rule = Rule {
    code: "153",
    message: "All data items relating to a child's activity or accommodation after leaving care must be coded or left blank.",
    why: "IN_TOUCH, ACTIV and ACCOM belong together. Some are completed and some are blank.",
    fix: "Complete all three (ACTIV and ACCOM are 0 when not known), or clear all three.",
    doubt: "",
    fields: &[(Oc3, &["IN_TOUCH", "ACTIV", "ACCOM"])],
    needs: &[Need::Table(Oc3)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(child.oc3().filter(|row| {
            has_outcomes(row)
                && (row.in_touch.is_blank()
                    || row.activity.is_blank()
                    || row.accommodation.is_blank())
        }));
    },
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_153() {
        case(
            &RULE,
            "OC3: CHILD, IN_TOUCH, ACTIV, ACCOM
             101, YES, F1, B1
             102, , F1, B1 *
             103, YES, , B1 *
             104, YES, F1, *
             105, , , 0 *
             106, ZZ, ZZ, ZZ",
        );
        // XML has no row without a value.
        case_as_csv(&RULE, "OC3: CHILD, IN_TOUCH\n101,");
    }
}
