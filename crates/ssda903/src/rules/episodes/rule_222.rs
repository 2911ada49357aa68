//! Rule 222: placements for which nobody is registered with Ofsted have no URN.

use crate::child::Child;
use crate::rule::{Flags, Need, Rule};
use crate::rules::placement_places::codes::{
    WITHOUT_URN, WITHOUT_URN_IN_2023, WITHOUT_URN_IN_2024, WITHOUT_URN_IN_2025,
};
use crate::rules::placement_places::urn::has_urn;
use crate::table::Table::Episodes;

const NOW: Rule = Rule {
    code: "222",
    message: "Ofsted Unique reference number (URN) should not be recorded for this placement type.",
    why: "Nobody has to be registered with Ofsted for this type of placement, so that it has no URN.",
    fix: "Leave URN blank, or correct PLACE.",
    doubt: "",
    fields: &[(Episodes, &["URN"])],
    needs: &[Need::Table(Episodes)],
    years: 2026..=i16::MAX,
    check: |child, flags| flag_with_urn(child, flags, WITHOUT_URN),
};

pub static RULE: Rule = NOW;

pub static BEFORE_2024: Rule = Rule {
    years: 2023..=2023,
    check: |child, flags| flag_with_urn(child, flags, WITHOUT_URN_IN_2023),
    ..NOW
};

pub static BEFORE_2025: Rule = Rule {
    years: 2024..=2024,
    check: |child, flags| flag_with_urn(child, flags, WITHOUT_URN_IN_2024),
    ..NOW
};

pub static BEFORE_2026: Rule = Rule {
    years: 2025..=2025,
    check: |child, flags| flag_with_urn(child, flags, WITHOUT_URN_IN_2025),
    ..NOW
};

fn flag_with_urn(child: &Child<'_>, flags: &mut Flags<'_>, without_urn: &[&str]) {
    flags.rows(
        child
            .episodes()
            .filter(|episode| episode.placement.is_one_of(without_urn) && has_urn(episode)),
    );
}

#[cfg(test)]
mod tests {
    use super::{BEFORE_2024, BEFORE_2025, BEFORE_2026, RULE};
    use crate::case::case_in;
    use crate::rule::Rule;

    /// Which of the placements that changed over the years must be flagged.
    fn check(year_ending: i16, rule: &'static Rule, flagged: &str) {
        let star = |code| {
            if flagged.split(' ').any(|flagged| flagged == code) {
                "*"
            } else {
                ""
            }
        };
        let text = format!(
            "Episodes: CHILD, PLACE, URN
             101, P1, 1234567 *
             101, P3, 1234567 *
             101, R1, 1234567 *
             101, R2, 1234567 *
             101, R5, 1234567 *
             101, T0, 1234567 *
             101, T4, anything *
             101, T4, XXXXXXX
             101, T4,
             101, U1, 1234567
             101, , 1234567
             102, H5, 1234567 {}
             102, P2, 1234567 {}
             102, Z1, 1234567 {}
             102, Z11, 1234567 {}
             102, Z14, 1234567 {}",
            star("H5"),
            star("P2"),
            star("Z1"),
            star("Z11"),
            star("Z14")
        );
        case_in(year_ending, rule, &text);
    }

    #[test]
    fn rule_222() {
        check(2027, &RULE, "Z11 Z14");
    }

    #[test]
    fn before_2026_there_were_other_placements() {
        check(2023, &BEFORE_2024, "H5 P2 Z1");
        check(2024, &BEFORE_2025, "P2 Z1");
        check(2025, &BEFORE_2026, "Z1");
    }
}
