//! Rule 1014: a care leaver has no row in UASC.

use super::has_outcomes;
use crate::child::Child;
use crate::rows;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Episodes, Oc3, Uasc};

pub static RULE: Rule = Rule {
    code: "1014",
    message: "UASC information is not required for care leavers",
    why: "UASC is for children who were looked after during the year. This young person has care leaver information and no episode in the year.",
    fix: "Take the row out of UASC, or check DECOM and DEC of the child's episodes.",
    doubt: "Who has no row in Episodes at all, as most care leavers, is never looked at. DUC is not looked at: the row is reported even when it is blank.",
    fields: &[(Oc3, &["ACTIV", "ACCOM", "IN_TOUCH"]), (Uasc, &["DUC"])],
    needs: &[Need::Table(Episodes), Need::Table(Oc3), Need::Table(Uasc)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    if child.uasc().next().is_none() || child.episodes().next().is_none() {
        return;
    }
    let year = child.collection();
    let in_year = |episode: &rows::Episode| {
        let started = episode.started_on.date();
        let ceased = episode.ceased_on.date();
        started.is_some_and(|started| started <= year.ends_on)
            && ceased.is_none_or(|ceased| ceased >= year.starts_on)
    };
    let mut outcomes = child.oc3().filter(|row| has_outcomes(row)).peekable();
    if outcomes.peek().is_some() && !child.episodes().any(|episode| in_year(&episode)) {
        flags.rows(child.uasc());
        flags.rows(outcomes);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_1014() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, DEC
             101, 01/05/2024, 31/03/2026
             102, 01/05/2024, 01/04/2026
             103, 01/04/2027,
             104, 31/03/2027,
             105, ZZ,
             106, 01/05/2024, ZZ
             107, 01/05/2024, 31/03/2026
             107, 01/05/2026, 01/06/2026
             109, 01/05/2024, 31/03/2026
             110, 01/05/2024, 31/03/2026
             111, 01/05/2024, 31/03/2026
             UASC: CHILD, DUC
             101, 01/05/2027 *
             102, 01/05/2027
             103, 01/05/2027 *
             104, 01/05/2027
             105, 01/05/2027 *
             106, 01/05/2027
             107, 01/05/2027
             108, 01/05/2027
             109, 01/05/2027
             110, *
             OC3: CHILD, IN_TOUCH, ACTIV, ACCOM
             101, YES, , *
             102, YES, ,
             103, , F1, *
             104, YES, ,
             105, , , 0 *
             106, YES, ,
             107, YES, ,
             108, YES, ,
             110, YES, , *
             111, YES, ,",
        );
    }

    #[test]
    fn blank_rows_say_nothing() {
        // XML has no row without a value.
        case_as_csv(
            &RULE,
            "Episodes: CHILD, DECOM, DEC
             101, 01/05/2024, 31/03/2026
             102, 01/05/2024, 31/03/2026
             UASC: CHILD, DUC
             101, 01/05/2027
             102, 01/05/2027 *
             OC3: CHILD, IN_TOUCH
             101,
             102,
             102, NO *",
        );
    }
}
