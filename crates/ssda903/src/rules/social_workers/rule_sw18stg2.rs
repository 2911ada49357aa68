//! SW18STG2: the work of a social worker ends after it began.

use crate::child::Child;
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::SocialWorkerEpisodes;

pub static RULE: Rule = Rule {
    code: "SW18STG2",
    message: "The end date of the social worker episode is before the start date",
    why: "SW_DEC must come after SW_DECOM.",
    fix: "Check SW_DECOM and SW_DEC in SWEpisodes; the two may have been swapped.",
    doubt: "The message speaks of an end before the start. An end on the same day is shown too. The checker that councils use also guesses at dates written in other ways (01/05/26, 2026-05-01) here; to this rule they are no dates.",
    fields: &[(SocialWorkerEpisodes, &["SW_DEC", "SW_DECOM"])],
    needs: &[Need::Table(SocialWorkerEpisodes)],
    years: 2026..=i16::MAX,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    flags.rows(child.social_worker_episodes().filter(|row| {
        let dates = row.started_on.date().zip(row.ceased_on.date());
        dates.is_some_and(|(start, end)| end <= start)
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn sw18() {
        case(
            &RULE,
            "SWEpisodes: CHILD, SW_ID, SW_DECOM, SW_DEC
             101, SW12, 01/05/2026, 30/04/2026 *
             102, SW12, 01/05/2026, 01/05/2026 *
             103, SW12, 01/05/2026, 02/05/2026
             104, SW12, 01/05/2026,
             105, SW12, , 01/05/2026
             106, SW12, 01/05/2026, 31/04/2026",
        );
    }
}
