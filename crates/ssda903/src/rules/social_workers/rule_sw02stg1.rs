//! SW02STG1: a social worker's identifier begins with SW or XX.

use crate::child::Child;
use crate::rows::SocialWorkerEpisode;
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::SocialWorkerEpisodes;

pub static BEFORE_2026: Rule = Rule {
    code: "SW02STG1",
    message: "Social worker ID does not begin with the characters ‘SW’ or ‘XX’.",
    why: "SW_ID is the worker's Social Work England number, which begins with SW. XX stands before another number where there is none.",
    fix: "Check SW_ID in SWEpisodes and write it with SW or XX in capitals.",
    doubt: "A blank SW_ID is shown too.",
    fields: &[(SocialWorkerEpisodes, &["SW_ID"])],
    needs: &[Need::Table(SocialWorkerEpisodes)],
    years: 2024..=2025,
    check: check_before_2026,
};

pub static RULE: Rule = Rule {
    code: "SW02STG1",
    message: "Social worker ID does not begin with the characters ‘SW’ or ‘XX’.",
    why: "SW_ID is the worker's Social Work England number, which begins with SW. XX stands before another number where there is none.",
    fix: "Check SW_ID in SWEpisodes and write it with SW or XX in capitals and the number behind it.",
    doubt: "A blank SW_ID and one of fewer than four characters are shown too.",
    fields: &[(SocialWorkerEpisodes, &["SW_ID"])],
    needs: &[Need::Table(SocialWorkerEpisodes)],
    years: 2026..=i16::MAX,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let is_too_short =
        |row: &SocialWorkerEpisode| row.social_worker.text().chars().nth(3).is_none();
    flags.rows(
        child
            .social_worker_episodes()
            .filter(|row| begins_otherwise(row) || is_too_short(row)),
    );
}

fn check_before_2026(child: &Child<'_>, flags: &mut Flags<'_>) {
    flags.rows(
        child
            .social_worker_episodes()
            .filter(|row| begins_otherwise(row)),
    );
}

fn begins_otherwise(row: &SocialWorkerEpisode) -> bool {
    let identifier = row.social_worker.text();
    !identifier.starts_with("SW") && !identifier.starts_with("XX")
}

#[cfg(test)]
mod tests {
    use super::{BEFORE_2026, RULE};
    use crate::case::{case, case_in};

    #[test]
    fn sw02() {
        case(
            &RULE,
            "SWEpisodes: CHILD, SW_ID, SW_DECOM
             101, SW12, 01/04/2026
             102, XX12, 01/04/2026
             103, SW1, 01/04/2026 *
             104, SW, 01/04/2026 *
             105, sw12, 01/04/2026 *
             106, AB12, 01/04/2026 *
             107, , 01/04/2026 *",
        );
    }

    #[test]
    fn sw02_before_2026() {
        case_in(
            2025,
            &BEFORE_2026,
            "SWEpisodes: CHILD, SW_ID, SW_DECOM
             101, SW12, 01/04/2024
             102, XX, 01/04/2024
             103, sw12, 01/04/2024 *
             104, , 01/04/2024 *",
        );
    }
}
