//! Rules 370 to 374: children are old enough for some kinds of placement on the day on which they begin.

use std::ops::RangeInclusive;

use super::codes::births;
use crate::child::Child;
use crate::date::birthday;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Episodes, Header};

pub static RULE_370_IN_2023: Rule = least_age(
    "370",
    "Child in independent living should be at least 15.",
    "A child under 15 does not live independently (P2).",
    2023..=2023,
    |child, flags| flag_younger(child, flags, "P2", 15),
);

pub static RULE_370_IN_2024: Rule = least_age(
    "370",
    "Child in independent living should be at least 16.",
    "A child under 16 does not live independently (P2).",
    2024..=2024,
    |child, flags| flag_younger(child, flags, "P2", 16),
);

pub static RULE_371_IN_2023: Rule = least_age(
    "371",
    "Child in semi-independent living accommodation not subject to children’s homes regulations should be at least 14.",
    "A child under 14 does not live in semi-independent accommodation (H5).",
    2023..=2023,
    |child, flags| flag_younger(child, flags, "H5", 14),
);

pub static RULE_371_IN_2024: Rule = least_age(
    "371",
    "Child in semi-independent living accommodation not subject to children’s homes regulations should be at least 16.",
    "A child under 16 does not live in semi-independent accommodation (H5).",
    2024..=2024,
    |child, flags| flag_younger(child, flags, "H5", 16),
);

pub static RULE_371: Rule = least_age(
    "371",
    "Child in supported accomodation not subject to children’s homes regulations should be at least 16.",
    "Supported accommodation (K3) is for young people of 16 and 17. This child was younger when the episode began.",
    2025..=i16::MAX,
    |child, flags| flag_younger(child, flags, "K3", 16),
);

pub static RULE_372: Rule = least_age(
    "372",
    "Child in youth custody or prison should be at least 10.",
    "Children under 10 cannot be held responsible for a crime, so none is in youth custody or prison (R5).",
    ALL_YEARS,
    |child, flags| flag_younger(child, flags, "R5", 10),
);

pub static RULE_373: Rule = least_age(
    "373",
    "Child placed in a school should be at least 4 years old.",
    "A child under 4 does not live in a residential school (S1).",
    ALL_YEARS,
    |child, flags| flag_younger(child, flags, "S1", 4),
);

pub static RULE_374: Rule = least_age(
    "374",
    "Child in residential employment should be at least 14 years old.",
    "A child under 14 does not live where they work (P3).",
    ALL_YEARS,
    |child, flags| flag_younger(child, flags, "P3", 14),
);

const fn least_age(
    code: &'static str,
    message: &'static str,
    why: &'static str,
    years: RangeInclusive<i16>,
    check: fn(&Child<'_>, &mut Flags<'_>),
) -> Rule {
    Rule {
        code,
        message,
        why,
        fix: "Check PLACE and DECOM of the episode, and DOB in Header.",
        doubt: "Episodes without a readable DEC, and so all open ones, are not checked, although DEC says nothing about the age.",
        fields: &[(Episodes, &["DECOM", "PLACE"])],
        needs: &[Need::Table(Episodes), Need::Table(Header)],
        years,
        check,
    }
}

/// Flags the closed episodes in that placement that began before the birthday of that age.
fn flag_younger(child: &Child<'_>, flags: &mut Flags<'_>, placement: &str, age: i16) {
    for episode in child.episodes() {
        if !episode.placement.is(placement) || episode.ceased_on.date().is_none() {
            continue;
        }
        let Some(started_on) = episode.started_on.date() else {
            continue;
        };
        let too_young = |born| birthday(born, age).is_some_and(|birthday| started_on < birthday);
        if births(child).any(too_young) {
            flags.row(episode);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{case_as_csv, case_in};

    #[test]
    fn rules_370_to_374() {
        let check = |rule: &'static Rule, year_ending: i16, place: &str, age: i16| {
            let born = 2026 - age;
            case_in(
                year_ending,
                rule,
                &format!(
                    "Header: CHILD, DOB
                     101, 09/06/{born}
                     102, 09/06/{born}
                     103, 10/06/{born}
                     104,
                     105, 31/06/{born}
                     Episodes: CHILD, DECOM, PLACE, DEC
                     101, 08/06/2026, {place}, 20/06/2026 *
                     101, 09/06/2026, {place}, 20/06/2026
                     101, 08/06/2026, K2, 20/06/2026
                     101, 08/06/2026, , 20/06/2026
                     102, 08/06/2026, {place},
                     102, 08/06/2026, {place}, 31/06/2026
                     102, , {place}, 20/06/2026
                     103, 09/06/2026, {place}, 01/01/2020 *
                     104, 08/06/2026, {place}, 20/06/2026
                     105, 08/06/2026, {place}, 20/06/2026"
                ),
            );
        };
        check(&RULE_370_IN_2023, 2023, "P2", 15);
        check(&RULE_370_IN_2024, 2024, "P2", 16);
        check(&RULE_371_IN_2023, 2023, "H5", 14);
        check(&RULE_371_IN_2024, 2024, "H5", 16);
        check(&RULE_371, 2027, "K3", 16);
        check(&RULE_372, 2027, "R5", 10);
        check(&RULE_373, 2027, "S1", 4);
        check(&RULE_374, 2027, "P3", 14);
    }

    #[test]
    fn a_leap_day_child_is_older_on_28_february() {
        case_in(
            2027,
            &RULE_371,
            "Header: CHILD, DOB
             101, 29/02/2008
             102, 29/02/2012
             Episodes: CHILD, DECOM, PLACE, DEC
             101, 28/02/2024, K3, 20/06/2026 *
             101, 29/02/2024, K3, 20/06/2026
             102, 28/02/2028, K3, 20/06/2026 *
             102, 29/02/2028, K3, 20/06/2026",
        );
        case_in(
            2027,
            &RULE_374,
            "Header: CHILD, DOB
             101, 29/02/2012
             Episodes: CHILD, DECOM, PLACE, DEC
             101, 27/02/2026, P3, 20/06/2026 *
             101, 28/02/2026, P3, 20/06/2026",
        );
    }

    // XML has a header for every child.
    #[test]
    fn a_child_without_a_header_is_left_alone() {
        case_as_csv(
            &RULE_371,
            "Header: CHILD, DOB
             , 09/06/2020
             102, 09/06/2020
             Episodes: CHILD, DECOM, PLACE, DEC
             101, 08/06/2026, K3, 20/06/2026
             , 08/06/2026, K3, 20/06/2026",
        );
    }
}
