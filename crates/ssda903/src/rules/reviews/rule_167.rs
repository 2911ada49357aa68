//! Rule 167: a review has a participation code, and a participation code has a review.

use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Reviews;

const PARTICIPATION: &[&str] = &["PN0", "PN1", "PN2", "PN3", "PN4", "PN5", "PN6", "PN7"];

pub static RULE: Rule = Rule {
    code: "167",
    message: "Data entry for participation is invalid or blank.",
    why: "Each review says how the child took part in it: PN0 to PN7. A code without the date of a review says nothing.",
    fix: "Enter REVIEW_CODE as PN0 to PN7, in capitals, and the date of the review in REVIEW.",
    doubt: "A blank REVIEW beside a valid REVIEW_CODE is reported too.",
    fields: &[(Reviews, &["REVIEW_CODE"])],
    needs: &[Need::Table(Reviews)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    for review in child.reviews() {
        let is_right = if review.reviewed_on.is_blank() {
            review.participation.is_blank()
        } else {
            review.participation.is_one_of(PARTICIPATION)
        };
        if !is_right {
            flags.row(review);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_167() {
        case(
            &RULE,
            "Reviews: CHILD, REVIEW, REVIEW_CODE
             101, 01/05/2026, PN0
             101, 02/05/2026, PN7
             101, 03/05/2026, PN8 *
             102, 01/05/2026, *
             103, , PN1 *
             104, ,
             105, 01/05/2026, pn1 *
             106, 31/04/2026, PN3
             107, 31/04/2026, *
             108, 01/05/2026, 1 *",
        );
    }
}
