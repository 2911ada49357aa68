//! SW10STG2, SW10aSTG2 and SW10bSTG2: one social worker follows the other.

use super::in_order;
use crate::child::{Child, Line};
use crate::date::days_between;
use crate::rows::SocialWorkerEpisode;
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::SocialWorkerEpisodes;

pub static SW10_BEFORE_2025: Rule = Rule {
    code: "SW10STG2",
    message: "A new social worker episode has started before the end date of the previous social worker episode.",
    why: "SW_DECOM should lie within seven days of SW_DEC of the child's row before it, so that the child is neither without a social worker nor has two.",
    fix: "Check SW_DECOM of this row and SW_DEC of the row before it in SWEpisodes.",
    doubt: "A gap of more than seven days is shown too, and an overlap of up to seven days is not. A blank SW_DEC in the row before counts as wrong.",
    fields: &[(SocialWorkerEpisodes, &["SW_DECOM"])],
    needs: &[Need::Table(SocialWorkerEpisodes)],
    years: 2024..=2024,
    check: check_follows,
};

pub static SW10: Rule = Rule {
    code: "SW10STG2",
    message: "A new social worker episode has started before the end date of the previous social worker episode.",
    why: "SW_DECOM should lie within seven days of SW_DEC of the child's row before it, so that the child is neither without a social worker nor has two.",
    fix: "Check SW_DECOM of this row and SW_DEC of the row before it in SWEpisodes. A first contact has SW_REASON FCONTA and is left out.",
    doubt: "It finds the same rows as SW10aSTG2: a gap of more than seven days is shown too, and an overlap of up to seven days is not. A blank SW_DEC in the row before counts as wrong.",
    fields: &[(SocialWorkerEpisodes, &["SW_DECOM"])],
    needs: &[Need::Table(SocialWorkerEpisodes)],
    years: 2025..=i16::MAX,
    check: check_follows_or_first_contact,
};

pub static SW10A: Rule = Rule {
    code: "SW10aSTG2",
    message: "A new social worker episode has started and it is not within +/- 7 days of a previous episode.",
    why: "SW_DECOM should lie within seven days of SW_DEC of the child's row before it, so that the child is neither without a social worker nor has two.",
    fix: "Check SW_DECOM of this row and SW_DEC of the row before it in SWEpisodes. A first contact has SW_REASON FCONTA and is left out.",
    doubt: "It finds the same rows as SW10STG2. Only the row directly before it by SW_DECOM is looked at. A blank SW_DECOM, or a blank SW_DEC in the row before, counts as wrong.",
    fields: &[(SocialWorkerEpisodes, &["SW_DECOM"])],
    needs: &[Need::Table(SocialWorkerEpisodes)],
    years: 2026..=i16::MAX,
    check: check_follows_or_first_contact,
};

pub static SW10B: Rule = Rule {
    code: "SW10bSTG2",
    message: "A new social worker episode has started with a reason of first contact before the previous episode has ended.",
    why: "SW_REASON FCONTA says that this is the first contact, and the row before it by SW_DECOM ends on the same day or later.",
    fix: "Check SW_DECOM and SW_REASON of this row and SW_DEC of the row before it in SWEpisodes.",
    doubt: "A start on the very day on which the row before ended is shown too. A row before without an end is not seen.",
    fields: &[(SocialWorkerEpisodes, &["SW_DECOM", "SW_REASON"])],
    needs: &[Need::Table(SocialWorkerEpisodes)],
    years: 2026..=i16::MAX,
    check: check_first_contact,
};

fn check_follows(child: &Child<'_>, flags: &mut Flags<'_>) {
    flag_later(child, |before, row| !follows(before, row), flags);
}

fn check_follows_or_first_contact(child: &Child<'_>, flags: &mut Flags<'_>) {
    flag_later(
        child,
        |before, row| !row.reason_changed.is("FCONTA") && !follows(before, row),
        flags,
    );
}

fn check_first_contact(child: &Child<'_>, flags: &mut Flags<'_>) {
    let begins_too_early = |before: &SocialWorkerEpisode, row: &SocialWorkerEpisode| {
        row.started_on
            .date()
            .zip(before.ceased_on.date())
            .is_some_and(|(start, end)| start <= end)
    };
    flag_later(
        child,
        |before, row| row.reason_changed.is("FCONTA") && begins_too_early(before, row),
        flags,
    );
}

/// Whether the row starts within seven days of the end of the one before it.
fn follows(before: &SocialWorkerEpisode, row: &SocialWorkerEpisode) -> bool {
    before
        .ceased_on
        .date()
        .zip(row.started_on.date())
        .is_some_and(|(end, start)| days_between(end, start).abs() <= 7)
}

/// Flags the later of two rows, one directly behind the other, that do not fit together.
fn flag_later(
    child: &Child<'_>,
    is_wrong: impl Fn(&SocialWorkerEpisode, &SocialWorkerEpisode) -> bool,
    flags: &mut Flags<'_>,
) {
    let rows: Vec<Line<'_, _>> = in_order(child);
    for (before, row) in rows.iter().zip(rows.iter().skip(1)) {
        if is_wrong(before, row) {
            flags.row(*row);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{SW10, SW10_BEFORE_2025, SW10A, SW10B};
    use crate::case::{case, case_as_csv, case_in};

    const ROWS: &str = "SWEpisodes: CHILD, SW_ID, SW_DECOM, SW_DEC, SW_REASON
        101, SW12, 01/04/2026, 20/04/2026, MANAGE
        101, SW13, 13/04/2026, 01/06/2026, MANAGE
        101, SW14, 08/06/2026, , MANAGE
        102, SW12, 01/04/2026, 20/04/2026, MANAGE
        102, SW13, 12/04/2026, 01/06/2026, MANAGE *
        103, SW14, 09/06/2026, , MANAGE *
        103, SW13, 20/04/2026, 01/06/2026, MANAGE
        103, SW12, 01/04/2026, 20/04/2026, MANAGE
        104, SW12, 01/04/2026, , MANAGE
        104, SW13, 02/04/2026, 03/04/2026, *
        105, SW12, 01/04/2026, 20/04/2026, MANAGE
        105, SW13, , 03/05/2026, MANAGE *
        106, SW12, 01/04/2026, , MANAGE
        106, SW13, 01/04/2026, 05/04/2026, MANAGE
        107, SW12, 01/04/2026, 20/04/2026, MANAGE
        108, SW12, 01/05/2026, 20/05/2026, MANAGE";

    #[test]
    fn sw10() {
        case(&SW10, ROWS);
        case(&SW10A, ROWS);
        case_in(2024, &SW10_BEFORE_2025, ROWS);
    }

    #[test]
    fn a_first_contact_is_left_out() {
        let rows = |flag: &str| {
            format!(
                "SWEpisodes: CHILD, SW_ID, SW_DECOM, SW_DEC, SW_REASON
                 101, SW12, 01/04/2026, 20/04/2026, FCONTA
                 101, SW13, 01/10/2026, , FCONTA {flag}"
            )
        };
        case(&SW10, &rows(""));
        case(&SW10A, &rows(""));
        case_in(2024, &SW10_BEFORE_2025, &rows("*"));
    }

    #[test]
    fn sw10b() {
        case(
            &SW10B,
            "SWEpisodes: CHILD, SW_ID, SW_DECOM, SW_DEC, SW_REASON
             101, SW12, 01/04/2026, 20/04/2026, MANAGE
             101, SW13, 19/04/2026, 01/06/2026, FCONTA *
             101, SW14, 01/06/2026, 01/07/2026, FCONTA *
             101, SW15, 02/07/2026, , FCONTA
             102, SW12, 01/04/2026, 20/04/2026, MANAGE
             102, SW13, 19/04/2026, 01/06/2026, MANAGE
             103, SW12, 01/04/2026, , MANAGE
             103, SW13, 19/04/2026, 01/06/2026, FCONTA
             104, SW12, 01/04/2026, 20/04/2026, FCONTA
             104, SW13, , 01/06/2026, FCONTA",
        );
    }

    // XML has no row for nobody.
    #[test]
    fn rows_that_name_nobody_do_not_follow_each_other() {
        case_as_csv(
            &SW10,
            "SWEpisodes: CHILD, SW_ID, SW_DECOM, SW_DEC, SW_REASON
             , SW12, 01/04/2026, , MANAGE
             , SW13, 01/05/2026, , MANAGE",
        );
    }
}
