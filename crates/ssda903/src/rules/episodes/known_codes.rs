//! Rules 143, 144, 145, 146, 149 and 1009: the codes of an episode are those of the collection.

use crate::cell::{Cell, FieldValue};
use crate::child::Child;
use crate::rows::Episode;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE_1009: Rule = Rule {
    code: "1009",
    message: "Reason for placement change is not a valid code.",
    why: "REASON_PLACE_CHANGE holds a code that the collection does not have.",
    fix: "Use CARPL, CLOSE, ALLEG, STAND, APPRR, CREQB, CREQO, CHILD, LAREQ, PLACE, CUSTOD or OTHER, in capitals, or leave it blank.",
    doubt: "",
    fields: &[(Episodes, &["REASON_PLACE_CHANGE"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check: |child, flags| {
        let known = &[
            "CARPL", "CLOSE", "ALLEG", "STAND", "APPRR", "CREQB", "CREQO", "CHILD", "LAREQ",
            "PLACE", "CUSTOD", "OTHER",
        ];
        flag_other_codes(
            child,
            flags,
            |episode| &episode.reason_placement_changed,
            known,
        );
    },
};

pub static RULE_143: Rule = Rule {
    code: "143",
    message: "The reason for new episode code is not a valid code.",
    why: "RNE holds a code that the collection does not have.",
    fix: "Use S, P, L, T, U or B, in capitals.",
    doubt: "",
    fields: &[(Episodes, &["RNE"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check: |child, flags| {
        let known = &["S", "P", "L", "T", "U", "B"];
        flag_other_codes(child, flags, |episode| &episode.reason_new, known);
    },
};

pub static RULE_144: Rule = Rule {
    code: "144",
    message: "The legal status code is not a valid code.",
    why: "LS holds a code that the collection does not have.",
    fix: "Use C1, C2, D1, E1, V2, V3, V4, J1, J2, J3, L1, L2 or L3, in capitals.",
    doubt: "",
    fields: &[(Episodes, &["LS"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check: |child, flags| {
        let known = &[
            "C1", "C2", "D1", "E1", "V2", "V3", "V4", "J1", "J2", "J3", "L1", "L2", "L3",
        ];
        flag_other_codes(child, flags, |episode| &episode.legal_status, known);
    },
};

pub static RULE_145: Rule = Rule {
    code: "145",
    message: "Category of need code is not a valid code.",
    why: "CIN holds a code that the collection does not have.",
    fix: "Use N1 to N8, in capitals.",
    doubt: "",
    fields: &[(Episodes, &["CIN"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check: |child, flags| {
        let known = &["N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8"];
        flag_other_codes(child, flags, |episode| &episode.category_of_need, known);
    },
};

const NOW_146: Rule = Rule {
    code: "146",
    message: "Placement type code is not a valid code.",
    why: "PLACE holds a code that the collection does not have in this year.",
    fix: "Use a placement code of this year's collection, in capitals: K3, for example, and no longer H5 or P2; Z11 to Z14, and no longer Z1.",
    doubt: "Older episodes with a code that was valid when they ended are reported as well.",
    fields: &[(Episodes, &["PLACE"])],
    needs: &[Need::Table(Episodes)],
    years: 2026..=i16::MAX,
    check: |child, flags| {
        let known = &[
            "A3", "A4", "A5", "A6", "K1", "K2", "K3", "P1", "P3", "R1", "R2", "R3", "R5", "S1",
            "T0", "T1", "T2", "T3", "T4", "U1", "U2", "U3", "U4", "U5", "U6", "Z11", "Z12", "Z13",
            "Z14",
        ];
        flag_other_codes(child, flags, |episode| &episode.placement, known);
    },
};

pub static RULE_146: Rule = NOW_146;

pub static RULE_146_BEFORE_2025: Rule = Rule {
    fix: "Use a placement code of this year's collection, in capitals.",
    doubt: "K3, in use from 28 October 2023, is not yet in this list, and is reported.",
    years: 2023..=2024,
    check: |child, flags| {
        let known = &[
            "A3", "A4", "A5", "A6", "H5", "K1", "K2", "P1", "P2", "P3", "R1", "R2", "R3", "R5",
            "S1", "T0", "T1", "T2", "T3", "T4", "U1", "U2", "U3", "U4", "U5", "U6", "Z1",
        ];
        flag_other_codes(child, flags, |episode| &episode.placement, known);
    },
    ..NOW_146
};

pub static RULE_146_BEFORE_2026: Rule = Rule {
    fix: "Use a placement code of this year's collection, in capitals.",
    doubt: "The checker that councils used that year had K3 in small letters in its list, so that it reported every K3 placement. Here K3 is known.",
    years: 2025..=2025,
    check: |child, flags| {
        let known = &[
            "A3", "A4", "A5", "A6", "H5", "K1", "K2", "K3", "P1", "P2", "P3", "R1", "R2", "R3",
            "R5", "S1", "T0", "T1", "T2", "T3", "T4", "U1", "U2", "U3", "U4", "U5", "U6", "Z1",
        ];
        flag_other_codes(child, flags, |episode| &episode.placement, known);
    },
    ..NOW_146
};

pub static RULE_149: Rule = Rule {
    code: "149",
    message: "Reason episode ceased code is not valid. ",
    why: "REC holds a code that the collection does not have.",
    fix: "Use X1 or one of the codes that begin with E, in capitals. Leave REC blank while the episode is open.",
    doubt: "",
    fields: &[(Episodes, &["REC"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check: |child, flags| {
        let known = &[
            "E11", "E12", "E13", "E14", "E15", "E16", "E17", "E2", "E3", "E4A", "E4B", "E41",
            "E45", "E46", "E47", "E48", "E5", "E6", "E7", "E8", "E9", "X1",
        ];
        flag_other_codes(child, flags, |episode| &episode.reason_ceased, known);
    },
};

/// Flags the episodes that have something else in that column. Blank is allowed.
fn flag_other_codes<T: FieldValue>(
    child: &Child<'_>,
    flags: &mut Flags<'_>,
    column: fn(&Episode) -> &Cell<T>,
    known: &[&str],
) {
    flags.rows(
        child
            .episodes()
            .filter(|episode| column(episode).is_other_than(known)),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::case_in;

    /// The codes apart by spaces: those that are allowed, and those that must be flagged.
    fn check(year_ending: i16, rule: &'static Rule, column: &str, allowed: &str, refused: &str) {
        let allowed = allowed
            .split(' ')
            .map(|code| format!("102, 01/04/2026, {code}"));
        let refused = refused
            .split(' ')
            .map(|code| format!("103, 01/04/2026, {code} *"));
        let rows: Vec<String> = allowed.chain(refused).collect();
        let text = format!(
            "Episodes: CHILD, DECOM, {column}\n101, 01/04/2026,\n{}",
            rows.join("\n")
        );
        case_in(year_ending, rule, &text);
    }

    #[test]
    fn only_the_codes_of_the_collection_are_known() {
        check(
            2027,
            &RULE_1009,
            "REASON_PLACE_CHANGE",
            "CARPL CLOSE ALLEG STAND APPRR CREQB CREQO CHILD LAREQ PLACE CUSTOD OTHER",
            "carpl CARP CUSTODY X1",
        );
        check(2027, &RULE_143, "RNE", "S P L T U B", "s X SP 1");
        check(
            2027,
            &RULE_144,
            "LS",
            "C1 C2 D1 E1 V2 V3 V4 J1 J2 J3 L1 L2 L3",
            "c1 C3 V1 V5 E2 L4 W1",
        );
        check(
            2027,
            &RULE_145,
            "CIN",
            "N1 N2 N3 N4 N5 N6 N7 N8",
            "N0 N9 n1 N 1",
        );
        check(
            2027,
            &RULE_149,
            "REC",
            "E11 E12 E13 E14 E15 E16 E17 E2 E3 E4A E4B E41 E45 E46 E47 E48 E5 E6 E7 E8 E9 X1",
            "E1 E4 E4b E10 E18 E43 E44 x1 X2",
        );
    }

    #[test]
    fn placement_codes_changed_over_the_years() {
        let always = "A3 A4 A5 A6 K1 K2 P1 P3 R1 R2 R3 R5 S1 T0 T1 T2 T3 T4 U1 U2 U3 U4 U5 U6";
        let never = "A2 R4 Q1 Q2 Z t3 U7 Z15";
        check(
            2027,
            &RULE_146,
            "PLACE",
            &format!("{always} K3 Z11 Z12 Z13 Z14"),
            &format!("{never} H5 P2 Z1"),
        );
        check(
            2025,
            &RULE_146_BEFORE_2026,
            "PLACE",
            &format!("{always} H5 K3 P2 Z1"),
            &format!("{never} Z11"),
        );
        check(
            2024,
            &RULE_146_BEFORE_2025,
            "PLACE",
            &format!("{always} H5 P2 Z1"),
            &format!("{never} K3 Z11"),
        );
    }
}
