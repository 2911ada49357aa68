//! SW11bSTG2, and SW11aSTG2 of 2023/24: a social worker who leaves before 31 March has a successor.

use std::cmp::Reverse;

use super::by_start;
use crate::child::Child;
use crate::date::{days_after, days_between};
use crate::rows::SocialWorkerEpisode;
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::SocialWorkerEpisodes;

pub static SW11A: Rule = Rule {
    code: "SW11aSTG2",
    message: "Social worker episode has ended before 31 March and no subsequent social worker episode has been provided.",
    why: "The row before it by SW_DECOM ended before 27 March, and this row does not start within five days of that end.",
    fix: "Check SW_DECOM of this row and SW_DEC of the row before it in SWEpisodes, or add the row that is missing between them.",
    doubt: "The row behind the gap is shown, not the one that ended. A child whose last row ended is not seen. A start up to five days before the end of the row before is accepted.",
    fields: &[(SocialWorkerEpisodes, &["SW_DEC"])],
    needs: &[Need::Table(SocialWorkerEpisodes)],
    years: 2024..=2024,
    check: check_gap,
};

pub static SW11B: Rule = Rule {
    code: "SW11bSTG2",
    message: "Social worker episode has ended before 31 March and no subsequent social worker episode has been provided.",
    why: "The work of this social worker ended in the last days of the year, and no social worker after that is recorded.",
    fix: "Check SW_DEC in SWEpisodes. Leave it blank if the work went on, or add the next social worker.",
    doubt: "Only an end from 26 to 31 March is looked at. A row may be shown although another follows. Where a row without SW_DECOM follows, that one is shown.",
    fields: &[(SocialWorkerEpisodes, &["SW_DEC"])],
    needs: &[Need::Table(SocialWorkerEpisodes)],
    years: 2024..=i16::MAX,
    check: check_last_days,
};

fn check_gap(child: &Child<'_>, flags: &mut Flags<'_>) {
    let rows = by_start(child);
    let year_nearly_over = days_after(child.collection().ends_on, -5);
    for (before, row) in rows.iter().zip(rows.iter().skip(1)) {
        let Some(end) = before
            .ceased_on
            .date()
            .filter(|end| *end <= year_nearly_over)
        else {
            continue;
        };
        let follows = |start| days_between(end, start).abs() <= 5;
        if !row.started_on.date().is_some_and(follows) {
            flags.row(*row);
        }
    }
}

fn check_last_days(child: &Child<'_>, flags: &mut Flags<'_>) {
    let year_end = child.collection().ends_on;
    let last_days = days_after(year_end, -5)..=year_end;
    let ends_in_last_days = |row: &SocialWorkerEpisode| {
        row.ceased_on
            .date()
            .is_some_and(|end| last_days.contains(&end))
    };
    if !child
        .social_worker_episodes()
        .any(|row| ends_in_last_days(&row))
    {
        return;
    }
    let rows = by_start(child);
    if let [only] = rows.as_slice()
        && ends_in_last_days(only)
    {
        flags.row(*only);
    }
    for (before, row) in rows.iter().zip(rows.iter().skip(1)) {
        if row.started_on.date().is_none() && ends_in_last_days(before) {
            flags.row(*row);
        }
    }
    // Of rows that start on one day, the first in the file comes last here.
    let mut dated: Vec<_> = rows
        .iter()
        .filter_map(|row| row.started_on.date().map(|start| (start, *row)))
        .collect();
    dated.sort_by_key(|(start, row)| (*start, Reverse(row.number)));
    for ((start_before, _), (_, row)) in dated.iter().zip(dated.iter().skip(1)) {
        if ends_in_last_days(row) && row.ceased_on.date().is_some_and(|end| *start_before < end) {
            flags.row(*row);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{SW11A, SW11B};
    use crate::case::{case, case_as_csv, case_in};

    #[test]
    fn sw11b() {
        case(
            &SW11B,
            "SWEpisodes: CHILD, SW_ID, SW_DECOM, SW_DEC
             101, SW12, 01/05/2026, 26/03/2027 *
             102, SW12, 01/05/2026, 25/03/2027
             103, SW12, 01/05/2026, 31/03/2027 *
             104, SW12, 01/05/2026, 01/04/2027
             105, SW12, , 28/03/2027 *
             106, SW12, 01/05/2026, 28/03/2027
             106, SW13, , *
             107, SW12, 01/05/2026, 25/03/2027
             107, SW13, ,
             108, SW12, 01/05/2026, 01/06/2026
             108, SW13, 01/06/2026, 28/03/2027 *
             108, SW14, 28/03/2027,
             109, SW12, 01/05/2026, 28/03/2027
             109, SW13, 28/03/2027,
             110, SW12, 28/03/2027, 29/03/2027 *
             110, SW13, 28/03/2027, 28/03/2027
             111, SW12, ,
             111, SW13, , 28/03/2027
             111, SW14, , *
             112, SW12, 27/03/2027, 29/03/2027 *
             112, SW13, 27/03/2027, 29/03/2027
             113, SW12, 28/03/2027, 28/03/2027
             113, SW13, 28/03/2027, 29/03/2027",
        );
    }

    // XML has no row for nobody.
    #[test]
    fn sw11b_leaves_out_who_is_not_named() {
        case_as_csv(
            &SW11B,
            "SWEpisodes: CHILD, SW_ID, SW_DECOM, SW_DEC
             , SW12, 01/05/2026, 28/03/2027",
        );
    }

    #[test]
    fn sw11a() {
        case_in(
            2024,
            &SW11A,
            "SWEpisodes: CHILD, SW_ID, SW_DECOM, SW_DEC
             101, SW12, 01/05/2023, 01/06/2023
             101, SW13, 06/06/2023, 01/07/2023
             101, SW14, 26/06/2023, 01/08/2023
             101, SW15, 07/08/2023, 26/03/2024 *
             101, SW16, , *
             102, SW12, 01/05/2023, 01/07/2023
             102, SW13, 25/06/2023, 27/03/2024 *
             102, SW14, ,
             103, SW12, 01/05/2023, 01/06/2023
             104, SW12, 01/05/2023,
             104, SW13, 01/06/2023,",
        );
    }
}
