//! Rule 578: a child goes missing while in care.

use super::spans::periods_of_care;
use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Episodes, Missing};

pub static RULE: Rule = Rule {
    code: "578",
    message: "The date that the child started to be missing is after the child ceased to be looked after.",
    why: "The day on which the child went missing lies outside every period of care.",
    fix: "Check MIS_START against DECOM and DEC of the child's episodes; an episode may be missing.",
    doubt: "Wider than the message: a start before care began, or between two periods of care, is reported too. A period of care ends with the episode that began last in it, even where an older one ended later.",
    fields: &[(Missing, &["MIS_START"])],
    needs: &[Need::Table(Missing), Need::Table(Episodes)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    if child.missing().next().is_none() {
        return;
    }
    let care = periods_of_care(child);
    if care.is_empty() {
        return;
    }
    flags.rows(child.missing().filter(|row| {
        row.started_on
            .date()
            .is_some_and(|started| !care.contain(started))
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_578() {
        case(
            &RULE,
            "Missing: CHILD, MISSING, MIS_START
             101, M, 09/05/2026 *
             101, M, 10/05/2026
             101, M, 20/05/2026
             101, M, 21/05/2026 *
             101, M, 24/05/2026 *
             101, M, 25/05/2026
             101, M, 31/03/2027
             102, M,
             102, M, 31/04/2026
             103, M, 01/05/2026
             104, M, 01/05/2026
             105, M, 20/05/2026
             105, M, 21/05/2026 *
             106, M, 20/05/2026
             Episodes: CHILD, DECOM, DEC
             101, 25/05/2026,
             101, 15/05/2026, 20/05/2026
             101, 10/05/2026, 15/05/2026
             102, 10/05/2026, 20/05/2026
             104, , 20/05/2026
             105, 10/05/2026, 30/05/2026
             105, 12/05/2026, 20/05/2026
             106, 10/05/2026, ZZ",
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
