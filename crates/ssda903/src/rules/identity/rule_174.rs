//! Rule 174: a boy has no date of birth of a child that he bore.

use crate::child::Child;
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::Header;

pub static BEFORE_2025: Rule = Rule {
    code: "174",
    message: "Mother's child date of birth is recorded but gender shows that the child is a male.",
    why: "MC_DOB is the date of birth of a looked-after mother's child. Until 2023/24 SEX 1 said that the child is male.",
    fix: "Check SEX and MC_DOB in Header. Correct SEX, or take MC_DOB out.",
    doubt: "",
    fields: &[(Header, &["SEX", "MC_DOB"])],
    needs: &[Need::Table(Header)],
    years: 2023..=2024,
    check: check_before_2025,
};

pub static RULE: Rule = Rule {
    code: "174",
    message: "Mother's child date of birth is recorded but sex shows that the child is a male.",
    why: "MC_DOB is the date of birth of a looked-after mother's child. SEX M says that the child is male.",
    fix: "Check SEX and MC_DOB in Header. Correct SEX, or take MC_DOB out.",
    doubt: "",
    fields: &[(Header, &["SEX", "MC_DOB"])],
    needs: &[Need::Table(Header)],
    years: 2025..=i16::MAX,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    boys_with_a_child(child, "M", flags);
}

fn check_before_2025(child: &Child<'_>, flags: &mut Flags<'_>) {
    boys_with_a_child(child, "1", flags);
}

fn boys_with_a_child(child: &Child<'_>, male: &str, flags: &mut Flags<'_>) {
    flags.rows(
        child
            .header()
            .filter(|header| !header.mothers_child_born_on.is_blank() && header.sex.is(male)),
    );
}

#[cfg(test)]
mod tests {
    use super::{BEFORE_2025, RULE};
    use crate::case::{case, case_in};

    #[test]
    fn rule_174() {
        case(
            &RULE,
            "Header: CHILD, SEX, MC_DOB
             101, M, 01/04/2026 *
             102, M, not known *
             103, M,
             104, F, 01/04/2026
             105, 1, 01/04/2026
             106, , 01/04/2026",
        );
    }

    #[test]
    fn rule_174_before_2025() {
        case_in(
            2024,
            &BEFORE_2025,
            "Header: CHILD, SEX, MC_DOB
             101, 1, 01/04/2023 *
             102, 1,
             103, 2, 01/04/2023
             104, M, 01/04/2023",
        );
    }
}
