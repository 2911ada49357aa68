//! Rule NoE: a child who was in care before the year has episodes in last year's return.

use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "NoE",
    message: "This child has no episodes loaded for previous year even though child started to be looked after before this current year.",
    why: "This episode began before 1 April, so the child was looked after last year. Last year's return has no episode of theirs.",
    fix: "Check DECOM, and whether the child has the same CHILD identifier in both years. Otherwise have the child added to last year's return.",
    doubt: "Any episode of the child last year is enough; rule 562 asks whether it is the right one.",
    fields: &[(Episodes, &["DECOM"])],
    needs: &[Need::Table(Episodes), Need::LastYear(Episodes)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    if child.last_year().episodes().len() > 0 {
        return;
    }
    let starts_on = child.collection().starts_on;
    let before_the_year = |started| started < starts_on;
    flags.rows(
        child
            .episodes()
            .filter(|episode| episode.started_on.date().is_some_and(before_the_year)),
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_noe() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM
             101, 31/03/2026 *
             101, 01/01/2020 *
             101, 01/04/2026
             102, 01/04/2026
             103, 31/03/2026
             104,
             105, 31/02/2026
             Episodes_last: CHILD, DECOM, LS
             103, , C2",
        );
    }
}
