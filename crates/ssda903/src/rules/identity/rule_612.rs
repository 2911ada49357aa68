//! Rule 612: only a girl who is returned as a mother has the date of birth of a child.

use crate::child::Child;
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::Header;

pub static BEFORE_2025: Rule = Rule {
    code: "612",
    message: "Date of birth field has been completed but mother field indicates child is not a mother.",
    why: "MC_DOB is filled, and MOTHER is blank or 0, which says that the child is not a mother. Until 2023/24 SEX 2 stood for a girl.",
    fix: "Check MOTHER and MC_DOB in Header. Write MOTHER 1, or take MC_DOB out.",
    doubt: "",
    fields: &[(Header, &["SEX", "MOTHER", "MC_DOB"])],
    needs: &[Need::Table(Header)],
    years: 2023..=2024,
    check: check_before_2025,
};

pub static RULE: Rule = Rule {
    code: "612",
    message: "Date of birth field has been completed but mother field indicates child is not a mother.",
    why: "MC_DOB is filled, and MOTHER is blank or 0, which says that the child is not a mother.",
    fix: "Check MOTHER and MC_DOB in Header. Write MOTHER 1, or take MC_DOB out.",
    doubt: "Only rows with SEX F are looked at.",
    fields: &[(Header, &["SEX", "MOTHER", "MC_DOB"])],
    needs: &[Need::Table(Header)],
    years: 2025..=i16::MAX,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    girls_who_are_no_mothers(child, "F", flags);
}

fn check_before_2025(child: &Child<'_>, flags: &mut Flags<'_>) {
    girls_who_are_no_mothers(child, "2", flags);
}

fn girls_who_are_no_mothers(child: &Child<'_>, female: &str, flags: &mut Flags<'_>) {
    flags.rows(child.header().filter(|header| {
        !header.mothers_child_born_on.is_blank()
            && header.sex.is(female)
            && (header.mother.is_blank() || header.mother.is("0"))
    }));
}

#[cfg(test)]
mod tests {
    use super::{BEFORE_2025, RULE};
    use crate::case::{case, case_in};

    #[test]
    fn rule_612() {
        case(
            &RULE,
            "Header: CHILD, SEX, MOTHER, MC_DOB
             101, F, 0, 01/04/2026 *
             102, F, , 01/04/2026 *
             103, F, 0, not known *
             104, F, 1, 01/04/2026
             105, F, 0,
             106, M, 0, 01/04/2026
             107, 2, 0, 01/04/2026",
        );
    }

    #[test]
    fn rule_612_before_2025() {
        case_in(
            2024,
            &BEFORE_2025,
            "Header: CHILD, SEX, MOTHER, MC_DOB
             101, 2, 0, 01/04/2023 *
             102, 2, , 01/04/2023 *
             103, 2, 1, 01/04/2023
             104, 2, 0,
             105, 1, 0, 01/04/2023
             106, F, 0, 01/04/2023",
        );
    }
}
