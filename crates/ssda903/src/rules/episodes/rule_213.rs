//! Rule 213: temporary and other placements have no provider.

use super::codes::TEMPORARY;
use crate::child::Child;
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::Episodes;

const NOW: Rule = Rule {
    code: "213",
    message: "Placement provider information not required.",
    why: "For temporary placements (T0 to T4) and other placements (Z11 to Z14) the collection asks for no provider.",
    fix: "Leave PLACE_PROVIDER blank, or correct PLACE.",
    doubt: "",
    fields: &[(Episodes, &["PLACE_PROVIDER"])],
    needs: &[Need::Table(Episodes)],
    years: 2026..=i16::MAX,
    check: |child, flags| {
        let without_provider = &["T0", "T1", "T2", "T3", "T4", "Z11", "Z12", "Z13", "Z14"];
        flag_with_provider(child, flags, without_provider);
    },
};

pub static RULE: Rule = NOW;

pub static BEFORE_2026: Rule = Rule {
    why: "For temporary placements (T0 to T4) the collection asks for no provider.",
    years: 2023..=2025,
    check: |child, flags| flag_with_provider(child, flags, TEMPORARY),
    ..NOW
};

fn flag_with_provider(child: &Child<'_>, flags: &mut Flags<'_>, without_provider: &[&str]) {
    flags.rows(child.episodes().filter(|episode| {
        !episode.provider.is_blank() && episode.placement.is_one_of(without_provider)
    }));
}

#[cfg(test)]
mod tests {
    use super::{BEFORE_2026, RULE};
    use crate::case::{case, case_in};

    #[test]
    fn rule_213() {
        let text = |flagged: &str| {
            format!(
                "Episodes: CHILD, PLACE, PLACE_PROVIDER
                 101, T0, PR1 *
                 101, T4, PR1 *
                 101, T4, anything *
                 101, T4,
                 101, Z11, PR1 {flagged}
                 101, Z14, PR1 {flagged}
                 101, Z14,
                 101, Z1, PR1
                 101, U1, PR1
                 101, , PR1"
            )
        };
        case(&RULE, &text("*"));
        case_in(2025, &BEFORE_2026, &text(""));
    }
}
