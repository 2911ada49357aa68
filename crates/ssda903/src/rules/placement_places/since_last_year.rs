//! Rules 452, 453, 503G, 503H and 503J: where last year ended with an open episode, this year begins in the same place.

use crate::child::{Child, Line, earliest, latest};
use crate::rows::Episode;
use crate::rule::{ALL_YEARS, Need, Rule};
use crate::table::Table::Episodes;

const NEEDS: &[Need] = &[
    Need::Table(Episodes),
    Need::LastYear(Episodes),
    Need::Postcodes,
];

pub static RULE_452: Rule = Rule {
    code: "452",
    message: "Contradiction between local authority of placement code in the last episode of the previous year and in the first episode of the current year.",
    why: "Last year's return ended with an open episode, and this year's begins with the same RNE. PL_POST lies in another authority than it did then.",
    fix: "Check PL_POST in both years. If the child has moved, end the old episode and start a new one.",
    doubt: "",
    fields: &[(Episodes, &["PL_POST"])],
    needs: NEEDS,
    years: ALL_YEARS,
    check: |child, flags| {
        let Some((first, last)) = turn_of_the_year(child) else {
            return;
        };
        let same_authority = child.derived(first).authority == child.derived(last).authority;
        if last.ceased_on.is_blank() && has_same_reason(first, last) && !same_authority {
            flags.row(first);
        }
    },
};

pub static RULE_453: Rule = Rule {
    code: "453",
    message: "Contradiction between placement distance in the last episode of the previous year and in the first episode of the current year.",
    why: "Last year's return ended with an open episode, and this year's begins with the same RNE. The distance from home differs by 0.2 miles or more.",
    fix: "Check HOME_POST and PL_POST in both years. If the child has moved, end the old episode and start a new one.",
    doubt: "A distance that was there last year and is missing this year is not reported, the other way round is.",
    fields: &[(Episodes, &["HOME_POST", "PL_POST"])],
    needs: NEEDS,
    years: ALL_YEARS,
    check: |child, flags| {
        let Some((first, last)) = turn_of_the_year(child) else {
            return;
        };
        let open = last.ceased_on.date().is_none();
        if open && has_same_reason(first, last) && distance_differs(child, first, last) {
            flags.row(first);
        }
    },
};

pub static RULE_503G: Rule = Rule {
    code: "503G",
    message: "The distance in first episode does not match open episode at end of last year.",
    why: "Last year's return ended with an open episode. The distance from home in this year's first episode differs from it by 0.2 miles or more.",
    fix: "Check HOME_POST and PL_POST in both years. If the child has moved, end the old episode and start a new one.",
    doubt: "A distance that was there last year and is missing this year is not reported, the other way round is.",
    fields: &[(Episodes, &["HOME_POST", "PL_POST"])],
    needs: NEEDS,
    years: ALL_YEARS,
    check: |child, flags| {
        let Some((first, last)) = turn_of_the_year(child) else {
            return;
        };
        if last.ceased_on.date().is_none() && distance_differs(child, first, last) {
            flags.row(first);
        }
    },
};

pub static RULE_503H: Rule = Rule {
    code: "503H",
    message: "The placement LA in first episode does not match open episode at end of last year.",
    why: "Last year's return ended with an open episode. PL_POST of this year's first episode lies in another authority than it did then.",
    fix: "Check PL_POST in both years. If the child has moved, end the old episode and start a new one.",
    doubt: "",
    fields: &[(Episodes, &["PL_POST"])],
    needs: NEEDS,
    years: ALL_YEARS,
    check: |child, flags| {
        let Some((first, last)) = turn_of_the_year(child) else {
            return;
        };
        let same_authority = child.derived(first).authority == child.derived(last).authority;
        if last.ceased_on.date().is_none() && !same_authority {
            flags.row(first);
        }
    },
};

pub static RULE_503J: Rule = Rule {
    code: "503J",
    message: "The placement location in first episode does not match open episode at end of last year.",
    why: "Last year's return ended with an open episode. In one of the two years PL_POST lies inside the authority, in the other it lies outside or is not known.",
    fix: "Check PL_POST in both years. If the child has moved, end the old episode and start a new one.",
    doubt: "",
    fields: &[(Episodes, &["PL_POST"])],
    needs: NEEDS,
    years: ALL_YEARS,
    check: |child, flags| {
        let Some((first, last)) = turn_of_the_year(child) else {
            return;
        };
        let same_location = child.derived(first).location == child.derived(last).location;
        if last.ceased_on.date().is_none() && !same_location {
            flags.row(first);
        }
    },
};

/// The first episode of this year and the last one of last year.
fn turn_of_the_year<'a>(child: &Child<'a>) -> Option<(Line<'a, Episode>, Line<'a, Episode>)> {
    if child.id.is_empty() {
        return None;
    }
    let last = latest(child.last_year().episodes(), |episode| {
        episode.started_on.date()
    })?;
    let first = earliest(child.episodes(), |episode| episode.started_on.date())?;
    Some((first, last))
}

fn has_same_reason(first: Line<'_, Episode>, last: Line<'_, Episode>) -> bool {
    first.reason_new.is(&last.reason_new.text())
}

/// Counted in whole tenths of a mile, so that 0.2 miles are exactly that.
fn distance_differs<'a>(
    child: &Child<'a>,
    first: Line<'a, Episode>,
    last: Line<'a, Episode>,
) -> bool {
    let tenths = |episode| child.derived(episode).distance_tenths;
    match (tenths(first), tenths(last)) {
        (Some(first), Some(last)) => first.abs_diff(last) >= 2,
        (Some(_), None) => true,
        (None, _) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{RULE_452, RULE_453, RULE_503G, RULE_503H, RULE_503J};
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_452() {
        case(
            &RULE_452,
            "Episodes: CHILD, RNE, DECOM, PL_LA
             101, P, 01/05/2026, E09000027
             101, S, 01/05/2024, E09000008 *
             102, S, 01/05/2024, E09000027
             103, P, 01/05/2024, E09000008
             104, S, 01/05/2024, E09000008
             105, S, 01/05/2024, E09000008
             106, S, 01/05/2024, *
             107, S, 01/05/2024, E09000008 *
             108, S, 01/05/2024,
             109, , 01/05/2024, E09000008
             110, S, 31/02/2024, E09000008
             111, S, 01/05/2024, E09000008
             Episodes_last: CHILD, RNE, DECOM, DEC, PL_LA
             101, S, 01/05/2024, , E09000027
             101, S, 01/04/2024, 01/05/2024, E09000008
             102, S, 01/05/2024, , E09000027
             103, S, 01/05/2024, , E09000027
             104, S, 01/05/2024, 01/03/2026, E09000027
             105, S, 01/05/2024, 31/02/2026, E09000027
             106, S, 01/05/2024, , E09000027
             107, S, 01/05/2024, ,
             108, S, 01/05/2024, ,
             109, , 01/05/2024, , E09000027
             110, S, 01/05/2024, , E09000027
             111, S, 31/02/2024, , E09000027",
        );
    }

    #[test]
    fn rule_453() {
        case(
            &RULE_453,
            "Episodes: CHILD, RNE, DECOM, PL_DISTANCE
             101, S, 01/05/2024, 0.3 *
             101, P, 01/05/2026, 9.9
             102, S, 01/05/2024, 0.2
             103, S, 01/05/2024, 9.8 *
             104, P, 01/05/2024, 9.8
             105, S, 01/05/2024, 9.8
             106, S, 01/05/2024, 9.8 *
             107, S, 01/05/2024, 9.8 *
             108, S, 01/05/2024,
             109, , 01/05/2024, 9.8
             110, S, 01/05/2026, 9.8
             Episodes_last: CHILD, RNE, DECOM, DEC, PL_DISTANCE
             101, S, 01/05/2024, , 0.1
             102, S, 01/05/2024, , 0.1
             103, S, 01/05/2024, , 10
             104, S, 01/05/2024, , 10
             105, S, 01/05/2024, 01/03/2026, 10
             106, S, 01/05/2024, 31/02/2026, 10
             107, S, 01/05/2024, ,
             108, S, 01/05/2024, , 10
             109, , 01/05/2024, , 10",
        );
    }

    #[test]
    fn rule_503g() {
        case(
            &RULE_503G,
            "Episodes: CHILD, RNE, DECOM, PL_DISTANCE
             101, P, 01/05/2024, 0.3 *
             102, S, 01/05/2024, 0.2
             103, S, 01/05/2024, 9.8
             104, S, 01/05/2024, 9.8 *
             105, S, 01/05/2024, 9.8 *
             106, S, 01/05/2024,
             Episodes_last: CHILD, RNE, DECOM, DEC, PL_DISTANCE
             101, S, 01/05/2024, , 0.1
             102, S, 01/05/2024, , 0.1
             103, S, 01/05/2024, 01/03/2026, 10
             104, S, 01/05/2024, 31/02/2026, 10
             105, S, 01/05/2024, ,
             106, S, 01/05/2024, , 10",
        );
    }

    #[test]
    fn rule_503h() {
        case(
            &RULE_503H,
            "Episodes: CHILD, RNE, DECOM, PL_LA
             101, P, 01/05/2024, E09000008 *
             102, S, 01/05/2024, E09000027
             103, S, 01/05/2024, E09000008
             104, S, 01/05/2024, E09000008 *
             105, S, 01/05/2024,
             106, S, 01/05/2024, *
             Episodes_last: CHILD, RNE, DECOM, DEC, PL_LA
             101, S, 01/05/2024, , E09000027
             102, S, 01/05/2024, , E09000027
             103, S, 01/05/2024, 01/03/2026, E09000027
             104, S, 01/05/2024, 31/02/2026, E09000027
             105, S, 01/05/2024, ,
             106, S, 01/05/2024, , E09000027",
        );
    }

    #[test]
    fn rule_503j() {
        case(
            &RULE_503J,
            "Episodes: CHILD, DECOM, PL_LOCATION
             101, 01/05/2024, OUT *
             102, 01/05/2024, IN
             103, 01/05/2024, OUT
             104, 01/05/2024, OUT *
             105, 01/05/2024,
             106, 01/05/2024, *
             107, 31/02/2024, OUT
             Episodes_last: CHILD, DECOM, DEC, PL_LOCATION
             101, 01/05/2024, , IN
             102, 01/05/2024, , IN
             103, 01/05/2024, 01/03/2026, IN
             104, 01/05/2024, 31/02/2026, IN
             105, 01/05/2024, ,
             106, 01/05/2024, , IN
             107, 01/05/2024, , IN",
        );
    }

    #[test]
    fn rows_without_a_child_are_nobody() {
        // XML reads rows without an identifier otherwise.
        case_as_csv(
            &RULE_503J,
            "Episodes: CHILD, DECOM, PL_LOCATION
             , 01/05/2024, OUT
             Episodes_last: CHILD, DECOM, DEC, PL_LOCATION
             , 01/05/2024, , IN",
        );
    }
}
