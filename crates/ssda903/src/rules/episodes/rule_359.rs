//! Rule 359: who is still looked after beyond 18 lives in a community home under section 20(5).

use super::codes::births;
use crate::child::Child;
use crate::date::birthday;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Episodes, Header};

pub static RULE: Rule = Rule {
    code: "359",
    message: "Child being looked after following 18th birthday must be accommodated under section 20(5) of the Children Act 1989 in a community home.",
    why: "The 18th birthday lies before the end of the year and the episode is open. Beyond 18 that is possible only with LS V2 in a children's home (PLACE K2).",
    fix: "Check DOB, LS and PLACE. If care ended with the 18th birthday, fill DEC and REC.",
    doubt: "Only children whose episode is open at the end of the year are tested.",
    fields: &[(Episodes, &["DEC", "LS", "PLACE"])],
    needs: &[Need::Table(Episodes), Need::Table(Header)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let Some(came_of_age) = births(child).min().and_then(|born| birthday(born, 18)) else {
        return;
    };
    if came_of_age >= child.collection().ends_on {
        return;
    }
    flags.rows(child.episodes().filter(|episode| {
        let in_community_home = episode.legal_status.is("V2") && episode.placement.is("K2");
        episode.ceased_on.is_blank() && !in_community_home
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_359() {
        case(
            &RULE,
            "Header: CHILD, DOB
             101, 30/03/2009
             102, 31/03/2009
             103, 31/02/2009
             Episodes: CHILD, DEC, LS, PLACE
             101, , C2, U1 *
             101, , V2, U1 *
             101, , C2, K2 *
             101, , V2, K2
             101, , , U1 *
             101, 01/05/2026, C2, U1
             101, 31/06/2026, C2, U1
             102, , C2, U1
             103, , C2, U1",
        );
    }

    #[test]
    fn a_child_without_header_is_not_judged() {
        case(&RULE, "Episodes: CHILD, LS, PLACE\n101, C2, U1");
    }
}
