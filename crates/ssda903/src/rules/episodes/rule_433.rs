//! Rule 433: an episode that continues care begins on the day on which the one before it ended.

use super::codes::{is_one_of_in_any_case, say_the_same};
use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "433",
    message: "The reason for new episode suggests that this is a continuation episode, but the episode does not start on the same day as the last episode finished.",
    why: "RNE P, L, T, U or B says that this episode follows on from the one before it. Its DECOM is then the DEC of that episode.",
    fix: "Compare DECOM with DEC of the episode before, and enter or correct the one that is wrong. If there was a gap, RNE is S.",
    doubt: "A child's first episode in the return is not checked.",
    fields: &[(Episodes, &["RNE", "DECOM"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    // The rows that name no child are no sequence.
    if child.id.is_empty() || child.episodes().len() < 2 {
        return;
    }
    let mut episodes = child.episodes_by_start().to_vec();
    episodes.sort_by_key(|episode| {
        let (started_on, ceased_on) = (episode.started_on.date(), episode.ceased_on.date());
        (
            started_on.is_none(),
            started_on,
            ceased_on.is_none(),
            ceased_on,
        )
    });
    for [before, episode] in episodes.array_windows() {
        let (started_on, ended_on) = (&episode.started_on, &before.ceased_on);
        let follows_on = match (started_on.date(), ended_on.date()) {
            (Some(started), Some(ended)) => started == ended,
            // The same text that is no date is the same.
            (None, None) => say_the_same(started_on, ended_on),
            _ => false,
        };
        if !follows_on && is_one_of_in_any_case(&episode.reason_new, &["P", "L", "T", "U", "B"]) {
            flags.row(*episode);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_433() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, DEC, RNE
             101, 05/05/2026, , P
             101, 01/05/2026, 05/05/2026, S
             102, 01/05/2026, 05/05/2026, S
             102, 06/05/2026, , L *
             103, 01/05/2026, 05/05/2026, S
             103, 04/05/2026, , T *
             104, 01/05/2026, , S
             104, 05/05/2026, , U *
             105, 01/05/2026, 05/05/2026, S
             105, , , B *
             106, 01/05/2026, 05/05/2026, P
             106, 06/05/2026, , S
             106, 07/05/2026, ,
             106, 08/05/2026, , X
             107, 01/05/2026, 05/05/2026, S
             107, 06/05/2026, , p *
             108, 01/05/2026, 05/05/2026, S
             108, 5/5/2026, , P
             109, 01/05/2026, 01/05/2026, S
             109, 01/05/2026, , L
             110, 01/05/2026, , L
             110, 01/05/2026, 01/05/2026, S
             111, 01/05/2026, 31/06/2026, S
             111, 31/06/2026, , P
             112, 01/05/2026, , S
             112, , , P *",
        );
    }

    // In XML a date may begin with the year.
    #[test]
    fn a_date_that_csv_does_not_allow_is_none() {
        case_as_csv(
            &RULE,
            "Episodes: CHILD, DECOM, DEC, RNE
             101, 01/05/2026, 2026-05-05, S
             101, 05/05/2026, , P *",
        );
    }

    // XML has no rows without a child.
    #[test]
    fn rows_without_a_child_are_no_sequence() {
        case_as_csv(
            &RULE,
            "Episodes: CHILD, DECOM, DEC, RNE
             , 01/05/2026, 05/05/2026, S
             , 06/05/2026, , P",
        );
    }
}
