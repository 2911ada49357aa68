//! Rule 551: who is placed for adoption has a date of that decision.

use super::PLACEMENTS_FOR_ADOPTION;
use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Episodes, PlacedForAdoption};

pub static RULE: Rule = Rule {
    code: "551",
    message: "Child has been placed for adoption but there is no date of the decision that the child should be placed for adoption.",
    why: "The child was placed for adoption (A3 to A6), and the day on which that was decided is not returned.",
    fix: "Add a row for the child in PlacedAdoption with DATE_PLACED, or complete DATE_PLACED in the row that is there.",
    doubt: "Of several rows in PlacedAdoption, one without DATE_PLACED is enough for a report, even where another has it.",
    fields: &[(Episodes, &["PLACE"])],
    needs: &[Need::Table(Episodes), Need::Table(PlacedForAdoption)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let decisions = child.placed_for_adoption();
    let undated = decisions.clone().any(|row| row.decided_on.is_blank());
    if decisions.len() > 0 && !undated {
        return;
    }
    flags.rows(
        child
            .episodes()
            .filter(|episode| episode.placement.is_one_of(PLACEMENTS_FOR_ADOPTION)),
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_551() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, PLACE
             101, 01/05/2026, A3 *
             101, 02/05/2026, U1
             102, 01/05/2026, A4 *
             103, 01/05/2026, A5 *
             104, 01/05/2026, A6 *
             105, 01/05/2026, A6
             106, 01/05/2026, A6
             107, 01/05/2026, A2
             108, 01/05/2026,
             PlacedAdoption: CHILD, DATE_PLACED, REASON_PLACED_CEASED
             103, , RD1
             104, , RD1
             104, 01/04/2026,
             105, 01/04/2026,
             106, soon,",
        );
    }
}
