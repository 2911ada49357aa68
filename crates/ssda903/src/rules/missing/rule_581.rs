//! Rule 581: a child who goes missing is in an episode of care.

use super::spans::Spans;
use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Episodes, Missing};

pub static RULE: Rule = Rule {
    code: "581",
    message: "Child is missing but has not yet started to be looked after.",
    why: "The day on which the child went missing lies in none of the child's episodes.",
    fix: "Check MIS_START against DECOM and DEC of the child's episodes; an episode may be missing.",
    doubt: "Wider than the message: a start after care ended, a start between two episodes, and a MIS_START that is blank or no date are reported too.",
    fields: &[(Missing, &["MIS_START"])],
    needs: &[Need::Table(Missing), Need::Table(Episodes)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    if child.missing().next().is_none() || child.episodes().next().is_none() {
        return;
    }
    let episodes = Spans::new(
        child
            .episodes()
            .map(|episode| (episode.started_on.date(), episode.ceased_on.date())),
    );
    flags.rows(child.missing().filter(|row| {
        row.started_on
            .date()
            .is_none_or(|started| !episodes.contain(started))
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_581() {
        case(
            &RULE,
            "Missing: CHILD, MISSING, MIS_START
             101, M, 09/05/2026 *
             101, M, 10/05/2026
             101, M, 20/05/2026
             101, M, 21/05/2026 *
             101, M, 25/05/2026
             101, M, 31/03/2027
             102, M, *
             103, M, 31/04/2026 *
             104, M, 01/05/2026
             104, M,
             105, M, 15/05/2026 *
             106, M, 29/05/2026
             107, M, 15/05/2026
             Episodes: CHILD, DECOM, DEC
             101, 25/05/2026,
             101, 10/05/2026, 20/05/2026
             102, 10/05/2026,
             103, 10/05/2026,
             105, , 20/05/2026
             106, 10/05/2026, 30/05/2026
             106, 12/05/2026, 20/05/2026
             107, 10/05/2026, ZZ",
        );
    }
}
