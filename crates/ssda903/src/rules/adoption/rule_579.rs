//! Rule 579: a new decision is made only when the one before it was reversed.

use crate::child::{Child, by_date};
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::PlacedForAdoption;

pub static RULE: Rule = Rule {
    code: "579",
    message: "A new decision that the child should be placed for adoption this year cannot start when the previous decision is still open. Decisions to place the child for adoption should also not overlap. The date of any new decision to place the child for adoption must not be before the date placed ceased of previous decisions.",
    why: "A child has one decision at a time. This one was made while the one before it still stood.",
    fix: "Complete DATE_PLACED_CEASED of the decision before, or check that DATE_PLACED is not earlier than it.",
    doubt: "Each decision is compared with the one just before it; an overlap with an older one is not seen.",
    fields: &[(PlacedForAdoption, &["DATE_PLACED", "DATE_PLACED_CEASED"])],
    needs: &[Need::Table(PlacedForAdoption)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    // The rows that name no child belong to several.
    if child.id.is_empty() || child.placed_for_adoption().len() < 2 {
        return;
    }
    let decisions = by_date(child.placed_for_adoption(), |row| row.decided_on.date());
    for (before, decision) in decisions.iter().zip(decisions.iter().skip(1)) {
        let overlaps = match before.reversed_on.date() {
            None => true,
            Some(reversed) => decision
                .decided_on
                .date()
                .is_some_and(|decided| decided < reversed),
        };
        if overlaps {
            flags.row(*decision);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_579() {
        case(
            &RULE,
            "PlacedAdoption: CHILD, DATE_PLACED, DATE_PLACED_CEASED
             101, 01/05/2026,
             101, 01/06/2026, 01/07/2026 *
             102, 01/05/2026, 02/06/2026
             102, 01/06/2026, *
             103, 01/05/2026, 01/06/2026
             103, 01/06/2026,
             104, 01/06/2026,
             104, 01/05/2026, 31/05/2026
             105, 01/05/2026, ZZ
             105, 01/06/2026, *
             106, , 01/07/2026
             106, 01/06/2026, 01/07/2026
             107, , 01/07/2026 *
             107, 01/06/2026,
             108, , 01/07/2026
             108, ZZ, 01/08/2026
             109, 01/05/2026,
             , 01/05/2026,
             , 01/06/2026,",
        );
    }
}
