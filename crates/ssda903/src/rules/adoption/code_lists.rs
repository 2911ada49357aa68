//! Rules 114, 120, 175, 176 and 177: the codes about adoption are codes of the collection.

use super::{COUPLES, SINGLE};
use crate::rule::{ALL_YEARS, Need, Rule};
use crate::table::Table::{Ad1, PlacedForAdoption};

const YES_OR_NO: &[&str] = &["0", "1"];
const REASONS_REVERSED: &[&str] = &["RD1", "RD2", "RD3", "RD4"];
const NUMBERS_OF_ADOPTERS: &[&str] = &["1", "2"];
const LEGAL_STATUSES: &[&str] = &["L0", "L11", "L12", "L2", "L3", "L4"];

pub static RULE_114: Rule = Rule {
    code: "114",
    message: "Data entry to record the status of former carer(s) of an adopted child is invalid.",
    why: "FOSTER_CARE says whether the adopter was the child's foster carer: 1 for yes and 0 for no. Anything else says nothing.",
    fix: "Write 1 in FOSTER_CARE when the child was adopted by their foster carer, otherwise 0.",
    doubt: "",
    fields: &[(Ad1, &["FOSTER_CARE"])],
    needs: &[Need::Table(Ad1)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(
            child
                .ad1()
                .filter(|row| row.by_foster_carer.is_other_than(YES_OR_NO)),
        );
    },
};

pub static RULE_120: Rule = Rule {
    code: "120",
    message: "The reason for the reversal of the decision that the child should be placed for adoption code is not valid.",
    why: "The reasons for reversing a decision are RD1 to RD4. Another code cannot be counted.",
    fix: "Write one of RD1, RD2, RD3 and RD4 in REASON_PLACED_CEASED, or leave it blank when the decision stands.",
    doubt: "",
    fields: &[(PlacedForAdoption, &["REASON_PLACED_CEASED"])],
    needs: &[Need::Table(PlacedForAdoption)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(
            child
                .placed_for_adoption()
                .filter(|row| row.reason_reversed.is_other_than(REASONS_REVERSED)),
        );
    },
};

pub static RULE_175: Rule = Rule {
    code: "175",
    message: "The number of adopter(s) code is not a valid code.",
    why: "A child is adopted by one person or by two.",
    fix: "Write 1 or 2 in NB_ADOPTR.",
    doubt: "",
    fields: &[(Ad1, &["NB_ADOPTR"])],
    needs: &[Need::Table(Ad1)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(
            child
                .ad1()
                .filter(|row| row.adopters.is_other_than(NUMBERS_OF_ADOPTERS)),
        );
    },
};

pub static RULE_176: Rule = Rule {
    code: "176",
    message: "The gender of adopter(s) at the date of adoption code is not a valid code.",
    why: "SEX_ADOPTR must be one of five codes: M1 and F1 for one adopter, MM, FF and MF for a couple.",
    fix: "Write M1, F1, MM, FF or MF in SEX_ADOPTR.",
    doubt: "",
    fields: &[(Ad1, &["SEX_ADOPTR"])],
    needs: &[Need::Table(Ad1)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(child.ad1().filter(|row| {
            row.adopters_sex.is_other_than(SINGLE) && row.adopters_sex.is_other_than(COUPLES)
        }));
    },
};

pub static RULE_177: Rule = Rule {
    code: "177",
    message: "The legal status of adopter(s) code is not a valid code.",
    why: "LS_ADOPTR must be one of six codes: L0, L11, L12, L2, L3 and L4.",
    fix: "Write L0, L11, L12, L2, L3 or L4 in LS_ADOPTR.",
    doubt: "",
    fields: &[(Ad1, &["LS_ADOPTR"])],
    needs: &[Need::Table(Ad1)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(
            child
                .ad1()
                .filter(|row| row.adopters_legal_status.is_other_than(LEGAL_STATUSES)),
        );
    },
};

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;
    use crate::case::case;

    /// Each code passes; each other text fails; a blank passes.
    fn check(rule: &'static Rule, table: &str, column: &str, good: &[&str], bad: &[&str]) {
        let other = match table {
            "AD1" => "DATE_INT",
            _ => "DATE_PLACED",
        };
        let mut text = format!("{table}: CHILD, {column}, {other}\n1, , 01/04/2026\n");
        for (number, code) in good.iter().enumerate() {
            writeln!(text, "2{number}, {code}, 01/04/2026").unwrap();
        }
        for (number, code) in bad.iter().enumerate() {
            writeln!(text, "3{number}, {code}, 01/04/2026 *").unwrap();
        }
        case(rule, &text);
    }

    #[test]
    fn rules_114_120_and_175_to_177() {
        check(
            &RULE_114,
            "AD1",
            "FOSTER_CARE",
            YES_OR_NO,
            &["2", "00", "Y", "1.0"],
        );
        check(
            &RULE_120,
            "PlacedAdoption",
            "REASON_PLACED_CEASED",
            REASONS_REVERSED,
            &["RD0", "RD5", "rd1", "1"],
        );
        check(
            &RULE_175,
            "AD1",
            "NB_ADOPTR",
            NUMBERS_OF_ADOPTERS,
            &["0", "3", "12", "two"],
        );
        check(
            &RULE_176,
            "AD1",
            "SEX_ADOPTR",
            &["M1", "F1", "MM", "FF", "MF"],
            &["FM", "M", "mm", "M2"],
        );
        check(
            &RULE_177,
            "AD1",
            "LS_ADOPTR",
            LEGAL_STATUSES,
            &["L1", "L5", "l2", "L13"],
        );
    }
}
