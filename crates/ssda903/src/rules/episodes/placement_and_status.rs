//! Rules 378, 382, 384 and 408: placements that some legal statuses exclude, or ask for.

use crate::child::{Child, Line, SHORT_BREAKS};
use crate::rows::Episode;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::rules::episodes::codes::TEMPORARY;
use crate::table::Table::Episodes;

pub static RULE_378: Rule = placement_and_status(
    "378",
    "A child who is placed with parent(s) cannot be looked after under a single period of accommodation under Section 20 of the Children Act 1989.",
    "A child who lives with parents (P1) is not accommodated by the authority, so single accommodation under section 20 (V2) does not fit.",
    "Check PLACE and LS, and correct the one that is wrong. If the child went home for good, the period of care ended.",
    |child, flags| {
        flag(child, flags, |episode| {
            episode.placement.is("P1") && episode.legal_status.is("V2")
        });
    },
);

pub static RULE_382: Rule = placement_and_status(
    "382",
    "A child receiving respite care cannot be in a temporary placement.",
    "In short breaks (V3 and V4) the child has no usual placement from which to be away for a time (T0 to T4).",
    "Check LS. If it is right, record where the child stayed by the placement's own code in PLACE.",
    |child, flags| {
        flag(child, flags, |episode| {
            episode.placement.is_one_of(TEMPORARY) && episode.legal_status.is_one_of(SHORT_BREAKS)
        });
    },
);

pub static RULE_384: Rule = placement_and_status(
    "384",
    "A child receiving respite care cannot be in a long-term foster placement ",
    "Short breaks (V3 and V4) are no long-term foster placement (U1 or U4).",
    "Check LS and PLACE. Foster placements of children in short breaks are U3 or U6, or U2 or U5.",
    |child, flags| {
        flag(child, flags, |episode| {
            episode.placement.is_one_of(&["U1", "U4"])
                && episode.legal_status.is_one_of(SHORT_BREAKS)
        });
    },
);

pub static RULE_408: Rule = placement_and_status(
    "408",
    "Child is placed for adoption with a placement order, but no placement order has been recorded.",
    "A child is placed for adoption under a placement order (A5 and A6) only when there is such an order (E1).",
    "Enter E1 in LS if the order was made. If the parents consented, PLACE is A3 or A4.",
    |child, flags| {
        flag(child, flags, |episode| {
            episode.placement.is_one_of(&["A5", "A6"]) && !episode.legal_status.is("E1")
        });
    },
);

const fn placement_and_status(
    code: &'static str,
    message: &'static str,
    why: &'static str,
    fix: &'static str,
    check: fn(&Child<'_>, &mut Flags<'_>),
) -> Rule {
    Rule {
        code,
        message,
        why,
        fix,
        doubt: "",
        fields: &[(Episodes, &["PLACE", "LS"])],
        needs: &[Need::Table(Episodes)],
        years: ALL_YEARS,
        check,
    }
}

fn flag(
    child: &Child<'_>,
    flags: &mut Flags<'_>,
    is_at_fault: impl Fn(&Line<'_, Episode>) -> bool,
) {
    flags.rows(child.episodes().filter(is_at_fault));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::case;

    #[test]
    fn rule_378() {
        case(
            &RULE_378,
            "Episodes: CHILD, PLACE, LS
             101, P1, V2 *
             101, P1, C2
             102, P2, V2
             102, P1,
             103, , V2
             104, p1, V2",
        );
    }

    #[test]
    fn rule_382() {
        case(
            &RULE_382,
            "Episodes: CHILD, PLACE, LS
             101, T0, V3 *
             101, T1, V4 *
             101, T2, V3 *
             101, T3, V4 *
             101, T4, V3 *
             102, T5, V3
             102, U6, V3
             102, T0, V2
             102, T0,
             102, , V3",
        );
    }

    #[test]
    fn rule_384() {
        case(
            &RULE_384,
            "Episodes: CHILD, PLACE, LS
             101, U1, V3 *
             101, U4, V4 *
             102, U2, V3
             102, U6, V4
             102, U1, V2
             102, U1,
             102, , V3",
        );
    }

    #[test]
    fn rule_408() {
        case(
            &RULE_408,
            "Episodes: CHILD, PLACE, LS
             101, A5, C2 *
             101, A6, *
             101, A6, e1 *
             102, A5, E1
             102, A6, E1
             102, A4, C2
             102, , C2",
        );
    }
}
