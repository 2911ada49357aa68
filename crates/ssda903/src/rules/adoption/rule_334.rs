//! Rule 334: adoption is decided after the child came into care.

use crate::child::{Child, latest};
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Ad1, Episodes};

pub static RULE: Rule = Rule {
    code: "334",
    message: "Date child started to be looked after in latest period of care must be on or prior to the date should be placed for adoption. ",
    why: "The decision that the child should be placed for adoption is dated before the child's latest period of care began.",
    fix: "Check DATE_INT against DECOM of the episode with RNE S that began the latest period of care.",
    doubt: "",
    fields: &[(Ad1, &["DATE_INT"]), (Episodes, &["DECOM", "RNE"])],
    needs: &[Need::Table(Episodes), Need::Table(Ad1)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    if child.ad1().next().is_none() {
        return;
    }
    let starts = child
        .episodes()
        .filter(|episode| episode.reason_new.is("S"));
    let Some(start) = latest(starts, |episode| episode.started_on.date()) else {
        return;
    };
    let before_care = |date| {
        start
            .started_on
            .date()
            .is_some_and(|started| date < started)
    };
    for adoption in child.ad1() {
        if adoption.decided_on.date().is_some_and(before_care) {
            flags.row(start);
            flags.row(adoption);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_334() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, RNE
             101, 10/05/2025, S
             101, 10/05/2026, S *
             101, 10/06/2026, P
             102, 10/05/2026, S
             103, 10/05/2026, P
             104, , S
             105, 10/05/2026, S
             106, 10/05/2026, S
             AD1: CHILD, DATE_INT, NB_ADOPTR
             101, 09/05/2026, 1 *
             102, 10/05/2026, 1
             103, 09/05/2026, 1
             104, 09/05/2026, 1
             105, , 1
             106, 31/04/2026, 1
             107, 09/05/2026, 1",
        );
    }

    #[test]
    fn the_first_of_two_latest_starts_is_taken() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, RNE, LS
             101, 10/05/2026, S, C1 *
             101, 10/05/2026, S, C2
             AD1: CHILD, DATE_INT
             101, 09/05/2026 *",
        );
    }
}
