//! Rule 357: a first episode that begins in the year begins care.

use crate::child::{Child, earliest};
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "357",
    message: "If this is the first episode ever for this child, reason for new episode must be S.  Check whether there is an episode immediately preceding this one, which has been left out.  If not the reason for new episode code must be amended to S.",
    why: "This is the child's earliest episode in the return and it began in the year. RNE is not S, as if there had been another one before it.",
    fix: "If an earlier episode was left out, add it. If this one began the care, put S into RNE.",
    doubt: "Only this year's return is looked at. A first episode that began before the year is not tested.",
    fields: &[(Episodes, &["RNE"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    // The rows that name no child are nobody's.
    if child.id.is_empty() {
        return;
    }
    let year_began = child.collection().starts_on;
    let first = earliest(child.episodes(), |episode| episode.started_on.date());
    flags.rows(first.filter(|first| {
        let started = first.started_on.date();
        started.is_some_and(|started| started >= year_began) && !first.reason_new.is("S")
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_357() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, RNE
             101, 01/05/2026, P
             101, 01/04/2026, P *
             102, 31/03/2026, P
             103, 01/04/2026, S
             103, 01/05/2026, P
             104, 01/04/2026, *
             105, 01/04/2026, s *
             106, 31/06/2026, P
             107, 01/06/2026, P *
             107, 31/06/2026, S
             108, 01/06/2026, S
             108, 01/06/2026, P",
        );
    }

    #[test]
    fn rows_without_a_child_are_nobodys() {
        // XML reads rows without an identifier otherwise.
        case_as_csv(&RULE, "Episodes: CHILD, DECOM, RNE\n, 01/05/2026, P");
    }
}
