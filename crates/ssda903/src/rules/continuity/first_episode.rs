//! Rules 503A to 503F: an episode that was open at the end of last year is the same in this year's return.

use crate::child::{Child, latest};
use crate::rows::Episode;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::rules::continuity::first_episode;
use crate::table::Table::Episodes;

const COMMON: Rule = Rule {
    code: "",
    message: "",
    why: "",
    fix: "",
    doubt: "The child's first episode of this year is compared with the last one of last year's return, also when their DECOM differ; rule 502 reports that.",
    fields: &[],
    needs: &[Need::Table(Episodes), Need::LastYear(Episodes)],
    years: ALL_YEARS,
    check: |_, _| (),
};

pub static RULE_503A: Rule = Rule {
    code: "503A",
    message: "The reason for new episode in the first episode does not match open episode at end of last year.",
    why: "Last year's last episode was still open, so this year's first episode is the same one and began for the same reason.",
    fix: "Compare RNE with last year's return and correct the one that is wrong.",
    fields: &[(Episodes, &["RNE"])],
    check: |child, flags| {
        flag(child, flags, |now, then| {
            now.reason_new.text() != then.reason_new.text()
        });
    },
    ..COMMON
};

pub static RULE_503B: Rule = Rule {
    code: "503B",
    message: "The legal status in the first episode does not match open episode at end of last year.",
    why: "Last year's last episode was still open, so this year's first episode is the same one. When the legal status changes, a new episode begins.",
    fix: "Compare LS with last year's return. If it has changed, end the episode on that day and begin a new one.",
    fields: &[(Episodes, &["LS"])],
    check: |child, flags| {
        flag(child, flags, |now, then| {
            now.legal_status.text() != then.legal_status.text()
        });
    },
    ..COMMON
};

pub static RULE_503C: Rule = Rule {
    code: "503C",
    message: "The category of need in the first episode does not match open episode at end of last year.",
    why: "Last year's last episode was still open, so this year's first episode is the same one. The category of need is the one at the start of care and does not change during it.",
    fix: "Compare CIN with last year's return and correct the one that is wrong.",
    fields: &[(Episodes, &["CIN"])],
    check: |child, flags| {
        flag(child, flags, |now, then| {
            now.category_of_need.text() != then.category_of_need.text()
        });
    },
    ..COMMON
};

pub static RULE_503D: Rule = Rule {
    code: "503D",
    message: "The placement type in the first episode does not match open episode at end of last year",
    why: "Last year's last episode was still open, so this year's first episode is the same one. When the placement changes, a new episode begins.",
    fix: "Compare PLACE with last year's return. If the child has moved, end the episode on that day and begin a new one.",
    doubt: "A code that replaced an older one is let pass only in certain years: K3 for H5 in those ending 2024 and 2025, Z11 to Z14 for Z1 in the one ending 2026.",
    fields: &[(Episodes, &["PLACE"])],
    check: |child, flags| {
        let year_ending = child.collection().year_ending;
        flag(child, flags, |now, then| {
            now.placement.text() != then.placement.text()
                && !code_was_replaced(year_ending, now, then)
        });
    },
    ..COMMON
};

pub static RULE_503E: Rule = Rule {
    code: "503E",
    message: "The placement provider in the first episode does not match open episode at end of last year.",
    why: "Last year's last episode was still open, so this year's first episode is the same one. When the provider changes, a new episode begins.",
    fix: "Compare PLACE_PROVIDER with last year's return and correct the one that is wrong.",
    fields: &[(Episodes, &["PLACE_PROVIDER"])],
    check: |child, flags| {
        flag(child, flags, |now, then| {
            now.provider.text() != then.provider.text()
        });
    },
    ..COMMON
};

pub static RULE_503F: Rule = Rule {
    code: "503F",
    message: "The Ofsted URN in the  first episode does not match open episode at end of last year.",
    why: "Last year's last episode was still open, so this year's first episode is the same one, with the same provider.",
    fix: "Compare URN with last year's return and correct the one that is wrong.",
    fields: &[(Episodes, &["URN"])],
    check: |child, flags| {
        flag(child, flags, |now, then| {
            now.provider_urn.text() != then.provider_urn.text()
        });
    },
    ..COMMON
};

/// Flags this year's first episode when last year's last one was open and they differ. Blank is the same as blank.
fn flag(child: &Child<'_>, flags: &mut Flags<'_>, differ: impl Fn(&Episode, &Episode) -> bool) {
    let last_year = child.last_year().episodes();
    if last_year.len() == 0 {
        return;
    }
    let Some((first, _)) = first_episode(child) else {
        return;
    };
    let last = latest(last_year, |episode| episode.started_on.date());
    if last.is_some_and(|last| last.ceased_on.date().is_none() && differ(&first, &last)) {
        flags.row(first);
    }
}

/// Whether the placement has only got the new code of that year.
fn code_was_replaced(year_ending: i16, now: &Episode, then: &Episode) -> bool {
    match year_ending {
        2024 | 2025 => then.placement.is("H5") && now.placement.is("K3"),
        2026 => then.placement.is("Z1") && now.placement.is_one_of(&["Z11", "Z12", "Z13", "Z14"]),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{case, case_as_csv, case_in};

    #[test]
    fn rules_503a_to_503f() {
        for (rule, column) in [
            (&RULE_503A, "RNE"),
            (&RULE_503B, "LS"),
            (&RULE_503C, "CIN"),
            (&RULE_503D, "PLACE"),
            (&RULE_503E, "PLACE_PROVIDER"),
            (&RULE_503F, "URN"),
        ] {
            case(
                rule,
                &format!(
                    "Episodes: CHILD, DECOM, {column}
                     101, 01/05/2026, OTHER
                     101, 01/01/2026, SAME
                     102, 01/05/2026, SAME
                     102, 01/01/2026, OTHER *
                     103, 01/01/2026, same *
                     104, 01/01/2026, *
                     105, 01/01/2026,
                     106, 01/01/2026, OTHER *
                     107, 01/01/2026, OTHER
                     108, 01/01/2026, OTHER *
                     109, 01/01/2026, OTHER
                     110, 31/02/2026, OTHER
                     111, 01/01/2026, OTHER
                     112, 01/01/2026, OTHER *
                     112, 01/01/2026, SAME
                     113, 01/01/2026, OTHER *
                     114, 01/02/2026, OTHER *
                     Episodes_last: CHILD, DECOM, DEC, {column}
                     101, 01/01/2026, , SAME
                     101, 01/12/2025, , OTHER
                     102, 01/01/2026, , SAME
                     102, 01/12/2025, 01/01/2026, OTHER
                     103, 01/01/2026, , SAME
                     104, 01/01/2026, , SAME
                     105, 01/01/2026, ,
                     106, 01/01/2026, ,
                     107, 01/01/2026, 01/03/2026, SAME
                     108, 01/01/2026, 31/02/2026, SAME
                     110, 01/01/2026, , SAME
                     111, 31/02/2026, , SAME
                     112, 01/01/2026, , SAME
                     112, 01/01/2026, , OTHER
                     113, 01/01/2026, , SAME
                     113, 31/02/2026, , OTHER
                     114, 01/01/2026, , SAME"
                ),
            );
        }
    }

    #[test]
    fn a_code_that_was_replaced_is_let_pass_in_its_year() {
        let text = |h5: &str, z1: &str| {
            format!(
                "Episodes: CHILD, DECOM, PLACE
                 101, 01/05/2020, K3 {h5}
                 102, 01/05/2020, Z11 {z1}
                 103, 01/05/2020, Z14 {z1}
                 104, 01/05/2020, Z1 *
                 105, 01/05/2020, K3 *
                 106, 01/05/2020, H5 *
                 Episodes_last: CHILD, DECOM, PLACE
                 101, 01/05/2020, H5
                 102, 01/05/2020, Z1
                 103, 01/05/2020, Z1
                 104, 01/05/2020, Z11
                 105, 01/05/2020, Z1
                 106, 01/05/2020, K3"
            )
        };
        for (year_ending, h5, z1) in [
            (2023, "*", "*"),
            (2024, "", "*"),
            (2025, "", "*"),
            (2026, "*", ""),
            (2027, "*", "*"),
        ] {
            case_in(year_ending, &RULE_503D, &text(h5, z1));
        }
    }

    // XML has no rows without a child.
    #[test]
    fn rows_without_a_child_are_left_alone() {
        case_as_csv(
            &RULE_503B,
            "Episodes: CHILD, DECOM, LS
             , 01/05/2026, C2
             Episodes_last: CHILD, DECOM, LS
             , 01/01/2026, V2",
        );
    }
}
