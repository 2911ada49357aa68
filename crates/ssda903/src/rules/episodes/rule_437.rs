//! Rule 437: nobody has a further episode after they died or turned 18.

use super::codes::{is_one_of_in_any_case, neighbours};
use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "437",
    message: "Reason episode ceased is child has died or is aged 18 or over but there are further episodes.",
    why: "REC E2 (died) and E15 (turned 18 and left care) end care for good, and another episode of this child follows.",
    fix: "Check REC of this episode and DECOM of those that follow it. If care went on, REC is X1.",
    doubt: "Only this year's episodes are looked at, and of them those with a readable DECOM.",
    fields: &[(Episodes, &["REC"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    for (episode, _) in neighbours(child) {
        if episode.started_on.date().is_some()
            && is_one_of_in_any_case(&episode.reason_ceased, &["E2", "E15"])
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
    fn rule_437() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, REC, LS
             101, 05/05/2026,
             101, 01/05/2026, E2 *
             102, 01/05/2026, e15 *
             102, , , C2
             103, 01/05/2026, E15 *
             103, 01/05/2026, E15
             104, 01/05/2026, E2
             105, 01/05/2026, X1
             105, 05/05/2026, E15
             106, , E15
             106, , , C2
             106, 01/05/2026,
             107, 01/05/2026, E11
             107, 05/05/2026, E17
             107, 06/05/2026,
             107, 07/05/2026,",
        );
    }

    // XML has no rows without a child.
    #[test]
    fn rows_without_a_child_are_no_sequence() {
        case_as_csv(
            &RULE,
            "Episodes: CHILD, DECOM, REC
             , 01/05/2026, E2
             , 05/05/2026,",
        );
    }
}
