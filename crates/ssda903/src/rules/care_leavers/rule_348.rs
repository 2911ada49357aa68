//! Rule 348: a death that was returned last year is not taken back.

use crate::child::Child;
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::Oc3;

pub static RULE: Rule = Rule {
    code: "348",
    message: "Care leaver has previously been reported as having died. ",
    why: "Last year's return said that the young person had died. This year's says something else.",
    fix: "Check both years. If the young person died, no row is needed this year; if not, tell the Department that last year's was wrong.",
    doubt: "A blank IN_TOUCH this year is reported too.",
    fields: &[(Oc3, &["IN_TOUCH"])],
    needs: &[Need::Table(Oc3), Need::LastYear(Oc3)],
    years: 2026..=i16::MAX,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    if child.last_year().oc3().any(|row| row.in_touch.is("DIED")) {
        flags.rows(child.oc3().filter(|row| !row.in_touch.is("DIED")));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_348() {
        case(
            &RULE,
            "OC3: CHILD, IN_TOUCH, ACTIV
             101, YES, 0 *
             102, , 0 *
             103, DIED, 0
             104, YES, 0
             105, YES, 0
             106, died, 0 *
             OC3_last: CHILD, IN_TOUCH, ACTIV
             101, DIED, 0
             102, DIED, 0
             103, DIED, 0
             104, died, 0
             106, DIED, 0
             107, DIED, 0",
        );
    }
}
