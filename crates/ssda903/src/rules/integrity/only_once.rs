//! Rules INT31 to INT36: in tables with one row a child, nobody stands twice.

use crate::child::{Child, Lines};
use crate::rows::TableRow;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Ad1, Header, Oc2, Oc3, PreviousPermanence, Uasc};

pub static INT31: Rule = Rule {
    code: "INT31",
    message: "Internal Check: Child should only exist once in AD1.",
    why: "AD1 has one row for each child. This child has more, and the rows may contradict each other.",
    fix: "Look at all rows of this child in AD1 and keep the right one.",
    doubt: "",
    fields: &[(Ad1, &["CHILD"])],
    needs: &[Need::Table(Ad1)],
    years: ALL_YEARS,
    check: |child, flags| flag_repeated(child, child.ad1(), flags),
};

pub static INT32: Rule = Rule {
    code: "INT32",
    message: "Internal Check: Child should only exist once in Header.",
    why: "Header has one row for each child. This child has more, and the rows may contradict each other.",
    fix: "Look at all rows of this child in Header and keep the right one.",
    doubt: "",
    fields: &[(Header, &["CHILD"])],
    needs: &[Need::Table(Header)],
    years: ALL_YEARS,
    check: |child, flags| flag_repeated(child, child.header(), flags),
};

pub static INT33: Rule = Rule {
    code: "INT33",
    message: "Internal Check: Child should only exist once in OC2.",
    why: "OC2 has one row for each child. This child has more, and the rows may contradict each other.",
    fix: "Look at all rows of this child in OC2 and keep the right one.",
    doubt: "",
    fields: &[(Oc2, &["CHILD"])],
    needs: &[Need::Table(Oc2)],
    years: ALL_YEARS,
    check: |child, flags| flag_repeated(child, child.oc2(), flags),
};

pub static INT34: Rule = Rule {
    code: "INT34",
    message: "Internal Check: Child should only exist once in OC3.",
    why: "OC3 has one row for each child. This child has more, and the rows may contradict each other.",
    fix: "Look at all rows of this child in OC3 and keep the right one.",
    doubt: "",
    fields: &[(Oc3, &["CHILD"])],
    needs: &[Need::Table(Oc3)],
    years: ALL_YEARS,
    check: |child, flags| flag_repeated(child, child.oc3(), flags),
};

pub static INT35: Rule = Rule {
    code: "INT35",
    message: "Internal Check: Child should only exist once in PrevPerm.",
    why: "PrevPerm has one row for each child. This child has more, and the rows may contradict each other.",
    fix: "Look at all rows of this child in PrevPerm and keep the right one.",
    doubt: "",
    fields: &[(PreviousPermanence, &["CHILD"])],
    needs: &[Need::Table(PreviousPermanence)],
    years: ALL_YEARS,
    check: |child, flags| flag_repeated(child, child.previous_permanence(), flags),
};

pub static INT36: Rule = Rule {
    code: "INT36",
    message: "Internal Check: Child should only exist once in UASC.",
    why: "UASC has one row for each child. This child has more, and the rows may contradict each other.",
    fix: "Look at all rows of this child in UASC and keep the right one.",
    doubt: "",
    fields: &[(Uasc, &["CHILD"])],
    needs: &[Need::Table(Uasc)],
    years: ALL_YEARS,
    check: |child, flags| flag_repeated(child, child.uasc(), flags),
};

/// Rows that name nobody may belong to several children, and are none's second row.
fn flag_repeated<'a, T: TableRow + 'a>(
    child: &Child<'_>,
    rows: Lines<'a, T>,
    flags: &mut Flags<'_>,
) {
    if rows.len() > 1 && !child.id.is_empty() {
        flags.rows(rows);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{case, case_as_csv};

    #[test]
    fn a_child_who_stands_twice_is_found() {
        let check = |rule: &'static Rule, column: &str, value: &str| {
            let table = rule
                .tables()
                .next()
                .expect("each of these rules flags a table");
            let text = format!(
                "{table}: CHILD, {column}
                 101, {value}
                 102, {value} *
                 103, {value}
                 102, {value} *
                 0101, {value}"
            );
            case(rule, &text);
            // Without an identifier; XML has no row of these tables for nobody.
            case_as_csv(
                rule,
                &format!("{table}: CHILD, {column}\n , {value}\n , {value}"),
            );
        };
        check(&INT31, "NB_ADOPTR", "1");
        check(&INT32, "SEX", "M");
        check(&INT33, "CONVICTED", "0");
        check(&INT34, "IN_TOUCH", "YES");
        check(&INT35, "PREV_PERM", "Z1");
        check(&INT36, "DUC", "01/04/2026");
    }
}
