//! Rule 1000: who died in care is no care leaver.

use crate::child::{Child, ChildYear};
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Episodes, Oc3};

pub static RULE: Rule = Rule {
    code: "1000",
    message: "This child is recorded as having died in care and therefore should not have the care leaver information completed. [NOTE: This only tests the current and previous year data loaded into the tool]",
    why: "An episode says that the child died in care (REC is E2), so there is nothing to say about leaving care.",
    fix: "Take the row out of OC3, or correct REC.",
    doubt: "The row is reported even when IN_TOUCH, ACTIV and ACCOM are all blank.",
    fields: &[(Oc3, &["IN_TOUCH", "ACTIV", "ACCOM"])],
    needs: &[Need::Table(Episodes), Need::Table(Oc3)],
    years: ALL_YEARS,
    check,
};

/// Looks at all earlier years that were handed in; none is needed.
fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    if child.oc3().next().is_none() {
        return;
    }
    let died = child
        .episodes()
        .chain(child.earlier_years().flat_map(ChildYear::episodes))
        .any(|episode| episode.reason_ceased.text().eq_ignore_ascii_case("E2"));
    if died {
        flags.rows(child.oc3());
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_1000() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, REC
             101, 01/05/2026, E2
             102, 01/05/2026, e2
             102, 01/06/2026, X1
             103, 01/05/2026, E3
             106, 01/05/2026, E2
             Episodes_last: CHILD, DECOM, REC
             104, 01/05/2025, E2
             105, 01/05/2025, E4A
             Episodes_before: CHILD, DECOM, REC
             108, 01/05/2024, E2
             OC3: CHILD, IN_TOUCH
             101, YES *
             102, YES *
             103, YES
             104, YES *
             105, YES
             107, YES
             108, YES *",
        );
    }

    #[test]
    fn no_earlier_year_is_needed() {
        // XML has no row without a value.
        case_as_csv(
            &RULE,
            "Episodes: CHILD, REC
             101, E2
             OC3: CHILD, IN_TOUCH
             101, *",
        );
    }
}
