//! Rule 356: an episode does not end before it begins.

use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "356",
    message: "The date the episode ceased is before the date the same episode started.",
    why: "DEC lies before DECOM.",
    fix: "Check both dates: often a year is wrong, or day and month are exchanged.",
    doubt: "",
    fields: &[(Episodes, &["DECOM", "DEC"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    flags.rows(child.episodes().filter(|episode| {
        let dates = episode.started_on.date().zip(episode.ceased_on.date());
        dates.is_some_and(|(started, ceased)| ceased < started)
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_356() {
        case(
            &RULE,
            "Episodes: CHILD, RNE, DECOM, DEC
             101, S, 02/05/2026, 01/05/2026 *
             101, S, 01/05/2026, 02/05/2025 *
             101, S, 02/05/2026, 02/05/2026
             101, S, 02/05/2026, 03/05/2026
             101, S, 02/05/2026, 31/02/2026
             101, S, 31/06/2026, 01/05/2026
             101, S, 02/05/2026,
             101, S, , 01/05/2026",
        );
    }
}
