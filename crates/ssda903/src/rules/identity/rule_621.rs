//! Rule 621: a mother is older than her child.

use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Header;

pub static RULE: Rule = Rule {
    code: "621",
    message: "Mother’s field has been completed but date of birth shows that the mother is younger than her child.",
    why: "MC_DOB is the date of birth of a looked-after mother's child. It must come after DOB, her own.",
    fix: "Check DOB and MC_DOB in Header. The two may have been swapped or be the same by mistake.",
    doubt: "A row whose DOB is blank or no date is shown too. MOTHER and SEX are not looked at.",
    fields: &[(Header, &["DOB", "MC_DOB"])],
    needs: &[Need::Table(Header)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    flags.rows(child.header().filter(|header| {
        let own = header.date_of_birth.date();
        header
            .mothers_child_born_on
            .date()
            .is_some_and(|childs| own.is_none_or(|own| childs <= own))
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_621() {
        case(
            &RULE,
            "Header: CHILD, DOB, MC_DOB
             101, 01/04/2010, 31/03/2010 *
             102, 01/04/2010, 01/04/2010 *
             103, 01/04/2010, 02/04/2010
             104, , 02/04/2010 *
             105, 31/04/2010, 02/04/2026 *
             106, 01/04/2010,
             107, 01/04/2010, 31/02/2010",
        );
    }
}
