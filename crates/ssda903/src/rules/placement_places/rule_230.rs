//! Rule 230, of the year ending 2024 alone: from 28 October 2023 an H5 placement in England needs a URN.

use jiff::civil::{Date, date};

use super::urn::has_urn;
use crate::child::Child;
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static BEFORE_2025: Rule = Rule {
    code: "230",
    message: "Ofsted Unique reference number (URN) is required for any English H5 placements from 28 October 2023.",
    why: "Semi-independent placements (H5) in England had to be registered with Ofsted from 28 October 2023. This one lasted longer and has no URN.",
    fix: "Enter the provider's URN, or check PLACE and DEC.",
    doubt: "Episodes that ended on 28 October 2023 itself are not reported. A DEC that is no date counts as an open episode.",
    fields: &[(Episodes, &["PLACE", "DEC", "URN"])],
    needs: &[Need::Table(Episodes), Need::Postcodes],
    years: 2024..=2024,
    check,
};

const LAST_DAY_WITHOUT_URN: Date = date(2023, 10, 28);

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    for episode in child.episodes() {
        if !episode.placement.is("H5") || has_urn(&episode) {
            continue;
        }
        let went_on = episode
            .ceased_on
            .date()
            .is_none_or(|ceased| ceased > LAST_DAY_WITHOUT_URN);
        // SCO, WAL, NIR and NUK; the codes of English authorities begin with E.
        let outside_england = child
            .derived(episode)
            .authority
            .as_deref()
            .is_some_and(|authority| authority.starts_with(['N', 'S', 'W']));
        if went_on && !outside_england {
            flags.row(episode);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::BEFORE_2025;
    use crate::case::case_in;

    #[test]
    fn rule_230() {
        case_in(
            2024,
            &BEFORE_2025,
            "Episodes: CHILD, PLACE, DEC, URN, PL_LA
             101, H5, 28/10/2023, , E09000027
             102, H5, 29/10/2023, , E09000027 *
             103, H5, , , E09000027 *
             104, H5, 31/02/2024, , E09000027 *
             105, H5, , XXXXXXX, E09000027 *
             106, H5, , 1234567, E09000027
             107, H5, , , WAL
             108, H5, , , NIR
             109, H5, , , *
             110, K2, , , E09000027",
        );
    }
}
