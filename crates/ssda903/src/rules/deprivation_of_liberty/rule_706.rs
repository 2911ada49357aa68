//! Rule 706: a deprivation of liberty order that was open at the end of last year stands in this year's return.

use std::collections::HashSet;

use crate::child::Child;
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::DeprivationOfLiberty;

pub static RULE: Rule = Rule {
    code: "706",
    message: "There is an open DoLO in last year’s return and there is no corresponding DoLO recorded at the start of this year..",
    why: "Last year's return says that this order went on after 31 March, so this year's must have it with the same start. The row marked is that of last year.",
    fix: "Add the order to this year's DoLo with the DOLO_START of last year, and with DOLO_END if it has ended since.",
    doubt: "",
    fields: &[(DeprivationOfLiberty, &["DOLO_START"])],
    needs: &[
        Need::Table(DeprivationOfLiberty),
        Need::LastYear(DeprivationOfLiberty),
    ],
    years: 2027..=i16::MAX,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let open = || {
        let orders = child.last_year().deprivation_of_liberty();
        orders.filter(|order| order.ended_on.is_blank())
    };
    if open().next().is_none() {
        return;
    }
    // Compared as dates; what is no date, as text.
    let starts: HashSet<_> = child
        .deprivation_of_liberty()
        .map(|order| &order.row().started_on)
        .collect();
    flags.rows(open().filter(|order| !starts.contains(&order.started_on)));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_706() {
        case(
            &RULE,
            "DoLo: CHILD, DOB, DOLO_START, DOLO_END
             101, 09/06/2012, 01/06/2026,
             101, 09/06/2012, 1/5/2025, 01/06/2026
             102, 09/06/2012, 02/05/2025,
             104, 09/06/2012,
             105, 09/06/2012, 31/04/2025
             106, 09/06/2012, 01/05/2025
             DoLo_last: CHILD, DOB, DOLO_START, DOLO_END
             101, 09/06/2012, 01/05/2025,
             102, 09/06/2012, 01/05/2025, *
             103, 09/06/2012, 01/05/2025, *
             103, 09/06/2012, 02/05/2025, 03/05/2025
             103, 09/06/2012, 02/05/2025, 31/04/2025
             104, 09/06/2012, ,
             105, 09/06/2012, , *
             105, 09/06/2012, 31/04/2025,
             106, 09/06/2012, 01/06/2025, *
             106, 09/06/2012, 01/05/2025,",
        );
    }
}
