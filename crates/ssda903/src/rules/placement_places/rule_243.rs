//! Rule 243: a placement outside England has no URN.

use super::codes::is_outside_england;
use crate::child::Child;
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "243",
    message: "Only placements with providers registered with Ofsted should have a URN reported.",
    why: "Ofsted registers providers in England only. PL_POST lies outside England, so that there can be no URN.",
    fix: "Take URN out, or correct PL_POST if the placement is in England.",
    doubt: "",
    fields: &[(Episodes, &["URN"])],
    needs: &[Need::Table(Episodes), Need::Postcodes],
    years: 2026..=i16::MAX,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    flags.rows(child.episodes().filter(|episode| {
        !episode.provider_urn.is_blank()
            && is_outside_england(child.derived(*episode).authority.as_deref())
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_243() {
        case(
            &RULE,
            "Episodes: CHILD, URN, PL_LA
             101, 1234567, WAL *
             101, 1234567, SCO *
             101, 1234567, NIR *
             101, 1234567, CON *
             101, 1234567, NUK *
             102, XXXXXXX, WAL *
             103, , WAL
             104, 1234567, E09000027
             105, 1234567,",
        );
    }
}
