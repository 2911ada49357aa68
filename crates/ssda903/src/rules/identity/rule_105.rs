//! Rule 105: in XML every child has a flag that says whether they are an unaccompanied asylum-seeking child.

use super::is_number;
use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Header;

pub static RULE: Rule = Rule {
    code: "105",
    message: "Data entry for Unaccompanied Asylum-Seeking Children (UASC) status of child is invalid or has not been completed.",
    why: "In XML every child has UASC: 1 for an unaccompanied asylum-seeking child, 0 for every other child.",
    fix: "Check UASC in the child's HEADER: write 1 or 0.",
    doubt: "",
    fields: &[(Header, &["UASC"])],
    needs: &[Need::Table(Header), Need::Xml],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    flags.rows(child.header().filter(|header| {
        !is_number(&header.asylum_flag, 0.0) && !is_number(&header.asylum_flag, 1.0)
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case_as_xml;

    // CSV has no such column: there the rule does not apply.
    #[test]
    fn rule_105() {
        case_as_xml(
            &RULE,
            "Header: CHILD, UASC
             101, 1
             102, 0
             103, 01
             104, 2 *
             105, yes *
             106, *",
        );
    }
}
