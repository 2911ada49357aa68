//! Rule 392b: every episode has the postcodes of the home and of the placement, unless the child is or was unaccompanied.

use crate::child::{Child, SHORT_BREAKS};
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;
use crate::unaccompanied::was_unaccompanied;

pub static RULE: Rule = Rule {
    code: "392b",
    message: "Child is looked after but no postcodes are recorded. [NOTE: This check may result in false positives for children formerly UASC, particularly if current & prior year UASC data not loaded]",
    why: "The distance from home to the placement is worked out from both postcodes, and one of them is blank. Children who came unaccompanied, this year or last, and those in short breaks need none.",
    fix: "Enter HOME_POST and PL_POST.",
    doubt: "One blank postcode is enough, although the message speaks of none. A child who was unaccompanied two years ago cannot be told apart from others and is reported.",
    fields: &[(Episodes, &["HOME_POST", "PL_POST"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let mut without = child
        .episodes()
        .filter(|episode| {
            let lacks_one =
                episode.home_postcode.is_blank() || episode.placement_postcode.is_blank();
            lacks_one && !episode.legal_status.is_one_of(SHORT_BREAKS)
        })
        .peekable();
    if without.peek().is_some() && !was_unaccompanied(child) {
        flags.rows(without);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_392b() {
        case(
            &RULE,
            "Header: CHILD, UASC
             101, 0
             102, 1
             103, 0
             104,
             Header_last: CHILD, UASC
             101, 0
             102, 0
             103, 1
             Episodes: CHILD, LS, HOME_POST, PL_POST
             101, C2, AB1 0CD, AB1 0CE
             101, C2, AB1 0CD, *
             101, C2, , AB1 0CD *
             101, C2, , *
             101, , AB1 0CD, *
             101, V3, AB1 0CD,
             101, V4, , AB1 0CD
             101, v4, , AB1 0CD *
             101, C2, nowhere, nowhere
             102, C2, ,
             103, C2, ,
             104, C2, , *",
        );
    }

    // XML always has a header, and no rows without a child.
    #[test]
    fn without_header_the_table_uasc_counts() {
        case_as_csv(
            &RULE,
            "UASC: CHILD, DUC
             101, 01/04/2026
             102,
             UASC_last: CHILD, DUC
             103, 01/04/2025
             Episodes: CHILD, LS, HOME_POST
             101, C2,
             102, C2, *
             103, C2,
             , C2, *",
        );
        case_as_csv(
            &RULE,
            "Episodes: CHILD, LS, HOME_POST
             101, C2, *",
        );
    }
}
