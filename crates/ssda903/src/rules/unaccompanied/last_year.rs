//! Rules 205A to 205D: who is unaccompanied this year agrees with last year's return and with the date on which the status ceased.

use jiff::civil::Date;

use crate::child::Child;
use crate::date::birthday;
use crate::rows;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Header, Uasc};
use crate::unaccompanied::{Status, status};

/// Both years must say who is unaccompanied. Without Header they say it by the rows of UASC alone.
const NEEDS: &[Need] = &[Need::Table(Uasc), Need::LastYear(Uasc)];

pub static RULE_205A: Rule = Rule {
    code: "205A",
    message: "Child identified as UASC last year is no longer UASC this year, but date UASC ceased in both years does not support this.",
    why: "The child was unaccompanied and asylum-seeking last year and is not this year. Then DUC of last year must lie in last year, and this year has no DUC.",
    fix: "Check whether the child is unaccompanied this year. If not, check DUC in last year's UASC and take DUC out of this year's.",
    doubt: "A child who no longer stands in this year's UASC table is not looked at, although the message means just that child. In CSV a child in that table is marked by being there, so that this rule finds hardly anything but in XML.",
    fields: &[(Header, &["CHILD"]), (Uasc, &["CHILD", "DUC"])],
    needs: NEEDS,
    years: ALL_YEARS,
    check: check_no_longer,
};

pub static RULE_205B: Rule = Rule {
    code: "205B",
    message: "Child previously identified as UASC is also UASC this year, but date UASC ceased in both years does not support this.",
    why: "The child is unaccompanied and asylum-seeking in both years. Last year's DUC should be the 18th birthday; this year's should be the same, or lie in this year.",
    fix: "Check DUC in UASC of both years and the date of birth. Write the 18th birthday, or the day in this year on which the status ceased.",
    doubt: "A child whose DUC of last year is blank or is not the 18th birthday is shown, whatever DUC is this year. The birthday is reckoned from last year's date of birth.",
    fields: &[(Header, &["CHILD"]), (Uasc, &["DUC"])],
    needs: NEEDS,
    years: ALL_YEARS,
    check: check_still,
};

pub static RULE_205C: Rule = Rule {
    code: "205C",
    message: "Child not identified as UASC either this year or last year but date UASC ceased has been provided.",
    why: "The child is not marked as unaccompanied and asylum-seeking in either year, but DUC holds the day on which that status ceased.",
    fix: "Check UASC and DUC of both years. Mark the child in the year in which the status held, or take DUC out.",
    doubt: "In CSV every child in the UASC table is marked by being there, so that this rule finds hardly anything but in XML. A child who stands in last year's UASC alone is not looked at.",
    fields: &[(Header, &["CHILD"]), (Uasc, &["DUC"])],
    needs: NEEDS,
    years: ALL_YEARS,
    check: check_never,
};

pub static RULE_205D: Rule = Rule {
    code: "205D",
    message: "Child identified as UASC this year but not identified as UASC status provided for the child last year.",
    why: "The child is marked as unaccompanied and asylum-seeking this year and stands in last year's return without that mark. The status is there from the day of arrival.",
    fix: "Check whether the child belongs in this year's UASC table. If so, explain the change when you hand in the return.",
    doubt: "",
    fields: &[(Header, &["CHILD"]), (Uasc, &["CHILD"])],
    needs: NEEDS,
    years: ALL_YEARS,
    check: check_newly,
};

fn check_no_longer(child: &Child<'_>, flags: &mut Flags<'_>) {
    let last_year = child.last_year();
    if !stands_among_uasc(child)
        || status(last_year) != Status::Unaccompanied
        || status(child.this_year()) == Status::Unaccompanied
    {
        return;
    }
    let this_year_starts = child.collection().starts_on;
    let in_last_year = |date: Date| {
        date < this_year_starts
            && birthday(this_year_starts, -1)
                .is_none_or(|last_year_starts| last_year_starts <= date)
    };
    let ceased_last_year = |row: &rows::Uasc| row.ceased_on.date().is_some_and(in_last_year);
    let unsupported_then = last_year.uasc().any(|row| !ceased_last_year(&row));
    flag_child(child, flags, |row| {
        unsupported_then || row.is_some_and(|row| !row.ceased_on.is_blank())
    });
}

fn check_still(child: &Child<'_>, flags: &mut Flags<'_>) {
    let last_year = child.last_year();
    if child.uasc().len() == 0
        || status(last_year) != Status::Unaccompanied
        || status(child.this_year()) != Status::Unaccompanied
    {
        return;
    }
    let supports = |now: &rows::Uasc, then: &rows::Uasc| {
        let (Some(ceased), Some(ceased_then)) = (now.ceased_on.date(), then.ceased_on.date())
        else {
            return false;
        };
        let eighteenth = then
            .date_of_birth
            .date()
            .and_then(|born| birthday(born, 18));
        eighteenth == Some(ceased_then)
            && (ceased == ceased_then || child.collection().contains(ceased))
    };
    let unsupported = |now: &rows::Uasc| last_year.uasc().any(|then| !supports(now, &then));
    let mut rows = child.uasc().filter(|row| unsupported(row)).peekable();
    if rows.peek().is_some() {
        flags.rows(rows);
        flags.rows(child.header());
    }
}

fn check_never(child: &Child<'_>, flags: &mut Flags<'_>) {
    let (this_year, last_year) = (child.this_year(), child.last_year());
    if !stands_among_uasc(child)
        || status(this_year) != Status::NotUnaccompanied
        || status(last_year) != Status::NotUnaccompanied
    {
        return;
    }
    let has_ceased = |row: &rows::Uasc| row.ceased_on.date().is_some();
    let ceased_then = last_year.uasc().any(|row| has_ceased(&row));
    flag_child(child, flags, |row| {
        ceased_then || row.is_some_and(has_ceased)
    });
}

fn check_newly(child: &Child<'_>, flags: &mut Flags<'_>) {
    let last_year = child.last_year();
    let was_known = if last_year.was_handed_in(Header) {
        last_year.header().len() > 0
    } else {
        last_year.uasc().len() > 0
    };
    if !was_known
        || status(last_year) == Status::Unaccompanied
        || status(child.this_year()) != Status::Unaccompanied
    {
        return;
    }
    if child.this_year().was_handed_in(Header) {
        flags.rows(child.header());
    } else {
        flags.rows(child.uasc());
    }
}

/// Whether this year's return names the child among those asked about: by a row of UASC, in XML by the field UASC in the header.
fn stands_among_uasc(child: &Child<'_>) -> bool {
    child.uasc().len() > 0
        || (child.this_year().is_xml() && child.header().any(|row| !row.asylum_flag.is_blank()))
}

/// The rows of UASC at fault and with them those of Header. In XML a child may have no row of UASC: then `None` is asked about.
fn flag_child(
    child: &Child<'_>,
    flags: &mut Flags<'_>,
    is_at_fault: impl Fn(Option<&rows::Uasc>) -> bool,
) {
    let mut at_fault = child.uasc().filter(|row| is_at_fault(Some(row))).peekable();
    if at_fault.peek().is_some() || (child.uasc().len() == 0 && is_at_fault(None)) {
        flags.rows(at_fault);
        flags.rows(child.header());
    }
}

#[cfg(test)]
mod tests {
    use super::{RULE_205A, RULE_205B, RULE_205C, RULE_205D};
    use crate::case::{case, case_as_csv, case_as_xml};

    // The year begins on 1 April 2026, last year on 1 April 2025. In XML the flag stands in the header.
    #[test]
    fn rule_205a_by_the_flag() {
        case_as_xml(
            &RULE_205A,
            "Header: CHILD, UASC
             101, 0 *
             102, 0
             103, 0
             104, 0 *
             105, 0 *
             106, 0 *
             107, 0 *
             108,
             109, 1
             110, 0
             111, 0
             UASC: CHILD, DUC
             107, not known *
             Header_last: CHILD, UASC
             101, 1
             102, 1
             103, 1
             104, 1
             105, 1
             106, 1
             107, 1
             108, 1
             109, 1
             110, 0
             UASC_last: CHILD, DUC
             101,
             102, 01/04/2025
             103, 31/03/2026
             104, 31/03/2025
             105, 01/04/2026
             106, 31/02/2026
             107, 01/05/2025
             108,
             109,
             110, 01/05/2026",
        );
    }

    // In CSV a child is marked by standing in the table; 104 stands there and has no header.
    #[test]
    fn rule_205a_by_the_table() {
        case_as_csv(
            &RULE_205A,
            "Header: CHILD, SEX
             101, M
             102, M
             103, M
             UASC: CHILD, DUC
             103, 01/05/2026
             104, *
             104, 01/05/2026 *
             105, 01/05/2026 *
             105,
             Header_last: CHILD, SEX
             101, M
             102, M
             103, M
             104, M
             105, M
             UASC_last: CHILD, DUC
             101,
             102, 01/05/2025
             103,
             104,
             105, 01/05/2025",
        );
    }

    // Without Header; XML always has it.
    #[test]
    fn rule_205a_without_header() {
        case_as_csv(
            &RULE_205A,
            "UASC: CHILD, DOB, DUC
             101, 01/05/2009, *
             102, 01/05/2009, 01/05/2027
             103, 01/05/2009,
             UASC_last: CHILD, DUC
             101, 01/05/2027
             102, 01/05/2027
             103, 01/05/2025",
        );
    }

    #[test]
    fn rule_205b() {
        case(
            &RULE_205B,
            "Header: CHILD, DOB, UASC
             101, 01/05/2009, 1
             102, 01/05/2009, 1
             103, 01/05/2009, 1
             104, 01/05/2009, 1 *
             105, 01/05/2009, 1 *
             106, 01/05/2009, 1 *
             107, 01/05/2009, 1 *
             108, 01/05/2009, 1 *
             109, 29/02/2008, 1
             UASC: CHILD, DUC
             101, 01/05/2027
             102, 01/04/2026
             103, 31/03/2027
             104, 31/03/2026 *
             105, 01/04/2027 *
             106, 01/04/2026 *
             107, *
             108, 31/02/2027 *
             109, 28/02/2026
             Header_last: CHILD, DOB, UASC
             101, 01/05/2009, 1
             102, 01/05/2009, 1
             103, 01/05/2009, 1
             104, 01/05/2009, 1
             105, 01/05/2009, 1
             106, 01/05/2009, 1
             107, 01/05/2009, 1
             108, 01/05/2009, 1
             109, 29/02/2008, 1
             UASC_last: CHILD, DOB, DUC
             101, 01/05/2009, 01/05/2027
             102, 01/05/2009, 01/05/2027
             103, 01/05/2009, 01/05/2027
             104, 01/05/2009, 01/05/2027
             105, 01/05/2009, 01/05/2027
             106, 01/05/2009, 30/04/2027
             107, 01/05/2009, 01/05/2027
             108, 01/05/2009,
             109, 29/02/2008, 28/02/2026",
        );
    }

    // XML has no second year for a child who stands in one alone, and no flag other than its own.
    #[test]
    fn rule_205b_needs_both_years() {
        case_as_csv(
            &RULE_205B,
            "Header: CHILD, SEX
             101, M
             102, M
             UASC: CHILD, DUC
             101,
             Header_last: CHILD, SEX
             101, M
             102, M
             UASC_last: CHILD, DUC
             102,",
        );
    }

    // In CSV nobody in the table is without the flag.
    #[test]
    fn rule_205c() {
        case_as_xml(
            &RULE_205C,
            "Header: CHILD, UASC
             101, 0 *
             102, *
             103, 0 *
             104, 1
             105, 0
             106, 2
             107, 0
             108, 0
             UASC: CHILD, DUC
             101, 01/05/2026 *
             102, 01/05/2026 *
             104, 01/05/2026
             105, 01/05/2026
             106, 01/05/2026
             107, 31/02/2026
             Header_last: CHILD, UASC
             101, 0
             103, 0
             104, 0
             105, 1
             106, 0
             107, 0
             UASC_last: CHILD, DUC
             103, 01/05/2025",
        );
    }

    // 101 and 103 stand in the table without a header, 102 and 104 only in last year's table.
    #[test]
    fn rule_205c_by_the_table() {
        case_as_csv(
            &RULE_205C,
            "Header: CHILD, SEX
             102, M
             UASC: CHILD, DUC
             101, 01/05/2026 *
             101,
             103, *
             Header_last: CHILD, SEX
             105, M
             UASC_last: CHILD, DUC
             102, 01/05/2025
             103, 01/05/2025
             104, 01/05/2025",
        );
    }

    #[test]
    fn rule_205d() {
        case(
            &RULE_205D,
            "Header: CHILD, UASC
             101, 1 *
             102, 1 *
             103, 1
             104, 1
             105, 0
             106, 2
             Header_last: CHILD, UASC
             101, 0
             102,
             103, 1
             105, 0
             106, 0",
        );
    }

    // The flag of CSV is the table.
    #[test]
    fn rule_205d_by_the_table() {
        case_as_csv(
            &RULE_205D,
            "Header: CHILD, SEX
             101, M *
             102, M
             103, M
             UASC: CHILD, DUC
             101,
             102,
             103,
             Header_last: CHILD, SEX
             101, M
             102, M
             UASC_last: CHILD, DUC
             102,",
        );
    }

    // Without Header; XML always has it.
    #[test]
    fn rule_205d_without_header() {
        case_as_csv(
            &RULE_205D,
            "UASC: CHILD, DOB, DUC
             101, 01/05/2009, 31/02/2026 *
             102, 01/05/2009, 01/05/2027
             103, 01/05/2009, 01/05/2027
             104, 01/05/2009,
             UASC_last: CHILD, DOB, DUC
             101, 01/05/2009,
             102, 01/05/2009, 01/05/2027
             104, 01/05/2009,",
        );
    }
}
