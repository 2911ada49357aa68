//! Rule 231: an unaccompanied asylum-seeking child is seldom a young child.

use crate::child::Child;
use crate::date::birthday;
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::{Header, Uasc};
use crate::unaccompanied::{Status, status};

pub static RULE: Rule = Rule {
    code: "231",
    message: "We expect that unaccompanied asylum seeking children are generally older young people. Please check the date of birth is correct. If the date of birth is correct then please provide details in a bypass request.",
    why: "The child is returned as unaccompanied and asylum-seeking, and was under 11 at the end of the year. That is rare, so that the date of birth may be wrong.",
    fix: "Check DOB in Header and whether the child belongs in the UASC table. If both are right, say so when you hand in the return.",
    doubt: "",
    fields: &[(Header, &["DOB"])],
    needs: &[Need::Table(Header), Need::Table(Uasc)],
    years: 2025..=i16::MAX,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let year_end = child.collection().ends_on;
    let is_under_11 = |born| birthday(born, 11).is_some_and(|eleventh| eleventh > year_end);
    let mut young = child
        .header()
        .filter(|header| header.date_of_birth.date().is_some_and(is_under_11))
        .peekable();
    if young.peek().is_some() && status(child.this_year()) == Status::Unaccompanied {
        flags.rows(young);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_231() {
        case(
            &RULE,
            "Header: CHILD, DOB, UASC
             101, 01/04/2016, 1 *
             102, 31/03/2016, 1
             103, 01/04/2016, 0
             104, 01/04/2016,
             105, , 1
             106, 31/02/2016, 1",
        );
    }

    // The flag of CSV is the table; XML has the flag itself.
    #[test]
    fn rule_231_by_the_table() {
        case_as_csv(
            &RULE,
            "Header: CHILD, DOB
             101, 01/04/2016 *
             102, 01/04/2016
             UASC: CHILD, DUC
             101,",
        );
    }
}
