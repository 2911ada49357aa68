//! Rule 577: a time missing does not outlast care.

use super::spans::periods_of_care;
use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Episodes, Missing};

pub static RULE: Rule = Rule {
    code: "577",
    message: "Child ceased to be looked after but there is a missing/away from placement without authorisation period without an end date.",
    why: "Care ended, and a time missing ends with it at the latest. This one has no end, or an end outside every period of care.",
    fix: "Complete MIS_END, at the latest with DEC of the child's last episode, or check the two dates.",
    doubt: "Wider than the message: an end that lies outside the periods of care is reported too. A period of care ends with the episode that began last in it, even where an older one ended later.",
    fields: &[(Missing, &["MIS_END"])],
    needs: &[Need::Table(Missing), Need::Table(Episodes)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let mut started = child
        .missing()
        .filter(|row| row.started_on.date().is_some())
        .peekable();
    if started.peek().is_none() {
        return;
    }
    let care = periods_of_care(child);
    if care.is_empty() {
        return;
    }
    flags.rows(started.filter(|row| {
        let within_care = match row.ended_on.date() {
            Some(ended) => care.contain(ended),
            None => row
                .started_on
                .date()
                .is_some_and(|started| care.contain_open(started)),
        };
        !within_care
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_577() {
        case(
            &RULE,
            "Missing: CHILD, MISSING, MIS_START, MIS_END
             101, M, 15/05/2026, *
             101, M, 15/05/2026, 20/05/2026
             101, M, 15/05/2026, 21/05/2026 *
             101, M, 01/05/2026, 10/05/2026
             101, M, 01/05/2026, 09/05/2026 *
             101, M, 15/05/2026, ZZ *
             102, M, 10/05/2026,
             102, M, 09/05/2026, *
             102, M, 01/05/2026, 31/05/2026
             103, M, , 31/05/2026
             103, M, ZZ,
             104, M, 15/05/2026,
             105, M, 15/05/2026,
             106, M, 15/05/2026, *
             106, M, 25/05/2026,
             106, M, 15/05/2026, 22/05/2026 *
             107, M, 15/05/2026,
             107, M, 15/05/2026, 22/05/2026
             Episodes: CHILD, DECOM, DEC
             101, 10/05/2026, 15/05/2026
             101, 15/05/2026, 20/05/2026
             102, 10/05/2026,
             103, 10/05/2026, 20/05/2026
             105, , 20/05/2026
             106, 25/05/2026,
             106, 10/05/2026, 20/05/2026
             107, 10/05/2026, 20/05/2026
             107, 20/05/2026,",
        );
    }

    #[test]
    fn a_period_ends_with_the_episode_that_began_last() {
        case(
            &RULE,
            "Missing: CHILD, MISSING, MIS_START, MIS_END
             101, M, 15/05/2026, 20/05/2026
             101, M, 15/05/2026, 21/05/2026 *
             101, M, 15/05/2026, *
             102, M, 15/05/2026, 21/05/2026 *
             Episodes: CHILD, DECOM, DEC
             101, 10/05/2026,
             101, 12/05/2026, 20/05/2026
             102, 10/05/2026, 30/05/2026
             102, 12/05/2026, 20/05/2026",
        );
    }

    // XML has no rows without a child.
    #[test]
    fn rows_without_a_child_are_left_alone() {
        case_as_csv(
            &RULE,
            "Missing: CHILD, MIS_START
             , 01/06/2026
             Episodes: CHILD, DECOM, DEC
             , 01/04/2026, 01/05/2026",
        );
    }
}
