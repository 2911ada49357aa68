//! Rules 102 and 171: the dates of birth in Header are dates that exist.

use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Header;

pub static RULE_102: Rule = Rule {
    code: "102",
    message: "Date of birth is not a valid date.",
    why: "Every child has a date of birth, written as day, month and year of four digits. A blank is not accepted.",
    fix: "Check DOB in Header and write it like 09/04/2010.",
    doubt: "",
    fields: &[(Header, &["DOB"])],
    needs: &[Need::Table(Header)],
    years: ALL_YEARS,
    check: check_date_of_birth,
};

pub static RULE_171: Rule = Rule {
    code: "171",
    message: "Date of birth of mother's child is not a valid date.",
    why: "The date of birth of the mother's child is written as day, month and year of four digits. It may be blank.",
    fix: "Check MC_DOB in Header and write it like 09/04/2010, or leave it blank when the child is not a mother.",
    doubt: "",
    fields: &[(Header, &["MC_DOB"])],
    needs: &[Need::Table(Header)],
    years: ALL_YEARS,
    check: check_mothers_child,
};

fn check_date_of_birth(child: &Child<'_>, flags: &mut Flags<'_>) {
    flags.rows(
        child
            .header()
            .filter(|header| header.date_of_birth.date().is_none()),
    );
}

fn check_mothers_child(child: &Child<'_>, flags: &mut Flags<'_>) {
    flags.rows(
        child
            .header()
            .filter(|header| header.mothers_child_born_on.is_no_date()),
    );
}

#[cfg(test)]
mod tests {
    use super::{RULE_102, RULE_171};
    use crate::case::case;

    #[test]
    fn rule_102() {
        case(
            &RULE_102,
            "Header: CHILD, DOB
             101, 29/02/2012
             102, 1/4/2012
             103, 29/02/2013 *
             104, 01/04/12 *
             105, 01-04-2012 *
             106, *",
        );
    }

    #[test]
    fn rule_171() {
        case(
            &RULE_171,
            "Header: CHILD, MC_DOB
             101, 29/02/2024
             102,
             103, 29/02/2025 *
             104, 01/04/24 *",
        );
    }
}
