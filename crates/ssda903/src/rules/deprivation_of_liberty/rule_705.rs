//! Rule 705: a deprivation of liberty order begins when the one before it has ended.

use crate::child::Child;
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::DeprivationOfLiberty;

pub static RULE: Rule = Rule {
    code: "705",
    message: "A DoLO cannot start when the previous DoLO is still open.",
    why: "A child has one order at a time: each must end before the next begins, or on the same day.",
    fix: "Compare DOLO_START with the DOLO_END of the child's order before it. Enter the end that is missing, or correct the date that is wrong.",
    doubt: "Orders are taken by the day on which they ended, open ones by the day on which they began. Of two orders that overlap, the one that began first may therefore be the one that is reported.",
    fields: &[(DeprivationOfLiberty, &["DOLO_START", "DOLO_END"])],
    needs: &[Need::Table(DeprivationOfLiberty)],
    years: 2027..=i16::MAX,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let mut orders: Vec<_> = child.deprivation_of_liberty().collect();
    // The rows that name no child are no sequence.
    if child.id.is_empty() || orders.len() < 2 {
        return;
    }
    orders.sort_by_key(|order| {
        let (started_on, ended_on) = (order.started_on.date(), order.ended_on.date());
        let day = ended_on.or(started_on);
        (day.is_none(), day, started_on.is_none(), started_on)
    });
    for [before, order] in orders.array_windows() {
        let overlaps = match before.ended_on.date() {
            None => true,
            Some(ended) => order
                .started_on
                .date()
                .is_some_and(|started| started < ended),
        };
        if overlaps {
            flags.row(*order);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_705() {
        case(
            &RULE,
            "DoLo: CHILD, DOB, DOLO_START, DOLO_END
             101, 09/06/2012, 03/05/2026, 09/05/2026
             101, 09/06/2012, 01/05/2026, 03/05/2026
             102, 09/06/2012, 01/05/2026, 03/05/2026
             102, 09/06/2012, 02/05/2026, 09/05/2026 *
             103, 09/06/2012, 01/05/2026,
             103, 09/06/2012, 09/05/2026, 10/05/2026 *
             104, 09/06/2012, 01/05/2026, 31/04/2026
             104, 09/06/2012, 09/05/2026, *
             105, 09/06/2012, 01/05/2026,
             106, 09/06/2012, 01/05/2026, 03/05/2026
             106, 09/06/2012, , 09/05/2026
             106, 09/06/2012, ,
             106, 09/06/2012, , *
             107, 09/06/2012, 01/05/2026, 30/06/2026 *
             107, 09/06/2012, 05/05/2026,",
        );
    }

    // XML has no rows without a child.
    #[test]
    fn rows_without_a_child_are_no_sequence() {
        case_as_csv(
            &RULE,
            "DoLo: CHILD, DOLO_START, DOLO_END
             , 01/05/2026,
             , 02/05/2026,",
        );
    }
}
