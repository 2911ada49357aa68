//! Rule 366: a single short break begins care each time.

use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "366",
    message: "A child cannot change placement during the course of an individual short-term respite break.",
    why: "During a short break (LS V3) a child stays in one placement, so that each V3 episode begins with RNE S.",
    fix: "Put S into RNE, or correct LS if this was no short break.",
    doubt: "",
    fields: &[(Episodes, &["RNE"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    flags.rows(
        child
            .episodes()
            .filter(|episode| episode.legal_status.is("V3") && !episode.reason_new.is("S")),
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_366() {
        case(
            &RULE,
            "Episodes: CHILD, LS, RNE
             101, V3, S
             101, V3, P *
             101, V3, s *
             101, V3, *
             101, V4, P
             101, , P",
        );
    }
}
