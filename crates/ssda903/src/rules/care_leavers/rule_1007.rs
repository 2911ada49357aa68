//! Rule 1007: who was still looked after on the 17th or 18th birthday is no care leaver then.

use super::{birthday_at_17_or_18, has_outcomes};
use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::rules::missing::spans::Spans;
use crate::table::Table::{Episodes, Oc3};

pub static RULE: Rule = Rule {
    code: "1007",
    message: "Care leaver information is not required for 17- or 18-year olds who are still looked after [on their 17th or 18th birthday.]",
    why: "By the episodes the young person was looked after on the 17th or 18th birthday in the year and beyond it, so that care leaver information is not asked for.",
    fix: "Clear IN_TOUCH, ACTIV and ACCOM, or check DECOM and DEC of the episode.",
    doubt: "Only an episode that has ended since is counted. A young person who is looked after to this day (DEC blank) is not reported, although the message covers that.",
    fields: &[(Oc3, &["IN_TOUCH", "ACTIV", "ACCOM"])],
    needs: &[Need::Table(Episodes), Need::Table(Oc3)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let mut outcomes = child.oc3().filter(|row| has_outcomes(row)).peekable();
    if outcomes.peek().is_none() || child.episodes().next().is_none() {
        return;
    }
    // The day on which an episode ends is no day in care.
    let ended_episodes = Spans::new(child.episodes().filter_map(|episode| {
        let last_day = episode.ceased_on.date()?.yesterday().ok()?;
        Some((episode.started_on.date(), Some(last_day)))
    }));
    let year_end = child.collection().ends_on;
    flags.rows(outcomes.filter(|row| {
        birthday_at_17_or_18(row, year_end).is_some_and(|birthday| ended_episodes.contain(birthday))
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv, case_in};

    #[test]
    fn rule_1007() {
        case(
            &RULE,
            "OC3: CHILD, DOB, IN_TOUCH, ACTIV, ACCOM
             101, 10/05/2009, YES, F1, B1 *
             102, 10/05/2009, YES, F1, B1
             103, 10/05/2009, YES, F1, B1 *
             104, 10/05/2009, YES, F1, B1
             105, 10/05/2008, , F1, *
             106, 10/05/2008, , , 0
             107, 31/03/2010, YES, F1, B1 *
             108, 01/04/2010, YES, F1, B1
             109, 01/04/2008, YES, F1, B1 *
             110, 31/03/2008, YES, F1, B1
             111, 10/05/2009, YES, F1, B1
             112, , YES, F1, B1
             113, 10/05/2009, YES, F1, B1
             Episodes: CHILD, DECOM, DEC
             101, 10/05/2026, 11/05/2026
             102, 11/05/2026, 31/12/2026
             103, 01/01/2020, 11/05/2026
             104, 01/01/2020, 10/05/2026
             105, 01/01/2020, 11/05/2026
             106, 01/01/2020, 10/05/2025
             107, 01/01/2020, 01/04/2027
             108, 01/01/2020, 31/12/2027
             109, 01/01/2020, 02/04/2026
             110, 01/01/2020, 31/12/2027
             111, 01/01/2020,
             112, 01/01/2020, 31/12/2026
             113, ZZ, 31/12/2026",
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
             Episodes: CHILD, DECOM, DEC
             101, 01/01/2020, 01/03/2026
             102, 01/01/2020, 28/02/2026",
        );
    }

    #[test]
    fn blank_rows_say_nothing() {
        // XML has no row without a value.
        case_as_csv(
            &RULE,
            "OC3: CHILD, DOB, IN_TOUCH
             101, 10/05/2009,
             Episodes: CHILD, DECOM, DEC
             101, 01/01/2020, 31/12/2026",
        );
    }
}
