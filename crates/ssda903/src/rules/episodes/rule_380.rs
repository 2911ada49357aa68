//! Rule 380: a temporary placement comes after another placement.

use super::codes::TEMPORARY;
use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "380",
    message: "A period of care cannot start with a temporary placement.",
    why: "A child is placed temporarily (T0 to T4) while their usual placement is kept for them, so the episode begins because the placement changed (RNE P or B).",
    fix: "Check PLACE and RNE. If the child came into care on that day, record the placement by its own code.",
    doubt: "The message speaks of the start of care. A temporary placement that begins for any reason other than P or B is reported, also with a change of legal status alone (L), with T or U, or without a reason.",
    fields: &[(Episodes, &["PLACE", "RNE"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    flags.rows(child.episodes().filter(|episode| {
        episode.placement.is_one_of(TEMPORARY) && !episode.reason_new.is_one_of(&["P", "B"])
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_380() {
        case(
            &RULE,
            "Episodes: CHILD, PLACE, RNE
             101, T0, S *
             101, T1, L *
             101, T2, T *
             101, T3, U *
             101, T4, *
             101, T4, p *
             102, T0, P
             102, T4, B
             103, U1, S
             103, , S
             103, T5, S",
        );
    }
}
