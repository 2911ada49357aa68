//! Rule 1001: a care leaver was looked after for 13 weeks from the age of 14, and beyond 16.

use jiff::civil::Date;

use super::is_short_break;
use crate::child::{Child, ChildYear, Line};
use crate::date::{birthday, days_between};
use crate::rows::Episode;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Episodes, Header, Oc3};

pub static RULE: Rule = Rule {
    code: "1001",
    message: "The episodes recorded for this young person suggest they are not a relevant or a former relevant child and therefore should not have care leaver information completed. [NOTE: This tool can only test the current and previous year data loaded into the tool - this check may generate false positives if a child had episodes prior to last year's collection.]",
    why: "A relevant or former relevant child was looked after for at least 13 weeks (91 days) since the age of 14, some of them since 16, and was not adopted. The episodes that were handed in do not show that.",
    fix: "Hand in more earlier years, so that older episodes are seen. If they show the same, take the row out of OC3.",
    doubt: "With last year alone, everybody who is 20 or older at the end of the year is reported: two years cannot show their care. With a further earlier year they are looked at like the others. Times are added up as they are returned, and the row is reported even when its items are blank.",
    fields: &[(Oc3, &["IN_TOUCH", "ACTIV", "ACCOM"])],
    needs: &[
        Need::Rows(Episodes),
        Need::LastYearRows(Episodes),
        Need::Rows(Header),
        Need::Rows(Oc3),
    ],
    years: ALL_YEARS,
    check,
};

/// 13 weeks from the age of 14: Care Planning, Placement and Case Review (England) Regulations 2010 (SI 2010/959), regulation 40.
const DAYS_SINCE_14: i64 = 91;
const DAYS_SINCE_16: i64 = 1;

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    if child.oc3().next().is_none() {
        return;
    }
    let episodes = episodes_of_all_years(child);
    if was_adopted(&episodes) || !was_in_care_long_enough(child, &episodes) {
        flags.rows(child.oc3());
    }
}

/// By DECOM, each once: an episode that went on stands in the returns of several years, and the row that ends first is taken.
fn episodes_of_all_years<'a>(child: &Child<'a>) -> Vec<Line<'a, Episode>> {
    let earlier = child.earlier_years().flat_map(ChildYear::episodes);
    let mut episodes: Vec<_> = child.episodes().chain(earlier).collect();
    episodes.sort_by_key(|episode| {
        let ceased = episode.ceased_on.date();
        (episode.started_on.date(), ceased.is_none(), ceased)
    });
    episodes.dedup_by_key(|episode| episode.started_on.date());
    episodes
}

/// The episode that began last. `None` when no DECOM can be read.
fn last<'a>(episodes: &[Line<'a, Episode>]) -> Option<Line<'a, Episode>> {
    episodes
        .last()
        .copied()
        .filter(|episode| episode.started_on.date().is_some())
}

fn was_adopted(episodes: &[Line<'_, Episode>]) -> bool {
    last(episodes).is_some_and(|episode| {
        let reason = episode.reason_ceased.text();
        reason.eq_ignore_ascii_case("E11") || reason.eq_ignore_ascii_case("E12")
    })
}

fn was_in_care_long_enough(child: &Child<'_>, episodes: &[Line<'_, Episode>]) -> bool {
    let year_end = child.collection().ends_on;
    let one_earlier_year_alone = child.earlier_years().count() < 2;
    let too_old_to_tell = |born| {
        one_earlier_year_alone && birthday(born, 20).is_none_or(|twentieth| twentieth <= year_end)
    };
    let born = child
        .header()
        .filter_map(|row| row.date_of_birth.date())
        .find(|born| !too_old_to_tell(*born));
    let days_since = |age| {
        born.and_then(|born| birthday(born, age))
            .map_or(0, |birthday| days_in_care(episodes, birthday, year_end))
    };
    days_since(14) >= DAYS_SINCE_14 && days_since(16) >= DAYS_SINCE_16
}

/// The days from the birthday on, short breaks aside. Only the episode that began last may be open: it counts to the end of the year.
fn days_in_care(episodes: &[Line<'_, Episode>], birthday: Date, year_end: Date) -> i64 {
    let last = last(episodes);
    let days = |episode: &Line<'_, Episode>| {
        let still_open = || (last == Some(*episode)).then_some(year_end);
        let from = episode
            .started_on
            .date()
            .map_or(birthday, |started| started.max(birthday));
        let to = episode.ceased_on.date().or_else(still_open);
        to.map_or(0, |to| days_between(from, to).max(0))
    };
    episodes
        .iter()
        .filter(|episode| !is_short_break(episode))
        .map(days)
        .sum()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn days_from_14_and_from_16() {
        case(
            &RULE,
            "Header: CHILD, DOB
             101, 01/05/2008
             102, 01/05/2008
             103, 01/05/2008
             104, 01/05/2008
             105, 01/05/2008
             106, 01/05/2008
             107, 01/05/2008
             108, 01/05/2008
             109, 01/05/2010
             110, 01/05/2008
             Episodes: CHILD, DECOM, DEC, LS, REC
             101, 02/05/2024, 01/08/2024, C2, E4A
             102, 02/05/2024, 31/07/2024, C2, E4A
             103, 02/05/2023, 02/05/2024, C2, E4A
             104, 02/05/2023, 01/05/2024, C2, E4A
             105, 02/05/2024, 01/08/2024, V3, E4A
             106, 02/05/2024, 01/08/2024, v4, E4A
             107, 01/01/2020, 30/04/2022, C2, E4A
             108, 30/12/2026, , C2,
             109, 01/05/2020, , C2,
             110, 31/12/2026, , C2,
             Episodes_last: CHILD, DECOM, DEC, LS, REC
             199, 01/05/2020, , C2,
             OC3: CHILD, IN_TOUCH
             101, YES
             102, YES *
             103, YES
             104, YES *
             105, YES *
             106, YES *
             107, YES *
             108, YES
             109, YES
             110, YES *",
        );
    }

    #[test]
    fn both_years_are_added_up_and_rows_kept_apart() {
        case(
            &RULE,
            "Header: CHILD, DOB
             101, 01/05/2008
             102, 01/05/2008
             103, 01/05/2008
             104, 01/05/2008
             105, 01/05/2008
             106, 01/05/2008
             107, 31/03/2007
             108, 01/04/2007
             109, ZZ
             Episodes: CHILD, DECOM, DEC, LS, REC
             101, 01/05/2025, 01/06/2025, V3, E4A
             102, 01/05/2024, 01/05/2024, C2, E4A
             103, 01/05/2024, 01/06/2024, C2, E11
             104, 01/05/2024, 01/12/2024, C2, E11
             104, 01/01/2025, 01/02/2025, C2, E4A
             105, 01/05/2024, 01/12/2024, C2, e12
             107, 01/05/2021, 01/05/2024, C2, E4A
             108, 01/05/2021, 01/05/2024, C2, E4A
             109, 01/05/2021, 01/05/2024, C2, E4A
             Episodes_last: CHILD, DECOM, DEC, LS, REC
             101, 01/05/2024, 01/09/2024, C2, E4A
             102, 01/05/2024, , C2,
             103, 01/05/2023, 01/01/2024, C2, E4A
             106, 01/05/2024, , C2,
             106, 01/06/2024, 02/06/2024, C2, E4A
             OC3: CHILD, IN_TOUCH
             101, YES
             102, YES *
             103, YES *
             104, YES
             105, YES *
             106, YES *
             107, YES *
             108, YES
             109, YES *",
        );
    }

    #[test]
    fn without_header_or_episodes_nothing_is_shown() {
        // XML has a row of Header for everybody.
        case_as_csv(
            &RULE,
            "Header: CHILD, DOB
             102, 01/05/2008
             103, 01/05/2008
             Episodes: CHILD, DECOM, DEC, LS, REC
             101, 01/05/2022, , C2,
             103, ZZ, , C2, E11
             Episodes_last: CHILD, DECOM, DEC, LS, REC
             103, ZZ, 01/05/2025, C2,
             OC3: CHILD, IN_TOUCH
             101, YES *
             102, *
             103, YES",
        );
    }

    #[test]
    fn more_earlier_years_show_more_care() {
        let text = "Header: CHILD, DOB
             101, 01/05/2004
             102, 01/05/2004
             103, 01/05/2008
             104, 01/05/2008
             199, 01/05/2008
             Episodes: CHILD, DECOM, DEC, LS
             199, 01/05/2022, , C2
             Episodes_last: CHILD, DECOM, DEC, LS
             199, 01/05/2022, , C2
             OC3: CHILD, IN_TOUCH
             101, YES *
             102, YES *
             103, YES *
             104, YES *";
        case(&RULE, text);
        let before = "
             Episodes_before: CHILD, DECOM, DEC, LS
             101, 01/05/2018, 01/05/2024, C2
             103, 01/05/2020, 01/05/2024, C2
             103, 01/05/2024, 02/05/2024, C2";
        let seen = text
            .replace("101, YES *", "101, YES")
            .replace("103, YES *", "103, YES");
        case(&RULE, &(seen + before));
    }
}
