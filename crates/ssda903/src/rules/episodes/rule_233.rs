//! Rule 233: an open episode has no reason for a change of placement.

use crate::child::Child;
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "233",
    message: "Reason for placement change is not required when the episode has not ceased.",
    why: "DEC is blank, so that the placement goes on. REASON_PLACE_CHANGE says why a placement ended.",
    fix: "Take REASON_PLACE_CHANGE out. If the episode has ended, fill DEC and REC.",
    doubt: "",
    fields: &[(Episodes, &["DEC", "REASON_PLACE_CHANGE"])],
    needs: &[Need::Table(Episodes)],
    years: 2026..=i16::MAX,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    flags.rows(child.episodes().filter(|episode| {
        episode.ceased_on.is_blank() && !episode.reason_placement_changed.is_blank()
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_233() {
        case(
            &RULE,
            "Episodes: CHILD, RNE, DEC, REASON_PLACE_CHANGE
             101, S, , CHILD *
             102, S, 01/06/2026, CHILD
             103, S, 31/06/2026, CHILD
             104, S, ,
             105, S, 01/06/2026,",
        );
    }
}
