//! Rule 303: who has a day on which the status ceased is marked as unaccompanied.

use crate::child::Child;
use crate::rows;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::rules::identity::is_number;
use crate::table::Table::{Header, Uasc};
use crate::unaccompanied::{Status, status};

pub static RULE: Rule = Rule {
    code: "303",
    message: "If date Unaccompanied Asylum-Seeking Child (UASC) status ceased is not null, UASC status must be coded 1.",
    why: "DUC is filled, which only holds for an unaccompanied asylum-seeking child, and UASC in the child's HEADER is not 1.",
    fix: "Check UASC and DUC. Write UASC 1, or take DUC out.",
    doubt: "In CSV every child in the UASC table is marked by being there, so that this rule can only find something in XML.",
    fields: &[(Header, &["UASC"]), (Uasc, &["DUC"])],
    needs: &[Need::Table(Uasc), Need::Table(Header)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let is_marked = |header: &rows::Header| is_number(&header.asylum_flag, 1.0);
    let mut dated = child
        .uasc()
        .filter(|row| !row.ceased_on.is_blank())
        .peekable();
    if dated.peek().is_none()
        || child.header().len() == 0
        || status(child.this_year()) == Status::Unaccompanied
        || child.header().any(|header| is_marked(&header))
    {
        return;
    }
    flags.rows(dated);
    flags.rows(child.header());
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case_as_csv, case_as_xml};

    // In CSV nobody in the table is without the flag.
    #[test]
    fn rule_303() {
        case_as_xml(
            &RULE,
            "Header: CHILD, UASC
             101, 0 *
             102, *
             103, 2 *
             104, 1
             105, 01
             106, 0
             107, 0 *
             UASC: CHILD, DUC
             101, 01/05/2026 *
             102, 01/05/2026 *
             103, 01/05/2026 *
             104, 01/05/2026
             105, 01/05/2026
             107, 31/02/2026 *",
        );
    }

    #[test]
    fn rule_303_by_the_table() {
        case_as_csv(
            &RULE,
            "Header: CHILD, SEX
             101, M
             UASC: CHILD, DUC
             101, 01/05/2026
             102, 01/05/2026",
        );
    }
}
