//! SW08STG2, and SW14STG2 of 2023/24: only the last social worker of a child is still at work.

use super::start_or_never;
use crate::child::{Child, Line};
use crate::rows::SocialWorkerEpisode;
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::SocialWorkerEpisodes;

pub static SW08: Rule = Rule {
    code: "SW08STG2",
    message: "A new social worker episode has started, but the previous episode has not ended.",
    why: "A later social worker is recorded for the child, and this row has no SW_DEC. A child has one social worker at a time.",
    fix: "Fill SW_DEC in SWEpisodes with the day on which the work of this social worker ended.",
    doubt: "A row without a readable SW_DECOM is taken for the latest. Then the child's social worker of today is shown.",
    fields: &[(SocialWorkerEpisodes, &["SW_DEC"])],
    needs: &[Need::Table(SocialWorkerEpisodes)],
    years: 2024..=i16::MAX,
    check: check_ended,
};

pub static SW14: Rule = Rule {
    code: "SW14STG2",
    message: "Social worker episode date ceased is blank.",
    why: "A later social worker is recorded for the child, and this row has no SW_DEC.",
    fix: "Fill SW_DEC in SWEpisodes with the day on which the work of this social worker ended.",
    doubt: "A row without a readable SW_DECOM is taken for the latest. The checker that councils used that year put dates in order as text; here they are dates.",
    fields: &[(SocialWorkerEpisodes, &["SW_DEC"])],
    needs: &[Need::Table(SocialWorkerEpisodes)],
    years: 2024..=2024,
    check: check_all_but_the_last,
};

fn check_ended(child: &Child<'_>, flags: &mut Flags<'_>) {
    flags.rows(left_open(child).filter(|row| row.started_on.date().is_some()));
}

fn check_all_but_the_last(child: &Child<'_>, flags: &mut Flags<'_>) {
    flags.rows(left_open(child));
}

/// The rows without a readable end, the latest by start aside. Those that name nobody belong to several children and are left out.
fn left_open<'a>(child: &Child<'a>) -> impl Iterator<Item = Line<'a, SocialWorkerEpisode>> {
    let rows = child.social_worker_episodes();
    let latest = rows.clone().max_by_key(|row| start_or_never(row));
    let names_somebody = !child.id.is_empty();
    rows.filter(move |row| names_somebody && row.ceased_on.date().is_none() && Some(*row) != latest)
}

#[cfg(test)]
mod tests {
    use super::{SW08, SW14};
    use crate::case::{case, case_as_csv, case_in};

    #[test]
    fn sw08() {
        case(
            &SW08,
            "SWEpisodes: CHILD, SW_ID, SW_DECOM, SW_DEC
             101, SW12, 01/05/2026, *
             101, SW13, 01/06/2026,
             102, SW12, 01/06/2026,
             102, SW13, 01/05/2026, 01/06/2026
             103, SW12, 01/05/2026, *
             103, SW13, 01/06/2026, 01/07/2026
             104, SW12, 01/05/2026, *
             104, SW13, 01/05/2026,
             105, SW12, 01/05/2026, 31/06/2026 *
             105, SW13, , 01/07/2026
             106, SW12, ,
             106, SW13, ,
             107, SW12, 01/05/2026,",
        );
    }

    // XML has no row for nobody.
    #[test]
    fn sw08_leaves_out_who_is_not_named() {
        case_as_csv(
            &SW08,
            "SWEpisodes: CHILD, SW_ID, SW_DECOM, SW_DEC
             , SW12, 01/05/2026,
             , SW13, 01/06/2026,",
        );
    }

    // As text 02/01/2024 would come before 03/12/2023.
    #[test]
    fn sw14() {
        case_in(
            2024,
            &SW14,
            "SWEpisodes: CHILD, SW_ID, SW_DECOM, SW_DEC
             101, SW12, 03/12/2023, *
             101, SW13, 02/01/2024,
             102, SW12, 01/05/2023, 01/06/2023
             102, SW13, 01/06/2023,
             103, SW12, , *
             103, SW13, ,
             104, SW12, 01/05/2023, 31/06/2023 *
             104, SW13, 01/06/2023, 01/07/2023",
        );
    }
}
