//! Rule 446: placement orders (E1) exist since December 2005.

use jiff::civil::Date;

use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "446",
    message: "E1 is not a valid code for episodes starting before December 2005.",
    why: "Placement orders came with the Adoption and Children Act 2002, which took effect on 30 December 2005. No episode of before that month can have one.",
    fix: "Check DECOM and LS. If DECOM is right, enter the legal status of that time in LS.",
    doubt: "",
    fields: &[(Episodes, &["LS", "DECOM"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check,
};

/// The first day on which the Department takes the code.
const FROM: Date = Date::constant(2005, 12, 1);

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let too_early = |started| started < FROM;
    flags.rows(child.episodes().filter(|episode| {
        episode.legal_status.is("E1") && episode.started_on.date().is_some_and(too_early)
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_446() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, LS
             101, 30/11/2005, E1 *
             101, 01/12/2005, E1
             102, 30/11/2005, C2
             102, 30/11/2005,
             103, , E1
             104, 31/11/2005, E1
             105, 30/11/2005, e1",
        );
    }
}
