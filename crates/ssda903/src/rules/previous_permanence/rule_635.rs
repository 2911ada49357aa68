//! Rule 635: an order and its authority stand beside the kind of permanence that they led to.

use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::PreviousPermanence;

pub static RULE: Rule = Rule {
    code: "635",
    message: "There are entries for date of order and local authority code where previous permanence option was arranged but previous permanence code is Z1",
    why: "LA_PERM or DATE_PERM is filled and PREV_PERM does not say what kind of earlier permanence it was.",
    fix: "Check the child's row in PrevPerm. Write the kind in PREV_PERM, or take LA_PERM and DATE_PERM out.",
    doubt: "The message speaks of PREV_PERM Z1 with an authority or a date. What is looked for is a blank PREV_PERM with an authority or a date; rows with Z1 are not shown.",
    fields: &[(PreviousPermanence, &["LA_PERM", "DATE_PERM", "PREV_PERM"])],
    needs: &[Need::Table(PreviousPermanence)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let is_wrong = |row: &crate::rows::PreviousPermanence| {
        row.kind.is_blank() && (!row.authority.is_blank() || !row.ordered_on.is_blank())
    };
    flags.rows(child.previous_permanence().filter(|row| is_wrong(row)));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_635() {
        case(
            &RULE,
            "PrevPerm: CHILD, PREV_PERM, LA_PERM, DATE_PERM
             101, , 352, *
             102, , , 01/05/2016 *
             103, , 352, 01/05/2016 *
             104, Z1, 352, 01/05/2016
             105, P1, 352, 01/05/2016
             106, P1, ,
             107, , ,",
        );
    }
}
