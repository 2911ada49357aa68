//! Rule 574: one time missing ends before the next begins.

use jiff::civil::Date;

use crate::child::Child;
use crate::rows;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Missing;

pub static RULE: Rule = Rule {
    code: "574",
    message: "A new missing/away from placement without authorisation period cannot start when the previous missing/away from placement without authorisation period is still open. Missing/away from placement without authorisation periods should also not overlap.",
    why: "A child cannot go missing while still missing. This time began before the one before it had ended.",
    fix: "Complete MIS_END of the time before, or correct MIS_START of this one.",
    doubt: "The times are put in order by their end, or by their start where they have none, so that the row that is marked may be the one that began first.",
    fields: &[(Missing, &["MIS_START", "MIS_END"])],
    needs: &[Need::Table(Missing)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    if child.missing().len() < 2 {
        return;
    }
    let mut times: Vec<_> = child.missing().collect();
    times.sort_by_key(|row| place_in_order(row));
    for (before, time) in times.iter().zip(times.iter().skip(1)) {
        let overlaps = match before.ended_on.date() {
            None => true,
            Some(ended) => time
                .started_on
                .date()
                .is_some_and(|started| started < ended),
        };
        if overlaps {
            flags.row(*time);
        }
    }
}

/// By the end, or by the start where there is no end, then by the start; those without a date last.
fn place_in_order(row: &rows::Missing) -> (Date, Date) {
    let started = row.started_on.date();
    let last_known = row.ended_on.date().or(started);
    (
        last_known.unwrap_or(Date::MAX),
        started.unwrap_or(Date::MAX),
    )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_574() {
        case(
            &RULE,
            "Missing: CHILD, MISSING, MIS_START, MIS_END
             101, M, 10/05/2026, 12/05/2026
             101, M, 11/05/2026, 13/05/2026 *
             102, M, 10/05/2026, 12/05/2026
             102, M, 12/05/2026, 13/05/2026
             103, M, 10/05/2026,
             103, M, 11/05/2026, *
             104, M, 11/05/2026, 13/05/2026 *
             104, M, 10/05/2026, 12/05/2026
             105, M, 10/05/2026,
             105, M, 01/05/2026, 12/05/2026 *
             106, M, , 12/05/2026
             106, M, 10/05/2026, 12/05/2026
             107, M, 10/05/2026, 12/05/2026
             107, M, , 13/05/2026
             108, M, 10/05/2026, 12/05/2026
             108, M, ,
             109, M, 10/05/2026, ZZ
             109, M, 13/05/2026, 14/05/2026 *
             110, M, 10/05/2026,",
        );
    }

    #[test]
    fn blanks_come_last() {
        case(
            &RULE,
            "Missing: CHILD, MISSING, MIS_START, MIS_END
             101, M, , *
             101, M, 10/05/2026,
             102, M, , 12/05/2026
             102, M, 13/05/2026, 12/05/2026
             103, A, ,
             103, M, , *",
        );
    }
}
