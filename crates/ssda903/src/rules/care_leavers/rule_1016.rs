//! Rule 1016: who left care on or after the 17th or 18th birthday in the year is no care leaver on it.

use super::{birthday_at_17_or_18, has_outcomes};
use crate::child::Child;
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::{Episodes, Oc3};

pub static RULE: Rule = Rule {
    code: "1016",
    message: "Care leaver information is not required for 17- or 18-year olds who cease to be looked after, after their birthday.",
    why: "The information is about the birthday in the year. On the 17th or 18th birthday this young person was still looked after.",
    fix: "Clear IN_TOUCH, ACTIV and ACCOM, or correct DEC of the last episode.",
    doubt: "Any episode that ended on or after the birthday counts, whatever came after it and whether or not care ended with it. An end on the birthday itself is reported too, although the message says after.",
    fields: &[(Oc3, &["IN_TOUCH", "ACTIV", "ACCOM"])],
    needs: &[Need::Table(Episodes), Need::Table(Oc3)],
    years: 2024..=i16::MAX,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let mut outcomes = child.oc3().filter(|row| has_outcomes(row)).peekable();
    if outcomes.peek().is_none() {
        return;
    }
    let ends = child
        .episodes()
        .filter_map(|episode| episode.ceased_on.date());
    let Some(last_ended) = ends.max() else {
        return;
    };
    let year_end = child.collection().ends_on;
    flags.rows(outcomes.filter(|row| {
        birthday_at_17_or_18(row, year_end).is_some_and(|birthday| last_ended >= birthday)
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv, case_in};

    #[test]
    fn rule_1016() {
        case(
            &RULE,
            "OC3: CHILD, DOB, IN_TOUCH, ACTIV, ACCOM
             101, 10/05/2009, YES, F1, B1 *
             102, 10/05/2009, YES, F1, B1
             103, 10/05/2008, , F1, *
             104, 10/05/2008, , , 0
             105, 31/03/2010, YES, F1, B1 *
             106, 01/04/2010, YES, F1, B1
             107, 31/03/2009, YES, F1, B1 *
             108, 31/03/2009, YES, F1, B1
             109, 01/04/2008, YES, F1, B1 *
             110, 31/03/2008, YES, F1, B1
             111, 10/05/2009, YES, F1, B1
             112, , YES, F1, B1
             113, 31/02/2009, YES, F1, B1
             Episodes: CHILD, DECOM, DEC
             101, 01/01/2020, 10/05/2026
             101, 10/05/2026, 11/05/2026
             102, 01/01/2020, 09/05/2026
             103, 01/01/2020, 10/05/2026
             104, 01/01/2020, 09/05/2026
             105, 01/01/2020, 31/03/2027
             106, 01/01/2020, 31/03/2027
             107, 01/01/2020, 31/03/2027
             108, 01/01/2020, 30/03/2027
             109, 01/01/2020, 01/04/2026
             110, 01/01/2020, 31/03/2027
             111, 01/01/2020,
             111, 01/01/2020, ZZ
             112, 01/01/2020, 31/03/2027
             113, 01/01/2020, 31/03/2027",
        );
        // XML has no row without a value.
        case_as_csv(
            &RULE,
            "OC3: CHILD, DOB, IN_TOUCH
             101, 10/05/2009,
             Episodes: CHILD, DEC
             101, 10/05/2026",
        );
    }

    #[test]
    fn who_was_born_on_29_february_has_the_birthday_on_28() {
        case_in(
            2026,
            &RULE,
            "OC3: CHILD, DOB, IN_TOUCH
             101, 29/02/2008, YES *
             102, 29/02/2008, YES
             Episodes: CHILD, DEC
             101, 28/02/2026
             102, 27/02/2026",
        );
    }
}
