//! Rule 611: of a looked-after mother the return has the date of birth of her child.

use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Header;

pub static RULE: Rule = Rule {
    code: "611",
    message: "Date of birth field is blank, but child is a mother.",
    why: "MOTHER 1 says that the child is a mother. Then MC_DOB must hold the date of birth of her first child.",
    fix: "Check MOTHER and MC_DOB in Header. Fill MC_DOB, or write MOTHER 0.",
    doubt: "",
    fields: &[(Header, &["MOTHER", "MC_DOB"])],
    needs: &[Need::Table(Header)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    flags.rows(
        child
            .header()
            .filter(|header| header.mother.is("1") && header.mothers_child_born_on.is_blank()),
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_611() {
        case(
            &RULE,
            "Header: CHILD, MOTHER, MC_DOB
             101, 1, *
             102, 1, 01/04/2026
             103, 1, not known
             104, 0,
             105, ,
             106, 1.0,",
        );
    }
}
