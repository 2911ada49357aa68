//! Rule 559: a decision of an earlier year was returned in that year.

use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::PlacedForAdoption;

pub static RULE: Rule = Rule {
    code: "559",
    message: "Date of decision that a child should be placed for adoption was not in the current year but the date of the decision that the child should be placed for adoption was not completed in a previous return.",
    why: "DATE_PLACED lies before this year, but last year's PlacedAdoption has no date of a decision for the child.",
    fix: "Check DATE_PLACED. If it is right, last year's return lacked the decision; tell the Department.",
    doubt: "Of several rows of last year, one without a date is enough for a report.",
    fields: &[(PlacedForAdoption, &["DATE_PLACED"])],
    needs: &[
        Need::Table(PlacedForAdoption),
        Need::LastYear(PlacedForAdoption),
    ],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let last_year = child.last_year().placed_for_adoption();
    let undated = last_year.clone().any(|row| row.decided_on.date().is_none());
    if last_year.len() > 0 && !undated {
        return;
    }
    let year_start = child.collection().starts_on;
    flags.rows(
        child
            .placed_for_adoption()
            .filter(|row| row.decided_on.date().is_some_and(|date| date < year_start)),
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_559() {
        case(
            &RULE,
            "PlacedAdoption: CHILD, DATE_PLACED
             101, 31/03/2026 *
             102, 01/04/2026
             103, 31/03/2026 *
             104, 31/03/2026
             105, 31/03/2026 *
             106, 31/03/2026 *
             107,
             108, ZZ
             PlacedAdoption_last: CHILD, DATE_PLACED, REASON_PLACED_CEASED
             103, , RD1
             104, 01/05/2025, RD1
             105, 01/05/2025, RD1
             105, , RD1
             106, ZZ, RD1",
        );
    }
}
