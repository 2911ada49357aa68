//! Rules 527 to 531: placements that a provider of some kind cannot provide.

use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE_527: Rule = provider(
    "527",
    "A placement provider code of PR1 cannot be associated with placements P1, R2 or R5.",
    "The authority itself (PR1) does not provide placements with parents (P1), in health establishments (R2), or in youth custody and prison (R5).",
    |child, flags| flag(child, flags, "PR1", &["P1", "R2", "R5"]),
);

pub static RULE_528: Rule = provider(
    "528",
    "A placement provider code of PR2 cannot be associated with placements P1, R2 or R5.",
    "Another authority (PR2) does not provide placements with parents (P1), in health establishments (R2), or in youth custody and prison (R5).",
    |child, flags| flag(child, flags, "PR2", &["P1", "R2", "R5"]),
);

pub static RULE_529: Rule = provider(
    "529",
    "Placement provider code of PR3 cannot be associated with placements P1, A3 to A6, K1, K2 and U1 to U6 as these placements cannot be provided by other public organisations.",
    "Other public bodies (PR3) provide neither placements with parents (P1) or for adoption (A3 to A6), nor children's homes (K1 and K2) or foster care (U1 to U6).",
    |child, flags| {
        let not_public = &[
            "P1", "A3", "A4", "A5", "A6", "K1", "K2", "U1", "U2", "U3", "U4", "U5", "U6",
        ];
        flag(child, flags, "PR3", not_public);
    },
);

pub static RULE_530: Rule = provider(
    "530",
    "A placement provider code of PR4 cannot be associated with placement P1.",
    "A placement with parents (P1) is provided by the parents (PR0), not by a private company (PR4).",
    |child, flags| flag(child, flags, "PR4", &["P1"]),
);

pub static RULE_531: Rule = provider(
    "531",
    "A placement provider code of PR5 cannot be associated with placements P1.",
    "A placement with parents (P1) is provided by the parents (PR0), not by a voluntary organisation (PR5).",
    |child, flags| flag(child, flags, "PR5", &["P1"]),
);

const fn provider(
    code: &'static str,
    message: &'static str,
    why: &'static str,
    check: fn(&Child<'_>, &mut Flags<'_>),
) -> Rule {
    Rule {
        code,
        message,
        why,
        fix: "Check PLACE and PLACE_PROVIDER, and correct the one that is wrong.",
        doubt: "",
        fields: &[(Episodes, &["PLACE", "PLACE_PROVIDER"])],
        needs: &[Need::Table(Episodes)],
        years: ALL_YEARS,
        check,
    }
}

fn flag(child: &Child<'_>, flags: &mut Flags<'_>, provider: &str, placements: &[&str]) {
    flags.rows(child.episodes().filter(|episode| {
        episode.provider.is(provider) && episode.placement.is_one_of(placements)
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::case;

    #[test]
    fn rules_527_to_531() {
        let check = |rule: &'static Rule, provider: &str, other: &str, excluded: &[&str]| {
            let excluded = excluded.iter().map(|placement| {
                format!(
                    "101, {placement}, {provider} *
                     101, {placement}, {other}
                     101, {placement},"
                )
            });
            let others = [
                "A1", "A7", "K3", "P2", "R1", "R3", "S1", "U7", "Z11", "p1", "",
            ]
            .map(|placement| format!("102, {placement}, {provider}"));
            let rows: Vec<String> = excluded.chain(others).collect();
            let text = format!(
                "Episodes: CHILD, PLACE, PLACE_PROVIDER\n{}",
                rows.join("\n")
            );
            case(rule, &text);
        };
        check(&RULE_527, "PR1", "PR2", &["P1", "R2", "R5"]);
        check(&RULE_528, "PR2", "PR3", &["P1", "R2", "R5"]);
        check(
            &RULE_529,
            "PR3",
            "PR4",
            &[
                "A3", "A4", "A5", "A6", "K1", "K2", "P1", "U1", "U2", "U3", "U4", "U5", "U6",
            ],
        );
        check(&RULE_530, "PR4", "PR5", &["P1"]);
        check(&RULE_531, "PR5", "PR0", &["P1"]);
        case(
            &RULE_529,
            "Episodes: CHILD, PLACE, PLACE_PROVIDER
             101, R2, PR3
             101, R5, PR3",
        );
        case(
            &RULE_530,
            "Episodes: CHILD, PLACE, PLACE_PROVIDER
             101, R2, PR4
             101, U1, PR4",
        );
    }
}
