//! Rule 431: nobody comes into care on the day on which their last episode ended, or before it.

use super::codes::neighbours;
use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "431",
    message: "The reason for new episode is started to be looked after, but the previous episode ended on the same day.",
    why: "RNE S says that care began. The episode before it had not ended by then, so the child was still in care.",
    fix: "Check DECOM and RNE of this episode, and DEC of the one before. If care went on, RNE is another code.",
    doubt: "The message speaks of the same day. A DECOM before the end of the previous episode is reported too. Only the episode directly before is looked at.",
    fields: &[(Episodes, &["RNE", "DECOM"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    for (before, episode) in neighbours(child) {
        if !episode.reason_new.is("S") {
            continue;
        }
        let dates = episode.started_on.date().zip(before.ceased_on.date());
        if dates.is_some_and(|(started, ended)| started <= ended) {
            flags.row(episode);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_431() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, DEC, RNE
             101, 05/05/2026, , S *
             101, 01/05/2026, 05/05/2026, S
             102, 01/05/2026, 05/05/2026, S
             102, 06/05/2026, , S
             103, 01/05/2026, 09/05/2026, S
             103, 05/05/2026, , S *
             104, 01/05/2026, 05/05/2026, S
             104, 05/05/2026, , P
             104, 05/05/2026, ,
             105, 01/05/2026, , S
             105, 05/05/2026, , S
             106, 01/05/2026, 31/06/2026, S
             106, 05/05/2026, , S
             107, 01/05/2026, 09/05/2026, S
             107, , , S
             108, 01/05/2026, 20/05/2026, S
             108, 02/05/2026, 03/05/2026, P
             108, 05/05/2026, , S
             109, 01/05/2026, 05/05/2026, S
             110, 05/05/2026, , S",
        );
    }

    // XML has no rows without a child.
    #[test]
    fn rows_without_a_child_are_no_sequence() {
        case_as_csv(
            &RULE,
            "Episodes: CHILD, DECOM, DEC, RNE
             , 01/05/2026, 05/05/2026, S
             , 05/05/2026, , S",
        );
    }
}
