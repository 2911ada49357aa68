//! Rule 178: the provider of a placement is one that the collection knows, and only where there is one.

use crate::child::Child;
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::Episodes;

const PROVIDERS: &[&str] = &["PR0", "PR1", "PR2", "PR3", "PR4", "PR5"];

const NOW: Rule = Rule {
    code: "178",
    message: "Placement provider code is not a valid code.",
    why: "PLACE_PROVIDER holds a code that the collection does not have, or is filled for a temporary or other placement, which has none.",
    fix: "Use PR0 to PR5, in capitals. For T0 to T3 and Z11 to Z14 leave PLACE_PROVIDER blank.",
    doubt: "A T4 placement may have a provider by this rule, but not by rule 213.",
    fields: &[(Episodes, &["PLACE_PROVIDER"])],
    needs: &[Need::Table(Episodes)],
    years: 2026..=i16::MAX,
    check: |child, flags| {
        let without_provider = &["T0", "T1", "T2", "T3", "Z11", "Z12", "Z13", "Z14"];
        flag_wrong_provider(child, flags, without_provider);
    },
};

pub static RULE: Rule = NOW;

pub static BEFORE_2026: Rule = Rule {
    fix: "Use PR0 to PR5, in capitals. For T0 to T4 and Z1 leave PLACE_PROVIDER blank.",
    doubt: "",
    years: 2023..=2025,
    check: |child, flags| {
        flag_wrong_provider(child, flags, &["T0", "T1", "T2", "T3", "T4", "Z1"]);
    },
    ..NOW
};

fn flag_wrong_provider(child: &Child<'_>, flags: &mut Flags<'_>, without_provider: &[&str]) {
    flags.rows(child.episodes().filter(|episode| {
        episode.provider.is_other_than(PROVIDERS)
            || !episode.provider.is_blank() && episode.placement.is_one_of(without_provider)
    }));
}

#[cfg(test)]
mod tests {
    use super::{BEFORE_2026, RULE};
    use crate::case::{case, case_in};

    #[test]
    fn rule_178() {
        case(
            &RULE,
            "Episodes: CHILD, PLACE, PLACE_PROVIDER
             101, U1, PR0
             101, U1, PR1
             101, U1, PR2
             101, U1, PR3
             101, U1, PR4
             101, U1, PR5
             101, U1, PR6 *
             101, U1, pr4 *
             101, U1,
             101, T0, PR1 *
             101, T3, PR1 *
             101, T4, PR1
             101, Z11, PR1 *
             101, Z14, PR1 *
             101, z14, PR1
             101, Z1, PR1
             101, T0,
             101, , PR1
             101, , PR6 *",
        );
    }

    #[test]
    fn before_2026_z1_and_t4_had_no_provider() {
        case_in(
            2025,
            &BEFORE_2026,
            "Episodes: CHILD, PLACE, PLACE_PROVIDER
             101, Z1, PR1 *
             101, T4, PR1 *
             101, T0, PR1 *
             101, U1, PR1
             101, U1, PR6 *
             101, Z1,",
        );
    }
}
