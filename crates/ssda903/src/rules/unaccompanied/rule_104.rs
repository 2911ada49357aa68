//! Rule 104: the day on which the status of an unaccompanied child ceased is a date that exists, and not of an earlier year.

use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Uasc;

pub static RULE: Rule = Rule {
    code: "104",
    message: "Date for Unaccompanied Asylum-Seeking Children (UASC) status ceased is not a valid date.",
    why: "DUC is the day on which the status of an unaccompanied asylum-seeking child ceased or will cease, written as day, month and year of four digits.",
    fix: "Check DUC in UASC and write it like 09/04/2026. If the status ceased before 1 April, take the child out of this year's UASC.",
    doubt: "The message speaks of dates that do not exist. A date before the first day of the year is shown too.",
    fields: &[(Uasc, &["DUC"])],
    needs: &[Need::Table(Uasc)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let year_start = child.collection().starts_on;
    flags.rows(child.uasc().filter(|row| match row.ceased_on.date() {
        Some(date) => date < year_start,
        None => row.ceased_on.is_no_date(),
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_104() {
        case(
            &RULE,
            "UASC: CHILD, DUC
             101, 01/04/2026
             102, 31/03/2026 *
             103, 1/5/2030
             104, 31/02/2027 *
             105, 01/05/27 *
             106,",
        );
    }

    // In XML this way of writing is usual.
    #[test]
    fn rule_104_wants_slashes() {
        case_as_csv(
            &RULE,
            "UASC: CHILD, DUC
             101, 2026-05-01 *",
        );
    }
}
