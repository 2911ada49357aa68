//! Rules INT01 to INT09: every child in any table stands in Header too.

use crate::child::{Child, Line};
use crate::rows::TableRow;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{
    Ad1, Episodes, Header, Missing, Oc2, Oc3, PlacedForAdoption, PreviousPermanence, Reviews, Uasc,
};

pub static INT01: Rule = Rule {
    code: "INT01",
    message: "Data Integrity Check: Child in AD1 does not exist in Header.",
    why: "Header says who the child is. This row of AD1 has a child whom Header does not have.",
    fix: "Check CHILD in AD1. If it is right, add the child to Header.",
    doubt: "",
    fields: &[(Ad1, &["CHILD"])],
    needs: &[Need::Table(Header), Need::Table(Ad1)],
    years: ALL_YEARS,
    check: |child, flags| flag_without_header(child, child.ad1(), flags),
};

pub static INT02: Rule = Rule {
    code: "INT02",
    message: "Internal Check: Child in PlacedAdoption does not exist in Header.",
    why: "Header says who the child is. This row of PlacedAdoption has a child whom Header does not have.",
    fix: "Check CHILD in PlacedAdoption. If it is right, add the child to Header.",
    doubt: "",
    fields: &[(PlacedForAdoption, &["CHILD"])],
    needs: &[Need::Table(Header), Need::Table(PlacedForAdoption)],
    years: ALL_YEARS,
    check: |child, flags| flag_without_header(child, child.placed_for_adoption(), flags),
};

pub static INT03: Rule = Rule {
    code: "INT03",
    message: "Internal Check: Child in Episodes does not exist in Header.",
    why: "Header says who the child is. This row of Episodes has a child whom Header does not have.",
    fix: "Check CHILD in Episodes. If it is right, add the child to Header.",
    doubt: "",
    fields: &[(Episodes, &["CHILD"])],
    needs: &[Need::Table(Header), Need::Table(Episodes)],
    years: ALL_YEARS,
    check: |child, flags| flag_without_header(child, child.episodes(), flags),
};

pub static INT04: Rule = Rule {
    code: "INT04",
    message: "Internal Check: Child in Missing does not exist in Header.",
    why: "Header says who the child is. This row of Missing has a child whom Header does not have.",
    fix: "Check CHILD in Missing. If it is right, add the child to Header.",
    doubt: "",
    fields: &[(Missing, &["CHILD"])],
    needs: &[Need::Table(Header), Need::Table(Missing)],
    years: ALL_YEARS,
    check: |child, flags| flag_without_header(child, child.missing(), flags),
};

pub static INT05: Rule = Rule {
    code: "INT05",
    message: "Internal Check: Child in OC2 does not exist in Header.",
    why: "Header says who the child is. This row of OC2 has a child whom Header does not have.",
    fix: "Check CHILD in OC2. If it is right, add the child to Header.",
    doubt: "",
    fields: &[(Oc2, &["CHILD"])],
    needs: &[Need::Table(Header), Need::Table(Oc2)],
    years: ALL_YEARS,
    check: |child, flags| flag_without_header(child, child.oc2(), flags),
};

pub static INT06: Rule = Rule {
    code: "INT06",
    message: "Internal Check: Child in OC3 does not exist in Header.",
    why: "Header says who the child is. This row of OC3 has a child whom Header does not have.",
    fix: "Check CHILD in OC3. If it is right, add the child to Header.",
    doubt: "",
    fields: &[(Oc3, &["CHILD"])],
    needs: &[Need::Table(Header), Need::Table(Oc3)],
    years: ALL_YEARS,
    check: |child, flags| flag_without_header(child, child.oc3(), flags),
};

pub static INT07: Rule = Rule {
    code: "INT07",
    message: "Internal Check: Child in PrevPerm does not exist in Header.",
    why: "Header says who the child is. This row of PrevPerm has a child whom Header does not have.",
    fix: "Check CHILD in PrevPerm. If it is right, add the child to Header.",
    doubt: "",
    fields: &[(PreviousPermanence, &["CHILD"])],
    needs: &[Need::Table(Header), Need::Table(PreviousPermanence)],
    years: ALL_YEARS,
    check: |child, flags| flag_without_header(child, child.previous_permanence(), flags),
};

pub static INT08: Rule = Rule {
    code: "INT08",
    message: "Internal Check: Child in Reviews does not exist in Header.",
    why: "Header says who the child is. This row of Reviews has a child whom Header does not have.",
    fix: "Check CHILD in Reviews. If it is right, add the child to Header.",
    doubt: "",
    fields: &[(Reviews, &["CHILD"])],
    needs: &[Need::Table(Header), Need::Table(Reviews)],
    years: ALL_YEARS,
    check: |child, flags| flag_without_header(child, child.reviews(), flags),
};

pub static INT09: Rule = Rule {
    code: "INT09",
    message: "Internal Check: Child in UASC does not exist in Header.",
    why: "Header says who the child is. This row of UASC has a child whom Header does not have.",
    fix: "Check CHILD in UASC. If it is right, add the child to Header.",
    doubt: "",
    fields: &[(Uasc, &["CHILD"])],
    needs: &[Need::Table(Header), Need::Table(Uasc)],
    years: ALL_YEARS,
    check: |child, flags| flag_without_header(child, child.uasc(), flags),
};

fn flag_without_header<'a, T: TableRow + 'a>(
    child: &Child<'_>,
    rows: impl Iterator<Item = Line<'a, T>>,
    flags: &mut Flags<'_>,
) {
    if child.header().len() == 0 {
        flags.rows(rows);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{case, case_as_csv};

    // In XML nobody is without a header.
    #[test]
    fn a_child_without_header_is_found() {
        let check = |rule: &'static Rule| {
            let table = rule
                .tables()
                .next()
                .expect("each of these rules flags a table");
            let text = format!(
                "Header: CHILD, SEX
                 101, M
                 102, F
                 {table}: CHILD, DOB
                 101, 01/04/2012
                 103, 01/04/2012 *
                 103, 01/04/2013 *
                 0101, 01/04/2012 *
                 , 01/04/2012 *"
            );
            let column = if table == Episodes { "DECOM" } else { "DOB" };
            case_as_csv(rule, &text.replace("DOB", column));
        };
        for rule in [
            &INT01, &INT02, &INT03, &INT04, &INT05, &INT06, &INT07, &INT08, &INT09,
        ] {
            check(rule);
        }
    }

    #[test]
    fn a_header_is_enough() {
        case(
            &INT03,
            "Header: CHILD, SEX
             101, M
             102,
             Episodes: CHILD, DECOM
             101, 01/04/2026
             102, 01/04/2026",
        );
    }

    // Rows without an identifier are taken for one child; XML cannot leave it out of a table alone.
    #[test]
    fn a_blank_child_counts_as_found_beside_a_blank_header() {
        case_as_csv(
            &INT03,
            "Header: CHILD, SEX
             , M
             Episodes: CHILD, DECOM
             , 01/04/2026",
        );
    }
}
