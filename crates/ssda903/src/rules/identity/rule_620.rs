//! Rule 620: a looked-after mother is 11 or older.

use crate::child::Child;
use crate::date::birthday;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Header;

pub static RULE: Rule = Rule {
    code: "620",
    message: "Child has been recorded as a mother, but date of birth shows that the mother is under 11 years of age.",
    why: "MOTHER 1 says that the child is a mother, and DOB says that she was under 11 when the year began.",
    fix: "Check MOTHER and DOB in Header and correct the one that is wrong.",
    doubt: "The age is taken on 1 April, the first day of the year, and not on the day on which her child was born.",
    fields: &[(Header, &["DOB", "MOTHER"])],
    needs: &[Need::Table(Header)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let year_start = child.collection().starts_on;
    let was_under_11 = |born| birthday(born, 11).is_some_and(|eleventh| eleventh > year_start);
    flags.rows(child.header().filter(|header| {
        header.mother.is("1") && header.date_of_birth.date().is_some_and(was_under_11)
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_620() {
        case(
            &RULE,
            "Header: CHILD, MOTHER, DOB
             101, 1, 02/04/2015 *
             102, 1, 01/04/2015
             103, 0, 02/04/2015
             104, , 02/04/2015
             105, 1,
             106, 1, 31/04/2015",
        );
    }
}
