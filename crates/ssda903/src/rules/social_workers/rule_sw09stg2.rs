//! SW09STG2: a social worker works with a child for some time.

use crate::child::Child;
use crate::date::days_between;
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::SocialWorkerEpisodes;

pub static BEFORE_2026: Rule = Rule {
    code: "SW09STG2",
    message: "Social worker episode appears to have lasted for less than 24 hours.",
    why: "SW_DEC and SW_DECOM are the same day. Such a row is mostly a slip.",
    fix: "Check SW_DECOM and SW_DEC in SWEpisodes and correct them, or take the row out.",
    doubt: "The checker that councils used that year compared the dates as text, so that 1/5/2024 and 01/05/2024 were not the same day to it.",
    fields: &[(SocialWorkerEpisodes, &["SW_DECOM", "SW_DEC"])],
    needs: &[Need::Table(SocialWorkerEpisodes)],
    years: 2024..=2025,
    check: check_before_2026,
};

pub static RULE: Rule = Rule {
    code: "SW09STG2",
    message: "Social worker episode appears to have lasted for less than 24 hours.",
    why: "SW_DEC comes less than three days after SW_DECOM, or before it. Such a row is mostly a slip.",
    fix: "Check SW_DECOM and SW_DEC in SWEpisodes and correct them, or take the row out.",
    doubt: "The message speaks of 24 hours. Fewer than three days are looked for, and an end before the start is shown too. The checker that councils use also guesses at dates written in other ways (01/05/26, 2026-05-01) here; to this rule they are no dates.",
    fields: &[(SocialWorkerEpisodes, &["SW_DECOM", "SW_DEC"])],
    needs: &[Need::Table(SocialWorkerEpisodes)],
    years: 2026..=i16::MAX,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    flag_lasting(child, |days| days < 3, flags);
}

fn check_before_2026(child: &Child<'_>, flags: &mut Flags<'_>) {
    flag_lasting(child, |days| days == 0, flags);
}

fn flag_lasting(child: &Child<'_>, is_too_short: fn(i64) -> bool, flags: &mut Flags<'_>) {
    flags.rows(child.social_worker_episodes().filter(|row| {
        let dates = row.started_on.date().zip(row.ceased_on.date());
        dates.is_some_and(|(start, end)| is_too_short(days_between(start, end)))
    }));
}

#[cfg(test)]
mod tests {
    use super::{BEFORE_2026, RULE};
    use crate::case::{case, case_in};

    #[test]
    fn sw09() {
        case(
            &RULE,
            "SWEpisodes: CHILD, SW_ID, SW_DECOM, SW_DEC
             101, SW12, 27/02/2027, 01/03/2027 *
             102, SW12, 26/02/2027, 01/03/2027
             103, SW12, 01/03/2027, 01/03/2027 *
             104, SW12, 01/03/2027, 01/02/2027 *
             105, SW12, , 01/02/2027
             106, SW12, 01/03/2027,
             107, SW12, 01/02/2027, 31/02/2027",
        );
    }

    #[test]
    fn sw09_before_2026() {
        case_in(
            2025,
            &BEFORE_2026,
            "SWEpisodes: CHILD, SW_ID, SW_DECOM, SW_DEC
             101, SW12, 01/03/2025, 01/03/2025 *
             102, SW12, 01/03/2025, 1/3/2025 *
             103, SW12, 01/03/2025, 02/03/2025
             104, SW12, 02/03/2025, 01/03/2025
             105, SW12, ,
             106, SW12, zz, zz",
        );
    }
}
