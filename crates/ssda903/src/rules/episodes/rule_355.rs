//! Rule 355: an episode does not end on the day on which it begins.

use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "355",
    message: "Episode appears to have lasted for less than 24 hours",
    why: "DECOM and DEC are the same day. An episode of less than 24 hours is not part of the return.",
    fix: "Check both dates. If the child really was there for less than a day, take the episode out.",
    doubt: "",
    fields: &[(Episodes, &["DECOM", "DEC"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    flags.rows(child.episodes().filter(|episode| {
        let started = episode.started_on.date();
        started.is_some() && started == episode.ceased_on.date()
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_355() {
        case(
            &RULE,
            "Episodes: CHILD, RNE, DECOM, DEC
             101, S, 01/05/2026, 01/05/2026 *
             101, S, 01/05/2026, 1/5/2026 *
             101, S, 01/05/2026, 02/05/2026
             101, S, 02/05/2026, 01/05/2026
             101, S, 01/05/2026,
             101, S, 31/06/2026, 31/06/2026
             101, S, ,",
        );
    }
}
