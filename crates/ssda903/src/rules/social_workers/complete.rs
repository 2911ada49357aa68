//! SW01aSTG1, SW01bSTG1 and SW03STG1, of 2023/24 and 2024/25: the rows on social workers are complete.

use jiff::civil::date;

use crate::child::Child;
use crate::rows::SocialWorkerEpisode;
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::SocialWorkerEpisodes;

pub static SW01A: Rule = Rule {
    code: "SW01aSTG1",
    message: "For each social worker episode, information should be complete",
    why: "SW_DECOM is needed in every row, and SW_ID in every row that starts before 1 April 2023.",
    fix: "Fill SW_DECOM and SW_ID in SWEpisodes.",
    doubt: "",
    fields: &[(SocialWorkerEpisodes, &["SW_DECOM", "SW_ID"])],
    needs: &[Need::Table(SocialWorkerEpisodes)],
    years: 2025..=2025,
    check: check_before_april_2023,
};

pub static SW01B: Rule = Rule {
    code: "SW01bSTG1",
    message: "For each social worker episode, information should be complete",
    why: "SW_DECOM is needed in every row, and SW_ID and SW_REASON in every row that starts on or after 1 April 2023.",
    fix: "Fill SW_DECOM, SW_ID and SW_REASON in SWEpisodes.",
    doubt: "A row without a readable SW_DECOM is shown by SW01aSTG1 too.",
    fields: &[(SocialWorkerEpisodes, &["SW_DECOM", "SW_ID", "SW_REASON"])],
    needs: &[Need::Table(SocialWorkerEpisodes)],
    years: 2025..=2025,
    check: check_since_april_2023,
};

pub static SW03: Rule = Rule {
    code: "SW03STG1",
    message: "For each social worker episode, information should be complete.",
    why: "SW_ID, SW_DECOM and SW_REASON are needed in every row.",
    fix: "Fill SW_ID, SW_DECOM and SW_REASON in SWEpisodes.",
    doubt: "",
    fields: &[(SocialWorkerEpisodes, &["SW_ID", "SW_DECOM", "SW_REASON"])],
    needs: &[Need::Table(SocialWorkerEpisodes)],
    years: 2024..=2024,
    check: check_complete,
};

fn check_before_april_2023(child: &Child<'_>, flags: &mut Flags<'_>) {
    let is_incomplete = |row: &SocialWorkerEpisode| match row.started_on.date() {
        Some(start) => start < date(2023, 4, 1) && row.social_worker.is_blank(),
        None => true,
    };
    flags.rows(
        child
            .social_worker_episodes()
            .filter(|row| is_incomplete(row)),
    );
}

fn check_since_april_2023(child: &Child<'_>, flags: &mut Flags<'_>) {
    let is_incomplete = |row: &SocialWorkerEpisode| match row.started_on.date() {
        Some(start) => {
            start >= date(2023, 4, 1)
                && (row.social_worker.is_blank() || row.reason_changed.is_blank())
        }
        None => true,
    };
    flags.rows(
        child
            .social_worker_episodes()
            .filter(|row| is_incomplete(row)),
    );
}

fn check_complete(child: &Child<'_>, flags: &mut Flags<'_>) {
    flags.rows(
        child
            .social_worker_episodes()
            .filter(|row| is_without_an_answer(row)),
    );
}

/// Whether the worker, the start or the reason is blank.
pub(super) fn is_without_an_answer(row: &SocialWorkerEpisode) -> bool {
    row.social_worker.is_blank() || row.started_on.is_blank() || row.reason_changed.is_blank()
}

#[cfg(test)]
mod tests {
    use super::{SW01A, SW01B, SW03};
    use crate::case::case_in;

    #[test]
    fn sw01a() {
        case_in(
            2025,
            &SW01A,
            "SWEpisodes: CHILD, SW_ID, SW_DECOM, SW_REASON
             101, , 31/03/2023, MANAGE *
             102, , 01/04/2023, MANAGE
             103, SW1, 31/03/2023,
             104, SW1, , MANAGE *
             105, SW1, 31/02/2024, MANAGE *",
        );
    }

    #[test]
    fn sw01b() {
        case_in(
            2025,
            &SW01B,
            "SWEpisodes: CHILD, SW_ID, SW_DECOM, SW_REASON
             101, , 01/04/2023, MANAGE *
             102, SW1, 01/04/2023, *
             103, SW1, 01/04/2023, MANAGE
             104, , 31/03/2023,
             105, SW1, , MANAGE *",
        );
    }

    #[test]
    fn sw03() {
        case_in(
            2024,
            &SW03,
            "SWEpisodes: CHILD, SW_ID, SW_DECOM, SW_DEC, SW_REASON
             101, , 01/04/2023, 01/05/2023, MANAGE *
             102, SW1, , 01/05/2023, MANAGE *
             103, SW1, 01/04/2023, 01/05/2023, *
             104, SW1, 01/04/2023, , MANAGE
             105, SW1, not known, , MANAGE",
        );
    }
}
