//! Rule 301: nobody in the return was born after the year ended.

use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Header;

pub static RULE: Rule = Rule {
    code: "301",
    message: "Date of birth falls after the year ended.",
    why: "The child was born after 31 March, the last day of the year, and cannot have been looked after in it.",
    fix: "Check DOB in Header. If it is right, take the child out of this year's return.",
    doubt: "",
    fields: &[(Header, &["DOB"])],
    needs: &[Need::Table(Header)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let year_end = child.collection().ends_on;
    flags.rows(child.header().filter(|header| {
        header
            .date_of_birth
            .date()
            .is_some_and(|born| born > year_end)
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_301() {
        case(
            &RULE,
            "Header: CHILD, DOB
             101, 31/03/2027
             102, 01/04/2027 *
             103,
             104, 31/04/2027",
        );
    }
}
