//! Rule 232: the sex of nearly every child is known.

use crate::child::Child;
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::Header;

pub static RULE: Rule = Rule {
    code: "232",
    message: "Sex of the child/young person has been reported as unknown.",
    why: "U says that the sex of the child or young person is not known. That is rare, so that it is shown to be looked at.",
    fix: "Check SEX in Header. Write M or F if it is known; if it is not, say so when you hand in the return.",
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
            .filter(|header| header.sex.is_one_of(&["U", "u"])),
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_232() {
        case(
            &RULE,
            "Header: CHILD, SEX
             101, U *
             102, u *
             103, M
             104, F
             105, 0
             106,",
        );
    }
}
