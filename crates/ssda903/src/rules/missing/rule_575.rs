//! Rule 575: a time missing ends when the placement does.

use super::spans::Spans;
use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Episodes, Missing};

pub static RULE: Rule = Rule {
    code: "575",
    message: "If the placement from which the child goes missing/away from placement without authorisation ends, the missing/away from placement without authorisation period in the missing module must also have an end date.",
    why: "The placement from which the child went missing has ended, but the time missing has no end.",
    fix: "Complete MIS_END with the day on which the child came back or the placement ended.",
    doubt: "It is enough that one ended episode holds MIS_START, even where the child was in another, open one on the same day.",
    fields: &[(Missing, &["MIS_END"])],
    needs: &[Need::Table(Missing), Need::Table(Episodes)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let mut open = child
        .missing()
        .filter(|row| row.ended_on.is_blank())
        .peekable();
    if open.peek().is_none() {
        return;
    }
    let ended_episodes = Spans::new(
        child
            .episodes()
            .filter(|episode| episode.ceased_on.date().is_some())
            .map(|episode| (episode.started_on.date(), episode.ceased_on.date())),
    );
    flags.rows(open.filter(|row| {
        row.started_on
            .date()
            .is_some_and(|started| ended_episodes.contain(started))
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_575() {
        case(
            &RULE,
            "Missing: CHILD, MISSING, MIS_START, MIS_END
             101, M, 09/05/2026,
             101, M, 10/05/2026, *
             101, M, 20/05/2026, *
             101, M, 21/05/2026,
             102, M, 15/05/2026,
             103, M, 15/05/2026, 16/05/2026
             104, M, 15/05/2026, ZZ
             105, M, 20/05/2026, *
             106, M, ,
             106, M, ZZ,
             107, M, 15/05/2026,
             108, M, 15/05/2026,
             109, M, 15/05/2026,
             Episodes: CHILD, DECOM, DEC
             101, 10/05/2026, 20/05/2026
             102, 10/05/2026,
             103, 10/05/2026, 20/05/2026
             104, 10/05/2026, 20/05/2026
             105, 10/05/2026, 20/05/2026
             105, 20/05/2026,
             106, 10/05/2026, 20/05/2026
             107, , 20/05/2026
             108, 10/05/2026, ZZ",
        );
    }
}
