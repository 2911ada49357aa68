//! Rule 1010: who was in care at the end of last year has an episode this year.

use crate::child::{Child, latest_and_last};
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Episodes, Oc3};

pub static RULE: Rule = Rule {
    code: "1010",
    message: "This child has no episodes loaded for current year even though there was an open episode of care at the end of the previous year, and care leaver data has been entered.",
    why: "Last year's return ended with the young person in care. This year's has care leaver information, but no episode that says how care ended.",
    fix: "Add the episode to this year's Episodes, with DEC and REC when care has ended.",
    doubt: "The row is reported even when IN_TOUCH, ACTIV and ACCOM are all blank.",
    fields: &[(Oc3, &["IN_TOUCH", "ACTIV", "ACCOM"])],
    needs: &[
        Need::Table(Episodes),
        Need::LastYear(Episodes),
        Need::Table(Oc3),
    ],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    if child.oc3().next().is_none() || child.episodes().next().is_some() {
        return;
    }
    let last = latest_and_last(child.last_year().episodes(), |episode| {
        episode.started_on.date()
    });
    if last.is_some_and(|episode| episode.ceased_on.is_blank()) {
        flags.rows(child.oc3());
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_1010() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM
             103, ZZ
             Episodes_last: CHILD, DECOM, DEC, LS
             101, 01/05/2024, 01/05/2025, C2
             101, 01/05/2025, , C2
             102, 01/05/2024, , C2
             102, 01/05/2025, 01/06/2025, C2
             103, 01/05/2025, , C2
             104, ZZ, , C2
             105, 01/05/2025, ZZ, C2
             106, 01/05/2025, , C1
             106, 01/05/2025, 01/06/2025, C2
             107, 01/05/2025, 01/06/2025, C1
             107, 01/05/2025, , C2
             OC3: CHILD, IN_TOUCH
             101, YES *
             102, YES
             103, YES
             104, YES
             105, YES
             106, YES
             107, YES *
             108, YES",
        );
        // XML has no row without a value.
        case_as_csv(
            &RULE,
            "Episodes_last: CHILD, DECOM
             101, 01/05/2025
             OC3: CHILD, IN_TOUCH
             101, *",
        );
    }
}
