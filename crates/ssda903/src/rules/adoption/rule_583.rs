//! Rule 583: of several decisions only the latest can stand.

use crate::child::{Child, latest};
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::PlacedForAdoption;

pub static RULE: Rule = Rule {
    code: "583",
    message: "More than one date the child should be placed for adoption has been reported, but an earlier decision has not been revoked. Check that both dates are required and add in the date the earlier decision was revoked. Note this may be in a previous year.",
    why: "The child has a later decision, so this one must have been reversed, but DATE_PLACED_CEASED is blank.",
    fix: "Complete DATE_PLACED_CEASED and REASON_PLACED_CEASED of the earlier decision, or take out the row that does not belong.",
    doubt: "",
    fields: &[(PlacedForAdoption, &["DATE_PLACED", "DATE_PLACED_CEASED"])],
    needs: &[Need::Table(PlacedForAdoption)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    // The rows that name no child belong to several.
    if child.id.is_empty() {
        return;
    }
    let dated = latest(child.placed_for_adoption(), |row| row.decided_on.date());
    let Some(last) = dated.or_else(|| child.placed_for_adoption().next()) else {
        return;
    };
    flags.rows(
        child
            .placed_for_adoption()
            .filter(|row| *row != last && row.reversed_on.is_blank()),
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_583() {
        case(
            &RULE,
            "PlacedAdoption: CHILD, DATE_PLACED, DATE_PLACED_CEASED, REASON_PLACED_CEASED
             101, 31/01/2026, , *
             101, 01/06/2026, ,
             102, 01/06/2026, ,
             102, 31/01/2026, 01/02/2026,
             103, , , RD1 *
             103, 01/06/2026, ,
             104, , , RD1
             104, , , RD2 *
             105, 01/06/2026, , RD1
             105, 01/06/2026, , RD2 *
             106, 01/06/2026, ,
             107, 31/01/2026, ZZ,
             107, 01/06/2026, ,",
        );
    }

    // XML has no rows without a child.
    #[test]
    fn rows_without_a_child_are_left_alone() {
        case_as_csv(
            &RULE,
            "PlacedAdoption: CHILD, DATE_PLACED
             , 01/04/2026
             , 01/05/2026",
        );
    }
}
