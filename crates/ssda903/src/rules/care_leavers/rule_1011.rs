//! Rule 1011: whose care went to another authority is that authority's care leaver.

use super::has_outcomes;
use crate::child::{Child, latest};
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Episodes, Oc3};

pub static RULE: Rule = Rule {
    code: "1011",
    message: "This child is recorded as having his/her care transferred to another local authority for the final episode and therefore should not have the care leaver information completed.",
    why: "The last episode says that another authority took over the care (REC is E3). That authority returns the care leaver information.",
    fix: "Clear IN_TOUCH, ACTIV and ACCOM, or correct REC.",
    doubt: "Only the episodes of this year are looked at.",
    fields: &[(Oc3, &["IN_TOUCH", "ACTIV", "ACCOM"])],
    needs: &[Need::Table(Episodes), Need::Table(Oc3)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let mut outcomes = child.oc3().filter(|row| has_outcomes(row)).peekable();
    if outcomes.peek().is_none() {
        return;
    }
    let last = latest(child.episodes(), |episode| episode.started_on.date());
    if last.is_some_and(|episode| episode.reason_ceased.is("E3")) {
        flags.rows(outcomes);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_1011() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, REC, LS
             101, 01/05/2025, X1, C2
             101, 01/05/2026, E3, C2
             102, 01/05/2026, X1, C2
             102, 01/05/2025, E3, C2
             103, 01/05/2026, E4A, C2
             104, ZZ, E3, C2
             105, 01/05/2026, E3, C1
             105, 01/05/2026, E4A, C2
             106, 01/05/2026, E4A, C1
             106, 01/05/2026, E3, C2
             107, 01/05/2026, E3, C2
             OC3: CHILD, IN_TOUCH, ACTIV, ACCOM
             101, YES, , *
             102, YES, ,
             103, YES, ,
             104, YES, ,
             105, , , 0 *
             106, YES, ,
             107, , F1, *
             108, YES, ,",
        );
        // XML has no row without a value.
        case_as_csv(
            &RULE,
            "Episodes: CHILD, DECOM, REC
             101, 01/05/2025, E3
             OC3: CHILD, IN_TOUCH
             101,",
        );
    }
}
