//! Rule 630: a child who came into care this year has an answer on earlier permanence.

use crate::child::Child;
use crate::rows;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Episodes, PreviousPermanence};

pub static RULE: Rule = Rule {
    code: "630",
    message: "Information on previous permanence option should be returned.",
    why: "For every child who starts to be looked after in the year PrevPerm says whether they came from an earlier permanence: PREV_PERM Z1 if not, else PREV_PERM with LA_PERM and DATE_PERM.",
    fix: "Add or complete the child's row in PrevPerm. If the child did not come from an earlier permanence, write PREV_PERM Z1.",
    doubt: "",
    fields: &[(Episodes, &["RNE"])],
    needs: &[Need::Table(Episodes), Need::Table(PreviousPermanence)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let year_start = child.collection().starts_on;
    let mut starts = child
        .episodes()
        .filter(|episode| {
            episode
                .started_on
                .date()
                .is_some_and(|date| date >= year_start)
                && episode.reason_new.is("S")
        })
        .peekable();
    if starts.peek().is_some() && !is_answered(child) {
        flags.rows(starts);
    }
}

/// There is a row, and every row is complete.
fn is_answered(child: &Child<'_>) -> bool {
    let is_complete = |row: &rows::PreviousPermanence| {
        row.kind.is("Z1")
            || (!row.kind.is_blank() && !row.authority.is_blank() && !row.ordered_on.is_blank())
    };
    child.previous_permanence().len() > 0
        && child.previous_permanence().all(|row| is_complete(&row))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_630() {
        case(
            &RULE,
            "Episodes: CHILD, RNE, DECOM
             101, S, 01/04/2026 *
             102, S, 31/03/2026
             103, P, 01/04/2026
             104, S,
             105, S, 01/05/2026
             106, S, 01/05/2026
             107, S, 01/05/2026 *
             108, S, 01/05/2026 *
             109, S, 01/05/2026 *
             110, S, 01/05/2026 *
             110, L, 01/06/2026
             110, S, 01/07/2027 *
             111, S, 01/05/2026
             PrevPerm: CHILD, PREV_PERM, LA_PERM, DATE_PERM
             105, Z1, ,
             106, P1, 352, ZZ/ZZ/2020
             107, P1, , ZZ/ZZ/2020
             108, P1, 352,
             109, , 352, ZZ/ZZ/2020
             110, Z1, ,
             110, P1, ,
             111, Z1, 352,",
        );
    }
}
