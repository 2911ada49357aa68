//! Rule 199: nobody has a further episode of care after they were adopted from care.

use jiff::civil::Date;

use crate::child::{Child, Line};
use crate::rows::Episode;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "199",
    message: "Episode information shows child has been previously adopted from care. [NOTE: This only tests the current and previous year data loaded into the tool]",
    why: "An earlier episode of this child, this year or last, ended with adoption (REC E11 or E12). After an adoption a child has another identifier and a record of their own.",
    fix: "Check REC of the earlier episode. If the adoption is right, give the child who came back a new CHILD identifier.",
    doubt: "Episodes are compared by DECOM alone; when the adoption took place (DEC) is not looked at.",
    fields: &[(Episodes, &["CHILD"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    // The rows that name no child belong to several.
    if child.id.is_empty() {
        return;
    }
    let adopted = |episode: Line<'_, Episode>| -> Option<Date> {
        let was_adopted = episode.reason_ceased.is_one_of(&["E11", "E12"]);
        episode.started_on.date().filter(|_| was_adopted)
    };
    // Of two episodes of one day, this year's comes before last year's, and then the first in the file.
    let this_year = child
        .episodes()
        .filter_map(|episode| adopted(episode).map(|started| (started, 0, episode.number)));
    let last_year = child.last_year().episodes();
    let last_year = last_year.filter_map(|episode| adopted(episode).map(|started| (started, 1, 0)));
    let Some(first_adoption) = this_year.chain(last_year).min() else {
        return;
    };
    for episode in child.episodes() {
        if let Some(started) = episode.started_on.date()
            && (started, 0, episode.number) > first_adoption
        {
            flags.row(episode);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_199() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, REC
             101, 01/05/2026, E11
             101, 02/05/2026, *
             101, 30/04/2026, X1
             102, 01/05/2026, E12
             102, 02/05/2026, E11 *
             103, 01/05/2026, e11
             103, 02/05/2026, E13
             103, 03/05/2026,
             104, 01/05/2026, E11
             104, 01/05/2026, X1 *
             105, 01/05/2026, X1
             105, 01/05/2026, E11
             106, , E11
             106, 02/05/2026, X1
             107, 02/05/2026, E11
             107, ,
             107, 31/06/2026,",
        );
    }

    #[test]
    fn last_year_counts() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, REC
             101, 01/05/2026, *
             102, 01/05/2026,
             103, 01/05/2026,
             104, 01/05/2025, E11
             104, 02/05/2025, X1 *
             105, 01/05/2025, X1
             Episodes_last: CHILD, DECOM, REC
             101, 01/05/2025, E11
             102, 02/05/2026, E11
             103, 01/05/2026, E12
             104, 01/05/2025, E11
             105, 01/04/2025, X1",
        );
    }

    // XML has no rows without a child.
    #[test]
    fn rows_without_a_child_are_left_alone() {
        case_as_csv(
            &RULE,
            "Episodes: CHILD, DECOM, REC
             , 01/05/2026, E11
             , 02/05/2026,",
        );
    }
}
