//! Rule 381: nobody leaves care from a temporary placement.

use super::codes::TEMPORARY;
use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "381",
    message: "A period of care cannot end with a temporary placement.",
    why: "A child is placed temporarily (T0 to T4) while their usual placement is kept for them, so another episode follows (REC X1).",
    fix: "Check PLACE and REC. If the child did not go back, record the last placement by its own code.",
    doubt: "",
    fields: &[(Episodes, &["PLACE", "REC"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    flags.rows(child.episodes().filter(|episode| {
        episode.placement.is_one_of(TEMPORARY) && episode.reason_ceased.is_other_than(&["X1"])
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_381() {
        case(
            &RULE,
            "Episodes: CHILD, PLACE, REC
             101, T0, E4A *
             101, T1, E11 *
             101, T2, E15 *
             101, T3, x1 *
             101, T4, E13 *
             102, T0, X1
             102, T4,
             103, U1, E4A
             103, , E4A",
        );
    }
}
