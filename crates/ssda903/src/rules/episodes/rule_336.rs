//! Rule 336: before a placement for adoption the child lived with foster carers.

use super::codes::neighbours;
use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::rules::placement_places::codes::FOSTERING_OR_ADOPTION;
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "336",
    message: "Child does not have a foster placement immediately prior to being placed for adoption.",
    why: "The child is placed for adoption, but the episode just before was neither a foster placement nor one for adoption.",
    fix: "Check PLACE of this episode and of the one before it. Add an episode if one is missing between them.",
    doubt: "The message is about adoption by the current foster carers (A3 and A5). The check tests A3 and A4, so that A5 is never reported and A4 is reported although it need not follow a foster placement.",
    fields: &[(Episodes, &["PLACE"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let has_order = || {
        child
            .episodes()
            .any(|episode| episode.started_on.date().is_some())
    };
    let mut without_fostering = neighbours(child)
        .filter(|(before, episode)| {
            episode.placement.is_one_of(&["A3", "A4"])
                && !before.placement.is_one_of(FOSTERING_OR_ADOPTION)
        })
        .map(|(_, episode)| episode)
        .peekable();
    // When no DECOM can be read, nobody knows which episode comes before which.
    if without_fostering.peek().is_some() && has_order() {
        flags.rows(without_fostering);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_336() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, PLACE
             101, 01/06/2026, A3 *
             101, 01/05/2026, K2
             102, 01/05/2026, K2
             102, 01/06/2026, A4 *
             103, 01/05/2026, U1
             103, 01/06/2026, A3
             104, 01/05/2026, U6
             104, 01/06/2026, A4
             105, 01/05/2026, A5
             105, 01/06/2026, A3
             106, 01/05/2026,
             106, 01/06/2026, A3 *
             107, 01/05/2026, A3
             108, 01/05/2026, K2
             108, 01/06/2026, A5
             108, 01/07/2026, A6
             109, 31/02/2026, K2
             109, 31/02/2026, A3
             110, 01/05/2026, K2
             110, 31/02/2026, A3 *
             111, 01/05/2026, K2
             111, 01/06/2026, U1
             111, 01/07/2026, A3",
        );
    }
}
