//! Rule 335: whether a foster carer adopted agrees with the last placement.

use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Ad1, Episodes};

const WITH_THE_FOSTER_CARER: &[&str] = &["A2", "A3", "A5"];
const WITH_OTHERS: &[&str] = &["A1", "A4", "A6"];
/// With E1, the code of earlier years.
const ADOPTED: &[&str] = &["E1", "E11", "E12"];

pub static RULE: Rule = Rule {
    code: "335",
    message: "The current foster value (0) suggests that child is not adopted by current foster carer, but last placement is A2, A3, or A5. Or the current foster value (1) suggests that child is adopted by current foster carer, but last placement is A1, A4 or A6.",
    why: "FOSTER_CARE and the placement in which the child was adopted contradict each other about whether the adopter was the foster carer.",
    fix: "Correct FOSTER_CARE (1 when adopted by the foster carer, otherwise 0) or PLACE of the episode that ended in adoption.",
    doubt: "Every episode that ended in adoption is looked at, not only the last one.",
    fields: &[(Ad1, &["FOSTER_CARE"]), (Episodes, &["PLACE", "REC"])],
    needs: &[Need::Table(Episodes), Need::Table(Ad1)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    for (answer, contradicting) in [("0", WITH_THE_FOSTER_CARER), ("1", WITH_OTHERS)] {
        let mut adoptions = child
            .ad1()
            .filter(|row| row.by_foster_carer.is(answer))
            .peekable();
        if adoptions.peek().is_none() {
            continue;
        }
        let mut placements = child
            .episodes()
            .filter(|episode| {
                episode.reason_ceased.is_one_of(ADOPTED)
                    && episode.placement.is_one_of(contradicting)
            })
            .peekable();
        if placements.peek().is_some() {
            flags.rows(adoptions);
            flags.rows(placements);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_335() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, PLACE, REC
             101, 01/05/2026, A2, E11 *
             102, 01/05/2026, A3, E12 *
             103, 01/05/2026, A5, E1 *
             104, 01/05/2026, A1, E11 *
             105, 01/05/2026, A4, E12 *
             106, 01/05/2026, A6, E1 *
             107, 01/05/2026, A3, E11
             108, 01/05/2026, A4, E11
             109, 01/05/2026, A3, X1
             110, 01/05/2026, U1, E11
             111, 01/05/2026, A3, E11
             112, 01/05/2026, A3, E11
             113, 01/05/2026, A3, E11 *
             113, 02/05/2026, A3, E12 *
             113, 03/05/2026, A4, E12
             AD1: CHILD, FOSTER_CARE, NB_ADOPTR
             101, 0, 1 *
             102, 0, 1 *
             103, 0, 1 *
             104, 1, 1 *
             105, 1, 1 *
             106, 1, 1 *
             107, 1, 1
             108, 0, 1
             109, 0, 1
             110, 0, 1
             111, , 1
             112, 2, 1
             113, 0, 1 *
             114, 0, 1",
        );
    }
}
