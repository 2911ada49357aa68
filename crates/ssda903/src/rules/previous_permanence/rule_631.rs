//! Rule 631: the kind of earlier permanence is one of the codes of the collection.

use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::PreviousPermanence;

pub static RULE: Rule = Rule {
    code: "631",
    message: "Previous permanence option not a valid value.",
    why: "PREV_PERM must be P1 (adoption), P2 (special guardianship order), P3 (residence order or child arrangements order), P4 (unknown) or Z1 (none of these).",
    fix: "Check PREV_PERM in PrevPerm and write one of these codes.",
    doubt: "",
    fields: &[(PreviousPermanence, &["PREV_PERM"])],
    needs: &[Need::Table(PreviousPermanence)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let is_wrong = |row: &crate::rows::PreviousPermanence| {
        row.kind.is_other_than(&["P1", "P2", "P3", "P4", "Z1"])
    };
    flags.rows(child.previous_permanence().filter(|row| is_wrong(row)));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_631() {
        case(
            &RULE,
            "PrevPerm: CHILD, PREV_PERM
             101, P1
             102, P4
             103, Z1
             104,
             105, P0 *
             106, P5 *
             107, p1 *
             108, Z2 *",
        );
    }
}
