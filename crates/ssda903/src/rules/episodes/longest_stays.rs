//! Rules 375, 376 and 379: temporary placements do not last longer than they may.

use super::codes::births;
use crate::child::{Child, Line};
use crate::date::days_between;
use crate::rows::Episode;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Episodes, Header};

pub static RULE_375: Rule = longest_stay(
    "375",
    "Hospitalisation coded as a temporary placement exceeds six weeks.",
    "A stay in hospital is a temporary placement (T1) for six weeks at most. The child's place to return to is then no longer being kept.",
    "Check DECOM and DEC. If the stay was longer than 42 days, record it as a placement in a health establishment (R2).",
    |child, flags| flag_longer(child, flags, "T1", 42),
);

pub static RULE_376: Rule = longest_stay(
    "376",
    "Temporary placements coded as being due to holiday of usual foster carer(s) cannot exceed three weeks.",
    "A placement while the usual foster carers are on holiday (T3) lasts three weeks at most.",
    "Check DECOM and DEC. If the stay was longer than 21 days, record the placement by its own code.",
    |child, flags| flag_longer(child, flags, "T3", 21),
);

pub static RULE_379: Rule = longest_stay(
    "379",
    "Temporary placements for unspecified reason (placement code T4) cannot exceed seven days.",
    "A temporary placement for any other reason (T4) lasts seven days at most.",
    "Check DECOM and DEC. If the stay was longer than 7 days, record the placement by its own code.",
    |child, flags| flag_longer(child, flags, "T4", 7),
);

const fn longest_stay(
    code: &'static str,
    message: &'static str,
    why: &'static str,
    fix: &'static str,
    check: fn(&Child<'_>, &mut Flags<'_>),
) -> Rule {
    Rule {
        code,
        message,
        why,
        fix,
        doubt: "Open episodes are not measured, and episodes that follow each other are not added up. A child without a readable date of birth in Header is left out, although the age plays no part.",
        fields: &[(Episodes, &["DECOM", "DEC", "PLACE"])],
        needs: &[Need::Table(Episodes), Need::Table(Header)],
        years: ALL_YEARS,
        check,
    }
}

/// Flags the closed episodes in that placement that lasted longer than so many days.
fn flag_longer(child: &Child<'_>, flags: &mut Flags<'_>, placement: &str, days: i64) {
    let lasted_longer = |episode: &Line<'_, Episode>| {
        episode.placement.is(placement)
            && episode
                .started_on
                .date()
                .zip(episode.ceased_on.date())
                .is_some_and(|(started, ceased)| days_between(started, ceased) > days)
    };
    let mut longer = child.episodes().filter(lasted_longer).peekable();
    if longer.peek().is_some() && births(child).next().is_some() {
        flags.rows(longer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rules_375_376_and_379() {
        let check = |rule: &'static Rule, place: &str, last: &str, too_late: &str| {
            case(
                rule,
                &format!(
                    "Header: CHILD, DOB
                     101, 09/06/2012
                     102, 09/06/2012
                     103,
                     104, 31/06/2012
                     Episodes: CHILD, DECOM, PLACE, DEC
                     101, 01/06/2026, {place}, {last}
                     101, 01/06/2026, {place}, {too_late} *
                     101, 01/06/2026, T0, {too_late}
                     101, 01/06/2026, , {too_late}
                     102, 01/06/2026, {place},
                     102, 01/06/2026, {place}, 31/09/2026
                     102, , {place}, {too_late}
                     102, 01/06/2026, {place}, 01/05/2026
                     103, 01/06/2026, {place}, {too_late}
                     104, 01/06/2026, {place}, {too_late}"
                ),
            );
        };
        check(&RULE_375, "T1", "13/07/2026", "14/07/2026");
        check(&RULE_376, "T3", "22/06/2026", "23/06/2026");
        check(&RULE_379, "T4", "08/06/2026", "09/06/2026");
    }

    // XML has a header for every child.
    #[test]
    fn a_child_without_a_header_is_left_alone() {
        case_as_csv(
            &RULE_379,
            "Header: CHILD, DOB
             , 09/06/2020
             102, 09/06/2020
             Episodes: CHILD, DECOM, PLACE, DEC
             101, 01/06/2026, T4, 20/06/2026
             , 01/06/2026, T4, 20/06/2026",
        );
    }
}
