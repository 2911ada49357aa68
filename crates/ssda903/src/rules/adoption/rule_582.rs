//! Rule 582: a child is matched with adopters before the adoption.

use std::collections::BTreeSet;

use super::ADOPTED;
use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Ad1, Episodes};

pub static RULE: Rule = Rule {
    code: "582",
    message: "Child is showing as ceasing to be looked after due to adoption, but the date of adoption is the same as the date reported for being matched with adopters. In most circumstances we expect the date the child is matched with adopters to be before the date of adoption.",
    why: "The day of the adoption (DEC) is also the day of the match (DATE_MATCH in AD1). Normally the child lives with the adopters for a time in between.",
    fix: "Check DEC and DATE_MATCH. If both are right, note the reason.",
    doubt: "The row in AD1 is not marked, although its DATE_MATCH may be the wrong date.",
    fields: &[(Episodes, &["DEC", "REC"])],
    needs: &[Need::Table(Episodes), Need::Table(Ad1)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    if child.ad1().next().is_none() {
        return;
    }
    let matched_on: BTreeSet<_> = child
        .ad1()
        .filter_map(|row| row.matched_on.date())
        .collect();
    flags.rows(child.episodes().filter(|episode| {
        episode.reason_ceased.is_one_of(ADOPTED)
            && episode
                .ceased_on
                .date()
                .is_some_and(|adopted| matched_on.contains(&adopted))
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_582() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, DEC, REC
             101, 01/05/2026, 10/10/2026, E11 *
             102, 01/05/2026, 10/10/2026, E12 *
             103, 01/05/2026, 10/10/2026, E4A
             104, 01/05/2026, 11/10/2026, E11
             105, 01/05/2026, , E11
             106, 01/05/2026, ZZ, E11
             107, 01/05/2026, 10/10/2026, E11
             108, 01/05/2024, 10/10/2024, E11 *
             109, 01/05/2026, 10/10/2026, E11 *
             AD1: CHILD, DATE_MATCH, NB_ADOPTR
             101, 10/10/2026, 1
             102, 10/10/2026, 1
             103, 10/10/2026, 1
             104, 10/10/2026, 1
             105, , 1
             106, ZZ, 1
             108, 10/10/2024, 1
             109, 09/10/2026, 1
             109, 10/10/2026, 1",
        );
    }

    #[test]
    fn the_same_day_written_differently_is_the_same_day() {
        case(
            &RULE,
            "Episodes: CHILD, DEC, REC
             101, 01/10/2026, E11 *
             AD1: CHILD, DATE_MATCH
             101, 1/10/2026",
        );
    }
}
