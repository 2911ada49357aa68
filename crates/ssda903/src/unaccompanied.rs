//! Whether a year's return says of a child that they are an unaccompanied asylum-seeking child (UASC).
//!
//! XML says it in the header's field UASC: 1 or 0. CSV has no such column: its children are those of the table UASC. A Header that
//! has the field all the same is believed. A year that came without Header is judged by the rows of its table UASC alone, and there a
//! row that says nothing about the child marks nobody.

use std::collections::HashSet;

use crate::cell::Cell;
use crate::child::{Child, ChildYear};
use crate::rows::{Header, Uasc, YearReturn};
use crate::rule::Need;
use crate::table::Table;

/// What a year's return says about a child.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// The flag is 1.
    Unaccompanied,
    /// The flag is 0, or there is none: also when the year does not know the child, or was not handed in.
    NotUnaccompanied,
    /// Something else is written in the flag.
    Unclear,
}

/// What a rule needs that asks [`was_unaccompanied`]: without the table UASC of either year nobody could be told apart.
pub const KNOWN: Need = Need::AnyOf(&[Need::Table(Table::Uasc), Need::LastYear(Table::Uasc)]);

/// What the year says, as rules 205A to 205D understand it: in a year without Header, a row of the table UASC marks the child when
/// it has more than a date of birth.
pub fn status(year: ChildYear<'_>) -> Status {
    if year.was_handed_in(Table::Header) {
        return status_by_header(year);
    }
    let says_more = |row: &Uasc| !row.sex.is_blank() || !row.ceased_on.is_blank();
    if year.uasc().any(|row| says_more(&row)) {
        Status::Unaccompanied
    } else {
        Status::NotUnaccompanied
    }
}

/// Whether this year or last year marks the child, as the rules on distance ask it (164, 392a, 392b, 406): in a year without Header, a
/// row of the table UASC marks the child when it has anything but the identifier.
pub fn was_unaccompanied(child: &Child<'_>) -> bool {
    [child.this_year(), child.last_year()]
        .into_iter()
        .any(is_marked)
}

fn is_marked(year: ChildYear<'_>) -> bool {
    if year.was_handed_in(Table::Header) {
        return status_by_header(year) == Status::Unaccompanied;
    }
    let says_anything = |row: &Uasc| {
        !row.sex.is_blank() || !row.date_of_birth.is_blank() || !row.ceased_on.is_blank()
    };
    year.uasc().any(|row| says_anything(&row))
}

fn status_by_header(year: ChildYear<'_>) -> Status {
    let is_written = |row: &Header| !row.asylum_flag.is_blank();
    if year.header().any(|row| row.asylum_flag.is("1")) {
        Status::Unaccompanied
    } else if year
        .header()
        .any(|row| row.asylum_flag.is_other_than(&["0"]))
    {
        Status::Unclear
    } else if year.is_xml() || year.header().any(|row| is_written(&row)) {
        Status::NotUnaccompanied
    } else if year.header().len() > 0 && year.uasc().len() > 0 {
        Status::Unaccompanied
    } else {
        Status::NotUnaccompanied
    }
}

/// Fills the flag of every Header row from the table UASC: 1 for who has a row there, 0 for everybody else. For a return that is made
/// of tables and is to be sent as XML, which asks the flag of every child (rule 105).
pub fn fill_flags(year: &mut YearReturn) {
    let rows = year.uasc.iter();
    let unaccompanied: HashSet<String> = rows.map(|row| row.value.child.text().into()).collect();
    for row in &mut year.header {
        let is_listed = unaccompanied.contains(row.value.child.text().as_ref());
        row.value.asylum_flag = Cell::read(if is_listed { "1" } else { "0" });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::write_xml;
    use crate::{InputFile, read_year};

    #[test]
    fn a_return_made_of_tables_says_of_everybody_in_xml_whether_they_are_unaccompanied() {
        let file = |name: &str, text: &str| InputFile {
            name: name.into(),
            bytes: text.into(),
        };
        let header =
            "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n101,M,01/02/2010,,,,\n102,M,01/02/2010,,,,\n";
        let files = [
            file("header.csv", header),
            file(
                "uasc.csv",
                "CHILD,SEX,DOB,DUC\n102,M,01/02/2010,01/02/2028\n",
            ),
        ];
        let mut year = read_year(&files, 2027, 1_000_000).year;
        fill_flags(&mut year);
        let xml = write_xml(&year);
        let read = read_year(
            &[InputFile {
                name: "r.xml".into(),
                bytes: xml.clone(),
            }],
            2027,
            1_000_000,
        )
        .year;
        let flags: Vec<_> = read
            .header
            .iter()
            .map(|row| row.value.asylum_flag.text())
            .collect();
        assert_eq!(flags, ["0", "1"]);
        assert_eq!(write_xml(&read), xml);
    }

    use crate::case::{case, case_as_csv, case_as_xml};
    use crate::rule::{ALL_YEARS, Flags, Rule};
    use crate::table::Table::Episodes;

    /// Flags the episodes of everybody with that answer.
    macro_rules! asking {
        ($name:ident, $answer:expr) => {
            static $name: Rule = Rule {
                code: "",
                message: "",
                why: "",
                fix: "",
                doubt: "",
                fields: &[(Episodes, &[])],
                needs: &[KNOWN],
                years: ALL_YEARS,
                check: |child: &Child<'_>, flags: &mut Flags<'_>| {
                    let answer: fn(&Child<'_>) -> bool = $answer;
                    if answer(child) {
                        flags.rows(child.episodes());
                    }
                },
            };
        };
    }
    asking!(UNACCOMPANIED, |child| status(child.this_year())
        == Status::Unaccompanied);
    asking!(UNCLEAR, |child| status(child.this_year())
        == Status::Unclear);
    asking!(MARKED, was_unaccompanied);

    #[test]
    fn the_flag_of_the_header_is_believed() {
        case(
            &UNACCOMPANIED,
            "Header: CHILD, UASC
             101, 1
             102, 0
             103,
             104, 01
             Episodes: CHILD, DECOM
             101, 01/04/2026 *
             102, 01/04/2026
             103, 01/04/2026
             104, 01/04/2026",
        );
        case(
            &UNCLEAR,
            "Header: CHILD, UASC
             101, 1
             102, 0
             103,
             104, 01
             Episodes: CHILD, DECOM
             101, 01/04/2026
             102, 01/04/2026
             103, 01/04/2026
             104, 01/04/2026 *",
        );
    }

    // In CSV the table says who is meant, in XML the flag does.
    #[test]
    fn csv_says_it_with_its_table() {
        case_as_csv(
            &UNACCOMPANIED,
            "Header: CHILD, SEX
             101, 1
             102, 1
             UASC: CHILD, DUC
             101,
             103, 01/04/2026
             Episodes: CHILD, DECOM
             101, 01/04/2026 *
             102, 01/04/2026
             103, 01/04/2026",
        );
        case_as_xml(
            &UNACCOMPANIED,
            "Header: CHILD, SEX
             101, 1
             UASC: CHILD, DUC
             101, 01/04/2026
             Episodes: CHILD, DECOM
             101, 01/04/2026",
        );
    }

    // XML always has a header.
    #[test]
    fn without_header_the_rows_of_the_table_speak() {
        let text = |first: &str, second: &str| {
            format!(
                "UASC: CHILD, SEX, DOB, DUC
                 101, , , 99/99/2026
                 102, M, ,
                 103, , 01/04/2010,
                 104, , ,
                 Episodes: CHILD, DECOM
                 101, 01/04/2026 *
                 102, 01/04/2026 *
                 103, 01/04/2026 {first}
                 104, 01/04/2026 {second}"
            )
        };
        case_as_csv(&UNACCOMPANIED, &text("", ""));
        case_as_csv(&MARKED, &text("*", ""));
    }

    #[test]
    fn last_year_counts_for_the_rules_on_distance() {
        case(
            &MARKED,
            "Header: CHILD, UASC
             101, 0
             102, 1
             103, 0
             104, 0
             Header_last: CHILD, UASC
             101, 1
             103, 0
             104, 2
             Episodes: CHILD, DECOM
             101, 01/04/2026 *
             102, 01/04/2026 *
             103, 01/04/2026
             104, 01/04/2026",
        );
    }
}
