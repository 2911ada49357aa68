//! Rule 392a: how far a placement lies from home is known.

use crate::child::{Child, SHORT_BREAKS};
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;
use crate::unaccompanied;

pub static RULE: Rule = Rule {
    code: "392a",
    message: "Child is looked after but no distance is recorded. [NOTE: This check may result in false positives for children formerly UASC]",
    why: "The distance from home is worked out from HOME_POST and PL_POST. One of them is blank or is not in the postcode file.",
    fix: "Give HOME_POST and PL_POST in full. If the child came as an unaccompanied asylum seeker, say so.",
    doubt: "The message is about children who never were unaccompanied asylum seekers. The check looks at this year and last year.",
    fields: &[(Episodes, &["HOME_POST", "PL_POST"])],
    needs: &[Need::Table(Episodes), unaccompanied::KNOWN, Need::Postcodes],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let mut without_distance = child
        .episodes()
        .filter(|episode| {
            !episode.legal_status.is_one_of(SHORT_BREAKS)
                && child.derived(*episode).distance_tenths.is_none()
        })
        .peekable();
    if without_distance.peek().is_some() && !unaccompanied::was_unaccompanied(child) {
        flags.rows(without_distance);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_392a() {
        case(
            &RULE,
            "Header: CHILD, UASC
             101, 0
             102, 1
             103, 0
             Header_last: CHILD, UASC
             103, 1
             UASC: CHILD, DUC
             Episodes: CHILD, DECOM, LS, PL_DISTANCE
             101, 01/05/2026, C2, *
             101, 01/05/2026, , *
             101, 01/05/2026, C2, 0
             101, 01/05/2026, V3,
             101, 01/05/2026, V4,
             102, 01/05/2026, C2,
             103, 01/05/2026, C2,",
        );
    }
}
