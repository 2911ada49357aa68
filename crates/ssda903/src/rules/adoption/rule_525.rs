//! Rule 525: whose decision was reversed was not adopted.

use super::has_details;
use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Ad1, PlacedForAdoption};

pub static RULE: Rule = Rule {
    code: "525",
    message: "A child for whom the decision to be placed for adoption has been reversed cannot be adopted during the year.",
    why: "DATE_PLACED_CEASED says that the child should no longer be placed for adoption, yet AD1 tells an adoption.",
    fix: "Clear DATE_PLACED_CEASED and REASON_PLACED_CEASED when the child was adopted, otherwise the items in AD1.",
    doubt: "Dates are not looked at: a child who was placed again after a reversal and then adopted is reported too.",
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
        (PlacedForAdoption, &["DATE_PLACED_CEASED"]),
    ],
    needs: &[Need::Table(PlacedForAdoption), Need::Table(Ad1)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let mut adoptions = child.ad1().filter(|row| has_details(row)).peekable();
    let mut reversals = child
        .placed_for_adoption()
        .filter(|row| !row.reversed_on.is_blank())
        .peekable();
    if adoptions.peek().is_some() && reversals.peek().is_some() {
        flags.rows(adoptions);
        flags.rows(reversals);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_525() {
        case(
            &RULE,
            "PlacedAdoption: CHILD, DATE_PLACED_CEASED
             101, 10/05/2026 *
             101,
             102, ZZ *
             103,
             104, 10/05/2026
             106, 10/05/2026 *
             AD1: CHILD, DATE_INT, DATE_MATCH, FOSTER_CARE, NB_ADOPTR, SEX_ADOPTR, LS_ADOPTR
             101, 01/05/2026, , , , , *
             102, , , 0, , , *
             103, 01/05/2026, , , , ,
             105, 01/05/2026, , , , ,
             106, , , , , , L0 *",
        );
        // XML has no row without a value.
        case_as_csv(
            &RULE,
            "PlacedAdoption: CHILD, DATE_PLACED_CEASED
             101, 10/05/2026
             AD1: CHILD, DATE_INT
             101,",
        );
    }
}
