//! Rule 331: a child is matched with adopters before being placed with them.

use super::{ADOPTED, flag_later_dates};
use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Ad1, Episodes};

pub static RULE: Rule = Rule {
    code: "331",
    message: "Date of matching child and adopter(s) should be the same as, or prior to, the date of placement of adoption.",
    why: "The child was matched with the adopters only after the placement with them had begun.",
    fix: "Check DATE_MATCH against DECOM of the episode that ended in adoption.",
    doubt: "The episode that ended in adoption is taken for the placement, not the first placement for adoption and not DATE_PLACED.",
    fields: &[(Ad1, &["DATE_MATCH"]), (Episodes, &["DECOM", "REC"])],
    needs: &[Need::Table(Ad1), Need::Table(Episodes)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let adopted = child
        .episodes()
        .filter(|episode| episode.reason_ceased.is_one_of(ADOPTED));
    flag_later_dates(child, flags, adopted, |row| row.matched_on.date());
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_331() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, REC
             101, 10/05/2026, E11 *
             102, 10/05/2026, E12 *
             102, 12/05/2026, E12
             102, 01/05/2026, X1
             103, 10/05/2026, E11
             104, 10/05/2026, E13
             105, 10/05/2026, E11
             106, , E11
             107, 10/05/2026, E11
             AD1: CHILD, DATE_MATCH, NB_ADOPTR
             101, 11/05/2026, 1 *
             102, 11/05/2026, 1 *
             103, 10/05/2026, 1
             104, 11/05/2026, 1
             105, 31/06/2026, 1
             106, 11/05/2026, 1
             107, , 1
             108, 11/05/2026, 1",
        );
    }
}
