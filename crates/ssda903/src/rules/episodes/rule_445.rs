//! Rule 445: freeing orders (D1) ended with 2005.

use jiff::civil::Date;

use crate::child::Child;
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "445",
    message: "D1 is not a valid code for episodes starting after December 2005.",
    why: "Since 30 December 2005 nobody can be freed for adoption, so no episode that began after that year has LS D1.",
    fix: "Check DECOM and LS. If DECOM is right, enter the legal status of that time in LS: E1 for a placement order.",
    doubt: "",
    fields: &[(Episodes, &["LS", "DECOM"])],
    needs: &[Need::Table(Episodes)],
    years: 2023..=2024,
    check,
};

/// The last day on which the Department takes the code.
const UNTIL: Date = Date::constant(2005, 12, 31);

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let too_late = |started| started > UNTIL;
    flags.rows(child.episodes().filter(|episode| {
        episode.legal_status.is("D1") && episode.started_on.date().is_some_and(too_late)
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case_in;

    #[test]
    fn rule_445() {
        case_in(
            2024,
            &RULE,
            "Episodes: CHILD, DECOM, LS
             101, 31/12/2005, D1
             101, 01/01/2006, D1 *
             102, 01/01/2006, C2
             102, 01/01/2006,
             103, , D1
             104, 32/12/2006, D1",
        );
    }
}
