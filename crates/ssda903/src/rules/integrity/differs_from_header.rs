//! Rules INT11 to INT18 and INT21: the date of birth and the sex in other tables are those of Header.

use jiff::civil::Date;

use crate::cell::Cell;
use crate::child::{Child, Line};
use crate::rows::{self, TableRow};
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{
    Ad1, Header, Missing, Oc2, Oc3, PlacedForAdoption, PreviousPermanence, Reviews, Uasc,
};

pub static INT11: Rule = Rule {
    code: "INT11",
    message: "Internal Check: DOB in AD1 is different to DOB in Header.",
    why: "A child has one date of birth. DOB in AD1 is another than in Header.",
    fix: "Check DOB in AD1 and in Header, and correct the one that is wrong.",
    doubt: "",
    fields: &[(Ad1, &["DOB"])],
    needs: &[Need::Table(Header), Need::Table(Ad1)],
    years: ALL_YEARS,
    check: |child, flags| {
        flag_other_births(child, child.ad1(), |row| &row.date_of_birth, flags);
    },
};

pub static INT12: Rule = Rule {
    code: "INT12",
    message: "Internal Check: DOB in PlacedAdoption is different to DOB in Header.",
    why: "A child has one date of birth. DOB in PlacedAdoption is another than in Header.",
    fix: "Check DOB in PlacedAdoption and in Header, and correct the one that is wrong.",
    doubt: "",
    fields: &[(PlacedForAdoption, &["DOB"])],
    needs: &[Need::Table(Header), Need::Table(PlacedForAdoption)],
    years: ALL_YEARS,
    check: |child, flags| {
        flag_other_births(
            child,
            child.placed_for_adoption(),
            |row| &row.date_of_birth,
            flags,
        );
    },
};

pub static INT13: Rule = Rule {
    code: "INT13",
    message: "Internal Check: DOB in Missing is different to DOB in Header.",
    why: "A child has one date of birth. DOB in Missing is another than in Header.",
    fix: "Check DOB in Missing and in Header, and correct the one that is wrong.",
    doubt: "",
    fields: &[(Missing, &["DOB"])],
    needs: &[Need::Table(Header), Need::Table(Missing)],
    years: ALL_YEARS,
    check: |child, flags| {
        flag_other_births(child, child.missing(), |row| &row.date_of_birth, flags);
    },
};

pub static INT14: Rule = Rule {
    code: "INT14",
    message: "Internal Check: DOB in OC2 is different to DOB in Header.",
    why: "A child has one date of birth. DOB in OC2 is another than in Header.",
    fix: "Check DOB in OC2 and in Header, and correct the one that is wrong.",
    doubt: "",
    fields: &[(Oc2, &["DOB"])],
    needs: &[Need::Table(Header), Need::Table(Oc2)],
    years: ALL_YEARS,
    check: |child, flags| {
        flag_other_births(child, child.oc2(), |row| &row.date_of_birth, flags);
    },
};

pub static INT15: Rule = Rule {
    code: "INT15",
    message: "Internal Check: DOB in OC3 is different to DOB in Header.",
    why: "A child has one date of birth. DOB in OC3 is another than in Header.",
    fix: "Check DOB in OC3 and in Header, and correct the one that is wrong.",
    doubt: "",
    fields: &[(Oc3, &["DOB"])],
    needs: &[Need::Table(Header), Need::Table(Oc3)],
    years: ALL_YEARS,
    check: |child, flags| {
        flag_other_births(child, child.oc3(), |row| &row.date_of_birth, flags);
    },
};

pub static INT16: Rule = Rule {
    code: "INT16",
    message: "Internal Check: DOB in PrevPerm is different to DOB in Header.",
    why: "A child has one date of birth. DOB in PrevPerm is another than in Header.",
    fix: "Check DOB in PrevPerm and in Header, and correct the one that is wrong.",
    doubt: "",
    fields: &[(PreviousPermanence, &["DOB"])],
    needs: &[Need::Table(Header), Need::Table(PreviousPermanence)],
    years: ALL_YEARS,
    check: |child, flags| {
        flag_other_births(
            child,
            child.previous_permanence(),
            |row| &row.date_of_birth,
            flags,
        );
    },
};

pub static INT17: Rule = Rule {
    code: "INT17",
    message: "Internal Check: DOB in Reviews is different to DOB in Header.",
    why: "A child has one date of birth. DOB in Reviews is another than in Header.",
    fix: "Check DOB in Reviews and in Header, and correct the one that is wrong.",
    doubt: "",
    fields: &[(Reviews, &["DOB"])],
    needs: &[Need::Table(Header), Need::Table(Reviews)],
    years: ALL_YEARS,
    check: |child, flags| {
        flag_other_births(child, child.reviews(), |row| &row.date_of_birth, flags);
    },
};

pub static INT18: Rule = Rule {
    code: "INT18",
    message: "Internal Check: DOB in UASC is different to DOB in Header.",
    why: "A child has one date of birth. DOB in UASC is another than in Header.",
    fix: "Check DOB in UASC and in Header, and correct the one that is wrong.",
    doubt: "",
    fields: &[(Uasc, &["DOB"])],
    needs: &[Need::Table(Header), Need::Table(Uasc)],
    years: ALL_YEARS,
    check: |child, flags| {
        flag_other_births(child, child.uasc(), |row| &row.date_of_birth, flags);
    },
};

pub static INT21: Rule = Rule {
    code: "INT21",
    message: "Internal Check: SEX in UASC is different to SEX in Header.",
    why: "SEX stands in Header and in UASC, and the two differ.",
    fix: "Check SEX in UASC and in Header, and correct the one that is wrong.",
    doubt: "",
    fields: &[(Uasc, &["SEX"])],
    needs: &[Need::Table(Header), Need::Table(Uasc)],
    years: ALL_YEARS,
    check: check_sex,
};

/// Flags the rows with a readable date of birth that differs from a readable one in Header.
fn flag_other_births<'a, T: TableRow + 'a>(
    child: &Child<'_>,
    rows: impl Iterator<Item = Line<'a, T>>,
    birth: impl Fn(&T) -> &Cell<Date>,
    flags: &mut Flags<'_>,
) {
    for row in rows {
        let Some(born) = birth(&row).date() else {
            continue;
        };
        let says_other = |header: &rows::Header| {
            header
                .date_of_birth
                .date()
                .is_some_and(|other| other != born)
        };
        if child.header().any(|header| says_other(&header)) {
            flags.row(row);
        }
    }
}

fn check_sex(child: &Child<'_>, flags: &mut Flags<'_>) {
    flags.rows(child.uasc().filter(|row| {
        !row.sex.is_blank()
            && child
                .header()
                .any(|header| !header.sex.is_blank() && header.sex.text() != row.sex.text())
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{case, case_as_csv};

    #[test]
    fn another_date_of_birth_is_found() {
        let check = |rule: &'static Rule, case: fn(&'static Rule, &str)| {
            let table = rule
                .tables()
                .next()
                .expect("each of these rules flags a table");
            let text = format!(
                "Header: CHILD, DOB
                 101, 01/04/2012
                 102, 01/04/2012
                 103, 01/04/2012
                 104, 01/04/2012
                 105,
                 106, 31/04/2012
                 {table}: CHILD, DOB
                 101, 01/04/2012
                 101, 1/4/2012
                 101, 01/04/2013 *
                 102, 02/04/2012 *
                 104, 31/04/2012
                 105, 01/04/2012
                 106, 01/04/2012"
            );
            case(rule, &text);
        };
        for rule in [&INT12, &INT13, &INT14, &INT16, &INT17] {
            check(rule, case);
        }
        // In XML these three have no date of birth of their own.
        for rule in [&INT11, &INT15, &INT18] {
            check(rule, case_as_csv);
        }
    }

    // In XML nobody is without a header.
    #[test]
    fn a_child_without_header_or_with_two_is_compared_with_what_there_is() {
        case_as_csv(
            &INT17,
            "Header: CHILD, DOB
             101, 01/04/2012
             101, 02/04/2012
             Reviews: CHILD, DOB
             101, 01/04/2012 *
             102, 01/04/2012
             101,",
        );
    }

    // In XML the sex stands in the header alone.
    #[test]
    fn another_sex_is_found() {
        case_as_csv(
            &INT21,
            "Header: CHILD, SEX
             101, M
             102, M
             103, M
             104,
             105, M
             105, F
             UASC: CHILD, SEX
             101, M
             102, F *
             102, m *
             103,
             104, M
             105, M *
             106, M",
        );
    }
}
