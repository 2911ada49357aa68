//! Rule 634: only who started to be looked after lately has an answer on earlier permanence.

use crate::child::{Child, latest};
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Episodes, PreviousPermanence};

pub static RULE: Rule = Rule {
    code: "634",
    message: "There are entries for previous permanence options, but child has not started to be looked after from 1 April 2016 onwards.",
    why: "PrevPerm is about children who started to be looked after. None of this child's episodes starts in the year.",
    fix: "Check DECOM in Episodes and the child's row in PrevPerm. If the child came into care earlier, take the row out of PrevPerm.",
    doubt: "The message speaks of 1 April 2016. The first day of the year is taken instead, so that a child whose care began between the two and who has no new episode this year is shown.",
    fields: &[
        (Episodes, &["DECOM"]),
        (PreviousPermanence, &["LA_PERM", "PREV_PERM", "DATE_PERM"]),
    ],
    needs: &[Need::Table(Episodes), Need::Table(PreviousPermanence)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    // Rows that name nobody belong to several children.
    if child.id.is_empty() {
        return;
    }
    let is_filled = |row: &crate::rows::PreviousPermanence| {
        !row.kind.is_blank() || !row.authority.is_blank() || !row.ordered_on.is_blank()
    };
    let mut filled = child
        .previous_permanence()
        .filter(|row| is_filled(row))
        .peekable();
    if filled.peek().is_none() {
        return;
    }
    let last_start = latest(child.episodes(), |episode| episode.started_on.date())
        .and_then(|episode| episode.started_on.date());
    if last_start.is_some_and(|date| date < child.collection().starts_on) {
        flags.rows(filled);
        flags.rows(child.episodes());
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_634() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM
             101, 31/03/2026 *
             101, 31/02/2026 *
             101, 01/04/2016 *
             102, 31/03/2026
             102, 01/04/2026
             103, 31/03/2026
             104, 31/03/2026 *
             105, 31/03/2026 *
             106,
             107, 31/03/2026
             PrevPerm: CHILD, PREV_PERM, LA_PERM, DATE_PERM
             101, Z1, , *
             101, , ,
             102, Z1, ,
             103, , ,
             104, , 352, *
             105, , , ZZ/ZZ/2010 *
             106, Z1, ,
             108, Z1, ,",
        );
    }
}
