//! Rule 562: an episode that began before the year is the last of last year's return.

use crate::child::{Child, latest};
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::rules::continuity::first_episode;
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "562",
    message: "Episode commenced before the start of the current collection year but there is a missing continuous episode in the previous year.",
    why: "This episode began before 1 April, so it was open at the end of last year. Last year's return must end with an episode of the same DECOM.",
    fix: "Compare DECOM with last year's return. Correct DECOM, or have the missing episode added to last year's return.",
    doubt: "Only the child's latest episode of last year's return is compared. Children whom last year's return does not have are reported.",
    fields: &[(Episodes, &["DECOM"])],
    needs: &[Need::Table(Episodes), Need::LastYear(Episodes)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let Some((first, started_on)) = first_episode(child) else {
        return;
    };
    if started_on >= child.collection().starts_on {
        return;
    }
    let last = latest(child.last_year().episodes(), |episode| {
        episode.started_on.date()
    });
    if last.and_then(|last| last.started_on.date()) != Some(started_on) {
        flags.row(first);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_562() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM
             101, 31/03/2026 *
             102, 01/04/2026
             103, 31/03/2026
             104, 31/03/2026 *
             104, 31/03/2026
             104, 30/05/2026
             105, 31/03/2026 *
             106, 31/03/2026 *
             106, 01/04/2026
             107, 31/03/2026 *
             108, 31/03/2026
             109,
             Episodes_last: CHILD, DECOM
             101, 30/03/2026
             103, 31/03/2026
             103, 30/03/2026
             104, 01/04/2025
             106, 31/03/2026
             106, 01/04/2026
             107, 31/02/2026
             108, 31/3/2026
             108, 31/02/2026
             109, 31/03/2026",
        );
    }

    // XML has no rows without a child.
    #[test]
    fn rows_without_a_child_are_left_alone() {
        case_as_csv(
            &RULE,
            "Episodes: CHILD, DECOM
             , 31/03/2026",
        );
    }
}
