//! Rule 392d: only a child placed with their parents lives where their home is.

use super::codes::postcodes_are_the_same;
use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "392d",
    message: "Home and placement postcodes should not be same unless the placement type is P1.",
    why: "HOME_POST is where the child lived before care and PL_POST where they are placed. They are the same only for children placed with parents (P1).",
    fix: "Check HOME_POST and PL_POST, and PLACE.",
    doubt: "A postcode written once with a space and once without counts as two.",
    fields: &[(Episodes, &["HOME_POST", "PL_POST", "PLACE"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    flags.rows(child.episodes().filter(|episode| {
        !episode.placement.is("P1")
            && postcodes_are_the_same(&episode.home_postcode, &episode.placement_postcode)
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_392d() {
        case(
            &RULE,
            "Episodes: CHILD, PLACE, HOME_POST, PL_POST
             101, U1, AB1 0CD, AB1 0CD *
             101, , AB1 0CD, AB1 0CD *
             101, U1, ab1 0cd, AB1 0CD *
             102, P1, AB1 0CD, AB1 0CD
             102, U1, AB1 0CD, AB1 0CE
             102, U1, AB1 0CD, AB10CD
             103, U1, , AB1 0CD
             103, U1, AB1 0CD,
             103, U1, ,",
        );
    }
}
