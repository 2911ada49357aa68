//! SW13STG1: the reason for a change of social worker is one of the codes of the collection.

use jiff::civil::date;

use crate::child::Child;
use crate::rows::SocialWorkerEpisode;
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::SocialWorkerEpisodes;

pub static BEFORE_2025: Rule = Rule {
    code: "SW13STG1",
    message: "The reason for social worker change is either not valid or has not been entered.",
    why: "SW_REASON must be one of the ten codes of the collection. A blank is not accepted.",
    fix: "Check SW_REASON in SWEpisodes and write the code in capitals, for example MANAGE, FCONTA or OTHERS.",
    doubt: "",
    fields: &[(SocialWorkerEpisodes, &["SW_REASON"])],
    needs: &[Need::Table(SocialWorkerEpisodes)],
    years: 2024..=2024,
    check: check_before_2025,
};

pub static RULE: Rule = Rule {
    code: "SW13STG1",
    message: "The reason for social worker change is not valid.",
    why: "SW_REASON must be one of the ten codes of the collection. It may be blank only for work that began before 1 April 2023.",
    fix: "Check SW_REASON in SWEpisodes and write the code in capitals, for example MANAGE, FCONTA or OTHERS.",
    doubt: "The message speaks of codes that are not valid. A blank is shown too when SW_DECOM is 1 April 2023 or later.",
    fields: &[(SocialWorkerEpisodes, &["SW_REASON"])],
    needs: &[Need::Table(SocialWorkerEpisodes)],
    years: 2025..=i16::MAX,
    check,
};

const REASONS: &[&str] = &[
    "MANAGE", "FCONTA", "LEFTRL", "ORGRST", "TSPROC", "ABSENC", "CHCHAN", "PCCHAN", "SWDIED",
    "OTHERS",
];

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let must_have_one = |row: &SocialWorkerEpisode| {
        row.started_on
            .date()
            .is_some_and(|start| start >= date(2023, 4, 1))
    };
    flags.rows(child.social_worker_episodes().filter(|row| {
        row.reason_changed.is_other_than(REASONS)
            || (row.reason_changed.is_blank() && must_have_one(row))
    }));
}

fn check_before_2025(child: &Child<'_>, flags: &mut Flags<'_>) {
    let rows = child.social_worker_episodes();
    flags.rows(rows.filter(|row| !row.reason_changed.is_one_of(REASONS)));
}

#[cfg(test)]
mod tests {
    use super::{BEFORE_2025, RULE};
    use crate::case::{case, case_in};

    #[test]
    fn sw13() {
        case(
            &RULE,
            "SWEpisodes: CHILD, SW_DECOM, SW_REASON
             101, 01/05/2026, MANAGE
             102, 01/05/2026, OTHERS
             103, 01/05/2026, manage *
             104, 01/01/2010, BORED *
             105, 01/04/2023, *
             106, 31/03/2023,
             107, 31/04/2024,",
        );
    }

    #[test]
    fn sw13_before_2025() {
        case_in(
            2024,
            &BEFORE_2025,
            "SWEpisodes: CHILD, SW_DECOM, SW_REASON
             101, 01/05/2023, MANAGE
             102, 01/05/2023, BORED *
             103, 01/05/2010, *",
        );
    }
}
