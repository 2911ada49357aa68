//! Rule 707: a deprivation of liberty order ends when the child leaves care.

use crate::child::Child;
use crate::rule::{Flags, Need, Rule};
use crate::rules::period_of_care::{lies_in_care, periods_of_care};
use crate::table::Table::{DeprivationOfLiberty, Episodes};

pub static RULE: Rule = Rule {
    code: "707",
    message: "Child ceased to be looked after but there is a DoLO without an end date.",
    why: "The order is open although the child is no longer looked after, or it ends on a day on which the child was not looked after.",
    fix: "Compare DOLO_END with the child's episodes (DECOM and DEC). Enter or correct the day on which the order ended.",
    doubt: "The message speaks of orders without an end. Orders that ended after the child left care, or before care began, are reported too, while the start of an ended order is not looked at. The end of a period of care is the DEC of its last episode by DECOM, which may be too early where episodes overlap.",
    fields: &[(DeprivationOfLiberty, &["DOLO_END"])],
    needs: &[Need::Table(DeprivationOfLiberty), Need::Table(Episodes)],
    years: 2027..=i16::MAX,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    if child.deprivation_of_liberty().len() == 0 {
        return;
    }
    let periods = periods_of_care(child);
    if periods.is_empty() {
        return;
    }
    for order in child.deprivation_of_liberty() {
        let Some(started_on) = order.started_on.date() else {
            continue;
        };
        if !lies_in_care(&periods, started_on, order.ended_on.date()) {
            flags.row(order);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_707() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, DEC
             101, 01/05/2026, 10/05/2026
             101, 10/05/2026, 20/05/2026
             101, 22/05/2026, 31/05/2026
             102, 10/05/2026,
             103, 01/05/2026, 30/06/2026
             103, 10/05/2026, 20/05/2026
             104, , 20/05/2026
             106, 01/05/2026,
             106, 10/05/2026, 20/05/2026
             DoLo: CHILD, DOLO_START, DOLO_END
             101, 02/05/2026, *
             101, 02/05/2026, 20/05/2026
             101, 02/05/2026, 21/05/2026 *
             101, 02/05/2026, 22/05/2026
             101, 02/05/2026, 31/05/2026
             101, 02/05/2026, 01/06/2026 *
             101, 02/04/2026, 30/04/2026 *
             101, 02/04/2026, 01/05/2026
             101, , 01/06/2026
             101, 31/04/2026,
             102, 09/05/2026, *
             102, 10/05/2026,
             102, 10/05/2026, 31/09/2026
             102, 01/05/2026, 09/05/2026 *
             102, 01/05/2026, 10/05/2026
             103, 11/05/2026, 20/05/2026
             103, 11/05/2026, 21/05/2026 *
             104, 01/05/2026,
             105, 01/05/2026,
             106, 02/05/2026, *",
        );
    }

    // XML has no rows without a child.
    #[test]
    fn rows_without_a_child_have_no_period() {
        case_as_csv(
            &RULE,
            "Episodes: CHILD, DECOM, DEC
             , 01/05/2026, 10/05/2026
             DoLo: CHILD, DOLO_START, DOLO_END
             , 01/05/2026,",
        );
    }
}
