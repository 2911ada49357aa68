//! SW12STG2: the social workers of the whole time in question are returned.

use jiff::civil::Date;

use crate::child::{Child, SHORT_BREAKS};
use crate::date::birthday;
use crate::rows::Episode;
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::{Episodes, SocialWorkerEpisodes};

pub static BEFORE_2025: Rule = Rule {
    code: "SW12STG2",
    message: "If a child is looked after on 31 March then all social worker episodes for the full previous year should be reported, even those whilst they were not looked after",
    why: "For an episode with which care began or ended there should be a social worker in SWEpisodes who came after DECOM, or not after DEC. The child has none, or one who came at another time.",
    fix: "Check the child's rows in SWEpisodes against the episode, and add the social workers that are missing.",
    doubt: "Whether the child was looked after on 31 March is not looked at, nor when the episode ended. One social worker at another time is enough for the episode to be shown, also when others fit. An open episode that does not begin care is always shown.",
    fields: &[(Episodes, &["DECOM", "DEC"])],
    needs: &[Need::Table(Episodes), Need::Table(SocialWorkerEpisodes)],
    years: 2024..=2024,
    check: check_before_2025,
};

pub static RULE: Rule = Rule {
    code: "SW12STG2",
    message: "If a child is looked after on 31 March then all social worker episodes for the full previous year should be reported, even those whilst they were not looked after",
    why: "For an episode with which care began or ended there should be a social worker in SWEpisodes who came after DECOM, or not after DEC. The child has none, or one who came at another time.",
    fix: "Check the child's rows in SWEpisodes against the episode, and add the social workers that are missing.",
    doubt: "Whether the child was looked after on 31 March is not looked at. One social worker at another time is enough for the episode to be shown, also when others fit. An open episode that does not begin care is always shown. The checker that councils use goes back by an average year: where a leap day lies between, it leaves out an episode that ended on the first day itself.",
    fields: &[(Episodes, &["DECOM", "DEC"])],
    needs: &[Need::Table(Episodes), Need::Table(SocialWorkerEpisodes)],
    years: 2025..=i16::MAX,
    check,
};

/// Episodes that are open, or ended this year or in the year before.
fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let this_year = child.collection().starts_on;
    let first = birthday(this_year, -1).unwrap_or(this_year);
    let last = child.collection().ends_on;
    flag_ending(child, flags, |end| first <= end && end <= last);
}

/// All episodes, whenever they ended.
fn check_before_2025(child: &Child<'_>, flags: &mut Flags<'_>) {
    flag_ending(child, flags, |_| true);
}

/// Flags episodes that are open or have such an end.
fn flag_ending(child: &Child<'_>, flags: &mut Flags<'_>, in_time: impl Fn(Date) -> bool) {
    let is_meant = |episode: &Episode| {
        episode.ceased_on.date().is_none_or(&in_time)
            && (begins_care(episode) || ends_care(episode))
            && !episode.legal_status.is_one_of(SHORT_BREAKS)
    };
    let mut meant = child
        .episodes()
        .filter(|episode| is_meant(episode))
        .peekable();
    if meant.peek().is_none() {
        return;
    }
    let rows = child.social_worker_episodes();
    let mut starts: Vec<Date> = rows
        .clone()
        .filter_map(|row| row.started_on.date())
        .collect();
    starts.sort_unstable();
    let has_undated = starts.len() < rows.len();
    for episode in meant {
        if has_undated || starts.is_empty() || any_comes_at_another_time(&starts, &episode) {
            flags.row(episode);
        }
    }
}

/// A social worker fits who came by the end of an episode that ends care, or not before the start of one that begins it.
fn any_comes_at_another_time(sorted_starts: &[Date], episode: &Episode) -> bool {
    let by = episode.ceased_on.date().filter(|_| ends_care(episode));
    let later = sorted_starts.partition_point(|start| Some(*start) <= by);
    let from = episode.started_on.date().filter(|_| begins_care(episode));
    sorted_starts
        .get(later)
        .is_some_and(|start| from.is_none_or(|from| *start < from))
}

fn begins_care(episode: &Episode) -> bool {
    episode.reason_new.is("S")
}

fn ends_care(episode: &Episode) -> bool {
    !episode.reason_ceased.is("X1")
}

#[cfg(test)]
mod tests {
    use super::{BEFORE_2025, RULE};
    use crate::case::{case, case_in};

    #[test]
    fn sw12() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, DEC, REC, RNE, LS
             101, 01/05/2026, , , S, C2
             102, 01/05/2026, , , S, C2 *
             103, 01/05/2026, , , S, C2 *
             104, 01/05/2026, , , S, V3
             105, 01/05/2026, , , P, C2 *
             106, 01/05/2026, 01/06/2026, X1, P, C2
             107, 01/05/2026, 01/06/2026, E4A, P, C2
             108, 01/05/2026, 01/06/2026, E4A, P, C2 *
             109, 01/05/2026, 01/06/2026, E4A, S, C2
             110, 01/05/2026, 01/06/2026, X1, S, C2 *
             111, 01/05/2024, 31/03/2025, E4A, S, C2
             112, 01/05/2024, 01/04/2025, E4A, S, C2 *
             113, 01/05/2026, 01/04/2027, E4A, S, C2
             114, 01/05/2026, 31/03/2027, E4A, S, C2 *
             115, , , , S, C2 *
             116, 01/05/2026, , , S, C2 *
             117, 01/05/2026, , , S, C2 *
             118, 01/06/2026, 01/05/2026, E4A, S, C2 *
             119, 01/06/2026, 01/05/2026, E4A, S, C2
             120, 01/05/2026, , , S, *
             121, 01/05/2026, 01/06/2026, , P, C2
             SWEpisodes: CHILD, SW_ID, SW_DECOM
             101, SW12, 01/05/2026
             103, SW12, 30/04/2026
             104, SW12, 30/04/2026
             105, SW12, 01/05/2026
             107, SW12, 01/06/2026
             108, SW12, 02/06/2026
             109, SW12, 01/01/2026
             109, SW13, 01/01/2027
             110, SW12, 30/04/2026
             115, SW12, 01/05/2026
             116, SW12,
             117, SW12, 01/05/2026
             117, SW13, 30/04/2026
             118, SW12, 01/04/2026
             118, SW13, 15/05/2026
             119, SW12, 01/05/2026
             119, SW13, 01/06/2026
             121, SW12, 01/05/2026",
        );
    }

    // Between the first days of the two years lies 29 February 2024.
    #[test]
    fn sw12_over_a_leap_day() {
        case_in(
            2025,
            &RULE,
            "Episodes: CHILD, DECOM, DEC, REC, RNE, LS
             101, 01/05/2022, 31/03/2023, E4A, S, C2
             102, 01/05/2022, 01/04/2023, E4A, S, C2 *",
        );
    }

    #[test]
    fn sw12_before_2025() {
        case_in(
            2024,
            &BEFORE_2025,
            "Episodes: CHILD, DECOM, DEC, REC, RNE, LS
             101, 01/05/2022, 31/03/2023, E4A, S, C2 *
             102, 01/05/2023, 01/04/2024, E4A, S, C2 *
             103, 01/05/2023, , , S, C2 *
             104, 01/05/2023, , , S, C2
             SWEpisodes: CHILD, SW_ID, SW_DECOM
             104, SW12, 01/05/2023",
        );
    }
}
