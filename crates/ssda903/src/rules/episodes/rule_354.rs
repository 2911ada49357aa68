//! Rule 354: no episode begins after the year.

use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "354",
    message: "Date episode ceased must be on or before the end of the current collection year.",
    why: "The return says what happened up to 31 March. DECOM lies after that day.",
    fix: "Check DECOM. If the episode begins in the next year, take it out of this return.",
    doubt: "The message speaks of the date on which the episode ceased; the check tests DECOM, the date on which it began.",
    fields: &[(Episodes, &["DECOM"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let year_ends = child.collection().ends_on;
    flags.rows(child.episodes().filter(|episode| {
        let started = episode.started_on.date();
        started.is_some_and(|started| started > year_ends)
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_354() {
        case(
            &RULE,
            "Episodes: CHILD, RNE, DECOM, DEC
             101, S, 31/03/2027,
             101, S, 01/04/2027, *
             101, S, 01/04/2026, 01/04/2027
             101, S, 31/04/2027,
             101, S, ,",
        );
    }
}
