//! Rule 561: a decision that was reversed last year does not come again.

use std::collections::HashSet;

use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::PlacedForAdoption;

pub static RULE: Rule = Rule {
    code: "561",
    message: "Date of the decision that the child should be placed for adoption this year is the same as that recorded last year but records show that the decision changed, and the child should no longer be placed for adoption last year.",
    why: "Last year's return says that this decision was reversed, yet it is returned again with the same DATE_PLACED.",
    fix: "Take the row out, or write the date of the new decision in DATE_PLACED.",
    doubt: "",
    fields: &[(PlacedForAdoption, &["DATE_PLACED"])],
    needs: &[
        Need::Table(PlacedForAdoption),
        Need::LastYear(PlacedForAdoption),
    ],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let reversed: HashSet<_> = child
        .last_year()
        .placed_for_adoption()
        .filter(|row| !row.reversed_on.is_blank() || !row.reason_reversed.is_blank())
        .map(|line| &line.row().decided_on)
        .filter(|date| !date.is_blank())
        .collect();
    if !reversed.is_empty() {
        flags.rows(
            child
                .placed_for_adoption()
                .filter(|row| reversed.contains(&row.decided_on)),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_561() {
        case(
            &RULE,
            "PlacedAdoption: CHILD, DATE_PLACED, DATE_PLACED_CEASED
             101, 01/05/2025, *
             102, 1/5/2025, 01/06/2025 *
             103, 02/05/2025,
             104, 01/05/2025,
             105, , 01/06/2025
             106, 01/05/2025,
             107, 01/05/2025,
             107, 02/05/2025, *
             107, 03/05/2025,
             PlacedAdoption_last: CHILD, DATE_PLACED, DATE_PLACED_CEASED, REASON_PLACED_CEASED
             101, 01/05/2025, 01/06/2025,
             102, 01/05/2025, , RD1
             103, 01/05/2025, 01/06/2025, RD1
             104, 01/05/2025, ,
             105, , 01/06/2025, RD1
             107, 01/05/2025, ,
             107, 02/05/2025, 01/06/2025, RD1",
        );
    }
}
