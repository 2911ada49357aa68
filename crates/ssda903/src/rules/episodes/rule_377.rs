//! Rule 377: a child stays with others during their foster carers' holidays twice a year at most.

use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;

const MOST: usize = 2;

pub static RULE: Rule = Rule {
    code: "377",
    message: "Only two temporary placements coded as being due to holiday of usual foster carer(s) are allowed in any 12- month period.",
    why: "This child has more than two episodes in placement T3, which is for the holidays of the usual foster carers.",
    fix: "Check PLACE of these episodes. Record the placements that were not for such a holiday by their own codes.",
    doubt: "The message speaks of any 12 months. The episodes of the whole return are counted, whatever their dates, and a holiday that is split into several episodes counts several times.",
    fields: &[(Episodes, &["PLACE"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let holidays = || {
        child
            .episodes()
            .filter(|episode| episode.placement.is("T3"))
    };
    // The rows that name no child belong to several.
    if !child.id.is_empty() && holidays().nth(MOST).is_some() {
        flags.rows(holidays());
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_377() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, PLACE
             101, 01/05/2026, T3 *
             101, 01/05/2020, T3 *
             101, 01/06/2026, U1
             101, , T3 *
             102, 01/05/2026, T3
             102, 01/06/2026, T3
             102, 01/07/2026, T2
             103, 01/05/2026, T3",
        );
    }

    // XML has no rows without a child.
    #[test]
    fn rows_without_a_child_are_not_counted() {
        case_as_csv(
            &RULE,
            "Episodes: CHILD, PLACE
             , T3
             , T3
             , T3",
        );
    }
}
