//! Rule 217: when foster carers come to adopt, the episode begins with care, or with a change of status while the carers stay.

use jiff::civil::{Date, date};

use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "217",
    message: "Children who are placed for adoption with current foster carers (placement types A3 or A5) must have a reason for new episode of S, T or U.",
    why: "PLACE A3 and A5 mean that the child is to be adopted by the foster carers with whom they already live. From 1 April 2015 RNE must then be S, T or U.",
    fix: "Check PLACE, then RNE: T when only the type of placement changed, U when the legal status changed at the same time.",
    doubt: "",
    fields: &[(Episodes, &["PLACE", "DECOM", "RNE"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check,
};

const SINCE: Date = date(2015, 4, 1);

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    flags.rows(child.episodes().filter(|episode| {
        episode.placement.is_one_of(&["A3", "A5"])
            && !episode.reason_new.is_one_of(&["S", "T", "U"])
            && episode
                .started_on
                .date()
                .is_some_and(|started| started >= SINCE)
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_217() {
        case(
            &RULE,
            "Episodes: CHILD, PLACE, DECOM, RNE
             101, A3, 01/04/2015, P *
             101, A3, 31/03/2015, P
             101, A5, 01/05/2026, L *
             101, A5, 01/05/2026, *
             101, A5, 01/05/2026, S
             101, A5, 01/05/2026, T
             101, A5, 01/05/2026, U
             101, A4, 01/05/2026, P
             101, A5, 31/02/2026, P
             101, A5, , P
             101, , 01/05/2026, P",
        );
    }
}
