//! Rule 164: a distance is one that can be.

use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;
use crate::unaccompanied;

pub static RULE: Rule = Rule {
    code: "164",
    message: "Distance is not valid. Please check a valid postcode has been entered. [NOTE: This check will result in false positives for children formerly UASC not identified as such in loaded data]",
    why: "The distance between HOME_POST and PL_POST is less than 0 or more than 999.9 miles.",
    fix: "Check HOME_POST and PL_POST.",
    doubt: "The distance is worked out from two postcodes, so that this rule finds nothing in a real return: a missing distance is not reported. The rule asks for three years of unaccompanied children, and the check looks at this year and last year. Short breaks (V3 and V4) are not exempt, although the Department's specification exempts them.",
    fields: &[(Episodes, &["HOME_POST", "PL_POST"])],
    needs: &[Need::Table(Episodes), unaccompanied::KNOWN, Need::Postcodes],
    years: ALL_YEARS,
    check,
};

const FARTHEST_TENTHS: i32 = 9999;

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let impossible = |tenths| !(0..=FARTHEST_TENTHS).contains(&tenths);
    for episode in child.episodes() {
        let tenths = child.derived(episode).distance_tenths;
        if tenths.is_some_and(impossible) && !unaccompanied::was_unaccompanied(child) {
            flags.row(episode);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_164() {
        case(
            &RULE,
            "Header: CHILD, UASC
             101, 0
             102, 1
             103, 0
             Header_last: CHILD, UASC
             103, 1
             UASC: CHILD, DUC
             Episodes: CHILD, LS, PL_DISTANCE
             101, C2, -0.1 *
             101, C2, 0
             101, C2, 999.9
             101, C2, 1000 *
             101, V3, 1000 *
             101, C2,
             102, C2, 1000
             103, C2, 1000",
        );
    }
}
