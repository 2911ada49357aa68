//! Rule 526: every placement has a provider, apart from temporary and other placements.

use super::codes::TEMPORARY;
use crate::child::Child;
use crate::rows::Episode;
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::Episodes;

const BASE: Rule = Rule {
    code: "526",
    message: "Child is missing a placement provider code for at least one episode.",
    why: "PLACE_PROVIDER says who provides the placement: the authority itself, another, or somebody else. Only temporary placements (T0 to T4) and other placements (Z11 to Z14) have none.",
    fix: "Enter PLACE_PROVIDER: PR0 for parents, otherwise PR1 to PR5. If PLACE is blank, enter it first.",
    doubt: "",
    fields: &[(Episodes, &["PLACE", "PLACE_PROVIDER"])],
    needs: &[Need::Table(Episodes)],
    years: 2026..=i16::MAX,
    check: |child, flags| {
        flag(child, flags, |episode| {
            episode.placement.is_one_of(&["Z11", "Z12", "Z13", "Z14"])
        });
    },
};

pub static RULE: Rule = BASE;

/// Before Z1 was split into Z11 to Z14.
pub static BEFORE_2026: Rule = Rule {
    why: "PLACE_PROVIDER says who provides the placement: the authority itself, another, or somebody else. Only temporary placements (T0 to T4) and other placements (Z1) have none.",
    years: 2023..=2025,
    check: |child, flags| flag(child, flags, |episode| episode.placement.is("Z1")),
    ..BASE
};

fn flag(child: &Child<'_>, flags: &mut Flags<'_>, is_other_placement: fn(&Episode) -> bool) {
    flags.rows(child.episodes().filter(|episode| {
        episode.provider.is_blank()
            && !episode.placement.is_one_of(TEMPORARY)
            && !is_other_placement(episode)
    }));
}

#[cfg(test)]
mod tests {
    use super::{BEFORE_2026, RULE};
    use crate::case::{case, case_in};

    #[test]
    fn rule_526() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, PLACE, PLACE_PROVIDER
             101, 01/05/2026, U1, *
             101, 01/05/2026, , *
             101, 01/05/2026, P1, *
             101, 01/05/2026, Z1, *
             101, 01/05/2026, U1, PR1
             101, 01/05/2026, , PR9
             102, 01/05/2026, T0,
             102, 01/05/2026, T1,
             102, 01/05/2026, T2,
             102, 01/05/2026, T3,
             102, 01/05/2026, T4,
             102, 01/05/2026, T5, *
             103, 01/05/2026, Z11,
             103, 01/05/2026, Z12,
             103, 01/05/2026, Z13,
             103, 01/05/2026, Z14,
             103, 01/05/2026, Z15, *",
        );
    }

    #[test]
    fn until_2025_z1_had_no_provider() {
        case_in(
            2025,
            &BEFORE_2026,
            "Episodes: CHILD, DECOM, PLACE, PLACE_PROVIDER
             101, 01/05/2024, U1, *
             101, 01/05/2024, , *
             101, 01/05/2024, T4,
             101, 01/05/2024, Z1,
             101, 01/05/2024, Z11, *
             101, 01/05/2024, Z1, PR1",
        );
    }
}
