//! Rule 426: a child's short breaks are of one kind in a year.

use crate::child::{Child, SHORT_BREAKS};
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "426",
    message: "A child receiving respite care cannot be recorded under a legal status of V3 and V4 in the same year.",
    why: "V3 records each short break by itself, V4 the agreement for the whole series. An authority uses one of them for a child in a year.",
    fix: "Record all of this child's short breaks of the year in the same way: correct LS.",
    doubt: "",
    fields: &[(Episodes, &["LS"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    // The rows that name no child belong to several.
    if child.id.is_empty() {
        return;
    }
    let has = |status| {
        let mut episodes = child.episodes();
        episodes.any(|episode| episode.legal_status.is(status))
    };
    if has("V3") && has("V4") {
        let short_breaks = child.episodes();
        flags.rows(short_breaks.filter(|episode| episode.legal_status.is_one_of(SHORT_BREAKS)));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_426() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, LS
             101, 01/05/2026, V3 *
             101, 01/06/2020, V4 *
             101, 01/07/2026, C2
             101, 01/08/2026,
             101, 01/09/2026, V3 *
             102, 01/05/2026, V3
             102, 01/06/2026, V3
             103, 01/05/2026, V4
             103, 01/06/2026, V2
             104, 01/05/2026, V3
             104, 01/06/2026, v4",
        );
    }

    // XML has no rows without a child.
    #[test]
    fn rows_without_a_child_are_left_alone() {
        case_as_csv(
            &RULE,
            "Episodes: CHILD, LS
             , V3
             , V4",
        );
    }
}
