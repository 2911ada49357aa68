//! Rule 148: an episode has both an end and a reason for it, or neither.

use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "148",
    message: "Date episode ceased and reason episode ceased must both be coded, or both left blank.",
    why: "One of DEC and REC is filled and the other is blank, so that it is not clear whether the episode has ended.",
    fix: "If the episode has ended, fill both. If it is open, leave both blank.",
    doubt: "",
    fields: &[(Episodes, &["DEC", "REC"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    flags.rows(
        child
            .episodes()
            .filter(|episode| episode.ceased_on.is_blank() != episode.reason_ceased.is_blank()),
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_148() {
        case(
            &RULE,
            "Episodes: CHILD, RNE, DEC, REC
             101, S, 01/06/2026, X1
             102, S, , X1 *
             103, S, 01/06/2026, *
             104, S, 31/06/2026, *
             105, S, 31/06/2026, X1
             106, S, ,",
        );
    }
}
