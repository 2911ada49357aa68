//! Rule 628: motherhood is not asked of care leavers.

use super::has_outcomes;
use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Episodes, Header, Oc3};

pub static RULE: Rule = Rule {
    code: "628",
    message: "Motherhood details are not required for care leavers who have not been looked after during the year.",
    why: "The young person has care leaver information and was not looked after during the year, so whether she is a mother is not asked.",
    fix: "Clear MOTHER in Header, or add the episode that is missing.",
    doubt: "Any text in MOTHER is reported, 0 included.",
    fields: &[(Header, &["MOTHER"])],
    needs: &[Need::Table(Header), Need::Table(Episodes), Need::Table(Oc3)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    if child.episodes().next().is_none() && child.oc3().any(|row| has_outcomes(&row)) {
        flags.rows(child.header().filter(|row| !row.mother.is_blank()));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_628() {
        case(
            &RULE,
            "Header: CHILD, SEX, MOTHER
             101, F, 1 *
             102, F, 0 *
             103, F,
             104, F, 1
             105, F, 1
             106, F, ZZ *
             Episodes: CHILD, DECOM
             104, 01/05/2020
             OC3: CHILD, IN_TOUCH, ACTIV, ACCOM
             101, YES, ,
             102, , 0,
             103, YES, ,
             104, YES, ,
             106, , , 0",
        );
        // XML has no row without a value.
        case_as_csv(
            &RULE,
            "Header: CHILD, MOTHER\n101, 1\nOC3: CHILD, IN_TOUCH\n101,",
        );
    }
}
