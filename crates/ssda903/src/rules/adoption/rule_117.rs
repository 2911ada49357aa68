//! Rule 117: decisions about adoption come neither after the year nor after care ended.

use jiff::civil::Date;

use crate::child::{Child, latest};
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Episodes, PlacedForAdoption};

pub static RULE: Rule = Rule {
    code: "117",
    message: "Date of decision that a child should/should no longer be placed for adoption is beyond the current collection year or after the child ceased to be looked after.",
    why: "A decision that a child should be placed for adoption, or no longer be placed, is made while the child is looked after and is returned for the year in which it is made.",
    fix: "Check DATE_PLACED and DATE_PLACED_CEASED against the end of the year and against DEC of the last episode.",
    doubt: "Episodes that ended with X1 (care went on) are passed over, so that the decision may be set against an older episode than the child's last one.",
    fields: &[
        (Episodes, &["DEC", "REC", "DECOM"]),
        (PlacedForAdoption, &["DATE_PLACED_CEASED", "DATE_PLACED"]),
    ],
    needs: &[Need::Table(Episodes), Need::Table(PlacedForAdoption)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    // The rows that name no child belong to several.
    if child.id.is_empty() || child.placed_for_adoption().next().is_none() {
        return;
    }
    let not_continued = child
        .episodes()
        .filter(|episode| !episode.reason_ceased.is("X1"));
    let Some(last) = latest(not_continued, |episode| episode.started_on.date()) else {
        return;
    };
    let too_late = |date: Date| {
        date > child.collection().ends_on
            || last.ceased_on.date().is_some_and(|ceased| date > ceased)
    };
    for decision in child.placed_for_adoption() {
        let dates = [decision.decided_on.date(), decision.reversed_on.date()];
        if dates.into_iter().flatten().any(too_late) {
            flags.row(last);
            flags.row(decision);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_117() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, DEC, REC
             101, 01/05/2025, , *
             102, 01/05/2025, 10/10/2026, E4A *
             103, 01/05/2025, 10/10/2026, E4A
             104, 01/05/2025, 10/10/2026, X1
             105, 01/05/2025, 10/10/2026, E4A *
             105, 10/10/2026, 20/10/2026, X1
             106, 01/05/2025, 10/10/2025, E4A
             106, 01/05/2026, ,
             107, 31/02/2025, 10/10/2025, E4A
             108, 01/05/2025, ,
             109, 01/05/2025, soon, E4A
             PlacedAdoption: CHILD, DATE_PLACED, DATE_PLACED_CEASED
             101, 01/04/2027, *
             101, 31/03/2027, 31/03/2027
             102, 10/10/2026, 11/10/2026 *
             103, 10/10/2026, 10/10/2026
             104, 01/01/2030, 01/01/2030
             105, 15/10/2026, *
             106, 01/12/2025, 31/12/2026
             107, 01/01/2030,
             108, , ZZ
             109, 31/03/2027,",
        );
    }

    #[test]
    fn the_first_of_two_latest_episodes_is_taken() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, DEC, REC
             101, 01/05/2025, 10/10/2026, E4A *
             101, 01/05/2025, , E4A
             PlacedAdoption: CHILD, DATE_PLACED
             101, 11/10/2026 *",
        );
    }

    // XML has no rows without a child.
    #[test]
    fn rows_without_a_child_are_left_alone() {
        case_as_csv(
            &RULE,
            "PlacedAdoption: CHILD, DATE_PLACED
             , 01/05/2026
             Episodes: CHILD, DECOM, DEC, REC
             , 01/04/2026, 30/04/2026, E15",
        );
    }
}
