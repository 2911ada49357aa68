//! Rule 504: the category of need stays the same while care goes on.

use super::codes::{neighbours, say_the_same};
use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "504",
    message: "The category of need code differs from that reported at start of current period of being looked after",
    why: "CIN is the need at the start of the period of care and does not change during it. Here it differs from the episode before, which went on into this one.",
    fix: "Enter in CIN what the first episode of the period of care has, or correct that one.",
    doubt: "Each episode is compared with the one before, not with the start of the period: a later episode that keeps the changed code is not reported. Two blank cells count as different.",
    fields: &[(Episodes, &["CIN"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    for (before, episode) in neighbours(child) {
        if say_the_same(&before.category_of_need, &episode.category_of_need)
            || !before.reason_ceased.is("X1")
        {
            continue;
        }
        let dates = episode.started_on.date().zip(before.ceased_on.date());
        if dates.is_some_and(|(started, ended)| started == ended) {
            flags.row(episode);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_504() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, DEC, REC, CIN
             101, 05/05/2026, 09/05/2026, X1, N2 *
             101, 01/05/2026, 05/05/2026, X1, N1
             101, 09/05/2026, , , N2
             102, 01/05/2026, 05/05/2026, X1, N1
             102, 05/05/2026, , , N1
             103, 01/05/2026, 05/05/2026, X1,
             103, 05/05/2026, , , *
             104, 01/05/2026, 05/05/2026, X1, N1
             104, 05/05/2026, , , *
             105, 01/05/2026, 05/05/2026, E4A, N1
             105, 05/05/2026, , , N2
             106, 01/05/2026, 05/05/2026, , N1
             106, 05/05/2026, , , N2
             107, 01/05/2026, 05/05/2026, X1, N1
             107, 06/05/2026, , , N2
             108, 01/05/2026, , X1, N1
             108, 05/05/2026, , , N2
             109, 01/05/2026, 05/05/2026, X1, N1
             109, , , , N2
             110, 01/05/2026, 05/05/2026, X1, N1",
        );
    }

    // XML has no rows without a child.
    #[test]
    fn rows_without_a_child_are_no_sequence() {
        case_as_csv(
            &RULE,
            "Episodes: CHILD, DECOM, DEC, REC, CIN
             , 01/05/2026, 05/05/2026, X1, N1
             , 05/05/2026, , , N2",
        );
    }
}
