//! Rules 511, 514, 517 to 520 and 524: number, legal status and sex of the adopters agree.

use super::{COUPLES, SINGLE};
use crate::child::{Child, Line};
use crate::rows;
use crate::rule::{ALL_YEARS, Need, Rule};
use crate::table::Table::Ad1;

const SAME_SEX_COUPLES: &[&str] = &["MM", "FF"];
const MIXED_COUPLES: &[&str] = &["MF"];

pub static RULE_511: Rule = Rule {
    code: "511",
    message: "If reporting that the number of person(s) adopting the looked after child is two adopters then the code should only be MM, FF or MF. MM = the adopting couple are both males; FF = the adopting couple are both females; MF = The adopting couple are male and female.",
    why: "NB_ADOPTR says two adopters, but SEX_ADOPTR is the code of one person.",
    fix: "Write MM, FF or MF in SEX_ADOPTR, or 1 in NB_ADOPTR when one person adopted.",
    doubt: "A blank SEX_ADOPTR, or one that is no code at all, passes here, although only MM, FF and MF are allowed for two adopters.",
    fields: &[(Ad1, &["NB_ADOPTR", "SEX_ADOPTR"])],
    needs: &[Need::Table(Ad1)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(
            child
                .ad1()
                .filter(|row| row.adopters.is("2") && row.adopters_sex.is_one_of(SINGLE)),
        );
    },
};

pub static RULE_514: Rule = Rule {
    code: "514",
    message: "Data entry on the legal status of adopters shows a single adopter but data entry for the numbers of adopters shows it as a couple.",
    why: "LS_ADOPTR is L0, a single adopter, so SEX_ADOPTR must be the code of one person.",
    fix: "Write M1 or F1 in SEX_ADOPTR, or the legal status of the couple in LS_ADOPTR.",
    doubt: "The message speaks of the number of adopters, but SEX_ADOPTR is tested and NB_ADOPTR is not. A blank SEX_ADOPTR is reported too.",
    fields: &[(Ad1, &["LS_ADOPTR", "SEX_ADOPTR"])],
    needs: &[Need::Table(Ad1)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(with_other_sexes(child, "L0", SINGLE));
    },
};

pub static RULE_517: Rule = Rule {
    code: "517",
    message: "If reporting legal status of adopters is L3 then the genders of adopters should be coded as MF. MF = the adopting couple are male and female.",
    why: "LS_ADOPTR is L3, an unmarried couple of different sexes, and SEX_ADOPTR says something else.",
    fix: "Write MF in SEX_ADOPTR, or correct LS_ADOPTR.",
    doubt: "",
    fields: &[(Ad1, &["LS_ADOPTR", "SEX_ADOPTR"])],
    needs: &[Need::Table(Ad1)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(with_other_sexes(child, "L3", MIXED_COUPLES));
    },
};

pub static RULE_518: Rule = Rule {
    code: "518",
    message: "If reporting legal status of adopters is L4 then the genders of adopters should be coded as MM or FF. MM = the adopting couple are both males. FF = the adopting couple are both females.",
    why: "LS_ADOPTR is L4, an unmarried couple of the same sex, and SEX_ADOPTR says something else.",
    fix: "Write MM or FF in SEX_ADOPTR, or correct LS_ADOPTR.",
    doubt: "",
    fields: &[(Ad1, &["LS_ADOPTR", "SEX_ADOPTR"])],
    needs: &[Need::Table(Ad1)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(with_other_sexes(child, "L4", SAME_SEX_COUPLES));
    },
};

pub static RULE_519: Rule = Rule {
    code: "519",
    message: "Data entered on the legal status of adopters shows civil partnership couple, but data entered on genders of adopters does not show it as a couple.",
    why: "LS_ADOPTR is L2, a civil partnership, and SEX_ADOPTR is not the code of a couple.",
    fix: "Write MM, FF or MF in SEX_ADOPTR, or correct LS_ADOPTR.",
    doubt: "",
    fields: &[(Ad1, &["LS_ADOPTR", "SEX_ADOPTR"])],
    needs: &[Need::Table(Ad1)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(with_other_sexes(child, "L2", COUPLES));
    },
};

pub static RULE_520: Rule = Rule {
    code: "520",
    message: "Data entry on the legal status of adopters shows different gender married couple but data entry on genders of adopters shows it as a same gender couple.",
    why: "LS_ADOPTR is L11, a married couple of different sexes, and SEX_ADOPTR says something else.",
    fix: "Write MF in SEX_ADOPTR, or correct LS_ADOPTR.",
    doubt: "The message speaks of same-sex couples alone. The code of a single adopter, and a blank SEX_ADOPTR, are reported as well.",
    fields: &[(Ad1, &["LS_ADOPTR", "SEX_ADOPTR"])],
    needs: &[Need::Table(Ad1)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(with_other_sexes(child, "L11", MIXED_COUPLES));
    },
};

pub static RULE_524: Rule = Rule {
    code: "524",
    message: "If reporting legal status of adopters is L12 then the genders of adopters should be coded as MM or FF. MM = the adopting couple are both males. FF = the adopting couple are both females",
    why: "LS_ADOPTR is L12, a married couple of the same sex, and SEX_ADOPTR says something else.",
    fix: "Write MM or FF in SEX_ADOPTR, or correct LS_ADOPTR.",
    doubt: "",
    fields: &[(Ad1, &["LS_ADOPTR", "SEX_ADOPTR"])],
    needs: &[Need::Table(Ad1)],
    years: ALL_YEARS,
    check: |child, flags| {
        flags.rows(with_other_sexes(child, "L12", SAME_SEX_COUPLES));
    },
};

/// The rows with this legal status whose sexes are none of these; blank is none of them.
fn with_other_sexes<'a>(
    child: &Child<'a>,
    legal_status: &'static str,
    sexes: &'static [&'static str],
) -> impl Iterator<Item = Line<'a, rows::Ad1>> {
    child.ad1().filter(move |row| {
        row.adopters_legal_status.is(legal_status) && !row.adopters_sex.is_one_of(sexes)
    })
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;
    use crate::case::case;

    #[test]
    fn rule_511() {
        case(
            &RULE_511,
            "AD1: CHILD, NB_ADOPTR, SEX_ADOPTR
             101, 2, M1 *
             102, 2, F1 *
             103, 2, MM
             104, 2, FF
             105, 2, MF
             106, 2,
             107, 2, XX
             108, 1, M1
             109, , F1",
        );
    }

    #[test]
    fn rules_514_to_524() {
        let check = |rule: &'static Rule, status: &str, good: &[&str]| {
            let mut text = "AD1: CHILD, LS_ADOPTR, SEX_ADOPTR, DATE_INT\n".to_owned();
            let sexes = ["M1", "F1", "MM", "FF", "MF", "XX", "mf", ""];
            for (number, sex) in sexes.iter().enumerate() {
                let star = if good.contains(sex) { "" } else { "*" };
                writeln!(text, "1{number}, {status}, {sex}, 01/04/2026 {star}").unwrap();
                writeln!(text, "2{number}, L1, {sex}, 01/04/2026").unwrap();
                writeln!(text, "3{number}, , {sex}, 01/04/2026").unwrap();
            }
            case(rule, &text);
        };
        check(&RULE_514, "L0", &["M1", "F1"]);
        check(&RULE_517, "L3", &["MF"]);
        check(&RULE_518, "L4", &["MM", "FF"]);
        check(&RULE_519, "L2", &["MM", "FF", "MF"]);
        check(&RULE_520, "L11", &["MF"]);
        check(&RULE_524, "L12", &["MM", "FF"]);
    }
}
