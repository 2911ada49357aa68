//! Rule 367: short breaks add up to no more than 75 days in the year.

use crate::child::{Child, Line};
use crate::date::days_between;
use crate::rows::Episode;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "367",
    message: "The maximum amount of respite care allowable is 75 days in any 12-month period.",
    why: "The child's short breaks (LS V3) add up to more than 75 days in the year. An open one counts as lasting to the end of the year.",
    fix: "Check LS, DECOM and DEC of these episodes. A child who was away for longer is looked after in another way than by short breaks.",
    doubt: "The message speaks of any 12 months; the check counts the days from 1 April to 31 March. Short breaks under V4 are not counted.",
    fields: &[(Episodes, &["LS", "DECOM", "DEC"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check,
};

const MOST_DAYS: i64 = 75;

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    // The rows that name no child are nobody's.
    if child.id.is_empty() {
        return;
    }
    let breaks = || {
        child
            .episodes()
            .filter_map(|episode| Some((episode, days_in_year(child, episode)?)))
    };
    let days: i64 = breaks().map(|(_, days)| days).sum();
    if days > MOST_DAYS {
        flags.rows(breaks().map(|(episode, _)| episode));
    }
}

/// How many days of the year a short break took. `None` when it is none, lies outside the year or has unreadable dates.
fn days_in_year(child: &Child<'_>, episode: Line<'_, Episode>) -> Option<i64> {
    if !episode.legal_status.is("V3") {
        return None;
    }
    let (first, last) = (child.collection().starts_on, child.collection().ends_on);
    let from = episode.started_on.date()?.max(first);
    let to = if episode.ceased_on.is_blank() {
        last
    } else {
        episode.ceased_on.date()?.min(last)
    };
    Some(days_between(from, to)).filter(|days| *days > 0)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_367() {
        case(
            &RULE,
            "Episodes: CHILD, LS, DECOM, DEC
             101, V3, 01/04/2026, 15/06/2026
             102, V3, 01/04/2026, 16/06/2026 *
             103, V3, 01/05/2026, 08/06/2026 *
             103, V3, 01/07/2026, 08/08/2026 *
             103, V4, 01/09/2026, 08/10/2026
             103, V3, 01/08/2026, 01/07/2026
             103, V3, 01/08/2026, 01/08/2026
             103, V3, 31/06/2026, 01/08/2026
             103, V3, 01/08/2026, 31/09/2026
             103, V3, 01/01/2026, 01/04/2026
             104, V3, 01/05/2026, 07/06/2026
             104, V3, 01/07/2026, 08/08/2026
             105, V3, 01/01/2026, 15/06/2026
             106, V3, 01/01/2026, 16/06/2026 *
             107, V3, 14/01/2027, *
             108, V3, 15/01/2027,
             109, V3, 15/01/2027, 01/05/2027
             110, V4, 01/04/2026, 01/08/2026",
        );
    }

    #[test]
    fn rows_without_a_child_are_nobodys() {
        // XML reads rows without an identifier otherwise.
        case_as_csv(
            &RULE,
            "Episodes: CHILD, LS, DECOM, DEC\n, V3, 01/05/2026, 01/09/2026",
        );
    }
}
