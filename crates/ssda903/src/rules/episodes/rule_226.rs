//! Rule 226: a temporary placement needs no reason for a change, neither when it ends nor when it begins.

use super::codes::{TEMPORARY, neighbours};
use crate::child::Child;
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::Episodes;

const NOW: Rule = Rule {
    code: "226",
    message: "Reason for placement change is not required for temporary placements.",
    why: "A child comes back from a temporary placement (T0 to T4), so that it is no change. REASON_PLACE_CHANGE is filled for it, or for the episode just before it.",
    fix: "Take REASON_PLACE_CHANGE out of this episode and of the one before it, or correct PLACE.",
    doubt: "",
    fields: &[(Episodes, &["REASON_PLACE_CHANGE", "PLACE"])],
    needs: &[Need::Table(Episodes)],
    years: 2026..=i16::MAX,
    check,
};

pub static RULE: Rule = NOW;

pub static BEFORE_2026: Rule = Rule {
    message: "Reason for placement change is not required.",
    years: 2023..=2025,
    ..NOW
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let mut temporary = child
        .episodes()
        .filter(|episode| episode.placement.is_one_of(TEMPORARY))
        .peekable();
    if temporary.peek().is_none() {
        return;
    }
    flags.rows(temporary.filter(|episode| !episode.reason_placement_changed.is_blank()));
    let follows_a_reason = neighbours(child).filter(|(before, episode)| {
        !before.reason_placement_changed.is_blank() && episode.placement.is_one_of(TEMPORARY)
    });
    flags.rows(follows_a_reason.map(|(_, episode)| episode));
}

#[cfg(test)]
mod tests {
    use super::{BEFORE_2026, RULE};
    use crate::case::case_in;

    #[test]
    fn rule_226() {
        let text = "Episodes: CHILD, DECOM, PLACE, REASON_PLACE_CHANGE
             101, 01/05/2026, U1, CHILD
             101, 01/06/2026, T0, *
             101, 01/07/2026, U1,
             102, 01/05/2026, T4, CHILD *
             103, 01/07/2026, T4,
             103, 01/05/2026, U1, CHILD
             103, 01/06/2026, U1,
             104, 01/05/2026, T1,
             104, 01/06/2026, U1, CHILD
             105, 31/06/2026, T1, *
             105, 01/06/2026, U1, CHILD
             106, 01/05/2026, U1, CHILD
             106, 01/06/2026, U2, CHILD
             107, 01/05/2026, T1,";
        case_in(2027, &RULE, text);
        case_in(2025, &BEFORE_2026, text);
    }
}
