//! Rule 217t, of the year ending 2024 alone: P2 is no placement from 28 October 2023.

use jiff::civil::{Date, date};

use crate::child::Child;
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static BEFORE_2025: Rule = Rule {
    code: "217t",
    message: "Placement type 'P2' is not a valid placement type from 28 October 2023.",
    why: "Independent living (P2) gave way to supported accommodation (K3) on 28 October 2023. This episode lasted longer.",
    fix: "End the episode on 28 October 2023, and start a new one with the placement code that took its place.",
    doubt: "DEC is tested, not DECOM: an episode that ended on 28 October 2023 is not reported. A DEC that is no date counts as an open episode.",
    fields: &[(Episodes, &["PLACE", "DEC"])],
    needs: &[Need::Table(Episodes)],
    years: 2024..=2024,
    check,
};

const LAST_DAY: Date = date(2023, 10, 28);

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    flags.rows(child.episodes().filter(|episode| {
        let ceased = episode.ceased_on.date();
        episode.placement.is("P2") && ceased.is_none_or(|ceased| ceased > LAST_DAY)
    }));
}

#[cfg(test)]
mod tests {
    use super::BEFORE_2025;
    use crate::case::case_in;

    #[test]
    fn rule_217t() {
        case_in(
            2024,
            &BEFORE_2025,
            "Episodes: CHILD, PLACE, DEC
             101, P2, 28/10/2023
             102, P2, 29/10/2023 *
             103, P2, *
             104, P2, 31/02/2024 *
             105, P1, 29/10/2023
             106, , 29/10/2023",
        );
    }
}
