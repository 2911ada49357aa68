//! Rule 187: whoever was looked after all year was neither adopted in it nor a care leaver.

use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::rules::adoption::has_details;
use crate::rules::care_leavers::has_outcomes;
use crate::table::Table::{Ad1, Episodes, Oc3};

pub static RULE: Rule = Rule {
    code: "187",
    message: "Child cannot be looked after continuously for 12 months at 31 March (OC2) and have any of adoption or care leavers returns completed.",
    why: "The episodes say that the child was looked after all year. Then the child was not adopted during the year and has not left care.",
    fix: "Check the episodes: DEC and REC of the last one may be missing. Otherwise clear the items in AD1 or OC3.",
    doubt: "Whether the child was looked after all year is taken from Episodes; the message names OC2, which is not read.",
    fields: &[
        (
            Ad1,
            &[
                "DATE_INT",
                "DATE_MATCH",
                "FOSTER_CARE",
                "NB_ADOPTR",
                "SEX_ADOPTR",
                "LS_ADOPTR",
            ],
        ),
        (Oc3, &["IN_TOUCH", "ACTIV", "ACCOM"]),
    ],
    needs: &[Need::Table(Ad1), Need::Table(Episodes), Need::Table(Oc3)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let outcomes = child.oc3().filter(|row| has_outcomes(row));
    let adoptions = child.ad1().filter(|row| has_details(row));
    let has_any = outcomes.clone().next().is_some() || adoptions.clone().next().is_some();
    if has_any && child.in_care_all_year() {
        flags.rows(outcomes);
        flags.rows(adoptions);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_187() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, RNE, LS, DEC, REC
             101, 01/04/2026, S, C2, ,
             102, 01/05/2020, S, C2, 31/03/2027, E4A
             103, 02/04/2026, S, C2, ,
             104, 01/05/2020, S, C2, 30/03/2027, E4A
             105, 01/05/2020, S, V3, ,
             106, , S, C2, ,
             OC3: CHILD, IN_TOUCH, ACTIV, ACCOM
             101, YES, F1, B1 *
             102, , , 0 *
             103, YES, F1, B1
             104, YES, F1, B1
             105, YES, F1, B1
             106, YES, F1, B1
             107, YES, F1, B1
             AD1: CHILD, DATE_INT, LS_ADOPTR
             101, , L0 *
             102, 01/05/2026, *
             103, 01/05/2026, L0",
        );
    }

    #[test]
    fn blank_rows_say_nothing() {
        // XML has no row without a value.
        case_as_csv(
            &RULE,
            "Episodes: CHILD, DECOM, RNE, LS
             101, 01/04/2025, S, C2
             OC3: CHILD, IN_TOUCH
             101,
             AD1: CHILD, DATE_INT
             101,",
        );
    }
}
