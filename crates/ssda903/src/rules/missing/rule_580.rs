//! Rule 580: care that ends at 18 while the child is missing ends with E8.

use std::collections::BTreeSet;

use crate::child::Child;
use crate::date::birthday;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Episodes, Missing};

pub static RULE: Rule = Rule {
    code: "580",
    message: "Child is missing when cease being looked after but reason episode ceased not ‘E8’.",
    why: "The child was missing until the 18th birthday, and care ended on that day because the child was 18. The code for that is E8.",
    fix: "Write E8 in REC, or check DEC and MIS_END.",
    doubt: "Narrower than the message: only a child whose time missing and care both ended on the 18th birthday is looked at.",
    fields: &[(Episodes, &["REC"])],
    needs: &[Need::Table(Missing), Need::Table(Episodes)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let came_of_age_missing: BTreeSet<_> = child
        .missing()
        .filter_map(|row| {
            let eighteenth = birthday(row.date_of_birth.date()?, 18)?;
            (row.ended_on.date()? == eighteenth).then_some(eighteenth)
        })
        .collect();
    if came_of_age_missing.is_empty() {
        return;
    }
    flags.rows(child.episodes().filter(|episode| {
        let ended_then = episode
            .ceased_on
            .date()
            .is_some_and(|ceased| came_of_age_missing.contains(&ceased));
        ended_then && !episode.reason_ceased.is("E8")
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_in};

    #[test]
    fn rule_580() {
        case(
            &RULE,
            "Missing: CHILD, DOB, MISSING, MIS_START, MIS_END
             101, 10/05/2008, M, 01/05/2026, 10/05/2026
             102, 10/05/2008, A, 01/05/2026, 10/05/2026
             103, 10/05/2008, M, 01/05/2026, 10/05/2026
             104, 10/05/2008, M, 01/05/2026, 09/05/2026
             105, 10/05/2008, M, 01/05/2026, 11/05/2026
             106, 10/05/2008, M, 01/05/2026, 10/05/2026
             107, , M, 01/05/2026, 10/05/2026
             108, 10/05/2008, M, 01/05/2026,
             Episodes: CHILD, DECOM, DEC, REC
             101, 10/05/2025, 10/05/2026, E4A *
             101, 10/05/2025, 11/05/2026, E4A
             102, 10/05/2025, 10/05/2026, *
             103, 10/05/2025, 10/05/2026, E8
             104, 10/05/2025, 10/05/2026, E4A
             105, 10/05/2025, 10/05/2026, E4A
             106, 10/05/2025, 09/05/2026, E4A
             106, 10/05/2025, , E4A
             107, 10/05/2025, 10/05/2026, E4A
             108, 10/05/2025, 10/05/2026, E4A",
        );
    }

    #[test]
    fn who_was_born_on_29_february_is_18_on_28_february() {
        case_in(
            2026,
            &RULE,
            "Missing: CHILD, DOB, MIS_END
             101, 29/02/2008, 28/02/2026
             102, 29/02/2008, 01/03/2026
             Episodes: CHILD, DEC, REC
             101, 28/02/2026, E4A *
             102, 01/03/2026, E4A",
        );
    }
}
