//! Rule 151: the items about an adoption are all there, or none is.

use crate::rule::{ALL_YEARS, Need, Rule};
use crate::rules::adoption::{has_details, lacks_details};
use crate::table::Table::Ad1;

pub static RULE: Rule = Rule {
    code: "151",
    message: "All data items relating to a childs adoption must be coded or left blank.",
    why: "The six items of AD1 tell one adoption together. Some are completed and some are blank.",
    fix: "Complete DATE_INT, DATE_MATCH, FOSTER_CARE, NB_ADOPTR, SEX_ADOPTR and LS_ADOPTR, or clear all six.",
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
    needs: &[Need::Table(Ad1)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(
            child
                .ad1()
                .filter(|row| has_details(row) && lacks_details(row)),
        );
    },
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_151() {
        case(
            &RULE,
            "AD1: CHILD, DATE_INT, DATE_MATCH, FOSTER_CARE, NB_ADOPTR, SEX_ADOPTR, LS_ADOPTR
             101, 01/05/2026, 01/06/2026, 0, 1, M1, L0
             102, , 01/06/2026, 0, 1, M1, L0 *
             103, 01/05/2026, , 0, 1, M1, L0 *
             104, 01/05/2026, 01/06/2026, , 1, M1, L0 *
             105, 01/05/2026, 01/06/2026, 0, , M1, L0 *
             106, 01/05/2026, 01/06/2026, 0, 1, , L0 *
             107, 01/05/2026, 01/06/2026, 0, 1, M1, *
             108, , , , , , L0 *
             109, ZZ, ZZ, ZZ, ZZ, ZZ, ZZ",
        );
        // XML has no row without a value.
        case_as_csv(&RULE, "AD1: CHILD, DATE_INT\n101,");
    }
}
