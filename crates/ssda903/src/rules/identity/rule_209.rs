//! Rule 209: a child of school age has a better reason for having no pupil number than UN1.

use jiff::civil::Date;

use crate::child::Child;
use crate::date::birthday;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Header;

pub static RULE: Rule = Rule {
    code: "209",
    message: "Child looked after is of school age and should not have an unknown Unique Pupil Number (UPN) code of UN1.",
    why: "UN1 says that the child is too young to have a UPN. Children get one when they start school.",
    fix: "Check UPN and DOB in Header. Ask the school for the UPN, or write the code that says why there is none.",
    doubt: "Of school age means here: four years old on 31 August of the year before the one in which the collection year begins.",
    fields: &[(Header, &["UPN", "DOB"])],
    needs: &[Need::Table(Header)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let first_of_april = child.collection().starts_on;
    let Ok(school_day) = Date::new(first_of_april.year() - 1, 8, 31) else {
        return;
    };
    let is_of_school_age = |born| birthday(born, 4).is_some_and(|fourth| fourth <= school_day);
    flags.rows(child.header().filter(|header| {
        header.unique_pupil_number.is("UN1")
            && header.date_of_birth.date().is_some_and(is_of_school_age)
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    // The collection year begins on 1 April 2026, so that the day is 31 August 2025.
    #[test]
    fn rule_209() {
        case(
            &RULE,
            "Header: CHILD, UPN, DOB
             101, UN1, 31/08/2021 *
             102, UN1, 01/09/2021
             103, UN1, 01/01/2012 *
             104, UN1,
             105, UN1, 31/02/2012
             106, UN2, 01/01/2012
             107, un1, 01/01/2012
             108, A123456789012, 01/01/2012
             109, , 01/01/2012",
        );
    }
}
