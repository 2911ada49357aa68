//! Rule 502: an episode that was open at the end of last year is the first of this year.

use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::rules::continuity::first_episode;
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "502",
    message: "Last year's record ended with an open episode. The date on which that episode started does not match the start date of the first episode on this year’s record.",
    why: "Last year's return has an episode without DEC. It goes on into this year, so this year's first episode must have the same DECOM.",
    fix: "Enter the episode with last year's DECOM, or correct DECOM. If the episode had ended by 31 March, last year's return lacks its DEC.",
    doubt: "With several open episodes last year, one that does not match is enough.",
    fields: &[(Episodes, &["DECOM"])],
    needs: &[Need::Table(Episodes), Need::LastYear(Episodes)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let Some((first, started_on)) = first_episode(child) else {
        return;
    };
    let mut last_year = child.last_year().episodes();
    if last_year.any(|episode| {
        episode.ceased_on.is_blank() && episode.started_on.date() != Some(started_on)
    }) {
        flags.row(first);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_502() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, DEC
             101, 01/05/2026,
             101, 01/01/2026, 01/05/2026
             102, 02/01/2026, *
             102, 01/05/2026,
             103, 02/01/2026,
             104, 02/01/2026,
             105, 02/01/2026,
             106, 02/01/2026, *
             107, 02/01/2026, *
             107, 02/01/2026, 03/01/2026
             108, ,
             108, 31/02/2026,
             109, 02/01/2026, *
             110, 2/1/2026,
             Episodes_last: CHILD, DECOM, DEC, LS
             101, 01/01/2026,
             102, 01/01/2026,
             103, 01/01/2026, 01/03/2026
             104, 01/01/2026, 31/02/2026
             106, , , C2
             107, 02/01/2026,
             107, 01/12/2025,
             108, 01/01/2026,
             109, 31/02/2026,
             110, 02/01/2026,",
        );
    }

    // XML has no rows without a child.
    #[test]
    fn rows_without_a_child_are_left_alone() {
        case_as_csv(
            &RULE,
            "Episodes: CHILD, DECOM
             , 01/05/2026
             Episodes_last: CHILD, DECOM
             , 01/01/2026",
        );
    }
}
