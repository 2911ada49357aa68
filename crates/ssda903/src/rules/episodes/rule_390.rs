//! Rule 390: a child who is adopted was placed for adoption.

use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "390",
    message: "Reason episode ceased is adopted but child has not been previously placed for adoption.",
    why: "Before an adoption (REC E11 or E12) the child lives with the adopters as placed for adoption (A3 to A6).",
    fix: "Check REC, and PLACE of the episode that ends with the adoption. Enter the episode in the adoptive placement if it is missing.",
    doubt: "The message speaks of an earlier placement for adoption. Only the placement of the episode that ends is looked at.",
    fields: &[(Episodes, &["PLACE", "REC"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    flags.rows(child.episodes().filter(|episode| {
        episode.reason_ceased.is_one_of(&["E11", "E12"])
            && !episode.placement.is_one_of(&["A3", "A4", "A5", "A6"])
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_390() {
        case(
            &RULE,
            "Episodes: CHILD, PLACE, REC
             101, A2, E11 *
             101, U1, E12 *
             101, , E11 *
             102, A3, E11
             102, A4, E12
             102, A5, E11
             102, A6, E12
             103, U1, E13
             103, U1, X1
             103, U1,",
        );
    }
}
