//! Rule 632: the order of an earlier permanence was made before care began.

use crate::child::{Child, earliest};
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::rules::partial_date::latest_possible_day;
use crate::table::Table::{Episodes, PreviousPermanence};

pub static RULE: Rule = Rule {
    code: "632",
    message: "Date of previous permanence order not a valid value. NOTE: This rule may result in false negatives where the period of care started before the current collection year",
    why: "DATE_PERM is the day of the order that led to the earlier permanence. It must be a date and come before the child's first DECOM of the year.",
    fix: "Check DATE_PERM in PrevPerm and write it like 09/04/2016. Write ZZ for a day or month that is not known, and ZZZZ for the year.",
    doubt: "A known day in an unknown month, such as 05/ZZ/2020, is taken for 4 January of the next year. A year ZZZZ is taken for 2000. Children without a readable DECOM are not looked at.",
    fields: &[(Episodes, &["DECOM"]), (PreviousPermanence, &["DATE_PERM"])],
    needs: &[Need::Table(Episodes), Need::Table(PreviousPermanence)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    // Rows that name nobody belong to several children.
    if child.id.is_empty() || child.previous_permanence().len() == 0 {
        return;
    }
    let Some(first) = earliest(child.episodes(), |episode| episode.started_on.date()) else {
        return;
    };
    let is_before_care = |day| first.started_on.date().is_some_and(|started| day < started);
    for row in child.previous_permanence() {
        let ordered = row.ordered_on.text();
        if !ordered.is_empty() && !latest_possible_day(&ordered).is_some_and(is_before_care) {
            flags.row(first);
            flags.row(row);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_632() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM
             101, 02/05/2026
             102, 01/05/2026 *
             102, 01/05/2027
             103, 01/06/2026
             104, 31/05/2026 *
             105, 01/01/2026
             106, 31/12/2025 *
             107, 01/05/2026 *
             108,
             109, 01/05/2026
             111, 01/07/2026
             111, 01/05/2026 *
             PrevPerm: CHILD, DATE_PERM
             101, 01/05/2026
             102, 01/05/2026 *
             103, ZZ/05/2026
             104, ZZ/05/2026 *
             105, ZZ/ZZ/2025
             106, ZZ/ZZ/2025 *
             107, zz/05/2016 *
             108, zz/05/2016
             109,
             110, zz/05/2016
             111, 01/06/2026 *
             111, 01/06/2016",
        );
    }
}
