//! Rule 626: who became a mother this year bore her first child this year.

use super::is_number;
use crate::child::Child;
use crate::rows;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Header;

pub static RULE: Rule = Rule {
    code: "626",
    message: "Child was reported as a mother but the date of birth of the first child is before the current year which contradicts with the mother status recorded last year.",
    why: "MOTHER was 0 last year and is 1 now, so that the first child must have been born since 1 April. MC_DOB lies before that day.",
    fix: "Check MC_DOB and MOTHER in Header against last year's Header. If she was a mother already last year, explain that when you hand in the return.",
    doubt: "",
    fields: &[(Header, &["MOTHER", "MC_DOB"])],
    needs: &[Need::Table(Header), Need::LastYear(Header)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let year_start = child.collection().starts_on;
    let is_a_mother_since_earlier = |header: &rows::Header| {
        header
            .mothers_child_born_on
            .date()
            .is_some_and(|born| born < year_start)
            && is_number(&header.mother, 1.0)
    };
    let was_no_mother = || {
        child
            .last_year()
            .header()
            .any(|then| is_number(&then.mother, 0.0))
    };
    for now in child.header() {
        if is_a_mother_since_earlier(&now) && was_no_mother() {
            flags.row(now);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_626() {
        case(
            &RULE,
            "Header: CHILD, MOTHER, MC_DOB
             101, 1, 31/03/2026 *
             102, 1, 01/04/2026
             103, 1.0, 31/03/2026 *
             104, 0, 31/03/2026
             105, 1,
             106, 1, 31/02/2026
             107, 1, 31/03/2026
             108, 1, 31/03/2026
             109, 1, 31/03/2026
             110, , 31/03/2026
             111, 1, 31/03/2026 *
             Header_last: CHILD, MOTHER
             101, 0
             102, 0
             103, 0.0
             104, 0
             105, 0
             106, 0
             107, 1
             108,
             110, 0
             111, 1
             111, 0",
        );
    }
}
