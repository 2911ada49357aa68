//! Rule 351: nobody in the return was over 25 when the year began.

use crate::child::Child;
use crate::date::birthday;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Header;

pub static RULE: Rule = Rule {
    code: "351",
    message: "Child was over 25 at the start of the current collection year.",
    why: "The young person turned 25 before 1 April, the first day of the year. The return ends before that age.",
    fix: "Check DOB in Header. If it is right, take the person out of this year's return.",
    doubt: "",
    fields: &[(Header, &["DOB"])],
    needs: &[Need::Table(Header)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let year_start = child.collection().starts_on;
    let was_over_25 = |born| birthday(born, 25).is_some_and(|day| year_start > day);
    flags.rows(
        child
            .header()
            .filter(|header| header.date_of_birth.date().is_some_and(was_over_25)),
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_351() {
        case(
            &RULE,
            "Header: CHILD, DOB
             101, 01/04/2001
             102, 31/03/2001 *
             103, 02/04/2001
             104,
             105, 31/02/1999",
        );
    }
}
