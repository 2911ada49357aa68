//! Rules 202, 203, 204 and 624: what does not change in a child's life is the same as in last year's return.

use crate::child::Child;
use crate::rows;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Header;

pub static RULE_202: Rule = Rule {
    code: "202",
    message: "The gender code conflicts with the gender already recorded for this child.",
    why: "Last year's return gave another sex for this child. Such a change is mostly a slip in one of the two years.",
    fix: "Check SEX in Header against last year's Header. Correct it, or explain the change when you hand in the return.",
    doubt: "The codes are compared as they are written. A return for 2024/25 beside one for 2023/24 shows every child, because the codes changed from 1 and 2 to M and F.",
    fields: &[(Header, &["SEX"])],
    needs: &[Need::Table(Header), Need::LastYear(Header)],
    years: ALL_YEARS,
    check: check_sex,
};

pub static RULE_203: Rule = Rule {
    code: "203",
    message: "Date of birth disagrees with the date of birth already recorded for this child.",
    why: "Last year's return gave another date of birth for this child. One of the two must be wrong.",
    fix: "Check DOB in Header against last year's Header and the child's papers. Correct it here, or ask for last year's to be corrected.",
    doubt: "",
    fields: &[(Header, &["DOB"])],
    needs: &[Need::Table(Header), Need::LastYear(Header)],
    years: ALL_YEARS,
    check: check_date_of_birth,
};

pub static RULE_204: Rule = Rule {
    code: "204",
    message: "Ethnic origin code disagrees with the ethnic origin already recorded for this child.",
    why: "Last year's return gave another ethnic group for this child, or none.",
    fix: "Check ETHNIC in Header against last year's Header. Correct it, or explain the change when you hand in the return.",
    doubt: "",
    fields: &[(Header, &["ETHNIC"])],
    needs: &[Need::Table(Header), Need::LastYear(Header)],
    years: ALL_YEARS,
    check: check_ethnic_group,
};

pub static RULE_624: Rule = Rule {
    code: "624",
    message: "Date of birth of the first child contradicts the date of birth of the first child previously recorded.",
    why: "MC_DOB is the date of birth of the first child of a looked-after mother. Last year's return gave one, and this year's is another or is blank.",
    fix: "Check MC_DOB in Header against last year's Header. Write the date of birth of the first child.",
    doubt: "",
    fields: &[(Header, &["MC_DOB"])],
    needs: &[Need::Table(Header), Need::LastYear(Header)],
    years: ALL_YEARS,
    check: check_mothers_child,
};

fn check_sex(child: &Child<'_>, flags: &mut Flags<'_>) {
    flag_differing(child, flags, |now, then| now.sex.text() != then.sex.text());
}

/// Blank and unreadable are one and the same.
fn check_date_of_birth(child: &Child<'_>, flags: &mut Flags<'_>) {
    flag_differing(child, flags, |now, then| {
        now.date_of_birth.date() != then.date_of_birth.date()
    });
}

fn check_ethnic_group(child: &Child<'_>, flags: &mut Flags<'_>) {
    flag_differing(child, flags, |now, then| {
        !now.ethnicity
            .text()
            .eq_ignore_ascii_case(&then.ethnicity.text())
    });
}

fn check_mothers_child(child: &Child<'_>, flags: &mut Flags<'_>) {
    flag_differing(child, flags, |now, then| {
        !then.mothers_child_born_on.is_blank()
            && now.mothers_child_born_on != then.mothers_child_born_on
    });
}

/// Flags this year's rows that differ from any row of last year.
fn flag_differing(
    child: &Child<'_>,
    flags: &mut Flags<'_>,
    differ: impl Fn(&rows::Header, &rows::Header) -> bool,
) {
    for now in child.header() {
        if child.last_year().header().any(|then| differ(&now, &then)) {
            flags.row(now);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{RULE_202, RULE_203, RULE_204, RULE_624};
    use crate::case::case;

    #[test]
    fn rule_202() {
        case(
            &RULE_202,
            "Header: CHILD, SEX
             101, M
             102, F *
             103, *
             104, U *
             105,
             106, M
             107, F *
             Header_last: CHILD, SEX
             101, M
             102, M
             103, F
             104,
             105,
             107, F
             107, M",
        );
    }

    #[test]
    fn rule_203() {
        case(
            &RULE_203,
            "Header: CHILD, DOB
             101, 01/04/2012
             102, 1/4/2012
             103, 02/04/2012 *
             104, *
             105, 31/02/2012 *
             106, 31/02/2012
             107, 01/04/2012 *
             108, 01/04/2012
             109, 01/04/2012 *
             Header_last: CHILD, DOB
             101, 01/04/2012
             102, 01/04/2012
             103, 01/04/2012
             104, 01/04/2012
             105, 01/04/2012
             106, 99/99/9999
             107,
             109, 01/04/2012
             109, 02/04/2012",
        );
    }

    #[test]
    fn rule_204() {
        case(
            &RULE_204,
            "Header: CHILD, ETHNIC
             101, WBRI
             102, wbri
             103, NOBT *
             104, *
             105, WBRI *
             106,
             107, WBRI
             Header_last: CHILD, ETHNIC
             101, WBRI
             102, WBRI
             103, WBRI
             104, WBRI
             105,
             106,",
        );
    }

    #[test]
    fn rule_624() {
        case(
            &RULE_624,
            "Header: CHILD, MC_DOB
             101, 01/04/2025
             102, 1/4/2025
             103, 02/04/2025 *
             104, *
             105, 01/04/2025
             106, 01/04/2025
             107, 31/02/2025
             108, 01/04/2025 *
             Header_last: CHILD, MC_DOB
             101, 01/04/2025
             102, 01/04/2025
             103, 01/04/2025
             104, 01/04/2025
             105,
             107, 31/02/2025
             108, 31/02/2025",
        );
    }
}
