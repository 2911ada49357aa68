//! Rule 1012: a child without episodes has no rows in the tables about being looked after.

use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{
    Ad1, Episodes, Missing, Oc2, PlacedForAdoption, PreviousPermanence, Reviews,
};

pub static RULE: Rule = Rule {
    code: "1012",
    message: "No other data should be returned for OC3 children who had no episodes in the current year",
    why: "AD1, Missing, OC2, PlacedAdoption, PrevPerm and Reviews are about children who were looked after in the year. This child has no row in Episodes.",
    fix: "Check CHILD. If the child was looked after in the year, add the episodes; otherwise take this row out.",
    doubt: "Every child without episodes is looked at, whether in OC3 or not. UASC, SWEpisodes, DoLo and Header are not looked at.",
    fields: &[
        (Ad1, &["CHILD"]),
        (Missing, &["CHILD"]),
        (Oc2, &["CHILD"]),
        (PlacedForAdoption, &["CHILD"]),
        (PreviousPermanence, &["CHILD"]),
        (Reviews, &["CHILD"]),
    ],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    if child.episodes().len() > 0 {
        return;
    }
    flags.rows(child.ad1());
    flags.rows(child.missing());
    flags.rows(child.oc2());
    flags.rows(child.placed_for_adoption());
    flags.rows(child.previous_permanence());
    flags.rows(child.reviews());
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_1012() {
        case(
            &RULE,
            "Episodes: CHILD, LS
             101, C2
             102, V3
             OC3: CHILD, IN_TOUCH
             103, YES
             AD1: CHILD, NB_ADOPTR
             101, 1
             103, 1 *
             Missing: CHILD, MISSING
             102, M
             104, M *
             104, A *
             OC2: CHILD, CONVICTED
             101, 0
             105, 0 *
             PlacedAdoption: CHILD, DATE_PLACED
             101, 01/04/2026
             103, 01/04/2026 *
             PrevPerm: CHILD, PREV_PERM
             101, Z1
             103, Z1 *
             Reviews: CHILD, REVIEW
             101, 01/04/2026
             103, 01/04/2026 *
             UASC: CHILD, DUC
             103, 01/04/2026
             SWEpisodes: CHILD, SW_DECOM
             103, 01/04/2026
             DoLo: CHILD, DOLO_START
             103, 01/04/2026",
        );
    }
}
