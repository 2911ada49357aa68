//! SW19STG2: no two social workers of a child start on the same day.

use std::collections::HashSet;

use crate::child::Child;
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::SocialWorkerEpisodes;

pub static RULE: Rule = Rule {
    code: "SW19STG2",
    message: "There are 2 social worker episodes for the child starting on the same date.",
    why: "Another row of the child before this one in the file has the same SW_DECOM. A child has one social worker at a time.",
    fix: "Compare the child's rows in SWEpisodes. Take out the one that is repeated, or correct SW_DECOM.",
    doubt: "The second row and those after it are shown, not the first. Two rows with a blank SW_DECOM count as the same day.",
    fields: &[(SocialWorkerEpisodes, &["SW_DEC", "SW_DECOM"])],
    needs: &[Need::Table(SocialWorkerEpisodes)],
    years: 2026..=i16::MAX,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let rows = child.social_worker_episodes();
    // Rows that name nobody belong to several children.
    if rows.len() < 2 || child.id.is_empty() {
        return;
    }
    let mut seen = HashSet::with_capacity(rows.len());
    flags.rows(rows.filter(|row| !seen.insert(&row.row().started_on)));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn sw19() {
        case(
            &RULE,
            "SWEpisodes: CHILD, SW_ID, SW_DECOM
             101, SW12, 01/05/2026
             102, SW12, 01/05/2026
             101, SW13, 01/05/2026 *
             101, SW14, 1/5/2026 *
             101, SW15, 02/05/2026
             103, SW12,
             103, SW13, *
             104, SW12, zz
             104, SW13, zz *
             104, SW14, xx",
        );
    }

    // XML has no row for nobody.
    #[test]
    fn sw19_leaves_out_who_is_not_named() {
        case_as_csv(
            &RULE,
            "SWEpisodes: CHILD, SW_ID, SW_DECOM
             , SW12, 01/05/2026
             , SW13, 01/05/2026",
        );
    }
}
