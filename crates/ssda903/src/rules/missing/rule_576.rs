//! Rule 576: a time missing that was open at the end of last year goes on in this year.

use crate::child::{Child, earliest};
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Missing;

pub static RULE: Rule = Rule {
    code: "576",
    message: "There is an open missing/away from placement without authorisation period in last year’s return and there is no corresponding period recorded at the start of this year.",
    why: "Last year's return ended with the child missing. This year's return does not begin with the same time missing.",
    fix: "Add the time with the same MIS_START and its MIS_END, or correct last year's return.",
    doubt: "A child without any row in Missing this year is never reported, although the message fits. Only the earliest time of this year is compared, so that a child with two open times last year is always reported.",
    fields: &[(Missing, &["CHILD", "MIS_START"])],
    needs: &[Need::Table(Missing), Need::LastYear(Missing)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    // The rows that name no child belong to several.
    if child.id.is_empty() {
        return;
    }
    let dated = earliest(child.missing(), |row| row.started_on.date());
    let Some(first) = dated.or_else(|| child.missing().next()) else {
        return;
    };
    let goes_on_otherwise = child
        .last_year()
        .missing()
        .filter(|row| row.ended_on.is_blank())
        .filter_map(|row| row.started_on.date())
        .any(|started| first.started_on.date() != Some(started));
    if goes_on_otherwise {
        flags.row(first);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_576() {
        case(
            &RULE,
            "Missing: CHILD, MISSING, MIS_START
             101, M, 02/03/2026 *
             102, M, 01/03/2026
             103, M, 01/05/2026
             103, M, 01/03/2026
             104, M, 01/03/2026
             104, M, 28/02/2026 *
             105, M, *
             106, M, 02/03/2026
             107, M, 02/03/2026
             108, M, 01/03/2026 *
             109, M, 02/03/2026
             110, M, 02/03/2026
             111, M, *
             111, A,
             112, M, 01/05/2026
             112, M, ZZ
             112, A, 01/03/2026
             113, M, 1/3/2026
             Missing_last: CHILD, MISSING, MIS_START, MIS_END
             101, M, 01/03/2026,
             102, M, 01/03/2026,
             103, M, 01/03/2026,
             104, M, 01/03/2026,
             105, M, 01/03/2026,
             106, M, 01/03/2026, 05/03/2026
             107, M, 01/03/2026, ZZ
             108, M, 01/03/2026,
             108, M, 05/03/2026,
             109, M, ,
             109, M, ZZ,
             111, M, 01/03/2026,
             112, M, 01/03/2026,
             113, M, 01/03/2026,
             114, M, 01/03/2026,",
        );
    }

    // XML has no rows without a child.
    #[test]
    fn rows_without_a_child_are_left_alone() {
        case_as_csv(
            &RULE,
            "Missing: CHILD, MIS_START
             , 01/04/2026
             Missing_last: CHILD, MIS_START
             , 01/03/2026",
        );
    }
}
