//! Rule 101: the child's sex is one of the codes of the collection.

use crate::child::Child;
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::Header;

pub static BEFORE_2025: Rule = Rule {
    code: "101",
    message: "Gender code is not valid.",
    why: "Until 2023/24 SEX was 1 for male and 2 for female.",
    fix: "Check SEX in Header: write 1 or 2.",
    doubt: "",
    fields: &[(Header, &["SEX"])],
    needs: &[Need::Table(Header)],
    years: 2023..=2024,
    check: check_before_2025,
};

pub static RULE: Rule = Rule {
    code: "101",
    message: "The child or young person’s reported sex is not valid.",
    why: "SEX must be M for male, F for female or U for unknown. A blank is not accepted.",
    fix: "Check SEX in Header: write M, F or U in capitals.",
    doubt: "",
    fields: &[(Header, &["SEX"])],
    needs: &[Need::Table(Header)],
    years: 2025..=i16::MAX,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    flags.rows(
        child
            .header()
            .filter(|header| !header.sex.is_one_of(&["M", "F", "U"])),
    );
}

fn check_before_2025(child: &Child<'_>, flags: &mut Flags<'_>) {
    flags.rows(
        child
            .header()
            .filter(|header| !header.sex.is_one_of(&["1", "2"])),
    );
}

#[cfg(test)]
mod tests {
    use super::{BEFORE_2025, RULE};
    use crate::case::{case, case_in};

    #[test]
    fn rule_101() {
        case(
            &RULE,
            "Header: CHILD, SEX
             101, M
             102, F
             103, U
             104, m *
             105, 1 *
             106, X *
             107, *",
        );
    }

    #[test]
    fn rule_101_before_2025() {
        case_in(
            2024,
            &BEFORE_2025,
            "Header: CHILD, SEX
             101, 1
             102, 2
             103, 3 *
             104, M *
             105, *",
        );
    }
}
