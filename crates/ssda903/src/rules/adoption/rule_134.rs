//! Rule 134: an adopted child is no care leaver.

use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::rules::adoption::has_details;
use crate::rules::care_leavers::has_outcomes;
use crate::table::Table::{Ad1, Oc3};

pub static RULE: Rule = Rule {
    code: "134",
    message: "Data on adoption should not be entered for the OC3 cohort.",
    why: "A child who was adopted is not a care leaver, yet the same child has care leaver information in OC3.",
    fix: "Take the adoption items out of AD1, or the care leaver items out of OC3, whichever does not belong to this child.",
    doubt: "",
    fields: &[(
        Ad1,
        &[
            "DATE_INT",
            "DATE_MATCH",
            "FOSTER_CARE",
            "NB_ADOPTR",
            "SEX_ADOPTR",
            "LS_ADOPTR",
        ],
    )],
    needs: &[Need::Table(Ad1), Need::Table(Oc3)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    if child.oc3().any(|row| has_outcomes(&row)) {
        flags.rows(child.ad1().filter(|row| has_details(row)));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_134() {
        case(
            &RULE,
            "OC3: CHILD, IN_TOUCH, ACTIV, ACCOM
             101, YES, ,
             102, , F1,
             103, , , B1
             104, YES, F1, B1
             105, 0, 0, 0
             AD1: CHILD, DATE_INT, DATE_MATCH, FOSTER_CARE, NB_ADOPTR, SEX_ADOPTR, LS_ADOPTR
             101, 01/05/2026, , , , , *
             102, , 01/05/2026, , , , *
             103, , , 0, , , *
             104, , , , 1, , *
             105, , , , , ZZ, L0 *
             106, 01/05/2026, , , , ,",
        );
    }

    #[test]
    fn blank_rows_say_nothing() {
        // XML has no row without a value.
        case_as_csv(
            &RULE,
            "OC3: CHILD, IN_TOUCH
             101,
             102, YES
             AD1: CHILD, DATE_INT
             101, 01/05/2026
             102,",
        );
    }
}
