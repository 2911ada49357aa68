//! Rule 406: no distance from home is returned for unaccompanied asylum-seeking children.

use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;
use crate::unaccompanied;

pub static RULE: Rule = Rule {
    code: "406",
    message: "Child is Unaccompanied Asylum-Seeking Child (UASC) or was formerly UASC. Distance should be blank. [NOTE: This check will result in false negatives for children formerly UASC not identified as such in loaded data]",
    why: "A child who came as an unaccompanied asylum seeker has no home in this country to measure from. Here HOME_POST and PL_POST give a distance.",
    fix: "Take HOME_POST out, or check whether the child is or was an unaccompanied asylum seeker.",
    doubt: "The check looks at this year and last year; children whose status ended earlier are not reported.",
    fields: &[(Episodes, &["HOME_POST", "PL_POST"])],
    needs: &[Need::Table(Episodes), unaccompanied::KNOWN, Need::Postcodes],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    if !unaccompanied::was_unaccompanied(child) {
        return;
    }
    flags.rows(
        child
            .episodes()
            .filter(|episode| child.derived(*episode).distance_tenths.is_some()),
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_406() {
        case(
            &RULE,
            "Header: CHILD, UASC
             101, 1
             102, 0
             103, 0
             Header_last: CHILD, UASC
             103, 1
             UASC: CHILD, DUC
             Episodes: CHILD, LS, PL_DISTANCE
             101, C2, 3.5 *
             101, C2, 0 *
             101, C2,
             102, C2, 3.5
             103, C2, 3.5 *",
        );
    }
}
