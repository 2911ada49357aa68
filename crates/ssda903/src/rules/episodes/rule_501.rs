//! Rule 501: an episode begins when the one before it has ended.

use super::codes::neighbours;
use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "501",
    message: "A new episode has started before the end date of the previous episode.",
    why: "The episodes of a child follow one another. This one begins before the end of the one before it.",
    fix: "Compare DECOM with DEC of the episode before, and correct the one that is wrong.",
    doubt: "Only the episode directly before by DECOM is looked at, so that an overlap with an earlier one is missed.",
    fields: &[(Episodes, &["DECOM", "DEC"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    for (before, episode) in neighbours(child) {
        let dates = episode.started_on.date().zip(before.ceased_on.date());
        if dates.is_some_and(|(started, ended)| started < ended) {
            flags.row(episode);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_501() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, DEC
             101, 05/05/2026, *
             101, 01/05/2026, 06/05/2026
             102, 01/05/2026, 06/05/2026
             102, 06/05/2026,
             103, 01/05/2026,
             103, 06/05/2026,
             104, 01/05/2026, 31/06/2026
             104, 06/05/2026,
             105, 01/05/2026, 06/05/2026
             105, ,
             106, 01/05/2026, 30/05/2026
             106, 02/05/2026, 03/05/2026 *
             106, 04/05/2026,
             107, 01/05/2026,
             107, 01/05/2026, 02/05/2026
             108, 01/05/2026, 02/05/2026
             108, 01/05/2026, *
             109, 01/05/2026, 06/05/2026
             110, 05/05/2026,",
        );
    }

    // XML has no rows without a child.
    #[test]
    fn rows_without_a_child_are_no_sequence() {
        case_as_csv(
            &RULE,
            "Episodes: CHILD, DECOM, DEC
             , 01/05/2026, 06/05/2026
             , 05/05/2026,",
        );
    }
}
