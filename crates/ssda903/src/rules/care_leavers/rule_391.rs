//! Rule 391: care leaver information begins at 17.

use super::{birthday_of, has_outcomes};
use crate::rule::{ALL_YEARS, Need, Rule};
use crate::table::Table::Oc3;

pub static RULE: Rule = Rule {
    code: "391",
    message: "Young person was not 17, 18, 19, 20 or 21 during the current collection year. ",
    why: "By DOB the young person was not yet 17 at the end of the year, so that no birthday of a care leaver falls in it.",
    fix: "Clear IN_TOUCH, ACTIV and ACCOM, or correct DOB.",
    doubt: "Only the lower age is tested; a person of 22 or older is never reported, although the message names 17 to 21.",
    fields: &[(Oc3, &["DOB", "IN_TOUCH", "ACTIV", "ACCOM"])],
    needs: &[Need::Table(Oc3)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(child.oc3().filter(|row| {
            has_outcomes(row)
                && birthday_of(row, 17)
                    .is_some_and(|seventeenth| seventeenth > child.collection().ends_on)
        }));
    },
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_391() {
        case(
            &RULE,
            "OC3: CHILD, DOB, IN_TOUCH, ACTIV, ACCOM
             101, 01/04/2010, YES, , *
             102, 01/04/2010, , 0, *
             103, 01/04/2010, , , B1 *
             104, 31/03/2010, YES, F1, B1
             105, 01/05/2000, YES, F1, B1
             106, , YES, F1, B1
             107, 31/04/2012, YES, F1, B1",
        );
        // XML has no row without a value.
        case_as_csv(&RULE, "OC3: CHILD, DOB, IN_TOUCH\n101, 01/04/2010,");
    }
}
