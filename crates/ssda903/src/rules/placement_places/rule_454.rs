//! Rule 454: a placement lies no more than 350 miles from home.

use crate::child::Child;
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "454",
    message: "Placement distance from home is over 350 miles. [NOTE: This check will result in false positives for children formerly UASC not identified as such in loaded data]",
    why: "By HOME_POST and PL_POST the placement lies more than 350 miles from home. That is farther than nearly all placements are, and often a slip in a postcode.",
    fix: "Check HOME_POST and PL_POST. If both are right, nothing has to be changed.",
    doubt: "Children who are or were unaccompanied asylum seekers are reported too, although the message hints that they should not be.",
    fields: &[(Episodes, &["HOME_POST", "PL_POST"])],
    needs: &[Need::Table(Episodes), Need::Postcodes],
    years: 2026..=i16::MAX,
    check,
};

const FARTHEST_TENTHS: i32 = 3500;

/// 999.9 miles stands for a distance that is not known.
const UNKNOWN_TENTHS: i32 = 9999;

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    flags.rows(child.episodes().filter(|episode| {
        let tenths = child.derived(*episode).distance_tenths;
        tenths.is_some_and(|tenths| tenths > FARTHEST_TENTHS && tenths != UNKNOWN_TENTHS)
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_454() {
        case(
            &RULE,
            "Episodes: CHILD, PLACE, PL_DISTANCE
             101, U1, 350
             102, U1, 350.1 *
             103, U1, 999.9
             104, U1, 999.8 *
             105, U1, 1000 *
             106, U1, 0
             107, U1, -400
             108, U1,",
        );
    }
}
