//! SW07STG2: the end of the work of a social worker lies in the time that the return is about.

use jiff::civil::Date;

use crate::child::Child;
use crate::date::birthday;
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::SocialWorkerEpisodes;

pub static BEFORE_2025: Rule = Rule {
    code: "SW07STG2",
    message: "Social worker episode end date should be on or after the start of the social worker reporting period, and should be on or before the collection end date.",
    why: "The return of 2023/24 has the social workers of the year from 1 April to 31 March. SW_DEC lies outside.",
    fix: "Check SW_DEC in SWEpisodes. Take the row out if the work ended earlier; leave SW_DEC blank if it went on.",
    doubt: "",
    fields: &[(SocialWorkerEpisodes, &["SW_DEC"])],
    needs: &[Need::Table(SocialWorkerEpisodes)],
    years: 2024..=2024,
    check: check_before_2025,
};

pub static RULE: Rule = Rule {
    code: "SW07STG2",
    message: "Social worker episode end date should be on or after the start of the social worker reporting period, and should be on or before the collection end date.",
    why: "The return has the social workers of this year and of the year before, to 31 March. SW_DEC lies outside.",
    fix: "Check SW_DEC in SWEpisodes. Take the row out if the work ended earlier; leave SW_DEC blank if it went on.",
    doubt: "The checker that councils use goes back by an average year: where a leap day lies between, it reports an SW_DEC on the first day itself. Here that day passes.",
    fields: &[(SocialWorkerEpisodes, &["SW_DEC"])],
    needs: &[Need::Table(SocialWorkerEpisodes)],
    years: 2025..=i16::MAX,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let this_year = child.collection().starts_on;
    flag_ends_before(birthday(this_year, -1).unwrap_or(this_year), child, flags);
}

fn check_before_2025(child: &Child<'_>, flags: &mut Flags<'_>) {
    flag_ends_before(child.collection().starts_on, child, flags);
}

/// Flags ends before that day, and after the year.
fn flag_ends_before(first: Date, child: &Child<'_>, flags: &mut Flags<'_>) {
    let last = child.collection().ends_on;
    flags.rows(child.social_worker_episodes().filter(|row| {
        row.ceased_on
            .date()
            .is_some_and(|end| end < first || last < end)
    }));
}

#[cfg(test)]
mod tests {
    use super::{BEFORE_2025, RULE};
    use crate::case::{case, case_in};

    #[test]
    fn sw07() {
        case(
            &RULE,
            "SWEpisodes: CHILD, SW_ID, SW_DEC
             101, SW12, 31/03/2025 *
             102, SW12, 01/04/2025
             103, SW12, 31/03/2027
             104, SW12, 01/04/2027 *
             105, SW12,
             106, SW12, 31/02/2020",
        );
    }

    // Between the first days of the two years lies 29 February 2024.
    #[test]
    fn sw07_over_a_leap_day() {
        case_in(
            2025,
            &RULE,
            "SWEpisodes: CHILD, SW_ID, SW_DEC
             101, SW12, 31/03/2023 *
             102, SW12, 01/04/2023",
        );
    }

    #[test]
    fn sw07_before_2025() {
        case_in(
            2024,
            &BEFORE_2025,
            "SWEpisodes: CHILD, SW_ID, SW_DEC
             101, SW12, 31/03/2023 *
             102, SW12, 01/04/2023
             103, SW12, 31/03/2024
             104, SW12, 01/04/2024 *
             105, SW12,",
        );
    }
}
