//! Rule 550: only a placement with parents is provided by them.

use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "550",
    message: "A placement provider code of PR0 can only be associated with placement P1.",
    why: "PLACE_PROVIDER PR0 says that the parents provide the placement. This one is not with parents (P1).",
    fix: "Check PLACE and PLACE_PROVIDER. Enter who provides the placement: PR1 to PR5.",
    doubt: "",
    fields: &[(Episodes, &["PLACE", "PLACE_PROVIDER"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    flags.rows(
        child
            .episodes()
            .filter(|episode| episode.provider.is("PR0") && !episode.placement.is("P1")),
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_550() {
        case(
            &RULE,
            "Episodes: CHILD, PLACE, PLACE_PROVIDER
             101, U1, PR0 *
             101, , PR0 *
             101, p1, PR0 *
             102, P1, PR0
             102, U1, PR1
             102, U1,",
        );
    }
}
