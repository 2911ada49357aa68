//! Rule 558: the decision for an adopted child was not reversed.

use super::ADOPTED;
use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Episodes, PlacedForAdoption};

pub static RULE: Rule = Rule {
    code: "558",
    message: "If a child has been adopted, then the decision to place them for adoption has not been disrupted and the date of the decision that a child should no longer be placed for adoption should be left blank.",
    why: "The child was adopted (REC is E11 or E12), but every decision in PlacedAdoption is said to have been reversed.",
    fix: "Clear DATE_PLACED_CEASED and REASON_PLACED_CEASED in the row whose decision led to the adoption, or correct REC.",
    doubt: "A single row with DATE_PLACED_CEASED passes, and one row without it clears the child, whichever decision was the latest. With two episodes that end in adoption, a single row is reported.",
    fields: &[(Episodes, &["REC"])],
    needs: &[Need::Table(Episodes), Need::Table(PlacedForAdoption)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let decisions = child.placed_for_adoption();
    if decisions.len() == 0 || decisions.clone().any(|row| row.reversed_on.is_blank()) {
        return;
    }
    let adoptions = child
        .episodes()
        .filter(|episode| episode.reason_ceased.is_one_of(ADOPTED));
    if decisions.len() > 1 || adoptions.clone().count() > 1 {
        flags.rows(adoptions);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_558() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, REC
             101, 01/05/2026, E11 *
             101, 02/05/2026, X1
             102, 01/05/2026, E12 *
             103, 01/05/2026, E11
             104, 01/05/2026, E11 *
             104, 02/05/2026, E12 *
             105, 01/05/2026, E4A
             106, 01/05/2026, E11
             107, 01/05/2026, E11
             107, 02/05/2026, E11
             PlacedAdoption: CHILD, DATE_PLACED_CEASED
             101, 01/04/2026
             101, 01/05/2026
             102, ZZ
             102, 01/05/2026
             103, 01/05/2026
             104, 01/05/2026
             105, 01/04/2026
             105, 01/05/2026
             106, 01/04/2026
             106,",
        );
    }
}
