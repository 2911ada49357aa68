//! Rule 225: when a child moves on to another placement, the return says why.

use super::codes::{TEMPORARY, neighbours};
use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "225",
    message: "Reason for placement change must be recorded.",
    why: "The episode ended with X1 and the next one begins with a change of placement (RNE P, B, T or U). REASON_PLACE_CHANGE says why, and it is blank.",
    fix: "Enter in REASON_PLACE_CHANGE of this episode why the placement ended.",
    doubt: "",
    fields: &[(Episodes, &["REASON_PLACE_CHANGE"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let wanting = neighbours(child).filter(|(episode, next)| {
        episode.reason_ceased.is("X1")
            && episode.reason_placement_changed.is_blank()
            && !episode.placement.is_one_of(TEMPORARY)
            && next.reason_new.is_one_of(&["P", "B", "T", "U"])
            && !next.placement.is_one_of(TEMPORARY)
    });
    flags.rows(wanting.map(|(episode, _)| episode));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    /// An episode and the one that follows it, each as RNE, REC, PLACE, REASON_PLACE_CHANGE.
    fn check(episode: &str, next: &str, is_flagged: bool) {
        let star = if is_flagged { "*" } else { "" };
        // The later one stands first: DECOM counts, not the place in the file.
        case(
            &RULE,
            &format!(
                "Episodes: CHILD, DECOM, RNE, REC, PLACE, REASON_PLACE_CHANGE
                 101, 01/06/2026, {next}
                 101, 01/05/2026, {episode} {star}
                 102, 01/05/2026, {episode}"
            ),
        );
    }

    #[test]
    fn rule_225() {
        let next = "P, E3, U1,";
        check("S, X1, U1,", next, true);
        check("S, X1, ,", next, true);
        check("S, E3, U1,", next, false);
        check("S, , U1,", next, false);
        check("S, X1, U1, CHILD", next, false);
        check("S, X1, T0,", next, false);
        check("S, X1, T4,", next, false);
        check("S, X1, U1,", "B, , ,", true);
        check("S, X1, U1,", "T, , U1,", true);
        check("S, X1, U1,", "U, , U1,", true);
        check("S, X1, U1,", "L, , U1,", false);
        check("S, X1, U1,", "S, , U1,", false);
        check("S, X1, U1,", ", , U1,", false);
        check("S, X1, U1,", "P, , T1,", false);
    }

    #[test]
    fn an_episode_without_a_readable_decom_comes_last() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, RNE, REC, PLACE
             101, 31/06/2026, P, X1, U1
             101, 01/05/2026, S, X1, U1 *",
        );
    }
}
